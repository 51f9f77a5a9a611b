"""Error messages on standard error, one line each."""

from __future__ import annotations

import sys
from contextlib import suppress

LONGEST = 300


def complain(message: str) -> None:
    """Write a message as one line on standard error, cut after `LONGEST` characters."""
    line = message if len(message) <= LONGEST else f"{message[:LONGEST]}..."
    if sys.stderr is not None:
        with suppress(OSError):  # the terminal may be gone
            print(f"tinynet-tui: {line}", file=sys.stderr, flush=True)
