"""One folder a messenger, each of the same shape: parse, deliver, limits."""
