"""What an operation worked with: its operands and their shapes.

This runs in the script's process. It evaluates again only what is known to change nothing, and
what it calls is bound when it is imported.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from itertools import zip_longest
from types import TracebackType
from typing import Any, NamedTuple

from numpy import errstate, generic, ndarray

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
    *("uint8", "uint16", "uint32", "int8", "int16", "int32", "int64", "float32", "float64"),
    *("array", "asarray", "astype", "floor_divide", "subtract", "add"),
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


class Space(NamedTuple):
    """The variables with which an expression is evaluated."""

    local: Mapping[str, Any]
    shared: dict[str, Any]


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
        space = Space(last.tb_frame.f_locals, last.tb_frame.f_globals)
        where = [*last.tb_frame.f_code.co_positions()][last.tb_lasti // 2]
        for node in ast.walk(tree):
            if _place(node) == where and (text := told(node, space)):
                return text
    except Exception:
        return ""
    return ""


def _place(node: ast.AST) -> tuple[int | None, ...]:
    names = ("lineno", "end_lineno", "col_offset", "end_col_offset")
    return tuple(getattr(node, name, None) for name in names)


def told(node: ast.AST, space: Space) -> str:
    """Return an operation with the shapes of its operands."""
    parts = operands(node)
    if parts is None:
        return ""
    sign, nodes = parts
    values = [known(one, space) for one in nodes]
    if all(value is None for value in values):
        return ""
    both = [f"{brief(one)}{_form(value)}" for one, value in zip(nodes, values, strict=True)]
    text = f" {sign} ".join(both) if len(both) == 2 else f"{sign}({', '.join(both)})"
    return text + _difference(sign, values)


def operands(node: ast.AST) -> tuple[str, list[ast.expr]] | None:
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


def known(node: ast.expr, space: Space) -> object:
    """Return the value of an expression; None if it cannot be told."""
    try:
        return value_of(node, space)
    except Unknown:
        return None


def value_of(node: ast.expr, space: Space) -> Any:
    """Return the value of an expression; Unknown if that may change more."""
    local, shared = space
    size = 0
    for inner in ast.walk(node):
        match inner:
            case ast.Call(ast.Attribute(attr=name) | ast.Name(name)) if name in PURE:
                pass
            case ast.Call():
                raise Unknown
            case ast.Name(name):
                value = local.get(name, shared.get(name))
                size += value.size if isinstance(value, ndarray) else 0
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


def brief(node: ast.expr) -> str:
    """Return the text of an expression, cut if it is long."""
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
