"""Telegram through aiogram: its Bot, its types and its errors, and nothing of them beyond this folder."""
