"""Live values: `{l1_error[2,0]}` in a text becomes the number at the present position."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.rounding import Form
from tinynet_tui.timeline.snapshot import Snapshot

from .scene import LiveValue, Paragraph

QUANTITIES = ("error", "squares", "iteration", "step", "seed", "alpha", "hidden")
"""Values without row and column; `squares` is half the sum of all squared errors."""
WHOLE = ("iteration", "seed", "hidden")
"""Those that are whole numbers."""
OF_ERROR = ("error", "squares")
"""Those that are computed from the error."""
OF_SCRIPTS = ("error", "iteration", "step")
"""Those that a script of one's own has."""
_OLD_NAMES = {"phase": "step"}
"""Names in older files."""
MOST_IN_VALUE = 200
"""In characters."""
UNKNOWN = "·"
"""Stands for a value that has not been computed yet."""

_PARTS = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+")
_FORM = re.compile(r"[+]?\.(?:[0-9]|1[0-2])[fe%]")
_MINUS = re.compile(r"\s*[-−]\s*(?![^\[]*\])")


class Written(NamedTuple):
    """A live value as text."""

    text: str
    stale: bool
    """True if the value is from the previous iteration, or unknown."""


def pieces(text: str, experiment: Experiment | None, line: int = 0) -> tuple[Paragraph, list[str]]:
    """Split a line of the file into text and live values; return them and what is wrong with it.

    Without an experiment the values are those of a script of one's own.
    """
    found: list[str | LiveValue] = []
    mistakes = []
    for part in _PARTS.findall(text):
        if part in ("{{", "}}"):
            found.append(part[0])
        elif part in ("{", "}"):
            mistakes.append(f"a single {part}: write a value as {{l2[0,0]}}, a brace as {part * 2}")
        elif part[0] == "{":
            try:
                found.append(replace(_read(part[1:-1], experiment), line=line))
            except ValueError as error:
                mistakes.append(f"{part[:60]}: {error}")
        else:
            found.append(part)
    return tuple(found), mistakes


def _read(text: str, experiment: Experiment | None) -> LiveValue:
    """Read the text between braces; raises ValueError if it is not a value."""
    what, colon, form = (part.strip() for part in text.partition(":"))
    if colon and not _FORM.fullmatch(form):
        raise ValueError("after the colon write 0 to 12 decimals, such as .4f, +.4f, .2e or .1%")
    return read(what, experiment, form)


def read(text: str, experiment: Experiment | None, form: str = "") -> LiveValue:
    """Read a value or the difference of two; raises ValueError."""
    if len(text) > MOST_IN_VALUE:
        raise ValueError(f"a value has at most {MOST_IN_VALUE} characters")
    first, *others = _MINUS.split(text)
    if len(others) > 1:
        raise ValueError("only one value can be subtracted, as in l2[2,0] - y[2,0]")
    value = _term(first, experiment, form)
    if not others:
        return value
    minus = _term(others[0], experiment, "")
    if "step" in (value.name, minus.name):
        raise ValueError("step is not a number")
    return replace(value, minus=minus)


def _term(what: str, experiment: Experiment | None, form: str) -> LiveValue:
    what = _OLD_NAMES.get(what, what)
    if what in (QUANTITIES if experiment else OF_SCRIPTS):
        if form and what in ("step", *WHOLE):
            raise ValueError(f"{what} has no decimals")
        return LiveValue(what, None, form)
    if experiment is None:
        if not re.fullmatch(r"[^\W\d][^:;=]*", what):
            raise ValueError("not a value: write error, iteration or a number such as w[0,0]")
        return LiveValue("".join(what.split()), None, form)
    if "[" not in what:
        known = ", ".join(QUANTITIES)
        raise ValueError(f"not a value: write {known} or a cell such as l2[0,0]")
    name, bracket, index = what.partition("[")
    if name.strip() == "X":
        what = f"{experiment.script.roles.input}{bracket}{index}"
    name, cursor = Cursor.parse(what, experiment.dimensions)
    return LiveValue(name, cursor.cell(name, experiment.dimensions), form)


class Number(NamedTuple):
    """The number of a live value."""

    number: float
    stale: bool
    """True if it is from the previous iteration."""


def number_of(value: LiveValue, snapshot: Snapshot) -> Number | None:
    """Return the number of a value or of a difference; None if it is not known here."""
    found = [_number(term, snapshot) for term in value.terms]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    difference = known[0].number - sum(one.number for one in known[1:])
    return Number(difference + 0.0, any(one.stale for one in known))  # no -0


def _number(value: LiveValue, snapshot: Snapshot) -> Number | None:
    experiment, position = snapshot.experiment, snapshot.position
    if value.cell is not None:
        # The experiment may no longer be the scene's.
        exists = experiment.dimensions.has_cell(value.name, value.cell)
        held = snapshot.value(value.name) if exists else None
        return None if held is None else Number(float(held.array[value.cell]), held.stale)
    match value.name:
        case "error":
            if snapshot.error is None:
                return None
            error, iteration = snapshot.error
            return Number(error, iteration != position.iteration)
        case "squares":
            errors = snapshot.value(experiment.script.error)
            if errors is None:
                return None
            return Number(experiment.split.squares(errors.array), errors.stale)
        case "iteration":
            return Number(position.iteration, stale=False)
        case "alpha" | "seed" | "hidden":
            return Number(getattr(experiment, value.name), stale=False)
        case _:
            return None


def write(
    value: LiveValue, snapshot: Snapshot, plain: Callable[[str, tuple[int, int], float], str]
) -> Written:
    """Write a live value of a snapshot; `plain` writes a cell without a format."""
    if value.cell is None and value.name == "step":
        return Written(snapshot.step, stale=False)
    found = number_of(value, snapshot)
    if found is None:
        return Written(UNKNOWN, stale=True)
    number, stale = found
    if value.form:
        text = f"{number:{value.form}}"
    elif all(term.cell is None and term.name in WHOLE for term in value.terms):
        text = str(int(number)) if value.name == "seed" else f"{int(number):,}"
    elif value.minus is not None:
        text = Form.of(number).write(number, "")
    elif value.cell is not None:
        text = plain(value.name, value.cell, number)
    elif value.name == "alpha":
        text = snapshot.experiment.alpha_text
    else:
        text = f"{number:{'.6f' if 1e-3 <= number < 1e6 else '.2e'}}"
    return Written(text, stale)
