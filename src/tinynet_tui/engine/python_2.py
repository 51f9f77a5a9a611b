"""Python 2 text as Python 3, line by line the same."""

from __future__ import annotations

import ast
import logging
from typing import Any

FIXES = (
    "apply basestring dict except exec execfile filter funcattrs has_key imports input intern isinstance "
    "itertools itertools_imports long map methodattrs ne next nonzero numliterals operator paren "
    "print raise raw_input reduce repr set_literal standarderror sys_exc throw tuple_params types "
    "unicode urllib xrange xreadlines zip"
)
"""Those of fissix's fixers that keep every line where it is."""
DIVIDE = "__tinynet_divide__"
"""The function that takes the place of Python 2's `/`."""


def converted(text: str) -> str:
    """Return a Python 2 text as Python 3; SyntaxError if it is not Python 2."""
    from fissix import refactor  # type: ignore[import-untyped]
    from fissix.pgen2.parse import ParseError  # type: ignore[import-untyped]
    from fissix.pgen2.tokenize import TokenError  # type: ignore[import-untyped]

    logging.getLogger("RefactoringTool").setLevel(logging.CRITICAL)
    fixers = [f"fissix.fixes.fix_{name}" for name in FIXES.split()]
    try:
        tree = refactor.RefactoringTool(fixers).refactor_string(f"{text}\n", "script")
    except (ParseError, TokenError, IndentationError) as error:
        raise SyntaxError(str(error)) from None
    return str(tree)


def with_old_division(tree: ast.Module) -> ast.Module:
    """Return a tree in which `/` of two whole numbers rounds down, as in Python 2."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            if any(alias.name == "division" for alias in node.names):
                return tree
    return ast.fix_missing_locations(_Division().visit(tree))


class _Division(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        name = ast.Name(DIVIDE, ast.Load())
        return ast.copy_location(ast.Call(name, [node.left, node.right], []), node)


def divide(a: Any, b: Any) -> Any:
    """Return `a / b` as Python 2 had it: rounded down where both are whole numbers."""
    return a // b if _is_whole(a) and _is_whole(b) else a / b


def _is_whole(value: object) -> bool:
    return isinstance(value, int) or getattr(getattr(value, "dtype", None), "kind", "") in "biu"
