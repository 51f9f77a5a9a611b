"""What is updated in the place of a weight that never is."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from .recording import Version

Versions = Mapping[str, Sequence[Version]]


def instead(label: str, weights: Versions, every: Versions, tree: ast.AST) -> dict[str, Any]:
    """Return what other weights' updates tell of one that is never updated.

    `others` are the parts of the same list, or dictionary, that line `at` updates, in the inner
    loop of line `loop`; `twice` is a weight with two updates, in the lines `lines`. It has
    nothing if there is no such thing.
    """
    whole, bracket, _ = label.rpartition("[")
    others = [one for one in weights if bracket and one.rpartition("[")[0] == whole]
    if others:
        at = every[others[0]][-1].node.line
        loop = loop_around(tree, at, whole.rpartition(".")[2])
        return {"others": others, "at": at, "loop": loop}
    for name in weights:
        lines = [*dict.fromkeys(one.node.line for one in every[name][1:])]
        steps = {one.step for one in every[name][1:]}
        if len(lines) == len(steps) == 2 and every[name][0].node.value.ndim:
            return {"twice": name, "lines": lines}
    return {}


def loop_around(tree: ast.AST, line: int, name: str = "") -> int:
    """Return the line of a loop around a line that is not the only one; else 0.

    That is the one that goes through what has a name, or else the innermost one.
    """
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.For | ast.While)
        and node.lineno < line <= (node.end_lineno or node.lineno)
    ]
    if len(around) < 2:
        return 0
    named = [one.lineno for one in around if isinstance(one, ast.For) and _reads(one.iter, name)]
    return max(named or [one.lineno for one in around])


def _reads(node: ast.expr, name: str) -> bool:
    """True for an expression in which a name, or a member of that name, stands."""
    return any(name in (getattr(one, "id", ""), getattr(one, "attr", "")) for one in ast.walk(node))


def takes_part(tree: ast.AST, line: int) -> bool:
    """True if a line writes into a part of an array that is given by numbers, such as `w[:2]`."""
    targets = [
        target
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign) and node.lineno == line
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    parts = [one.slice for one in targets if isinstance(one, ast.Subscript)]
    return any(not any(isinstance(one, ast.Name) for one in ast.walk(part)) for part in parts)
