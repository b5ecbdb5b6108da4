"""Every door that speaks HTTP: webhooks of messengers and boards, pages, the web chat, the intake API."""
