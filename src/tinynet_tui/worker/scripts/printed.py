"""What a script has printed, as it can be shown."""

from __future__ import annotations

from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.refusal import printable
from tinynet_tui.engine.transcript import MOST

TAIL = 1 << 13
"""The most bytes that are shown: the last ones."""


def tail(engine: Engine, end: int) -> str:
    """Return the end of what had been printed when `end` bytes had, line by line printable."""
    kept = engine.out.until(end)[-TAIL:]
    text = clean(kept.decode("utf-8", "replace"))
    if end > MOST:
        text += f"\n(of {end:,} bytes printed, only the first {MOST:,} are kept)"
    return text


def clean(text: str) -> str:
    """Return a text whose lines hold only printable characters.

    What a carriage return would write over is left out, as a terminal would show it.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in lines]
    return "\n".join(printable(line.expandtabs(8)) for line in lines)
