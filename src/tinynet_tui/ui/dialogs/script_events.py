"""The list of what has happened in a script's run, from which to go to any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinynet_tui.engine.engine import Where
from tinynet_tui.worker.scripts.happenings import Happenings

from .positions import Place, PositionList

MOST = 2000
"""The most events that are listed: those around the position."""
KINDS = ("weights", "predictions", "rises")


class ScriptEvents(PositionList):
    """Lists events by their positions."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,e", "dismiss", "Close")]

    def __init__(
        self,
        happenings: Happenings,
        here: Where,
        line: int | None,
        go: Callable[..., None],
    ) -> None:
        found = happenings.all
        at = sum(one.order(here, line) <= 0 for one in found) - 1
        first = max(0, min(at - MOST // 2, len(found) - MOST))
        listed = found[first : first + MOST]
        length = max((len(one.go) for one in listed), default=0)
        places = [
            Place(one.go, f"{one.go:>{length}}  {one.text}", one.label, one.cell) for one in listed
        ]
        super().__init__("events so far", places, at - first, go)
        self._told = _counts(happenings, len(found) - len(listed))

    def above(self) -> Iterable[Widget]:
        return [Static(self._told, id="counts", markup=False)] if self._told else ()


def _counts(happenings: Happenings, beyond: int) -> str:
    """Return how many events there are of each kind, and what is not listed."""
    counts = zip(happenings.so_far, KINDS, strict=True)
    parts = [f"{kind} {count:,}" for count, kind in counts if count]
    if more := happenings.more + beyond:
        parts.append(f"{more:,} are not listed")
    if happenings.left:
        names = ", ".join(happenings.left[:4]) + ", …" * (len(happenings.left) > 4)
        parts.append(f"too large to watch: {names}")
    return " · ".join(parts)
