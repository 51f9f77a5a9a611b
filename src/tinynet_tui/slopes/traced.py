"""An array whose operations are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from . import rules
from .moves import MOVES, gather, given, move, moved, traced
from .operations import (
    NAMED,
    NUMBERS,
    REDUCTIONS,
    UNTRACED,
    add_at,
    clip,
    dot,
    einsum,
    elementwise,
    product,
    reduce,
    unknown,
    untraced,
)
from .tape import PRESENT, plain
from .wrapping import bare, node_of


class Traced(np.ndarray):
    """An array like any other, but its operations are recorded."""

    __slots__ = ()
    __array_priority__ = 1000.0

    # Everything that NumPy does by itself

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        out = options.pop("out", None)
        if method == "at":
            return add_at(ufunc, *inputs)
        if method != "__call__":
            name = {"add": "sum", "maximum": "max", "minimum": "min"}.get(ufunc.__name__, "")
            if method == "reduce" and name and out is None:
                options.pop("dtype", None)
                options.setdefault("axis", 0)
                return reduce(name, inputs[0], **options)
            if method == "outer" and out is None:
                a, b = (traced(one) for one in inputs)
                return ufunc(a.reshape(a.shape + (1,) * b.ndim), b)
            return unknown(getattr(ufunc, method), f"{ufunc.__name__}.{method}", inputs, options)
        name = ufunc.__name__
        masked = options.pop("where", True) is not True
        if name in ("matmul", "vecdot", "matvec", "vecmat"):
            result = product(ufunc, *inputs) if name == "matmul" else NotImplemented
        elif masked or not (name in rules.ELEMENTWISE or name in rules.FLAT) or ufunc.nout > 1:
            result = unknown(ufunc, name, inputs, options)
        else:
            result = elementwise(name, lambda *them: ufunc(*them, **options), inputs)
        if out is None or (np.ndim(result) and not out[0].ndim):
            return result  # the second is a number to Python, whose name is bound to an array now
        target = out[0]
        node = node_of(result)
        value = np.broadcast_to(node.value, target.shape)
        plain(target)[...] = value.astype(target.dtype)
        PRESENT.tape.write(target, node)
        return target

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        name = function.__name__
        if name in UNTRACED:
            return untraced(function, name, args, options)
        if name in MOVES:
            return move(function, given(name, args), options)
        if name in REDUCTIONS and "weights" not in options:
            return reduce(name, *args, **options)
        match name:
            case "dot" | "inner" | "outer" | "vdot" | "matmul":
                return NAMED[name](*args)
            case "where" if len(args) == 3:
                return elementwise("where", np.where, args)
            case "clip":
                return clip(*args, **options)
            case "nan_to_num":
                return elementwise("nan_to_num", np.nan_to_num, args)
            case "norm" if not options.get("ord") and len(args) == 1:
                return reduce("norm", args[0], **options)
            case "round" | "around":
                return elementwise("round", lambda a: np.round(a, *args[1:], **options), args[:1])
            case "einsum" if len(args) == 3 and isinstance(args[0], str):
                return einsum(*args)
        return unknown(function, name, args, options)

    def __getitem__(self, index: Any) -> Any:
        at = bare(index)
        if at is not index and isinstance(at, np.ndarray) and not at.ndim and at.dtype.kind == "i":
            at = int(at)
        return moved(plain(self)[at], lambda a: a[at], [self])

    def __setitem__(self, index: Any, value: Any) -> None:
        at = bare(index)
        if isinstance(value, list | tuple):
            value = gather(value)
        node = node_of(value) if isinstance(value, Traced) else PRESENT.tape.add("leaf", value)
        where = np.arange(self.size).reshape(self.shape)[at]
        old = PRESENT.tape.node(self)
        plain(self)[at] = bare(value)
        PRESENT.tape.write(self, PRESENT.tape.put(old, np.asarray(where), node))

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self)))

    # Methods, which NumPy does not hand over

    @property
    def T(self) -> Any:
        return move(np.transpose, (self,), {})

    @property
    def flat(self) -> Any:
        return iter(move(np.ravel, (self,), {}))

    def dot(self, other: Any, out: Any = None) -> Any:
        return dot(self, other)

    def reshape(self, *shape: Any, **options: Any) -> Any:
        chosen = shape[0] if len(shape) == 1 else shape
        return move(np.reshape, (self, chosen), options)

    def transpose(self, *axes: Any) -> Any:
        chosen = axes[0] if len(axes) == 1 else axes or None
        return move(np.transpose, (self, chosen), {})

    def flatten(self, order: Any = "C") -> Any:
        return move(np.copy, (move(np.ravel, (self,), {"order": order}),), {})

    def ravel(self, order: Any = "C") -> Any:
        return move(np.ravel, (self,), {"order": order})

    def squeeze(self, axis: Any = None) -> Any:
        return move(np.squeeze, (self,), {"axis": axis})

    def swapaxes(self, a: Any, b: Any) -> Any:
        return move(np.swapaxes, (self, a, b), {})

    def repeat(self, repeats: Any, axis: Any = None) -> Any:
        return move(np.repeat, (self, repeats), {"axis": axis})

    def take(self, *args: Any, **options: Any) -> Any:
        return move(np.take, (self, *args), options)

    def copy(self, order: Any = "C") -> Any:
        return move(np.copy, (self,), {})

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: Any) -> Any:
        return self.copy()

    def astype(self, dtype: Any, *_: Any, **__: Any) -> Any:
        value = plain(self).astype(dtype)
        if value.dtype.kind not in NUMBERS:
            return elementwise("floor", lambda a: a.astype(dtype), (self,))
        return elementwise("positive", lambda a: a.astype(dtype), (self,))

    def sum(self, *args: Any, **options: Any) -> Any:
        return reduce("sum", self, *args, **options)

    def mean(self, *args: Any, **options: Any) -> Any:
        return reduce("mean", self, *args, **options)

    def max(self, *args: Any, **options: Any) -> Any:
        return reduce("max", self, *args, **options)

    def min(self, *args: Any, **options: Any) -> Any:
        return reduce("min", self, *args, **options)

    def prod(self, *args: Any, **options: Any) -> Any:
        return reduce("prod", self, *args, **options)

    def var(self, *args: Any, **options: Any) -> Any:
        return reduce("var", self, *args, **options)

    def std(self, *args: Any, **options: Any) -> Any:
        return reduce("std", self, *args, **options)

    def clip(self, *args: Any, **options: Any) -> Any:
        return clip(self, *args, **options)

    def fill(self, value: Any) -> None:
        self[...] = value

    def round(self, decimals: Any = 0, out: Any = None) -> Any:
        return elementwise("round", lambda a: a.round(decimals), (self,))

    def any(self, *args: Any, **options: Any) -> Any:
        return plain(self).any(*args, **options)

    def all(self, *args: Any, **options: Any) -> Any:
        return plain(self).all(*args, **options)

    def __round__(self, digits: int = 0) -> float:
        return round(float(plain(self)), digits)

    def __repr__(self) -> str:
        return repr(plain(self))

    def __str__(self) -> str:
        return str(plain(self))

    def __format__(self, form: str) -> str:
        return format(plain(self)[()], form)

    def __bool__(self) -> bool:
        return bool(plain(self))

    def tolist(self) -> Any:
        return plain(self).tolist()

    def argmax(self, *args: Any, **options: Any) -> Any:
        return untraced(np.argmax, "argmax", (self, *args), options)

    def argmin(self, *args: Any, **options: Any) -> Any:
        return untraced(np.argmin, "argmin", (self, *args), options)

    def argsort(self, *args: Any, **options: Any) -> Any:
        return untraced(np.argsort, "argsort", (self, *args), options)


PRESENT.kind = Traced
