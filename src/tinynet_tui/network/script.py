"""A script: a Python file with a training loop, its steps and what each step reads.

It is read as the engine reads any script. The numbers before its loop are another matter: data,
first weights and the learning rate come from outside, so that one text serves every experiment.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tinynet_tui.engine.flow import Names
from tinynet_tui.engine.forward import comparing, ways
from tinynet_tui.engine.hooks import steps
from tinynet_tui.engine.loops import Loop, choose
from tinynet_tui.engine.source import Source, read
from tinynet_tui.engine.trained import trained
from tinynet_tui.engine.variables import Variables

from .array import Array, Bools, Ints
from .axes import Axes, Line, axes_of
from .roles import Roles
from .split import NONE
from .step import Step


@dataclass(frozen=True)
class Script:
    """A file whose loop assigns one variable after another."""

    name: str
    text: str

    @cached_property
    def source(self) -> Source:
        return read(self.name, self.text.encode())

    @cached_property
    def loop(self) -> Loop:
        return choose(self.source.tree)

    @cached_property
    def _names(self) -> Names:
        return Names(self.source.tree)

    @cached_property
    def statements(self) -> list[Line]:
        """The statements of the loop that assign something."""
        return [node for node in self.loop.node.body if isinstance(node, Line)]

    @cached_property
    def variables(self) -> Variables:
        """What the loop's variables are to it; its steps are those of the engine."""
        found = ways(self.loop, self._names, self.source.tree)
        return Variables(steps(self.loop, self._names), comparing(self.loop, found))

    @cached_property
    def weights(self) -> tuple[str, ...]:
        """What is trained, in the order in which it is read."""
        return tuple(trained(self.loop.node, self._names))

    @cached_property
    def axes(self) -> dict[str, Axes]:
        """What the rows and columns of every variable stand for, by its name."""
        return axes_of(self.statements, self.weights)

    @cached_property
    def roles(self) -> Roles:
        return Roles(self.steps, self.weights, self.axes)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that assign a variable, in the order in which they run."""
        found: list[Step] = []
        lines, own = self.source.lines, self._names.functions
        for number, line in enumerate(self.variables.steps):
            if not line.writes:
                continue  # it prints
            source = "\n".join(lines[line.line - 1 : line.end]).strip()
            calls = self._names.access(self.statements[len(found)]).calls
            function = next((name for name in calls if name in own), None)
            way = self.variables.way(number)
            found.append(Step(len(found) + 1, line.writes[0], source, way, line.reads, function))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The variables that the steps assign, in order."""
        return tuple(step.name for step in self.steps)

    @cached_property
    def error(self) -> str:
        """The name of the variable whose mean absolute value is the error."""
        return next(step.name for step in self.steps if step.way == "compare")

    @cached_property
    def first_delta(self) -> str:
        """The name of the prediction's delta, with which back-propagation begins."""
        return self.roles.delta(self.roles.prediction)

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The text of each function that the file defines."""
        found = [node for node in self.source.tree.body if isinstance(node, ast.FunctionDef)]
        lines = self.source.lines
        return {node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in found}

    @cached_property
    def functions(self) -> Mapping[str, Callable[[Array], Array]]:
        """The functions that the file defines, by their names."""
        return {name: self._scope[name] for name in self.definitions}

    @cached_property
    def _scope(self) -> dict[str, Any]:
        """What the file imports and defines, without its numbers."""
        kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef)
        body: list[ast.stmt] = [one for one in self.source.tree.body if isinstance(one, kinds)]
        scope: dict[str, Any] = {}
        exec(compile(ast.Module(body, []), self.name, "exec"), scope)
        return scope

    @cached_property
    def run(self) -> Callable[..., Iterator[Array]]:
        """One iteration, as a generator that stops after each step and yields what it assigned.

        It takes X (examples, inputs), y (examples, outputs), the weights, which it changes in place
        and only after all deltas are known, and alpha.
        """
        body: list[ast.stmt] = []
        for statement, name in zip(self.statements, self.names, strict=True):
            value = ast.Yield(ast.Name(name, ast.Load()))
            body += [statement, ast.copy_location(ast.Expr(value), statement)]
        taken = [ast.arg(name) for name in ("X", "y", *self.weights, "alpha")]
        arguments = ast.arguments([], taken, None, [], [], None, [])
        made = ast.FunctionDef("iteration", arguments, body, [])
        module = ast.fix_missing_locations(ast.Module([made], []))
        scope = {**self._scope}
        exec(compile(module, self.name, "exec"), scope)
        result: Callable[..., Iterator[Array]] = scope["iteration"]
        return result

    def step(self, name: str) -> Step:
        """Return the step that assigns `name`; KeyError if there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def again(self, step: Step, values: Mapping[str, Array], alpha: float) -> Array:
        """Return what a step makes of other values of its operands, which stay as they are."""
        scope = {**self._scope, "alpha": alpha}
        scope |= {name: values[name].copy() for name in step.operands if name in values}
        exec(step.source, scope)
        result: Array = scope[step.name]
        return result

    def compute(
        self,
        X: Array,
        y: Array,
        weights: tuple[Array, ...],
        alpha: float,
        count: int,
        fixed: Mapping[str, Bools] = MappingProxyType({}),
        held_back: Ints = NONE,
    ) -> dict[str, Array]:
        """Run the first `count` steps of an iteration; return what each assigned, in order.

        The weights passed in are not changed. `fixed` has, by synapse, a mask of the weights that
        keep their value: those that are held, and those that are off, which must be 0. The rows
        `held_back` are examples that do not train: their delta is set to 0.
        """
        before = dict(zip(self.weights, weights, strict=True))
        lines = self.run(X, y, *(weight.copy() for weight in weights), alpha)
        values: dict[str, Array] = {}
        delta = self.first_delta if len(held_back) else None
        for name, value in zip(self.names[:count], lines, strict=False):
            if name in fixed:
                value[fixed[name]] = before[name][fixed[name]]  # before the next line runs
            if name == delta:
                value[held_back] = 0.0
            values[name] = value
        for value in values.values():
            if value is not X:
                value.flags.writeable = False
        return values
