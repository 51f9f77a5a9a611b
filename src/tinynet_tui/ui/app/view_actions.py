"""The keys that change what is shown of the run, and the cursor."""

from __future__ import annotations

from tinynet_tui.explain.quiz import Answer
from tinynet_tui.ui.panes.views import MAP
from tinynet_tui.worker.commands import Blame, HopBack, Play

from .actions import Actions


class ViewActions(Actions):
    """Change the view, move the cursor, explain more."""

    def action_axes(self) -> None:
        self.main.graph.turn_axes()

    def action_view(self, shown: str) -> None:
        self.app.call_next(self.main.turn_to, shown)  # before the next key

    def action_map_axis(self, upright: bool) -> None:
        """Show another input on an axis of the map."""
        self.main.map.turn_axis(upright)

    def action_map_hidden(self) -> None:
        self.main.split_map()

    def action_cross(self, rows: int, columns: int) -> None:
        self.main.map.move_cross(rows, columns)

    def action_enlarge(self) -> None:
        self.main.enlarge()

    def action_focus_pane(self, steps: int) -> None:
        self.main.focus_pane(steps)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor or, in the source and the graph, the run; during a quiz, answer."""
        if rows and self.main.quiz.takes_arrows:
            self.main.answer("up" if rows < 0 else "down")
        elif command := self.main.travel(rows, columns):
            self.send(command)
        else:
            self.main.move_cursor(rows, columns)

    def action_quiz(self) -> None:
        self.main.quiz.toggle()
        self.main.repaint()

    def action_answer(self, given: Answer) -> None:
        self.main.answer(given)

    def action_story(self) -> None:
        from tinynet_tui.ui.dialogs.story import story_page

        self.main.reveal()
        if self.main.view:
            self.app.push_screen(story_page(self.main.view))

    def action_blame(self) -> None:
        """Go to what mattered most for the explained number."""
        self.main.reveal()
        if (view := self.main.view) is not None:
            cell = self.main.cursor.cell(view.subject, view.experiment.dimensions)
            self.send(Blame(view.subject, cell, view.frame.hops))

    def action_return(self) -> None:
        """Go back to where the last hop began."""
        self.main.reveal()
        self.send(HopBack())

    def action_gradient(self) -> None:
        from tinynet_tui.ui.dialogs.gradient_check import gradient_page

        self.main.reveal()
        if self.main.view:
            self.app.push_screen(gradient_page(self.main.view))

    def action_what_if(self) -> None:
        """Open the what-if pane, focus it or close it."""
        self.main.reveal()
        self.app.call_next(self.main.ask)  # before the next key, and never twice at once

    def action_leave(self) -> None:
        """Leave the topmost of what is open, from the quiz's question to the explained number."""
        if self.main.reveal():
            return
        if self.main.frame and self.main.frame.job:
            self.send(Play(False))
        elif self.main.asks_here:
            self.app.call_next(self.main.close_what_if)
        elif self.main.shown == MAP and self.main.map.leave_cross():
            return
        elif self.main.shown == MAP and self.main.map.split:
            self.main.split_map()
        elif self.main.enlarged:
            self.main.enlarge()
        elif self.main.what_if:
            self.app.call_next(self.main.close_what_if)
        else:
            self.main.follow()
            self.main.repaint()
