"""NumPy's operations, computed and recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from . import rules
from .tape import PRESENT, Array, Node, plain, scattered

NUMBERS = "fc"
MOVES = {
    *("reshape", "transpose", "ravel", "swapaxes", "squeeze", "expand_dims", "concatenate"),
    *("stack", "hstack", "vstack", "column_stack", "append", "insert", "repeat", "tile", "flip"),
    *("fliplr", "flipud", "roll", "broadcast_to", "diag", "tril", "triu", "pad", "take", "copy"),
    *("atleast_1d", "atleast_2d", "split", "array_split", "delete", "moveaxis", "rot90"),
    *("diagonal", "broadcast_arrays", "hsplit", "vsplit", "dstack", "compress"),
}
"""Functions that only put numbers elsewhere."""
JOINS = {"concatenate", "stack", "hstack", "vstack", "column_stack", "dstack"}
REDUCTIONS = {"sum", "mean", "max", "min", "amax", "amin", "prod", "var", "std", "average"}
UNTRACED = {
    *("argmax", "argmin", "argsort", "any", "all", "array_equal", "allclose", "shape", "size"),
    *("ndim", "count_nonzero", "unique", "isclose", "array2string", "array_repr", "array_str"),
    *("savetxt", "save", "savez", "nonzero", "flatnonzero", "argwhere", "searchsorted", "isin"),
    *("may_share_memory", "shares_memory", "result_type", "can_cast", "iscomplexobj", "isrealobj"),
    *("zeros_like", "ones_like", "empty_like", "full_like", "copyto", "histogram", "median"),
    *("percentile", "quantile", "bincount", "putmask", "array_equiv", "set_printoptions"),
}


def bare(value: Any) -> Any:
    """Return a value without recording arrays, in lists and tuples too."""
    if isinstance(value, PRESENT.kind):
        return plain(value)
    if type(value) in (list, tuple) and any(
        isinstance(one, (PRESENT.kind, list, tuple)) for one in value
    ):
        return type(value)(bare(one) for one in value)
    return value


def node_of(value: Any) -> Node:
    """Return the node of an operand; of a plain number or array, a new one."""
    if isinstance(value, PRESENT.kind):
        return PRESENT.tape.node(value)
    if isinstance(value, np.ndarray):
        return PRESENT.tape.node(value)
    node = PRESENT.tape.add("number", value)
    node.made = PRESENT.tape.is_in_text(node)
    return node


def wrapped(value: Any, node: Node) -> Any:
    """Return a result as an array that goes on being recorded."""
    if node.value.dtype.kind == "b" and not node.value.ndim:
        return node.value[()]
    array = np.asarray(value)
    if array.dtype.kind not in "biufc":
        return value
    result = array.view(PRESENT.kind)
    PRESENT.tape.hold(result, node)
    return result


def traced(value: Any) -> Any:
    """Return an array that is recorded, of whatever can be one."""
    if isinstance(value, PRESENT.kind):
        return value
    if isinstance(value, list | tuple):
        return gather(value)
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


def move(function: Any, args: Any, options: Any) -> Any:
    """Compute and record what only puts numbers elsewhere."""
    found: list[Any] = []
    whole = _marked(args, found)

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
        return (*args[:at], traced(args[at]), *args[at + 1 :])
    if name in JOINS and isinstance(args[0], list | tuple):
        return ([traced(one) for one in args[0]], *args[1:])
    return args


class _Hole:
    """Stands for an array among the arguments of a function."""


def _marked(args: Any, found: list[Any]) -> Any:
    if isinstance(args, np.ndarray) and (isinstance(args, PRESENT.kind) or args.dtype.kind == "f"):
        found.append(traced(args))
        return _Hole()
    if type(args) in (list, tuple):
        return type(args)(_marked(one, found) for one in args)
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
    return made(result) if name.endswith("_like") else result


def made(array: Any) -> Any:
    """Return an array that the script has just made, so that it is recorded."""
    if type(array) is not np.ndarray or array.dtype.kind not in "biufc":
        return array
    result = array.view(PRESENT.kind)
    PRESENT.tape.node(result).made = True
    return result


def unknown(function: Any, name: str, args: Any, options: Any) -> Any:
    """Compute what no rule is known for; only if it matters there is no answer."""
    found: list[Any] = []
    _marked(args, found)
    nodes = [PRESENT.tape.node(one) for one in found]
    value = function(
        *[bare(one) for one in args], **{name: bare(one) for name, one in options.items()}
    )
    if isinstance(value, np.ndarray | np.floating):
        return wrapped(value, PRESENT.tape.add(f"?{name}", value, nodes))
    return value
