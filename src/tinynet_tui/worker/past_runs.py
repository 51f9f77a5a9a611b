"""The past runs: their experiments, their errors and, if small, their timelines."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.loss import is_stuck
from tinynet_tui.network.right import Shares
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.error_history import ErrorHistory

from .kept_runs import KeptRuns

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
        self._timelines: dict[int, Timeline] = {}
        """By the run's number, except timelines that take much memory."""

    def timeline(self, experiment: Experiment) -> Timeline | None:
        """Return the timeline of an experiment's past run, if it is kept."""
        run = self.find(experiment)
        return self._timelines.get(run.number) if run else None

    def leave(self, timeline: Timeline, iterations: int) -> None:
        """Keep a run that is about to be left, if it has finished an iteration."""
        run = as_run(timeline, iterations, self.next_number)
        if run is None:
            return
        run = self.keep(run, _joined)
        if run.length == timeline.history.length:
            timeline.let_go()
            self._timelines[run.number] = timeline
        numbers = {run.number for run in self.kept}
        self._timelines = {
            number: kept
            for number, kept in self._timelines.items()
            if number in numbers and kept.nbytes <= MOST_BYTES
        }


def _joined(run: Run, known: Run) -> Run:
    """Return the longer of two runs of an experiment, at the position of the first."""
    longer = run if run.length > known.length else known
    return longer._replace(number=known.number, position=run.position)
