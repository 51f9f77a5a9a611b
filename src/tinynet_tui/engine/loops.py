"""The loops of a script, and which of them trains."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from .flow import PRODUCTS, SCOPES, Access, Function, Names, simple
from .over_parts import LoopNode, over_layers, over_parts
from .refusal import Refusal


@dataclass(frozen=True)
class Loop:
    """A loop of a script and where it stands."""

    node: LoopNode
    function: Function | None
    """The function in which it stands; None for the module."""
    outer: tuple[LoopNode, ...] = ()
    """The loops around it, in the same function, from the outermost."""

    @property
    def line(self) -> int:
        return self.node.lineno


def loops(tree: ast.Module) -> list[Loop]:
    """Return all loops of a script in the order of their lines."""
    return sorted(_within(tree, None, ()), key=lambda loop: loop.line)


def _within(
    node: ast.AST, function: Function | None, outer: tuple[LoopNode, ...]
) -> Iterator[Loop]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.For | ast.While):
            yield Loop(child, function, outer)
            yield from _within(child, function, (*outer, child))
        elif isinstance(child, SCOPES):
            inside = child if isinstance(child, ast.FunctionDef) else None
            yield from _within(child, inside, ())
        else:
            yield from _within(child, function, outer)


def choose(tree: ast.Module, line: int | None = None) -> Loop:
    """Return the loop in a line, or the one that trains; Refusal if there is none."""
    found = loops(tree)
    if not found:
        raise Refusal("there is no `for` or `while` loop in it")
    if line is not None:
        return _in_line(found, line)
    names = Names(tree)
    ranks = (trained, _calls_change, _calls_training, _changes)
    others = [
        loop
        for loop in found
        if not over_layers(
            loop.node,
            loop.function,
            [other.node for other in found if other.function is not loop.function],
        )
    ]
    sure = [(rank, others) for rank in ranks[:-1]]
    for rank, among in (*sure, *((rank, found) for rank in ranks)):
        for loop in sorted(among, key=lambda one: over_parts(one.node, one.function, names)):
            if kept := rank(loop, names):
                return _outermost(loop, found, {*kept}, names)
    lines = ", ".join(str(loop.line) for loop in found)
    hint = f"; --loop takes one by its line: {lines}"
    for loop in found:
        if behind := _behind(loop, tree, names):
            weight, at = behind
            raise Refusal(f"{weight} is updated after the loop of line {loop.line}, not in it", at)
    raise Refusal("no loop is seen to train weights", hint=hint)


def _behind(loop: Loop, tree: ast.Module, names: Names) -> tuple[str, int] | None:
    """Return a weight that the loop would train, were what follows in it, and its update's line."""
    blocks = (block for node in ast.walk(tree) for _, block in ast.iter_fields(node))
    block = next(one for one in blocks if isinstance(one, list) and loop.node in one)
    after = block[block.index(loop.node) + 1 :]
    others = (at for at, one in enumerate(after) if isinstance(one, (ast.For, ast.While, *SCOPES)))
    after = after[: next(others, None)]
    longer = copy.copy(loop.node)
    longer.body = [*loop.node.body, *after]
    for weight in trained(replace(loop, node=longer), names):
        for statement in after:
            if weight in names.access(statement).written:
                return weight, statement.lineno
    return None


def _outermost(loop: Loop, found: list[Loop], kept: set[str], names: Names) -> Loop:
    """Return the outermost loop around a loop in whose rounds the weights go on to be trained.

    A round that makes them anew, such as one for each alpha, is a training of its own.
    """
    for outer in reversed(loop.outer):
        accesses = [names.access(statement) for statement in simple(outer.body)]
        written = {name for access in accesses for name in access.written}
        written -= counters(outer, names)
        if any({*access.writes} & kept and not {*access.reads} & written for access in accesses):
            break
        loop = next(one for one in found if one.node is outer)
    return loop


def counters(node: LoopNode, names: Names) -> set[str]:
    """Return a loop's own variables, those of the loops in it, and what only counts."""
    found: set[str] = set()
    for inner in ast.walk(node):
        match inner:
            case ast.For(target=target):
                found.update(names.access(ast.Assign([target], ast.Constant(0))).writes)
            case ast.AugAssign(ast.Name(name), value=ast.Constant()):
                found.add(name)
    return found


def _in_line(found: list[Loop], line: int) -> Loop:
    loop = next((loop for loop in found if loop.line == line), None)
    if loop is None:
        lines = ", ".join(str(loop.line) for loop in found)
        begins = "loops begin in lines" if len(found) > 1 else "loop begins in line"
        raise Refusal(f"no loop begins there; the {begins} {lines}", line)
    return loop


def trained(loop: Loop, names: Names) -> list[str]:
    """Return what goes through a product and comes back to change itself, round after round.

    These are the weights, in the order in which they are read.
    """
    aliases = _aliases(loop.node, names)
    statements = [(one, names.access(one)) for one in simple(loop.node.body)]
    for _, access in statements:
        for changed in {*access.changes} & {*access.reads}:
            others = dict.fromkeys(aliases.get(changed, ()))
            access.changes |= others
            access.reads |= others
    return [one for one in _kept(loop, names, aliases) if _returns(one, statements, names)]


def _aliases(node: LoopNode, names: Names) -> dict[str, set[str]]:
    """Return the variables that are only another name for a part of others, with those."""
    found: dict[str, set[str]] = {}

    def note(target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for pair in zip(target.elts, value.elts, strict=False):
                note(*pair)
        elif isinstance(value, ast.Name | ast.Attribute | ast.Subscript):
            _add(target, value)

    def _add(target: ast.expr, value: ast.expr) -> None:
        for name in names.access(ast.Assign([target], ast.Constant(0))).writes:
            found.setdefault(name, set()).update(names.access(value).reads)

    for inner in ast.walk(node):
        match inner:
            case ast.Assign([target], value):
                note(target, value)
            case ast.For(target=target, iter=value) if inner is not node:
                _add(target, value)
    return found


def _kept(
    loop: Loop, names: Names, aliases: Mapping[str, set[str]] = MappingProxyType({})
) -> list[str]:
    """Return what the loop reads before it writes it, and writes."""
    made: set[str] = set()
    early: dict[str, None] = {}
    written: set[str] = set()
    if isinstance(loop.node, ast.For):
        made.update(names.access(ast.Assign([loop.node.target], loop.node.iter)).writes)
    for statement in simple(loop.node.body):
        access = names.access(statement)
        early |= {name: None for name in (*access.reads, *access.changes) if name not in made}
        made.update(access.writes)
        written.update(access.written)
        for changed in access.changes:
            written.update(aliases.get(changed, ()))
    return [name for name in early if name in written]


def _returns(weight: str, statements: list[tuple[ast.stmt, Access]], names: Names) -> bool:
    """True when something computed from a variable by a product is used to change it."""
    reached: dict[str, bool] = {weight: False}
    for _ in range(2):  # what a nested loop hands on comes earlier in the text
        for statement, access in statements:
            sources = [reached[name] for name in access.reads if name in reached]
            if not sources:
                continue
            product = any(sources) or access.product
            own = [reached[name] for name in access.reads if name in reached and name != weight]
            updates = weight in access.written and weight in access.reads
            if (
                updates
                and not _passes(statement, weight, names)
                and (any(own) or _alone(statement, weight, names))
            ):
                return True
            for name in access.written:
                if name != weight:
                    reached[name] = reached.get(name, False) or product
    return False


def _passes(statement: ast.stmt, weight: str, names: Names) -> bool:
    """True when a variable only passes through a product of matrices, as in `h = tanh(h @ w)`.

    That is a way forward, from layer to layer or from one time to the next, not a training. So is
    `layers.append(tanh(z))`.
    """
    match statement:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            inside, beside = _places(weight, value, names)
            return inside and not beside
        case ast.Expr(ast.Call(ast.Attribute(attr="append"), args=[value])):
            return not _places(weight, value, names)[1]
    return False


def _alone(statement: ast.stmt, weight: str, names: Names) -> bool:
    """True when one statement adds to a variable what a product makes of the variable itself."""
    match statement:
        case ast.AugAssign(value=value):
            return _places(weight, value, names, {*names.functions})[0]
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return all(_places(weight, value, names, {*names.functions}))
    return False


def _places(
    weight: str, node: ast.AST, names: Names, functions: Set[str] = frozenset()
) -> tuple[bool, bool]:
    """Return if a variable stands within products of an expression, and if beside them.

    Calls of functions in which there are products are such ones, too.
    """
    reads = weight in names.access(node).reads
    match node:
        case ast.BinOp(op=ast.MatMult()):
            return reads, False
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in PRODUCTS:
            return reads, False
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in functions:
            if names.access(*names.functions[name].body).product:
                return reads, False
        case ast.Name() | ast.Attribute() if reads:
            return False, True
    parts = [_places(weight, one, names, functions) for one in ast.iter_child_nodes(node)]
    return any(inside for inside, _ in parts), any(beside for _, beside in parts)


def _calls_change(loop: Loop, names: Names) -> list[str]:
    """Return what the loop reads if it calls a function that changes something by a product."""
    product, changes = _called(loop, names)
    return [*names.access(*loop.node.body).reads] if product and changes else []


def _calls_training(loop: Loop, names: Names) -> list[str]:
    """Return what the loop reads if it calls a function that multiplies, and keeps something."""
    access = names.access(*loop.node.body)
    product, _ = _called(loop, names)
    return [*access.reads] if product and {*access.writes} & {*access.reads} else []


def _called(loop: Loop, names: Names) -> tuple[bool, bool]:
    """Return whether what the loop calls multiplies, and whether it changes what stays."""
    access = names.access(*loop.node.body)
    seen: set[str] = set()
    waiting = [name for name in access.calls if name in names.functions]
    product = changes = False
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        inner = names.access(*names.functions[name].body)
        local = {argument.arg for argument in names.functions[name].args.args} - {"self"}
        product |= inner.product
        kept = {one.split(".")[0] for one in inner.written}
        changes |= bool({*inner.changes}) or bool(kept & names.objects) or bool(local & kept)
        waiting += [call for call in inner.calls if call in names.functions]
    return product, changes


def _changes(loop: Loop, names: Names) -> list[str]:
    """Return what the loop keeps from round to round, if there is a product in it."""
    access = names.access(*loop.node.body)
    return _kept(loop, names) if access.product else []
