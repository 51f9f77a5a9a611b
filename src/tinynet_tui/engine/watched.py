"""What of a script is watched for events: its weights, and the output beside its targets."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .flow import NESTED, Names, simple
from .forward import Finder, Way
from .loops import Loop, counters


@dataclass(frozen=True)
class Watched:
    """What is looked at in each iteration."""

    weights: tuple[str, ...] = ()
    """The variables that the loop keeps and that the way forward reads."""
    given: tuple[str, ...] = ()
    """Those of them that the loop does not write: objects and lists that change inside."""
    members: frozenset[str] = frozenset()
    """The members of objects that go on from their own value, such as `W` in `self.W -= d`."""
    output: ast.expr | None = None
    """A variable that is compared with the targets once an iteration."""
    targets: ast.expr | None = None
    """Given, with as many numbers as the output."""
    statement: ast.stmt | None = None
    """The one that compares them."""
    difference: int = 0
    """1 if the error is the targets minus the output, -1 if it is the output minus the targets.

    Then the output follows from what is recorded as the error, and need not be noted.
    """


NOTHING = Watched()


def watched(
    tree: ast.Module,
    loop: Loop,
    names: Names,
    ways: Sequence[Way],
    known: ast.stmt | None = None,
) -> Watched:
    """Return what to watch of a loop; its error is known after a statement."""
    states = _states(loop, names)
    access = Finder(names, tree).access
    used: set[str] = set()
    for way in ways[:1]:
        for node in (*(one for level in way.levels for one in level.statements), way.output):
            used |= {*access(node).reads}
    weights = [name for name in states if name in used]
    if not weights:
        before = {name for one in _until(loop, known) for name in access(one).reads}
        weights = [name for name in states if name in before]
    if not weights:
        read = names.access(loop.node).reads
        sources = ways[0].sources if ways else ()
        weights = [*states, *(name for name in sources if name in read)]
    compared = next((found for way in ways if (found := _compared(loop, names, way))), None)
    given = tuple(name for name in weights if name not in states)
    result = Watched(tuple(weights), given, frozenset(_members(tree)))
    return result if compared is None else replace(result, **compared)


def difference(made: ast.expr, one: Watched) -> int:
    """Return 1 for the targets minus the output, -1 for the contrary, 0 for anything else."""
    match made:
        case ast.BinOp(left, ast.Sub(), right) if one.output is not None:
            sides = ast.unparse(left), ast.unparse(right)
            named = ast.unparse(one.targets or left), ast.unparse(one.output)
            return (sides == named) - (sides == named[::-1])
    return 0


def direct(loop: Loop) -> list[int]:
    """Return the numbers of the steps that stand directly in the loop."""
    body = {id(one) for one in loop.node.body}
    return [number for number, one in enumerate(simple(loop.node.body)) if id(one) in body]


def _members(tree: ast.Module) -> Iterator[str]:
    """Yield the members of objects that are changed, or made from what they were."""
    for node in ast.walk(tree):
        match node:
            case ast.AugAssign(ast.Attribute(attr=name) | ast.Subscript(ast.Attribute(attr=name))):
                yield name
            case ast.Assign([ast.Attribute(attr=name)], value):
                parts = (one.attr for one in ast.walk(value) if isinstance(one, ast.Attribute))
                if name in parts:
                    yield name


def _until(loop: Loop, last: ast.stmt | None) -> Iterator[ast.stmt]:
    """Yield the steps up to one; all if that is none of them."""
    for statement in simple(loop.node.body):
        yield statement
        if statement is last:
            return


def _states(loop: Loop, names: Names) -> list[str]:
    """Return the variables that are read before they are written, and written."""
    body = loop.node.body
    written = names.access(*body).written
    fresh: set[str] = set()
    found: dict[str, None] = {}
    for statement in simple(body):
        access = names.access(statement)
        found |= {name: None for name in (*access.reads, *access.changes) if name not in fresh}
        fresh |= {*access.writes}
    inner = counters(loop.node, names)
    return [name for name in found if name in written and name not in inner]


def _compared(loop: Loop, names: Names, way: Way) -> dict[str, Any] | None:
    """Return the output, the targets and the statement, if that is run once in each iteration."""
    if len(way.levels) > 1 or not _is_variable(way.output):
        return None
    if any(isinstance(node, ast.Continue) for node in ast.walk(loop.node)):
        return None
    output = ast.unparse(way.output)
    written = names.access(*loop.node.body).written
    for statement in loop.node.body:
        for node in () if isinstance(statement, NESTED) else ast.walk(statement):
            match node:
                case ast.BinOp(left, ast.Sub(), right):
                    sides = [(left, right), (right, left)]
                case ast.Call(_, [left, right]):
                    sides = [(left, right), (right, left)]
                case _:
                    continue
            for made, targets in sides:
                reads = names.access(targets).reads
                if (
                    ast.unparse(made) == output
                    and _is_variable(targets)
                    and reads
                    and not {*reads} & {*written}
                ):
                    return {"output": made, "targets": targets, "statement": statement}
    return None


def _is_variable(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)
