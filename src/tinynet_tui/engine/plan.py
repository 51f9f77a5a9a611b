"""What the trainer knows of a script before it runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from . import numpy_1, python_2, seeds
from .calls import CallNames
from .error import error_of
from .factors import factors
from .flow import Names, simple
from .forward import Way, comparing, ways
from .hooks import Line, Recorded, insert, steps
from .loops import Loop, choose, loops
from .named_lines import Span, assigned, called, functions, numbers
from .printing import waiting
from .refusal import Refusal
from .source import Source
from .watched import NOTHING, Watched, difference, direct, watched

MOST_WAYS = 64
"""The most ways forward that are looked at."""


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
    loop_line: int = 0
    loops: tuple[int, ...] = ()
    """The lines of all loops."""
    steps: tuple[Line, ...] = ()
    statements: tuple[ast.stmt, ...] = ()
    """Those of the steps."""
    variables: tuple[str, ...] = ()
    """What the loop reads or writes, in the order of the text."""
    written: frozenset[str] = frozenset()
    settings: tuple[seeds.Setting, ...] = ()
    seeded: bool = True
    error: str | None = None
    """The expression whose value is the error."""
    error_step: int | None = None
    """The number of the step after which it is known; None if that is not one of the loop's own."""
    straight: bool = False
    """True when an iteration writes each of its variables in the order of the text, once."""
    seed: int | None = None
    """The seed in the text, or the one chosen."""
    marking: bool = False
    """True when an iteration may have no error, or several."""
    flat: bool = False
    """True when there is no other loop in the loop."""
    once: bool = True
    """True when the loop can be entered only once."""
    ways: tuple[Way, ...] = ()
    """What may be the way from the input to the output, the likeliest first."""
    compares: int | None = None
    """The number of the step that compares the output with the targets."""
    squares: bool = False
    """True when the error is the mean of the squares of what is recorded."""
    divides: bool = False
    """True when `/` of whole numbers rounds down."""
    watched: Watched = NOTHING
    """The weights, and the output, that are looked at in each iteration."""
    direct: tuple[int, ...] = ()
    """The numbers of the steps that stand directly in the loop."""
    prediction_step: int | None = None
    """The number of the step that reads the output that is looked at in each iteration."""
    factors: frozenset[str] = frozenset()
    """The names of the operands of its products of matrices."""
    literals: Mapping[str, float] = field(default_factory=dict)
    """The settings as they stand in the text, whatever was chosen."""
    own_seed: int | None = None
    """The seed in the text."""
    functions: Sequence[Span] = ()
    """The functions but for the one in which the loop stands, with their lines."""
    assigned: Sequence[Span] = ()
    """What the statements in functions give a value."""
    called: Sequence[Span] = ()
    """What is called, and where."""
    numbers: Sequence[tuple[float, int]] = ()
    """The numbers in the text, each with its line."""
    waiting: frozenset[int] = frozenset()
    """The numbers of the steps after which something that may print is next."""


def bare(source: Source, choice: Choice) -> Plan:
    """Return a script that runs as it stands, but for the settings chosen; it need not train."""
    tree = source.tree
    loop = None
    if choice.lets:
        with suppress(Refusal):
            loop = choose(tree)
    seeds.change(tree, loop, choice.seed, choice.lets or {})
    if source.python == 2:
        python_2.divide_as_before(tree)
        numpy_1.take_singles(tree)
    return Plan(source, tree, seed=seeds.seed(tree, choice.seed))


def plan(source: Source, choice: Choice, *, hooked: bool = True) -> Plan:
    """Return what is to be run, with hooks unless it is only read.

    Refusal if there is nothing to train in it.
    """
    tree = source.tree
    loop = choose(tree, choice.loop)
    names = Names(tree)
    literals = {one.name: one.value for one in seeds.settings(tree, loop)}
    own_seed = seeds.seed(tree, None)
    seeds.change(tree, loop, choice.seed, choice.lets or {})
    through = CallNames(tree, loop)
    recorded = error_of(loop, through, choice.error)
    found = steps(loop, through)
    if not found:
        raise Refusal("the loop does nothing", loop.line)
    access = through.access(loop.node)
    kept = [name for name in {**access.reads, **access.written} if not through.is_method(name)]
    lightened = _lightened(recorded, loop, through) if recorded else None
    found_ways = tuple(islice(ways(loop, names, tree), MOST_WAYS))
    watching = watched(tree, loop, names, found_ways, recorded.statement if recorded else None)
    if lightened is not None and lightened.statement is watching.statement:
        watching = replace(watching, difference=difference(_made(lightened), watching))
    statements = tuple(simple(loop.node.body))
    result = Plan(
        source,
        tree,
        loop.line,
        tuple(one.line for one in loops(tree)),
        found,
        statements,
        tuple(kept),
        frozenset(access.written),
        tuple(seeds.settings(tree, loop)),
        seeds.is_seeded(tree),
        ast.unparse(recorded.expression) if recorded else None,
        _number(loop, recorded),
        _is_straight(loop, through),
        seeds.seed(tree, choice.seed),
        recorded is not None and not _is_regular(loop, recorded),
        _is_flat(loop),
        loop.function is None and not loop.outer,
        found_ways,
        comparing(loop, found_ways),
        lightened is not None and lightened.is_squared,
        source.python == 2 and not python_2.divides_anew(tree),
        watching,
        tuple(direct(loop)),
        next((at for at, one in enumerate(statements) if one is watching.statement), None),
        factors(tree),
        literals,
        own_seed,
        functions(tree, loop.line),
        assigned(tree),
        called(tree),
        numbers(tree),
        waiting(tree, loop.node.body),
    )
    chosen = recorded.expression if recorded and choice.error is not None else None
    if hooked:
        insert(tree, loop, lightened, watching, chosen)
    if source.python == 2:
        python_2.divide_as_before(tree)
        numpy_1.take_singles(tree)
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
    """Leave the mean of absolute values or squares to be taken later, of many iterations at once.

    That needs an array which is made anew in each iteration.
    """
    if recorded.is_result:
        return recorded
    changed = {name for one in simple(loop.node.body) for name in names.access(one).changes}
    made = {name for one in simple(loop.node.body) for name in _fresh(one)} - changed
    if (squared := _squared(recorded.expression)) is not None and squared.id in made:
        return Recorded(recorded.statement, squared, recorded.before, is_squared=True)
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
    match recorded.statement:
        case ast.Assign([ast.Name(name)], value) if value is inner and name not in changed:
            inner = ast.Name(name, ast.Load())  # which has just been computed
    if isinstance(inner, ast.Name):
        if inner.id not in made:
            return recorded
    elif not isinstance(inner, ast.BinOp):
        return recorded
    return Recorded(recorded.statement, inner, recorded.before)


def _made(recorded: Recorded) -> ast.expr:
    """Return what is recorded: of a variable, what its statement has just computed."""
    match recorded.statement, recorded.expression:
        case ast.Assign([ast.Name(name)], value), ast.Name(other) if name == other:
            return value
    return recorded.expression


def _squared(expression: ast.expr) -> ast.Name | None:
    """Return the array of whose squares an expression is the mean: `np.mean(e ** 2)`."""
    match expression:
        case ast.Call(ast.Attribute(attr="mean"), [inner], []):
            pass
        case ast.Call(ast.Attribute(inner, "mean"), [], []):
            pass
        case _:
            return None
    match inner:
        case ast.BinOp(ast.Name() as name, ast.Pow(), ast.Constant(2)):
            return name
        case ast.Call(ast.Attribute(attr="square"), [ast.Name() as name], []):
            return name
    return None


def _fresh(statement: ast.stmt) -> list[str]:
    """Return the variable to which a statement gives a new array."""
    match statement:
        case ast.Assign([ast.Name(name)], ast.BinOp()):
            return [name]
    return []
