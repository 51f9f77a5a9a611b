"""The script's source text, with its variables highlighted."""

from __future__ import annotations

import re
from functools import lru_cache

from tinynet_tui.ui.canvas.canvas import Row

TOKEN = re.compile(r"(?P<call>[A-Za-z_]\w*(?=\())|(?P<name>[A-Za-z_]\w*)|(?P<other>.)", re.ASCII)


@lru_cache(maxsize=64)
def highlighted(source: str, kind: str = "done") -> Row:
    """Return a line of the script as spans.

    In the `current` line the variables are bold, in one that is `done` they are brighter than
    functions and operators; a line `to come` is dim.
    """
    if kind == "to come":
        return ((source, "muted"),)
    spans = []
    for match in TOKEN.finditer(source):
        group = match.lastgroup or "other"
        if group == "name" and source[match.start() - 1 : match.start()] == ".":
            group = "other"  # the T of a transposed matrix
        spans.append((match[0], _style(group, kind)))
    return tuple(spans)


def _style(group: str, kind: str) -> str:
    if kind == "current":
        return "strong" if group == "name" else "text"
    return "text" if group == "name" else "muted"
