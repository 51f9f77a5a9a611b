"""What the trainer knows of a script before it runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from . import python_2, seeds
from .error import error_of
from .flow import Names, simple
from .forward import Way, ways
from .hooks import Line, Recorded, insert, steps
from .loops import Loop, choose, loops
from .refusal import Refusal
from .source import Source


@dataclass(frozen=True)
class Choice:
    """What a user has chosen for a script."""

    loop: int | None = None
    """The line of the loop; None for the one that trains."""
    seed: int | None = None
    error: str | None = None
    """An expression that tells the error; None for the script's own."""
    lets: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Plan:
    """A script's loop, its steps and variables."""

    source: Source
    tree: ast.Module
    """The tree to be run, with hooks."""
    loop_line: int
    loops: tuple[int, ...]
    """The lines of all loops."""
    steps: tuple[Line, ...]
    statements: tuple[ast.stmt, ...]
    """Those of the steps."""
    variables: tuple[str, ...]
    """What the loop reads or writes, in the order of the text."""
    written: frozenset[str]
    settings: tuple[seeds.Setting, ...]
    seeded: bool
    error: str | None
    """The expression whose value is the error."""
    error_step: int | None
    """The number of the step after which it is known; None if that is not one of the loop's own."""
    straight: bool
    """True when an iteration writes each of its variables in the order of the text, once."""
    seed: int | None
    """The seed in the text, or the one chosen."""
    marking: bool
    """True when an iteration may have no error, or several."""
    flat: bool
    """True when there is no other loop in the loop."""
    once: bool
    """True when the loop can be entered only once."""
    ways: tuple[Way, ...] = ()
    """What may be the way from the input to the output, the likeliest first."""
    divides: bool = False
    """True when `/` of whole numbers rounds down."""


def plan(source: Source, choice: Choice, *, hooked: bool = True) -> Plan:
    """Return what is to be run; Refusal if there is nothing to train in it.

    Without hooks it runs as it stands, but for the settings chosen.
    """
    tree = source.tree
    loop = choose(tree, choice.loop)
    names = Names(tree)
    seeds.change(tree, loop, choice.seed, choice.lets or {})
    recorded = error_of(loop, names, choice.error)
    found = steps(loop, names)
    if not found:
        raise Refusal("the loop does nothing", loop.line)
    access = names.access(loop.node)
    kept = [name for name in {**access.reads, **access.written} if not names.is_method(name)]
    result = Plan(
        source,
        tree,
        loop.line,
        tuple(one.line for one in loops(tree)),
        found,
        tuple(simple(loop.node.body)),
        tuple(kept),
        frozenset(access.written),
        tuple(seeds.settings(tree, loop)),
        seeds.is_seeded(tree),
        ast.unparse(recorded.expression) if recorded else None,
        _number(loop, recorded),
        _is_straight(loop, names),
        seeds.seed(tree, choice.seed),
        recorded is not None and not _is_regular(loop, recorded),
        _is_flat(loop),
        loop.function is None and not loop.outer,
        tuple(ways(loop, names, tree)),
        source.python == 2 and not python_2.divides_anew(tree),
    )
    if hooked:
        insert(tree, loop, _lightened(recorded, loop, names) if recorded else None)
    if source.python == 2:
        python_2.divide_as_before(tree)
    return result


def _is_straight(loop: Loop, names: Names) -> bool:
    """True when all that writes a variable stands directly in the loop, and nothing skips it."""
    writing = [one for one in simple(loop.node.body) if names.access(one).written]
    skips = any(isinstance(one, ast.Continue) for one in ast.walk(loop.node))
    return not skips and all(one in loop.node.body for one in writing)


def _is_flat(loop: Loop) -> bool:
    inner = (node for node in ast.walk(loop.node) if node is not loop.node)
    return not any(isinstance(node, ast.For | ast.While) for node in inner)


def _number(loop: Loop, recorded: Recorded | None) -> int | None:
    """Return the number of the step at which an error is known, if it is directly in the loop."""
    if recorded is None or recorded.statement not in loop.node.body:
        return None
    found = [*simple(loop.node.body)]
    return found.index(recorded.statement) if recorded.statement in found else None


def _is_regular(loop: Loop, recorded: Recorded) -> bool:
    """True when every iteration records exactly one error."""
    jumps = any(isinstance(node, ast.Continue) for node in ast.walk(loop.node))
    return recorded.statement in loop.node.body and not jumps


def _lightened(recorded: Recorded, loop: Loop, names: Names) -> Recorded:
    """Leave the mean of absolute values to be taken later, of many iterations at once.

    That needs an array which is made anew in each iteration.
    """
    match recorded.expression:
        case ast.Call(ast.Attribute(attr="mean" | "average"), [ast.Call(function, [inner])], []):
            pass
        case ast.Call(ast.Attribute(ast.Call(function, [inner]), "mean"), [], []):
            pass
        case _:
            return recorded
    match function:
        case ast.Name("abs") | ast.Attribute(attr="abs" | "fabs" | "absolute"):
            pass
        case _:
            return recorded
    changed = {name for one in simple(loop.node.body) for name in names.access(one).changes}
    match recorded.statement:
        case ast.Assign([ast.Name(name)], value) if value is inner and name not in changed:
            inner = ast.Name(name, ast.Load())  # which has just been computed
    if isinstance(inner, ast.Name):
        made = {name for one in simple(loop.node.body) for name in _fresh(one)}
        if inner.id in changed or inner.id not in made:
            return recorded
    elif not isinstance(inner, ast.BinOp):
        return recorded
    return Recorded(recorded.statement, inner, recorded.before)


def _fresh(statement: ast.stmt) -> list[str]:
    """Return the variable to which a statement gives a new array."""
    match statement:
        case ast.Assign([ast.Name(name)], ast.BinOp()):
            return [name]
    return []
