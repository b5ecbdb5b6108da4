"""What is taken away: of guests, of screens that are over, of people who are erased."""
