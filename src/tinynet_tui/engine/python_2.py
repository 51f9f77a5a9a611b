"""Python 2 text as Python 3, line by line the same."""

from __future__ import annotations

import ast
import logging
import string
import time
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from types import ModuleType
from typing import Any

from numpy import floor_divide

FIXES = (
    "apply basestring dict except exec execfile filter funcattrs has_key imports input intern "
    "isinstance itertools itertools_imports long map methodattrs ne next nonzero numliterals "
    "operator paren print raise raw_input reduce repr set_literal standarderror sys_exc throw "
    "tuple_params types unicode urllib xrange xreadlines zip"
)
"""Those of fissix's fixers that keep every line where it is."""
NAMED = (
    "apply basestring except exec execfile filter has_key input intern isinstance itertools map "
    "next nonzero operator raise raw_input reduce throw types urllib xreadlines zip"
)
"""Those that only change a text with the word after which they are named."""
WORDS = {"itertools_imports": "itertools", "set_literal": "set", "xrange": "range"}
"""The words of others."""
DIVIDE, DIVISOR = "__tinynet_divide__", "__tinynet_divisor__"
"""The functions that take the place of Python 2's `/`, and of what stands after its `/=`."""
WHOLE = frozenset("biu")
"""NumPy's kinds of whole numbers, truth values among them."""
STRING_FUNCTIONS = "lower upper strip lstrip rstrip split replace find count capitalize zfill"
"""Functions of Python 2's module `string` that are methods now."""


def converted(text: str) -> str:
    """Return a Python 2 text as Python 3; SyntaxError if it is not Python 2."""
    from fissix import refactor
    from fissix.fixes.fix_imports import MAPPING
    from fissix.pgen2.parse import ParseError
    from fissix.pgen2.tokenize import TokenError

    logging.getLogger("RefactoringTool").setLevel(logging.CRITICAL)
    words = {**WORDS, **{name: name for name in NAMED.split()}}
    idle = {name for name, word in words.items() if word not in text}  # each takes a while to load
    if not any(name.partition(".")[0] in text for name in MAPPING):
        idle.add("imports")
    fixers = [f"fissix.fixes.fix_{name}" for name in FIXES.split() if name not in idle]
    try:
        tree = refactor.RefactoringTool(fixers).refactor_string(f"{text}\n", "script")
    except (ParseError, TokenError, IndentationError) as error:
        raise SyntaxError(str(error)) from None
    return str(tree)


def divide_as_before(tree: ast.Module) -> None:
    """Have `/` of two whole numbers round down, as in Python 2."""
    if not divides_anew(tree):
        ast.fix_missing_locations(_Division().visit(tree))


def divides_anew(tree: ast.Module) -> bool:
    """True when a script asks for the division of Python 3."""
    future = [one for one in tree.body if isinstance(one, ast.ImportFrom)]
    return any(alias.name == "division" for one in future for alias in one.names)


class _Division(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return _call(DIVIDE, node.left, node.right) if isinstance(node.op, ast.Div) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            node.value = _call(DIVISOR, node.value)
        return node


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), [*arguments], [])
    return ast.copy_location(call, arguments[0])


def install(builtins: ModuleType) -> None:
    """Give a script's built-in functions, and the modules `string` and `time`, what they had."""
    vars(builtins).update({DIVIDE: divide, DIVISOR: Divisor, "round": rounded})
    for name in STRING_FUNCTIONS.split():
        setattr(string, name, getattr(str, name))
    vars(string).update(join=joined, letters=string.ascii_letters, atoi=int, atof=float)
    vars(time).setdefault("clock", time.process_time)


def divide(a: Any, b: Any) -> Any:
    """Return `a / b` as Python 2 had it: rounded down where both are whole numbers."""
    return a // b if _is_whole(a) and _is_whole(b) else a / b


class Divisor:
    """What `a /= b` divides by: an array in place, anything else as `divide` does."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __rtruediv__(self, a: Any) -> Any:
        return divide(a, self.value)

    def __array_ufunc__(self, ufunc: Any, method: str, a: Any, _: object, **more: Any) -> Any:
        whole = _is_whole(a) and _is_whole(self.value)
        return (floor_divide if whole else ufunc)(a, self.value, **more)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) or getattr(getattr(value, "dtype", None), "kind", None) in WHOLE


def rounded(value: Any, digits: int = 0) -> float:
    """Return a number rounded as in Python 2: a half away from zero, as a float."""
    number = float(value)
    if not isfinite(number):
        return number
    return float(Decimal(number).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def joined(words: Iterable[str], separator: str = " ") -> str:
    """Return words as one text: Python 2's `string.join`."""
    return separator.join(words)
