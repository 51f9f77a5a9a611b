"""The defaults and the limits of an experiment and its run.

Imports nothing, so that the command line's help can name these numbers at once.
"""

from __future__ import annotations

HIDDEN, MAX_HIDDEN = 4, 64
ALPHA = 1.0
SEED, MAX_SEED = 1, 2**32 - 1
ITERATIONS, MAX_ITERATIONS = 60_000, 10**12
"""Where playing stops."""
