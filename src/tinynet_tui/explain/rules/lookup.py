"""Finds the step that wrote a number of a script, and says how it computed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.positions import Trail, Where
from tinynet_tui.engine.values import Value
from tinynet_tui.explain.explained import Explanation

from .assigned import Source, written
from .compared import Written
from .described import NOTHING, Described, about
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
    described: Described = NOTHING
    about: str = ""
    """What the cell stands for."""

    @property
    def read(self) -> Mapping[str, frozenset[int]]:
        """The cells that are read for it: of each array their numbers in order."""
        return {} if self.found is None else self.found.read

    def lines(self, terms: int | None, *, in_full: bool = True) -> Explanation | None:
        """Return the explanation with at most so many terms of a sum; None if there is none."""
        if self.found is None or self.text is None:
            return None
        source = self.found.source or self.text.sources[self.number]
        places = [one for one in (self.found.place, self.about) if one]
        try:
            return explain(
                self.found,
                self.ref,
                source,
                terms,
                signed=self.signed,
                described=self.described,
                about=" · ".join(places),
                in_full=in_full,
            )
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


def looked_up(
    text: ScriptText, source: Source, subject: Subject, value: Value, where: Where | None = None
) -> Explained | None:
    """Return how a step has computed a cell of a value; None if no rule tells it.

    Raises NotSentError if numbers that are needed are not known.
    """
    try:
        with np.errstate(all="ignore"):
            found = written(text, source, subject.label, value, subject.cell)
    except NotSentError:
        raise
    except UnknownError:
        return None
    except FAILURES:
        return None
    known = source.described
    signed = value.array is None or subject.name in known.signed or bool((value.array < 0).any())
    ref = subject.ref
    return Explained(found, text, source.number, where, ref, signed, described=known)


def explained(
    trail: Trail, writers: Sequence[int], script: tuple[str, bytes, Choice], subject: Subject
) -> Explained:
    """Return how a cell got its value, by the last step that changed it.

    The writers are the numbers of the steps that write the variable.
    """
    text = script_text(*script) if writers and len(trail) > 1 else None
    if text is None:
        return Explained()
    known = text.described({**trail[1].values, **trail[0].values})
    for after, before in pairwise(trail):
        if after.line not in writers or after.line is None:
            continue
        value, old = subject.value(after.values), subject.value(before.values)
        if value is None:
            return Explained()
        source = Source(after.line, before.values, after.values, known)
        try:
            found = looked_up(text, source, subject, value, after.where)
        except NotSentError:
            return Explained(in_part=True)
        if found is not None:
            words = about(known, subject.label, subject.cell, after.values)
            return replace(found, about=words)
        if old is None or _differ(old, value):
            return Explained()
        # another part of a list was written
    return Explained()


def _differ(one: Value, other: Value) -> bool:
    """True if a value has changed."""
    if one.array is None or other.array is None:
        return True
    return one.digest != other.digest or not np.array_equal(one.array, other.array, equal_nan=True)
