"""What a script computes of an error, and nothing uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from .slopes import ancestors, hot
from .tape import Node

SLOPE = re.compile(r".*(grad|delta|slope)|d_?[a-z]\d*$", re.IGNORECASE)
"""What a slope is called, where it is a single number."""
OF = re.compile(r"d_?(\w+)", re.IGNORECASE)
"""So is `d` with the name of what it is the slope at."""


def unused(
    tree: ast.AST, nodes: Sequence[Node], errors: Sequence[Node], ends: Sequence[Node]
) -> Iterator[tuple[str, int]]:
    """Yield the names that are given what depends on an error and are never read, with the line.

    The `ends` are the updated weights.
    """
    names = [one for one in ast.walk(tree) if isinstance(one, ast.Name)]
    read = {one.id for one in names if isinstance(one.ctx, ast.Load)}
    known = {one.id.lower() for one in names} | {
        one.attr.lower() for one in ast.walk(tree) if isinstance(one, ast.Attribute)
    }
    behind = hot(nodes, [one.index for one in errors])
    used = ancestors(ends, frozenset())
    for node in ast.walk(tree):
        match node:
            case ast.Assign([ast.Name(name)]) if name not in read and not name.startswith("_"):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                made = [one for one in nodes if one.index in behind and one.line in lines]
                is_used = any(one.index in used for one in made)
                if made and not is_used and (made[-1].value.size > 1 or _is_slope(name, known)):
                    yield name, node.lineno


def _is_slope(name: str, known: set[str]) -> bool:
    of = OF.fullmatch(name)
    return bool(SLOPE.match(name)) or (of is not None and of[1].lower() in known)
