"""When Python's garbage collector runs: not before the first paint, and rarely after it."""

from __future__ import annotations

import gc

YOUNG = 5_000
"""New objects that start a collection, in place of Python's 700.

A repaint makes about this many, and most are gone by the next. Collected sooner, they count as
old, and the full collections that follow take 60 ms each, twice a second while dialogs come and go.
"""


def collect_garbage() -> None:
    """Turn the collector on, for new objects only."""
    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()
