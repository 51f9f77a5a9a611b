"""The main screen: one Frame in all panes, and the cursor that moves through them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.quiz import Answer
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

if TYPE_CHECKING:
    from tinynet_tui.ui.panes.past_runs import PastRunsPane


class MainScreen(Layout):
    """Shows Frames, moves the cursor, turns to other views, enlarges a pane, opens what-if."""

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
        self.chosen_run: int | None = None
        """The number of the run that is dotted in the graph; None for the last past run."""

    # The Frame.

    def show(self, frame: Frame) -> None:
        """Show a Frame in every pane."""
        stays = self._noted and frame.snapshot.position == self._noted.snapshot.position
        if frame.note or not stays:
            self._note = ""
        if self.frame is None or frame.runs[-1:] != self.frame.runs[-1:]:
            self.chosen_run = None
        self.frame, experiment = frame, frame.snapshot.experiment
        if experiment != self.experiment and experiment.sizes == self.experiment.sizes:
            self.experiment = experiment
            self._arrange(self.size)  # edited data may need more room
        self.keys.note = self._note or frame.note
        self.quiz.see(frame, self.cursor)
        self.repaint()

    async def rebuild(self, frame: Frame) -> None:
        """Replace the panes by those of another experiment.

        `frame` is its first one; others may be shown while the panes change.
        """
        self.frame, self.scrolling = frame, Scrolling()
        self.cursor, self.pinned, self.enlarged = Cursor(), None, None
        with self.app.batch_update():
            await self._replace_panes(frame.snapshot.experiment)
            self._arrange(self.app.size)
        self._settle()
        self.call_after_refresh(self._settle)

    def say(self, note: str) -> None:
        """Show a message in the last line until the run moves on."""
        self._note, self._noted = note, self.frame
        if note != self.keys.note:
            self.keys.note = note
            if self.view:
                self.keys.show(self.view)

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

    # The quiz.

    def answer(self, given: Answer) -> None:
        """Answer the quiz's question, if there is one."""
        if self.quiz.answer(given):
            self.follow()
            self.repaint()

    def reveal(self) -> bool:
        """Show the number that the quiz asks for; True if there was a question."""
        revealed = self.quiz.reveal()
        if revealed:
            self.repaint()
        return revealed

    # The views.

    async def turn_to(self, shown: str) -> None:
        """Show a view of the run; the cursor stays where it is."""
        was_enlarged = self.enlarged is not None and self.enlarged.id == self.shown
        pane = None if shown == NUMBERS else self.drawing(shown)
        if pane is not None and not pane.is_attached:
            await self.rows["drawing"].mount(pane)
        self.shown = shown
        self.set_focus(None)
        self._enlarge(pane if was_enlarged else None)
        self.repaint()  # hidden panes were not kept up to date

    def on_resize(self, event: events.Resize) -> None:
        """Lay out the panes, before Textual's own handler lays out the screen."""
        self._arrange(event.size)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.repaint()  # until then the panes do not know how much they show
        self.scrolling.keep(self.cursor, self._visible_counts())
        self.repaint()

    def enlarge(self) -> None:
        """Give the current pane the whole screen, or shrink the enlarged one."""
        self._enlarge(None if self.enlarged else self._current_pane())

    def _enlarge(self, pane: Pane | None) -> None:
        self.enlarged = pane
        self._arrange(self.size)
        self.call_after_refresh(self._settle)

    def split_map(self) -> None:
        """Show the hidden neurons beside the decision map, or the map alone again."""
        self.map.split = not self.map.split
        self._enlarge(self.enlarged)
        self.repaint()

    async def ask(self) -> None:
        """Open the what-if pane, or focus it; if it has the focus, close it."""
        from tinynet_tui.ui.panes.what_if.pane import WhatIfPane

        if self.view is None:
            return
        if self.what_if is not None and self.focused is self.what_if:
            await self.close_what_if()
            return
        with self.app.batch_update():
            if self.what_if is None:
                self.what_if = WhatIfPane(self.view, id="what-if")
                await self.rows["bottom"].mount(self.what_if)
            if self.enlarged is not self.what_if:
                self.enlarged = None
            self._arrange(self.size)
        self.set_focus(self.what_if)
        self._settle()
        self.call_after_refresh(self._settle)

    async def close_what_if(self) -> None:
        """Put the explanation back in the what-if pane's place."""
        pane, self.what_if = self.what_if, None
        if pane is None:
            return
        if self.focused is pane:
            self.set_focus(None)
        with self.app.batch_update():
            await pane.remove()
            self._enlarge(None if self.enlarged is pane else self.enlarged)

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
        """Focus another pane in reading order; if a pane is enlarged, enlarge that one instead."""
        panes = self.panes if self.enlarged else list(self._visible_panes())
        if not panes:
            return
        here = self._current_pane()
        pane = panes[(panes.index(here) + steps) % len(panes) if here in panes else 0]
        if self.enlarged:
            self._enlarge(pane)
        self.set_focus(pane)

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

    # The mouse.

    def on_click(self) -> None:
        self.keys.know()

    def on_number_pane_chosen(self, message: NumberPane.Chosen) -> None:
        self.choose(message.name, message.cell)

    def on_runs_pane_chosen(self, message: PastRunsPane.Chosen) -> None:
        self.choose_run(message.number)

    def on_number_pane_scrolled(self, message: NumberPane.Scrolled) -> None:
        """Scroll every pane along the same axes, unless the variable is gone with its data."""
        if not self.experiment.dimensions.has_cell(message.name, (0, 0)):
            return
        counts = self._visible_counts()
        by = (message.rows, message.columns)
        self.scrolling.turn(message.name, by, self.cursor, self.experiment, counts)
        self.repaint()
