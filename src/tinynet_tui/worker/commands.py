"""The commands to the worker, and how long each waits while a job is being done."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tinynet_tui.experiment.edits import Cell
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position

if TYPE_CHECKING:  # the first paint does not wait for what a run can be told to run until
    from tinynet_tui.timeline.condition import Condition


class Play(NamedTuple):
    """Play or pause; with None, whichever it does not do now."""

    on: bool | None = None


class Move(NamedTuple):
    """Go on or back by one step or iteration, and pause."""

    unit: Literal["step", "iteration"] = "step"
    back: bool = False


class Faster(NamedTuple):
    """Take the next speed up, or the one so many further; below 0, down."""

    by: int = 1


class GoWhere(NamedTuple):
    """Go where a text says, `+1000` or `254:l1`, counted from the target of the job."""

    text: str


class Go(NamedTuple):
    """Go to a position, ahead or behind, as fast as possible, and rest there."""

    position: Position | None
    """None for the furthest that the run has reached."""
    play: bool = False
    """Whether to play on from there."""
    tell: bool = False
    """Whether to say on arrival what happens there."""


class Until(NamedTuple):
    """Run, as fast as possible, to where a condition first comes true after this position."""

    condition: Condition


class Jump(NamedTuple):
    """Go to the next or the previous event of the run so far, and rest there."""

    back: bool = False


class Change(NamedTuple):
    """Change a cell of the data or of a synapse."""

    name: str
    cell: tuple[int, int]
    value: float
    amends: bool = False
    """Whether it replaces the edit before it, as while values are being tried."""


class Switch(NamedTuple):
    """Switch a weight off or on again; without a row, the neuron of a layer."""

    name: str
    cell: Cell


class Undo(NamedTuple):
    """Undo the last edit, and go to where it was made; or redo it."""

    again: bool = False
    """Whether to redo what was undone last."""
    quietly: bool = False
    """Whether to stay here and not offer it to be redone, as when values were only tried."""


EditCommand: TypeAlias = Change | Switch | Undo
"""Edit the run where it rests."""


class Restart(NamedTuple):
    """Begin a new run with the same seed or the next; keep playing if it plays."""

    reseed: bool = False


class Open(NamedTuple):
    """Run an experiment, a new run unless it is the current one, and rest at a position."""

    experiment: Experiment
    position: Position
    iterations: int
    """Where playing stops."""
    note: str = ""
    """What to say of it."""


Command: TypeAlias = (
    Play | Move | Faster | GoWhere | Go | Until | Jump | EditCommand | Restart | Open
)


class Wait(IntEnum):
    """How long a command waits during a job; the later ones include those before."""

    NEVER = 0
    FOR_EDITS = 1
    """Until the edits that wait have been made: they are not lost by going on at once."""
    FOR_TARGET = 2
    """Until it is known where the job leads."""
    FOR_EVENTS = 3
    """Until the events up to there are known, too."""
    FOR_END = 4
    """Until the run rests there."""


WAITS: dict[type[Command], Wait] = {
    # They end the job, and what waits for it is dropped.
    Play: Wait.NEVER,
    Restart: Wait.NEVER,
    Open: Wait.NEVER,
    # It leaves the job alone.
    Faster: Wait.FOR_EDITS,
    # They replace the job.
    Go: Wait.FOR_EDITS,
    GoWhere: Wait.FOR_EDITS,
    Move: Wait.FOR_TARGET,
    Jump: Wait.FOR_EVENTS,
    # They begin where the job ends.
    Until: Wait.FOR_END,
    Change: Wait.FOR_END,
    Switch: Wait.FOR_END,
    Undo: Wait.FOR_END,
}
"""What each command waits for, and what it does to the job when it is obeyed."""


def include_edit(commands: Iterable[Command]) -> bool:
    """Return whether one of them is an edit."""
    return any(isinstance(command, EditCommand) for command in commands)
