"""What a step has written into a cell: by which expression, from which numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from tinynet_tui.engine.values import Value

from .nodes import Constant, Elementwise, Leaf, Moved, Node, UnknownError
from .reading import Keyed, Listed, Owner, Reading, Scope, Several, Thing, kind
from .scalars import Applied, Called, Cell, Given, Number, Scalar, Total
from .script import ScriptText

SAMPLE = 32
"""Of a larger array, so many other numbers are compared with what the rules compute."""
DOUBLE, SINGLE = (1e-9, 1e-12), (1e-3, 1e-5)
"""How far a number may be off for its size, and for the size of what it is computed from."""


class Source(NamedTuple):
    """The values around a step that has written something."""

    number: int
    """The step's number among the script's."""
    before: Mapping[str, Value]
    after: Mapping[str, Value]


@dataclass(frozen=True)
class Written:
    """How a cell got its value."""

    node: Node | None
    """The expression; None if the step left the cell as it was."""
    at: tuple[int, ...]
    """The cell's index in the expression."""
    scalar: Scalar
    outcome: float
    digits: str = ""
    """The value with all its digits."""
    adds: bool = False
    """True for `+=` and the like: the cell's value before is an operand."""
    condition: str = ""
    """For a write into a part of the array, what chose the cell."""
    tested: Scalar | None = None
    """The condition at the cell."""
    read: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The cells it was computed from: of each array, by its names, their numbers in order."""


def written(
    text: ScriptText, source: Source, label: str, value: Value, cell: tuple[int, ...]
) -> Written:
    """Return how a cell of a variable got its value; UnknownError if no rule tells it.

    The value is the one after the step, the label its variable's, or that of a part of a list.
    """
    statement = text.statements[source.number]
    reading = Reading(text, _before(text, statement, source), frozenset({label}))
    found = None
    thing: Thing | None
    for target, thing, adds in _targets(reading, statement):
        name, index = _label(reading, target)
        if index is None and name != label:
            thing = _within(name, thing, label)
        elif name != label:
            continue
        if thing is None:
            continue
        if index is None:
            if not isinstance(thing, Node) or thing.shape != value.shape:
                raise UnknownError
            found = Written(thing, cell, Number(0, ""), 0, adds=adds)
        else:
            found = _part(reading, target, index, thing, cell, adds=adds)
    if found is None or value.array is None:
        raise UnknownError
    return _checked(found, value, cell)


def _before(text: ScriptText, statement: ast.stmt, source: Source) -> Mapping[str, Value]:
    """Return the values that a step has read.

    The variables of loops within the loop have got theirs after the step before.
    """
    changed = {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    found = dict(source.before)
    for name in text.turning & {*source.after}:
        value = source.after[name]
        if name not in changed:
            found[name] = value
        elif value.same in source.before:
            found[name] = source.before[value.same]
    return found


def _targets(reading: Reading, statement: ast.stmt) -> Iterator[tuple[ast.expr, Thing, bool]]:
    """Yield the targets of a statement, what each is given, and if that is added to it."""
    for node in ast.walk(statement):
        if isinstance(node, ast.NamedExpr):
            yield node.target, reading.thing(node.value), False
    match statement:
        case ast.AugAssign(target, operator, value):
            old = reading.node(_read(target))
            new = reading.node(value)
            yield target, reading.operation(type(operator), old, new, ""), True
        case ast.Assign(targets, value):
            for target in targets:
                yield from _given(reading, target, value)
        case ast.Expr(ast.Call(ast.Attribute(owner, "append"), [value], [])):
            match reading.thing(owner):
                case Listed(_, whole):
                    end = ast.Subscript(owner, ast.Constant(whole.shape[0]), ast.Store())
                    yield end, reading.thing(value), False
        case ast.AnnAssign(target, ast.AST(), ast.expr() as value):
            yield target, reading.thing(value), False


def _given(
    reading: Reading, target: ast.expr, value: ast.expr
) -> Iterator[tuple[ast.expr, Thing, bool]]:
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, reading.thing(value), False
        return
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        for one, part in zip(target.elts, value.elts, strict=True):
            try:
                yield from _given(reading, one, part)
            except UnknownError:
                continue  # of this one only
        return
    pieces = reading.pieces(value, len(target.elts))
    for one, piece in zip(target.elts, pieces, strict=True):
        yield one, piece, False


def _within(name: str, thing: Thing, label: str) -> Thing | None:
    """Return the part that a label names of a list that has just been made."""
    found: Thing = thing
    while name != label:
        parts: dict[object, Thing]
        match found:
            case Several(several):
                parts = dict(enumerate(several))
            case Keyed(keyed):
                parts = dict(keyed)
            case _:
                return None
        for key, part in parts.items():
            longer = f"{name}[{key!r}]"
            if label == longer or label.startswith(f"{longer}["):
                name, found = longer, part
                break
        else:
            return None
    return found


def _read(target: ast.expr) -> ast.expr:
    """Return a target as an expression that is read."""
    return ast.parse(ast.unparse(target), mode="eval").body


def _label(reading: Reading, target: ast.expr) -> tuple[str, ast.expr | None]:
    """Return the label of what a target is, and the index of the part that is written."""
    match target:
        case ast.Name(name):
            return name, None
        case ast.Attribute(value, member):
            match reading.thing(_read(value)):
                case Owner(name) | Listed(name, _):
                    return f"{name}.{member}", None
        case ast.Subscript(value, index):
            match reading.thing(_read(value)):
                case Listed(label, whole):
                    key = reading.key(index, None)
                    if isinstance(key, int) and key < 0 and not whole.keys:
                        key += whole.shape[0]
                    return f"{label}[{key!r}]", None
                case Leaf() as leaf:
                    return leaf.name, index
    raise UnknownError


def _part(
    reading: Reading,
    target: ast.expr,
    index: ast.expr,
    thing: Thing,
    cell: tuple[int, ...],
    *,
    adds: bool,
) -> Written:
    """Return what a write into a part of an array has made of a cell."""
    assert isinstance(target, ast.Subscript)
    whole = reading.node(_read(target.value))
    told = reading.text.text(index)
    mask = _mask(reading, index)
    if mask is not None and mask.shape == whole.shape and isinstance(thing, Node):
        tested, read = _noted(mask, cell)
        if not tested.value:
            return Written(None, cell, whole.scalar(cell), 0, condition=told, tested=tested, read=read)
        if not thing.shape:
            return Written(
                thing, (), Number(0, ""), 0, adds=adds, condition=told, tested=tested, read=read
            )
    chosen = Moved(whole, "", lambda places: places[reading.place(index, None)])
    places = chosen._from
    wanted = np.ravel_multi_index(cell, whole.shape)
    found = np.argwhere(places == wanted)
    if not len(found):
        return Written(None, cell, whole.scalar(cell), 0, condition=told)
    if not isinstance(thing, Node):
        raise UnknownError
    at = tuple(int(one) for one in found[-1])
    if not adds:
        try:
            missing = len(places.shape) - len(thing.shape)
            if missing < 0 or np.broadcast_shapes(places.shape, thing.shape) != places.shape:
                raise UnknownError
        except ValueError:
            raise UnknownError from None
        sizes = thing.shape
        at = tuple(one if size != 1 else 0 for one, size in zip(at[missing:], sizes, strict=True))
    is_mask = not _is_plain(index)
    condition = told if is_mask else ""
    return Written(thing, at, Number(0, ""), 0, adds=adds, condition=condition)


def _mask(reading: Reading, index: ast.expr) -> Node | None:
    """Return the condition that an index is; None if it is none."""
    if isinstance(index, ast.Slice | ast.Tuple):
        return None
    found = reading.thing(index)
    return found if isinstance(found, Node) and found.shape and kind(found) == "b" else None


def _is_plain(index: ast.expr) -> bool:
    """True for an index of whole numbers and slices, not of a condition."""
    return not any(isinstance(one, ast.Compare | ast.Invert | ast.Name) for one in ast.walk(index))


def _checked(found: Written, value: Value, cell: tuple[int, ...]) -> Written:
    """Compare what the rules compute with what the script has computed."""
    assert value.array is not None
    try:
        exact = value.array[cell] if cell else value.array
        outcome, digits = float(exact), str(exact.item())
    except (IndexError, TypeError):
        raise UnknownError from None
    rough = value.array.dtype.kind == "f" and value.array.dtype.itemsize < 8
    near, apart = SINGLE if rough else DOUBLE
    if found.node is None:
        if found.scalar.value != outcome:
            raise UnknownError
        return replace(found, outcome=outcome, digits=digits)
    scalar, read = _noted(found.node, found.at)
    size = _size(scalar)
    size = size if np.isfinite(size) else 0.0
    if not _agree(scalar.value, outcome, near, apart * size):
        raise UnknownError
    if not found.condition and found.node.shape == value.shape == value.array.shape:
        _compare_sample(found.node, value, near, apart * size)
    read = {**found.read, **read}
    return replace(found, scalar=scalar, outcome=outcome, digits=digits, read=read)


def _noted(node: Node, at: tuple[int, ...]) -> tuple[Scalar, Mapping[str, frozenset[int]]]:
    """Return how a number is computed, and the cells that are read for it."""
    leaves = [leaf for leaf in node.leaves() if leaf.shape]
    for leaf in leaves:
        leaf.read = []
    scalar = node.scalar(at)
    found: dict[str, set[int]] = {}
    for leaf in leaves:
        for index in leaf.read or ():
            flat = np.ravel_multi_index(index, leaf.shape)
            for name in {leaf.name, leaf.same} - {""}:
                found.setdefault(name, set()).update(np.ravel(flat).tolist())
        leaf.read = None
    return scalar, {name: frozenset(cells) for name, cells in found.items()}


def _agree(a: float, b: float, near: float, apart: float) -> bool:
    if np.isnan(a) or np.isnan(b) or np.isinf(a) or np.isinf(b):
        return bool(np.isnan(a) and np.isnan(b)) or a == b
    return abs(a - b) <= max(near * max(abs(a), abs(b)), apart)


def _compare_sample(node: Node, value: Value, near: float, apart: float) -> None:
    """Compare some other cells, too: one may agree by chance."""
    count = int(np.prod(value.shape, dtype=int))
    flat = np.unique(np.linspace(0, count - 1, min(count, SAMPLE)).astype(int))
    at = tuple(np.unravel_index(flat, value.shape)) if value.shape else ()
    assert value.array is not None
    theirs = np.asarray(value.array[at], dtype=float)
    ours = np.asarray(node.take(at), dtype=float)
    scale = float(np.nanmax(np.abs(theirs), initial=0.0, where=np.isfinite(theirs)))
    if not np.allclose(ours, theirs, rtol=max(1e-6, near), atol=max(1e-9 * scale, apart), equal_nan=True):
        raise UnknownError


def _size(scalar: Scalar) -> float:
    """Return the size of what a number is computed from, by which rounding is measured."""
    match scalar:
        case Total(a=a, b=b):
            with np.errstate(all="ignore"):
                return float(np.abs(a if b is None else a * b).sum())
        case Applied(rule, parts):
            sizes = [_size(part) for part in parts]
            if rule.name in "+-":
                return sum(sizes)
            if rule.name in ("*", "neg"):
                return float(np.prod(sizes))
            return max(abs(scalar.value), *sizes) if sizes else abs(scalar.value)
        case Given(inner=inner):
            return _size(inner)
        case Called():
            return max(abs(scalar.value), abs(scalar.argument.value))
    return abs(scalar.value)
