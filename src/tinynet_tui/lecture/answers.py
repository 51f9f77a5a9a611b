"""Answers to what a scene asks for: read, and graded by the run; nothing is typed in beforehand.

An answer is a short text, read with the same care whoever sends it: a sign, one of the choices, a
number, or a row and a column, `2,0`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import Cell
from tinynet_tui.explain.quiz import direction
from tinynet_tui.explain.rounding import plain
from tinynet_tui.network.array import Array
from tinynet_tui.support.parse_numbers import finite_number
from tinynet_tui.support.quote import quoted
from tinynet_tui.timeline.snapshot import Snapshot

from . import live_values
from .asking import QUANTITIES, WHICH, Ask
from .scene import LiveValue

MOST_IN_ANSWER = 24
"""In characters."""
SIGNS = {"+": "positive", "-": "negative", "0": "zero"}
UNSURE = 1e-12
"""A number nearer to 0 may have another sign on another computer, or be 0 there."""

_PLACE = re.compile(r"\d{1,6}(?:\s*,\s*\d{1,6})?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
"""A number with a decimal comma."""

Write = Callable[[str, Cell, float], str]
"""Writes the number of a cell."""


@dataclass(frozen=True)
class ScriptThere:
    """The run of a script of one's own where it rests."""

    number: Callable[[str], float]
    """Returns a number by the name that the script gives it; ValueError if there is none."""
    array: Callable[[str], Array]
    """Returns an array of numbers; ValueError if there is none."""
    at: str
    """The position as it is typed."""
    of_error: frozenset[str] = frozenset()
    """The variables from which the error is computed."""


There = Snapshot | ScriptThere
"""A run at a position."""


class Verdict(NamedTuple):
    """Whether an answer is right, and what is true, in words."""

    right: bool
    text: str


def read_answer(ask: Ask, text: str, experiment: Experiment | None) -> str:
    """Return an answer in its one form; raises ValueError if it is none to what is asked.

    Without an experiment it is about a script: which cells there are, only its run knows.
    """
    text = text.strip()
    if len(text) > MOST_IN_ANSWER:
        raise ValueError(f"an answer has at most {MOST_IN_ANSWER} characters")
    match ask.kind:
        case "sign":
            if text not in SIGNS:
                raise ValueError(f"{quoted(text, MOST_IN_ANSWER)} is no sign: + or - or 0")
        case "choices":
            if text not in ask.choices:
                offered = " or ".join(ask.choices)
                raise ValueError(f"{quoted(text, MOST_IN_ANSWER)} is no choice: {offered}")
        case "number":
            try:
                finite_number(text)
            except ValueError:
                if not _COMMA.fullmatch(text):
                    raise
                text = text.replace(",", ".")
        case "cell":
            place = _PLACE.fullmatch(text)
            if place is None:
                raise ValueError(f"{quoted(text, MOST_IN_ANSWER)} is no cell, such as 2,0")
            cell = tuple(map(int, text.split(",")))
            if experiment is not None:
                if len(cell) != 2:
                    raise ValueError(f"{text} is no cell, such as 2,0")
                experiment.dimensions.check_cell(ask.name, (cell[0], cell[1]))
            return _index(cell)
    return text


def in_one_form(ask: Ask, text: str, experiment: Experiment | None) -> str:
    """Return an answer so that equal ones are equal texts; raises ValueError as `read_answer`."""
    answer = read_answer(ask, text, experiment)
    return f"{float(answer) + 0.0:.12g}" if ask.kind == "number" else answer


def said(ask: Ask, answer: str) -> str:
    """Return an answer in words."""
    if ask.kind == "cell":
        return f"{ask.name}[{answer}]"
    return SIGNS[answer] if ask.kind == "sign" else answer


# Grading.


def number_of(ask: Ask, there: There) -> float | None:
    """Return the number that is asked for; None if it is not computed yet, or is none."""
    if isinstance(there, ScriptThere):
        try:
            number = there.number(ask.name)
        except ValueError:
            return None
        return number if math.isfinite(number) else None
    found = live_values.number_of(LiveValue(ask.name, ask.cell), there)
    if found is None or found.stale or not math.isfinite(found.number):
        return None
    return found.number


def _array(name: str, there: There) -> Array | None:
    if isinstance(there, ScriptThere):
        try:
            return there.array(name)
        except ValueError:
            return None
    held = there.value(name)
    return None if held is None or held.stale else held.array


def exists(ask: Ask, there: There) -> bool:
    """True when what is asked for has been computed, and is finite."""
    if ask.kind != "cell":
        return number_of(ask, there) is not None
    array = _array(ask.name, there)
    return array is not None and bool(np.isfinite(array).all())


def is_right(ask: Ask, answer: str, there: There) -> bool:
    """True when an answer in its one form is right at a run's position."""
    return grade(ask, answer, there).right


def grade(ask: Ask, answer: str, there: There, write: Write | None = None) -> Verdict:
    """Grade an answer in its one form, or none, ""; `write` writes a number as the screen does."""
    if ask.kind == "cell":
        return _grade_cell(ask, answer, there, write)
    number = number_of(ask, there)
    if number is None:
        return Verdict(False, f"{ask.called} is no number here")
    shown = _written(ask.name, ask.cell, number, write)
    match ask.kind:
        case "sign":
            sign = {"up": "+", "down": "-"}.get(direction(number) or "", "0")
            return Verdict(answer == sign, f"{ask.called} is {SIGNS[sign]}, {shown}")
        case "choices":
            right = nearest(ask, number)[0]
            also = "" if shown.lstrip("+") == right else f", nearest to {right}"
            return Verdict(answer == right, f"{ask.called} is {shown}{also}")
        case _:
            is_near = bool(answer) and abs(float(answer) - number) <= float(ask.within)
            return Verdict(is_near, f"{ask.called} is {shown}")


def nearest(ask: Ask, number: float) -> list[str]:
    """Return the choices, the nearest to a number first."""
    return sorted(ask.choices, key=lambda choice: abs(float(choice) - number))


def _grade_cell(ask: Ask, answer: str, there: There, write: Write | None) -> Verdict:
    array = _array(ask.name, there)
    if array is None:
        return Verdict(False, f"{ask.name} is not computed here")
    right = _cells(ask, array)
    cell = right[0]
    text = _written(ask.name, cell, float(array[cell]), write)
    words = f"{ask.name}[{_index(cell)}] is {WHICH[ask.which]}, {text}"
    return Verdict(answer in map(_index, right), words)


def _cells(ask: Ask, array: Array) -> list[Cell]:
    """Return the cells that are right: more than one if numbers are equal.

    Those of a script's array with one axis have one index.
    """
    numbers = {"": np.abs, "largest": np.positive, "smallest": np.negative}[ask.which](array)
    return [cast("Cell", (*map(int, at),)) for at in np.argwhere(numbers == numbers.max())]


def _index(cell: tuple[int, ...]) -> str:
    return ",".join(map(str, cell))


def _written(name: str, cell: Cell | None, number: float, write: Write | None) -> str:
    if name in QUANTITIES:
        return f"{number:.6f}" if 1e-3 <= number < 1e6 else f"{number:.2e}"
    return plain(number) if write is None or cell is None else write(name, cell, number)


# What is wrong with a question at its position.


def flaw(ask: Ask, there: There) -> str:
    """Return why a question has not exactly one right answer at a position; "" if it has."""
    if not exists(ask, there):
        if isinstance(there, ScriptThere):
            try:
                (there.array if ask.kind == "cell" else there.number)(ask.name)
            except ValueError as error:
                return str(error)
            at = there.at
        else:
            at = there.position.text(there.experiment.script)
        return f"{ask.called} has no value at {at}: ask for it at a later position"
    if ask.kind == "cell":
        array = _array(ask.name, there)
        assert array is not None
        first, *others = _cells(ask, array)
        if others:
            same = f"{ask.name}[{_index(first)}] and {ask.name}[{_index(others[0])}]"
            return f"{same} are both {WHICH[ask.which]}: ask for something else"
        return ""
    number = number_of(ask, there)
    assert number is not None
    if ask.kind == "sign" and 0 < abs(number) < UNSURE:
        return f"{ask.called} is {number:.1e}, too near to 0 for its sign to be sure"
    if ask.kind == "choices":
        one, other, *_ = nearest(ask, number)
        if abs(float(one) - number) > abs(float(other) - number) / 2:
            near = f"not clearly nearer to {one} than to {other}"
            return f"{ask.called} is {number:.4g}, {near}"
    return ""
