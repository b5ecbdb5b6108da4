"""Our own web chat: a messenger like the others, except that its messages live in our database. The protocol: docs/webchat.md."""
