"""The Frame that the worker hands to the screen."""

from __future__ import annotations

from dataclasses import dataclass

from tinynet_tui.blame.hop import Hop
from tinynet_tui.events.event import Event
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot

from .kept_runs import WithRuns
from .past_runs import Run
from .speed import Speed


@dataclass(frozen=True)
class Frame(WithRuns[Run]):
    """Everything there is to show: the numbers at a position, and what the worker is doing."""

    snapshot: Snapshot
    run: int
    """The number of the run; each Restart or Open begins the next."""
    playing: bool
    going: Position | None
    """The job's target, if there is a job and its target is known."""
    speed: Speed
    goal: int
    """The iterations after which playing stops."""
    iterations: int
    """The iterations of one round; the goal is a whole number of rounds."""
    finished: bool
    """True at the goal, after the last update."""
    furthest: Position
    """The furthest position that the run has reached."""
    note: str = ""
    """A message about the last command: why it did nothing, or what came of it."""
    obeyed: int = 0
    """The number of commands obeyed so far."""
    job: str = ""
    """The job in words; empty while playing or paused."""
    until: bool = False
    """True when the job is a run-until, which the next key that moves the run ends."""
    unseen: bool = False
    """True while nothing was shown of the job but that it has begun."""
    waiting: int = 0
    """The number of commands that wait for the job's end."""
    event: Event | None = None
    """The event to which the last command led."""
    hop: Hop | None = None
    """The hop that the last command has made."""
    hops: int = 0
    """How many hops there are to go back."""
    cut_at: int = -1
    """After how many iterations the run to compare with was ended; -1 if it was not."""
    runs: tuple[Run, ...] = ()
    """The past runs, the latest last; with this one if it was opened again."""

    def has_news_since(self, before: Frame) -> bool:
        """True when there is a message, and not the one of that Frame."""
        return bool(self.note) and (self.note, self.obeyed) != (before.note, before.obeyed)

    @property
    def experiment(self) -> Experiment:
        return self.snapshot.experiment
