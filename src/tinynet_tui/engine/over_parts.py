"""Loops that go through the parts of a network, such as its layers, in each iteration."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeAlias

from .flow import Function, Names

LoopNode: TypeAlias = ast.For | ast.While


def over_parts(
    loop: LoopNode, function: Function | None, names: Names, *, is_inner: bool = False
) -> bool:
    """True for a loop that calls its own variable's methods, such as those of each layer.

    That is a way through a network, mostly in a method that another loop calls or, where it
    `is_inner`, in another loop; elsewhere if one gets what the last one gave back. `function` is
    the one in which the loop stands.
    """
    match loop:
        case ast.For(target=ast.Name(part)):
            pass
        case _:
            return False
    calls = [call for call in ast.walk(loop) if _is_method(call, part, names)]
    if function is not None or is_inner:
        return bool(calls)
    return any(_passes_on(statement, calls) for statement in loop.body)


def _is_method(call: ast.AST, part: str, names: Names) -> bool:
    match call:
        case ast.Call(ast.Attribute(ast.Name(name), method)):
            return name == part and method in names.functions
    return False


def _passes_on(statement: ast.stmt, calls: Sequence[ast.AST]) -> bool:
    """True for `x = layer.forward(x)`, where that is one of some calls."""
    match statement:
        case ast.Assign([ast.Name(name)], ast.Call(args=[ast.Name(passed), *_]) as call):
            return call in calls and name == passed
    return False


def over_layers(loop: LoopNode, function: Function | None, others: Sequence[LoopNode]) -> bool:
    """True for a loop that changes another part in each round: `weights[i] += …`, `part -= …`.

    That is a way through the layers, if its function is called in one of the other loops.
    """
    if function is None or not isinstance(loop, ast.For):
        return False
    own = _names(loop.target)
    for node in ast.walk(loop):
        if isinstance(node, ast.For) and _names(node.iter) & own:
            own |= _names(node.target)
    changes = any(_changes(node, own) for node in ast.walk(loop))
    return changes and is_called(function, others)


def goes_back(loop: LoopNode, function: Function | None, others: Sequence[LoopNode]) -> bool:
    """True for a loop that goes backwards: `reversed(…)`, `range(n, -1, -1)`, `while t >= 0`.

    That is a way back through the layers or the times of a sequence, if its function is called in
    one of the other loops, and a number that counts down tells which part is read: iterations may
    count down, too.
    """
    match loop:
        case ast.For(iter=ast.Call(ast.Name("reversed"), [passed])):
            back, counts = True, _is_range(passed)
        case ast.For(iter=ast.Call(ast.Name("range"), [_, _, ast.UnaryOp(ast.USub())])):
            back = counts = True
        case ast.While(ast.Compare(ast.Name(name), [ast.Gt() | ast.GtE()], [ast.expr()])):
            back = counts = any(_counts_down(node, name) for node in loop.body)
        case _:
            return False
    counter = _names(loop.target if isinstance(loop, ast.For) else loop.test)
    reads = not counts or any(_reads_part(node, counter) for node in ast.walk(loop))
    return back and reads and function is not None and is_called(function, others)


def _is_range(node: ast.expr) -> bool:
    match node:
        case ast.Call(ast.Name("range")):
            return True
        case ast.Call(ast.Name("list"), [passed]):
            return _is_range(passed)
    return False


def _reads_part(node: ast.AST, counter: set[str]) -> bool:
    """True for `x[t]` or `x[t - 1]` where that is read."""
    match node:
        case ast.Subscript(slice=at, ctx=ast.Load()):
            return bool(_names(at) & counter)
    return False


def _counts_down(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.AugAssign(ast.Name(counted), ast.Sub(), ast.Constant(1)):
            return counted == name
    return False


def goes_through_tree(loop: LoopNode, function: Function | None) -> bool:
    """True for a loop that calls the function in which it stands."""
    if function is None:
        return False
    own = function.name, f"self.{function.name}"
    return any(isinstance(one, ast.Call) and ast.unparse(one.func) in own for one in ast.walk(loop))


def _changes(node: ast.AST, own: set[str]) -> bool:
    """True for a statement that changes a part which goes by one of the names of a loop's own."""
    match node:
        case ast.AugAssign(target=target):
            pass
        case ast.Assign([ast.Subscript() | ast.Attribute() as target], value):
            if ast.unparse(target) not in ast.unparse(value):
                return False
        case _:
            return False
    match target:
        case ast.Name(name) | ast.Subscript(slice=ast.Name(name)):
            return name in own
        case ast.Attribute(value=ast.Name(name)):
            return name in own
    return False


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def over_examples(
    loop: LoopNode, function: Function | None, others: Sequence[LoopNode], names: Names
) -> bool:
    """True for a loop that only sums up slopes, by which what stays is changed behind it.

    That is one batch of examples, if its function is called in one of the other loops.
    """
    if function is None or loop not in function.body or not is_called(function, others):
        return False
    sums = names.access(*loop.body).written
    for statement in function.body[function.body.index(loop) + 1 :]:
        access = names.access(statement)
        stays = {one for one in access.written if "." in one}
        if stays & {*access.reads} and {*access.reads} & {*sums} - stays:
            return True
    return False


def is_called(function: Function, loops: Sequence[LoopNode]) -> bool:
    """True for a function that is called in one of some loops."""
    return any(
        isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] == function.name
        for loop in loops
        for call in ast.walk(loop)
    )
