"""The list of runs: the current one and past ones."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple

from textual import events
from textual.message import Message

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.loss import is_stuck
from tinynet_tui.network.right import Shares
from tinynet_tui.ui.canvas.canvas import Row, Shown, cut, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.experiment_text import settings_of
from tinynet_tui.worker.kept_runs import R, WithRuns
from tinynet_tui.worker.past_runs import Run

HEAD = ("run", "iterations", "error", "")
SETTINGS = "settings"
"""The heading of the second column."""


class Line(NamedTuple):
    """A run in the list, but for its settings."""

    number: str
    reached: str
    error: str
    verdict: str


class RunsPane(Pane[Shown], Generic[R, Shown]):
    """The runs, latest first; the chosen one is dotted in the graph and can be opened again."""

    help = "this run and past runs; the chosen one is dotted in the graph, enter opens it"

    @dataclass
    class Chosen(Message):
        """Asks to draw the run of a number dotted in the graph."""

        number: int

    class Opened(Chosen):
        """Asks to open a run again."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._top = 0

    # What it shows.

    @abstractmethod
    def frame(self, view: Shown) -> WithRuns[R]: ...

    @abstractmethod
    def behind(self, view: Shown) -> R | None:
        """Return the chosen run."""

    @abstractmethod
    def key(self, view: Shown, id: str, built_in: str) -> str:
        """Return the name of a key."""

    @abstractmethod
    def current(self, view: Shown) -> Line: ...

    @abstractmethod
    def line(self, run: R) -> Line: ...

    @abstractmethod
    def settings(self, view: Shown, width: int) -> list[str]:
        """Return the settings of the current run and of the others."""

    @property
    def caption(self) -> str:
        return "past runs"

    def title(self, view: Shown, width: int) -> str:
        return " past runs "[:width]

    def foot(self, view: Shown, width: int) -> str:
        if self.behind(view) is None:
            return ""
        others, room = len(self.frame(view).others), max(1, self.size.height - 4)
        seen = f"↕{self._top + 1}–{min(others, self._top + room)} of {others} · "
        seen = seen if others > room else ""
        opens = f"{self.key(view, 'edit', 'enter')} opens it"
        return first_fitting(
            width,
            f" {seen}↑ ↓ choose: dotted in the graph · {opens} again ",
            f" {seen}↑ ↓ choose · {opens} ",
            "",
        )

    def content(self, view: Shown, width: int, height: int) -> Sequence[Row]:
        others, behind = self.frame(view).others, self.behind(view)
        table = [self.current(view), *map(self.line, others)]
        widths = [max(len(line[at]) for line in (HEAD, *table)) for at in range(len(HEAD))]
        room = max(8, width - sum(widths) - 1 - 2 * len(HEAD))
        lines = _rows(table, self.settings(view, room), widths, room, width)
        if not others:
            keys = self.key(view, "reseed", "r"), self.key(view, "options", "o")
            hint = f"{keys[0]} and {keys[1]} start another run; this one is then listed here"
            return [*lines, (), ((cut(f" {hint}", width), "muted"),)]
        at = others.index(behind) if behind in others else 0
        room = max(1, height - 2)
        self._top = min(max(self._top, at - room + 1), at, max(0, len(others) - room))
        shown = lines[2:][self._top : self._top + room]
        cursor = at - self._top
        marked = [
            ((text[0][0], "strong+reverse"),) if y == cursor else text
            for y, text in enumerate(shown)
        ]
        return [*lines[:2], *marked]

    async def on_click(self, event: events.Click) -> None:
        if self.view is None:
            return
        others, at = self.frame(self.view).others, event.y - 3 + self._top
        if event.y >= 3 and at < len(others):
            kind = self.Opened if others[at] == self.behind(self.view) else self.Chosen
            self.post_message(kind(others[at].number))


class PastRunsPane(RunsPane[Run, View]):
    """The runs of the built-in network."""

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 36)

    def frame(self, view: View) -> WithRuns[Run]:
        return view.frame

    def behind(self, view: View) -> Run | None:
        return view.behind

    def key(self, view: View, id: str, built_in: str) -> str:
        return view.key(id, built_in)

    def settings(self, view: View, width: int) -> list[str]:
        others = view.frame.others
        return settings_of([view.experiment, *(run.experiment for run in others)], width)

    def current(self, view: View) -> Line:
        reached, snapshot = view.frame.furthest.iteration, view.snapshot
        if view.frame.furthest == snapshot.position:
            last = snapshot.last
        else:
            last = snapshot.events.unfinished.last(snapshot.schedule)
        if last is None or view.hides_error:
            return Line("►", f"{reached:,}", "·", "")
        right = snapshot.events.detector.beside.shares(last.differences, last.y)
        finished = reached >= view.frame.goal - 1
        verdict = _verdict(last.error, is_stuck(last.differences), finished, right)
        return Line("►", f"{reached:,}", error_text(last.error), verdict)

    def line(self, run: Run) -> Line:
        verdict = _verdict(run.error, run.stuck, run.finished, run.right)
        reached = f"{run.furthest.iteration:,}"
        return Line(str(run.number), reached, error_text(run.error), verdict)


def error_text(error: float) -> str:
    """Return an error as the list writes it."""
    return f"{error:.6f}" if 1e-3 <= error < 1e3 else f"{error:.2e}"


def _verdict(error: float, stuck: bool, finished: bool, right: Shares | None) -> str:
    if not math.isfinite(error):
        return "diverged"
    if right is not None:
        return right.words
    if not stuck:
        return "learned"
    return "stuck" if finished else "under way"


def _rows(
    table: Sequence[Line], settings: Sequence[str], widths: Sequence[int], room: int, width: int
) -> list[Row]:
    """Return the table with its heading; the settings are cut where space is short."""
    words_of = [SETTINGS, *settings]
    longest = min(room, max(map(len, words_of)))
    rows: list[Row] = []
    for y, (line, words) in enumerate(zip([HEAD, *table], words_of, strict=True)):
        number, reached, error, verdict = line
        text = (
            f" {number:>{widths[0]}}  {cut(words, longest):{longest}}  {reached:>{widths[1]}}"
            f"  {error:>{widths[2]}}  {verdict:{widths[3]}}"
        )
        style = "muted" if y == 0 else "strong" if y == 1 else "text"
        rows.append(((text[:width].ljust(width), style),))
    return rows
