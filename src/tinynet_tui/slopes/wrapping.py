"""Arrays that are recorded, and the plain ones in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from .tape import PRESENT, Node, plain


def bare(value: Any) -> Any:
    """Return a value without recording arrays, in lists and tuples too."""
    if isinstance(value, PRESENT.kind):
        return plain(value)
    if type(value) in (list, tuple) and any(
        isinstance(one, (PRESENT.kind, list, tuple)) for one in value
    ):
        return type(value)(bare(one) for one in value)
    return value


def node_of(value: Any) -> Node:
    """Return the node of an operand; of a plain number or array, a new one."""
    if isinstance(value, PRESENT.kind):
        return PRESENT.tape.node(value)
    if isinstance(value, np.ndarray):
        return PRESENT.tape.node(value)
    node = PRESENT.tape.add("number", value)
    node.made = PRESENT.tape.is_in_text(node)
    return node


def wrapped(value: Any, node: Node) -> Any:
    """Return a result as an array that goes on being recorded."""
    if node.value.dtype.kind == "b" and not node.value.ndim:
        return node.value[()]
    array = np.asarray(value)
    if array.dtype.kind not in "biufc":
        return value
    result = array.view(PRESENT.kind)
    PRESENT.tape.hold(result, node)
    return result


def made(array: Any) -> Any:
    """Return an array that the script has just made, so that it is recorded."""
    if type(array) is not np.ndarray or array.dtype.kind not in "biufc":
        return array
    result = array.view(PRESENT.kind)
    PRESENT.tape.node(result).made = True
    return result
