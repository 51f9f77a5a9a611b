"""What is known of a script's variables beside their values: what they stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tinynet_tui.engine.values import Value
from tinynet_tui.network.array import Array

LETTERS = {"example": "e", "input": "i", "hidden": "h", "output": "k"}
"""The running index along an axis."""
NOUNS = {"hidden": "hidden neuron"}
"""What an axis counts, where that is not its name."""


@dataclass(frozen=True)
class Described:
    """The roles of a script's arrays, by their labels; nothing for those that are not known."""

    axes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What each dimension counts: `example`, `input`, `hidden`, `output`; "" if unknown."""
    kept: Collection[str] = frozenset()
    """The variables that the loop keeps from round to round, such as weights."""
    signed: Collection[str] = frozenset()
    """The variables whose numbers have a sign, even if none is negative now."""
    inputs: Collection[str] = frozenset()
    """What holds the examples' inputs."""
    layers: Mapping[str, str] = field(default_factory=dict)
    """The layers, the input among them, and what each is called."""
    remarks: Sequence[str] = ()
    """More that is to be said of the step."""

    def with_remarks(self, remarks: Sequence[str]) -> Described:
        """Return the same with more to be said of the step."""
        return replace(self, remarks=remarks) if remarks else self

    def axis(self, label: str, dimension: int) -> str:
        """Return what a dimension counts; "" if that is not known."""
        axes = self.axes.get(label, ())
        return axes[dimension] if dimension < len(axes) else ""


NOTHING = Described()


def about(
    described: Described, label: str, cell: Sequence[int], values: Mapping[str, Value]
) -> str:
    """Return what a cell's indices stand for, `example 2 (1 0 1) · hidden neuron 0`."""
    axes = described.axes.get(label, ())
    if len(axes) != len(cell) or not all(axes):
        return ""
    words = []
    for axis, index in zip(axes, cell, strict=True):
        row = _row(described, index, values) if axis == "example" else ""
        words.append(f"{noun(axis)} {index}{row}")
    return " · ".join(words)


def _row(described: Described, index: int, values: Mapping[str, Value]) -> str:
    """Return an example's inputs in brackets, the first four."""
    for label in described.inputs:
        value, axes = values.get(label), described.axes.get(label, ())
        if value is not None and value.whole and value.array is not None and "example" in axes:
            return f" ({row_text(value.array.take(index, axes.index('example')))})"
    return ""


def row_text(inputs: Array) -> str:
    """Return an example's inputs, the first four."""
    text = " ".join(f"{value:.3g}" for value in inputs[:4])
    return text + (" …" if len(inputs) > 4 else "")


def variable(label: str) -> str:
    """Return the variable of which a label names a part: `params` for `params[0]`."""
    return label.partition("[")[0]


def noun(axis: str) -> str:
    """Return what an axis counts, in words."""
    return NOUNS.get(axis, axis)
