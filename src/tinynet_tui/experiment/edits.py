"""Edits in a run: a number is changed, or a weight or a neuron is switched off or on.

An edit at position k:P takes effect at k:l0, and the steps l0 ... P are run again with it. Only a
weight edited at or after its own update, which would overwrite the edit, takes effect at P.
An edited input or target keeps its value; an edited weight is trained further. A weight that is
off is 0 and is not trained; when it is switched on, it gets its old value back. A weight that is
held keeps its value until it is free again; an edit can still give it another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tinynet_tui.network.dimensions import Dimensions
from tinynet_tui.network.script import Script
from tinynet_tui.support.parse_numbers import finite_number

from .position import Position

DATA = ("X", "y")
Switch = Literal["on", "off", "hold", "free"]
HOLDS = ("hold", "free")
"""The switches that are for weights only."""
Cell = tuple[int | None, int]
"""A row and a column; without a row, the column's neuron."""


@dataclass(frozen=True)
class Edit:
    """A number changed, or a weight or a neuron switched, at a position."""

    at: Position
    """Where the run stood when it was made."""
    name: str
    """`X`, `y` or a synapse, or the layer whose neuron is switched."""
    cell: Cell
    value: float | Switch

    @classmethod
    def parse(cls, text: str, dimensions: Dimensions) -> Edit:
        """Read `syn0[0,1]=0.5@100:l0`, `syn1[2,0]=off@100` or `l1[:,2]=on@100:syn0`.

        Raises ValueError for any other text, and where `check` does.
        """
        match = re.fullmatch(
            r"\s*(\w+)\s*\[\s*(\d{1,9}|:)\s*,\s*(\d{1,9})\s*\]\s*=\s*([^@\s]+)\s*@(.+)",
            text,
            re.ASCII | re.DOTALL,
        )
        if not match:
            missing = "" if "@" in text else ": @ITERATION is missing"
            raise ValueError(f"{text!r} is not an edit, such as syn0[0,1]=0.5@100:l0{missing}")
        name, row, column, value, position = match.groups()
        cell = (None if row == ":" else int(row), int(column))
        at = Position.parse(position, dimensions.script)
        edit = cls(at, name, cell, read_value(value))
        edit.check(dimensions)
        return edit

    def text(self, script: Script) -> str:
        """Return the form that `parse` reads."""
        value = self.value if isinstance(self.value, str) else plain_text(self.value)
        return f"{self.target}={value}@{self.at.text(script)}"

    @property
    def target(self) -> str:
        """What it changes: `syn0[0,1]`, or `l1[:,2]` for a neuron."""
        row, column = self.cell
        return f"{self.name}[{':' if row is None else row},{column}]"

    def synapse(self, script: Script) -> str | None:
        """Return the synapse that it changes: for a neuron, its outgoing weights. None for data."""
        roles = script.roles
        if self.name in DATA:
            return None
        return roles.out_of(self.name) if roles.is_layer(self.name) else self.name

    @property
    def index(self) -> tuple[int, int | slice]:
        """Its place in X, y or the synapse: a cell, or a neuron's whole row."""
        row, column = self.cell
        return (column, slice(None)) if row is None else (row, column)

    def counts_from(self, script: Script) -> int:
        """Return the step after which it takes effect, by number; 0 for the iteration's start."""
        synapse = self.synapse(script)
        if synapse is None or self.at.step < script.step(synapse).number:
            return 0
        return self.at.step

    def check(self, dimensions: Dimensions) -> None:
        """Raise ValueError if a network of these dimensions does not allow the edit."""
        script = dimensions.script
        cells, neurons = (*DATA, *script.weights), switchable_layers(script)
        if self.at.step > len(script.steps):
            raise ValueError(f"{self.target}: there is no step {self.at.step}")
        if self.name not in (neurons if self.cell[0] is None else cells):
            raise ValueError(
                f"{self.target} cannot be edited; edit cells of {' '.join(cells)}, "
                f"or switch neurons such as {neurons[-1]}[:,0]"
            )
        dimensions.check_cell(self.name, (self.cell[0] or 0, self.cell[1]))
        if isinstance(self.value, str):
            if self.name in DATA:
                raise ValueError(
                    f"{self.target} is data: only weights and neurons can be on or off"
                )
            if self.cell[0] is None and self.value in HOLDS:
                raise ValueError(f"{self.target} is a neuron: only a weight can be held or free")
        elif self.cell[0] is None:
            raise ValueError(f"{self.target} is a neuron: it can only be on or off")
        elif self.name == "y" and not 0 <= self.value <= 1:
            raise ValueError(f"a target must be from 0 to 1, not {plain_text(self.value)}")


def switchable_layers(script: Script) -> tuple[str, ...]:
    """Return the layers whose neurons can be switched: those with outgoing weights."""
    return tuple(script.roles.source(weight) for weight in script.weights)


def read_value(text: str) -> float | Switch:
    """Read a finite number, `on`, `off`, `hold` or `free`; ValueError for any other text."""
    match text.strip().lower():
        case "on" | "off" | "hold" | "free" as switch:
            return switch
    return finite_number(text.strip()) + 0.0  # never -0.0


def counted(number: int, noun: str) -> str:
    """Return a number and its noun: 1 edit, 2 edits."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def plain_text(value: float) -> str:
    """Return a number with the fewest digits that identify it: 1, 0.1, 1e+300."""
    return repr(float(value)).removesuffix(".0")
