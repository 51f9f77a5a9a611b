"""The cursor and the focus on the main screen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from itertools import chain

from textual import events

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.views import NUMBERS, RUNS
from tinynet_tui.worker.commands import Command
from tinynet_tui.worker.worker import Frame

from .layout import Layout
from .quiz_state import Quiz
from .scrolling import Scrolling


class MainCursor(Layout):
    """Moves the cursor and the focus through the panes."""

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        super().__init__(experiment, keys)
        self.frame: Frame | None = None
        self._note = ""
        """A message in the last line, which takes precedence over the worker's."""
        self._noted: Frame | None = None
        """The Frame that was shown when the message came."""
        self.cursor = Cursor()
        self.pinned: str | None = None
        """The variable that is explained instead of the step's."""
        self.scrolling = Scrolling()
        self.quiz = Quiz()
        self.key_names: Mapping[str, str] = {}
        """The names of remapped keys, by their ids."""
        self.ascii = False
        self.painted: Callable[[], None] = lambda: None
        """Called whenever the panes have been painted, with what may have changed."""
        self.chosen_run: int | None = None
        """The number of the run that is dotted in the graph; None for the last past run."""

    @property
    def view(self) -> View | None:
        """What the panes show; None before the first Frame."""
        if self.frame is None:
            return None
        return View(
            self.frame,
            self.cursor,
            self.pinned or self.frame.snapshot.step,
            self.scrolling.origin,
            asked=self.quiz.asked,
            quiz=self.quiz.on,
            verdict=self.quiz.verdict,
            behind=self.frame.behind(self.chosen_run),
            ascii=self.ascii,
            keys=self.key_names,
        )

    def repaint(self) -> None:
        """Repaint what has changed since the last time."""
        view = self.view
        if view is not None:
            for canvas in (self.status, *self.panes):
                canvas.show(view)
            self.keys.show(view)
            self.painted()

    @abstractmethod
    def _enlarge(self, pane: Pane | None) -> None:
        """Give a pane the whole screen; None shrinks the enlarged one."""

    # What is lit.

    @property
    def lightable(self) -> list[Pane]:
        """The panes that a scene can light."""
        return [*self.forward, *self.backward, self.graph, self.explanation]

    @property
    def lit(self) -> Pane | None:
        """The focused pane if a scene can light it, else the lit one."""
        focused = (pane for pane in self.lightable if pane is self.focused)
        return next(chain(focused, (pane for pane in self.lightable if pane.lit)), None)

    # The focus.

    def _current_pane(self) -> Pane | None:
        """Return the enlarged pane, else the focused one, else that of the explained variable."""
        if self.enlarged:
            return self.enlarged
        if isinstance(self.focused, Pane):
            return self.focused
        if self.shown != NUMBERS:
            return self.drawing(self.shown)
        return next((pane for pane in self.panes if self._is_explained(pane)), None)

    def _is_explained(self, pane: Pane) -> bool:
        view = self.view
        return view is not None and isinstance(pane, NumberPane) and pane.holds(view.subject)

    def focus_pane(self, steps: int) -> None:
        """Focus another pane in reading order; if a pane is enlarged, enlarge that one instead.

        In what-if, the inputs come first.
        """
        if self.what_if is not None and self.focused is self.what_if and self.what_if.tab(steps):
            return
        panes = self.panes if self.enlarged else list(self._visible_panes())
        if not panes:
            return
        here = self._current_pane()
        pane = panes[(panes.index(here) + steps) % len(panes) if here in panes else 0]
        if self.enlarged:
            self._enlarge(pane)
        self.set_focus(pane)
        if self.what_if is not None and pane is self.what_if:
            self.what_if.enter(steps)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the cursor's cell in the pane that got the focus, unless that is explained."""
        pane = event.widget
        if isinstance(pane, NumberPane) and self.frame and not self._is_explained(pane):
            self.pinned = pane.names[0]
            self.repaint()

    # The cursor.

    def follow(self) -> None:
        """Explain the step's own cell again."""
        self.pinned = None
        if self.what_if is None or self.focused is not self.what_if:
            self.set_focus(None)

    def choose(self, name: str, cell: tuple[int, int]) -> None:
        """Move the cursor to a cell and explain it, unless the cell is gone with its data."""
        if not self.experiment.dimensions.has_cell(name, cell):
            return
        self.pinned = name
        self.cursor = self.cursor.through(name, cell, self.experiment.dimensions)
        self.scrolling.follow(self.cursor, self._visible_counts())
        if self.frame:
            self.quiz.turn_to(self.frame, self.cursor)
        self.repaint()

    def move_cursor(self, rows: int, columns: int) -> None:
        """Move the cursor in the current pane; at an edge, into the pane beyond it.

        It also moves in a pane that is not visible; the explanation follows it.
        """
        pane, view = self._current_pane(), self.view
        if pane is None or view is None:
            return
        if self.shown == RUNS and pane is self.drawing(RUNS):
            run = view.frame.beside(view.behind, rows)
            if run is not None:
                self.choose_run(run.number)
                return
        is_visible = pane in self._visible_panes()
        cell = pane.beside(view, rows, columns)
        if cell is not None:
            self.choose(*cell)
        elif is_visible and (neighbour := self._neighbour(pane, rows, columns)):
            self.set_focus(neighbour)
            if isinstance(neighbour, NumberPane):  # coming from the right, at its last variable
                self.pinned = neighbour.names[0 if columns >= 0 else -1]
            self.repaint()
        if self.focused is None and is_visible:
            self.set_focus(pane)

    def travel(self, rows: int, columns: int) -> Command | None:
        """Return the command that an arrow key gives in the focused pane, if any."""
        pane, view = self.enlarged or self.focused, self.view
        if not isinstance(pane, Pane) or view is None:
            return None
        command = pane.travel(view, rows, columns)
        if command is not None:
            self.pinned = None
        return command

    def choose_run(self, number: int) -> None:
        """Draw a run dotted in the graph."""
        self.chosen_run = number
        self.repaint()
