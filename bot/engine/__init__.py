"""The path of one update: taken, answered, shown, sent."""
