"""What an operation worked with: its operands, their shapes, and what NumPy does in silence.

This runs in the script's process. It evaluates again only what is known to change nothing, and
what it calls is bound when it is imported.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from types import FrameType, TracebackType
from typing import Any

from numpy import broadcast_shapes, errstate, generic, isfinite, ndarray

from .python_2 import DIVIDE

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
}
PRODUCTS = ("dot", "matmul")
PURE = {
    *("dot", "matmul", "multiply", "outer", "exp", "tanh", "log", "sqrt", "square", "power"),
    *("sum", "mean", "abs", "absolute", "maximum", "minimum", "sign", "where", "transpose"),
    *(DIVIDE, "reshape", "ravel", "flatten", "round", "clip", "max", "min", "atleast_2d", "argmax"),
}
"""Functions and methods that change nothing."""
SAFE = (
    *(ast.Name, ast.Constant, ast.Attribute, ast.BinOp, ast.UnaryOp, ast.Subscript, ast.Slice),
    *(ast.Tuple, ast.List, ast.Compare, ast.Call, ast.keyword, ast.expr_context, ast.operator),
    *(ast.unaryop, ast.cmpop),
)
MOST = 1 << 16
"""The most numbers of arrays with which something is evaluated again."""
LONGEST = 40


class Unknown(Exception):
    """The value of an expression cannot be told without running it again."""


def failed(tree: ast.Module, trace: TracebackType, file: str) -> str:
    """Return the operands of the operation that raised an exception; nothing if unknown."""
    last: TracebackType | None = None
    inner: TracebackType | None = trace
    while inner is not None:
        last = inner if inner.tb_frame.f_code.co_filename == file else last
        inner = inner.tb_next
    if last is None:
        return ""
    try:
        where = [*last.tb_frame.f_code.co_positions()][last.tb_lasti // 2]
        for node in ast.walk(tree):
            if _place(node) == where and (text := _told(node, last.tb_frame)):
                return text
    except Exception:
        return ""
    return ""


def _place(node: ast.AST) -> tuple[int | None, ...]:
    names = ("lineno", "end_lineno", "col_offset", "end_col_offset")
    return tuple(getattr(node, name, None) for name in names)


def _told(node: ast.AST, frame: FrameType) -> str:
    parts = _operands(node)
    if parts is None:
        return ""
    sign, nodes = parts
    values = [_known(one, frame) for one in nodes]
    if all(value is None for value in values):
        return ""
    told = [f"{_brief(one)}{_form(value)}" for one, value in zip(nodes, values, strict=True)]
    text = f" {sign} ".join(told) if len(told) == 2 else f"{sign}({', '.join(told)})"
    return text + _difference(sign, values)


def _operands(node: ast.AST) -> tuple[str, list[ast.expr]] | None:
    """Return the sign and the operands of an operation."""
    match node:
        case ast.BinOp(left, sign, right):
            return SIGNS.get(type(sign), "?"), [left, right]
        case ast.AugAssign(target, sign, value):
            return SIGNS.get(type(sign), "?") + "=", [target, value]
        case ast.Call(ast.Attribute(ast.Name(module), name), [first, second]) if module in (
            "np",
            "numpy",
        ):
            return "@" if name in PRODUCTS else f"np.{name}", [first, second]
        case ast.Call(ast.Name(name), [first, second]) if name in PURE:
            return "@" if name in PRODUCTS else name, [first, second]
        case ast.Call(ast.Attribute(owner, name), [first]) if name in PRODUCTS:
            return "@", [owner, first]
        case ast.Subscript(value, index) if not isinstance(index, ast.Slice):
            return "at", [value, index]
    return None


def _known(node: ast.expr, frame: FrameType) -> object:
    try:
        return value_of(node, frame)
    except Unknown:
        return None


def value_of(node: ast.expr, frame: FrameType) -> Any:
    """Return the value of an expression where a frame stands; Unknown if that may change more."""
    local, shared = frame.f_locals, frame.f_globals
    size = 0
    for inner in ast.walk(node):
        match inner:
            case ast.Call(ast.Attribute(attr=name) | ast.Name(name)) if name in PURE:
                pass
            case ast.Call():
                raise Unknown
            case ast.Name(name):
                size += getattr(local.get(name, shared.get(name)), "size", 0) or 0
            case _ if not isinstance(inner, SAFE):
                raise Unknown
    if size > MOST and not isinstance(node, ast.Name | ast.Attribute):
        raise Unknown
    try:
        code = compile(ast.fix_missing_locations(ast.Expression(_loaded(node))), "?", "eval")
        with errstate(all="ignore"):
            return eval(code, shared, local)
    except Exception:
        raise Unknown from None


def _loaded(node: ast.expr) -> ast.expr:
    """Return an expression to be read, also if it is written where it stands."""
    return ast.parse(ast.unparse(node), mode="eval").body


def _brief(node: ast.expr) -> str:
    text = ast.unparse(node)
    text = f"({text})" if isinstance(node, ast.BinOp) else text
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _form(value: object) -> str:
    """Return the shape of a value, or what it is, behind its name."""
    if isinstance(value, ndarray):
        return f" {shape_text(value.shape)}"
    if isinstance(value, list | tuple):
        return f" ({len(value)} of them)"
    if isinstance(value, int | float | generic):
        return f" ({value!s:.12})"
    return "" if value is None else f" ({type(value).__name__})"


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as it is read: `(4×1)`, `(4,)`."""
    return f"({shape[0]},)" if len(shape) == 1 else f"({'×'.join(map(str, shape))})"


def _difference(sign: str, values: list[object]) -> str:
    """Return which sizes should have been the same."""
    shapes = [value.shape for value in values if isinstance(value, ndarray) and value.shape]
    if len(shapes) != 2:
        return ""
    left, right = shapes
    if sign == "@":
        pairs = [(left[-1], right[-2] if len(right) > 1 else right[-1])]
        differ = [pair for pair in pairs if pair[0] != pair[1]]
    else:
        pairs = [*zip_longest(reversed(left), reversed(right), fillvalue=1)]
        differ = [pair for pair in pairs if pair[0] != pair[1] and 1 not in pair]
    return f": {differ[0][0]} and {differ[0][1]} differ" if differ else ""


class Silent:
    """Finds what NumPy does without a word in the steps of a loop."""

    def __init__(self, statements: list[ast.stmt], names: list[list[str]]) -> None:
        """The statements are the loop's steps, and the names what each of them writes."""
        self._statements, self._names = statements, names
        self._known: dict[object, list[str]] = {}

    def found(self, number: int, frame: FrameType, values: Mapping[str, object]) -> list[str]:
        """Return what is odd in a step that has just been run."""
        statement = self._statements[number]
        forms = tuple((name, _signature(value)) for name, value in values.items())
        key = (number, forms)
        if key not in self._known:
            if len(self._known) > 1 << 10:
                self._known.clear()
            self._known[key] = [*dict.fromkeys(_grown(statement, frame))]
        return self._known[key] + [
            text for name in self._names[number] if (text := _odd(name, values.get(name)))
        ]


def _signature(value: object) -> object:
    if type(value) is ndarray:
        return value.shape, value.dtype.str
    return type(value)


def _grown(statement: ast.stmt, frame: FrameType) -> Iterator[str]:
    """Yield the broadcasts that make an array larger than both, and numbers that are cut off."""
    for node in ast.walk(statement):
        match node:
            case ast.Call(ast.Name(name), [left, right]) if name == DIVIDE:
                if all(_is_whole(_known(side, frame)) for side in (left, right)):
                    division = f"{_brief(left)} / {_brief(right)}"
                    yield f"{division}: Python 2 rounds whole numbers down"
        parts = _operands(node) if isinstance(node, ast.BinOp | ast.AugAssign) else None
        if parts is None or parts[0] == "@":
            continue
        values = [_known(one, frame) for one in parts[1]]
        shapes = [value.shape for value in values if isinstance(value, ndarray)]
        if len(shapes) == 2:
            try:
                made = broadcast_shapes(*shapes)
            except ValueError:
                continue
            if _size(made) > max(map(_size, shapes)):
                yield f"{_told(node, frame)} → {shape_text(made)}: larger than both"
    match statement:
        case ast.Assign([ast.Subscript(target)], value):
            whole, put = _known(target, frame), _known(value, frame)
            is_whole = isinstance(whole, ndarray) and whole.dtype.kind in "iu"
            if is_whole and getattr(getattr(put, "dtype", None), "kind", _kind(put)) == "f":
                yield f"{_brief(target)} holds whole numbers: what comes after the point is lost"


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
        return f"{name} is {value}" if type(value) is float and not isfinite(value) else ""
    if value.dtype.kind == "O":
        return f"{name} is an array of objects, not of numbers"
    if value.dtype.kind == "f" and value.size <= MOST:
        lost = value.size - int(isfinite(value).sum())
        if lost:
            return f"{name} has {lost:,} of {value.size:,} numbers that are infinite or nan"
    return ""
