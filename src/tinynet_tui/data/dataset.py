"""Training examples as matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.network.array import Array

from .names import DEFAULT


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training examples: inputs X, (examples, inputs), and targets y, (examples, outputs).

    Two are equal if the same text names them and all their numbers are the same, to the last bit.
    """

    name: str
    """Short enough for the status line."""
    X: Array
    y: Array
    spec: str = ""
    """The text that names it: as `parse` reads it, or the path of its file as it was given."""
    look: str = ""
    """What to look for, in a line."""
    alpha: float = 1.0
    """A learning rate that it learns by."""
    columns: tuple[str, ...] = ()
    """The names of the inputs, then of the targets; none if its file has no header."""
    is_file: bool = False
    bias: bool = False
    """Whether a column of ones was added to the inputs of its file, as the last one."""

    @classmethod
    def of(
        cls,
        name: str,
        X: Sequence[object] | Array,
        y: Sequence[object] | Array,
        *,
        spec: str = "",
        look: str = "",
        columns: Sequence[str] = (),
        is_file: bool = False,
        bias: bool = False,
    ) -> Dataset:
        """Copy X and y into read-only matrices; a flat y is one output column.

        Raises ValueError where they are not matrices of the same number of rows.
        """
        inputs, targets = np.array(X, float, order="C"), np.array(y, float, order="C")
        if targets.ndim == 1:
            targets = targets.reshape(-1, 1)
        if inputs.ndim != 2 or targets.ndim != 2 or len(inputs) != len(targets) or not inputs.size:
            raise ValueError(f"{name}: X {inputs.shape} and y {targets.shape} do not go together")
        inputs.flags.writeable = targets.flags.writeable = False
        return cls(
            name,
            inputs,
            targets,
            spec=spec or name,
            look=look,
            alpha=sensible_alpha(inputs),
            columns=tuple(columns),
            is_file=is_file,
            bias=bias,
        )

    @property
    def title(self) -> str:
        """Its name in full: that of a file, or the text that makes the data anew."""
        return self.name if self.is_file else self.spec

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words by which the command line takes it; none for what it takes without any."""
        if not self.is_file:
            return () if self.spec == DEFAULT else ("--dataset", self.spec)
        words = [f"--dataset={self.spec}"] if self.spec[:1] == "-" else ["--dataset", self.spec]
        targets = self.y.shape[1]
        words += ["--targets", str(targets)] if targets != 1 else []
        return (*words, "--bias") if self.bias else tuple(words)

    def __eq__(self, other: object) -> bool:
        """Compare the text and every bit of the numbers."""
        if not isinstance(other, Dataset):
            return NotImplemented
        return self is other or (
            self._key == other._key
            and self.X.tobytes() == other.X.tobytes()
            and self.y.tobytes() == other.y.tobytes()
        )

    def __hash__(self) -> int:
        """Hash what can be had at once."""
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        return self.spec, self.columns, self.is_file, self.bias, self.X.shape, self.y.shape


def sensible_alpha(X: Array) -> float:
    """Return 1, or for many examples or large inputs the first of 0.5, 0.2, 0.1, … that is safe.

    Updates are summed over the examples, and those of syn0 are in proportion to the inputs. What
    keeps the video's network and the clouds from overshooting is 16 / the sum of all input².
    """
    with np.errstate(all="ignore"):
        most = 16 / max(float(np.square(X).sum()), 16.0)
    exponent = math.floor(math.log10(max(most, 1e-9)))
    step = next((step for step in (5, 2) if float(f"{step}e{exponent}") <= most), 1)
    return float(f"{step}e{exponent}")
