"""Training examples: built in, drawn, or from a file."""
