"""The runs that were left for another: their experiments, how far they came, their errors."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.loss import is_stuck
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.error_history import ErrorHistory

MOST = 20
"""Runs that are kept; the oldest are dropped first."""
MOST_BYTES = 1 << 22
"""Bytes of weights up to which a run's timeline is kept, so that it need not run again."""


class Run(NamedTuple):
    """A run as it was left."""

    number: int
    """From 1, in the order in which they were left."""
    experiment: Experiment
    position: Position
    """Where it stood when it was left."""
    furthest: Position
    iterations: int
    """Where playing stopped, or would have."""
    error: float
    """The last one known."""
    stuck: bool
    """Whether some prediction was far from its target when it was left."""
    history: ErrorHistory
    """It grows when the run is opened again and goes on."""
    length: int
    """How many iterations' errors it had when it was left."""

    @property
    def finished(self) -> bool:
        """Whether it reached the end of playing."""
        return self.length >= self.iterations or self.furthest.iteration >= self.iterations - 1


def as_run(timeline: Timeline, iterations: int, number: int) -> Run | None:
    """Return a run as it is left now; None before the end of its first iteration."""
    last = timeline.last
    if last is None or not timeline.history.length:
        return None
    return Run(
        number,
        timeline.experiment,
        timeline.position,
        timeline.furthest,
        iterations,
        last.error,
        is_stuck(last.differences),
        timeline.history,
        timeline.history.length,
    )


class PastRuns:
    """Keeps the runs that were left: each experiment once, as far as it ever came."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: tuple[Run, ...] = ()
        self._timelines: dict[int, Timeline] = {}
        """Their timelines by number, but for those that take much memory."""
        self._count = 0

    def timeline(self, experiment: Experiment) -> Timeline | None:
        """Return the timeline of an experiment as it was left, if it is kept."""
        known = (run.number for run in self.kept if run.experiment == experiment)
        return self._timelines.get(next(known, 0))

    def leave(self, timeline: Timeline, iterations: int) -> None:
        """Keep a run that is about to be left, if it has come anywhere."""
        run = as_run(timeline, iterations, self._count + 1)
        if run is None:
            return
        known = next((kept for kept in self.kept if kept.experiment == run.experiment), None)
        if known is not None:
            longer = run if run.length > known.length else known
            run = longer._replace(number=known.number, position=run.position)
        else:
            self._count += 1
        others = (kept for kept in self.kept if kept is not known)
        self.kept = (*others, run)[-MOST:]
        if run.length == timeline.history.length:
            timeline.let_go()
            self._timelines[run.number] = timeline
        numbers = {run.number for run in self.kept}
        self._timelines = {
            number: kept
            for number, kept in self._timelines.items()
            if number in numbers and kept.nbytes <= MOST_BYTES
        }
