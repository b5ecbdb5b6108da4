"""What one process is made of: background work, logs, points of failure in tests."""
