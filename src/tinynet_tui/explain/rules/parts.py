"""Parts of arrays, lists and dictionaries."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from tinynet_tui.engine.values import Value

from .called import Calls
from .moved import Moved
from .nodes import Constant, Node, UnknownError
from .things import Keyed, Listed, Literal, Scope, Several, Thing


class Parts(Calls):
    """Reads parts, given what a variable's value is."""

    @abstractmethod
    def of_value(self, label: str, value: Value) -> Thing:
        """Return what a variable's value is."""

    def part(self, whole: Thing, index: ast.expr, scope: Scope, text: str) -> Thing:
        """Return a part of a list or of an array."""
        match whole:
            case Listed(label, value):
                key = self.key(index, scope)
                for at, part in enumerate(value.parts):
                    if value.key(at) == f"[{key!r}]":
                        return self.of_value(label + value.key(at), part)
                if isinstance(key, int) and -value.shape[0] <= key < 0 and not value.keys:
                    at = key + value.shape[0]
                    if at < len(value.parts):
                        return self.of_value(label + value.key(at), value.parts[at])
            case Keyed(known):
                key = self.key(index, scope)
                if key in known:
                    return known[key]
            case Several(parts):
                key = self.key(index, scope)
                if isinstance(key, int) and -len(parts) <= key < len(parts):
                    return parts[key]
            case Literal(tuple() as sizes):
                key = self.key(index, scope)
                if isinstance(key, int) and -len(sizes) <= key < len(sizes):
                    return Constant(sizes[key])
            case Node():
                chosen = self.place(index, scope)
                return Moved(whole, text, lambda places: places[chosen])
        raise UnknownError

    def key(self, index: ast.expr, scope: Scope) -> object:
        """Return a single index or key."""
        match self.thing(index, scope):
            case Literal(value):
                return value
            case Node() as node if not node.shape and kind(node) in "iu":
                return int(node.take(()))
        raise UnknownError

    def place(self, index: ast.expr, scope: Scope) -> Any:
        """Return an index as NumPy takes it."""
        match index:
            case ast.Tuple(parts):
                return tuple(self.place(part, scope) for part in parts)
            case ast.Slice(lower, upper, step):
                ends = [
                    None if end is None else self.key(end, scope) for end in (lower, upper, step)
                ]
                return slice(*ends)
        match self.thing(index, scope):
            case Literal(value) if value is None or value is Ellipsis:
                return value
            case Node() as node if kind(node) in "iub":
                return node.whole if node.shape else node.take(()).item()
            case Several(found):
                numbers = [part.take(()).item() for part in found if isinstance(part, Node)]
                if len(numbers) == len(found):
                    return numbers
        raise UnknownError

    def pieces(self, expression: ast.expr, count: int, scope: Scope = None) -> Sequence[Thing]:
        """Return what an expression hands to so many targets."""
        match self.thing(expression, scope):
            case Several(parts) if len(parts) == count:
                return parts
            case Listed(label, value) if len(value.parts) == count == value.shape[0]:
                return [
                    self.of_value(label + value.key(at), part)
                    for at, part in enumerate(value.parts)
                ]
            case Node() as node if node.shape and node.shape[0] == count:
                return [
                    Moved(node, node.text, lambda places, at=at: places[at])  # type: ignore[misc]
                    for at in range(count)
                ]
        raise UnknownError


def kind(node: Node) -> str:
    """Return the kind of a node's numbers, as NumPy names it."""
    if 0 in node.shape:
        raise UnknownError
    return str(node.take(tuple(np.asarray(0) for _ in node.shape)).dtype.kind)
