"""Functions that two lines call, and whether they are the same but for their names."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.Lambda


def unlike_functions(
    mine: tuple[ast.Module, int], theirs: tuple[ast.Module, int]
) -> Iterator[tuple[str, int, str, int]]:
    """Yield the first functions that differ, of those that two lines call in the same order.

    These call others in turn. That is the name and the first line that differs, of the one and
    of the other.
    """
    known, there = (_functions(tree) for tree, _ in (mine, theirs))
    waiting = [*zip(_called(_at(*mine), known), _called(_at(*theirs), there), strict=False)]
    seen: set[int] = set()
    while waiting:
        (name, one), (its, two) = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        bodies = (_body(one), _body(two))
        if (unlike := _unlike(*bodies, one, two)) is not None:
            yield name, unlike[0].lineno, its, unlike[1].lineno
            return
        waiting += zip(_called(bodies[0], known), _called(bodies[1], there), strict=False)


def _unlike(
    mine: Sequence[ast.AST], theirs: Sequence[ast.AST], one: Function, two: Function
) -> tuple[Any, Any] | None:
    """Return the first statements that differ, as deep within others as they do."""
    for a, b in zip(mine, theirs, strict=False):
        if _form(a, one) == _form(b, two):
            continue
        inner: list[Any] = [getattr(node, "body", None) for node in (a, b)]
        heads = [_form(_head(node), function) for node, function in ((a, one), (b, two))]
        if all(isinstance(body, list) for body in inner) and heads[0] == heads[1]:
            return _unlike(inner[0], inner[1], one, two) or (a, b)
        return a, b
    return None


def _head(node: ast.AST) -> ast.AST:
    """Return a statement without those that stand in it."""
    if not isinstance(getattr(node, "body", None), list):
        return node
    alike = copy.copy(node)
    alike.body = []  # type: ignore[attr-defined]
    return alike


def _functions(tree: ast.Module) -> dict[str, list[Function]]:
    """Return the functions of a script by their names; several methods may have the same."""
    known: dict[str, list[Function]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name):
                known.setdefault(name, []).append(node)
            case ast.Assign([ast.Name(name)], ast.Lambda() as function):
                known.setdefault(name, []).append(function)
    return known


def _at(tree: ast.Module, line: int) -> list[ast.AST]:
    """Return the simple statement in a line."""
    at = (one for one in ast.walk(tree) if isinstance(one, ast.stmt) and one.lineno == line)
    return [one for one in at if not hasattr(one, "body")]


def _called(
    nodes: Sequence[ast.AST], known: Mapping[str, list[Function]]
) -> list[tuple[str, Function]]:
    """Return the functions of a script that some statements call, in the order of the text."""
    calls = [call for one in nodes for call in ast.walk(one) if isinstance(call, ast.Call)]
    names = []
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        match call.func:
            case ast.Name(name) | ast.Attribute(attr=name) if name in known:
                names.append(name)
    return [(name, function) for name in names for function in known[name]]


def _body(function: Function) -> Sequence[ast.stmt | ast.expr]:
    if isinstance(function, ast.Lambda):
        return [function.body]
    first = function.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.body[is_text and len(function.body) > 1 :]


def _form(node: ast.AST, function: Function) -> str:
    """Return a statement in a form that does not depend on names of arguments and functions."""
    arguments = [one.arg for one in function.args.args if one.arg != "self"]
    found = ast.dump(node.value if isinstance(node, ast.Return) and node.value else node)
    for number, name in enumerate(arguments):
        found = found.replace(f"id='{name}'", f"id={number}")
    return found
