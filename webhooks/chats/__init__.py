"""Doors of messengers."""
