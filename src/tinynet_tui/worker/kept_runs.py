"""Past runs of any kind: each experiment's longest is kept, and one is drawn in the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from tinynet_tui.training.error_history import ErrorHistory

MOST = 20
"""The most runs kept; the oldest are dropped first."""


class PastRun(Protocol):
    """A past run, as it was when another one was opened in its place."""

    @property
    def number(self) -> int:
        """From 1, in the order in which they became past runs."""

    @property
    def experiment(self) -> object: ...

    @property
    def history(self) -> ErrorHistory: ...

    @property
    def length(self) -> int:
        """The length of the history at that time."""


R = TypeVar("R", bound=PastRun)


class KeptRuns(Generic[R]):
    """Keeps the longest past run of each experiment."""

    def __init__(self) -> None:
        self.kept: tuple[R, ...] = ()
        self._count = 0

    @property
    def next_number(self) -> int:
        return self._count + 1

    def find(self, experiment: object) -> R | None:
        return next((run for run in self.kept if run.experiment == experiment), None)

    def keep(self, run: R, known: Callable[[R, R], R]) -> R:
        """Keep a run; return what is kept.

        `known` makes it of this run and of the known run of the same experiment.
        """
        old = self.find(run.experiment)
        if old is None:
            self._count += 1
        else:
            run = known(run, old)
        self.kept = (*(one for one in self.kept if one is not old), run)[-MOST:]
        return run


class WithRuns(Generic[R]):
    """A Frame, with past runs."""

    runs: tuple[R, ...]
    """The past runs, the latest last; with this one if it was opened again."""

    @property
    def experiment(self) -> object:
        """The experiment of the current run."""
        raise NotImplementedError

    @property
    def others(self) -> list[R]:
        """The past runs except this one, the latest first."""
        return [run for run in reversed(self.runs) if run.experiment != self.experiment]

    def behind(self, number: int | None) -> R | None:
        """Return the run to draw behind this one: the one of that number, or the latest."""
        others = self.others
        return next((run for run in others if run.number == number), next(iter(others), None))

    def beside(self, run: R | None, rows: int) -> R | None:
        """Return the run `rows` further down the list of others; None beyond its ends."""
        others = self.others
        at = others.index(run) + rows if run in others else -1
        return others[at] if rows and 0 <= at < len(others) else None
