"""The main screen: the cursor that goes through its panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tinynet_tui.explain.quiz import Answer
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.worker.commands import Command

from .layout import HEIGHTS, LEAST, MAP, NETWORK, NUMBERS, RUNS, WIDTHS
from .neighbours import nearest
from .view_screen import ViewScreen

if TYPE_CHECKING:
    from tinynet_tui.ui.panes.past_runs import PastRunsPane

__all__ = ["HEIGHTS", "LEAST", "MAP", "NETWORK", "NUMBERS", "RUNS", "WIDTHS", "MainScreen"]


class MainScreen(ViewScreen):
    """Knows the cursor, and moves it through the panes."""

    def follow(self) -> None:
        """Explain the step's own cell again, wherever the cursor has been."""
        self.pinned = None
        if self.what_if is None or self.focused is not self.what_if:
            self.set_focus(None)

    # Predict first.

    def toggle_quiz(self) -> None:
        """Ask for what a step on shows before it is shown, or no more."""
        self.quiz.toggle()
        self.repaint()

    def answer(self, given: Answer) -> None:
        """Answer what is asked."""
        if self.quiz.answer(given):
            self.follow()
            self.repaint()

    def reveal(self) -> bool:
        """Show what is asked for; True if something was."""
        revealed = self.quiz.reveal()
        if revealed:
            self.repaint()
        return revealed

    # The cursor.

    def choose(self, name: str, cell: tuple[int, int]) -> None:
        """Move the cursor through a cell and explain it.

        Nothing, if there is no such cell: it may have been clicked before other data came.
        """
        if not self.experiment.dimensions.has_cell(name, cell):
            return
        self.pinned = name
        self.cursor = self.cursor.through(name, cell, self.experiment.dimensions)
        self.scrolling.follow(self.cursor, self._visible())
        if self.frame:
            self.quiz.turn_to(self.frame, self.cursor)
        self.repaint()

    def move_cursor(self, rows: int, columns: int) -> None:
        """Move the cursor in the focused pane; at an edge, into the pane beyond it.

        In a pane that has given way it moves too, as the explanation shows.
        """
        pane, view = self._current_pane(), self.view
        if pane is None or view is None:
            return
        if self.shown == RUNS and pane is self.runs and self.frame:
            run = self.frame.beside(view.behind, rows)
            if run is not None:
                self.choose_run(run.number)
                return
        is_seen = pane in self._seen()
        cell = pane.beside(view, rows, columns)
        if cell is not None:
            self.choose(*cell)
        elif is_seen:
            self._enter(self._neighbour(pane, rows, columns), columns)
        if self.focused is None and is_seen:
            self.set_focus(pane)

    def travel(self, rows: int, columns: int) -> Command | None:
        """Return where an arrow leads in the run, in the pane that has the focus."""
        pane, view = self.enlarged or self.focused, self.view
        if not isinstance(pane, Pane) or view is None:
            return None
        command = pane.travel(view, rows, columns)
        if command is not None:
            self.pinned = None
        return command

    def _enter(self, pane: Pane | None, columns: int) -> None:
        """Focus a pane; coming from its left or right, at its first or last block."""
        if pane is None:
            return
        self.set_focus(pane)
        if isinstance(pane, NumberPane):
            self.pinned = pane.names[0 if columns >= 0 else -1]
        self.repaint()

    def _neighbour(self, pane: Pane, rows: int, columns: int) -> Pane | None:
        """Return the nearest pane that is seen in a direction."""
        seen = {other.region: other for other in self._seen()}
        region = nearest(pane.region, seen, rows, columns)
        return None if region is None else seen[region]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the cursor's cell in the pane that got the focus, unless it holds it already."""
        pane = event.widget
        if not isinstance(pane, NumberPane) or self.frame is None:
            return
        if not pane.holds(self._subject()):
            self.pinned = pane.names[0]
            self.repaint()

    def on_number_pane_chosen(self, message: NumberPane.Chosen) -> None:
        """Move the cursor to where the pointer is."""
        self.choose(message.name, message.cell)

    def on_past_runs_pane_chosen(self, message: PastRunsPane.Chosen) -> None:
        """Draw the run behind that was clicked."""
        self.choose_run(message.run.number)

    def choose_run(self, number: int) -> None:
        """Draw a run behind this one."""
        self.chosen_run = number
        self.repaint()

    def on_number_pane_scrolled(self, message: NumberPane.Scrolled) -> None:
        """Scroll every pane that has the index; a variable that has just gone, none."""
        if not self.experiment.dimensions.has_cell(message.name, (0, 0)):
            return
        by, seen = (message.rows, message.columns), self._visible()
        self.scrolling.turn(message.name, by, self.cursor, self.experiment, seen)
        self.repaint()
