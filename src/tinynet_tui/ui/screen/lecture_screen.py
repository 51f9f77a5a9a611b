"""The main screen of a lecture, with the scene's text and a lit pane."""

from __future__ import annotations

from dataclasses import replace

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
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
from tinynet_tui.ui.panes.views import NUMBERS
from tinynet_tui.worker.frame import Frame

from .main_screen import MainScreen
from .quiz_state import Quiz
from .scene_asking import AsksScene
from .scrolling import Scrolling

TEXT_ROWS, LEAST_ROWS = 10, 5
"""The height that the text needs, and the least one of a row of numbers that gives way to it."""
WIDE = 160
"""The width from which on the graph and the explanation are both beside the text."""


class LectureScreen(AsksScene[Quiz], MainScreen):
    """Shows Frames and a scene's text.

    It takes the graph's place, or the explanation's if the graph is lit, unless there is room for
    all three.
    """

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        super().__init__(experiment, keys)
        self.text = LecturePane(self._plain, id="lecture")
        self.replies, self.write = Replies(), self._plain
        self.bottom = [self.graph, self.text, self.explanation]
        self._seen: tuple[Experiment, Position] | None = None
        """The scene's run, and how far it has come in the scene; None once it is left."""
        self._has_arrived = False
        """True once that run is shown."""

    def stage(self, scene: Scene) -> None:
        """Light the scene's pane, move the cursor to the scene's, and end what was switched on."""
        self._end_what_was(scene)
        if self.quiz.on != scene.predict:
            self.quiz.toggle()
        self.quiz.reveal()
        self.quiz.posed = self.question_of(scene)
        self.point(scene)
        self.text.least = NARROW if self.graph.lit else WIDTH
        if self.is_mounted:
            self.set_focus(None)
            self._arrange(self.app.size)
            self.call_after_refresh(self._settle)
            self._settle()

    def _end_what_was(self, screen: Scene | ScreenState) -> None:
        """End what was switched on in the scene before the one that begins with a screen."""
        self.enlarged, self._view_of_scene = None, screen.view
        self.graph.axes = Axes.LOG  # which the scene's text counts on
        self._seen, self._has_arrived = (screen.experiment, screen.position), False
        self.chosen_run, self.scrolling = None, Scrolling()

    def show(self, frame: Frame) -> None:
        super().show(self._as_seen(frame))

    def _as_seen(self, frame: Frame) -> Frame:
        """Return a Frame without what its run has come to before the scene was opened."""
        if self._seen is None:
            return frame
        experiment, furthest = self._seen
        here = frame.snapshot.position
        is_there = frame.experiment == experiment and (self._has_arrived or here <= furthest)
        if not is_there:
            self._seen = None if self._has_arrived else self._seen
            return frame
        self._seen, self._has_arrived = (experiment, max(furthest, here)), True
        furthest = min(frame.furthest, self._seen[1])
        return replace(frame, snapshot=frame.snapshot.up_to(furthest), furthest=furthest)

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
        old, self._drawings = self._drawings, {}
        for pane in old.values():
            if pane.is_attached:
                await pane.remove()
        await self.turn_to_seen(self._view_of_scene)

    # The scene's question.

    def reveal(self) -> bool:
        """Show the number that is asked for; of a scene's question, how it was answered."""
        revealed = self.reveal_posed()
        return super().reveal() if revealed is None else revealed

    def uncover(self) -> None:
        super().reveal()

    def cell_of(self, name: str) -> str:
        row, column = self.cursor.cell(name, self.experiment.dimensions)
        return f"{row},{column}"

    def bottom_panes(self) -> list[Pane]:
        if self.what_if:
            return [self.text, self.what_if]
        if self.app.size.width >= WIDE:
            return [self.graph, self.text, self.explanation]
        return [self.graph, self.text] if self.graph.lit else [self.text, self.explanation]

    def _rows(self, height: int, *, low: bool) -> tuple[dict[str, list[Pane]], dict[str, int]]:
        """Let the row without the lit pane give way to the text, as in 80×23."""
        rows, heights = super()._rows(height, low=low)
        missing = TEXT_ROWS - heights["bottom"]
        if missing > 0 and not low and self.shown == NUMBERS:
            giving = "forward" if any(pane.lit for pane in rows["backward"]) else "backward"
            given = max(0, min(missing, heights[giving] - LEAST_ROWS))
            heights[giving] -= given
            heights["bottom"] += given
        return rows, heights

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
            for placed in pane.placed_unhidden if isinstance(pane, NumberPane) else ():
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
