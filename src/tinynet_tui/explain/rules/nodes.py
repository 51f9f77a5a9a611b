"""The value of an expression, cell by cell: only what a cell needs is computed.

A node has the shape of the expression's value. `take` computes some of its numbers, `scalar` says
of one of them how it is computed.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from .functions import OPERATORS, Rule
from .scalars import Applied, Called, Cell, Given, Number, Scalar, Total

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

    def leaves(self) -> Sequence[Leaf]:
        """Return the variables in it."""
        return ()

    @property
    def whole(self) -> Numbers:
        """All of its numbers."""
        if _count(self.shape) > MOST:
            raise UnknownError
        return self.take(tuple(np.indices(self.shape)) if self.shape else ())


def _count(shape: Sequence[int]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def _guard(at: Index, more: int = 1) -> None:
    if (at[0].size if at else 1) * more > MOST:
        raise UnknownError


class Constant(Node):
    """A number in the text."""

    def __init__(self, value: float | bool, text: str = "") -> None:
        self.number, self.text = value, text or _plain(value)
        self.signed = value < 0

    def take(self, at: Index) -> Numbers:
        value = np.asarray(self.number)
        return np.broadcast_to(value, at[0].shape) if at else value

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        return Number(float(self.number), self.text)


def _plain(value: float | bool) -> str:
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
    ) -> None:
        """`same` is another name of the array; with `before` the step is about to change it."""
        self.name, self.text, self.array, self.shape = name, name, array, shape
        self.same, self.before = same, before
        self.read: list[Index] | None = None
        """Where numbers were taken, while that is noted."""

    @cached_property
    def signed(self) -> bool:  # type: ignore[override]
        return self.array.dtype.kind == "f" and bool((self.array < 0).any())

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
            return Number(value, _plain(value), brief(self.name))
        return Cell(brief(self.name), at, value, self.signed, self.before)

    def named(self, at: Index, letter: str) -> str | None:
        places = []
        for one in at:
            flat = np.ravel(one)
            if (flat == flat[0]).all():
                places.append(str(flat[0]))
            elif (flat == np.arange(len(flat))).all():
                places.append(letter)
            else:
                return None
        return f"{brief(self.name)}[{','.join(places)}]"

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

    def _at(self, part: Node, at: Index) -> Index:
        mine = at[len(at) - len(part.shape) :]
        return tuple(
            one if size != 1 else np.zeros_like(one)
            for one, size in zip(mine, part.shape, strict=True)
        )

    def take(self, at: Index) -> Numbers:
        with np.errstate(all="ignore"):
            values = [part.take(self._at(part, at)) for part in self.parts]
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
            parts.append(part.scalar(tuple(int(one) for one in self._at(part, index))))
        with np.errstate(all="ignore"):
            try:
                value = float(self.rule.compute(*(np.float64(part.value) for part in parts)))
            except (TypeError, ValueError):
                raise UnknownError from None
        return Applied(self.rule, tuple(parts), value)

    def leaves(self) -> Sequence[Leaf]:
        return [leaf for part in self.parts for leaf in part.leaves()]


class Moved(Node):
    """Numbers of another node in other places: transposed, reshaped, a slice, single ones."""

    def __init__(self, inner: Node, text: str, change: Callable[[Numbers], Numbers]) -> None:
        if _count(inner.shape) > MOST:
            raise UnknownError
        self.inner, self.text = inner, text
        try:
            places = np.arange(_count(inner.shape)).reshape(inner.shape)
            self._from = np.asarray(change(places))
        except (ValueError, IndexError, TypeError):
            raise UnknownError from None
        self.shape = self._from.shape

    @property
    def signed(self) -> bool:  # type: ignore[override]
        return self.inner.signed

    def _at(self, at: Index) -> Index:
        found = np.unravel_index(self._from[at], self.inner.shape) if self.inner.shape else ()
        return tuple(np.asarray(one) for one in found)

    def take(self, at: Index) -> Numbers:
        if not self.inner.shape:
            return Constant(float(self.inner.take(()))).take(at)
        return self.inner.take(self._at(at))

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        index = self._at(tuple(np.asarray(one) for one in at))
        return self.inner.scalar(tuple(int(one) for one in index))

    def named(self, at: Index, letter: str) -> str | None:
        return self.inner.named(self._at(at), letter)

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Turned(Node):
    """A transposed node."""

    def __init__(self, inner: Node, text: str) -> None:
        self.inner, self.text, self.shape = inner, text, inner.shape[::-1]

    @property
    def signed(self) -> bool:  # type: ignore[override]
        return self.inner.signed

    def take(self, at: Index) -> Numbers:
        return self.inner.take(at[::-1])

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        return self.inner.scalar(at[::-1])

    def named(self, at: Index, letter: str) -> str | None:
        return self.inner.named(at[::-1], letter)

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Summed(Node):
    """A node's numbers along some axes together: their sum, the largest, the smallest."""

    def __init__(
        self, kind: str, inner: Node, axes: tuple[int, ...], *, keep: bool, text: str
    ) -> None:
        self.kind, self.inner, self.axes, self.keep, self.text = kind, inner, axes, keep, text
        shape = inner.shape
        self.count = _count([shape[axis] for axis in axes])
        if not self.count:
            raise UnknownError
        kept = [size for axis, size in enumerate(shape) if axis not in axes]
        self.shape = (
            tuple(1 if axis in axes else size for axis, size in enumerate(shape))
            if keep
            else tuple(kept)
        )
        places = np.indices([shape[axis] for axis in axes]).reshape(len(axes), -1)
        self._running = dict(zip(axes, places, strict=True))

    def _terms(self, at: Index) -> Index:
        """Return the indices of the terms, along one more dimension at the end."""
        found, mine = [], iter(at)
        for axis in range(len(self.inner.shape)):
            if axis in self._running:
                if self.keep:
                    next(mine)
                found.append(self._running[axis])
            else:
                found.append(np.asarray(next(mine))[..., None])
        return tuple(np.broadcast_arrays(*found)) if found else ()

    def take(self, at: Index) -> Numbers:
        _guard(at, self.count)
        with np.errstate(all="ignore"):
            values = self.inner.take(self._terms(at))
            return np.asarray(getattr(values, self.kind)(axis=-1) if values.shape else values)

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        index = self._terms(tuple(np.asarray(one) for one in at))
        if self.count == 1:
            return self.inner.scalar(tuple(int(np.ravel(one)[0]) for one in index))
        return _total(self.kind, [self.inner], index, index)

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Product(Node):
    """A matrix product."""

    def __init__(self, left: Node, right: Node, text: str) -> None:
        self.left, self.right, self.text = left, right, text
        a, b = left.shape, right.shape
        if not a or not b or len(a) > 2 or len(b) > 2 or a[-1] != b[0]:
            raise UnknownError
        self.count, self.shape = a[-1], (*a[:-1], *b[1:])
        if not self.count:
            raise UnknownError

    def _sides(self, at: Index) -> tuple[Index, Index]:
        k = np.arange(self.count)
        rows = at[: len(self.left.shape) - 1]
        columns = at[len(self.left.shape) - 1 :]
        left = (*(np.asarray(one)[..., None] for one in rows), k)
        right = (k, *(np.asarray(one)[..., None] for one in columns))
        return tuple(np.broadcast_arrays(*left)), tuple(np.broadcast_arrays(*right))

    def take(self, at: Index) -> Numbers:
        _guard(at, self.count)
        left, right = self._sides(at)
        with np.errstate(all="ignore"):
            return np.asarray((self.left.take(left) * self.right.take(right)).sum(axis=-1))

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        left, right = self._sides(tuple(np.asarray(one) for one in at))
        if self.count == 1:
            sides = (
                side.scalar(tuple(int(one[0]) for one in index))
                for side, index in ((self.left, left), (self.right, right))
            )
            a, b = sides
            return Applied(OPERATORS["*"], (a, b), a.value * b.value)
        return _total("sum", [self.left, self.right], left, right)

    def leaves(self) -> Sequence[Leaf]:
        return [*self.left.leaves(), *self.right.leaves()]


def _total(kind: str, parts: Sequence[Node], first: Index, second: Index) -> Total:
    """Return a sum of numbers or of products."""
    if len(parts) == 1 and kind == "sum" and (pair := _factors(parts[0])) is not None:
        node = parts[0]
        assert isinstance(node, Elementwise)
        parts = pair
        first, second = (node._at(part, first) for part in pair)
    letter, helpers = "k", list[str]()
    names, values = [], []
    taken = {leaf.name for part in parts for leaf in part.leaves()} | {letter}
    free = (one for one in "abcdfghmnopqrstuvwxyz" if one not in taken)
    for part, index in zip(parts, (first, second), strict=False):
        values.append(np.asarray(part.take(index), dtype=float))
        name = part.named(index, letter)
        if name is None and (len(parts) == 1 or isinstance(part, Leaf | Turned)):
            name = part.text
        elif name is None:
            short = next(free, "a")
            helpers.append(f"{short} = {part.text}")
            name = f"{short}[{_places(index, letter)}]"
        names.append(name)
    a, b = values[0], values[1] if len(values) > 1 else None
    with np.errstate(all="ignore"):
        terms = a if b is None else a * b
        value = float(getattr(terms, kind)())
    return Total(
        kind,
        value,
        names[0],
        a,
        names[1] if b is not None else "",
        b,
        letter,
        signed=parts[0].signed,
        helpers=tuple(helpers),
    )


def _factors(node: Node) -> tuple[Node, Node] | None:
    """Return the two factors of an elementwise product of arrays; None if it is none."""
    if isinstance(node, Elementwise) and node.rule.name == "*":
        if all(part.shape == node.shape for part in node.parts):
            return node.parts[0], node.parts[1]
    return None


def _places(index: Index, letter: str) -> str:
    places = []
    for one in index:
        flat = np.ravel(one)
        places.append(str(flat[0]) if (flat == flat[0]).all() else letter)
    running = [at for at, place in enumerate(places) if place == letter]
    if len(running) > 1:
        return letter
    return ",".join(places)


class Argument(Node):
    """A function's argument, under the name that it has in the function."""

    def __init__(self, name: str, inner: Node) -> None:
        self.name, self.text, self.inner, self.shape = name, name, inner, inner.shape
        self.owner: object = self

    @property
    def signed(self) -> bool:  # type: ignore[override]
        return self.inner.signed

    def take(self, at: Index) -> Numbers:
        return self.inner.take(at)

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        return Given(self.name, self.inner.scalar(at), (self.owner, at))

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Call(Node):
    """A function of the script that acts on each element of its argument."""

    def __init__(
        self, name: str, argument: Argument, body: Node, text: str, *, alone: bool
    ) -> None:
        self.name, self.argument, self.body, self.text = name, argument, body, text
        self.alone = alone
        self.shape = body.shape
        if self.shape != argument.shape:
            raise UnknownError

    def take(self, at: Index) -> Numbers:
        return self.body.take(at)

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        inner = self.argument.inner.scalar(at)
        given = Given(self.argument.name, inner, (self, at))
        body = _with(self.body.scalar(at), given)
        return Called(self.name, given, body, self.alone)

    def leaves(self) -> Sequence[Leaf]:
        return self.body.leaves()


def _with(body: Scalar, given: Given) -> Scalar:
    """Return a formula with the same object for each use of the argument."""
    match body:
        case Given(name) if name == given.name:
            return given
        case Applied(rule, parts, value):
            return Applied(rule, tuple(_with(part, given) for part in parts), value)
        case Called(_, argument, inner):
            return _with(inlined(inner, argument), given)
    return body


def inlined(body: Scalar, argument: Given) -> Scalar:
    """Return a function's formula with its argument put in."""
    match body:
        case Given() if body.key == argument.key:
            return argument.inner
        case Applied(rule, parts, value):
            return Applied(rule, tuple(inlined(part, argument) for part in parts), value)
    return body


def is_function_of(body: Node, argument: Argument) -> bool:
    """True if a function's body computes each element from the same one of its argument."""
    if body is argument:
        return True
    if isinstance(body, Elementwise):
        return all(is_function_of(part, argument) for part in body.parts)
    if isinstance(body, Call):
        return is_function_of(body.argument.inner, argument)
    return not body.shape and isinstance(body, Constant | Leaf)


def brief(name: str) -> str:
    """Return a variable's name in a calculation: `w` for `self.w`."""
    tail = name.rpartition(".")[2]
    return tail if tail.isidentifier() else name


def identifier(text: str) -> str:
    """Return a name that can stand in a formula."""
    return re.sub(r"^_+", "", text)
