"""Job boards: the port, and one folder per board behind it."""
