"""Rows that wait to be worked off: what came in, what goes out, what is due."""
