"""Which function of a script a line stands in, and what it gives a value there."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

Span: TypeAlias = tuple[str, int, int]
"""A name, and the first and last line of what it stands for."""


def functions(tree: ast.Module, loop: int | None) -> list[Span]:
    """Return the functions of a script but for the one in which its loop stands.

    A method is told with its class only if another function has the same name.
    """
    found = [*_within(tree, "")]
    alike = Counter(name.rpartition(".")[2] for name, _, _ in found)
    around = [one for one in found if loop is not None and one[1] <= loop <= one[2]]
    return [
        (name if alike[short := name.rpartition(".")[2]] > 1 else short, first, last)
        for name, first, last in found
        if (name, first, last) not in around
    ]


def assigned(tree: ast.Module) -> list[Span]:
    """Return what the statements in the functions of a script give a value."""
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.stmt)
    }
    return [
        (ast.unparse(one), node.lineno, node.end_lineno or node.lineno)
        for node in sorted(inside, key=lambda node: (node.lineno, node.col_offset))
        for target in _targets(node)
        for one in _single(target)
    ]


def _targets(statement: ast.stmt) -> list[ast.expr]:
    """Return the targets of a statement."""
    match statement:
        case ast.Assign(targets):
            return targets
        case ast.AugAssign() | ast.AnnAssign(value=ast.expr()):
            return [statement.target]
    return []


def _single(target: ast.expr) -> Iterator[ast.expr]:
    """Yield the variables and attributes to which a target gives a value."""
    match target:
        case ast.Name() | ast.Attribute():
            yield target
        case ast.Tuple(parts) | ast.List(parts):
            for part in parts:
                yield from _single(part)
        case ast.Starred(part):
            yield from _single(part)


def called(tree: ast.Module) -> list[Span]:
    """Return what a script calls, each time by the last part of its name."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name(name) | ast.Attribute(attr=name)):
                found.append((name, node.lineno, node.end_lineno or node.lineno))
    return found


def numbers(tree: ast.Module) -> list[tuple[float, int]]:
    """Return the numbers with a point in a script's text, each with its line."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(float() as value):
                found.append((value, node.lineno))
    return sorted(found, key=lambda one: one[1])


def _within(node: ast.AST, name: str) -> Iterator[Span]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from _within(child, name)
            continue
        inner = f"{name}.{child.name}" if name else child.name
        if isinstance(child, ast.FunctionDef):
            yield inner, child.lineno, child.end_lineno or child.lineno
            inner = ""
        yield from _within(child, inner)
