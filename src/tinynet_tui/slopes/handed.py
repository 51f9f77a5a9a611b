"""Lines that hand a slope on as it is, where something may be missing."""

from __future__ import annotations

import ast

from .tape import Node

HOOK = "__tinynet_"
"""In the names that only the trainer's own calls have."""


def handed_on(tree: ast.AST, slope: Node, first: Node) -> int:
    """Return the line that gives a slope another name or shape only, before it is used; else 0.

    The slope goes into the node `first`. In between a line such as `dz = da` or
    `dz = da.reshape(3, 4)` may have to multiply it.
    """
    while slope.name == "move" and len(slope.parents) == 1:
        if slope.line != first.line and slope.step < first.step + (slope.line < first.line):
            return slope.line
        slope = slope.parents[0]
    assigned = [
        (one.lineno, _key(target), _key(one.value))
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign)
        for target in one.targets
    ]
    reads = {
        _key(one)
        for statement in ast.walk(tree)
        if isinstance(statement, ast.stmt) and _around(statement, first.line)
        for one in ast.walk(statement)
        if isinstance(one, ast.expr) and getattr(one, "ctx", None).__class__ is ast.Load
    }
    between = [
        line
        for line, target, value in assigned
        if slope.line <= line < first.line and target in reads and target and value
    ]
    return max(between, default=0)


def _around(statement: ast.stmt, line: int) -> bool:
    """True for the plain statement that stands in a line, and is no hook of the trainer."""
    is_there = statement.lineno <= line <= (statement.end_lineno or statement.lineno)
    return is_there and not hasattr(statement, "body") and HOOK not in ast.unparse(statement)


def _key(node: ast.expr) -> str:
    """Return what a name, a member or a part is called; nothing for what computes."""
    is_name = isinstance(node, ast.Name | ast.Attribute | ast.Subscript)
    computes = (ast.Call, ast.BinOp)
    return (
        ast.unparse(node)
        if is_name and not any(isinstance(one, computes) for one in ast.walk(node))
        else ""
    )
