"""Where a number comes from: for any cell, the formula, the operands as they were, the result."""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass(frozen=True)
class Explanation:
    """What one cell of a variable holds and how it came about."""

    cell: str
    """`l1_error[2,0]`."""
    lines: tuple[Line, ...]

    def shortened(self, height: int) -> list[Line]:
        """Return as much as fits: without notes, without the formula, then with fewer terms.

        The result always stays.
        """
        lines = list(self.lines)
        for kind in ("note", "formula", "about"):
            while len(lines) > height and any(line.kind == kind for line in lines):
                del lines[max(at for at, line in enumerate(lines) if line.kind == kind)]
        terms = [at for at, line in enumerate(lines) if line.kind == "term"]
        surplus = len(lines) - height
        if surplus > 0 and len(terms) > surplus + 2:
            left_out = slice(terms[-2] - surplus, terms[-1])
            lines[left_out] = [Line("note", f"… {surplus + 1} more terms …")]
        for kind in ("term", "head", "note", "sum"):
            while len(lines) > height and any(line.kind == kind for line in lines):
                del lines[max(at for at, line in enumerate(lines) if line.kind == kind)]
        return lines[: max(0, height)]


def number(value: float, sign: str = "+") -> str:
    """Write a number with five decimals, very small and large ones as powers of ten.

    `sign` is "+" for numbers of both signs, "" for those that have none.
    """
    value = float(value) + 0.0
    decimals = "5f" if not value or 1e-3 <= abs(value) < 1e6 else "4e"
    return f"{value:{sign}.{decimals}}"


def short(value: float, sign: str = "+") -> str:
    """Write an operand: small whole numbers as such, all others like any number."""
    whole = abs(value) < 1e4 and value == int(value)
    return str(int(value)) if whole else number(value, sign)


def explain(moment: Moment, name: str, thread: Thread) -> Explanation:
    """Explain the cell in which the thread crosses a variable, by its last assignment."""
    experiment = moment.experiment
    cell = thread.cell(name, experiment)
    value = moment.value(name)
    about = Line("about", _about(experiment, name, cell))
    if value is None:
        phase = experiment.script.phase(name)
        lines = [
            about,
            Line("formula", phase.source),
            Line("note", "not computed yet: comes in phase"),
            Line("note", f"{phase.number} of {len(experiment.script.phases)}"),
        ]
    elif name not in experiment.script.names:
        lines = [about, Line("result", _ref(name, cell), short(value.array[cell], ""))]
        lines.append(Line("note", "the target, given with the data"))
    elif value.origin is None:
        lines = [about, Line("result", _ref(name, cell), number(value.array[cell]))]
        lines.append(Line("note", f"drawn at random from [-1, 1), seed {experiment.seed}"))
    else:
        phase = experiment.script.phase(name)
        lines = [about, Line("formula", phase.source)]
        lines += _arithmetic(phase, value.origin, cell, experiment, moment)
    return Explanation(_ref(name, cell), tuple(lines))


def _arithmetic(
    phase: Phase, iteration: Iteration, cell: Cell, experiment: Experiment, moment: Moment
) -> Iterator[Line]:
    """Yield the phase's arithmetic in one cell, with the operands as the phase read them."""
    row, column = cell
    arrays = {
        name: iteration.operand(name, phase.name) for name in phase.operands if name != "alpha"
    }
    outcome = iteration.values[phase.name][cell]
    result = Line("result", f"= {_ref(phase.name, cell)}", number(outcome))
    match phase.way, phase.operands:
        case "forward", (source,):
            yield Line("result", _ref(phase.name, cell), short(arrays[source][cell], ""))
            yield Line("note", "layer 0 is the input itself")
        case "forward", (layer, synapse):
            a, b = arrays[layer], arrays[synapse]
            index = axes(synapse, experiment)[0][0]
            factors = (
                (f"{layer}[{row},{index}]", a[row]),
                (f"{synapse}[{index},{column}]", b[:, column]),
            )
            yield from _products(index, *factors)
            yield Line("sum", "x = their sum", number(_total(a[row] * b[:, column])))
            yield Line("result", f"{_ref(phase.name, cell)} = sigmoid(x)", number(outcome, ""))
        case "compare", (target, layer):
            yield Line("term", f"  {_ref(target, cell)}", short(arrays[target][cell], ""))
            yield Line("term", f"- {_ref(layer, cell)}", number(arrays[layer][cell], ""))
            yield result
            yield from _printed(moment, iteration)
        case "back-propagation", (error, layer) if not layer.startswith("syn"):
            output = float(arrays[layer][cell])
            yield Line("term", f"  {_ref(error, cell)}", number(arrays[error][cell]))
            yield Line("term", f"× slope({_ref(layer, cell)})", number(output * (1 - output), ""))
            yield result
            yield Line("note", f"slope(l) = l × (1 - l), l = {number(output, '')}")
        case "back-propagation", (delta, synapse):
            a, b = arrays[delta], arrays[synapse]
            factors = (f"{delta}[{row},k]", a[row]), (f"{synapse}[{column},k]", b[column])
            yield from _products("k", *factors)
            yield result
            yield Line("note", ".T: back along the same synapse")
        case _:
            _, _, layer, delta = phase.operands
            a, b = arrays[layer], arrays[delta]
            factors = (f"{layer}[e,{row}]", a[:, row]), (f"{delta}[e,{column}]", b[:, column])
            yield from _products("e", *factors)
            with np.errstate(all="ignore"):
                step = experiment.alpha * _total(a[:, row] * b[:, column])
            yield Line("sum", f"their sum × alpha {experiment.alpha:g}", number(step))
            yield Line(
                "sum", f"+ {_ref(phase.name, cell)} before", number(arrays[phase.name][cell])
            )
            yield Line("result", f"= {_ref(phase.name, cell)} now", result.value)


def _products(index: str, left: tuple[str, Array], right: tuple[str, Array]) -> Iterator[Line]:
    """Yield a sum of products: a line that names the factors, and one for each product.

    Both vectors are (terms,); the names carry the index that runs. A single product is written
    out in full.
    """
    (left_name, a), (right_name, b) = left, right
    if len(a) == 1:
        yield Line("term", f"  {left_name.replace(index, '0')}", number(a[0]))
        yield Line("term", f"× {right_name.replace(index, '0')}", number(b[0]))
        return
    firsts = [
        short(value, "" if left_name.startswith("l") and "_" not in left_name else "+")
        for value in a
    ]
    seconds = [short(value) for value in b]
    width = max(map(len, firsts))
    second = max(map(len, seconds))
    ordinal = len(str(len(a) - 1))
    gap = " " * max(1, ordinal + 2 + width - len(left_name))
    yield Line("head", f"{index}{gap[:-1] if len(gap) > 1 else ' '}{left_name} × {right_name}")
    for at, (x, y) in enumerate(zip(firsts, seconds, strict=True)):
        text = f"{at:>{ordinal}}  {x.rjust(width)} × {y.rjust(second)}"
        with np.errstate(all="ignore"):
            yield Line("term", text, number(a[at] * b[at]))


def _total(products: Array) -> float:
    with np.errstate(all="ignore"):
        return float(products.sum())


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
