"""Invented people for the demo: nobody of this name ever applied anywhere."""
