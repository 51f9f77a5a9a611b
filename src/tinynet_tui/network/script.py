"""A script: its text, its steps and what each step reads."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType, MappingProxyType

from .array import Array, Bools, Ints
from .axes import Axes, Line, assigned, axes_of
from .roles import Roles
from .split import NONE
from .step import Step


@dataclass(frozen=True)
class Script:
    """A generator that runs an iteration step by step, with what its text tells."""

    function: Callable[..., Iterator[Array]]
    weights: tuple[str, ...]
    """The synapses, in the order in which the function takes them."""

    @cached_property
    def _file(self) -> list[str]:
        """The lines of the file in which the function stands."""
        assert isinstance(self.function, FunctionType)
        return linecache.getlines(self.function.__code__.co_filename, self.function.__globals__)

    @cached_property
    def _lines(self) -> list[Line]:
        """The lines that assign something."""
        # Python's parser reads the whole file sooner than `inspect` finds the function's end.
        assert isinstance(self.function, FunctionType)
        first = self.function.__code__.co_firstlineno
        for node in ast.walk(ast.parse("".join(self._file))):
            if isinstance(node, ast.FunctionDef) and node.lineno == first:
                return [line for line in node.body if isinstance(line, Line)]
        raise ValueError(f"no function in line {first}")

    @cached_property
    def axes(self) -> dict[str, Axes]:
        """What the rows and columns of every variable stand for, by its name."""
        return axes_of(self._lines, self.weights)

    @cached_property
    def roles(self) -> Roles:
        return Roles(self.steps, self.weights, self.axes)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the order in which they run."""
        steps: list[Step] = []
        way = "forward"
        for line in self._lines:
            name, reads = assigned(line), _variables(line.value)
            if isinstance(line, ast.AugAssign):
                way, reads = "update", (name, *reads)
            elif "y" in reads:
                way = "compare"
            elif way == "compare":
                way = "back-propagation"
            source = self._file[line.lineno - 1].strip()
            steps.append(Step(len(steps) + 1, name, source, way, reads, _called(line.value)))
        return tuple(steps)

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
    def functions(self) -> tuple[Callable[[Array], Array], ...]:
        """The functions that the script calls, in the order of their first calls."""
        assert isinstance(self.function, FunctionType)
        names = dict.fromkeys(step.function for step in self.steps if step.function)
        return tuple(self.function.__globals__[name] for name in names)

    def step(self, name: str) -> Step:
        """Return the step that assigns `name`; KeyError if there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

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
        lines = self.function(X, y, *(weight.copy() for weight in weights), alpha)
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


def _variables(expression: ast.expr) -> tuple[str, ...]:
    """Return the variables that an expression reads, left to right."""
    nodes = list(ast.walk(expression))
    called = {node.func for node in nodes if isinstance(node, ast.Call)}
    names = [node for node in nodes if isinstance(node, ast.Name) and node not in called]
    return tuple(name.id for name in sorted(names, key=lambda name: name.col_offset))


def _called(expression: ast.expr) -> str | None:
    """Return the outermost function that an expression calls; None without one."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id
    return None
