"""Where a number comes from: for any cell, the formula, the operands as they were, the result."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .experiment import Experiment, Thread, axes
from .network import Array, Phase
from .timeline import Iteration, Moment

Cell = tuple[int, int]
Kind = Literal["about", "formula", "head", "term", "sum", "result", "note"]


@dataclass(frozen=True)
class Line:
    """One line of an explanation: a label and, where it is arithmetic, a number behind it."""

    kind: Kind
    text: str
    value: str = ""
    stands_for: int = 1
    """How many terms a line of them is."""


@dataclass(frozen=True)
class Explanation:
    """What one cell of a variable holds and how it came about."""

    cell: str
    """`l1_error[2,0]`."""
    lines: tuple[Line, ...]

    def shortened(self, height: int) -> list[Line]:
        """Return as much as fits: without notes, without the formula, then with fewer terms.

        Arithmetic of which a part would be missing is left out as a whole, and the formula stands
        for it. The result always stays.
        """
        lines = _without(self.lines, height, "note", "formula", "about")
        lines = _with_fewer_terms(lines, height)
        for arithmetic in (("head", "term"), ("head", "term", "sum")):
            if len(lines) > height:
                rest = [line for line in self.lines if line.kind not in arithmetic]
                lines = _without(rest, height, "note", "about")
        return _without(lines, height, "formula")[: max(0, height)]


def _without(lines: Sequence[Line], height: int, *kinds: Kind) -> list[Line]:
    """Return the lines without as many of these kinds as there is no room for, the last first."""
    rest = list(lines)
    for kind in kinds:
        while len(rest) > height and any(line.kind == kind for line in rest):
            del rest[max(at for at, line in enumerate(rest) if line.kind == kind)]
    return rest


def _with_fewer_terms(lines: list[Line], height: int) -> list[Line]:
    """Return the lines without terms in the middle, if the first and the last can stay."""
    terms = [at for at, line in enumerate(lines) if line.kind == "term"]
    surplus = len(lines) - height
    if surplus <= 0 or len(terms) <= surplus + 2:
        return lines
    left_out = lines[terms[-2] - surplus : terms[-1]]
    ellipsis = _ellipsis(sum(line.stands_for for line in left_out))
    return [*lines[: terms[-2] - surplus], ellipsis, *lines[terms[-1] :]]


@dataclass(frozen=True)
class Digits:
    """How many decimals the numbers of one explanation have: all the same, so that they add up."""

    decimals: int = 5

    @classmethod
    def showing(cls, *values: float | Array) -> Digits:
        """Choose 5 to 8 decimals, so that the smallest number shows four digits if possible."""
        flat = np.abs(np.concatenate([np.ravel(value) for value in values]))
        counting = flat[np.isfinite(flat) & (flat > 0)]
        smallest = float(counting.min()) if counting.size else 1.0
        return cls(max(5, min(8, 3 - math.floor(math.log10(smallest)))))

    def number(self, value: float, sign: str = "+") -> str:
        """Write a number; `sign` is "+" for numbers of both signs, "" for those that have none.

        One that would show no digit, or too many, is written as a power of ten.
        """
        value = float(value) + 0.0
        plain = not value or 0.5 * 10.0**-self.decimals <= abs(value) < 1e6
        return f"{value:{sign}.{self.decimals}f}" if plain else f"{value:{sign}.4e}"

    def short(self, value: float, sign: str = "+") -> str:
        """Write an operand: small whole numbers as such, all others like any number."""
        whole = abs(value) < 1e4 and value == int(value)
        return str(int(value)) if whole else self.number(value, sign)


DIGITS = Digits()


def explain(moment: Moment, name: str, thread: Thread, *, terms: int | None = None) -> Explanation:
    """Explain the cell in which the thread crosses a variable, by its last assignment.

    Of a sum at most so many `terms` are written, the last among them; None: all.
    """
    experiment = moment.experiment
    cell = thread.cell(name, experiment)
    value = moment.value(name)
    about = Line("about", _about(experiment, name, cell))
    if value is None:
        phase = experiment.script.phase(name)
        lines = [
            about,
            Line("formula", phase.source),
            Line("result", "not computed yet"),
            Line("note", f"comes in phase {phase.number} of {len(experiment.script.phases)}"),
        ]
    elif name not in experiment.script.names:
        lines = [about, Line("result", _ref(name, cell), DIGITS.short(value.array[cell], ""))]
        lines.append(Line("note", "the target, given with the data"))
    elif value.origin is None:
        lines = [about, Line("result", _ref(name, cell), DIGITS.number(value.array[cell]))]
        lines.append(Line("note", f"drawn at random from [-1, 1), seed {experiment.seed}"))
    else:
        phase = experiment.script.phase(name)
        lines = [about, Line("formula", phase.source)]
        lines += _arithmetic(phase, value.origin, cell, moment, terms)
    return Explanation(_ref(name, cell), tuple(lines))


def _arithmetic(
    phase: Phase, iteration: Iteration, cell: Cell, moment: Moment, terms: int | None
) -> Iterator[Line]:
    """Yield the phase's arithmetic in one cell, with the operands as the phase read them."""
    (row, column), experiment = cell, moment.experiment
    arrays = {
        name: iteration.operand(name, phase.name) for name in phase.operands if name != "alpha"
    }
    outcome, ref = iteration.values[phase.name][cell], _ref(phase.name, cell)
    match phase.way, phase.operands:
        case "forward", (source,):
            yield Line("result", ref, DIGITS.short(arrays[source][cell], ""))
            yield Line("note", "layer 0 is the input itself")
        case "forward", (layer, synapse):
            index = axes(synapse, experiment)[0][0]
            products = Products(
                index,
                f"{layer}[{row},{index}]",
                arrays[layer][row],
                f"{synapse}[{index},{column}]",
                arrays[synapse][:, column],
            )
            digits = products.digits(outcome)
            yield from products.lines(digits, terms)
            yield Line("sum", "x = their sum", digits.number(products.total))
            yield Line("result", f"{ref} = sigmoid(x)", digits.number(outcome, ""))
        case "compare", (target, layer):
            y, output = arrays[target][cell], arrays[layer][cell]
            digits = Digits.showing(output, outcome)
            yield Line("term", f"  {_ref(target, cell)}", digits.short(y, ""))
            yield Line("term", f"- {_ref(layer, cell)}", digits.number(output, ""))
            yield Line("result", f"= {ref}", digits.number(outcome))
            yield from _printed(moment, iteration)
        case "back-propagation", (error, layer) if not layer.startswith("syn"):
            output = float(arrays[layer][cell])
            slope = output * (1 - output)
            digits = Digits.showing(arrays[error][cell], slope, outcome)
            yield Line("term", f"  {_ref(error, cell)}", digits.number(arrays[error][cell]))
            yield Line("term", f"× slope({_ref(layer, cell)})", digits.number(slope, ""))
            yield Line("result", f"= {ref}", digits.number(outcome))
            yield Line("note", f"slope(l) = l × (1 - l), l = {digits.number(output, '')}")
        case "back-propagation", (delta, synapse):
            products = Products(
                "k",
                f"{delta}[{row},k]",
                arrays[delta][row],
                f"{synapse}[{column},k]",
                arrays[synapse][column],
            )
            digits = products.digits(outcome)
            yield from products.lines(digits, terms)
            yield Line("result", f"= {ref}", digits.number(outcome))
            yield Line("note", ".T: back along the same synapse")
        case _:
            _, _, layer, delta = phase.operands
            products = Products(
                "e",
                f"{layer}[e,{row}]",
                arrays[layer][:, row],
                f"{delta}[e,{column}]",
                arrays[delta][:, column],
            )
            with np.errstate(all="ignore"):
                step = experiment.alpha * products.total
            digits = products.digits(step)
            yield from products.lines(digits, terms)
            yield Line("sum", f"their sum × alpha {experiment.alpha_text}", digits.number(step))
            yield Line("sum", f"+ {ref} before", digits.number(arrays[phase.name][cell]))
            yield Line("result", f"= {ref} now", digits.number(outcome))


@dataclass(frozen=True, eq=False)
class Products:
    """A sum of products, as in a matrix product: two vectors, (terms,), and their names."""

    index: str
    """The letter in the names that runs."""
    left: str
    a: Array
    right: str
    b: Array

    @property
    def total(self) -> float:
        """The sum."""
        with np.errstate(all="ignore"):
            return float((self.a * self.b).sum())

    def digits(self, outcome: float) -> Digits:
        """Choose the decimals by the largest factors and what comes out."""
        largest = [max(np.abs(vector).max(initial=0.0), 0.0) for vector in (self.a, self.b)]
        return Digits.showing(*largest, outcome)

    def _only(self, name: str) -> str:
        """Return a name with its running index at 0, where there is but one term."""
        return re.sub(rf"\b{self.index}\b", "0", name)

    def lines(self, digits: Digits, terms: int | None) -> Iterator[Line]:
        """Yield a line with the names, and one for each product; a single one in full."""
        if len(self.a) == 1:
            yield Line("term", f"  {self._only(self.left)}", digits.number(self.a[0]))
            yield Line("term", f"× {self._only(self.right)}", digits.number(self.b[0]))
            return
        written = range(len(self.a))
        left_out = 0 if terms is None else max(0, len(self.a) - max(2, terms))
        if left_out:
            written = range(len(self.a) - left_out - 1)
        shown = [*written, len(self.a) - 1] if left_out else [*written]
        output = self.left[0] == "l" and "_" not in self.left
        firsts = [digits.short(self.a[at], "" if output else "+") for at in shown]
        seconds = [digits.short(self.b[at]) for at in shown]
        width, second = max(map(len, firsts)), max(map(len, seconds))
        ordinal = len(str(len(self.a) - 1))
        indent = max(ordinal + 1, ordinal + 2 + width - len(self.left))
        yield Line("head", f"{self.index.ljust(indent)}{self.left} × {self.right}")
        for at, x, y in zip(shown, firsts, seconds, strict=True):
            if left_out and at == shown[-1]:
                yield _ellipsis(left_out)
            with np.errstate(all="ignore"):
                product = digits.number(self.a[at] * self.b[at])
            yield Line("term", f"{at:>{ordinal}}  {x.rjust(width)} × {y.rjust(second)}", product)


def _ellipsis(terms: int) -> Line:
    return Line("term", f"… {terms} more terms …", stands_for=terms)


def _printed(moment: Moment, iteration: Iteration) -> Iterator[Line]:
    """Yield the line that the video's script prints at this iteration."""
    error = moment.error
    if error is not None and error[1] == iteration.number:
        yield Line("note", "the mean of all |error|, as printed:")
        yield Line("note", f"Error: {error[0]:.12g}")


def _ref(name: str, cell: Cell) -> str:
    return f"{name}[{cell[0]},{cell[1]}]"


def _about(experiment: Experiment, name: str, cell: Cell) -> str:
    """Say in words what a cell's row and column are."""
    words = []
    for axis, index in zip(axes(name, experiment), cell, strict=True):
        if axis == "example":
            inputs = experiment.dataset.X[index]
            row = " ".join(f"{value:.3g}" for value in inputs[:4]) + (
                " …" if len(inputs) > 4 else ""
            )
            words.append(f"example {index} ({row})")
        elif axis == "hidden":
            words.append(f"hidden neuron {index}")
        else:
            words.append(f"{axis} {index}")
    return " · ".join(words)
