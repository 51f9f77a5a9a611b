"""Training examples as matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tinynet_tui.network.array import Array

from .names import DEFAULT
from .scaling import Scaling


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training examples: inputs X, (examples, inputs), and targets y, (examples, outputs).

    Two are equal if the same text names them and their numbers have the same bits.
    """

    name: str
    """Short enough for the status line."""
    X: Array
    y: Array
    spec: str = ""
    """The text that `built_in.parse` reads, or the path of its file as it was given."""
    remark: str = ""
    """What to look for, in a line."""
    alpha: float = 1.0
    """A suitable learning rate."""
    columns: tuple[str, ...] = ()
    """The names of the inputs, then of the targets; empty if its file has no header."""
    is_file: bool = False
    bias: bool = False
    """True when a column of ones was added as the last input of its file."""
    scaling: Scaling | None = None
    """How the columns of its file were scaled; None if X and y are the file's own numbers."""

    @classmethod
    def of(
        cls,
        name: str,
        X: Sequence[object] | Array,
        y: Sequence[object] | Array,
        *,
        spec: str = "",
        remark: str = "",
        columns: Sequence[str] = (),
        is_file: bool = False,
        bias: bool = False,
    ) -> Dataset:
        """Copy X and y into read-only matrices; a flat y is one output column.

        Raises ValueError unless they are matrices with equally many rows.
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
            remark=remark,
            alpha=sensible_alpha(inputs),
            columns=tuple(columns),
            is_file=is_file,
            bias=bias,
        )

    def scaled(self) -> Dataset:
        """Return the same data with each input scaled to mean 0 and deviation 1.

        Targets outside 0 to 1 are scaled to that. Raises ValueError if that is impossible.
        """
        scaling = Scaling.of(self.X, self.y)
        X, y = scaling.scaled(self.X), scaling.scaled_targets(self.y)
        X.flags.writeable = y.flags.writeable = False
        return replace(self, X=X, y=y, alpha=sensible_alpha(X), scaling=scaling)

    @property
    def own_inputs(self) -> Array:
        """The inputs in the units of their file, (examples, inputs)."""
        return self.X if self.scaling is None else self.scaling.inputs

    @property
    def has_sides(self) -> bool:
        """True when it makes sense to say on which side of 0.5 a target is."""
        return self.scaling is None or not self.scaling.has_units

    @property
    def title(self) -> str:
        """Its full name: the file's name, or the text that `built_in.parse` reads."""
        name = self.name if self.is_file else self.spec
        return f"{name} scaled" if self.scaling else name

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command line's arguments for it; none for the default."""
        if not self.is_file:
            return () if self.spec == DEFAULT else ("--dataset", self.spec)
        words = [f"--dataset={self.spec}"] if self.spec[:1] == "-" else ["--dataset", self.spec]
        targets = self.y.shape[1]
        words += ["--targets", str(targets)] if targets != 1 else []
        words += ["--bias"] * self.bias + ["--scale"] * (self.scaling is not None)
        return tuple(words)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        return self is other or (
            self._key == other._key
            and self.X.tobytes() == other.X.tobytes()
            and self.y.tobytes() == other.y.tobytes()
        )

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        kind = self.is_file, self.bias, self.scaling is not None
        return self.spec, self.columns, *kind, self.X.shape, self.y.shape


def sensible_alpha(X: Array) -> float:
    """Return a learning rate: 1, or for many examples or large inputs one of 0.5, 0.2, 0.1, ...

    Updates are summed over the examples, and those of syn0 are proportional to the inputs. Up to
    16 / (the sum of all inputs²), neither the video's network nor the clouds overshoot.
    """
    with np.errstate(all="ignore"):
        most = 16 / max(float(np.square(X).sum()), 16.0)
    exponent = math.floor(math.log10(max(most, 1e-9)))
    digit = next((digit for digit in (5, 2) if float(f"{digit}e{exponent}") <= most), 1)
    return float(f"{digit}e{exponent}")
