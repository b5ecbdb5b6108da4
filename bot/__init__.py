"""The product as a conversation, on any messenger."""
