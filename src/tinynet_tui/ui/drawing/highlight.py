"""The script's source text in styles: its variables, and what is done with them."""

from __future__ import annotations

import re
from functools import lru_cache

from tinynet_tui.ui.canvas.canvas import Row

TOKEN = re.compile(r"(?P<call>[A-Za-z_]\w*(?=\())|(?P<name>[A-Za-z_]\w*)|(?P<other>.)", re.ASCII)


@lru_cache(maxsize=64)
def highlighted(source: str, kind: str = "done") -> Row:
    """Return a line of the script as runs.

    The `current` line has the variable that it assigns and its operands bold; one that is `done`
    has them brighter than functions and operators; one `to come` is dim.
    """
    if kind == "to come":
        return ((source, "muted"),)
    runs = []
    for match in TOKEN.finditer(source):
        group = match.lastgroup or "other"
        if group == "name" and source[match.start() - 1 : match.start()] == ".":
            group = "other"  # the T of a transposed matrix
        runs.append((match[0], _style(group, kind)))
    return tuple(runs)


def _style(group: str, kind: str) -> str:
    if kind == "current":
        return "strong" if group == "name" else "text"
    return "text" if group == "name" else "muted"
