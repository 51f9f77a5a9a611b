"""Reads the values of settings; each function raises ValueError with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tinynet_tui.engine.plan import Choice
from tinynet_tui.experiment import presets
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS, MAX_SEED
from tinynet_tui.experiment.position import Position
from tinynet_tui.experiment.presets import Preset
from tinynet_tui.support.parse_numbers import finite_number, integer, number, whole_number
from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

from . import spotlights
from .scene import VIEWS
from .settings import SPEEDS

MOST_MINUTES = 600

_CELL = re.compile(r"\s*\w+\s*\[")
_INDEX = re.compile(r"(example|input|hidden|output)\s+(\d{1,9})", re.ASCII)


def iterations(text: str) -> int:
    """Read where playing stops."""
    count = integer(text, signed=False)
    if not 1 <= count <= MAX_ITERATIONS:
        raise ValueError(f"{count:,} is not between 1 and {MAX_ITERATIONS:,}")
    return count


def position(text: str, experiment: Experiment, iterations: int) -> Position:
    """Read `254:l1_error`, or `end`: the last step of the run."""
    if text.lower() == "end":
        return Position(iterations - 1, len(experiment.script.steps))
    return Position.parse(text, experiment.script)


def view(text: str) -> str:
    """Read the name of a view."""
    return _one_of(text, VIEWS, "view")


def speed(text: str) -> str:
    """Read the name of a speed."""
    return _one_of(text, SPEEDS, "speed")


def preset(text: str) -> Preset:
    """Read the name of a preset."""
    found = presets.find(text)
    if found is None:
        names = [one.name for one in presets.PRESETS]
        hint = did_you_mean(text, names) or f"the presets are {', '.join(names)}"
        raise ValueError(f"there is no preset {quoted(text, 40)}: {hint}")
    return found


def switch(text: str) -> bool:
    """Read `on` or `off`."""
    if text not in ("on", "off"):
        raise ValueError(f"{quoted(text, 40)} is neither on nor off")
    return text == "on"


def other_settings(text: str) -> Choice | None:
    """Read `seed 3, alpha 10`, other settings of a script; None for `none`."""
    if text == "none":
        return None
    seed, lets = None, {}
    for part in re.split(r",\s+", text):
        name, _, value = part.partition(" ")
        if not (name.isidentifier() and value.strip()):
            hint = "write a setting of the script and its value, such as seed 3, or none"
            raise ValueError(f"{quoted(part, 40)}: {hint}")
        if name == "seed":
            seed = whole_number(value.strip(), 0, MAX_SEED)
        else:
            lets[name] = finite_number(value.strip())
    return Choice(seed=seed, lets=lets or None)


def minutes(text: str) -> float:
    """Read a planned time."""
    planned = number(text)
    if not 0 < planned <= MOST_MINUTES:
        raise ValueError(f"{text} is not between 0 and {MOST_MINUTES}")
    return planned


def light(text: str, explained: str, experiment: Experiment) -> tuple[str, bool]:
    """Return the lit pane, and whether the curve is drawn large."""
    name, curve = spotlights.apart(text)
    lit, curved = spotlights.find(name, experiment), spotlights.with_curve(experiment)
    if curve and explained not in curved:
        raise ValueError(f"{explained} has no curve; these have one: {', '.join(curved)}")
    return lit, curve


def cursor(text: str, experiment: Experiment) -> Cursor:
    """Read `example 2, hidden 0`."""
    if _CELL.match(text):
        raise ValueError(f"{quoted(text, 40)} is a cell, which belongs in `cell:`")
    dimensions = experiment.dimensions
    sizes: dict[str, int] = {}
    for name in experiment.script.names:
        sizes |= zip(dimensions.axes(name), dimensions.shape(name), strict=True)
    found: dict[str, int] = {}
    for part in map(str.strip, text.split(",")):
        match = _INDEX.fullmatch(part)
        if not match:
            raise ValueError(f"{part[:40]!r} is not an index such as example 2")
        axis, index = match[1], int(match[2])
        if index >= sizes.get(axis, 0):
            count = sizes.get(axis, 0)
            raise ValueError(f"there is no {axis} {index}: there are {count}, counted from 0")
        found[axis] = index
    return Cursor(**found)


def _one_of(text: str, known: Iterable[str], what: str) -> str:
    if text not in known:
        hint = did_you_mean(text, known) or f"the {what}s are {', '.join(known)}"
        raise ValueError(f"there is no {what} {quoted(text, 40)}: {hint}")
    return text
