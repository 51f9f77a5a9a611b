"""One run, and every way to any position in it."""
