"""Arrays that know how they came from a script's input: through which products, and what then.

They compute what plain arrays compute. They are used in a fork of the script's process alone.
What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

import numpy
from numpy import add, dot, matmul, matrix, ndarray, subtract
from numpy import array as array_of
from numpy import asarray as array_like

PRODUCTS = (dot, matmul)
MADE_EMPTY = ("zeros", "ones", "empty")
"""Functions of NumPy whose results are filled later."""
LIKE = ("zeros_like", "ones_like", "empty_like", "full_like", "shape", "ndim", "size")
"""Functions that take only the form of their argument."""
DEEPEST = 3
"""How deep arrays are looked for in lists, dictionaries and objects."""
MOST_PARTS = 1000
"""Longer lists are left alone."""


class Made:
    """How an array was made: an operation, and what it took."""

    __slots__ = ("by", "of", "sides", "values")

    def __init__(
        self,
        by: object = None,
        of: tuple[Made, ...] = (),
        values: tuple[Any, ...] = (),
        sides: tuple[bool, ...] = (),
    ) -> None:
        self.by = by
        self.of = of
        """How those operands were made that come from the input."""
        self.values = values
        """Both operands, of a product or a sum."""
        self.sides = sides
        """Which of them come from the input."""

    @property
    def is_product(self) -> bool:
        return any(self.by is one for one in PRODUCTS)

    def walk(self) -> Iterator[Made]:
        """Yield this and what is behind it, the nearest first; nothing behind products."""
        seen, found = {id(self)}, [self]
        for one in found:
            yield one
            if one.is_product:
                continue
            for before in one.of:
                if id(before) not in seen:
                    seen.add(id(before))
                    found.append(before)


class Followed(ndarray[Any, Any]):
    """An array that knows how it was made; nothing is known of one that is given."""

    made: Made | None

    def __array_finalize__(self, parent: object) -> None:
        self.made = getattr(parent, "made", None)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        out = options.get("out", ())
        if out:
            options["out"] = tuple(plain(one) for one in out)
        result = getattr(ufunc, method)(*map(plain, inputs), **plain_items(options))
        made = after(ufunc, inputs) if method == "__call__" else after(None, inputs)
        if method == "at" and isinstance(inputs[0], Followed):
            inputs[0].made = after(None, inputs)
        for one in out:
            if isinstance(one, Followed):
                one.made = made
        return out[0] if len(out) == 1 else wrapped(result, made)

    def __array_function__(self, function: Any, types: Any, given: Any, options: Any) -> Any:
        result = function(*plain(given), **plain_items(options))
        if getattr(function, "__name__", "") in LIKE:
            return wrapped(result, None)
        made = after(function, (*given, *options.values()))
        out = options.get("out")
        if isinstance(out, Followed):
            out.made = made
            return out
        return wrapped(result, made)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(plain(key), plain(value))
        self.made = after(None, (self, key, value))

    def __getitem__(self, key: Any) -> Any:
        return wrapped(plain(self)[plain(key)], self.made)

    def dot(self, other: Any, out: Any = None) -> Any:
        return dot(self, other) if out is None else dot(self, other, out=out)


def plain(value: Any) -> Any:
    """Return a value with plain arrays in it."""
    if isinstance(value, Followed):
        return value.view(ndarray)
    if type(value) in (tuple, list):
        return type(value)(plain(one) for one in value)
    return value


def plain_items(options: dict[str, Any]) -> dict[str, Any]:
    """Return options with plain arrays in them."""
    """Return options with plain arrays in them."""
    return {name: plain(one) for name, one in options.items()}


def after(by: object, operands: Iterable[Any]) -> Made | None:
    """Return how the result of an operation is made; None if no operand comes from the input."""
    operands = tuple(operands)
    found = tuple(_made_in(operands))
    if not found:
        return None
    if not any(by is one for one in (*PRODUCTS, add, subtract)):
        return Made(by, found)
    # Copies: what is written into an array later is not what it was here.
    values = tuple(array_of(plain(one)) for one in operands[:2])
    return Made(by, found, values, tuple(any(_made_in([one])) for one in operands[:2]))


def _made_in(operands: Iterable[Any]) -> Iterator[Made]:
    for one in operands:
        if isinstance(one, Followed):
            if one.made is not None:
                yield one.made
        elif type(one) in (tuple, list):
            yield from _made_in(one)


def wrapped(value: Any, made: Made | None) -> Any:
    """Return a result that knows how it was made."""
    if isinstance(value, tuple | list):
        return type(value)(wrapped(one, made) for one in value)
    if isinstance(value, matrix) or (made is None and not isinstance(value, ndarray)):
        return value
    if not isinstance(value, ndarray):
        if not hasattr(value, "dtype"):
            return value
        value = array_like(value)
    followed = value.view(Followed)
    followed.made = made
    return followed


def follow(spaces: Iterable[dict[str, Any]]) -> None:
    """Have a script's arrays and NumPy's functions pass on how arrays are made."""
    changed: dict[int, Any] = {}
    for name in ("array", "asarray", *MADE_EMPTY):
        own = getattr(numpy, name)
        replaced = _kept(own)
        setattr(numpy, name, replaced)
        changed[id(own)] = replaced
    for space in spaces:
        _follow(space, changed, DEEPEST)


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """Have a function that makes arrays of anything pass on how that was made."""

    def kept(*given: Any, **options: Any) -> Any:
        made = after(None, given)
        return wrapped(function(*plain(given), **plain_items(options)), made)

    return kept


def _follow(space: dict[Any, Any], changed: dict[int, Any], depth: int) -> None:
    for name, value in [*space.items()]:
        with suppress(Exception):
            space[name] = _followed(value, changed, depth)


def _followed(value: Any, changed: dict[int, Any], depth: int) -> Any:
    """Return an array as one that is followed; put such ones into lists and objects."""
    if id(value) in changed:
        return changed[id(value)]
    if type(value) is ndarray:
        changed[id(value)] = value.view(Followed)
        return changed[id(value)]
    if not depth or isinstance(value, ModuleType | FunctionType | type):
        return value
    if type(value) in (list, tuple, dict) and len(value) > MOST_PARTS:
        return value
    if type(value) is list:
        value[:] = [_followed(one, changed, depth - 1) for one in value]
    elif type(value) is tuple:
        return tuple(_followed(one, changed, depth - 1) for one in value)
    elif type(value) is dict:
        _follow(value, changed, depth - 1)
    elif hasattr(value, "__dict__"):
        _follow(vars(value), changed, depth - 1)
    return value
