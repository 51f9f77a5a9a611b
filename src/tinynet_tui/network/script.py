"""A script: its text, its steps, and what each of them reads."""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .array import Array
from .axes import Axes, axes_of
from .roles import Roles

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Step(NamedTuple):
    """One line of a script: the variable it assigns, its text and what it reads."""

    number: int
    """Its place in the script, from 1."""
    name: str
    """The variable that the line assigns."""
    source: str
    """The line as it stands in the file."""
    way: str
    """`forward`, `compare`, `back-propagation` or `update`."""
    operands: tuple[str, ...]
    """The variables that the line reads, left to right; an update reads its own target too."""
    function: str | None = None
    """The function that the line calls."""


@dataclass(frozen=True)
class Script:
    """A generator of steps and the table of them, read from the generator's own text."""

    function: Callable[..., Iterator[Array]]
    weights: tuple[str, ...]
    """The synapses, in the order in which the function takes them."""

    @cached_property
    def _text(self) -> str:
        return _source(self.function)

    @cached_property
    def _lines(self) -> list[ast.Assign | ast.AugAssign]:
        """The lines that assign something, as Python's own parser reads them."""
        (function,) = ast.parse(self._text).body
        assert isinstance(function, ast.FunctionDef)
        return [line for line in function.body if isinstance(line, ast.Assign | ast.AugAssign)]

    @cached_property
    def axes(self) -> dict[str, Axes]:
        """What the rows and columns of every variable stand for, by its name."""
        return axes_of(self._lines, self.weights)

    @cached_property
    def roles(self) -> Roles:
        """What every variable is for."""
        return Roles(self.steps, self.weights, self.axes)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The table of steps, in the order in which they run."""
        lines = self._text.splitlines()
        steps: list[Step] = []
        way = "forward"
        for line in self._lines:
            target = line.target if isinstance(line, ast.AugAssign) else line.targets[0]
            assert isinstance(target, ast.Name)
            reads = self._variables(line.value)
            if isinstance(line, ast.AugAssign):
                way, reads = "update", (target.id, *reads)
            elif "y" in reads:
                way = "compare"
            elif way == "compare":
                way = "back-propagation"
            source = lines[line.lineno - 1].strip()
            steps.append(Step(len(steps) + 1, target.id, source, way, reads, _called(line.value)))
        return tuple(steps)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The steps' names, in order."""
        return tuple(step.name for step in self.steps)

    @cached_property
    def error(self) -> str:
        """The name of the variable whose mean absolute value is the error."""
        return next(step.name for step in self.steps if step.way == "compare")

    @cached_property
    def functions(self) -> tuple[Callable[[Array], Array], ...]:
        """The functions that the script calls, in the order in which it first does."""
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
        off: Mapping[str, NDArray[np.bool_]] = MappingProxyType({}),
    ) -> dict[str, Array]:
        """Run the first `count` steps of an iteration; what each assigned, by name, in order.

        The weights given are left as they are. Those that are `off`, a mask for a synapse, must
        be 0; they are not updated.
        """
        lines = self.function(X, y, *(weight.copy() for weight in weights), alpha)
        values: dict[str, Array] = {}
        for name, value in zip(self.names[:count], lines, strict=False):
            if name in off:
                value[off[name]] = 0.0  # before the next line runs
            values[name] = value
        for value in values.values():
            if value is not X:
                value.flags.writeable = False
        return values

    @staticmethod
    def _variables(expression: ast.expr) -> tuple[str, ...]:
        called = {node.func for node in ast.walk(expression) if isinstance(node, ast.Call)}
        names = [
            node
            for node in ast.walk(expression)
            if isinstance(node, ast.Name) and node not in called
        ]
        names.sort(key=lambda name: name.col_offset)
        return tuple(name.id for name in names)


def _called(expression: ast.expr) -> str | None:
    """Return the function that an expression calls, the outermost; None if it calls none."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id
    return None


def _source(function: Callable[..., object]) -> str:
    """Return a function's text as `inspect.getsource` does, which first looks at every module."""
    assert isinstance(function, FunctionType)
    code = function.__code__
    lines = linecache.getlines(code.co_filename, function.__globals__)
    return "".join(inspect.getblock(lines[code.co_firstlineno - 1 :]))
