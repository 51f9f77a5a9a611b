"""A list of positions in a script's run, from which to go to any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from .dialog import Dialog


class Place(NamedTuple):
    """A line of the list."""

    position: str
    """Where it leads, as it is typed."""
    text: str
    label: str = ""
    """The array, or other variable, of a number that is named; "" if none is."""
    cell: tuple[int, ...] = ()
    note: str = ""
    """What is said there."""


class PositionList(Dialog):
    """Lists positions; enter goes to one."""

    def __init__(
        self, title: str, places: Sequence[Place], at: int, go: Callable[..., None]
    ) -> None:
        """`at` is the line to begin with.

        `go` takes the position that is chosen, and of a number named there the label, the cell
        and the note.
        """
        super().__init__()
        self._title, self._places, self._at, self._go = title, places, at, go
        options = (Option(place.text) for place in places)
        self.list = OptionList(*options, markup=False, compact=True)

    def above(self) -> Iterable[Widget]:
        """Return what stands above the list."""
        return ()

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = self._title
            box.border_subtitle = "enter goes there · esc closes"
            yield from self.above()
            yield self.list

    def on_mount(self) -> None:
        self.set_focus(self.list)
        self.list.highlighted = max(0, self._at)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss()
            place = self._places[message.option_index]
            self._go(place.position, *(place[2:] if place.label else ()))
