"""Pages for browsers: careers, a vacancy, the chat, the demo, the login of staff."""
