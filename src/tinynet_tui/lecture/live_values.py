"""Live values: `{l1_error[2,0]}` in a text becomes the number at the present position."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.timeline.snapshot import Snapshot

from .scene import LiveValue, Paragraph

QUANTITIES = ("error", "squares", "iteration", "step", "seed", "alpha")
"""Values without row and column; `squares` is half the sum of all squared errors."""
OF_ERROR = ("error", "squares")
"""Those that are computed from the error."""
OF_SCRIPTS = ("error", "iteration", "step")
"""Those that a script of one's own has."""
_OLD_NAMES = {"phase": "step"}
"""Names in older files."""
UNKNOWN = "·"
"""Stands for a value that has not been computed yet."""

_PARTS = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+")
_FORM = re.compile(r"[+]?\.(?:[0-9]|1[0-2])f")


class Written(NamedTuple):
    """A live value as text."""

    text: str
    stale: bool
    """True if the value is from the previous iteration, or unknown."""


def pieces(text: str, experiment: Experiment | None) -> tuple[Paragraph, list[str]]:
    """Split a line into text and live values; return them and what is wrong with it.

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
                found.append(_read(part[1:-1], experiment))
            except ValueError as error:
                mistakes.append(f"{part[:60]}: {error}")
        else:
            found.append(part)
    return tuple(found), mistakes


def _read(text: str, experiment: Experiment | None) -> LiveValue:
    """Read the text between braces; raises ValueError if it is not a value."""
    what, colon, form = (part.strip() for part in text.partition(":"))
    what = _OLD_NAMES.get(what, what)
    if colon and not _FORM.fullmatch(form):
        raise ValueError("after the colon write 0 to 12 decimals, such as .4f or +.4f")
    if what in QUANTITIES if experiment else what in OF_SCRIPTS:
        if form and what in ("step", "iteration", "seed"):
            raise ValueError(f"{what} has no decimals")
        return LiveValue(what, None, form)
    if experiment is None:
        if not re.fullmatch(r"[^\W\d][^:;=]*", what):
            raise ValueError("not a value: write error, iteration or a number such as w[0,0]")
        return LiveValue("".join(what.split()), None, form)
    if "[" not in what:
        known = ", ".join(QUANTITIES)
        raise ValueError(f"not a value: write {known} or a cell such as l2[0,0]")
    name, cursor = Cursor.parse(what, experiment.dimensions)
    return LiveValue(name, cursor.cell(name, experiment.dimensions), form)


def write(
    value: LiveValue, snapshot: Snapshot, plain: Callable[[str, tuple[int, int], float], str]
) -> Written:
    """Write a live value of a snapshot; `plain` writes a cell without a format."""
    if value.cell is None:
        return _quantity(value, snapshot)
    # The experiment may no longer be the scene's.
    exists = snapshot.experiment.dimensions.has_cell(value.name, value.cell)
    held = snapshot.value(value.name) if exists else None
    if held is None:
        return Written(UNKNOWN, stale=True)
    number = float(held.array[value.cell]) + 0.0  # no -0
    text = f"{number:{value.form}}" if value.form else plain(value.name, value.cell, number)
    return Written(text, held.stale)


def _quantity(value: LiveValue, snapshot: Snapshot) -> Written:
    """Write a value without a cell, as the first line of the screen does."""
    match value.name:
        case "error":
            if snapshot.error is None:
                return Written(UNKNOWN, stale=True)
            error, iteration = snapshot.error
            return Written(_of_error(error, value), iteration != snapshot.position.iteration)
        case "squares":
            experiment = snapshot.experiment
            errors = snapshot.value(experiment.script.error)
            if errors is None:
                return Written(UNKNOWN, stale=True)
            return Written(_of_error(experiment.split.squares(errors.array), value), errors.stale)
        case "iteration":
            return Written(f"{snapshot.position.iteration:,}", stale=False)
        case "seed":
            return Written(str(snapshot.experiment.seed), stale=False)
        case "alpha":
            alpha = snapshot.experiment.alpha
            text = f"{alpha:{value.form}}" if value.form else snapshot.experiment.alpha_text
            return Written(text, stale=False)
        case _:
            return Written(snapshot.step, stale=False)


def _of_error(number: float, value: LiveValue) -> str:
    return f"{number:{value.form or ('.6f' if 1e-3 <= number < 1e6 else '.2e')}}"
