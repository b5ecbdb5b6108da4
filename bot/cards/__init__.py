"""What is shown of one thing, whoever reads it."""
