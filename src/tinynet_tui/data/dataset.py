"""Training examples as matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.network.array import Array

from .names import DEFAULT, USUAL, Choice
from .scaling import Scaling

if TYPE_CHECKING:  # only files need it
    from .column import Column


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
    """What to look for, in a line; of a file, which columns are no inputs."""
    alpha: float = 1.0
    """A suitable learning rate."""
    columns: tuple[str, ...] = ()
    """The names of the inputs, then of the targets, "" for one without; empty if none has one."""
    is_file: bool = False
    bias: bool = False
    """True when a column of ones was added as the last input of its file."""
    choice: Choice = USUAL
    """Which columns of its file are targets, and which are left out."""
    fields: tuple[Column, ...] = ()
    """All columns of its file."""
    scaling: Scaling | None = None
    """How the columns of its file were scaled; None if X and y are the file's own numbers."""
    reading: str = ""
    """How its file was read where that is not certain, in lines."""

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
        choice: Choice = USUAL,
        fields: Sequence[Column] = (),
        reading: str = "",
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
            choice=choice,
            fields=tuple(fields),
            reading=reading,
        )

    def scaled(self) -> Dataset:
        """Return the same data with each input scaled to mean 0 and deviation 1.

        The 0s and 1s of words are left alone. Targets outside 0 to 1 are scaled to that. Raises
        ValueError if that is impossible.
        """
        inputs = [field for field in self.fields if field.role == "input"]
        words = [bool(field.words) for field in inputs for _ in range(field.width)]
        scaling = Scaling.of(self.X, self.y, words)
        X, y = scaling.scaled(self.X), scaling.scaled_targets(self.y)
        X.flags.writeable = y.flags.writeable = False
        return replace(self, X=X, y=y, alpha=sensible_alpha(X), scaling=scaling)

    @property
    def own_inputs(self) -> Array:
        """The inputs in the units of their file, (examples, inputs)."""
        return self.X if self.scaling is None else self.scaling.inputs

    def own_input(self, value: float, index: int) -> float:
        """Return what an input of the network is in the units of its file."""
        if self.scaling is None:
            return value
        return float(value * self.scaling.deviations[index] + self.scaling.means[index])

    @property
    def has_sides(self) -> bool:
        """True when it makes sense to say on which side of 0.5 a target is."""
        return self.scaling is None or not self.scaling.has_units

    @property
    def classes(self) -> list[slice]:
        """The outputs of each column of classes that has several."""
        found, before = [], 0
        for field in self.targets:
            if field.width > 1:
                found.append(slice(before, before + field.width))
            before += field.width
        return found

    @property
    def targets(self) -> list[Column]:
        """The columns of its file that are targets."""
        return [field for field in self.fields if field.role == "target"]

    def target_words(self, example: int) -> str:
        """Return the targets of an example, as they stand in a file of words."""
        row, words, before = self.y[example].tolist(), [], 0
        fields: Sequence[Column | None] = self.targets or [None] * len(row)
        for field in fields:
            part = row[before : before + (field.width if field else 1)]
            before += len(part)
            if field is None or not field.words:
                words.append(f"{part[0]:g}")
            else:
                words.append(field.words[part.index(1.0) if len(part) > 1 else int(part[0])])
        return ", ".join(words)

    def name_of(self, axis: str, index: int) -> str:
        """Return the name of a column of `input` or `output`; "" if it has none in its file."""
        inputs = self.X.shape[1]
        is_bias = self.bias and axis == "input" and index == inputs - 1
        if not self.columns or is_bias or axis not in ("input", "output"):
            return ""
        return self.columns[index + (inputs if axis == "output" else 0)]

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
        return (*words, *self.options)

    @property
    def options(self) -> tuple[str, ...]:
        """The command line's other arguments for its file."""
        words = [*self.choice.arguments, *["--bias"] * self.bias]
        return (*words, *["--scale"] * (self.scaling is not None))

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
        kind = self.is_file, self.bias, self.choice, self.scaling is not None
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
