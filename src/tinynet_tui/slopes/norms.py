"""The size of slopes, by which all of them may be multiplied: it belongs to no weight alone."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from .tape import Node


def sizes(before: Mapping[int, Node], behind: Container[int]) -> set[int]:
    """Return the single numbers that are made of the size of slopes, such as by cutting off."""
    norms: set[int] = set()
    for index in sorted(at for at in before if at in behind):
        node = before[index]
        is_size = node.name in ("sqrt", "norm") or any(one.index in norms for one in node.parents)
        if node.value.size == 1 and is_size:
            norms.add(index)
    return norms


def going_by(before: Mapping[int, Node], compared: Sequence[Node], norms: set[int]) -> set[int]:
    """Return the nodes that come after the errors, but not only by the size of slopes."""
    going = {one.index for one in compared}
    for index in sorted(before):
        if any(one.index in going and one.index not in norms for one in before[index].parents):
            going.add(index)
    return going
