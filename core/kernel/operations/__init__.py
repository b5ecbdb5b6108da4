"""What an operator does with an installation, and what it does by itself at night."""
