"""What people are hired for: the vacancy, its screening questions, where it is advertised."""
