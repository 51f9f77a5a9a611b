"""The help: every key, pane and mark in a line each, with the most important keys first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeAlias

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tinynet_tui.manual.pages import Passage
from tinynet_tui.ui.keys.settings_file import ALWAYS
from tinynet_tui.ui.keys.table import closing, help_lines

from .dialog import Dialog

WIDTH = 80
"""The greatest width, as in the stylesheet."""
FRAME = 5
"""Columns taken by the edges and the scrollbar."""

MARKS = [
    ("►  •", "just computed; used to compute it"),
    (
        "reverse",
        "the cursor: this number is explained; underlined: the numbers it was computed "
        "from, and the numbers to which tab takes the cursor",
    ),
    ("dim, (253)", "from an earlier iteration, here 253; (-1): from the iteration before"),
    ("·", "no value yet"),
    ("?", "hidden until you answer; the last line shows the keys"),
    ("×10⁻³", "in the frame of a pane: multiply its numbers by it; below a column: that column"),
    ("e-3", "after a number: multiply this number by 10⁻³"),
    ("▲ ▼", "the weight has become larger or smaller in this iteration"),
    ("≈", "too few decimals are shown to recompute it exactly"),
    ("●", "where the number is on the curve of sigmoid or slope"),
    ("off, ×", "switched off: this weight stays 0, or all weights from this neuron stay 0"),
    ("2 edits", "how many edits this run has; 1 of 2 edits: one of them comes later"),
    ("speed", "steps/s or iterations/s; auto: faster and faster; max: as fast as possible"),
    ("↕0–3 of 64", "the rows in view, and how many there are; ↔ the same for columns"),
    (
        "e0 i1 h2 o0",
        "example, input, hidden neuron, output; t0: target; in the frame: rows × columns",
    ),
    ("T3, ++", "example 3 is held back as a test; the error of all test examples"),
    ("right 97%", "the share of examples that are right, with more than eight"),
    (
        "• ± ▲ !",
        "events: an output crosses 0.5, a weight changes sign, the error rises, "
        "the run diverges: its numbers become too large to compute",
    ),
    ("·░▒▓█", "a neuron's output, from 0 to 1; also map and landscape without colours"),
    ("● ○  ◆ ◊", "on the map: target 1, target 0; ◆ ◊: the network is wrong about this example"),
    ("T t  F f", "on the map: a test example, target 1, target 0; F f: the network is wrong"),
    (
        "• °  ┼",
        "on the map: target 1, target 0, of an example that differs from the chosen one also in "
        "inputs that are not on the axes; ┼ the cross-hair",
    ),
    ("◆ ○  • °", "on the landscape: now, the start; the run's path, and where it went later"),
    ("slope", "how fast the output of a sigmoid changes when its sum changes"),
    ("gradient", "how fast half the sum of squared errors grows when the weight grows"),
    ("learned", "every output is within 0.4 of its target; stuck: at the end, one is not"),
    ("+#  =-", "hidden neurons (d) without colours: adds, adds much; subtracts much, subtracts"),
    ("mouse", "click a number, a pane or a key in the last line; the wheel scrolls"),
    ("boxes", "if marks look like boxes or gaps: --ascii, or ascii = true in the settings"),
]
"""The marks on the screen and their meanings."""
_BOLD = "at least 1, or at most -1"

FIRST = (
    *("step('step')", "step('step', True)", "step('iteration')", "play", "faster(1)", "faster(-1)"),
    *("move", "goto", "help", "quit"),
)
"""The actions of the ten keys to start with, in this order."""
RUN = ("step", "restart", "go_home", "go_end", "until", "events", "jump", "leave")
LOOK = (
    *("focus_pane", "enlarge", "view", "axes", "story", "blame", "return", "gradient"),
    *("map_axis", "map_hidden", "cross"),
)
"""Actions of more keys; those in neither list are below the last heading."""

HEADINGS = ("ten keys to start with", "the run", "the view", "try, change, keep")

Section: TypeAlias = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and below it names with a line each."""


def key_sections(keys: Iterable[Binding]) -> list[Section]:
    """Return the keys in groups, each with a heading: first the ten that a newcomer needs."""
    first, run, look, others = groups = [list[Binding]() for _ in HEADINGS]
    for key in keys:
        name = _name(key)
        if name in FIRST and key.id != ALWAYS:
            first.append(key)
        else:
            (run if name in RUN else look if name in LOOK else others).append(key)
    first.sort(key=lambda key: FIRST.index(_name(key)))
    return [(head, help_lines(group)) for head, group in zip(HEADINGS, groups, strict=True)]


def _name(key: Binding) -> str:
    """Return a key's action; without its arguments, unless they matter here."""
    return key.action if key.action in FIRST else key.action.split("(")[0]


def marks(app: App[int]) -> list[tuple[str, str]]:
    """Return the marks and their meanings, first the colours of the signs."""
    colours = _sign_colours(app)
    signs = (colours, f"positive, negative; bold: {_BOLD}") if colours else ("bold", _BOLD)
    return [signs, *MARKS]


def _sign_colours(app: App[int]) -> str:
    """Return the names of the colours of positive and negative numbers; nothing without colours."""
    if app.no_color:
        return ""
    dark, light = ("yellow", "red") if app.native_ansi_color else ("orange", "brown")
    return f"blue, {dark if app.current_theme.dark else light}"


class HelpScreen(Dialog):
    """A page of sections, in which words can be found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter", "dismiss", "Close"),
        *closing("help", "quit", "step.line", "play"),
        ("slash", "find", "Find"),
    ]

    def __init__(self, *sections: Section) -> None:
        super().__init__()
        self._sections = sections
        self._tops: list[int] = []
        """The row at which each line of the sections begins."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as column:
            column.border_title = "help"
            column.border_subtitle = "/ finds words · esc closes"
            for _ in self._sections:
                yield Static()

    def on_resize(self, event: events.Resize) -> None:
        width = min(WIDTH, event.size.width) - FRAME
        row, self._tops = 0, []
        for static, (heading, lines) in zip(self.query(Static), self._sections, strict=True):
            indent = max((len(name) for name, _ in lines), default=0) + 2
            rows = [Content.styled(heading, "bold")]
            for line in lines:
                self._tops.append(row + len(rows))
                rows += _wrapped(line, indent, width)
            rows.append(Content(""))
            row += len(rows)
            static.update(Content("\n").join(rows))

    def action_find(self) -> None:
        from .find import Find

        lines = [(heading, line) for heading, lines in self._sections for line in lines]
        self.app.push_screen(
            Find(
                [
                    Passage("", heading, f"{name}  {text}", at)
                    for at, (heading, (name, text)) in enumerate(lines)
                ],
                self._go,
            )
        )

    def _go(self, line: int) -> None:
        """Scroll to a line."""
        self.query_one("#help", VerticalScroll).scroll_to(y=self._tops[line], animate=False)


def _wrapped(line: tuple[str, str], indent: int, width: int) -> list[Content]:
    name, text = line
    first, *others = textwrap.wrap(text, max(8, width - indent)) or [""]
    rows = [Content.styled(name.ljust(indent), "bold") + Content(first)]
    return rows + [Content(" " * indent + other) for other in others]
