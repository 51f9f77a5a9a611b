"""The names of arrays in the titles of their panes."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.ui.canvas.canvas import cut

from .variables import Item


def caption(item: Item) -> str:
    """Return an array's name, with the other one that a step gives it."""
    return f"{item.also} = {item.label}" if item.also else item.label


def above_each(lefts: Sequence[int], names: Sequence[str], width: int) -> str:
    """Return the names of several arrays, each above its own; shortened where they touch.

    A name begins with its mark or a blank, one column before its array.
    """
    starts = [max(0, left - 1) for left in lefts]
    text = ""
    for start, name in zip(starts, names, strict=True):
        text = text.ljust(start) + name + " "
    if len(text.rstrip()) <= width:
        return cut(text, width)
    text = ""
    for start, end, name in zip(starts, [*starts[1:], width], names, strict=True):
        text = text.ljust(start) + cut(name, max(0, end - start))
    return cut(text, width)
