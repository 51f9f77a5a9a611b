"""The screen of one who follows a class to a script."""

from __future__ import annotations

import re

from tinynet_tui.engine.engine import Where
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.shared_script import SharedScript
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.script.followed import FollowedScriptText
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .scene_asking import FollowsQuestion
from .script_lecture_screen import ScriptLectureScreen
from .script_quiz import ScriptQuiz

_PLACE = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)

Look = tuple[object, ...]


class ScriptFollowScreen(FollowsQuestion[ScriptQuiz], ScriptLectureScreen):
    """Shows what the lecturer shows of a script, at its own size."""

    text: FollowedScriptText

    def __init__(self, keys: list[Key]) -> None:
        super().__init__(keys)
        self.text = FollowedScriptText(id="lecture")
        self.quiz.finds_place = False  # the scene's text says where it is
        self.keys.shows_answer = False  # the lecturer does
        self.extra, self.slot = [self.text], self.text
        self.keys.has_trail = False  # its key rejoins
        self.has_text = True
        self.as_led: Look | None = None
        """Cursor, explained variable and view, once they are the lecturer's."""
        self._to_come: SharedScript | None = None
        """What the lecturer's screen shows, until the variable is there that it explains."""

    @property
    def looks(self) -> Look:
        """Cursor, explained variable and view."""
        return self.cursor, self.pinned.label if self.pinned else "", self.seen

    def open_text(self, scene: Scene | None) -> None:
        """Show the text of a scene, or none."""
        self.has_text = scene is not None
        self.extra = [self.text] if scene is not None else []
        if scene is not None:
            self.text.open(scene, 0, 1)
            self.slot = self.text
        else:
            self.text.display = False
            self.slot = self.graph if self.slot is self.text else self.slot
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    def pose(self, scene: Scene | None) -> None:
        found = None if scene is None else _PLACE.fullmatch(scene.at)
        self.quiz.place = Where(int(found[1]), int(found[2])) if found else None
        super().pose(scene)

    def look_again(self) -> None:
        if self.frame is not None:
            self.quiz.see(self.frame, self._asked_about)

    def answer(self, given: Answer) -> None:
        self.say("")
        super().answer(given)

    def reveal(self) -> bool:
        return False if self.is_open else super().reveal()

    def follow_to(self, screen: SharedScript) -> None:
        """Move the cursor and light the pane as the lecturer does; the rest stays one's own."""
        self._cells = {label: (row, column) for label, row, column in screen.cursor}
        self._light, self.explanation.curve_first = screen.light, screen.curve
        self.follow()
        self._to_come, self.as_led = screen, None
        self._place()
        self._arrange(self.size)
        self.repaint()

    def _place(self) -> None:
        """Explain what the lecturer has chosen, if it is there."""
        screen, frame = self._to_come, self.frame
        if screen is None or frame is None or frame.plan is None:
            return
        item = self._item(screen.cell) if screen.cell else None
        if screen.cell and item is None and frame.job:
            return  # it may come with the Frame of the arrival
        self.pinned, self._to_come = item, None
        if item is not None:
            self._choose_example(item, self._cells.get(item.label, (0, 0)))
        self.as_led = self.looks

    async def show(self, frame: ScriptFrame) -> None:
        await super().show(frame)
        self.show_answer()  # which may have been shown before this run was there
        if self._to_come is not None:
            self._place()
            self._arrange(self.size)
            self.repaint()

    def pin(self) -> None:
        """A page of one's own leaves the cursor as the lecturer has it."""
