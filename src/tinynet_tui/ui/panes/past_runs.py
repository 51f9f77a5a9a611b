"""The list of runs: the current one and past ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.loss import is_stuck
from tinynet_tui.network.right import Shares
from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.experiment_text import settings_of
from tinynet_tui.worker.past_runs import Run

HEAD = ("run", "iterations", "error", "")
SETTINGS = "settings"
"""The heading of the second column."""


class PastRunsPane(Pane):
    """The runs, latest first; the chosen one is dotted in the graph and can be opened again."""

    help = "this run and past runs; the chosen one is dotted in the graph, enter opens it"

    @dataclass
    class Chosen(Message):
        """Asks to draw a run dotted in the graph."""

        run: Run

    class Opened(Chosen):
        """Asks to open a run again."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._top = 0

    @property
    def caption(self) -> str:
        return "past runs"

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((screen_width,), 36)

    def title(self, view: View, width: int) -> str:
        return " past runs "[:width]

    def foot(self, view: View, width: int) -> str:
        if view.behind is None:
            return ""
        others, room = len(view.frame.others), max(1, self.size.height - 4)
        seen = f"↕{self._top + 1}–{min(others, self._top + room)} of {others} · "
        seen = seen if others > room else ""
        opens = f"{view.key('edit', 'enter')} opens it"
        return first_fitting(
            width,
            f" {seen}↑ ↓ choose: dotted in the graph · {opens} again ",
            f" {seen}↑ ↓ choose · {opens} ",
            "",
        )

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        others = view.frame.others
        table = [_current(view), *map(_line, others)]
        experiments = [view.experiment, *(run.experiment for run in others)]
        lines = _rows(table, experiments, width)
        if not others:
            keys = view.key("reseed", "r"), view.key("options", "o")
            hint = f"{keys[0]} and {keys[1]} start another run; this one is then listed here"
            return [*lines, (), ((cut(f" {hint}", width), "muted"),)]
        at = others.index(view.behind) if view.behind in others else 0
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
        others, at = self.view.frame.others, event.y - 3 + self._top
        if event.y >= 3 and at < len(others):
            kind = self.Opened if others[at] == self.view.behind else self.Chosen
            self.post_message(kind(others[at]))


def _current(view: View) -> tuple[str, ...]:
    reached = view.frame.furthest.iteration
    last = view.snapshot.events.unfinished.last(view.snapshot.schedule)
    if last is None or view.hides_error:
        return ("►", f"{reached:,}", "·", "")
    right = view.snapshot.events.detector.beside.shares(last.differences, last.y)
    finished = reached >= view.frame.goal - 1
    verdict = _verdict(last.error, is_stuck(last.differences), finished, right)
    return ("►", f"{reached:,}", _error(last.error), verdict)


def _line(run: Run) -> tuple[str, ...]:
    verdict = _verdict(run.error, run.stuck, run.finished, run.right)
    reached = f"{run.furthest.iteration:,}"
    return (str(run.number), reached, _error(run.error), verdict)


def _error(error: float) -> str:
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
    table: Sequence[tuple[str, ...]], experiments: Sequence[Experiment], width: int
) -> list[Row]:
    """Return the table with its heading; the settings are cut where space is short."""
    lines = [HEAD, *table]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]
    room = max(8, width - sum(widths) - 1 - 2 * len(HEAD))
    settings = [SETTINGS, *settings_of(experiments, room)]
    longest = min(room, max(map(len, settings)))
    rows: list[Row] = []
    for y, (line, words) in enumerate(zip(lines, settings, strict=True)):
        number, reached, error, verdict = line
        text = (
            f" {number:>{widths[0]}}  {cut(words, longest):{longest}}  {reached:>{widths[1]}}"
            f"  {error:>{widths[2]}}  {verdict:{widths[3]}}"
        )
        style = "muted" if y == 0 else "strong" if y == 1 else "text"
        rows.append(((text[:width].ljust(width), style),))
    return rows
