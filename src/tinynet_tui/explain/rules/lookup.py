"""Finds the step that wrote a number of a script, and says how it computed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.positions import Trail, Where
from tinynet_tui.engine.values import Value
from tinynet_tui.explain.explained import Explanation

from .assigned import Source, written
from .compared import Written
from .explain import explain
from .nodes import NotSentError, UnknownError
from .script import ScriptText, script_text

FAILURES: tuple[type[Exception], ...] = (
    *(ArithmeticError, LookupError, TypeError, ValueError, RecursionError, MemoryError),
)
"""What a rule may run into with values that nobody has thought of: then only these are shown."""


@dataclass(frozen=True)
class Explained:
    """How a number was computed; nothing if no rule tells it."""

    found: Written | None = None
    text: ScriptText | None = None
    number: int = 0
    """The number of the step among the plan's."""
    where: Where | None = None
    """Where it was computed."""
    ref: str = ""
    signed: bool = True
    in_part: bool = False
    """True if numbers that are needed were not sent."""

    @property
    def read(self) -> Mapping[str, frozenset[int]]:
        """The cells that are read for it: of each array their numbers in order."""
        return {} if self.found is None else self.found.read

    def lines(self, terms: int | None, kept: Collection[str] = ()) -> Explanation | None:
        """Return the explanation with at most so many terms of a sum; None if there is none.

        `kept` are the variables that the loop keeps from round to round, such as weights.
        """
        if self.found is None or self.text is None:
            return None
        source = self.text.sources[self.number]
        try:
            return explain(self.found, self.ref, source, terms, signed=self.signed, kept=kept)
        except FAILURES:
            return None


class Subject(NamedTuple):
    """A cell of a variable, or of a part of a list or an object."""

    name: str
    """The variable."""
    label: str
    """What the array is called: `syn0`, `params[0]`."""
    cell: tuple[int, ...]

    @property
    def ref(self) -> str:
        return self.label + (f"[{','.join(map(str, self.cell))}]" if self.cell else "")

    def value(self, values: Mapping[str, Value]) -> Value | None:
        """Return the value of the variable or of its part."""
        value, rest = values.get(self.name), self.label[len(self.name) :]
        while value is not None and rest:
            keys = [value.key(at) for at in range(len(value.parts))]
            fitting = [at for at, key in enumerate(keys) if rest.startswith(key)]
            if not fitting:
                return None
            at = max(fitting, key=lambda one: len(keys[one]))
            rest, value = rest[len(keys[at]) :], value.parts[at]
        return value


def explained(
    trail: Trail, writers: Sequence[int], script: tuple[str, bytes, Choice], subject: Subject
) -> Explained:
    """Return how a cell got its value, by the last step that changed it.

    The writers are the numbers of the steps that write the variable.
    """
    text = script_text(*script) if writers and len(trail) > 1 else None
    if text is None:
        return Explained()
    for after, before in pairwise(trail):
        if after.line not in writers or after.line is None:
            continue
        value, old = subject.value(after.values), subject.value(before.values)
        if value is None:
            return Explained()
        try:
            source = Source(after.line, before.values, after.values)
            with np.errstate(all="ignore"):
                found = written(text, source, subject.label, value, subject.cell)
        except NotSentError:
            return Explained(in_part=True)
        except UnknownError:
            if old is None or _differ(old, value):
                return Explained()
            continue  # another part of a list was written
        except FAILURES:
            return Explained()
        signed = value.array is None or bool((value.array < 0).any())
        return Explained(found, text, after.line, after.where, subject.ref, signed)
    return Explained()


def _differ(one: Value, other: Value) -> bool:
    """True if a value has changed."""
    if one.array is None or other.array is None:
        return True
    return one.digest != other.digest or not np.array_equal(one.array, other.array, equal_nan=True)
