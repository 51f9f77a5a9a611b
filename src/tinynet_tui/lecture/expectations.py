"""What a scene says of its run, `expect: error < 0.01`: read, and checked where the scene is."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.support.parse_numbers import NUMBER, number
from tinynet_tui.support.quote import quoted
from tinynet_tui.timeline.snapshot import Snapshot

from . import live_values
from .outline import Located
from .scene import Expectation, LiveValue, Mistake

RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
MOST = 400
"""The most characters of an expectation."""
MOST_QUOTED = 60
_FORM = re.compile(rf"(.+?)\s*({'|'.join(RELATIONS)})\s*([^<>=!]+)")
_NUMBER = re.compile(rf"-?(?:{NUMBER})", re.ASCII)


def parse(setting: Located, experiment: Experiment | None) -> Expectation:
    """Read `l2[0,0] < 0.5`, `l2[3,0] = 0.17` or `l2[0,0] < l2[1,0]`; raises ValueError.

    Without an experiment the values are those of a script of one's own.
    """
    match = _FORM.fullmatch(setting.text) if len(setting.text) <= MOST else None
    if not match:
        raise ValueError("write a value, one of < > <= >= = != and a number: error < 0.01")
    left, relation, right = match.groups()
    if _NUMBER.fullmatch(left):
        raise ValueError(f"begin with a value, such as error or l2[0,0], not with {left}")
    value = _value(left, experiment)
    other = None if _NUMBER.fullmatch(right) else _value(right, experiment)
    if "step" in (value.name, other and other.name):
        raise ValueError("step is not a number")
    return Expectation(setting.line, setting.text, value, relation, other or right)


def _value(text: str, experiment: Experiment | None) -> LiveValue:
    try:
        return live_values.read(text, experiment)
    except ValueError as error:
        raise ValueError(f"{quoted(text, MOST_QUOTED)}: {error}") from None


def false(
    expected: Iterable[Expectation], number_of: Callable[[LiveValue], float]
) -> Iterator[Mistake]:
    """Yield which expectations are false, given the numbers at the scene's position.

    `number_of` raises ValueError for a number that is not known there.
    """
    for one in expected:
        if wrong := _wrong(one, number_of):
            yield Mistake(one.line, f"expect: {one.text}: {wrong}")


def _wrong(expected: Expectation, number_of: Callable[[LiveValue], float]) -> str:
    """Return what is otherwise, in words; "" if all is as expected."""
    try:
        found, relation = number_of(expected.value), RELATIONS[expected.relation]
        if isinstance(expected.other, LiveValue):
            other = number_of(expected.other)
            holds = relation(found, other)
            return "" if holds else f"they are {_text(found)} and {_text(other)}"
    except ValueError as error:
        return str(error)
    rounded = _as(expected.other, found) if expected.relation in ("=", "!=") else found
    return "" if relation(rounded, number(expected.other)) else f"it is {_text(found)}"


def known(value: LiveValue, snapshot: Snapshot) -> float:
    """Return the number of a value at a position; ValueError if it is not computed yet."""
    found = live_values.number_of(value, snapshot)
    if found is None or found.stale:
        raise ValueError(f"{value.written} is not computed yet at this position")
    return found.number


def _as(written: str, value: float) -> float:
    """Return a value with as many decimals as another one is written with, if that has some."""
    mantissa, _, power = written.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    if not decimals and not power:
        return value
    return float(f"{value:.{decimals}{'e' if power else 'f'}}")


def _text(value: float) -> str:
    return f"{value:.9g}"
