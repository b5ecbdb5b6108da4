"""What became of what was sent, and who can be reached."""
