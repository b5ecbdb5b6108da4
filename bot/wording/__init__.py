"""Dates, money, zones and lists in the reader's words."""
