"""The check of a script's slopes (key `c`): a table of updates, and the verdict in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinynet_tui.engine.values import Value
from tinynet_tui.slopes.judged import UNKNOWN, Verdict
from tinynet_tui.slopes.places import named_lines
from tinynet_tui.slopes.rows import table
from tinynet_tui.ui.canvas import canvas
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.keys.table import closing
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.numbers import find

from .page import content_of, text_width
from .positions import Place, PositionList

SHORT = 20
"""On a screen with fewer rows the notes are left out."""


class ScriptSlopes(PositionList):
    """Each weight's update beside the slope; enter goes to one, first to the first difference."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close"), *closing("gradient")]

    def __init__(
        self, found: Verdict, frame: ScriptFrame, go: Callable[..., None], width: int
    ) -> None:
        """`width` is the screen's."""
        self._found, self._lines = found, frame.lines
        forms, here = frame.forms, frame.where
        places = []
        self._head, *told = table(found.rows, text_width(width))
        if found.position is not None:
            text = f"{_position(*found.position)}  {_why(found)}look there first"
            note = ""
            if found.within:
                line = self._lines[found.lines[0] - 1].strip()
                note = f"{found.within.partition(' (')[0]}: {line}"
            named = _named(found.weight, forms, note)
            places.append(Place(_typed(*found.position), text, *named))
        places += [
            Place(_typed(row.iteration, row.step), text, *_named(row.weight, forms))
            for row, text in zip(found.rows, told, strict=True)
        ]
        if not places:
            places = [Place(_typed(*here), f"{_position(*here)}  this position")]
        super().__init__("check of the slopes", places, 0, go)

    def above(self) -> Iterable[Widget]:
        width = text_width(self.app.size.width)
        is_short = self.app.size.height < SHORT
        style = "strong" if self._found.status != UNKNOWN else "text"
        rows: list[canvas.Row] = []
        for text in self._found.words:
            rows += flow([(text, style)], width)
        for text in named_lines(self._found.lines, self._lines):
            rows += flow([(text, "text")], width, first="  ", hanging=6)
        if self._found.within:
            words = self._found.within
            rows += flow([(f"{words[:1].upper()}{words[1:]}.", "text")], width)
        for text in () if is_short else self._found.notes:
            rows += flow([(text, "muted")], width)
        if self._found.rows:
            rows += [(), ((self._head, "muted"),)]
        yield Static(content_of(rows))


def _typed(iteration: int, step: int) -> str:
    return f"{iteration}:{max(1, step)}"


def _named(weight: str, forms: Mapping[str, Value], note: str = "") -> tuple[Any, ...]:
    """Return the label of a weight, its first cell and a note; nothing if it has no numbers."""
    try:
        value, _ = find(forms, weight)
    except ValueError:
        return ()
    return weight, (0,) * len(value.shape), note


def _position(iteration: int, step: int) -> str:
    return f"{iteration:,}:{max(1, step)}"


def _why(found: Verdict) -> str:
    """Say that this is where updates differ from the slopes first, if they do."""
    return "" if all(row.follows for row in found.rows) else "the first difference: "
