"""NumPy's operations that only put numbers elsewhere, computed and recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .tape import PRESENT, Array, plain, scattered
from .wrapping import bare, node_of, wrapped

MOVES = {
    *("reshape", "transpose", "ravel", "swapaxes", "squeeze", "expand_dims", "concatenate"),
    *("stack", "hstack", "vstack", "column_stack", "append", "insert", "repeat", "tile", "flip"),
    *("fliplr", "flipud", "roll", "broadcast_to", "diag", "tril", "triu", "pad", "take", "copy"),
    *("atleast_1d", "atleast_2d", "split", "array_split", "delete", "moveaxis", "rot90"),
    *("diagonal", "broadcast_arrays", "hsplit", "vsplit", "dstack", "compress"),
}
"""Functions that only put numbers elsewhere."""
JOINS = {"concatenate", "stack", "hstack", "vstack", "column_stack", "dstack"}


def traced(value: Any) -> Any:
    """Return an array that is recorded, of whatever can be one."""
    found = gather(value)
    if isinstance(found, PRESENT.kind):
        return found
    return wrapped(np.asarray(value), node_of(value))


def gather(value: Any) -> Any:
    """Return an array made of numbers and arrays in a list."""
    if isinstance(value, list | tuple) and _holds(value):
        parts = [gather(one) for one in value]
        if all(np.shape(one) == np.shape(parts[0]) for one in parts):
            return move(np.stack, ([traced(one) for one in parts],), {})
    return value


def _holds(value: Any) -> bool:
    return any(
        isinstance(one, PRESENT.kind) or (isinstance(one, list | tuple) and _holds(one))
        for one in value
    )


def move(function: Any, args: Any, options: Any) -> Any:
    """Compute and record what only puts numbers elsewhere."""
    found: list[Any] = []
    whole = marked(args, found)

    def again(*arrays: Array) -> Any:
        waiting = iter(arrays)
        return function(*_filled(whole, waiting), **bare_options)

    bare_options = {name: bare(value) for name, value in options.items()}
    value = again(*[plain(one) for one in found])
    return moved(value, again, found)


def given(name: str, args: Any) -> Any:
    """Return a function's arguments; what it puts into an array is one that is recorded."""
    at = {"append": 1, "insert": 2}.get(name)
    if at is not None and len(args) > at:
        return (traced(args[0]), *args[1:at], traced(args[at]), *args[at + 1 :])
    if name in JOINS and isinstance(args[0], list | tuple):
        return ([traced(one) for one in args[0]], *args[1:])
    return args


class _Hole:
    """Stands for an array among the arguments of a function."""


def marked(args: Any, found: list[Any]) -> Any:
    """Return arguments with holes in the place of arrays, which are added to `found`."""
    if isinstance(args, np.ndarray) and (isinstance(args, PRESENT.kind) or args.dtype.kind == "f"):
        found.append(traced(args))
        return _Hole()
    if type(args) in (list, tuple):
        return type(args)(marked(one, found) for one in args)
    return args


def _filled(whole: Any, waiting: Iterator[Any]) -> Any:
    if isinstance(whole, _Hole):
        return next(waiting)
    if type(whole) in (list, tuple):
        return type(whole)(_filled(one, waiting) for one in whole)
    return whole


def moved(value: Any, function: Any, arrays: Sequence[Any]) -> Any:
    """Record what only puts numbers elsewhere, as `function` does."""
    if isinstance(value, list | tuple):
        return type(value)(
            moved(one, lambda *a, n=number: function(*a)[n], arrays)
            for number, one in enumerate(value)
        )
    nodes = [PRESENT.tape.node(one) for one in arrays]
    numbers, first = [], 1  # 0 is for what comes from nowhere, such as padding
    for one in nodes:
        numbers.append(np.arange(first, first + one.value.size).reshape(one.value.shape))
        first += one.value.size
    at = np.asarray(function(*numbers))

    def compute(*operands: Array) -> Array:
        flat = np.concatenate([np.zeros(1), *[one.reshape(-1) for one in operands]])
        return np.asarray(flat[at])

    def back(slope: Array, operands: Sequence[Array], _: Array) -> Sequence[Array]:
        flat, result, start = scattered(slope, at, (first,)), [], 1
        for one in operands:
            result.append(flat[start : start + one.size].reshape(one.shape))
            start += one.size
        return result

    return wrapped(value, PRESENT.tape.add("move", value, nodes, compute, back))
