"""When the interpreter looks for garbage: not before the first paint, and then not too often."""

from __future__ import annotations

import gc

YOUNG = 5_000
"""Objects made before the interpreter looks for garbage among them, in place of 700.

A repaint makes so many, and most are gone with the next. Looked at sooner they are taken to be
there to stay, and then all there are, for 60 ms, twice a second where dialogs come and go.
"""


def collect_garbage() -> None:
    """Let the interpreter look for garbage from now on, but not among what is there by now."""
    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()
