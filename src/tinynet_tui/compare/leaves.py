"""The arrays and numbers that variables hold, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.engine.values import Value

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
TRANSPOSED, FLAT = "transposed", "in another shape"


@dataclass(frozen=True, eq=False)
class Leaf:
    """An array or a number, in a variable or in a part of one."""

    target: str
    """What it is called: `w`, `layers[2]`, `self.weights`."""
    name: str
    """The variable."""
    value: Value

    @cached_property
    def numbers(self) -> Numbers:
        array = np.asarray(self.value.array)
        found: Numbers = array if array.dtype.kind in "fc" else array.astype(np.float64)
        return found

    @cached_property
    def first(self) -> float:
        """The first of its numbers, in whatever form it is compared; the real part of it."""
        return float(self.numbers.flat[0].real)

    def transposed(self) -> Leaf:
        """Return it with rows for columns."""
        array = self.value.array
        assert array is not None
        value = replace(self.value, array=array.T, shape=self.shape[::-1], all="")
        return replace(self, value=value)

    def negative(self) -> Leaf:
        """Return it with the other sign."""
        return replace(self, value=replace(self.value, array=-self.numbers, all=""))

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def size(self) -> int:
        return int(np.prod(self.shape, dtype=object))

    @property
    def is_logical(self) -> bool:
        """True for truth values, such as those of a mask."""
        return self.value.array is not None and self.value.array.dtype.kind == "b"

    @cached_property
    def is_telling(self) -> bool:
        """True when it is unlikely that another calculation has the same numbers."""
        numbers = self.numbers
        return bool(np.any(numbers != np.rint(numbers))) and bool(
            np.any(numbers != numbers.flat[0])
        )

    def is_as(self, other: Leaf) -> bool:
        """True when nothing has changed."""
        mine, theirs = self.value, other.value
        if mine.digest or theirs.digest:
            return (mine.digest, mine.shape, mine.dtype) == (
                theirs.digest,
                theirs.shape,
                theirs.dtype,
            )
        return mine.text == theirs.text


class Difference(NamedTuple):
    """How the numbers of two leaves of one form differ."""

    cell: tuple[int, ...]
    """The first cell that differs, of the first leaf."""
    mine: float | complex
    theirs: float | complex
    cells: tuple[tuple[int, ...], ...]
    """All cells that differ, of those that were sent."""
    unlike: int
    """How many there are."""
    size: int
    largest: float
    relative: float
    """The largest difference in proportion to the numbers."""


def leaves(values: Mapping[str, Value]) -> dict[str, Leaf]:
    """Return the arrays and numbers of variables by what they are called."""
    return {
        leaf.target: leaf for name, value in values.items() for leaf in _parts(name, name, value)
    }


def _parts(target: str, name: str, value: Value) -> Iterator[Leaf]:
    if value.array is not None:
        if value.array.size:
            yield Leaf(target, name, value)
        return
    for index, part in enumerate(value.parts):
        yield from _parts(target + value.key(index), name, part)


def turned(mine: Leaf, theirs: Leaf) -> Iterator[tuple[str, Numbers]]:
    """Yield the numbers of another leaf in the shape of the first, and what was done to them."""
    one, two = mine.numbers, theirs.numbers
    if one.shape == two.shape:
        yield "", two
    if one.ndim == two.ndim == 2 and one.shape == two.shape[::-1]:
        yield TRANSPOSED, two.T
    elif one.ndim != two.ndim and _squeezed(one.shape) == _squeezed(two.shape):
        yield FLAT, two.reshape(one.shape)


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(size for size in shape if size != 1)


def same(mine: Leaf, theirs: Leaf, within: float, sign: int = 1) -> str | None:
    """Return in which form two leaves have the same numbers; None if they have not."""
    if abs(mine.first - sign * theirs.first) > within:
        return None
    for how, numbers in turned(mine, theirs):
        if not how and sign == 1 and not within and not (mine.value.whole and theirs.value.whole):
            if mine.value.digest == theirs.value.digest:
                return how
            continue
        if not np.any(_unlike(mine.numbers, sign * numbers, within)):
            return how
    return None


def _unlike(one: Numbers, two: Numbers, within: float) -> Numbers:
    """Return which cells differ; two that are not numbers are the same."""
    with np.errstate(invalid="ignore", over="ignore"):
        unlike = ~((one == two) | (np.abs(one - two) <= within))
    found: Numbers = unlike & ~(np.isnan(one) & np.isnan(two))
    return found


def difference(mine: Leaf, theirs: Leaf, within: float) -> Difference | None:
    """Return how two leaves of one form differ; None if they have no common form."""
    for _, numbers in turned(mine, theirs):
        one = mine.numbers
        unlike = _unlike(one, numbers, within)
        cells = [tuple(int(at) for at in cell) for cell in np.argwhere(unlike)]
        if not cells:
            continue
        with np.errstate(invalid="ignore", over="ignore"):
            apart = np.abs(one - numbers)[unlike]
            size = np.maximum(np.abs(one), np.abs(numbers))[unlike]
        largest = float(np.max(apart))
        relative = float(np.max(apart / np.where(size == 0, 1, size)))
        first = cells[0]
        return Difference(
            first,
            one[first].item(),
            numbers[first].item(),
            tuple(cells),
            len(cells),
            one.size,
            largest,
            relative,
        )
    return None


def form(shape: tuple[int, ...]) -> str:
    """Return a shape in words."""
    if not shape:
        return "one number"
    return f"({shape[0]},)" if len(shape) == 1 else "×".join(map(str, shape))
