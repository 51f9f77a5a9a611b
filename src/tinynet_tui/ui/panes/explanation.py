"""Where the thread's number comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line
from tinynet_tui.explain.quiz import Question
from tinynet_tui.ui.canvas.canvas import Pane, Row, cut, first_fitting
from tinynet_tui.ui.canvas.sizes import Wish
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.function_curve import drawn, room_beside
from tinynet_tui.ui.drawing.highlight import highlighted

STYLES = {
    "about": "muted",
    "formula": "text",
    "shapes": "muted",
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
        if view.subject.startswith("syn") and view.moment.by_hand(view.subject, (row, column)):
            old = False
        age = f"({origin.number}) " if origin and old else ""
        if age and view.rushes:
            age = "(-1) "
        name = f" {view.subject}[{row},{column}] "
        if view.moment.is_off(view.subject, (row, column)):
            name += "off "
        return first_fitting(width, name + age, name + "(-1) " * bool(age))

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the arithmetic, the numbers in a column of their own, a curve beside it."""
        if view.asked is not None and (view.hides(view.subject) or view.asks_iteration):
            return question_rows(view.asked, view, width, height)
        return _arithmetic(view, width, height)


def _arithmetic(view: View, width: int, height: int) -> list[Row]:
    """Return the explanation of the cell, and the curve if there is room beside it."""
    explanation = explain(view.moment, view.subject, view.thread, terms=height, rushing=view.rushes)
    rows = rows_of(explanation.shortened(height, width - 1), width)
    if explanation.point is None:
        return rows
    lengths = [sum(len(text) for text, _ in row) for row in rows]
    place = room_beside(lengths + [0] * (height - len(rows)), width)
    if place is not None:
        rows += [()] * (place.top + place.height - len(rows))
        curve = drawn(explanation.point, place.width, place.height)
        for y, runs in enumerate(curve, place.top):
            gap = width - place.width - sum(len(text) for text, _ in rows[y])
            rows[y] = (*rows[y], (" " * gap, "text"), *runs)
    return rows


def question_rows(asked: Question, view: View, width: int, height: int) -> Sequence[Row]:
    """Return what is asked, beneath the formula if there is room."""
    rows: list[Row] = [((" " + _fitting(asked.text, width - 1), "strong"),)]
    if height > 2:
        source = "one iteration of all phases" if view.asks_iteration else view.phase.source
        rows = [((" " + _fitting(source, width - 1), "text"),), (), *rows]
    answers = [
        (f"{view.key('up', '↑')} or {view.key('faster', '+')}", asked.up),
        (f"{view.key('down', '↓')} or {view.key('slower', '-')}", asked.down),
        (view.key("answer.same", "0"), asked.same),
    ]
    return [*rows, *(((f"   {key:8}{says}", "muted"),) for key, says in answers)]


def rows_of(lines: Sequence[Line], width: int) -> list[Row]:
    """Return lines as rows, the points of their numbers below each other."""
    numbers = [line for line in lines if line.value]
    whole = max((len(_whole(line.value)) for line in numbers), default=0)
    rest = max((len(line.value) - len(_whole(line.value)) for line in numbers), default=0)
    label = max((1 + len(line.text) for line in numbers), default=0)
    point = min(label + 3 + whole, width - rest)
    return [_row(line, point, width) for line in lines]


def _whole(number: str) -> str:
    """Return what stands before the point."""
    return number.partition(".")[0].partition("e")[0]


def _row(line: Line, point: int, width: int) -> Row:
    style = STYLES[line.kind]
    if line.kind == "formula":
        return ((" ", style), *highlighted(_fitting(line.text, width - 1)))
    if not line.value:
        return ((" " + _fitting(line.text, width - 1), style),)
    text, whole = f" {line.text}", _whole(line.value)
    if len(text) + 1 + len(whole) > point:  # the number matters more than its name
        point = min(len(text) + 1 + len(whole), width - len(line.value) + len(whole))
        if len(text) + 1 + len(whole) > point:
            text = text[: max(0, point - len(whole) - 2)] + "…"
    return ((text + line.value.rjust(point - len(text) + len(line.value) - len(whole)), style),)


def _fitting(text: str, width: int) -> str:
    """Return words that fit: in short, without what stands in brackets, or cut and saying so."""
    brief = text.replace(" neuron", "")
    bare = re.sub(r" \(.*?\) ·", " ·", brief)
    return first_fitting(width, text, brief, bare, cut(text, width))
