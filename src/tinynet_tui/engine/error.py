"""The expression of a script that tells its error."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .error_within import (
    OWN_SCOPE,
    TELLING,
    called,
    difference_within,
    mean_absolute,
    outside,
    subtractions,
)
from .flow import Names, simple
from .hooks import Recorded
from .loops import Loop, counters
from .refusal import Refusal

FORMS = {"str", "repr", "format", "round", "float", "print"}
"""Functions that only write a number in another form."""
MEASURES = {"mean", "sum", "average", "norm", "max", "std", "var", "median"}
"""Functions that make one number of many."""
HARMLESS = MEASURES | {"abs", "fabs", "absolute", "sqrt", "square", "log", "item", "power", "float"}
"""Functions that may be called once more."""
LOSS = re.compile("loss|cost|mse|error", re.IGNORECASE)
ACCURACY = re.compile("acc|correct", re.IGNORECASE)
"""Names of what grows as a network learns."""


def error_of(loop: Loop, names: Names, expression: str | None = None) -> Recorded | None:
    """Return what tells the error of an iteration, and where; None if nothing does.

    It is the expression that is printed or appended in the loop; otherwise the mean of the absolute
    difference between an array that the loop never writes and one that it does.
    """
    if expression is not None:
        return _placed(_parsed(expression), loop, names)
    shown = [*_shown(loop, names)]
    if shown:
        telling = (one for one in shown if TELLING.search(ast.unparse(one)))
        return _placed(next(telling, shown[0]), loop, names)
    return _difference(loop, names) or difference_within(loop, names) or _named(loop, names)


def _parsed(expression: str) -> ast.expr:
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except SyntaxError:
        raise Refusal(f"{expression!r} is not an expression") from None


def _shown(loop: Loop, names: Names) -> Iterator[ast.expr]:
    """Yield the measures of an error that the loop prints or appends."""
    written = {*names.access(*loop.node.body).written} - counters(loop.node, names)
    written |= {owner for _, owner, _ in called(loop, names)}
    for statement in simple(loop.node.body):
        for call in outside(statement):
            if isinstance(call, ast.Call) and _name(call) in ("print", "append", "write"):
                for argument in call.args:
                    for leaf in _leaves(argument):
                        if {*names.access(leaf).reads} & written and _measures(leaf, loop, names):
                            yield leaf


def _measures(leaf: ast.expr, loop: Loop, names: Names) -> bool:
    """True for an expression that makes one number of many, or a variable that has such a one."""
    if any(isinstance(node, OWN_SCOPE) for node in ast.walk(leaf)):
        return False
    calls = {*names.access(leaf).calls}
    if ACCURACY.search(ast.unparse(leaf)):
        return False
    if not isinstance(leaf, ast.Name | ast.Attribute):
        return bool(calls & MEASURES or TELLING.search(ast.unparse(leaf))) and calls <= HARMLESS
    variable = ast.unparse(leaf)
    if TELLING.search(variable):
        return True
    made = [one for one in simple(loop.node.body) if variable in names.access(one).written]
    return any({*names.access(one).calls} & MEASURES for one in made)


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the parts of a text that are not text."""
    match node:
        case ast.Constant():
            return
        case ast.JoinedStr(values):
            for value in values:
                if isinstance(value, ast.FormattedValue):
                    yield from _leaves(value.value)
        case ast.BinOp(left, ast.Mod(), right) if _is_text(left):
            yield from _leaves(right)
        case ast.BinOp(left, ast.Add(), right) if _is_text(left) or _is_text(right):
            yield from _leaves(left)
            yield from _leaves(right)
        case ast.Tuple(parts) | ast.List(parts):
            for part in parts:
                yield from _leaves(part)
        case ast.Call(ast.Name(name), [first, *_]) if name in FORMS:
            yield from _leaves(first)
        case ast.Call(ast.Attribute(text, "format"), arguments) if _is_text(text):
            for argument in arguments:
                yield from _leaves(argument)
        case _:
            yield node


def _is_text(node: ast.expr) -> bool:
    match node:
        case ast.Constant(str()) | ast.JoinedStr():
            return True
        case ast.Call(ast.Name("str" | "repr")):
            return True
        case ast.BinOp(left, ast.Add() | ast.Mod(), right):
            return _is_text(left) or _is_text(right)
    return False


def _difference(loop: Loop, names: Names) -> Recorded | None:
    """Return the mean absolute value of what is given minus what is computed."""
    written = names.access(*loop.node.body).written
    if isinstance(loop.node, ast.For):
        written |= names.access(ast.Assign([loop.node.target], ast.Constant(0))).writes
    inner = counters(loop.node, names)
    found: list[tuple[ast.stmt, ast.BinOp]] = []
    for statement in simple(loop.node.body):
        for node in subtractions(statement):
            sides = [names.access(side).reads for side in (node.left, node.right)]
            left, right = (all(name not in written or name in inner for name in s) for s in sides)
            if all(sides) and left != right and not names.access(node).written:
                found.append((statement, node))
    telling = (one for one in found if any(map(TELLING.search, names.access(one[0]).written)))
    chosen = next(telling, found[0] if found else None)
    return Recorded(chosen[0], mean_absolute(chosen[1])) if chosen else None


def _named(loop: Loop, names: Names) -> Recorded | None:
    """Return a variable of the loop whose name says that it is a loss."""
    for name in names.access(*loop.node.body).writes:
        if LOSS.search(name):
            return _placed(_parsed(name), loop, names)
    return None


def _placed(expression: ast.expr, loop: Loop, names: Names) -> Recorded:
    """Return where in the loop the expression's value is known."""
    reads = names.access(expression).reads
    owners: dict[int, list[str]] = {}
    for one, owner, _ in called(loop, names):
        owners.setdefault(id(one), []).append(owner)
    last: ast.stmt | None = None
    rounds: set[int] = set()
    shown = False
    for statement in simple(loop.node.body):
        if not shown and any(node is expression for node in ast.walk(statement)):
            if last is None:
                return Recorded(statement, expression, before=True)
            shown = True
            rounds = _rounds(loop.node, statement)
        if shown and id(statement) not in rounds:
            break
        changed = {*names.access(statement).written, *owners.get(id(statement), ())}
        if any(name.split(".")[0] in changed or name in changed for name in reads):
            last = statement
    if isinstance(last, ast.AugAssign):  # what grows in an inner loop is known behind it
        for outer in loop.node.body:
            if isinstance(outer, ast.For | ast.While) and last in simple(outer.body):
                return Recorded(outer, expression)
    return Recorded(last or loop.node.body[0], expression, before=last is None)


def _rounds(node: ast.AST, statement: ast.stmt) -> set[int]:
    """Return the statements of the loop within a loop in which a statement stands."""
    for inner in ast.walk(node):
        if inner is not node and isinstance(inner, ast.For | ast.While):
            found = {id(one) for one in simple(inner.body)}
            if id(statement) in found:
                return found
    return set()


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""
