"""The arrays in the values of variables: which are watched, and how their numbers are written.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from numpy import ndarray

from .watched import Watched

MOST_CELLS = 1 << 9
"""The most numbers that are watched; an array with which there would be more is left out."""
DEPTH = 3
"""How deep in lists and objects arrays are looked for."""
MOST_PARTS = 32


@dataclass(frozen=True)
class Leaf:
    """An array that is watched."""

    variable: str
    label: str
    """What it is called: the variable's name, and where in it the array is."""
    reach: str
    """How to come to it from the variable's value."""
    shape: tuple[int, ...]
    dtype: str
    in_order: bool = True
    """True when its numbers follow each other in memory, row by row."""

    @property
    def size(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count


def leaves(watched: Watched, values: Sequence[Any]) -> Iterator[Leaf]:
    """Yield the arrays of real numbers in the values of the variables that are watched."""
    seen: set[int] = set()
    for name, value in zip(watched.weights, values, strict=True):
        if not (name in watched.given and isinstance(value, ndarray)):
            yield from _leaves(watched, name, "", value, DEPTH, seen)


def _leaves(
    watched: Watched, name: str, reach: str, value: Any, depth: int, seen: set[int]
) -> Iterator[Leaf]:
    if isinstance(value, ndarray):
        if value.dtype.kind in "fiu" and value.size and id(value) not in seen:
            seen.add(id(value))
            in_order = value.flags.c_contiguous
            yield Leaf(name, name + reach, reach, value.shape, value.dtype.str, in_order)
        return
    if not depth:
        return
    parts: list[tuple[str, Any]] = []
    if type(value) in (list, tuple):
        parts = [(f"[{at}]", one) for at, one in enumerate(value[:MOST_PARTS])]
    elif type(value) is dict:
        pairs = [*value.items()][:MOST_PARTS]
        parts = [(f"[{key!r}]", one) for key, one in pairs if type(key) is str]
    elif type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
        pairs = [*vars(value).items()][:MOST_PARTS]
        own = watched.members
        parts = [
            (f".{key}", one)
            for key, one in pairs
            if not (own and isinstance(one, ndarray)) or key in own
        ]
    for step, one in parts:
        yield from _leaves(watched, name, reach + step, one, depth - 1, seen)


def chosen(watched: Watched, values: Sequence[Any]) -> tuple[list[Leaf], list[str]]:
    """Return the arrays to watch, as many as there is room for, and what the others are called."""
    room, found, left = MOST_CELLS, list[Leaf](), list[str]()
    for leaf in leaves(watched, values):
        if leaf.size > room:
            left.append(leaf.label)
        else:
            found.append(leaf)
            room -= leaf.size
    return found, left


def writer(layout: Sequence[Leaf], file: BytesIO, value: Any) -> Callable[[Any], object]:
    """Return a function that writes the numbers of a variable's arrays as float64.

    It has a value with these arrays now.
    """
    parts = []
    for leaf in layout:
        part = f"value{leaf.reach}"
        if leaf.dtype != "<f8":
            part += ".astype('d').tobytes()"
        elif not leaf.in_order:
            part += ".tobytes()"
        parts.append(f"write({part})")
    if not parts:
        return callable  # which does nothing, quickly
    if parts == ["write(value)"]:
        return file.write  # no quicker way
    if type(value) in (list, tuple) and parts == [
        f"write(value[{at}])" for at in range(len(value))
    ]:
        return file.writelines
    text = f"lambda value: ({', '.join(parts)},)"
    made: Callable[[Any], object] = eval(text, {"write": file.write})
    return made
