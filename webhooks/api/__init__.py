"""Doors for those who watch over the service."""
