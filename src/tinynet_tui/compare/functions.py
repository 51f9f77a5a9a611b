"""Functions that two lines call, and whether they are the same but for their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence


def unlike_functions(
    mine: tuple[ast.Module, int], theirs: tuple[ast.Module, int]
) -> Iterator[tuple[str, int, str, int]]:
    """Yield the functions, called by two lines in the same order, that differ.

    That is the name and the first line that differs, of the one and of the other.
    """
    for (name, one), (its, two) in zip(_called(*mine), _called(*theirs), strict=False):
        pairs = zip(_body(one), _body(two), strict=False)
        unlike = next(((a, b) for a, b in pairs if _form(a, one) != _form(b, two)), None)
        if unlike is not None:
            yield name, unlike[0].lineno, its, unlike[1].lineno
            return


def _called(tree: ast.Module, line: int) -> list[tuple[str, ast.FunctionDef | ast.Lambda]]:
    """Return the functions of a script that one of its lines calls, in the order of the text."""
    known: dict[str, ast.FunctionDef | ast.Lambda] = {}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name):
                known[name] = node
            case ast.Assign([ast.Name(name)], ast.Lambda() as function):
                known[name] = function
    at = (one for one in ast.walk(tree) if isinstance(one, ast.stmt) and one.lineno == line)
    calls = [
        node
        for one in at
        if not hasattr(one, "body")
        for node in ast.walk(one)
        if isinstance(node, ast.Call)
    ]
    names = []
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        match call.func:
            case ast.Name(name) | ast.Attribute(attr=name) if name in known:
                names.append(name)
    return [(name, known[name]) for name in names]


def _body(function: ast.FunctionDef | ast.Lambda) -> Sequence[ast.stmt | ast.expr]:
    if isinstance(function, ast.Lambda):
        return [function.body]
    first = function.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.body[is_text and len(function.body) > 1 :]


def _form(node: ast.AST, function: ast.FunctionDef | ast.Lambda) -> str:
    """Return a statement in a form that does not depend on names of arguments and functions."""
    arguments = [one.arg for one in function.args.args if one.arg != "self"]
    found = ast.dump(node.value if isinstance(node, ast.Return) and node.value else node)
    for number, name in enumerate(arguments):
        found = found.replace(f"id='{name}'", f"id={number}")
    return found
