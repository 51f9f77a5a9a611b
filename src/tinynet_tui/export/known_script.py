"""Tells whether a file is a built-in script with other numbers in it, and which run that is.

It is, if it is what would be saved of that run: the numbers are read out of its text, the script
of this experiment is written, and the two syntax trees are compared. Comments and spaces do not
matter, nor how often the error is printed. Nothing of the file is run.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tinynet_tui.data.built_in import BUILT_IN, SCRIPT, of_cloud
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.point_clouds import SHAPES, Cloud
from tinynet_tui.data.script_file import in_tree
from tinynet_tui.engine import seeds
from tinynet_tui.engine.loops import choose
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.source import Source
from tinynet_tui.experiment.edits import DATA, Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.script import Script

from .numpy_script import EVERY, SAME_DIGITS, numpy_script

DIGITS = 17
"""Enough to tell any share from another."""


class Known(NamedTuple):
    """The run that a file describes."""

    experiment: Experiment
    iterations: int


Named = Callable[[str], Dataset | None]
"""Returns the data that a command for `train` names, if they can be had."""


def known(source: Source, choice: Choice, named: Named = lambda command: None) -> Known | None:
    """Return the run that a file describes; None if it is another script.

    A seed or other numbers that are chosen are put into its tree, as the engine does. The saved
    script names its data in a comment: `named` may find them, so that they keep their name.
    """
    if source.python != 3 or choice.loop is not None or choice.error is not None:
        return None
    try:
        loop = choose(source.tree)
        seeds.change(source.tree, loop, choice.seed, choice.lets or {})
    except Refusal:
        return None
    lines = {ast.unparse(one) for one in loop.node.body if not isinstance(one, ast.If)}
    for script in (THREE_LAYERS, TWO_LAYERS):
        if {ast.unparse(ast.parse(step.source)) for step in script.steps} <= lines:
            with suppress(ValueError, TypeError, AttributeError, LookupError, StopIteration):
                return _compared(source, script, named)
    return None


def _compared(source: Source, script: Script, named: Named) -> Known | None:
    """Return the run if it has the source's script; an error if a number is not allowed."""
    tree = source.tree
    iterations = _iterations(choose(tree).node)
    plain = _experiment(source, script)
    for data in _named(plain.dataset, source, named):
        experiment = replace(plain, dataset=data)
        experiment = replace(experiment, edits=tuple(_edits(source, experiment)))
        text = numpy_script(experiment, iterations, data=False)
        lacks_float = not any(edit.name in DATA for edit in experiment.edits)
        if _form(tree, lacks_float) == _form(ast.parse(text), lacks_float):
            return Known(experiment, iterations)
    return None


def _experiment(source: Source, script: Script) -> Experiment:
    """Return the experiment that the numbers in the text make, without edits."""
    tree = source.tree
    numbers = {one.name: one.value for one in seeds.settings(tree, choose(tree))}
    seed = seeds.seed(tree, None)
    if seed is None:
        raise ValueError("it has no seed")
    hidden = _shape(tree, script.weights[0])[1] if len(script.weights) > 1 else 0
    data = in_tree(source.name, tree)
    return Experiment(data, hidden, float(numbers["alpha"]), seed, test=_share(tree, data))


def _iterations(loop: ast.For | ast.While) -> int:
    match loop:
        case ast.For(iter=ast.Call(ast.Name("range"), [ast.Constant(int(number))])):
            if 1 <= number <= MAX_ITERATIONS:
                return number
    raise ValueError("not so many iterations")


def _assigned(tree: ast.Module, name: str) -> ast.expr:
    """Return what the file assigns to a name; StopIteration if that is nothing."""
    return next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == [name]
    )


def _shape(tree: ast.Module, name: str) -> tuple[int, int]:
    """Return the rows and columns with which weights are drawn."""
    found = _assigned(tree, name)
    rows, columns = next(
        ast.literal_eval(node) for node in ast.walk(found) if isinstance(node, ast.Tuple)
    )
    return int(rows), int(columns)


def _share(tree: ast.Module, data: Dataset) -> float:
    """Return the share of the examples that the file holds back, in few digits."""
    try:
        nodes = ast.walk(_assigned(tree, "test"))
        listed = next(node for node in nodes if isinstance(node, ast.List))
    except StopIteration:
        return 0.0
    count, examples = len(ast.literal_eval(listed)), len(data.y)
    shares = (round(count / examples, digits) for digits in range(1, DIGITS))
    return next(share for share in shares if share and round(share * examples) == count)


def _named(data: Dataset, source: Source, named: Named) -> Iterator[Dataset]:
    """Yield data with these numbers: built in, named in the file, and the file itself."""
    clouds = (of_cloud(Cloud(shape)) for shape in SHAPES)
    for one in (*BUILT_IN, *clouds):
        if _has_numbers(one, data):
            yield one
    for line in source.lines:
        if line.startswith(SAME_DIGITS):
            other = named(line.removeprefix(SAME_DIGITS))
            if other is not None and _has_numbers(other, data):
                yield other
    if source.name.lower().endswith(SCRIPT):
        yield data


def _has_numbers(one: Dataset, other: Dataset) -> bool:
    """True when two have the same inputs and targets."""
    return np.array_equal(one.X, other.X) and np.array_equal(one.y, other.y)


def _edits(source: Source, experiment: Experiment) -> list[Edit]:
    """Return the edits that the file makes, each of which a comment beside it tells."""
    found = []
    for line in source.lines:
        code, mark, comment = line.rpartition("  # ")
        if mark and code.startswith("        "):
            with suppress(ValueError):  # any other comment
                found.append(Edit.parse(comment, experiment.dimensions))
    found.sort(key=lambda one: (one.at.iteration, one.counts_from(experiment.script)))
    return found


def _form(tree: ast.Module, lacks_float: bool) -> str:
    """Return a tree as a text, without data, docstrings, and how often the error is printed.

    Where `lacks_float`, whole numbers need not say that they are to be floats.
    """
    return ast.dump(_Plain(lacks_float).visit(_copied(tree)))


def _copied(tree: ast.Module) -> ast.Module:
    """Return a copy without the data, which may be large."""
    body: list[ast.stmt] = []
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name("X" | "y") as target], ast.Call(called, [_, *rest], named)):
                empty = ast.Call(called, [ast.List([], ast.Load()), *rest], named)
                body.append(ast.Assign([target], empty, lineno=1))
            case _:
                body.append(node)
    return ast.parse(ast.unparse(ast.fix_missing_locations(ast.Module(body, []))))


class _Plain(ast.NodeTransformer):
    """Makes alike what is no difference."""

    def __init__(self, lacks_float: bool) -> None:
        self._lacks_float = lacks_float

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = _without_docstring(node.body)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = _without_docstring(node.body)
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        match node:
            case ast.Assign([ast.Name("alpha")], ast.Constant(int() | float() as value)):
                node.value = ast.Constant(float(value))
            case ast.Assign([ast.Name("X" | "y")], ast.Call(_, [_, ast.Name("float")]) as call):
                if self._lacks_float:
                    del call.args[1]
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        match node:
            case ast.BinOp(ast.Name("iteration"), ast.Mod(), ast.Constant(int(every))) if every > 0:
                node.right = ast.Constant(EVERY)
        return self.generic_visit(node)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(ast.Constant(str())), *rest] if rest:
            return rest
    return body
