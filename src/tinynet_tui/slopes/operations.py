"""NumPy's operations, computed and recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import rules
from .moves import gather, marked, traced
from .tape import PRESENT, Array, plain
from .wrapping import bare, made, node_of, wrapped

NUMBERS = "fc"
REDUCTIONS = {"sum", "mean", "max", "min", "amax", "amin", "prod", "var", "std", "average"}
CHOICES = {"argmax", "argmin", "argsort"}
"""Functions that choose numbers by their sizes."""
UNTRACED = {
    *CHOICES,
    *("any", "all", "array_equal", "allclose", "shape", "size"),
    *("ndim", "count_nonzero", "unique", "isclose", "array2string", "array_repr", "array_str"),
    *("savetxt", "save", "savez", "nonzero", "flatnonzero", "argwhere", "searchsorted", "isin"),
    *("may_share_memory", "shares_memory", "result_type", "can_cast", "iscomplexobj", "isrealobj"),
    *("zeros_like", "ones_like", "empty_like", "full_like", "copyto", "histogram", "median"),
    *("percentile", "quantile", "bincount", "putmask", "array_equiv", "set_printoptions"),
}


def elementwise(name: str, compute: Callable[..., Any], operands: Sequence[Any]) -> Any:
    """Compute and record an operation on each element for itself."""
    operands = [gather(one) for one in operands]
    nodes = [node_of(one) for one in operands]
    value = compute(*[bare(one) for one in operands])

    def back(slope: Array, given: Sequence[Array], result: Array) -> Sequence[Array | None]:
        return rules.elementwise(name, slope, given, result)

    return wrapped(value, PRESENT.tape.add(name, value, nodes, compute, back))


def product(compute: Any, a: Any, b: Any) -> Any:
    """Compute and record a product of matrices."""
    a, b = gather(a), gather(b)
    nodes = [node_of(a), node_of(b)]
    value = compute(bare(a), bare(b))

    def back(slope: Array, given: Sequence[Array], _: Array) -> Sequence[Array]:
        return rules.product(slope, given[0], given[1])

    return wrapped(value, PRESENT.tape.add("product", value, nodes, compute, back))


def dot(a: Any, b: Any, out: Any = None) -> Any:
    """Compute and record `np.dot`."""
    a, b = gather(a), gather(b)
    if not np.ndim(a) or not np.ndim(b):
        return np.multiply(a, b)
    if np.ndim(a) > 2 or np.ndim(b) > 2:
        return unknown(np.dot, "dot", (a, b), {})
    return product(np.dot, a, b)


def _outer(a: Any, b: Any, out: Any = None) -> Any:
    a, b = traced(gather(a)), traced(gather(b))
    return np.multiply(a.reshape(-1, 1), b.reshape(1, -1))


def _inner(a: Any, b: Any) -> Any:
    a, b = traced(gather(a)), traced(gather(b))
    return dot(a, b.T if b.ndim > 1 else b)


NAMED: dict[str, Callable[..., Any]] = {
    "dot": dot,
    "outer": _outer,
    "inner": _inner,
    "vdot": lambda a, b: dot(traced(a).ravel(), traced(b).ravel()),
    "matmul": lambda a, b: product(np.matmul, a, b),
}


def einsum(form: str, a: Any, b: Any) -> Any:
    """Compute and record a sum of products of two arrays."""
    inputs, arrow, end = form.replace(" ", "").partition("->")
    first, comma, second = inputs.partition(",")
    if not arrow or not comma or len({*first}) < len(first) or len({*second}) < len(second):
        return unknown(np.einsum, "einsum", (form, a, b), {})
    if not {*first} <= {*second, *end} or not {*second} <= {*first, *end}:
        return unknown(np.einsum, "einsum", (form, a, b), {})

    def compute(x: Array, y: Array) -> Any:
        return np.einsum(form, x, y)

    def back(slope: Array, given: Sequence[Array], _: Array) -> Sequence[Array]:
        x, y = given
        return (
            np.einsum(f"{end},{second}->{first}", slope, y),
            np.einsum(f"{end},{first}->{second}", slope, x),
        )

    value = compute(bare(a), bare(b))
    return wrapped(
        value, PRESENT.tape.add("einsum", value, [node_of(a), node_of(b)], compute, back)
    )


def clip(a: Any, low: Any = None, high: Any = None, *_: Any, **options: Any) -> Any:
    """Compute and record `np.clip`, whatever its limits are called."""
    low = options.get("min", options.get("a_min", low))
    high = options.get("max", options.get("a_max", high))
    low = -np.inf if low is None else low
    high = np.inf if high is None else high
    return elementwise("clip", np.clip, (a, low, high))


def reduce(name: str, a: Any, axis: Any = None, *_: Any, keepdims: Any = False, **more: Any) -> Any:
    """Compute and record a sum, a mean, a maximum or the like."""
    a = traced(a)
    node = PRESENT.tape.node(a)
    kept = bool(keepdims) if isinstance(keepdims, bool | int) else False
    ddof = {"ddof": more["ddof"]} if more.get("ddof") else {}
    if ddof:
        return unknown(getattr(np, name), name, (a,), {"axis": axis, "keepdims": kept, **ddof})
    function = np.linalg.norm if name == "norm" else getattr(np, name)

    def compute(old: Array) -> Any:
        return function(old, axis=axis, keepdims=kept)

    def back(slope: Array, given: Sequence[Array], result: Array) -> Sequence[Array]:
        return (rules.reduced(name, slope, given[0], result, axis, kept),)

    value = compute(plain(a))
    return wrapped(value, PRESENT.tape.add(name, value, [node], compute, back))


def add_at(ufunc: Any, array: Any, index: Any, value: Any = 0) -> None:
    """Add to chosen cells, as `np.add.at` does."""
    if ufunc.__name__ not in ("add", "subtract"):
        raise NotImplementedError(f"{ufunc.__name__}.at")
    part = traced(value) if ufunc.__name__ == "add" else -traced(value)
    old = PRESENT.tape.node(array)
    where = np.asarray(np.arange(array.size).reshape(array.shape)[bare(index)])
    ufunc.at(plain(array), bare(index), bare(value))
    PRESENT.tape.write(array, PRESENT.tape.put(old, where, node_of(part), adds=True))


def untraced(function: Any, name: str, args: Any, options: Any) -> Any:
    """Compute what has no slope."""
    if name == "copyto":
        args[0][...] = args[1]
        return None
    result = function(*[bare(one) for one in args], **{k: bare(v) for k, v in options.items()})
    if name in CHOICES and args and isinstance(args[0], PRESENT.kind):
        PRESENT.tape.chosen.append((PRESENT.tape.node(args[0]).index, np.ravel(result)))
    return made(result) if name.endswith("_like") else result


def unknown(function: Any, name: str, args: Any, options: Any) -> Any:
    """Compute what no rule is known for; only if it matters there is no answer."""
    found: list[Any] = []
    marked(args, found)
    nodes = [PRESENT.tape.node(one) for one in found]
    value = function(
        *[bare(one) for one in args], **{name: bare(one) for name, one in options.items()}
    )
    if isinstance(value, np.ndarray | np.floating):
        return wrapped(value, PRESENT.tape.add(f"?{name}", value, nodes))
    if type(value) is tuple:
        return tuple(
            wrapped(one, PRESENT.tape.add(f"?{name}", one, nodes))
            if isinstance(one, np.ndarray | np.floating)
            else one
            for one in value
        )
    return value
