"""What a script can be run until: each is looked at once an iteration, then step by step."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tinynet_tui.engine.values import Value
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.support.parse_numbers import COUNT, NUMBER, count
from tinynet_tui.support.parse_numbers import number as read_number
from tinynet_tui.timeline.condition import OPERATORS

from .numbers import arrays, example_of, find, number, weights
from .plan import ScriptPlan

Values = Mapping[str, Value]
NOT_HERE = ("right", "example", "examples", "prediction", "predictions")
"""What only the built-in network can be run until."""
ERROR = "error"
"""The name of the error that the graph shows."""


@dataclass(frozen=True)
class Condition(ABC):
    """Something to run until."""

    subject: str
    """What it is about: the error, or a number of the script."""

    @property
    def targets(self) -> tuple[str, ...]:
        """The numbers to trace; none for the error."""
        return () if self.subject == ERROR else (self.subject,)

    @property
    def signs(self) -> bool:
        """True to trace changes of sign."""
        return False

    @property
    def called(self) -> str:
        return "the error" if self.subject == ERROR else self.subject

    @property
    @abstractmethod
    def words(self) -> str:
        """What comes true, as in "running until ..."."""

    @property
    @abstractmethod
    def denial(self) -> str:
        """What did not happen, in words that go before "by iteration N"."""

    def already(self, now: float) -> bool:
        """True when it is true of a number already, so that there is nothing to run for."""
        return False

    @abstractmethod
    def holds(self, numbers: Array, before: float) -> Bools:
        """Return for each of some numbers whether it is true; `before` is the one before them."""

    def arrival(self, before: Values, now: Values) -> str:
        """Return what has come true, in words."""
        return self.words

    def is_true(self, before: Values, now: Values) -> bool:
        """True at a step, compared with values before it."""
        numbers = np.array([number(now, self.subject)])
        return bool(self.holds(numbers, number(before, self.subject))[0])


@dataclass(frozen=True)
class Reached(Condition):
    """An iteration is reached."""

    iteration: int

    @property
    def words(self) -> str:
        return f"iteration {self.iteration:,}"

    @property
    def denial(self) -> str:
        return f"iteration {self.iteration:,} was not reached"

    def holds(self, numbers: Array, before: float) -> Bools:
        return np.zeros(len(numbers), bool)


@dataclass(frozen=True)
class Compared(Condition):
    """A number is below, above or equal to a value."""

    operator: str
    value: float

    @property
    def words(self) -> str:
        return f"{self.called} is {OPERATORS[self.operator][1]} {self.value:g}"

    @property
    def denial(self) -> str:
        return f"{self.called} was not {OPERATORS[self.operator][1]} {self.value:g}"

    def already(self, now: float) -> bool:
        return bool(self.holds(np.array([now]), now)[0])

    def holds(self, numbers: Array, before: float) -> Bools:
        found: Bools = OPERATORS[self.operator][0](numbers, self.value) & ~np.isnan(numbers)
        return found


@dataclass(frozen=True)
class Rises(Condition):
    """The error is higher than the last one that was computed."""

    @property
    def words(self) -> str:
        return f"{self.called} rises"

    @property
    def denial(self) -> str:
        return f"{self.called} did not rise"

    def holds(self, numbers: Array, before: float) -> Bools:
        known = np.where(np.isnan(numbers), -1, np.arange(len(numbers)))
        last = np.concatenate([[-1], np.maximum.accumulate(known)[:-1]])
        found: Bools = numbers > np.where(last < 0, before, numbers[last])
        return found


@dataclass(frozen=True)
class ChangesSign(Condition):
    """A number changes its sign."""

    @property
    def words(self) -> str:
        return f"{self.subject} changes its sign"

    @property
    def denial(self) -> str:
        return f"{self.subject} did not change its sign"

    def arrival(self, before: Values, now: Values) -> str:
        return f"{self.subject} has changed its sign"

    def holds(self, numbers: Array, before: float) -> Bools:
        with np.errstate(invalid="ignore"):
            signs = np.sign(np.concatenate([[before], numbers]))
        known = np.where(np.isfinite(signs) & (signs != 0), np.arange(len(signs)), 0)
        last = signs[np.maximum.accumulate(known)]
        found: Bools = last[1:] * last[:-1] < 0
        return found


@dataclass(frozen=True)
class AnyChangesSign(Condition):
    """Any number of some arrays changes its sign."""

    names: tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        return self.names

    @property
    def signs(self) -> bool:
        return True

    @property
    def words(self) -> str:
        return f"{self.called} changes its sign"

    @property
    def denial(self) -> str:
        return f"no {self.called.removeprefix('a ')} changed its sign"

    def holds(self, numbers: Array, before: float) -> Bools:
        return numbers > 0

    def _changed(self, before: Values, now: Values) -> str:
        """Return the first cell that has another sign; none if there is none."""
        old = {label: value.array for _, label, value in arrays(before)}
        for _, label, value in arrays(now):
            was = old.get(label)
            if label not in self.names or was is None or value.array is None:
                continue
            if was.shape == value.array.shape:
                cells = np.argwhere(np.sign(was) * np.sign(value.array) < 0)
                if len(cells):
                    return f"{label}[{','.join(map(str, cells[0]))}]"
        return ""

    def arrival(self, before: Values, now: Values) -> str:
        return f"{self._changed(before, now) or self.called} has changed its sign"

    def is_true(self, before: Values, now: Values) -> bool:
        return bool(self._changed(before, now))


def parse(text: str, plan: ScriptPlan, values: Values) -> Condition:
    """Read a condition; ValueError says what would be right.

    `500`; `error < 0.1`; `error rises`; `weight` (any); `w` (any of it); `w[0,1]`; `w[0,1] > 2`.
    """
    line = " ".join(text.split())
    if not line:
        raise ValueError("run until what? type a condition, or choose one with up and down")
    lower = line.lower().removeprefix("the ")
    if match := re.fullmatch(rf"(?:iteration )?({COUNT})", lower, re.ASCII):
        iteration = count(match[1])
        if iteration >= MAX_ITERATIONS:
            raise ValueError(f"iteration {match[1][:20]} is too large")
        return Reached("", iteration)
    if re.fullmatch(r"(?:error )?ris(?:es?|ing)", lower):
        return Rises(_error(plan))
    if re.fullmatch(r"(?:any |a )?weights?(?: changes? (?:its )?sign)?|signs?", lower):
        names = weights(plan, values)
        if not names:
            raise ValueError(f"this loop keeps no weights; try {_examples(plan, values)}")
        return AnyChangesSign("a weight", tuple(names))
    if (word := re.split(r"\W", lower)[0]) in NOT_HERE and word not in values:
        raise ValueError(f"a script knows no {word}; try {_examples(plan, values)}")
    word = re.sub(r" (?:falls |is )?(?:below|under) ", " < ", line)
    word = re.sub(r" (?:rises |is )?(?:above|over) ", " > ", word)
    if match := re.fullmatch(rf"(.+?) ?(<=|>=|==|!=|=|<|>) ?({NUMBER})", word, re.ASCII):
        return _compared(match[1], match[2], read_number(match[3]), plan, values)
    if re.search("[<>=!]", line):
        raise ValueError(f"{line[:30]!r} is not NAME < NUMBER, such as error < 0.1")
    return _sign(line.removesuffix(" changes sign").removesuffix(" changes its sign"), plan, values)


def _error(plan: ScriptPlan) -> str:
    if not plan.has_error:
        raise ValueError("no error was found in this script: --error 'EXPRESSION' tells what it is")
    return ERROR


def _compared(name: str, sign: str, value: float, plan: ScriptPlan, values: Values) -> Condition:
    sign = "==" if sign == "=" else sign
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number to compare with, such as 0.1")
    if name.lower() in ("error", "the error"):
        if sign in "<=" and value <= 0 and sign != "==":
            raise ValueError(f"the error cannot fall below {value:g}: it is never negative")
        return Compared(_error(plan), sign, value)
    return Compared(_number(name, values, f" {sign} {value:g}"), sign, value)


def _number(text: str, values: Values, more: str = "") -> str:
    """Return the name of one number; ValueError if it names something else."""
    name = text.replace(" ", "")
    value, cell = find(values, name)
    if value.kind == "array" and not cell and value.shape:
        raise ValueError(f"{name} has many numbers; name one: {name}{example_of(value)}{more}")
    if value.array is None or value.array.dtype.kind not in "biuf":
        raise ValueError(f"{name} is no real number: it is {value.text[:30]}")
    return name


def _sign(text: str, plan: ScriptPlan, values: Values) -> Condition:
    name = text.replace(" ", "")
    try:
        value, cell = find(values, name)
    except ValueError:
        if " " in text and "[" not in text:
            example = _examples(plan, values)
            raise ValueError(f"{text[:30]!r} is not a condition such as {example}") from None
        raise
    if cell or value.kind == "number":
        return ChangesSign(_number(name, values))
    found = tuple(label for _, label, _ in arrays({name: value}))
    if not found:
        raise ValueError(f"{name} has no sign: it is {value.text[:30]}")
    return AnyChangesSign(f"a number of {name}", found)


def _examples(plan: ScriptPlan, values: Values) -> str:
    """Return some conditions that make sense for a script."""
    found = ["error < 0.1"] * plan.has_error
    if names := weights(plan, values):
        value, _ = find(values, names[0])
        cell = names[0] + example_of(value)
        found += [cell, f"{cell} > 2"]
    return ", ".join(found or ["500"])
