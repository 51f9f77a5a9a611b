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
    `is_inner`, in another loop. `function` is the one in which the loop stands.
    """
    match loop:
        case ast.For(target=ast.Name(part)):
            pass
        case _:
            return False
    return (function is not None or is_inner) and any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == part
        and call.func.attr in names.functions
        for call in ast.walk(loop)
    )


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
    return changes and _is_called(function, others)


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
    if function is None or loop not in function.body or not _is_called(function, others):
        return False
    sums = names.access(*loop.body).written
    for statement in function.body[function.body.index(loop) + 1 :]:
        access = names.access(statement)
        stays = {one for one in access.written if "." in one}
        if stays & {*access.reads} and {*access.reads} & {*sums} - stays:
            return True
    return False


def _is_called(function: Function, loops: Sequence[LoopNode]) -> bool:
    """True for a function that is called in one of some loops."""
    return any(
        isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] == function.name
        for loop in loops
        for call in ast.walk(loop)
    )
