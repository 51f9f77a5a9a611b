"""The network, written to be read aloud: this is the code that the screen shows.

A script is a generator that computes one iteration and stops after every line, as a debugger
would. Its text is its own documentation: phases, their order and their operands are read from it.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from .weights import uniform

if TYPE_CHECKING:  # its import would take a hundredth of the time to the first paint
    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float64]"


def sigmoid(x: Array) -> Array:
    """Map any number to one between 0 and 1: 1 / (1 + e^-x), element by element, same shape."""
    return 1 / (1 + np.exp(-x))


def slope(l: Array) -> Array:  # noqa: E741 - the video's own name
    """Return the sigmoid's slope, taken of its *output* l: l * (1 - l), same shape.

    The derivative of s(x) is s(x) * (1 - s(x)); l already is s(x).
    """
    return l * (1 - l)


def three_layers(X: Array, y: Array, syn0: Array, syn1: Array, alpha: float) -> Iterator[Array]:
    """One iteration of the video's network, stopping after each of its nine phases.

    X is (examples, inputs), y (examples, outputs), syn0 (inputs, hidden), syn1 (hidden, outputs);
    both synapses are changed in place, and only after both deltas are known.
    """
    l0 = X
    yield l0
    l1 = sigmoid(l0 @ syn0)
    yield l1
    l2 = sigmoid(l1 @ syn1)
    yield l2
    l2_error = y - l2
    yield l2_error
    l2_delta = l2_error * slope(l2)
    yield l2_delta
    l1_error = l2_delta @ syn1.T
    yield l1_error
    l1_delta = l1_error * slope(l1)
    yield l1_delta
    syn1 += alpha * l1.T @ l2_delta
    yield syn1
    syn0 += alpha * l0.T @ l1_delta
    yield syn0


def two_layers(X: Array, y: Array, syn0: Array, alpha: float) -> Iterator[Array]:
    """One iteration of the article's network without a hidden layer, in five phases.

    X is (examples, inputs), y (examples, outputs), syn0 (inputs, outputs), changed in place.
    """
    l0 = X
    yield l0
    l1 = sigmoid(l0 @ syn0)
    yield l1
    l1_error = y - l1
    yield l1_error
    l1_delta = l1_error * slope(l1)
    yield l1_delta
    syn0 += alpha * l0.T @ l1_delta
    yield syn0


class Phase(NamedTuple):
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


@dataclass(frozen=True)
class Script:
    """A generator of phases and the table of them, read from the generator's own text."""

    function: Callable[..., Iterator[Array]]
    weights: tuple[str, ...]
    """The synapses, in the order in which the function takes them."""

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The table of phases, in the order in which they run."""
        text = _source(self.function)
        lines = text.splitlines()
        (function,) = ast.parse(text).body
        assert isinstance(function, ast.FunctionDef)
        phases: list[Phase] = []
        way = "forward"
        for line in function.body:
            if not isinstance(line, ast.Assign | ast.AugAssign):
                continue
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
            phases.append(Phase(len(phases) + 1, target.id, source, way, reads))
        return tuple(phases)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The phases' names, in order."""
        return tuple(phase.name for phase in self.phases)

    @cached_property
    def error(self) -> str:
        """The name of the variable whose mean absolute value is the error."""
        return next(phase.name for phase in self.phases if phase.way == "compare")

    def phase(self, name: str) -> Phase:
        """Return the phase that assigns `name`; KeyError if there is none."""
        for phase in self.phases:
            if phase.name == name:
                return phase
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
        """Run the first `count` phases of an iteration; what each assigned, by name, in order.

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


def _source(function: Callable[..., object]) -> str:
    """Return a function's text as `inspect.getsource` does, which first looks at every module."""
    assert isinstance(function, FunctionType)
    code = function.__code__
    lines = linecache.getlines(code.co_filename, function.__globals__)
    return "".join(inspect.getblock(lines[code.co_firstlineno - 1 :]))


THREE_LAYERS = Script(three_layers, weights=("syn0", "syn1"))
TWO_LAYERS = Script(two_layers, weights=("syn0",))


def script_for(hidden: int) -> Script:
    """Return the script for that many hidden neurons: without any, the article's two layers."""
    return THREE_LAYERS if hidden else TWO_LAYERS


def initial_weights(seed: int, inputs: int, hidden: int, outputs: int) -> tuple[Array, ...]:
    """Draw the synapses as the script does: uniform in [-1, 1), syn0 before syn1.

    Shapes (inputs, hidden) and (hidden, outputs); without hidden neurons one (inputs, outputs).
    From the stream of `RandomState` and not of `default_rng`: the published digits rest on it.
    """
    draw = uniform(seed)
    sizes = (inputs, hidden, outputs) if hidden else (inputs, outputs)
    return tuple(
        2 * np.array([[draw() for _ in range(columns)] for _ in range(rows)]) - 1
        for rows, columns in pairwise(sizes)
    )


def mean_absolute_errors(rows: Array) -> Array:
    """Average the absolute errors of each of many iterations: (iterations, examples, outputs).

    This is the number that the script prints. One iteration is a slice of one, so that an error
    has the same bits however many were averaged with it.
    """
    flat = np.abs(rows).reshape(len(rows), math.prod(rows.shape[1:]))
    result: Array = flat.mean(axis=1)
    return result
