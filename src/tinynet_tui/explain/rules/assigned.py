"""What a step has written into a cell: by which expression, from which numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.values import Value

from .compared import Written, checked, noted
from .described import NOTHING, Described
from .inside import as_read, inside
from .moved import Moved
from .nodes import Leaf, Node, UnknownError
from .parts import kind
from .reading import Reading
from .scalars import Number
from .script import ScriptText
from .things import Keyed, Listed, Owner, Several, Thing


class Source(NamedTuple):
    """The values around a step that has written something, and what is known of them."""

    number: int
    """The step's number among the script's."""
    before: Mapping[str, Value]
    after: Mapping[str, Value]
    described: Described = NOTHING
    sampled: bool = True
    """True to compare other cells, too, with what the rules compute."""


def written(
    text: ScriptText, source: Source, label: str, value: Value, cell: tuple[int, ...]
) -> Written:
    """Return how a cell of a variable got its value; UnknownError if no rule tells it.

    The value is the one after the step, the label its variable's, or that of a part of a list.
    """
    statement = text.statements[source.number]
    before = _before(text, statement, source)
    reading = Reading(text, before, frozenset({label}), source.described)
    found = _inside(reading, statement, label, value, cell)
    thing: Thing | None
    for target, thing, adds in _targets(reading, statement) if found is None else ():
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
    return checked(found, value, cell, sampled=source.sampled)


def _inside(
    reading: Reading, statement: ast.stmt, label: str, value: Value, cell: tuple[int, ...]
) -> Written | None:
    """Return how a method that the step calls has written a cell; None if it does not."""
    found = None
    for one in inside(reading, statement) if "." in label else ():
        if one.label == label:
            if not isinstance(one.thing, Node) or one.thing.shape != value.shape:
                raise UnknownError
            source = reading.text.text(one.statement)
            place = f"line {one.statement.lineno} in {one.function}"
            adds = one.adds
            found = Written(
                one.thing, cell, Number(0, ""), 0, adds=adds, source=source, place=place
            )
    return found


def _before(text: ScriptText, statement: ast.stmt, source: Source) -> Mapping[str, Value]:
    """Return the values that a step has read.

    The variables of loops within the loop have got theirs after the step before.
    """
    if not text.turning:
        return source.before
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
    for node in reading.text.inner_targets(statement):
        yield node.target, reading.thing(node.value), False
    target: ast.expr
    match statement:
        case ast.AugAssign(target, operator, value):
            old = reading.node(as_read(target))
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


def _label(reading: Reading, target: ast.expr) -> tuple[str, ast.expr | None]:
    """Return the label of what a target is, and the index of the part that is written."""
    match target:
        case ast.Name(name):
            return name, None
        case ast.Attribute(value, member):
            match reading.thing(as_read(value)):
                case Owner(name) | Listed(name, _):
                    return f"{name}.{member}", None
        case ast.Subscript(value, index):
            match reading.thing(as_read(value)):
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
    whole = reading.node(as_read(target.value))
    told = reading.text.text(index) if _is_condition(reading, index) else ""
    mask = _mask(reading, index)
    if mask is not None and mask.shape == whole.shape and isinstance(thing, Node):
        tested, read = noted(mask, cell)
        if not tested.value:
            return Written(
                None, cell, whole.scalar(cell), 0, condition=told, tested=tested, read=read
            )
        if not thing.shape:
            return Written(
                thing, (), Number(0, ""), 0, adds=adds, condition=told, tested=tested, read=read
            )
    chosen = Moved(whole, "", lambda places: places[reading.place(index, None)])
    places = chosen.origin
    wanted = np.ravel_multi_index(cell, whole.shape)
    found = np.argwhere(places == wanted)
    if not len(found):
        return Written(None, cell, whole.scalar(cell), 0, condition=told, is_part=True)
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
    return Written(thing, at, Number(0, ""), 0, adds=adds, condition=told, is_part=True)


def _mask(reading: Reading, index: ast.expr) -> Node | None:
    """Return the condition that an index is; None if it is none."""
    if isinstance(index, ast.Slice | ast.Tuple):
        return None
    found = reading.thing(index)
    return found if isinstance(found, Node) and found.shape and kind(found) == "b" else None


def _is_condition(reading: Reading, index: ast.expr) -> bool:
    """True for an index that is, or holds, a condition: not of whole numbers and slices alone."""
    for one in index.elts if isinstance(index, ast.Tuple) else [index]:
        with suppress(UnknownError):
            if _mask(reading, one) is not None:
                return True
    return False
