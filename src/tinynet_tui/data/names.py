"""What data are called, and what goes without saying.

Imports nothing, so that the command line's help can name them at once.
"""

from __future__ import annotations

XOR, AND, OR, COPY_FIRST, PARITY = FUNCTIONS = ("xor", "and", "or", "copy-first", "parity")
CLOUDS = ("circle", "moons", "spiral", "blobs")
"""Point clouds, which can have options."""
NAMES = (*FUNCTIONS, *CLOUDS)
"""All that is built in."""
DEFAULT = XOR

MOST_TARGETS = 16
"""Columns of targets that a file can have."""
