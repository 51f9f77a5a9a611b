"""The arithmetic of one cell: an expression of single numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from tinynet_tui.network.array import Array

from .functions import Rule


@dataclass(frozen=True, eq=False)
class Number:
    """A number in the text, or a value that the rules do not take apart."""

    value: float
    text: str
    name: str = ""
    """The variable that has this single value."""


@dataclass(frozen=True, eq=False)
class Cell:
    """A number of an array."""

    array: str
    index: tuple[int, ...]
    value: float
    signed: bool = True
    """False if the array has no negative number."""
    before: bool = False
    """True for what the step is about to change."""

    @property
    def key(self) -> object:
        return self.array, self.index

    @property
    def place(self) -> str:
        return f"[{','.join(map(str, self.index))}]" if self.index else ""

    @property
    def label(self) -> str:
        return f"{self.array}{self.place}"


@dataclass(frozen=True, eq=False)
class Total:
    """The sum, or the largest or smallest, of several numbers, or of their products."""

    kind: str
    """`sum`, `max` or `min`."""
    value: float
    left: str
    """The name of the terms, with a letter for the running index."""
    a: Array
    right: str = ""
    b: Array | None = None
    index: str = "k"
    counts: str = ""
    """What the index counts, if that is known."""
    signed: bool = True
    """False if no term of `a` can be negative."""
    helpers: tuple[str, ...] = ()
    """What the letters in the names stand for, `d = error * slope(output)`."""

    @property
    def key(self) -> object:
        return id(self)

    @cached_property
    def largest(self) -> float:
        """The size of the largest term."""
        terms = self.a if self.b is None else self.a * self.b
        return float(np.abs(terms).max(initial=0.0))

    @property
    def noun(self) -> str:
        return "product" if len(self.a) == 1 and self.b is not None else "sum"


@dataclass(frozen=True, eq=False)
class Given:
    """The argument of a function, under the name that the function gives it."""

    name: str
    inner: Scalar
    owner: object
    """The same for all uses of it in one call."""

    @property
    def value(self) -> float:
        return self.inner.value

    @property
    def key(self) -> object:
        return self.name, id(self.owner)


@dataclass(frozen=True, eq=False)
class Called:
    """A function of the script of one number, whose formula is known."""

    name: str
    argument: Given
    body: Scalar
    alone: bool = True
    """False if the call has more arguments, which choose what the function computes."""

    @property
    def value(self) -> float:
        return self.body.value


@dataclass(frozen=True, eq=False)
class Applied:
    """An operation, or a function of NumPy, and what it is applied to."""

    rule: Rule
    parts: tuple[Scalar, ...]
    value: float

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        return tuple(atom for part in self.parts for atom in atoms(part))

    @cached_property
    def within(self) -> tuple[Atom, ...]:
        """Its atoms, and those in calls' arguments."""
        return tuple(atom for part in self.parts for atom in atoms(part, inside=True))


Scalar: TypeAlias = Number | Cell | Total | Given | Called | Applied
Atom: TypeAlias = Cell | Total | Given


def atoms(scalar: Scalar, *, inside: bool = False) -> tuple[Atom, ...]:
    """Return what a formula consists of, besides numbers; `inside` goes into calls' arguments."""
    match scalar:
        case Applied():
            return scalar.within if inside else scalar.atoms
        case Cell() | Total():
            return (scalar,)
        case Given():
            return (scalar, *atoms(scalar.inner, inside=True)) if inside else (scalar,)
        case Called():
            return atoms(scalar.body, inside=inside)
    return ()
