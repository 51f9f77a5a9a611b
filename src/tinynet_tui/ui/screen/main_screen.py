"""The main screen: one Frame in all panes, in any of its views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.views import HIDDEN, MAP, NUMBERS
from tinynet_tui.worker.worker import Frame

from .main_cursor import MainCursor
from .scrolling import Scrolling

if TYPE_CHECKING:
    from tinynet_tui.ui.panes.past_runs import PastRunsPane


class MainScreen(MainCursor):
    """Shows Frames, turns to other views, enlarges a pane, opens what-if."""

    # The Frame.

    def show(self, frame: Frame) -> None:
        """Show a Frame in every pane."""
        noted = self._noted
        stays = noted and frame.snapshot.position == noted.snapshot.position
        if not (noted and stays) or frame.has_news_since(noted):
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

    # The quiz.

    def answer(self, given: Answer) -> None:
        """Answer the question that is asked, if there is one."""
        if self.quiz.answer(given):
            if self.quiz.asked is None:
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

    @property
    def seen(self) -> str:
        """What is shown, as a scene names it."""
        return HIDDEN if self.shown == MAP and self.map.split else self.shown

    async def turn_to_seen(self, seen: str) -> None:
        """Show a view that a scene names."""
        if seen in (MAP, HIDDEN):
            self.map.split = seen == HIDDEN
        await self.turn_to(MAP if seen == HIDDEN else seen)

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
