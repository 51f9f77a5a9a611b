"""The past runs: their experiments, their errors and, if small, their timelines."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.loss import is_stuck
from tinynet_tui.network.right import Shares
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.error_history import ErrorHistory

from .kept_runs import MOST, KeptRuns

MOST_BYTES = 1 << 22
"""A timeline with at most so many bytes of weights is kept, so it need not be trained again."""


class Run(NamedTuple):
    """A past run, as it was when another one was opened in its place."""

    number: int
    """From 1, in the order in which they became past runs."""
    experiment: Experiment
    position: Position
    furthest: Position
    iterations: int
    """The goal, where playing stops."""
    error: float
    """The last error known."""
    stuck: bool
    """True when some prediction was far from its target, as in `is_stuck`."""
    history: ErrorHistory
    """It goes on growing when the run is opened again."""
    length: int
    """The length of the history at that time."""
    right: Shares | None = None
    """The shares of right examples; None for a few examples."""

    @property
    def finished(self) -> bool:
        """True when the run reached its goal."""
        return self.length >= self.iterations or self.furthest.iteration >= self.iterations - 1


def as_run(timeline: Timeline, iterations: int, number: int) -> Run | None:
    """Return a run as it stands now; None before the end of its first iteration."""
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
        timeline.events.detector.beside.shares(last.differences, last.y),
    )


class PastRuns(KeptRuns[Run]):
    """Keeps the longest past run of each experiment, and its timeline if that is small."""

    def __init__(self) -> None:
        super().__init__()
        self._timelines: dict[Experiment, Timeline] = {}
        """The latest last, also those of runs that were set aside; not those of much memory."""

    def timeline(self, experiment: Experiment) -> Timeline | None:
        """Return the timeline of an experiment's past run, if it is kept."""
        return self._timelines.get(experiment)

    def set_aside(self) -> None:
        """Forget the runs, but keep their timelines for when they are opened again."""
        self.kept, self._count = (), 0

    def leave(self, timeline: Timeline, iterations: int) -> None:
        """Keep a run that is about to be left, if it has finished an iteration."""
        run = as_run(timeline, iterations, self.next_number)
        if run is None:
            return
        run = self.keep(run, _joined)
        known = self._timelines.pop(run.experiment, timeline)
        if timeline.history.length >= known.history.length:
            timeline.let_go()
            known = timeline
        if known.nbytes <= MOST_BYTES:
            self._timelines[run.experiment] = known
        for oldest in list(self._timelines)[:-MOST]:
            del self._timelines[oldest]


def _joined(run: Run, known: Run) -> Run:
    """Return the longer of two runs of an experiment, at the position of the first."""
    longer = run if run.length > known.length else known
    return longer._replace(number=known.number, position=run.position)
