"""Following a class to a script: the screen does what the lecturer's does."""

from __future__ import annotations

from collections.abc import Callable

from tinynet_tui.classroom.follower import News
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lecture.shared_script import SharedScript, names_script
from tinynet_tui.ui.screen.script_follow_screen import ScriptFollowScreen
from tinynet_tui.worker.scripts.commands import (
    Beside,
    CheckSlopes,
    Rerun,
    ScriptCommand,
    Stand,
    TellStory,
    Unwatch,
    Watch,
)
from tinynet_tui.worker.scripts.frame import BEFORE
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.scripts.worker import ScriptWorker
from tinynet_tui.worker.speed import Speed, by_name

from .class_scripts import ClassScripts, Led
from .following import PATIENCE
from .in_class import InClass
from .script_app import ScriptApp

PAGES = (Watch, Unwatch, TellStory, CheckSlopes)
"""Commands that only ask for something to look at."""


class LedScriptWorker(ScriptWorker):
    """A worker that tells which commands are one's own."""

    led = False
    on_own: Callable[[], bool] = staticmethod(lambda: True)

    def send(self, command: ScriptCommand) -> None:
        if self.led or isinstance(command, PAGES) or self.on_own():
            super().send(command)


class ScriptFollowing(InClass):
    """Shows what the lecturer shows of a script, until that is something else."""

    app: ScriptApp

    def __init__(
        self,
        app: ScriptApp,
        screen: ScriptFollowScreen,
        worker: LedScriptWorker,
        scripts: ClassScripts,
        led: Led,
        news: News | None,
        look: Callable[[], None],
    ) -> None:
        """Follow on an app's screen to a script, from what is known; `look` looks for news."""
        self._screen, self._run_worker, self._led_script = screen, worker, led
        self._choice: Choice | None = led.screen.choice
        """The settings of the run that was opened last."""
        self._opens = self._misses = False
        """True until that run has begun, or has been refused; and when a state came meanwhile."""
        self._followed: SharedScript | None = None
        """The screen that was shown last."""
        self._begun: tuple[int, Choice | None, int] | None = None
        """The scene that was begun last, the settings of the run beside it, and its length."""
        super().__init__(app, worker, scripts, news, look)

    @property
    def main(self) -> ScriptFollowScreen:
        return self._screen

    def send(self, command: ScriptCommand) -> None:
        self._run_worker.send(command)

    def _painted(self) -> None:
        super()._painted()
        if self._opens and self._has_opened:
            misses = self._misses
            self._know_run()
            if misses and not self._away:
                self.app.call_next(self._show)

    @property
    def _has_opened(self) -> bool:
        frame = self.main.frame
        return self._run_worker.has_answered and frame is not None and frame.job != BEFORE

    def _know_run(self) -> None:
        """Find out which run is there, which may not be the one that was asked for."""
        frame = self.main.frame
        self._choice = frame.choice if frame is not None and self._has_opened else None
        self._opens = self._misses = False

    def _forget(self, *, afresh: bool = False) -> None:
        self._followed = self._begun = None
        if self.main.frame is not None and not afresh:
            self._know_run()

    def _compare(self) -> None:
        """Break away when cursor or view are not the lecturer's."""
        main = self.main
        if self._worker.led or main.as_led is None or main.as_led == main.looks:
            return
        if not (main.asks_for_cell and main.as_led[-1] == main.seen):  # one answers with the cursor
            self._break_away()

    async def _follow(self, state: Shared) -> None:
        try:
            settings = self._reader.settings(state)
            led = self.scripts.read(settings, state) if names_script(settings) else None
            scene = self._reader.scene(state) if led and state.lecture else None
            speed = by_name(state.playing) if state.playing else None
        except (ValueError, KeyError):
            self._go_on(None)  # the other app says so
            return
        if led is None or led.key != self._led_script.key or not self.scripts.runs(led):
            self._go_on(led if led is not None and self.scripts.runs(led) else None)
            return
        self._blank(state)
        if self._opens:  # a command would cut that off
            self._misses = True
            return
        screen, before = led.screen, self._followed
        is_other = before is None or (screen.choice, screen.edits) != (before.choice, before.edits)
        if is_other and self._has_dialog:
            self._break_away()  # the dialog goes on with the run that it is about
            return
        if (state.lecture, state.scene) != self._scene:
            self.main.pose(scene)
        begun = state.scene, scene.beside if scene is not None else None, state.cut_at
        self._move(screen, speed, begun, anew=is_other or begun != self._begun)
        self._open_text((state.lecture, state.scene), scene)
        if self.main.seen != screen.view:
            await self.main.turn_to_seen(screen.view)
        if screen != before or state.shown or not self.main.asks_for_cell:
            self.main.follow_to(screen)
        self._followed = screen
        if scene is not None:
            self._turn_page(state.page)
        self._question.show(state)

    def _move(
        self,
        screen: SharedScript,
        speed: Speed | None,
        begun: tuple[int, Choice | None, int],
        *,
        anew: bool,
    ) -> None:
        """Go where the lecturer's run is, with the same settings and edits, and play as it does.

        In another scene it has no past runs but the one beside it.
        """
        is_new = begun != self._begun and (self._begun is not None or begun[1] is not None)
        is_other = screen.choice != self._choice

        def as_there(*, play: bool) -> ScriptCommand:
            stand = Stand(screen.edits, screen.at, play)
            there = Beside(begun[1], stand, begun[2]) if is_new else stand
            return Rerun(screen.choice, there) if is_other else there

        if is_other:
            self._choice, self._opens = screen.choice, True
        self._begun = begun
        rest, play = as_there(play=False), as_there(play=True)
        self._keep_pace(screen.at, speed, rest, play, anew=anew or is_other)

    def _is_apart(self, at: str, speed: Speed) -> bool:
        frame = self.main.frame
        if frame is None or frame.plan is None or not frame.playing:
            return True
        here, there = frame.where, resolve(at, frame.plan, frame.where, frame.furthest)
        steps = max(1, len(frame.plan.steps))
        apart = abs(here.iteration - there.iteration + (here.step - (there.step or 0)) / steps)
        allowed = PATIENCE * speed.per_second(there.iteration, self.app.settings.fps)
        return apart > max(1 / steps, allowed)
