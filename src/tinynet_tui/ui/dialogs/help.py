"""The help: every key, pane and mark in a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tinynet_tui.ui.keys.table import closing

from .dialog import Dialog

WIDTH = 78
"""The greatest width, as in the stylesheet."""
FRAME = 5
"""Columns taken by the edges and the scrollbar."""

MARKS = [
    ("►  •", "just written; read for it"),
    ("reverse", "the number explained; underlined: what it is made of, and its thread"),
    ("dim, (253)", "left over from iteration 253; (-1): from the one before"),
    ("·", "nothing has been assigned yet"),
    ("off, ×", "switched off: the weight, or all weights on from the neuron, hold 0"),
    ("2 changes", "made by hand; 1 of 2 changes: one lies ahead"),
    ("learned", "in the runs: every prediction within 0.4 of its target; else stuck at the end"),
    ("×10⁻³, e-3", "all numbers of the pane, or above it, are to be multiplied by it"),
    ("▴ ▾", "which way the update just moved the weight"),
    ("≈", "eight decimals of its operands are too few to get it by hand"),
    ("●", "where the number stands on the curve of sigmoid or slope"),
    ("• ± ▴ !", "events: crossing 0.5, sign, rise of the error, divergence"),
    ("·░▒▓█", "how bright a neuron is, from 0 to 1; the same on a map without colours"),
    ("● ○  ◆ ◇", "on the map: target 1, target 0; the second two where the network is wrong now"),
    ("• ◦  ┼", "on the map: examples whose other inputs differ; the cross-hair"),
    ("↕0–3 of 64", "which rows are seen, of how many; ↔ the same of columns"),
    (
        "e0 i1 h2 o0",
        "example 0, input 1, hidden 2, output 0; in a lower edge: rows × columns",
    ),
    ("pace", "1p/s to 10p/s: phases a second; 3/s to 10000/s: iterations; auto, max"),
    ("?", "asked for, and shown when answered; the last line says by which keys"),
    ("mouse", "click a number, a pane, a key of the last line; the wheel scrolls"),
]
"""The marks on the screen and their meanings."""


def marks(app: App[int]) -> list[tuple[str, str]]:
    """Return the marks and their meanings, first the colours of the signs."""
    colours = _sign_colours(app)
    signs = (colours, "positive, negative; bold: 1 or more") if colours else ("bold", "1 or more")
    return [signs, *MARKS]


def _sign_colours(app: App[int]) -> str:
    """Return the names of the colours of positive and negative numbers; nothing without colours."""
    if app.no_color:
        return ""
    dark, light = ("yellow", "red") if app.native_ansi_color else ("orange", "brown")
    return f"blue, {dark if app.current_theme.dark else light}"


class HelpScreen(Dialog):
    """A page of sections, each a heading with named lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter", "dismiss", "Close"),
        *closing("help", "quit", "step.phase", "play"),
    ]

    def __init__(self, *sections: tuple[str, Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as column:
            column.border_title = "help"
            column.border_subtitle = "esc closes"
            for _ in self._sections:
                yield Static()

    def on_resize(self, event: events.Resize) -> None:
        width = min(WIDTH, event.size.width) - FRAME
        for static, (heading, lines) in zip(self.query(Static), self._sections, strict=True):
            static.update(_table(heading, lines, width))


def _table(heading: str, lines: Sequence[tuple[str, str]], width: int) -> Content:
    indent = max(len(name) for name, _ in lines) + 2
    rows = [Content.styled(heading, "bold")]
    for name, text in lines:
        first, *others = textwrap.wrap(text, max(8, width - indent)) or [""]
        rows.append(Content.styled(name.ljust(indent), "bold") + Content(first))
        rows += [Content(" " * indent + other) for other in others]
    return Content("\n").join([*rows, Content("")])
