"""The screen of a lecture's scene with a script."""

from __future__ import annotations

from textual.geometry import Size

from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import NUMBERS, Scene
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.script.arrays import ArrayPane
from tinynet_tui.ui.panes.script.cells import cell_of
from tinynet_tui.ui.panes.script.scene import ScriptSceneText
from tinynet_tui.ui.panes.script.variables import examples
from tinynet_tui.ui.panes.script.view import ScriptView
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.numbers import find

from .scene_asking import AsksScene
from .script_quiz import ScriptQuiz
from .script_screen import ScriptScreen


class ScriptLectureScreen(AsksScene[ScriptQuiz], ScriptScreen):
    """Shows a script and a scene's text, which takes the graph's place."""

    text: ScriptSceneText

    def __init__(self, keys: list[Key]) -> None:
        super().__init__(keys)
        self.replies, self.quiz.finds_place = Replies(), True
        self.text = ScriptSceneText(id="lecture")
        self.extra = [self.text]
        self.slot = self.text
        self._cell = ""
        """The number that the scene explains, until it is there."""
        self._view_of_scene = NUMBERS

    def stage(self, scene: Scene) -> None:
        """Explain the scene's number; its text stays where it was paged to."""
        self.enlarged, self._cell = None, scene.pinned or ""
        self._light, self._view_of_scene = scene.light or "", scene.view
        self.explanation.curve_first = scene.curve
        if self.quiz.on != scene.predict:
            self.quiz.toggle()
        self.quiz.reveal()
        self.quiz.posed = self.question_of(scene)
        self.slot = self.text
        if self.is_mounted:
            self.follow()
            if self.frame is not None:
                self._pin(self.frame)
            self._arrange(self.app.size)
            self.repaint()

    async def on_mount(self) -> None:  # type: ignore[override]  # Textual calls both
        if self._view_of_scene != NUMBERS:
            await self.turn_to_seen(self._view_of_scene)

    async def turn_to_scene(self) -> None:
        """Show the scene's view."""
        if self.seen != self._view_of_scene:
            await self.turn_to_seen(self._view_of_scene)

    def _arrange(self, size: Size) -> None:
        for pane in self.panes:
            pane.lit = self._is_meant(pane)
        super()._arrange(size)

    def _is_meant(self, pane: Pane[ScriptView]) -> bool:
        """True when the scene lights a pane."""
        if isinstance(pane, ArrayPane):
            items = pane.group.items
            return any(self._light == one.label or self._light in one.names for one in items)
        return self._light == pane.id

    def reveal(self) -> bool:
        """Show the number that is asked for; of a scene's question, how it was answered."""
        revealed = self.reveal_posed()
        return super().reveal() if revealed is None else revealed

    def uncover(self) -> None:
        super().reveal()

    def cell_of(self, name: str) -> str:
        place = self.explained_place()
        if place is None or place.label != name or not place.cell:
            raise ValueError(f"put the cursor on a number of {name}")
        return ",".join(map(str, place.cell))

    def show_text(self) -> None:
        """Show the text in the graph's place again."""
        self.slot = self.text
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    async def show(self, frame: ScriptFrame) -> None:
        await super().show(frame)
        if self._cell and frame.plan is not None and not frame.job:
            self._pin(frame)
            self._arrange(self.size)
            self.repaint()

    def _pin(self, frame: ScriptFrame) -> None:
        """Put the cursor on the scene's number."""
        cell = "".join(self._cell.split())
        try:
            value, index = find(frame.values, cell)
        except ValueError:
            return
        label = cell.rpartition("[")[0] if index else cell
        items = [item for pane in self.arrays for item in pane.group.items]
        item = next((one for one in items if one.label == label or label in one.names), None)
        if item is None or frame.plan is None:
            return
        self._cell = ""
        if value.shape:
            self.choose(item, cell_of(value, index, examples(frame.plan, frame.forms)))
