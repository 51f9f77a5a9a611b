"""Calls of NumPy's functions and of arrays' methods."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tinynet_tui.engine.python_2 import DIVIDE, DIVISOR

from .functions import AS_THEY_ARE, FUNCTIONS, OPERATORS, WITH_TYPE
from .moved import Moved, Turned
from .nodes import Constant, Elementwise, Node, UnknownError
from .script import BUILT_IN, ScriptText
from .sums import Product, Summed, multiplied
from .things import Literal, Scope, Several, Thing

SUMS = {"sum": "sum", "mean": "sum", "average": "sum", "max": "max", "min": "min"}
SUMS |= {"amax": "max", "amin": "min", "nansum": "sum"}
MOVES = {"reshape", "ravel", "flatten", "squeeze", "swapaxes", "repeat"}
"""Methods that put the same numbers elsewhere."""
MOVING = MOVES | {
    *("expand_dims", "atleast_2d", "atleast_1d", "tile", "flip", "fliplr", "flipud", "roll"),
    *("broadcast_to", "diag", "moveaxis"),
}
"""Functions that do so."""
PLAIN = {"transpose", "dot", *SUMS, *MOVES, *WITH_TYPE, "copy", "clip", "round", "item"}
"""The methods of arrays that are known."""


class NumPyCalls(ABC):
    """Reads calls of NumPy's functions, given what reads their arguments."""

    text: ScriptText

    @abstractmethod
    def thing(self, expression: ast.expr, scope: Scope = None) -> Thing: ...

    @abstractmethod
    def node(self, expression: ast.expr, scope: Scope = None) -> Node: ...

    @abstractmethod
    def truth(self, test: ast.expr, scope: Scope) -> bool: ...

    @abstractmethod
    def divided(self, left: Node, right: Node, text: str) -> Node: ...

    @abstractmethod
    def operation(
        self, operator: type[ast.operator], left: Node, right: Node, text: str
    ) -> Node: ...

    def numpy_name(self, function: ast.expr, scope: Scope) -> str | None:
        """Return the name of a function of NumPy or of Python; None if it is none."""
        match function:
            case ast.Attribute(ast.Name(module), name) if module in self.text.modules:
                return name
            case ast.Name(name):
                if name in (DIVIDE, DIVISOR):
                    return name
                if name in self.text.functions or (scope is not None and name in scope):
                    return None
                if name in self.text.imported:
                    return self.text.imported[name]
                if name in BUILT_IN:
                    return name
                star = "*" in self.text.imported
                return name if star and name in (*FUNCTIONS, *SUMS, *PLAIN, *MOVING) else None
        return None

    def of_numpy(
        self,
        name: str,
        first: list[Node],
        call: ast.Call,
        scope: Scope,
        text: str,
        *,
        method: bool = False,
    ) -> Node:
        """Return what a function makes of its first operand and the rest of a call."""
        if not first:
            raise UnknownError
        rest = call.args if method else call.args[1:]
        words = {word.arg or "": word.value for word in call.keywords}
        inner = first[0]
        if name in FUNCTIONS and not words:
            parts = [inner, *(self.node(one, scope) for one in rest)]
            return self._elementwise(name, parts, text)
        match name, len(rest):
            case ("dot" | "matmul", 1):
                other = self.node(rest[0], scope)
                if not inner.shape or not other.shape:
                    return Elementwise(OPERATORS["*"], [inner, other], text)
                return multiplied(inner, other, text)
            case ("outer", 1):
                other = self.node(rest[0], scope)
                columns = Moved(inner, inner.text, lambda places: places.reshape(-1, 1))
                row = Moved(other, other.text, lambda places: places.reshape(1, -1))
                return Elementwise(OPERATORS["*"], [columns, row], text)
            case ("inner" | "vdot", 1):
                other = self.node(rest[0], scope)
                if len(inner.shape) == len(other.shape) == 1:
                    return Product(inner, other, text)
            case ("transpose", 0) if not words and len(inner.shape) <= 2:
                return Turned(inner, text) if len(inner.shape) == 2 else inner
            case ("len", 0) if inner.shape:
                return Constant(inner.shape[0])
            case ("size", 0) if inner.shape:
                return Constant(int(np.prod(inner.shape, dtype=int)))
            case ("zeros_like" | "ones_like", 0):
                flat = Constant(float(name == "ones_like"))
                return Moved(flat, text, lambda places: np.zeros(inner.shape, dtype=int))
            case (found, _) if found == DIVIDE and len(rest) == 1:
                return self.divided(inner, self.node(rest[0], scope), text)
            case (found, 0) if found == DIVISOR or found in AS_THEY_ARE:
                return inner if not {*words} - {"dtype"} else self._unknown()
            case (found, _) if found in WITH_TYPE:
                return inner
            case (found, _) if found in SUMS and len(rest) <= 1:
                return self._summed(name, inner, rest, words, scope, text)
            case (found, _) if found in (MOVES if method else MOVING):
                return self._moved(name, inner, rest, words, scope, text)
        raise UnknownError

    def _unknown(self) -> Node:
        raise UnknownError

    def _elementwise(self, name: str, parts: list[Node], text: str) -> Node:
        rule = FUNCTIONS[name]
        expected = {"where": 3, "clip": 3}.get(rule.name, 2 if rule.operands[1:] else 1)
        if rule.name in ("max", "min", "heaviside"):
            expected = 2
        if len(parts) != expected:
            raise UnknownError
        return Elementwise(rule, parts, text)

    def _summed(
        self,
        name: str,
        inner: Node,
        rest: list[ast.expr],
        words: Mapping[str, ast.expr],
        scope: Scope,
        text: str,
    ) -> Node:
        if {*words} - {"axis", "keepdims"}:
            raise UnknownError
        axis = rest[0] if rest else words.get("axis")
        dimensions = len(inner.shape)
        if not dimensions:
            return inner
        axes = tuple(range(dimensions))
        if axis is not None and not (isinstance(axis, ast.Constant) and axis.value is None):
            chosen = self._fixed(axis, scope)
            chosen = chosen if isinstance(chosen, tuple) else (chosen,)
            if not all(isinstance(one, int) and -dimensions <= one < dimensions for one in chosen):
                raise UnknownError
            axes = tuple(sorted({one % dimensions for one in chosen}))
        keep = "keepdims" in words and self.truth(words["keepdims"], scope)
        total = Summed(SUMS[name], inner, axes, keep=keep, text=text)
        if name not in ("mean", "average"):
            return total
        return Elementwise(OPERATORS["/"], [total, Constant(total.count)], text)

    def _fixed(self, expression: ast.expr, scope: Scope) -> Any:
        """Return a whole number, or several, that an expression is."""

        def one(thing: Thing) -> Any:
            match thing:
                case Literal(value):
                    return value
                case Several(parts):
                    return tuple(one(part) for part in parts)
                case Node() if not thing.shape:
                    return thing.take(()).item()
            raise UnknownError

        return one(self.thing(expression, scope))

    def _moved(
        self,
        name: str,
        inner: Node,
        rest: list[ast.expr],
        words: Mapping[str, ast.expr],
        scope: Scope,
        text: str,
    ) -> Node:
        if "order" in words:
            raise UnknownError
        fixed = [self._fixed(one, scope) for one in rest]
        named = {word: self._fixed(value, scope) for word, value in words.items()}
        if name in ("reshape", "flatten", "ravel"):
            if named:
                raise UnknownError
            if name == "reshape":
                shape = fixed[0] if len(fixed) == 1 else tuple(fixed)
                return Moved(inner, text, lambda places: places.reshape(shape))
            return Moved(inner, text, lambda places: places.reshape(-1))
        function: Callable[..., Any] = getattr(np, name)
        return Moved(inner, text, lambda places: function(places, *fixed, **named))
