"""What the worker leaves for the screen."""

from __future__ import annotations

from dataclasses import dataclass

from tinynet_tui.events.event import Event
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot

from .past_runs import Run
from .speed import Speed


@dataclass(frozen=True)
class Frame:
    """What there is to show: the numbers at a position, and what the worker is doing."""

    snapshot: Snapshot
    run: int
    """Counts the runs; a reseed, a restart or an opening begins the next."""
    playing: bool
    going: Position | None
    """Where the worker is on its way to, as fast as it can."""
    speed: Speed
    goal: int
    """Iterations at which playing stops."""
    iterations: int
    """Iterations at which it stopped first, and of which every further round has as many."""
    finished: bool
    """Whether the run stands at its goal, all updates done."""
    furthest: Position
    """The furthest position that the run has reached."""
    note: str = ""
    """What there is to say of the last command: why it did nothing, or what it led to."""
    job: str = ""
    """What the worker does as fast as it can, in words; empty when it plays or rests."""
    event: Event | None = None
    """The event to which the last command has led."""
    runs: tuple[Run, ...] = ()
    """The runs that were left, the last one left last; this one, too, if it was opened again."""

    @property
    def others(self) -> list[Run]:
        """The runs other than this one, the last one left first."""
        experiment = self.snapshot.experiment
        return [run for run in reversed(self.runs) if run.experiment != experiment]

    def behind(self, number: int | None) -> Run | None:
        """Return the run of a number, which is to be drawn behind; else the last one left."""
        others = self.others
        return next((run for run in others if run.number == number), next(iter(others), None))

    def beside(self, run: Run | None, rows: int) -> Run | None:
        """Return the run so many further down; None beyond the list."""
        others = self.others
        at = others.index(run) + rows if run in others else -1
        return others[at] if rows and 0 <= at < len(others) else None
