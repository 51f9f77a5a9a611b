"""The value of an expression, cell by cell: only what a cell needs is computed.

A node has the shape of the expression's value. `take` computes some of its numbers, `scalar` says
of one of them how it is computed.
"""

from __future__ import annotations

import ast
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from .functions import Rule
from .scalars import Applied, Cell, Number, Scalar

Numbers: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Index: TypeAlias = tuple[Numbers, ...]
"""For each dimension the indices to take; they have the same shape."""

MOST = 1 << 20
"""The most numbers that are computed for one cell."""


class UnknownError(Exception):
    """No rule knows an expression."""


class NotSentError(UnknownError):
    """Numbers that an expression needs were not sent: of a large array only the first are."""


class Node(ABC):
    """The value of an expression."""

    shape: tuple[int, ...] = ()
    text: str = ""
    """The expression, as it is written in a line of its own."""
    signed = True
    """False if it has no negative number."""

    @abstractmethod
    def take(self, at: Index) -> Numbers:
        """Return the numbers at some indices."""

    @abstractmethod
    def scalar(self, at: tuple[int, ...]) -> Scalar:
        """Return how the number at an index is computed."""

    def named(self, at: Index, letter: str) -> str | None:
        """Return the name of the numbers at indices of which some run; None without a name."""
        return None

    def counts(self, at: Index) -> str:
        """Return what the index counts that runs in some indices; "" if that is not known."""
        return ""

    def leaves(self) -> Sequence[Leaf]:
        """Return the variables in it."""
        return ()

    @property
    def whole(self) -> Numbers:
        """All of its numbers."""
        if count(self.shape) > MOST:
            raise UnknownError
        return self.take(tuple(np.indices(self.shape)) if self.shape else ())


def count(shape: Sequence[int]) -> int:
    """Return how many numbers an array of a shape has."""
    count = 1
    for size in shape:
        count *= size
    return count


def guard(at: Index, more: int = 1) -> None:
    """UnknownError for more numbers than are computed for one cell."""
    if (at[0].size if at else 1) * more > MOST:
        raise UnknownError


class Constant(Node):
    """A number in the text."""

    def __init__(self, value: float | bool, text: str = "") -> None:
        self.number, self.text = value, text or plain(value)
        self.signed = value < 0

    def take(self, at: Index) -> Numbers:
        value = np.asarray(self.number)
        return np.broadcast_to(value, at[0].shape) if at else value

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        return Number(float(self.number), self.text)


def plain(value: float | bool) -> str:
    """Return a number as it is written in a formula."""
    return str(value) if isinstance(value, bool) else f"{value:.8g}"


class Leaf(Node):
    """A variable, of whose array perhaps only the first part is known."""

    def __init__(
        self,
        name: str,
        array: Numbers,
        shape: tuple[int, ...],
        *,
        same: str = "",
        before: bool = False,
        axes: Sequence[str] = (),
        signed: bool | None = None,
    ) -> None:
        """`same` is another name of the array; with `before` the step is about to change it.

        `axes` are what its dimensions count. `signed` is None if only its numbers tell that.
        """
        self.name, self.text, self.array, self.shape = name, name, array, shape
        self.same, self.before, self.axes, self._signed = same, before, axes, signed
        self.read: list[Index] | None = None
        """Where numbers were taken, while that is noted."""

    @property
    def signed(self) -> bool:  # type: ignore[override]
        if self._signed is None:
            self._signed = self.array.dtype.kind == "f" and bool((self.array < 0).any())
        return self._signed

    def take(self, at: Index) -> Numbers:
        if not self.shape:
            value = np.asarray(self.array)
            return np.broadcast_to(value, at[0].shape) if at else value
        if self.array.ndim != len(self.shape):
            raise NotSentError
        if self.read is not None:
            self.read.append(at)
        try:
            return np.asarray(self.array[at])
        except IndexError:
            raise NotSentError from None

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        value = float(self.take(at))  # type: ignore[arg-type]
        if not self.shape and not self.before:
            return Number(value, plain(value), brief(self.name))
        return Cell(brief(self.name), at, value, self.signed, self.before)

    def named(self, at: Index, letter: str) -> str | None:
        places = []
        for one in at:
            flat = np.ravel(one)
            if flat[0] == flat[-1] and (flat == flat[0]).all():
                places.append(str(flat[0]))
            elif (flat == np.arange(len(flat))).all():
                places.append(letter)
            else:
                return None
        return f"{brief(self.name)}[{','.join(places)}]"

    def counts(self, at: Index) -> str:
        if len(self.axes) != len(at):
            return ""
        running = {
            axis
            for one, axis in zip(at, self.axes, strict=True)
            if one.size and one.flat[0] != one.flat[-1]
        }
        return running.pop() if len(running) == 1 else ""

    def leaves(self) -> Sequence[Leaf]:
        return [self]


class Elementwise(Node):
    """An operation on each element, its operands broadcast."""

    def __init__(self, rule: Rule, parts: Sequence[Node], text: str = "") -> None:
        self.rule, self.parts, self.text = rule, tuple(parts), text
        try:
            self.shape = np.broadcast_shapes(*(part.shape for part in parts))
        except ValueError:
            raise UnknownError from None

    def places_of(self, part: Node, at: Index) -> Index:
        mine = at[len(at) - len(part.shape) :]
        return tuple(
            one if size != 1 else np.zeros_like(one)
            for one, size in zip(mine, part.shape, strict=True)
        )

    def take(self, at: Index) -> Numbers:
        values = [part.take(self.places_of(part, at)) for part in self.parts]
        if all(value.dtype.kind == "b" for value in values) and self.rule.name in ("-", "neg"):
            raise UnknownError
        try:
            found = np.asarray(self.rule.compute(*values))
        except (TypeError, ValueError):
            raise UnknownError from None
        return np.broadcast_to(found, at[0].shape) if at and not found.shape else found

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        index = tuple(np.asarray(one) for one in at)
        parts = []
        for part in self.parts:
            parts.append(part.scalar(tuple(int(one) for one in self.places_of(part, index))))
        try:
            value = float(self.rule.compute(*(np.float64(part.value) for part in parts)))
        except (TypeError, ValueError):
            raise UnknownError from None
        return Applied(self.rule, tuple(parts), value)

    def counts(self, at: Index) -> str:
        found = (part.counts(self.places_of(part, at)) for part in self.parts if part.shape)
        return next((one for one in found if one), "")

    def leaves(self) -> Sequence[Leaf]:
        return [leaf for part in self.parts for leaf in part.leaves()]


@lru_cache(maxsize=256)
def bracketed(text: str) -> str:
    """Return an expression in brackets if it needs them beside an operator or an index."""
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return f"({text})"
    alone = (ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Call, ast.List, ast.Tuple)
    return text if isinstance(node, alone) else f"({text})"


def brief(name: str) -> str:
    """Return a variable's name in a calculation: `w` for `self.w`."""
    tail = name.rpartition(".")[2]
    return tail if tail.isidentifier() else name


def identifier(text: str) -> str:
    """Return a name that can stand in a formula."""
    return re.sub(r"^_+", "", text)
