"""What the worker can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tinynet_tui.experiment.edits import Cell
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position

if TYPE_CHECKING:  # the first paint does not wait for what a run can be told to run until
    from tinynet_tui.timeline.condition import Condition


class Play(NamedTuple):
    """Play, pause, or with None the other one."""

    on: bool | None = None


class Move(NamedTuple):
    """One step or one iteration on or back, and pause."""

    unit: Literal["step", "iteration"] = "step"
    back: bool = False


class Faster(NamedTuple):
    """So many rungs up the ladder of speeds, or down."""

    rungs: int = 1


class GoWhere(NamedTuple):
    """Go where a text says, `+1000` or `254:l1`, from where the run is bound for then."""

    text: str


class Go(NamedTuple):
    """Go to a position, ahead or behind, as fast as possible, and rest there."""

    position: Position | None
    """Where to; None for the furthest that the run has reached."""
    play: bool = False
    """Whether to play on from there."""
    tell: bool = False
    """Whether to say what happens there."""


class Until(NamedTuple):
    """Run, as fast as possible, to where a condition first comes true after the position."""

    condition: Condition


class Jump(NamedTuple):
    """Go to the next event of the run so far, or to the one before, and rest there."""

    back: bool = False


class Change(NamedTuple):
    """Change a cell of the data or of a synapse."""

    name: str
    cell: tuple[int, int]
    value: float
    amends: bool = False
    """Whether it takes the place of the change before it, as while one is trying values."""


class Switch(NamedTuple):
    """Switch a weight, or without a row the neuron of a layer, off or on again."""

    name: str
    cell: Cell


class Undo(NamedTuple):
    """Take back the change by hand that was made last; or make it again."""

    again: bool = False
    quietly: bool = False
    """Whether to stay and forget it, as when one gives up trying values."""


EditCommand: TypeAlias = Change | Switch | Undo
"""Change something by hand, where the run rests."""


class Restart(NamedTuple):
    """Begin a new run, with the same seed or the next, and go on playing or not, as before."""

    reseed: bool = False


class Open(NamedTuple):
    """Run an experiment, anew unless it is the one that runs, and rest at a position."""

    experiment: Experiment
    position: Position
    iterations: int
    """Where playing stops."""
    note: str = ""
    """What there is to say of it."""


Command: TypeAlias = (
    Play | Move | Faster | GoWhere | Go | Until | Jump | EditCommand | Restart | Open
)
"""Something to tell the worker."""
