"""The loops of a script, and which of them trains."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from .flow import SCOPES, Function, Names, simple
from .over_parts import (
    LoopNode,
    goes_back,
    goes_through_tree,
    is_called,
    over_examples,
    over_layers,
    over_parts,
)
from .over_times import over_times, updates_by
from .refusal import Refusal
from .trained import kept, trained

MANY = 1000
"""A loop of so many rounds, known before it runs, is a training."""


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
    ranks = (trained, _calls_update, _calls_change, _calls_training, _changes, _calls_product)
    mentioned = _mentioned(tree)
    others = [
        loop
        for loop in found
        if not _is_part(loop, found, names)
        and (loop.function is None or loop.function.name in mentioned)
    ]
    sure = [(rank, others) for rank in ranks[:-2]]
    for rank, among in (*sure, *((rank, found) for rank in ranks)):
        for loop in sorted(among, key=lambda one: _is_over_parts(one, names)):
            if used := rank(loop.node, names):
                return _outermost(loop, found, {*used}, names)
    lines = ", ".join(str(loop.line) for loop in found)
    hint = f"; --loop takes one by its line: {lines}"
    for loop in found:
        if behind := _behind(loop, tree, names):
            weight, at = behind
            raise Refusal(f"{weight} is updated after the loop of line {loop.line}, not in it", at)
    raise Refusal("no loop is seen to train weights", hint=hint)


def _is_over_parts(loop: Loop, names: Names) -> bool:
    return over_parts(loop.node, loop.function, names, is_inner=bool(loop.outer))


def _is_part(loop: Loop, found: list[Loop], names: Names) -> bool:
    """True for a loop that is a part of an iteration of another one, in another function."""
    node, function = loop.node, loop.function
    elsewhere = [other.node for other in found if other.function is not function]
    if over_layers(node, function, elsewhere) or goes_back(node, function, elsewhere):
        return True
    if goes_through_tree(node, function):
        return True
    if function is not None and over_times(node, function, names):
        callers = [one for one in elsewhere if is_called(function, [one])]
        return any(
            updates_by(one, function, names) or _calls_other_update(one, function, names)
            for one in callers
        )
    return over_examples(node, function, elsewhere, names) and not trained(node, names)


def _mentioned(tree: ast.Module) -> set[str]:
    """Return the names of functions that may be called: those that stand somewhere in the text."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(name) | ast.Attribute(attr=name) | ast.Constant(str(name)):
                found.add(name)
            case ast.FunctionDef(name) if name.startswith("__") or node.decorator_list:
                found.add(name)
    return found


def _behind(loop: Loop, tree: ast.Module, names: Names) -> tuple[str, int] | None:
    """Return a weight that the loop would train, were what follows in it, and its update's line."""
    blocks = (block for node in ast.walk(tree) for _, block in ast.iter_fields(node))
    block = next(one for one in blocks if isinstance(one, list) and loop.node in one)
    after = block[block.index(loop.node) + 1 :]
    others = (at for at, one in enumerate(after) if isinstance(one, (ast.For, ast.While, *SCOPES)))
    after = after[: next(others, None)]
    longer = copy.copy(loop.node)
    longer.body = [*loop.node.body, *after]
    for weight in trained(longer, names):
        for statement in after:
            if weight in names.access(statement).written:
                return weight, statement.lineno
    return None


def _outermost(loop: Loop, found: list[Loop], kept: set[str], names: Names) -> Loop:
    """Return the outermost loop around a loop in whose rounds the weights go on to be trained.

    A round that makes them anew, such as one for each alpha, is a training of its own. So is one
    of a `while` that trains thousands of times before it looks whether that is enough.
    """
    for outer in reversed(loop.outer):
        accesses = [names.access(statement) for statement in simple(outer.body)]
        written = {name for access in accesses for name in access.written}
        written -= counters(outer, names)
        if any({*access.writes} & kept and not {*access.reads} & written for access in accesses):
            break
        loop = next(one for one in found if one.node is outer)
    if isinstance(loop.node, ast.While):
        inside = (one for one in found if one.outer and one.outer[-1] is loop.node)
        long = (one for one in inside if _only_repeats(one.node) and trained(one.node, names))
        return next(long, loop)
    return loop


def _only_repeats(node: LoopNode) -> bool:
    """True for a loop that is run a thousand times or more and takes no part of anything."""
    match node:
        case ast.For(
            target=ast.Name(own),
            iter=ast.Call(
                ast.Name("range"),
                [ast.Constant(int() as count)] | [_, ast.Constant(int() as count), *_],
            ),
        ):
            parts = [one.slice for one in ast.walk(node) if isinstance(one, ast.Subscript)]
            names = {
                one.id for part in parts for one in ast.walk(part) if isinstance(one, ast.Name)
            }
            return count >= MANY and own not in names
    return False


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


def _calls_update(node: LoopNode, names: Names) -> list[str]:
    """Return what `_calls_change` does if a function that is called adds something to what stays.

    A way forward, as in `print(net.predict(x))`, changes only what it computes anew.
    """
    found = _calls_change(node, names)
    updates = (
        _updates(statement, function, names)
        for function in _called_functions(node, names)
        for statement in simple(function.body)
    )
    return found if found and any(updates) else []


def _calls_other_update(node: LoopNode, function: Function, names: Names) -> bool:
    """True if the loop calls another function that adds something to what a function reads."""
    reads = {*names.access(*function.body).reads}
    return any(
        {*names.access(statement).written} & reads and _updates(statement, other, names)
        for other in _called_functions(node, names)
        if other is not function
        for statement in simple(other.body)
    )


def _updates(statement: ast.stmt, function: Function, names: Names) -> bool:
    """True for a statement that makes something that stays from itself and from other things."""
    access = names.access(statement)
    own = {*access.written} & {*access.reads}
    if not isinstance(statement, ast.Assign | ast.AugAssign) or not {*access.reads} - own:
        return False
    declared = {
        name
        for one in ast.walk(function)
        if isinstance(one, ast.Global | ast.Nonlocal)
        for name in one.names
    }
    made = {name for one in simple(function.body) for name in names.access(one).writes}
    return any("." in name or name not in made - declared for name in own)


def _calls_change(node: LoopNode, names: Names) -> list[str]:
    """Return what the loop uses if it calls a function that changes something by a product."""
    product, changed = _called(node, names)
    return [*names.access(*node.body).reads, *changed] if product and changed else []


def _calls_training(node: LoopNode, names: Names) -> list[str]:
    """Return what the loop keeps from round to round if it calls a function that multiplies."""
    product, _ = _called(node, names)
    return kept(node, names) if product else []


def _calls_product(node: LoopNode, names: Names) -> list[str]:
    """Return what the loop reads if it calls a function that multiplies and reads its result."""
    access = names.access(*node.body)
    product, _ = _called(node, names)
    return [*access.reads] if product and {*access.writes} & {*access.reads} else []


def _called_functions(node: LoopNode, names: Names) -> Iterator[Function]:
    """Yield the script's functions that a loop calls, and those that these call."""
    seen: set[str] = set()
    waiting = [name for name in names.access(*node.body).calls if name in names.functions]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for function in names.namesakes[name]:
            yield function
            calls = names.access(*function.body).calls
            waiting += [call for call in calls if call in names.functions]


def _called(node: LoopNode, names: Names) -> tuple[bool, dict[str, None]]:
    """Return whether what the loop calls multiplies, and what it changes of what stays."""
    product = False
    changed: dict[str, None] = {}
    for function in _called_functions(node, names):
        inner = names.access(*function.body)
        outside = {argument.arg for argument in function.args.args} - {"self"}
        outside |= names.objects
        for one in ast.walk(function):
            if isinstance(one, ast.Global | ast.Nonlocal):
                outside.update(one.names)
        product |= inner.product
        changed |= inner.changes
        changed |= {one: None for one in inner.written if one.split(".")[0] in outside}
    return product, changed


def _changes(node: LoopNode, names: Names) -> list[str]:
    """Return what the loop keeps from round to round, if there is a product in it."""
    access = names.access(*node.body)
    return kept(node, names) if access.product else []
