"""Saying on standard error, in one line, what went wrong."""

from __future__ import annotations

import sys
from contextlib import suppress

LONGEST = 300


def complain(message: str) -> None:
    """Write one line on standard error, no longer than anybody reads."""
    line = message if len(message) <= LONGEST else f"{message[:LONGEST]}..."
    if sys.stderr is not None:
        with suppress(OSError):  # the terminal may be gone
            print(f"tinynet-tui: {line}", file=sys.stderr, flush=True)
