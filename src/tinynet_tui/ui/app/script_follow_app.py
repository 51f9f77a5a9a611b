"""The app of one who follows a class to a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.driver import Driver

from tinynet_tui.classroom.follower import News
from tinynet_tui.collection.fitted import Fitted
from tinynet_tui.lab import lab
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.screen.script_follow_screen import ScriptFollowScreen
from tinynet_tui.worker.speed import AUTO, Speed

from .answer_actions import answers
from .class_scripts import ClassScripts, Led
from .follows_class import FollowsClass
from .script_app import ScriptApp, told
from .script_following import LedScriptWorker, ScriptFollowing

PROGRAM = "tinynet-tui"


class ScriptFollowApp(FollowsClass, ScriptApp):
    """The trainer with the script that the lecturer shows."""

    main: ScriptFollowScreen
    worker: LedScriptWorker
    lists_scripts = False

    def __init__(
        self,
        scripts: ClassScripts,
        led: Led,
        path: Path,
        text: Fitted | None,
        *,
        news: News | None = None,
        speed: Speed = AUTO,
        fps: float = 10,
        settings: Settings | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Show a script that may run, from its file, perhaps with a `text` in that place."""
        bug = lab.find(led.screen.script) if led.is_ours else None
        worker = LedScriptWorker(
            path,
            led.screen.choice,
            speed=speed,
            fps=fps,
            text=text,
            is_apart=not led.is_ours,
        )
        words = ["--script", led.screen.script] if led.is_ours else [led.name]
        super().__init__(
            worker,
            command=[PROGRAM, *words],
            settings=settings,
            visit=None if bug is None else lab.Visit(bug),
            driver_class=driver_class,
        )
        self._scripts, self._led = scripts, led
        self.following = ScriptFollowing(self, self.main, worker, scripts, led, news, self.look)
        worker.start()

    def on_script_app_frame_ready(self) -> None:
        failure = self.worker.failure
        line = None if failure is None else told(self.worker, failure)
        if line is None:
            super().on_script_app_frame_ready()
            return
        self._scripts.refuse(self._led, line[0])
        self.worker.failure = None  # it is told where the script would be
        self.following.leaves = True
        self.exit(0)

    def action_edit(self) -> None:
        if not answers(self):
            super().action_edit()

    def action_copy(self) -> None:
        if self._led.is_ours:
            super().action_copy()
        else:
            self.tell("this file is the lecturer's: no command opens it here")

    def build_screen(self, keys: list[Key]) -> ScriptFollowScreen:
        return ScriptFollowScreen(keys)

    def more_help(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        return [self.help_of_class, *super().more_help()]
