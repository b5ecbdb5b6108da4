"""Personal data by law: consent texts, consents, the access log."""
