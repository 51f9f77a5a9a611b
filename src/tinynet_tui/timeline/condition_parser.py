"""Reads a condition from text, in many spellings."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.support.parse_numbers import COUNT, NUMBER, number

from .condition import Condition
from .conditions import (
    AnyTurnsRight,
    Compared,
    ErrorRises,
    ExampleRight,
    IterationReached,
    RightAtLeast,
    SignChanges,
)


def parse(text: str, experiment: Experiment) -> Condition:
    """Read a condition to run until; raises ValueError.

    `500` or `iteration 500`; `error < 0.1`; `syn0[0,1] > 2`; `error rises`; `right >= 0.95`;
    `weight` (any), `syn0` (any of it), `syn0[0,1]`; `example` (any), `example 3`, `example 3 output
    0`. Case, blanks and brackets do not matter. `below` and `under` mean `<`, `above` and `over`
    `>`; `l2[3,0]` means example 3, output 0.
    """
    line = _words(text.lower())
    if not line:
        raise ValueError("run until what? type a condition, or choose one with up and down")
    for pattern, read in _FORMS:
        match = re.fullmatch(pattern, line, re.ASCII)
        if match:
            return read(experiment, *match.groups())
    if line.startswith("right"):
        raise ValueError("write it as right >= 0.95: the share of examples that are right")
    if match := re.fullmatch(rf"(syn\d+){_SIGN}({NUMBER})", line, re.ASCII):
        name, sign, value = match.groups()
        raise ValueError(f"write one weight, such as {name}[0,0] {sign} {value[:20]}")
    if re.fullmatch(rf"\w+(?: \d+)*{_SIGN}({NUMBER})", line, re.ASCII):
        raise ValueError("only the error and weights can be compared, as in syn0[0,1] > 2")
    raise ValueError(
        f"{text.strip()[:30]!r} is not a condition such as error < 0.1, weight, example 3"
    )


def _words(text: str) -> str:
    """Replace brackets, colons and commas by blanks, except those of 60,000."""
    commas = "," if "[" in text else r",(?!\d{3}(?!\d))"
    return " ".join(re.sub(rf"[\[\]():]|{commas}", " ", text).split())


def _iteration(experiment: Experiment, digits: str) -> Condition:
    return IterationReached(Position.parse(digits, experiment.script).iteration)


def _below(experiment: Experiment, text: str) -> Condition:
    return _error(experiment, "<", text)


def _error(experiment: Experiment, sign: str, text: str) -> Condition:
    condition = Compared(*_relation(sign, text))
    if sign in ("<", "<=") and condition.value <= 0:
        raise ValueError(f"the error cannot fall below {text}: it is never negative")
    return condition


def _weight_compared(
    experiment: Experiment, name: str, row: str, column: str, sign: str, text: str
) -> Condition:
    return Compared(*_relation(sign, text), name, _weight_cell(experiment, name, row, column))


def _relation(sign: str, text: str) -> tuple[str, float]:
    value = number(text)
    if not isfinite(value):
        raise ValueError(f"{text} is not a number to compare with, such as 0.1")
    return SIGNS.get(sign, sign), value


def _right(experiment: Experiment, text: str, percent: str | None) -> Condition:
    share = number(text) / (100 if percent else 1)
    if not 0 < share <= 1:
        raise ValueError(f"right >= {text} is not a share above 0, up to 1, such as right >= 0.95")
    if not experiment.dataset.has_sides:
        raise ValueError("the targets have units of their own: no example is right or wrong")
    return RightAtLeast(share)


def _weight(experiment: Experiment, name: str, row: str | None, column: str | None) -> Condition:
    if row is None or column is None:
        _check_weights(experiment, name)
        return SignChanges(name)
    return SignChanges(name, _weight_cell(experiment, name, row, column))


def _weight_cell(experiment: Experiment, name: str, row: str, column: str) -> tuple[int, int]:
    _check_weights(experiment, name)
    cell = int(row), int(column)
    experiment.dimensions.check_cell(name, cell)
    return cell


def _check_weights(experiment: Experiment, name: str) -> None:
    names = experiment.script.weights
    if name not in names:
        raise ValueError(f"{name!r} is not a synapse; the synapses are {' '.join(names)}")


def _cell(experiment: Experiment, name: str, row: str, column: str) -> Condition:
    prediction = experiment.script.roles.prediction
    if name != prediction:
        raise ValueError(f"predictions are in {prediction}, as in {prediction}[{row},{column}]")
    return _example(experiment, row, column)


def _example(experiment: Experiment, number: str, output: str | None) -> Condition:
    y = experiment.dataset.y
    example, column = int(number), None if output is None else int(output)
    if example >= len(y):
        raise ValueError(f"the examples are numbered from 0 to {len(y) - 1}")
    if column is not None and column >= y.shape[1]:
        raise ValueError(f"the outputs are numbered from 0 to {y.shape[1] - 1}")
    targets = y[example] if column is None else y[example, column]
    if (targets == 0.5).any():
        raise ValueError(f"a target of example {example} is 0.5: it has no correct side")
    return ExampleRight(example, column)


SIGNS = {"below": "<", "under": "<", "above": ">", "over": ">", "=": "=="}
"""Other spellings of the operators."""
_SIGN = " ?(?:(?:is|falls|rises) )?(<=|>=|==|!=|=|<|>|below|under|above|over) ?"
_FORMS: tuple[tuple[str, Callable[..., Condition]], ...] = (
    (rf"(?:iteration )?({COUNT})", _iteration),
    (rf"(?:the )?error ({NUMBER})", _below),
    (rf"(?:the )?error{_SIGN}({NUMBER})", _error),
    (rf"right (?:>=? ?|at least |above )?({NUMBER}) ?(%)?", _right),
    (rf"right ?>=? ?({NUMBER}) ?(%)?", _right),
    (r"(?:the )?(?:error )?ris(?:es?|ing)", lambda _: ErrorRises()),
    (r"(?:any |a )?weights?(?: changes? sign)?|signs?", lambda _: SignChanges()),
    (
        r"(?:(?:weight|sign)(?: of)? )?(syn\d+)(?: (\d{1,9}) (\d{1,9}))?(?: changes sign)?",
        _weight,
    ),
    (rf"(syn\d+) (\d{{1,9}}) (\d{{1,9}}){_SIGN}({NUMBER})", _weight_compared),
    (r"(?:any |an )?(?:examples?|predictions?)", lambda _: AnyTurnsRight()),
    (r"(?:example|prediction) ?(\d{1,9})(?: output (\d{1,9}))?", _example),
    (r"(l\d+) (\d{1,9}) (\d{1,9})", _cell),
)
"""Patterns, and the functions that turn their groups into a condition."""
