"""An array in its place in a pane."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.network.array import Array
from tinynet_tui.ui.panes.numbers.scale import Scale

from .variables import Item


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
