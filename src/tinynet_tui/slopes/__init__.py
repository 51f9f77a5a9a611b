"""Slopes of what a script computes: NumPy's operations recorded, and gone back through."""
