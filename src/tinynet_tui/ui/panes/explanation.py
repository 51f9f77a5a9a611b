"""Where the thread's number comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...net.experiment import Experiment
from ...net.explanation import Line, explain
from ...net.prediction import Question
from ..arrangement import Wish
from ..cells import Pane, Row, first_fitting
from ..view import View

STYLES = {
    "about": "muted",
    "formula": "text",
    "head": "muted",
    "term": "text",
    "sum": "text",
    "result": "strong",
    "note": "muted",
}


class ExplanationPane(Pane):
    """The formula of the cell that is explained, with its numbers in."""

    help = "the arithmetic of the cell in reverse video"

    def wish(self, experiment: Experiment, screen_width: int) -> Wish:
        """Ask for a little more than half of the screen."""
        return Wish((max(36, min(64, screen_width * 11 // 20)),), 36)

    def title(self, view: View, width: int) -> str:
        """Name the cell, and the iteration of what is left over."""
        row, column = view.thread.cell(view.subject, view.experiment)
        value = view.moment.value(view.subject)
        origin = value.origin if value else None
        old = origin is not None and origin.number != view.moment.position.iteration
        age = f"({origin.number}) " if origin and old else ""
        name = f" {view.subject}[{row},{column}] "
        return first_fitting(width, name + age, name + "(-1) " * bool(age))

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the arithmetic, the numbers in a column of their own."""
        if view.asked is not None and (view.hides(view.subject) or len(view.asked.hidden) > 1):
            return _question(view.asked, view, width, height)
        verdict: list[Row] = [((f" {view.verdict}", "strong"),)] if view.verdict else []
        height -= len(verdict)
        lines = explain(view.moment, view.subject, view.thread, terms=height).shortened(height)
        column = min(width - 1, 2 + max((_length(line) for line in lines if line.value), default=0))
        return [*verdict, *(_row(line, column, width) for line in lines)]


def _question(asked: Question, view: View, width: int, height: int) -> Sequence[Row]:
    """Return what is asked, beneath the formula if there is room."""
    rows: list[Row] = [((" " + _fitting(asked.text, width - 1), "strong"),)]
    if height > 2:
        source = view.phase.source if len(asked.hidden) == 1 else "one iteration of all phases"
        rows = [((" " + _fitting(source, width - 1), "text"),), (), *rows]
    answers = [("↑ or +", asked.up), ("↓ or -", asked.down), ("0", asked.same)]
    return [*rows, *(((f"   {key:8}{says}", "muted"),) for key, says in answers)]


def _length(line: Line) -> int:
    return len(line.text) + 2 + len(line.value)


def _row(line: Line, column: int, width: int) -> Row:
    style = STYLES[line.kind]
    if not line.value:
        return ((" " + _fitting(line.text, width - 1), style),)
    text = f" {line.text}"
    room = max(column, len(text) + 1 + len(line.value))
    if room > width:  # the number matters more than its name
        text = text[: width - len(line.value) - 2] + "…"
        room = width
    return ((text + line.value.rjust(room - len(text)), style),)


def _fitting(text: str, width: int) -> str:
    """Return words that fit: in short, without what stands in brackets, or cut and saying so."""
    brief = text.replace(" neuron", "")
    bare = re.sub(r" \(.*?\) ·", " ·", brief)
    cut = f"{text[: width - 1]}…"
    return first_fitting(width, text, brief, bare, cut)
