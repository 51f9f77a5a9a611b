"""What NumPy does without a word in the steps of a loop.

A broadcast that makes an array larger than both, whole numbers that are rounded down, cut off or
that pass their type's bounds, arrays of objects, numbers that are infinite or nan.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import Any, TypeAlias

from numpy import asarray, broadcast_shapes, errstate, float64, iinfo, isfinite, ndarray

from .operands import MOST, Space, brief, known, operands, shape_text, told
from .python_2 import DIVIDE, DIVISOR
from .values import MOST_PARTS

Operation: TypeAlias = tuple[ast.AST, list[ast.expr]]
BOUNDED = ("+", "-", "*", "**", "@")
"""Operations whose results can pass the bounds of a type of whole numbers."""


class Silent:
    """Finds what is odd, step by step."""

    def __init__(self, statements: list[ast.stmt], names: list[list[str]]) -> None:
        """The statements are the loop's steps, and the names what each of them writes."""
        self._statements, self._names = statements, names
        self._reads = [_reads(statement) for statement in statements]
        self._known: dict[object, tuple[list[str], list[Operation]]] = {}
        """What is enlarged in a step, and what it does with whole numbers, by the values' forms."""
        self._before: Mapping[str, object] = {}
        self._last = (-1, -1)

    def found(
        self, number: int, at: tuple[int, int], frame: FrameType, values: Mapping[str, object]
    ) -> list[str]:
        """Return what is odd in a step that has just been run: that of an iteration."""
        statement, names = self._statements[number], self._names[number]
        before, self._before = self._before, values
        last, self._last = self._last, at
        odd = [text for name in names if (text := _odd(name, values.get(name)))]
        # What the step has written had another value when it was read.
        own = {name: before[name] for name in names if name in before}
        if isinstance(statement, ast.AugAssign):
            own = {}
        elif last != (at[0], at[1] - 1) and self._reads[number] & {*names}:
            return odd
        space = Space({**frame.f_locals, **own}, frame.f_globals)
        forms = tuple((name, _form(value)) for name, value in {**values, **own}.items())
        key = (number, forms)
        if key not in self._known:
            if len(self._known) > 1 << 10:
                self._known.clear()
            whole = [*_of_whole_numbers(statement, space)]
            self._known[key] = [*_grown(statement, space)], whole
        grown, whole = self._known[key]
        return [*dict.fromkeys([*grown, *_rounded(whole, space), *odd])]


def _reads(statement: ast.stmt) -> set[str]:
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _form(value: Any) -> object:
    if type(value) is ndarray:
        return value.shape, value.dtype.str
    if type(value) in (list, tuple):
        return tuple(map(_form, value[:MOST_PARTS]))
    return type(value)


def _grown(statement: ast.stmt, space: Space) -> Iterator[str]:
    """Yield the broadcasts that make an array larger than both, and numbers that are cut off."""
    for node in ast.walk(statement):
        is_operation = isinstance(node, ast.BinOp | ast.AugAssign) or _divides(node)
        parts = operands(node) if is_operation else None
        if parts is None or parts[0] == "@":
            continue
        values = [known(one, space) for one in parts[1]]
        shapes = [value.shape for value in values if isinstance(value, ndarray)]
        if len(shapes) == 2:
            try:
                made = broadcast_shapes(*shapes)
            except ValueError:
                continue
            if _size(made) > max(map(_size, shapes)):
                text = told(node, space).replace(f" {DIVIDE} ", " / ")
                yield f"{text} → {shape_text(made)}: larger than both"
    match statement:
        case ast.Assign([ast.Subscript(target)], value):
            whole, put = known(target, space), known(value, space)
            is_whole = isinstance(whole, ndarray) and whole.dtype.kind in "iu"
            if is_whole and getattr(getattr(put, "dtype", None), "kind", _kind(put)) == "f":
                yield f"{brief(target)} holds whole numbers: what comes after the point is lost"


def _divides(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == DIVIDE


def _of_whole_numbers(statement: ast.stmt, space: Space) -> Iterator[Operation]:
    """Yield the operations all of whose operands are whole numbers, with the operands."""
    for node in ast.walk(statement):
        match node:
            case ast.Call(ast.Name(name), [left, right]) if name == DIVIDE:
                found = [left, right]
            case ast.AugAssign(left, ast.Div(), ast.Call(ast.Name(name), [right])) if (
                name == DIVISOR
            ):
                found = [left, right]
            case ast.BinOp(left, ast.FloorDiv(), right):
                found = [left, right]
            case ast.BinOp():
                parts = operands(node)
                found = [*parts[1]] if parts is not None and parts[0] in BOUNDED else []
            case _:
                continue
        if found and all(_is_whole(known(one, space)) for one in found):
            yield node, found


def _rounded(operations: Sequence[Operation], space: Space) -> Iterator[str]:
    """Yield what whole numbers do in silence: they are rounded down, or pass their bounds."""
    for node, parts in operations:
        values = [known(one, space) for one in parts]
        names = [brief(one) for one in parts]
        match node:
            case ast.Call():
                if _loses(*values):
                    yield f"{' / '.join(names)}: Python 2 rounds whole numbers down"
            case ast.AugAssign():
                yield f"{' /= '.join(names)}: Python 2 rounds whole numbers down"
            case ast.BinOp(op=ast.FloorDiv()):
                if any(isinstance(value, ndarray) for value in values) and _loses(*values):
                    yield f"{' // '.join(names)}: whole numbers are rounded down"
            case ast.BinOp():
                sign = operands(node)
                if sign is not None and (text := _passes(sign[0], node, values, space)):
                    yield f"{told(node, space)}: {text}"


def _loses(a: Any, b: Any) -> bool:
    """True when a division of whole numbers leaves a remainder."""
    if not (_is_whole(a) and _is_whole(b)):
        return False
    with errstate(all="ignore"):
        try:
            return bool(asarray(asarray(a) % asarray(b)).any())
        except (TypeError, ValueError):
            return False


def _passes(sign: str, node: ast.BinOp, values: list[Any], space: Space) -> str:
    """Return which bounds the whole numbers of a result would have to pass."""
    if not any(isinstance(value, ndarray) for value in values):
        return ""
    made = known(node, space)
    if not isinstance(made, ndarray) or made.dtype.kind not in "iu" or made.size > MOST:
        return ""
    exact = [asarray(value, dtype=float64) for value in values]
    with errstate(all="ignore"):
        match sign:
            case "+":
                whole = exact[0] + exact[1]
            case "-":
                whole = exact[0] - exact[1]
            case "*":
                whole = exact[0] * exact[1]
            case "**":
                whole = exact[0] ** exact[1]
            case _:
                whole = exact[0] @ exact[1]
    bounds = iinfo(made.dtype)
    beyond = int(((whole < bounds.min) | (whole > bounds.max)).sum())
    if not beyond:
        return ""
    return f"{beyond:,} of {made.size:,} are beyond {made.dtype}, and wrap round"


def _is_whole(value: object) -> bool:
    kind = getattr(getattr(value, "dtype", None), "kind", "i" if isinstance(value, int) else "")
    return kind in ("i", "u", "b")


def _kind(value: object) -> str:
    return "f" if isinstance(value, float) else ""


def _size(shape: tuple[int, ...]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def _odd(name: str, value: object) -> str:
    """Return what is odd about a value that was written."""
    if type(value) is not ndarray:
        return f"{name} is {value}" if isinstance(value, float) and not isfinite(value) else ""
    if value.dtype.kind == "O":
        return f"{name} is an array of objects, not of numbers"
    if value.dtype.kind == "f" and value.size <= MOST:
        lost = value.size - int(isfinite(value).sum())
        if lost:
            return f"{name} has {lost:,} of {value.size:,} numbers that are infinite or nan"
    return ""
