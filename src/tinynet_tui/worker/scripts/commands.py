"""The commands to the worker of a script."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.plan import Choice
from tinynet_tui.network.array import Array
from tinynet_tui.worker.commands import (
    AtSpeed,
    Blame,
    Faster,
    GoWhere,
    HopBack,
    Jump,
    Move,
    Play,
    Restart,
    Undo,
)

from .conditions import Condition


class Put(NamedTuple):
    """Change a number of the script where it stands."""

    target: str
    value: float


class Turn(NamedTuple):
    """Switch numbers off, or on again; or hold them at their value, or let them go."""

    target: str
    holds: bool = False
    """True to hold or let go."""


class Stand(NamedTuple):
    """Take over the edits of another screen, and stand where it does, or play on from there."""

    edits: tuple[Edit, ...]
    at: str
    play: bool = False


class Beside(NamedTuple):
    """Forget the past runs, and run the script with other settings to be one, if there are some."""

    choice: Choice | None
    then: Stand | None = None
    """Where it is to stand then."""
    cut_at: int = -1
    """How many iterations of it are run; -1 for all."""


class Rerun(NamedTuple):
    """Begin a run with other settings, or with another loop or error."""

    choice: Choice
    then: Stand | Beside | None = None
    """What is to be done once it has begun."""


class OpenAgain(NamedTuple):
    """Go back to a past run, where it was left."""

    number: int


class Return(NamedTuple):
    """Go back to where the script was opened, or on to there."""


class RunUntil(NamedTuple):
    """Run as fast as possible until a condition becomes true."""

    condition: Condition


class TellStory(NamedTuple):
    """Read a number again over the iterations so far."""

    target: str


class CheckSlopes(NamedTuple):
    """Compare each weight's update with the slope of the loss, in some iterations."""


class Weights(NamedTuple):
    """One or two numbers, and other values of them."""

    cells: tuple[str, ...]
    points: Array
    """(points, numbers): those of a grid, row by row."""
    grid: tuple[int, int]

    def is_like(self, other: Weights | None) -> bool:
        """True when the other asks for the same."""
        return (
            other is not None
            and (self.cells, self.grid) == (other.cells, other.grid)
            and np.array_equal(self.points, other.points)
        )


class Watch(NamedTuple):
    """Tell with each Frame what the script makes of other inputs there."""

    points: Array
    """(points, inputs): those of a grid, row by row, and a few more; without any, only what the
    inputs are is told."""
    grid: tuple[int, int] = (0, 0)
    """How many rows and columns they have."""
    weights: Weights | None = None
    """The numbers for whose other values the error is to be told, if any."""
    hidden: bool = False
    """True to tell also what the layer before the output makes of them."""

    def is_like(self, other: Watch) -> bool:
        """True when the other asks for the same."""
        mine, its = self.weights, other.weights
        return (
            (self.grid, self.hidden) == (other.grid, other.hidden)
            and np.array_equal(self.points, other.points)
            and (mine is its if mine is None else mine.is_like(its))
        )


class Unwatch(NamedTuple):
    """Tell of other inputs no longer."""


ScriptCommand: TypeAlias = (
    Play
    | Move
    | Faster
    | AtSpeed
    | GoWhere
    | Restart
    | Rerun
    | OpenAgain
    | Beside
    | Stand
    | Put
    | Turn
    | Undo
    | Jump
    | Blame
    | HopBack
    | Return
    | RunUntil
    | TellStory
    | CheckSlopes
    | Watch
    | Unwatch
)
