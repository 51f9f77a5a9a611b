"""The lines that call the function in which a step stands."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from .tape import Node


def calls(first: Node, nodes: Sequence[Node], good: Container[int]) -> dict[str, Any]:
    """Return the `call` of the function of a node, by its line, if others call that function, too.

    The `right_call` is one of those, for which the same line gives one of the `good` nodes.
    """
    others = [
        one
        for one in nodes
        if (one.line, one.name) == (first.line, first.name) and one.outer not in (0, first.outer)
    ]
    if not others or not first.outer:
        return {}
    right = next((one.outer for one in others if one.index in good), 0)
    return {"call": first.outer, "right_call": right}
