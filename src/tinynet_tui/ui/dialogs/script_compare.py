"""Comparing a script with another one (key `C`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.suggester import SuggestFromList

from tinynet_tui.compare.asked import Result
from tinynet_tui.compare.words import told
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.keys.table import closing

from .page import WIDTH, Page, text_width
from .prompt import Prompt

MOST_OFFERED = 100
HINT = "another Python file; enter alone: the video's script"


class OtherScript(Prompt):
    """Asks for the script to compare with."""

    def __init__(self, mine: Path, compare: Callable[[str], None], hint: str = HINT) -> None:
        """`compare` takes the file's name, or raises a ValueError with the reason."""
        suggester = SuggestFromList([*_beside(mine)])
        super().__init__(
            "compare with", compare, placeholder="OTHER.py", suggester=suggester, hint=hint
        )


def _beside(mine: Path) -> Iterator[str]:
    """Yield the names of other Python files in this folder."""
    try:
        found = sorted(one.name for one in Path().glob("*.py") if one.name != mine.name)
    except OSError:
        return
    yield from found[:MOST_OFFERED]


class Comparison(Page):
    """Tells the first difference between two scripts; enter goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,space", "dismiss", "Close"),
        ("enter", "go", "Go"),
        *closing("quit"),
    ]

    def __init__(self, result: Result, go: Callable[[str], None]) -> None:
        self._result, self._parting, self._go = result, result.telling, go
        super().__init__(f"{result.labels[0]} and {result.labels[1]}", [*_rows(result, WIDTH)])

    def on_mount(self) -> None:
        self.write([*_rows(self._result, text_width(self.app.size.width))])
        if self._parting is not None:
            self.query_one("#page").border_subtitle = "enter goes there · esc closes"

    async def action_go(self) -> None:
        """Close, and go to the line with the first difference."""
        if not self.is_current:
            return
        self.dismiss()
        if self._parting is not None:
            mine = self._parting.mine
            step = "last" if mine is None or mine.step is None else mine.step
            self._go(f"{self._parting.iteration}:{step}")


def _rows(result: Result, width: int) -> Iterator[Row]:
    """Yield the lines; those of the two scripts stand out."""
    partings = [one.parting for one in (result, result.evened) if one is not None]
    texts = {
        place.text
        for parting in partings
        if parting is not None
        for place in (
            parting.mine,
            parting.theirs,
            *parting.inner,
            *parting.parts[0],
            *parting.parts[1],
        )
        if place is not None
    }
    texts |= {one.renamed for one in partings if one is not None and one.renamed}
    for line in told(result):
        is_code = any(line.endswith(f"  {text}") for text in texts)
        hanging = len(line) - len(line.lstrip()) + 2
        yield from flow([(line, "strong" if is_code else "text")], width, hanging=hanging)
