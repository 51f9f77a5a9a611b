"""The commands to the worker, and what each waits for while a job is running."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tinynet_tui.experiment.edits import Cell
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position

from .speed import Speed

if TYPE_CHECKING:  # conditions are not needed for the first paint
    from tinynet_tui.timeline.condition import Condition


class Play(NamedTuple):
    """Play or pause; None toggles."""

    on: bool | None = None


class Move(NamedTuple):
    """Go forward or back by one step or iteration, and pause."""

    unit: Literal["step", "iteration"] = "step"
    back: bool = False


class Faster(NamedTuple):
    """Go up by a number of speeds; down if it is negative."""

    by: int = 1


class AtSpeed(NamedTuple):
    """Play at a speed from now on."""

    speed: Speed


class GoWhere(NamedTuple):
    """Go to the position in a text, such as `254:l1` or `+1000`.

    `+1000` is counted from where the running job will end, or if that is unknown, from here.
    """

    text: str


class Go(NamedTuple):
    """Go to a position, ahead or behind, as fast as possible, and pause there unless `play`."""

    position: Position | None
    """None for the furthest position reached."""
    play: bool = False
    """True to play on from there."""
    tell: bool = False
    """True to note the events there on arrival."""


class Until(NamedTuple):
    """Run as fast as possible until a condition becomes true."""

    condition: Condition


class Jump(NamedTuple):
    """Go to the next or the previous event, no further than the run has come, and pause there."""

    back: bool = False


class Blame(NamedTuple):
    """Go from a number to what mattered most for it."""

    label: str
    cell: tuple[int, ...]
    seen: int = 0
    """How many hops had been shown: after others, the number is where the last of them leads."""


class HopBack(NamedTuple):
    """Take the last hop back."""


class Change(NamedTuple):
    """Change a cell of the data or of a synapse."""

    name: str
    cell: tuple[int, int]
    value: float
    amends: bool = False
    """True to replace the last edit, as while values are being tried."""


class Switch(NamedTuple):
    """Switch a weight off, or on again; a cell without a row means a neuron."""

    name: str
    cell: Cell


class Hold(NamedTuple):
    """Hold a weight at its value, or let it be trained again."""

    name: str
    cell: tuple[int, int]


class Undo(NamedTuple):
    """Undo the last edit, or redo it, and go to where it was made."""

    again: bool = False
    """True to redo what was undone last."""
    quietly: bool = False
    """True to stay here and offer no redo, as after values that were only tried."""
    every: bool = False
    """True to undo all edits, and to go back no further than to where the first was made."""

    @property
    def counts_from_the_edit(self) -> bool:
        """True when it leads to the same position wherever the run is."""
        return not (self.quietly or self.every)


EditCommand: TypeAlias = Change | Switch | Hold | Undo


class Restart(NamedTuple):
    """Begin a new run with the same seed or the next one; playing goes on."""

    reseed: bool = False
    hint: str = ""
    """A message if edits come along."""


class Open(NamedTuple):
    """Switch to an experiment, unless it is the current one, and pause at a position."""

    experiment: Experiment
    position: Position
    iterations: int
    """Where playing stops."""
    note: str = ""
    anew: bool = False
    """True to list no past runs any more, as a scene of a lecture does."""
    afresh: bool = False
    """True to know no run any more, nor anything of this one."""
    beside: Experiment | None = None
    """Another run, which is trained first and listed as a past run."""
    cut_at: int = -1
    """How many iterations of it are trained; -1 for all."""


Moves: TypeAlias = Move | GoWhere | Go | Until | Jump | Blame | HopBack
Command: TypeAlias = Play | Faster | AtSpeed | Moves | EditCommand | Restart | Open


class Wait(IntEnum):
    """What a command waits for during a job; when a later value is over, so are those before it."""

    NEVER = 0
    FOR_EDITS = 1
    """Until the waiting edits have been made; a new job would drop them."""
    FOR_TARGET = 2
    """Until the job's target is known."""
    FOR_EVENTS = 3
    """Until the events up to the target are known, too."""
    FOR_END = 4
    """Until the job has ended."""


WAITS: dict[type[Command], Wait] = {
    # These end the job and drop the commands that wait for it.
    Play: Wait.NEVER,
    Restart: Wait.NEVER,
    Open: Wait.NEVER,
    # These leave the job alone.
    Faster: Wait.FOR_EDITS,
    AtSpeed: Wait.FOR_EDITS,
    # These replace the job.
    Go: Wait.FOR_EDITS,
    GoWhere: Wait.FOR_EDITS,
    Move: Wait.FOR_TARGET,
    Jump: Wait.FOR_EVENTS,
    # These begin where the job ends.
    Until: Wait.FOR_END,
    Blame: Wait.FOR_END,
    HopBack: Wait.FOR_END,
    Change: Wait.FOR_END,
    Switch: Wait.FOR_END,
    Hold: Wait.FOR_END,
    Undo: Wait.FOR_END,
}


def include_edit(commands: Iterable[Command]) -> bool:
    """True when one of the commands is an edit."""
    return any(isinstance(command, EditCommand) for command in commands)
