"""From the expressions of a script's line to nodes: what each name and operation stands for."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import numpy as np

from tinynet_tui.engine.values import Value

from .described import NOTHING, Described, variable
from .functions import COMPARISONS, OPERATORS, logical
from .moved import Turned
from .nodes import Constant, Elementwise, Leaf, Node, NotSentError, UnknownError
from .parts import Parts, kind
from .script import ScriptText
from .sums import multiplied
from .things import Keyed, Listed, Literal, Owner, Scope, Several, Thing

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Pow: "**",
    ast.Mod: "%",
}
COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
LOGICAL: dict[type[ast.operator], str] = {ast.BitAnd: "and", ast.BitOr: "or"}
DEEPEST = 40


class Reading(Parts):
    """Reads the expressions of one step, with the values before it."""

    def __init__(
        self,
        text: ScriptText,
        values: Mapping[str, Value],
        changed: frozenset[str] = frozenset(),
        described: Described = NOTHING,
    ) -> None:
        """`changed` are the labels of what the step writes."""
        self.text, self._values, self._changed = text, values, changed
        self._described = described
        self.members: dict[str, Thing] = {}
        """What a method has written into attributes so far, by their labels."""
        self._depth = 0

    def node(self, expression: ast.expr, scope: Scope = None) -> Node:
        """Return an expression that is a number or an array; UnknownError if no rule knows it."""
        found = self.thing(expression, scope)
        if isinstance(found, Listed):
            found = _as_array(found)
        if not isinstance(found, Node):
            raise UnknownError
        return found

    def thing(self, expression: ast.expr, scope: Scope = None) -> Thing:
        """Return what an expression is."""
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                raise UnknownError
            return self._thing(expression, scope)
        finally:
            self._depth -= 1

    def _thing(self, expression: ast.expr, scope: Scope) -> Thing:
        text = self.text.text(expression)
        match expression:
            case ast.Constant(bool() | int() | float() as number):
                if isinstance(number, int) and abs(number) >= 1 << 63:
                    raise UnknownError
                return Constant(number, text)
            case ast.Constant(value):
                return Literal(value)
            case ast.Name(name):
                return self._name(name, scope)
            case ast.Tuple(parts) | ast.List(parts):
                return Several(tuple(self._or_none(part, scope) for part in parts))
            case ast.Dict(keys, values):
                known: dict[object, Thing] = {}
                for key, value in zip(keys, values, strict=True):
                    if not isinstance(key, ast.Constant):
                        raise UnknownError
                    known[key.value] = self._or_none(value, scope)
                return Keyed(known)
            case ast.NamedExpr(_, value):
                return self.thing(value, scope)
            case ast.UnaryOp(ast.USub(), operand):
                return self._negative(operand, scope, text)
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.node(operand, scope)
            case ast.UnaryOp(ast.Invert(), operand):
                inner = self.node(operand, scope)
                if kind(inner) != "b":
                    raise UnknownError
                return Elementwise(logical("not"), [inner], text)
            case ast.UnaryOp(ast.Not()) | ast.BoolOp():
                return Constant(self.truth(expression, scope))
            case ast.BinOp(left, operator, right):
                return self.operation(
                    type(operator), self.node(left, scope), self.node(right, scope), text
                )
            case ast.Compare(left, [operator], [right]):
                return self._compared(operator, left, right, scope, text)
            case ast.IfExp(test, body, otherwise):
                return self.thing(body if self.truth(test, scope) else otherwise, scope)
            case ast.Attribute(value, member):
                return self._member(value, member, scope, text)
            case ast.Subscript(value, index):
                return self.part(self.thing(value, scope), index, scope, text)
            case ast.Call():
                return self.call(expression, scope, text)
        raise UnknownError

    def _or_none(self, expression: ast.expr, scope: Scope) -> Thing:
        """Return what an expression is, or an object that nothing is known of."""
        try:
            return self.thing(expression, scope)
        except NotSentError:
            raise
        except UnknownError:
            return Literal(object())

    def _negative(self, operand: ast.expr, scope: Scope, text: str) -> Node:
        inner = self.node(operand, scope)
        if isinstance(inner, Constant) and not isinstance(inner.number, bool):
            return Constant(-inner.number, text)
        return Elementwise(OPERATORS["neg"], [inner], text)

    def operation(self, operator: type[ast.operator], left: Node, right: Node, text: str) -> Node:
        """Return what an operator makes of two operands."""
        if operator is ast.MatMult:
            return multiplied(left, right, text)
        if operator in LOGICAL:
            if kind(left) != "b" or kind(right) != "b":
                raise UnknownError
            return Elementwise(logical(LOGICAL[operator]), [left, right], text)
        if operator not in SIGNS:
            raise UnknownError
        return Elementwise(OPERATORS[SIGNS[operator]], [left, right], text)

    def divided(self, left: Node, right: Node, text: str) -> Node:
        """Return a quotient as Python 2 has it."""
        whole = kind(left) in "biu" and kind(right) in "biu"
        return Elementwise(OPERATORS["//" if whole else "/"], [left, right], text)

    def _compared(
        self, operator: ast.cmpop, left: ast.expr, right: ast.expr, scope: Scope, text: str
    ) -> Node:
        a, b = self.thing(left, scope), self.thing(right, scope)
        if isinstance(a, Node) and isinstance(b, Node) and type(operator) in COMPARED:
            return Elementwise(COMPARISONS[COMPARED[type(operator)]], [a, b], text)
        equal = _equal(a, b)
        if isinstance(operator, ast.Eq | ast.Is):
            return Constant(equal)
        if isinstance(operator, ast.NotEq | ast.IsNot):
            return Constant(not equal)
        if isinstance(operator, ast.In | ast.NotIn) and isinstance(b, Several):
            found = any(_equal(a, part) for part in b.parts)
            return Constant(found is isinstance(operator, ast.In))
        raise UnknownError

    def truth(self, test: ast.expr, scope: Scope) -> bool:
        """Return whether a condition is true, where that is one truth for all elements."""
        match test:
            case ast.UnaryOp(ast.Not(), operand):
                return not self.truth(operand, scope)
            case ast.BoolOp(ast.And(), parts):
                return all(self.truth(part, scope) for part in parts)
            case ast.BoolOp(ast.Or(), parts):
                return any(self.truth(part, scope) for part in parts)
        match self.thing(test, scope):
            case Literal(value):
                return bool(value)
            case Node() as node if not node.shape:
                return bool(node.take(()))
        raise UnknownError

    # Names and members.

    def _name(self, name: str, scope: Scope) -> Thing:
        if scope is not None and name in scope:
            return scope[name]
        is_ours = scope is None or name not in self.text.locals
        if is_ours and name in self._values:
            return self.of_value(name, self._values[name])
        if name in self.text.constants and name not in self.text.locals:
            return Constant(self.text.constants[name])
        if any(other.startswith(f"{name}.") for other in self._values):
            return Owner(name)
        if self.text.imported.get(name) in ("pi", "e"):
            return Constant(getattr(np, self.text.imported[name]), name)
        raise UnknownError

    def of_value(self, label: str, value: Value) -> Thing:
        """Return what a variable's value is."""
        if value.array is not None:
            if value.array.dtype.kind not in "biuf":
                raise UnknownError
            return Leaf(
                label,
                value.array,
                value.shape,
                same=value.same,
                before=label in self._changed,
                axes=self._described.axes.get(label, ()),
                signed=variable(label) in self._described.signed or None,
            )
        if value.kind == "list":
            return Listed(label, value)
        try:
            return Literal(ast.literal_eval(value.text))
        except (ValueError, SyntaxError):
            raise UnknownError from None

    def _member(self, value: ast.expr, member: str, scope: Scope, text: str) -> Thing:
        if isinstance(value, ast.Name) and value.id in self.text.modules:
            if member in ("pi", "e", "inf", "nan"):
                return Constant(getattr(np, member), member)
            raise UnknownError
        if scope is not None and text in scope:
            return scope[text]
        owner = self.thing(value, scope)
        match owner:
            case Owner(name) | Listed(name, _) if f"{name}.{member}" in self.members:
                return self.members[f"{name}.{member}"]
            case Owner(name):
                label = f"{name}.{member}"
                if label in self._values:
                    return self.of_value(label, self._values[label])
            case Listed(label, known):
                for at, part in enumerate(known.parts):
                    if known.key(at) == f".{member}":
                        return self.of_value(label + known.key(at), part)
            case Node():
                if member == "T":
                    return owner if len(owner.shape) < 2 else Turned(owner, text)
                if member == "shape":
                    return Literal(owner.shape)
                if member == "size":
                    return Constant(int(np.prod(owner.shape, dtype=int)))
                if member == "ndim":
                    return Constant(len(owner.shape))
        raise UnknownError


def _equal(a: Thing, b: Thing) -> bool:
    values = []
    for one in (a, b):
        match one:
            case Literal(value):
                values.append(value)
            case Node() if not one.shape:
                values.append(one.take(()).item())
            case _:
                values.append(one)
    if (
        any(isinstance(one, Node | Listed | Several | Owner) for one in values)
        and None not in values
    ):
        raise UnknownError
    return bool(values[0] is values[1] or values[0] == values[1])


def _as_array(listed: Listed) -> Node:
    """Return the array that NumPy makes of a list of numbers."""
    numbers = [part.array for part in listed.value.parts if part.kind == "number"]
    known = [number for number in numbers if number is not None]
    if not known or len(known) != len(listed.value.parts) or listed.value.keys:
        raise UnknownError
    return Leaf(listed.label, np.array(known), (len(known),))
