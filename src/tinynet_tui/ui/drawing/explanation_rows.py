"""The rows of an explanation, and of a quiz question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.line import Line
from tinynet_tui.explain.quiz import Question
from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.canvas.view import RunView, View

from .answer_keys import answer_lines
from .function_curve import LEAST_LARGE, MOST_HEIGHT, beside, large
from .highlight import highlighted

STYLES = {"formula": "text", "term": "text", "sum": "text", "result": "strong"}
"""The styles of kinds of lines; the others are muted."""


def question_rows(asked: Question, view: View, width: int, height: int) -> Sequence[Row]:
    """Return a quiz question and its answers, below the formula if there is room."""
    name = view.subject if view.hides(view.subject) else view.step.name
    script = view.experiment.script
    step = script.step(name) if name in script.names else view.step
    source = "one whole iteration" if view.asks_iteration else step.source
    return asking_rows(asked, source, view, width, height)


def asking_rows(
    asked: Question, source: str, view: RunView, width: int, height: int
) -> Sequence[Row]:
    """Return a quiz question and its answers, below what is asked about if there is room."""
    short = asked.text.replace(f"Is {asked.what} ", f"{asked.what}: ")
    text = first_fitting(width - 1, asked.text, _fitting(short, width - 1))
    rows: list[Row] = [((f" {text}", "strong"),)]
    if height > 2:
        rows = [((" " + _fitting(source, width - 1), "text"),), (), *rows]
    answers = answer_lines(asked, view)
    return [*rows, *(((line, "text" if "►" in line else "muted"),) for line in answers)]


def told_rows(told: Explanation, width: int, height: int, *, curve_first: bool) -> list[Row]:
    """Return the rows of an explanation, with its curve beside the lines if there is room.

    If the curve comes first, it takes up to half of the rows, and what the lines leave free.
    """
    curve, high = told.curve, min(MOST_HEIGHT, height // 2)
    if curve is None or not curve_first or high < LEAST_LARGE:
        return beside(rows_of(told.shortened(height, width - 1), width), curve, width, height)
    rows = rows_of(told.shortened(height - high, width - 1), width)
    return [*rows, *large(curve, width, min(MOST_HEIGHT, height - len(rows)))]


def rows_of(lines: Sequence[Line], width: int) -> list[Row]:
    """Return the rows of an explanation's lines, their numbers aligned at the decimal point."""
    numbers = [line for line in lines if line.value]
    whole = max((len(_whole(line.value)) for line in numbers), default=0)
    rest = max((len(line.value) - len(_whole(line.value)) for line in numbers), default=0)
    label = max((1 + len(line.text) for line in numbers), default=0)
    point = min(label + 3 + whole, width - rest)
    return [_row(line, point, width) for line in lines]


def _whole(number: str) -> str:
    """Return what is before the decimal point."""
    return number.partition(".")[0].partition("e")[0]


def _row(line: Line, point: int, width: int) -> Row:
    style = STYLES.get(line.kind, "muted")
    if line.kind == "formula":
        return ((" ", style), *highlighted(_fitting(line.text, width - 1)))
    if not line.value:
        return ((" " + _fitting(line.text, width - 1), style),)
    text, whole = f" {line.text}", _whole(line.value)
    if len(text) + 1 + len(whole) > point:  # cut the name rather than the number
        point = min(len(text) + 1 + len(whole), width - len(line.value) + len(whole))
        if len(text) + 1 + len(whole) > point:
            text = text[: max(0, point - len(whole) - 2)] + "…"
    return ((text + line.value.rjust(point - len(text) + len(line.value) - len(whole)), style),)


def _fitting(text: str, width: int) -> str:
    """Shorten a text until it fits: briefer words, no brackets, at last cut with an ellipsis."""
    brief = text.replace(" neuron", "")
    bare = re.sub(r" \(.*?\) ·", " ·", re.sub(r"  \(\w = \w+\)$", "", brief))
    return first_fitting(width, text, brief, bare, cut(text, width))
