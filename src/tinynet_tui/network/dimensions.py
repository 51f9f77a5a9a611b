"""The rows and columns of every variable, and the axes along which they run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .axes import Axes
from .script import Script


@dataclass(frozen=True)
class Dimensions:
    """A script's variables with their sizes."""

    script: Script
    sizes: Mapping[str, int]
    """The length of each axis, such as 4 for `hidden`."""

    def axes(self, name: str) -> Axes:
        """Return what a variable's rows and columns stand for; KeyError if it is unknown."""
        return self.script.axes[name]

    def shape(self, name: str) -> tuple[int, int]:
        rows, columns = self.axes(name)
        return self.sizes[rows], self.sizes[columns]

    def check_cell(self, name: str, cell: tuple[int, int]) -> None:
        """Raise ValueError if a variable does not have a cell."""
        if not self.has_cell(name, cell):
            rows, columns = self.shape(name)
            raise ValueError(f"{name} has rows 0 to {rows - 1} and columns 0 to {columns - 1}")

    def has_cell(self, name: str, cell: tuple[int, int]) -> bool:
        if name not in self.script.axes:
            return False
        rows, columns = self.shape(name)
        return cell[0] < rows and cell[1] < columns
