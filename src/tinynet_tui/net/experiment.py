"""What fixes every number: the experiment, the position in its run, the thread; and their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .datasets import XOR, Dataset
from .network import Array, Script, initial_weights, script_for

MAX_HIDDEN = 64


@dataclass(frozen=True)
class Experiment:
    """Data, network and seed: together they fix every number of every iteration."""

    dataset: Dataset = XOR
    hidden: int = 4
    alpha: float = 1.0
    seed: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for a hidden size, alpha or seed beyond what the network takes."""
        if not 0 <= self.hidden <= MAX_HIDDEN:
            raise ValueError(f"hidden size {self.hidden} is not between 0 and {MAX_HIDDEN}")
        if not 0 < self.alpha < float("inf"):
            raise ValueError(f"alpha {self.alpha} is not a finite number above 0")
        if not 0 <= self.seed < 2**32:
            raise ValueError(f"seed {self.seed} is not between 0 and {2**32 - 1}")

    @property
    def alpha_text(self) -> str:
        """The learning rate in as many digits as it has: 1, 0.1, 1e+300."""
        return repr(self.alpha).removesuffix(".0")

    @property
    def script(self) -> Script:
        """The script that runs it."""
        return script_for(self.hidden)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons of each layer: inputs, hidden (unless there are none), outputs."""
        inputs, outputs = self.dataset.X.shape[1], self.dataset.y.shape[1]
        return (inputs, self.hidden, outputs) if self.hidden else (inputs, outputs)

    def initial_weights(self) -> tuple[Array, ...]:
        """Draw the first weights."""
        inputs, outputs = self.dataset.X.shape[1], self.dataset.y.shape[1]
        return initial_weights(self.seed, inputs, self.hidden, outputs)

    def reseeded(self) -> Experiment:
        """Return the same experiment with the next seed; after the last comes 0."""
        return replace(self, seed=(self.seed + 1) % 2**32)


@dataclass(frozen=True, order=True)
class Position:
    """A place in a run: `phase` phases of the iteration have been computed, 1 or more."""

    iteration: int = 0
    phase: int = 1

    @classmethod
    def parse(cls, text: str, script: Script) -> Position:
        """Read `254:l1_error`, or `254`, which is `254:l2_error`; ValueError says what is wrong."""
        match = re.fullmatch(r"\s*([0-9][0-9_,]*)\s*(?::\s*(\w+)\s*)?", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not a position, such as 254 or 254:{script.error}")
        digits, name = re.sub("[_,]", "", match[1]).lstrip("0") or "0", match[2] or script.error
        if len(digits) > len(str(MAX_ITERATIONS)) or int(digits) >= MAX_ITERATIONS:
            raise ValueError(f"iteration {digits[:20]} is not below {MAX_ITERATIONS:,}")
        iteration = int(digits)
        if name not in script.names:
            raise ValueError(f"{name!r} is not a phase: {' '.join(script.names)}")
        return cls(iteration, script.phase(name).number)

    @classmethod
    def resolve(cls, text: str, script: Script, here: Position, furthest: Position) -> Position:
        """Read where to go from `here`: what `parse` reads, or one of the short ways.

        `+1000` and `-1` count iterations and keep the phase, `+1:l0` does not; `:l1_error` keeps
        the iteration; `start` and `end` are 0:l0 and the furthest that was reached. ValueError
        says what is wrong.
        """
        word = text.strip().lower()
        if word in ("start", "end"):
            return furthest if word == "end" else cls()
        if re.match(r":\s*\w", word):
            return cls.parse(f"{here.iteration}{word}", script)
        if relative := re.fullmatch(r"([+-][0-9_,]*[0-9])(:\w+)?", word, re.ASCII):
            iteration = here.iteration + int(re.sub("[_,]", "", relative[1])[:20])
            if iteration < 0:
                raise ValueError(f"there are only {here.iteration:,} iterations before this one")
            position = cls.parse(f"{iteration}{relative[2] or ''}", script)
            return position if relative[2] else cls(position.iteration, here.phase)
        return cls.parse(word, script)

    def text(self, script: Script) -> str:
        """Return the form that `parse` reads."""
        return f"{self.iteration}:{script.names[self.phase - 1]}"


MAX_ITERATIONS = 10**12


@dataclass(frozen=True)
class Thread:
    """The cursor: one example, one input, one hidden and one output neuron, all from 0."""

    example: int = 0
    input: int = 0
    hidden: int = 0
    output: int = 0

    def cell(self, name: str, experiment: Experiment) -> tuple[int, int]:
        """Return the row and column at which the thread crosses a variable."""
        row, column = (getattr(self, index) for index in axes(name, experiment))
        return row, column

    def through(self, name: str, cell: tuple[int, int], experiment: Experiment) -> Thread:
        """Return the thread moved so that it crosses the variable in that cell."""
        return replace(self, **dict(zip(axes(name, experiment), cell, strict=True)))

    @classmethod
    def parse(cls, text: str, experiment: Experiment) -> tuple[str, Thread]:
        """Read a cell, `l1_error[2,0]`: its variable and a thread through it.

        Raises ValueError that says what is wrong.
        """
        match = re.fullmatch(r"\s*(\w+)\s*\[\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\]\s*", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not a cell, such as {experiment.script.error}[0,0]")
        name, cell = match[1], (int(match[2]), int(match[3]))
        known = (*experiment.script.names, "y")
        if name not in known:
            raise ValueError(f"{name!r} is not a variable: {' '.join(known)}")
        rows, columns = shape(name, experiment)
        if cell[0] >= rows or cell[1] >= columns:
            raise ValueError(f"{name} has {rows} rows and {columns} columns, counted from 0")
        return name, cls().through(name, cell, experiment)


def axes(name: str, experiment: Experiment) -> tuple[str, str]:
    """Return which of the thread's indices run along a variable's rows and columns."""
    layers = ("input", "hidden", "output") if experiment.hidden else ("input", "output")
    if name == "X":
        return "example", "input"
    if name == "y":
        return "example", "output"
    if name.startswith("syn"):
        index = int(name[3:])
        return layers[index], layers[index + 1]
    return "example", layers[int(name[1])]


def shape(name: str, experiment: Experiment) -> tuple[int, int]:
    """Return a variable's rows and columns."""
    sizes = dict(zip(("input", "output"), (experiment.sizes[0], experiment.sizes[-1]), strict=True))
    sizes |= {"example": len(experiment.dataset.X), "hidden": experiment.hidden}
    rows, columns = axes(name, experiment)
    return sizes[rows], sizes[columns]
