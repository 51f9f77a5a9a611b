"""The bug lab's hints (key `A`), and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from tinynet_tui.lab.counts import Hunt
from tinynet_tui.lab.lab import Bug
from tinynet_tui.lab.listing import Listing
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.keys.table import SCRIPT_KEYS, closing

from .page import WIDTH, Page
from .presets import PresetsScreen

KEY = next(key.key for key in SCRIPT_KEYS if key.id == "hint")


class LabList(PresetsScreen[Listing]):
    """The list of all scripts; with it a screen of 24 rows is full."""

    about_height = 2


class Hints(Page):
    """The hints that were given; the key that gave them gives the next, at last the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter,space", "dismiss", "Close"),
        Binding(KEY, "further", "Hint", id="hint"),
        *closing("quit"),
    ]

    def __init__(
        self, hints: tuple[str, str], hunt: Hunt, key: str, give_up: Callable[[], None]
    ) -> None:
        """`hunt` has given one at least; `give_up` shows the answer."""
        self._hints, self._hunt, self._key, self._give_up = hints, hunt, key, give_up
        super().__init__("hints", [*self._told()])

    def _told(self) -> Iterator[Row]:
        given = min(self._hunt.hints, len(self._hints))
        for number, hint in enumerate(self._hints[:given], 1):
            yield from flow([(f"{number}. {hint}", "text")], WIDTH - 4)
            yield ()
        more = given < len(self._hints)
        yield ((f"{self._key} {'gives another hint' if more else 'shows the answer'}", "muted"),)

    def action_further(self) -> None:
        """Give another hint, or the answer."""
        if not self.is_current:
            return
        self._hunt.ask()
        if self._hunt.over:
            self.dismiss()
            self._give_up()
        else:
            self.write([*self._told()])


def answer(bug: Bug, hunt: Hunt) -> Page:
    """Return the page that shows the right line beside the wrong one, and what there is to say."""
    return Page(f"the bug lab: {bug.title}", [*_answer(bug, hunt)])


def _answer(bug: Bug, hunt: Hunt) -> Iterator[Row]:
    count = hunt.count
    if count.found:
        yield ((f"Found: line {bug.line} was wrong.", "strong"),)
    else:
        yield ((f"Line {bug.line} was wrong.", "strong"),)
    yield ()
    yield (("wrong  ", "muted"), (bug.wrong.strip(), "alert"))
    yield (("right  ", "muted"), (bug.right.strip(), "strong"))
    for text in (bug.effect, bug.seen):
        yield ()
        yield from flow([(text, "text")], WIDTH - 4)
    yield ()
    yield ((f"Your count: {count.words}. In o, f2 lists the other scripts.", "muted"),)
