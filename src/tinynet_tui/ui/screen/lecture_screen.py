"""The main screen of a lecture, with the scene's text and a lit pane."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.rounding import Form, plain
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.error_graph.plot import Axes
from tinynet_tui.ui.panes.lecture import NARROW, LecturePane
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.scene_text import WIDTH
from tinynet_tui.ui.panes.views import MAP, NUMBERS

from .main_screen import MainScreen
from .scene_question import SceneQuestion


class LectureScreen(MainScreen):
    """Shows Frames and a scene's text, which takes the graph's place unless the graph is lit."""

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        super().__init__(experiment, keys)
        self.text = LecturePane(self._plain, id="lecture")
        self.replies = Replies()
        self.bottom = [self.graph, self.text, self.explanation]

    def stage(self, scene: Scene) -> None:
        """Light the scene's pane, and move the cursor to the scene's."""
        self.quiz.posed = SceneQuestion(scene, self.replies, self._plain) if scene.ask else None
        self.enlarged, self._view_of_scene = None, scene.view
        self.graph.axes = Axes.LOG  # which the scene's text counts on
        self.graph.open_at(scene.experiment, scene.position.iteration)
        self.point(scene)
        self.text.least = NARROW if self.graph.lit else WIDTH
        if self.is_mounted:
            self.set_focus(None)
            self._arrange(self.app.size)
            self.call_after_refresh(self._settle)
            self._settle()

    def point(self, screen: Scene | ScreenState) -> None:
        """Light a pane, and move the cursor."""
        self.pinned, self.cursor = screen.pinned, screen.cursor
        for pane in self.lightable:
            pane.lit = _is_meant(pane, screen.light)
        self.explanation.curve_first = screen.curve

    async def on_mount(self) -> None:  # type: ignore[override]  # Textual calls both
        if self._view_of_scene != NUMBERS:
            await self.turn_to_scene()

    async def turn_to_scene(self) -> None:
        """Show the scene's view, as it is when nobody has changed it."""
        if MAP in self._drawings:
            self.map.split = False
        await self.turn_to(self._view_of_scene)

    # The scene's question.

    def reveal(self) -> bool:
        """Show the number that is asked for; of a scene's question, how it was answered.

        A question that hides nothing stays.
        """
        asked, posed = self.quiz.asked, self.quiz.posed
        if asked is None or not asked.waits or posed is None:
            return super().reveal()
        if asked.hidden:
            self._show_right(posed)
            self.quiz.verdict = posed.verdict
            self.repaint()
        return bool(asked.hidden)

    def show_verdict(self) -> None:
        """Show how the scene's question was answered, in its text."""
        if self.quiz.posed is not None:
            self._show_right(self.quiz.posed)
            self.text.verdict, self.text.score = self.quiz.posed.verdict, self.replies.score
            self.repaint()

    def _show_right(self, posed: SceneQuestion) -> None:
        super().reveal()  # so that numbers can be written as they then stand on the screen
        posed.show()

    def bottom_panes(self) -> list[Pane]:
        if self.what_if:
            return [self.text, self.what_if]
        return [self.graph, self.text] if self.graph.lit else [self.text, self.explanation]

    @property
    def keeps_bottom(self) -> bool:
        return True  # the scene's text is there

    # Numbers in the text.

    def on_number_pane_arranged(self) -> None:
        """Write the numbers in the text as they now stand on the screen."""
        if self.view:
            self.text.show(self.view)

    def _plain(self, name: str, cell: tuple[int, int], number: float) -> str:
        """Write a number as on the screen; if its cell is not visible, as in the explanation."""
        row, column = cell
        for pane in self._visible_panes():
            for placed in pane.placed if isinstance(pane, NumberPane) else ():
                shown = row in placed.rows and column in placed.columns
                if placed.block.name == name and shown and placed.value:
                    return placed.scale.write(number).strip() + placed.scale.power
        is_output = name == "y" or self.experiment.script.roles.is_layer(name)
        if is_output and number == round(number, 0):
            return plain(number)
        return Form.of(number).write(number, "" if is_output else "+")


def _is_meant(pane: Pane, light: str | None) -> bool:
    """True when a scene's `light` names a pane."""
    if isinstance(pane, NumberPane):
        return any(block.name == light for block in pane.blocks)
    return light == pane.id
