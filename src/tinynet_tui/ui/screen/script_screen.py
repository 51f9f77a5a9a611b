"""The screen of a script: its text, its arrays in the order of the flow, the graph, the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.engine.values import Value
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.ui.panes.script.arrays import ArrayPane
from tinynet_tui.ui.panes.script.variables import arrange
from tinynet_tui.ui.panes.script.views import make_drawing
from tinynet_tui.ui.panes.views import HIDDEN, MAP
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .script_cursor import ScriptCursor

if TYPE_CHECKING:  # the first paint does not wait for it
    from tinynet_tui.ui.panes.script.decision_map import ScriptMap
    from tinynet_tui.ui.panes.script.landscape import ScriptLandscape
    from tinynet_tui.ui.panes.script.network import ScriptNetwork
    from tinynet_tui.ui.panes.script.past_runs import ScriptPastRuns


NEXT_ROUND = {"step('iteration')": "next round"}
"""What a key does inside an inner loop."""


class ScriptScreen(ScriptCursor):
    """Shows the Frames of a script, in any of its views."""

    # The Frame.

    async def show(self, frame: ScriptFrame) -> None:
        """Show a Frame in every pane."""
        noted = self._noted
        if not noted or frame.where != noted.where or frame.has_news_since(noted):
            self._note = ""
        self.frame = frame
        self.quiz.see(frame, self._asked_about)
        self.keys.note = self._note or frame.note
        self.keys.at_end = frame.finished and not frame.playing
        self.keys.here = NEXT_ROUND if frame.in_inner_loop and not frame.playing else {}
        forms = {name: _form(value) for name, value in frame.forms.items()}
        if forms != self._forms or frame.plan is None:
            self._forms = forms
            await self._rearrange(frame)
        signed = self._signed | self._negative(frame)
        shapes = {name: value.shape for name, value in frame.values.items()}
        if signed != self._signed or (shapes != self._shapes and not frame.playing):
            self._signed, self._shapes = signed, shapes
            self._arrange(self.size)
        elif self._hides_written():
            self._arrange(self.size)
        if self.cells_to_come:
            self.put_cursor(frame)
        self._put_aim(frame)
        self.repaint()

    def _negative(self, frame: ScriptFrame) -> frozenset[str]:
        """Return the labels of arrays that have a negative number which the quiz does not hide."""
        values = self.quiz.curtained(frame).values
        return frozenset(
            item.label
            for pane in self.arrays
            for item in pane.group.items
            if item.label not in self._signed and _is_negative(item.value(values))
        )

    async def _rearrange(self, frame: ScriptFrame) -> None:
        """Make the panes anew if other arrays have come."""
        found = arrange(frame)
        if found != self.arrangement:
            self.arrangement = found
            self.values.names = found.others
            with self.app.batch_update():
                for pane in self.arrays:
                    await pane.remove()
                self.forward = [ArrayPane(group, zero=True) for group in found.forward]
                self.backward = [ArrayPane(group, zero=False) for group in found.backward]
                if self.enlarged not in self.panes:
                    self.enlarged = None
                await self.rows["forward"].mount(*self.forward)
                await self.rows["backward"].mount(*self.backward)
            items = {item for pane in self.arrays for item in pane.group.items}
            if self.pinned is not None and self.pinned not in items:
                self.pinned = None
        self._arrange(self.app.size)
        self.call_after_refresh(self.repaint)

    # The quiz.

    def answer(self, given: Answer) -> None:
        """Answer the quiz's question, if there is one."""
        if self.quiz.answer(given):
            self._show_hidden()

    def reveal(self) -> bool:
        """Show what the quiz asks for; True if there was a question."""
        revealed = self.quiz.reveal()
        if revealed:
            self._show_hidden()
        return revealed

    def _show_hidden(self) -> None:
        if self.frame is not None:
            self._signed |= self._negative(self.frame)
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)
        self.repaint()

    # The views.

    async def turn_to(self, shown: str) -> None:
        """Show a view of the run; the position and the cursor stay."""
        old, self.drawing = self.drawing, None
        was_enlarged = old is not None and self.enlarged is old
        if old is not None:
            await old.remove()
        if shown != "numbers":
            self.drawing = make_drawing(shown)
            await self.rows["drawing"].mount(self.drawing)
        self.enlarged = self.drawing if was_enlarged else None
        self.set_focus(None)
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    @property
    def shown(self) -> str:
        """The view that is shown."""
        return "numbers" if self.drawing is None else str(self.drawing.id)

    @property
    def seen(self) -> str:
        """What is shown, as a scene names it."""
        return HIDDEN if self.map is not None and self.map.split else self.shown

    async def turn_to_seen(self, seen: str) -> None:
        """Show a view that a scene names."""
        await self.turn_to(MAP if seen == HIDDEN else seen)
        if seen == HIDDEN:
            self.split_map()

    @property
    def map(self) -> ScriptMap | None:
        """The decision map, in its view."""
        from tinynet_tui.ui.panes.script.decision_map import ScriptMap

        return self.drawing if isinstance(self.drawing, ScriptMap) else None

    def split_map(self) -> None:
        """Show the hidden neurons' maps instead of the decision map, or that again."""
        if self.map is not None:
            self.map.split = not self.map.split
            self.repaint()

    def on_script_map_turned(self) -> None:
        self.repaint()

    def on_script_map_chosen(self, message: ScriptMap.Chosen) -> None:
        self._example = message.example
        self.repaint()

    def on_script_network_chosen(self, message: ScriptNetwork.Chosen) -> None:
        if message.output is not None:
            self._output = message.output
        self.choose(message.item, message.cell)

    @property
    def runs(self) -> ScriptPastRuns | None:
        """The list of past runs, in its view."""
        from tinynet_tui.ui.panes.script.past_runs import ScriptPastRuns

        return self.drawing if isinstance(self.drawing, ScriptPastRuns) else None

    def on_runs_pane_chosen(self, message: ScriptPastRuns.Chosen) -> None:
        """Draw a run dotted in the graph."""
        self.chosen_run = message.number
        self.repaint()

    def on_script_landscape_chosen(self, message: ScriptLandscape.Chosen) -> None:
        self.choose(message.item, message.cell)

    # What-if.

    async def ask(self) -> None:
        """Open the what-if pane, focus it, or close it."""
        if self.view is None:
            return
        if self.what_if is not None and self.focused is self.what_if:
            await self.close_what_if()
            return
        if self.what_if is None:
            from tinynet_tui.ui.panes.script.what_if import ScriptWhatIf

            self.what_if = ScriptWhatIf(id="what-if")
            await self.rows["bottom"].mount(self.what_if)
        if self.enlarged is not None and self.enlarged is not self.what_if:
            self.enlarged = None
        self._arrange(self.size)
        self.set_focus(self.what_if)
        self.call_after_refresh(self.repaint)

    def on_inputs_pane_changed(self) -> None:
        self.repaint()

    async def close_what_if(self) -> None:
        pane, self.what_if = self.what_if, None
        if pane is not None:
            if self.enlarged is pane:
                self.enlarged = None
            await pane.remove()
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    # How it is left.

    def leave(self) -> None:
        """Shrink the enlarged pane, else go back to what the step writes."""
        if self.asks_here:
            self.app.call_next(self.close_what_if)
        elif self.map is not None and self.map.leave_cross():
            self.repaint()
        elif self.map is not None and self.map.split:
            self.split_map()
        elif self.enlarged is not None:
            self.enlarge()
        elif self.what_if is not None:
            self.app.call_next(self.close_what_if)
        else:
            self.follow()
            self.repaint()

    def on_click(self) -> None:
        self.keys.know()

    def on_script_source_chosen(self) -> None:
        self.set_focus(self.source)
        self.repaint()

    def on_array_pane_chosen(self, message: ArrayPane.Chosen) -> None:
        self.choose(message.item, message.cell)


def _form(value: Value) -> object:
    """Return what of a value decides where it is shown."""
    dims = len(value.shape), 0 in value.shape
    if value.kind == "list":
        return "list", tuple(_form(part) for part in value.parts), value.keys, value.shape[0] > 8
    return value.kind, value.dtype, dims, value.same


def _is_negative(value: Value | None) -> bool:
    if value is None or value.array is None:
        return False
    with np.errstate(invalid="ignore"):
        return bool((value.array < 0).any())
