"""The conversation with a candidate: one thread over all channels."""
