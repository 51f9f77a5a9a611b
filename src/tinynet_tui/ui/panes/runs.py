"""The list of runs: this one, and those that were left for another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from textual import events
from textual.message import Message

from ...net.experiment import Experiment
from ...net.stuck import is_stuck
from ...runs import Run
from ..arrangement import Wish
from ..cells import Pane, Row
from ..settings_text import settings
from ..view import View

HEAD = ("run", "settings", "iterations", "error", "")


class RunsPane(Pane):
    """The runs, the latest on top; the one under the cursor is drawn behind, and can be opened."""

    help = "this run and those before it; the chosen one is drawn behind, enter opens it"

    class Chosen(Message):
        """A run is to be drawn behind this one."""

        def __init__(self, run: Run) -> None:
            """Name the run."""
            super().__init__()
            self.run = run

    class Opened(Chosen):
        """A run is to be opened again."""

    def __init__(self, *, id: str) -> None:
        """Begin at the top."""
        super().__init__(id=id)
        self._top = 0

    @property
    def caption(self) -> str:
        """What the help calls the pane."""
        return "runs"

    def wish(self, experiment: Experiment, screen_width: int) -> Wish:
        """Ask for the whole width."""
        return Wish((screen_width,), 36)

    def title(self, view: View, width: int) -> str:
        """Name it."""
        return " runs "[:width]

    def foot(self, view: View, width: int) -> str:
        """Say what can be done."""
        if view.behind is None:
            return ""
        others, room = len(view.frame.others), max(1, self.size.height - 4)
        seen = f"↕{self._top + 1}–{min(others, self._top + room)} of {others} · "
        text = (
            f" {seen if others > room else ''}↑ ↓ draws behind · {view.key('edit', 'enter')} opens "
        )
        return text if len(text) <= width else ""

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return a line for each run, this one on top."""
        others = view.frame.others
        table = [HEAD, _current(view), *map(_line, others)]
        if not others:
            keys = view.key("reseed", "r"), view.key("options", "o")
            hint = f"{keys[0]} and {keys[1]} begin another run; this one is then listed here"
            return [*_rows(table, width), (), ((f" {hint}"[:width], "muted"),)]
        lines = _rows(table, width)
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
        """Choose the run under the pointer; a second click opens it."""
        if self.view is None:
            return
        others, at = self.view.frame.others, event.y - 3 + self._top
        if event.y >= 3 and at < len(others):
            kind = self.Opened if others[at] == self.view.behind else self.Chosen
            self.post_message(kind(others[at]))


def _current(view: View) -> tuple[str, ...]:
    experiment, reached = view.experiment, view.frame.furthest.iteration
    last = view.moment.events.tip.last(experiment)
    if last is None or view.hides_error:
        return ("►", settings(experiment), f"{reached:,}", "·", "")
    verdict = _verdict(last.error, is_stuck(last.differences), reached >= view.frame.goal - 1)
    return ("►", settings(experiment), f"{reached:,}", _error(last.error), verdict)


def _line(run: Run) -> tuple[str, ...]:
    verdict = _verdict(run.error, run.stuck, run.finished)
    reached = f"{run.furthest.iteration:,}"
    return (str(run.number), settings(run.experiment), reached, _error(run.error), verdict)


def _error(error: float) -> str:
    return f"{error:.6f}" if 1e-3 <= error < 1e3 else f"{error:.2e}"


def _verdict(error: float, stuck: bool, finished: bool) -> str:
    if not math.isfinite(error):
        return "diverged"
    if not stuck:
        return "learned"
    return "stuck" if finished else "under way"


def _rows(table: Sequence[tuple[str, ...]], width: int) -> list[Row]:
    """Align the columns; the settings give way."""
    widths = [max(len(line[at]) for line in table) for at in range(len(HEAD))]
    rest = sum(widths) - widths[1] + 1 + 2 * (len(HEAD) - 1)
    widths[1] = max(8, min(widths[1], width - rest))
    rows: list[Row] = []
    for y, line in enumerate(table):
        number, words, reached, error, verdict = line
        if len(words) > widths[1]:
            words = words[: widths[1] - 1] + "…"
        text = (
            f" {number:>{widths[0]}}  {words:{widths[1]}}  {reached:>{widths[2]}}"
            f"  {error:>{widths[3]}}  {verdict:{widths[4]}}"
        )
        style = "muted" if y == 0 else "strong" if y == 1 else "text"
        rows.append(((text[:width].ljust(width), style),))
    return rows
