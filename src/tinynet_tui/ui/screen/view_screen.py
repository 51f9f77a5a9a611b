"""A screen that shows one Frame in all panes, and what decides which of them are seen."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.numbers.catalogue import backward_panes, forward_panes
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.source import SourcePane
from tinynet_tui.worker.worker import Frame

from .layout import NUMBERS, Layout
from .quiz_state import Quiz
from .scrolling import Scrolling


class ViewScreen(Layout):
    """Shows one Frame in all panes of a view; turns to others, enlarges a pane, opens what-if."""

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        """Build the panes of an experiment's script, and the last line for these keys."""
        super().__init__(experiment, keys)
        self.frame: Frame | None = None
        self._note = ""
        """What is said in the last line, beside what the worker says."""
        self._noted: Frame | None = None
        self.cursor = Cursor()
        self.pinned: str | None = None
        """The variable that is explained instead of the step's."""
        self.scrolling = Scrolling()
        self.quiz = Quiz()
        self.key_names: Mapping[str, str] = {}
        """The keys of the actions that have others than the built-in ones."""
        self.ascii = False
        """Whether everything is shown in ASCII."""
        self.chosen_run: int | None = None
        """The number of the run drawn behind this one; None for the last that was left."""

    def show(self, frame: Frame) -> None:
        """Show a Frame in every pane."""
        rests = self._noted and frame.snapshot.position == self._noted.snapshot.position
        if frame.note or not rests:
            self._note = ""
        if self.frame is None or frame.runs[-1:] != self.frame.runs[-1:]:
            self.chosen_run = None  # the one that was just left
        self.frame = frame
        if frame.snapshot.experiment != self.experiment and self._has_panes_for(frame):
            self.experiment = frame.snapshot.experiment
            self._arrange(self.size)  # data changed by hand may need more room
        self.keys.note = self._note or frame.note
        self.quiz.see(frame, self.cursor)
        self.repaint()

    async def rebuild(self, frame: Frame) -> None:
        """Put the panes of another experiment in place of those on the screen.

        `frame` is the first one of the experiment; others may be shown while the panes change.
        """
        experiment = frame.snapshot.experiment
        old = [pane for pane in (*self.forward, *self.backward) if isinstance(pane, NumberPane)]
        (step,) = (pane for pane in self.backward if isinstance(pane, SourcePane))
        forward, backward = forward_panes(experiment), backward_panes(experiment)
        self.frame, self.experiment, self.scrolling = frame, experiment, Scrolling()
        self.forward, self.backward = forward, [step, *backward]
        self.cursor, self.pinned, self.enlarged = Cursor(), None, None
        with self.app.batch_update():
            for pane in old:  # before the new ones come: no two of a row may have the same id
                await pane.remove()
            await self.rows["forward"].mount(*forward)
            await self.rows["backward"].mount(*backward)
            self._arrange(self.app.size)
        self._settle()
        self.call_after_refresh(self._settle)

    def _has_panes_for(self, frame: Frame) -> bool:
        return frame.snapshot.experiment.sizes == self.experiment.sizes

    def say(self, note: str) -> None:
        """Say something in the last line, as long as the run rests where it is."""
        self._note, self._noted = note, self.frame
        if note != self.keys.note:
            self.keys.note = note
            if self.view:
                self.keys.show(self.view)

    @property
    def view(self) -> View | None:
        """What the panes are given."""
        if self.frame is None:
            return None
        return View(
            self.frame,
            self.cursor,
            self._subject(),
            self.scrolling.origin,
            asked=self.quiz.asked,
            quiz=self.quiz.on,
            verdict=self.quiz.verdict,
            behind=self.frame.behind(self.chosen_run),
            ascii=self.ascii,
            keys=self.key_names,
        )

    def repaint(self) -> None:
        """Show what has changed since, of the Frame or of what is asked of it."""
        view = self.view
        if view is not None:
            for canvas in (self.status, *self.panes, self.keys):
                canvas.show(view)

    def _subject(self) -> str:
        assert self.frame is not None
        return self.pinned or self.frame.snapshot.step

    def _current_pane(self) -> Pane | None:
        """Return the pane that is meant: enlarged, focused, or of the variable explained."""
        if self.enlarged:
            return self.enlarged
        if isinstance(self.focused, Pane):
            return self.focused
        if self.shown != NUMBERS:
            return self.drawing(self.shown)
        panes = (pane for pane in self.panes if isinstance(pane, NumberPane))
        return next((pane for pane in panes if pane.holds(self._subject())), None)

    # Which panes are seen.

    async def turn_to(self, shown: str) -> None:
        """Show a view of the run; the cursor stays where it is."""
        was_enlarged = self.enlarged is not None and self.enlarged.id == self.shown
        pane = None if shown == NUMBERS else self.drawing(shown)
        if pane is not None and not pane.is_attached:
            await self.rows["drawing"].mount(pane)
        self.shown = shown
        self.set_focus(None)
        self._enlarge(pane if was_enlarged else None)
        self.repaint()  # what was not seen is as it was when it last was

    def on_resize(self, event: events.Resize) -> None:
        """Share the room anew; runs before Textual's own handler lays the screen out."""
        self._arrange(event.size)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.repaint()  # until then the panes do not know how much they show
        self.scrolling.keep(self.cursor, self._visible())
        self.repaint()

    def enlarge(self) -> None:
        """Give the focused pane, else the one explained, the whole screen; or take it back."""
        self._enlarge(None if self.enlarged else self._current_pane())

    def _enlarge(self, pane: Pane | None) -> None:
        self.enlarged = pane
        self._arrange(self.size)
        self.call_after_refresh(self._settle)

    def focus_pane(self, steps: int) -> None:
        """Focus the pane so many further on, in reading order; an enlarged one gives way to it."""
        panes = self.panes if self.enlarged else list(self._seen())
        if not panes:
            return
        here = self._current_pane()
        pane = panes[(panes.index(here) + steps) % len(panes) if here in panes else 0]
        if self.enlarged:
            self._enlarge(pane)
        self.set_focus(pane)

    async def ask(self) -> None:
        """Open the pane in which the network is asked, or go there; from there, close it."""
        from tinynet_tui.ui.panes.what_if.pane import WhatIfPane

        if self.view is None:
            return
        if self.what_if is not None and self.focused is self.what_if:
            await self.close_what_if()
            return
        with self.app.batch_update():
            if self.what_if is None:
                self.what_if = WhatIfPane(self.view, id="ask")
                await self.rows["bottom"].mount(self.what_if)
            if self.enlarged is not self.what_if:
                self.enlarged = None
            self._arrange(self.size)
        self.set_focus(self.what_if)
        self._settle()
        self.call_after_refresh(self._settle)

    async def close_what_if(self) -> None:
        """Give the explanation its place back."""
        pane, self.what_if = self.what_if, None
        if pane is None:
            return
        if self.focused is pane:
            self.set_focus(None)
        with self.app.batch_update():
            await pane.remove()
            self._enlarge(None if self.enlarged is pane else self.enlarged)
