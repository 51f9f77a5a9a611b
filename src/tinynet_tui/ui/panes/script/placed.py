"""An array in its place in a pane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import cut
from tinynet_tui.ui.panes.numbers.scale import Scale

from .variables import Item
from .view import ScriptView


class Placed(NamedTuple):
    """An array in its place in the pane."""

    item: Item
    left: int
    rows: range
    columns: range
    scale: Scale
    numbers: Array | None
    shape: tuple[int, int]


def caption(item: Item) -> str:
    """Return an array's name, with another that a step gives it."""
    return f"{item.also} = {item.label}" if item.also else item.label


def first_shown(cursor: int, shown: int, count: int) -> int:
    """Return the first index to show so that the cursor is among those shown."""
    return max(0, min(cursor - shown // 2, count - shown)) if cursor >= shown else 0


def titles(view: ScriptView, placed: Sequence[Placed], width: int) -> str:
    """Return the names of several arrays with their marks, each above its own."""
    marks = [view.mark(one.item.names) or " " for one in placed]
    named = [mark + caption(one.item) for mark, one in zip(marks, placed, strict=True)]
    return above_each([one.left for one in placed], named, width)


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
