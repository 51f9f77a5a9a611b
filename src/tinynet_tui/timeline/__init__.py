"""One run and every way to any place in it."""
