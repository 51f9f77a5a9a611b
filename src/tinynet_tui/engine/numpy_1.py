"""What NumPy did in Python 2's time with an array of a single number: it was that number.

`"%f" % l2`, `float(l2)`, `math.exp(l2)` and `rows[0][1] = l2` took it; today they raise TypeError.
It also had names that are gone, such as `np.float`.
"""

from __future__ import annotations

import ast
import re
from types import ModuleType
from typing import Any

import numpy as np
from numpy import ndarray

SINGLE, FORMAT, FITTING = (f"__tinynet_{name}__" for name in ("single", "format", "fitting"))
FIELD = re.compile(r"%(?:\([^)]*\))?[-+ #0]*[\d.*]*[hlL]*([A-Za-z%])")
NUMBERS = "diouxXeEfFgG"
"""The forms of a text that want a number."""
GONE: dict[str, Any] = {
    **{"float": float, "int": int, "bool": bool, "complex": complex, "object": object, "str": str},
    **{"long": int, "float_": np.float64, "complex_": np.complex128, "string_": np.bytes_},
    **{"NaN": np.nan, "NAN": np.nan, "Inf": np.inf, "Infinity": np.inf, "infty": np.inf},
    **{"product": np.prod, "cumproduct": np.cumprod, "sometrue": np.any, "alltrue": np.all},
    **{"mat": np.asmatrix, "rank": np.ndim, "row_stack": np.vstack, "round_": np.round},
}
"""Names that NumPy had."""


def take_singles(tree: ast.Module) -> None:
    """Have a script take an array of one number for the number where only that will do."""
    ast.fix_missing_locations(_Singles().visit(tree))


def install(builtins: ModuleType) -> None:
    """Give a script the functions that `take_singles` has it call, and the names NumPy had."""
    vars(builtins).update({SINGLE: single, FORMAT: formatted, FITTING: fitting})
    vars(np).update({name: value for name, value in GONE.items() if name not in vars(np)})


class _Singles(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node.func:
            case ast.Name("float" | "int") | ast.Attribute(ast.Name("math")):
                node.args = [
                    one if isinstance(one, ast.Starred) else _call(SINGLE, one) for one in node.args
                ]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return _call(FORMAT, node.left, node.right) if isinstance(node.op, ast.Mod) else node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        self.generic_visit(node)
        match node.targets:
            case [ast.Subscript(ast.Name() | ast.Attribute() | ast.Subscript() as whole)]:
                read = ast.parse(ast.unparse(whole), mode="eval").body
                for one in ast.walk(read):
                    ast.copy_location(one, whole)
                node.value = _call(FITTING, node.value, read)
        return node


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), [*arguments], [])
    return ast.copy_location(call, arguments[0])


def single(value: Any) -> Any:
    """Return the number in an array that has only one; anything else as it is."""
    return value.reshape(())[()] if type(value) is ndarray and value.size == 1 else value


def formatted(text: Any, values: Any) -> Any:
    """Return `text % values`."""
    try:
        return text % values
    except TypeError:
        if not isinstance(text, str):
            raise
    parts = values if isinstance(values, tuple) else (values,)
    forms = [form for form in FIELD.findall(text) if form != "%"]
    if len(forms) != len(parts):
        return text % values
    wanted = zip(forms, parts, strict=True)
    return text % tuple(single(part) if form in NUMBERS else part for form, part in wanted)


def fitting(value: Any, whole: object) -> Any:
    """Return what is to be put into a part of something: a number into a place for one."""
    is_array = isinstance(whole, ndarray) and whole.dtype.kind != "O"
    return single(value) if is_array else value
