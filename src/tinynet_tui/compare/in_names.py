"""A line of the other script in the names of the first."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from .leaves import Leaf
from .matching import Half


def in_names(
    text: str, mine: Half, theirs: Half, names: Mapping[str, str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a line of the other script in the names of the first, and the names exchanged.

    `names` are the targets of the first by those of the other. If a name has none, or stands for
    an array of another shape, there is no such line.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return "", ()
    if "\n" in text or not text.isascii():
        return "", ()
    both = _made_known(mine) & _made_known(theirs)
    one, two = _leaves(mine), _leaves(theirs)
    renamed, places = dict[str, str](), []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or node.id in both:
            continue
        name = names.get(node.id, "")
        if not name.isidentifier() or node.id not in two or name not in one:
            return "", ()
        if one[name].shape != two[node.id].shape:
            return "", ()
        renamed[node.id] = name
        places.append((node.col_offset, node.id, name))
    line = text
    for at, old, new in sorted(places, reverse=True):
        line = line[:at] + new + line[at + len(old) :]
    return line, tuple((new, old) for old, new in renamed.items() if old != new)


def _leaves(half: Half) -> dict[str, Leaf]:
    return {**half.trace.before, **{one.leaf.target: one.leaf for one in half.events}}


def _made_known(half: Half) -> set[str]:
    """Return the names of a script's functions and modules."""
    found: set[str] = set()
    for node in ast.walk(half.side.tree):
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(one.asname or one.name).partition(".")[0] for one in node.names}
    return found
