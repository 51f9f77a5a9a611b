"""The names of the built-in data, and the default.

Imports nothing, so that the command line's help can list them at once.
"""

from __future__ import annotations

XOR, AND, OR, COPY_FIRST, PARITY = FUNCTIONS = ("xor", "and", "or", "copy-first", "parity")
CLOUDS = ("circle", "moons", "spiral", "blobs")
NAMES = (*FUNCTIONS, *CLOUDS)
DEFAULT = XOR

MOST_TARGETS = 16
"""The most columns of targets in a file."""
