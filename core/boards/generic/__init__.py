"""Our own documented form of a response, for any board, form or site."""
