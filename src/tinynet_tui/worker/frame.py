"""What the worker hands to the screen."""

from __future__ import annotations

from dataclasses import dataclass

from tinynet_tui.events.event import Event
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot

from .past_runs import Run
from .speed import Speed


@dataclass(frozen=True)
class Frame:
    """Everything there is to show: the numbers at a position, and what the worker is doing."""

    snapshot: Snapshot
    run: int
    """The number of the run; a reseed, a restart or an opening begins the next."""
    playing: bool
    going: Position | None
    """The target of the worker's job, if it is known."""
    speed: Speed
    goal: int
    """The iterations after which playing stops."""
    iterations: int
    """The iterations of the first round, and of every further one."""
    finished: bool
    """Whether the run stands at its goal, all updates done."""
    furthest: Position
    """The furthest position the run has reached."""
    note: str = ""
    """What to say of the last command: why it did nothing, or what it led to."""
    job: str = ""
    """The worker's job in words; empty when it plays or rests."""
    event: Event | None = None
    """The event to which the last command led."""
    runs: tuple[Run, ...] = ()
    """The past runs, the last one left last; with this one, if it was opened again."""

    @property
    def others(self) -> list[Run]:
        """The other runs, the last one left first."""
        experiment = self.snapshot.experiment
        return [run for run in reversed(self.runs) if run.experiment != experiment]

    def behind(self, number: int | None) -> Run | None:
        """Return the run to draw behind this one: the one of that number, or the last one left."""
        others = self.others
        return next((run for run in others if run.number == number), next(iter(others), None))

    def beside(self, run: Run | None, rows: int) -> Run | None:
        """Return the run so many rows further down the list; None beyond its ends."""
        others = self.others
        at = others.index(run) + rows if run in others else -1
        return others[at] if rows and 0 <= at < len(others) else None
