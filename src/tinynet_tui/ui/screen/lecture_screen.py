"""The main screen of a lecture: the scene's text among the panes, and one of them lit."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.rounding import Form, plain
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.error_graph.plot import Axes
from tinynet_tui.ui.panes.lecture import NARROW, WIDTH, LecturePane
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.source import SourcePane

from .main_screen import NUMBERS, MainScreen


class LectureScreen(MainScreen):
    """Shows a Frame and a scene's text; the graph gives way to it unless the scene lights it."""

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        """Build the panes of an experiment's script, and the last line for these keys."""
        super().__init__(experiment, keys)
        self.text = LecturePane(self._plain, id="lecture")
        self.bottom = [self.graph, self.text, self.explanation]

    def stage(self, scene: Scene) -> None:
        """Light the scene's pane and put the cursor where the scene has it.

        The graph's axes are those that it opens with: a scene's text counts on them.
        """
        self.pinned, self.cursor = scene.pinned, scene.cursor
        self.enlarged, self.shown = None, NUMBERS
        self.graph.axes = Axes.LOG
        for pane in (*self.forward, *self.backward, self.graph, self.explanation):
            pane.lit = _is_meant(pane, scene.light)
        self.text.least = NARROW if self.graph.lit else WIDTH
        if self.is_mounted:
            self.set_focus(None)
            self._arrange(self.app.size)
            self.call_after_refresh(self._settle)
            self._settle()

    def bottom_panes(self) -> list[Pane]:
        """Return what the scene needs, or what is asked; the text covers nothing that it lights."""
        if self.what_if:
            return [self.text, self.what_if]
        return [self.graph, self.text] if self.graph.lit else [self.text, self.explanation]

    @property
    def lit(self) -> Pane | None:
        """The pane that has the focus, else the one that the scene lights.

        A scene can light no drawing.
        """
        unmeant = (self.text, self.what_if, *self.drawings.values())
        if isinstance(self.focused, Pane) and self.focused not in unmeant:
            return self.focused
        return next((pane for pane in self.every_pane if pane.lit), None)

    # Numbers in the text.

    def on_number_pane_arranged(self) -> None:
        """Write the numbers of the text as they now stand on the screen."""
        if self.view:
            self.text.show(self.view)

    def _plain(self, name: str, cell: tuple[int, int], number: float) -> str:
        """Write a number as it stands on the screen; else as the explanation would."""
        row, column = cell
        for pane in self._seen():
            if isinstance(pane, NumberPane):
                for placed in pane.placed:
                    shown = row in placed.rows and column in placed.columns
                    if placed.block.name == name and shown and placed.value:
                        return placed.scale.write(number).strip() + placed.scale.power
        is_output = name == "y" or self.experiment.script.roles.is_layer(name)
        if is_output and number == round(number, 0):
            return plain(number)
        return Form.of(number).write(number, "" if is_output else "+")


def _is_meant(pane: Pane, light: str | None) -> bool:
    """Whether a pane is what a scene lights."""
    if isinstance(pane, NumberPane):
        return any(block.name == light for block in pane.blocks)
    return light == ("source" if isinstance(pane, SourcePane) else pane.id)
