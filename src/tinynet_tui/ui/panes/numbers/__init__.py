"""View 1: matrices as numbers."""
