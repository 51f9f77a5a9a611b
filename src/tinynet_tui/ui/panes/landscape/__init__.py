"""View 5: the error over two weights."""
