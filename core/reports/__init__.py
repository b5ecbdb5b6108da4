"""Reports: what the log adds up to over a period. Each stands in a module of its own and is found by walking this folder."""
