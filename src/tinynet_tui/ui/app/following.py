"""Following a class in the built-in network: the screen does what the lecturer's does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tinynet_tui.classroom.follower import News
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.engine.refusal import printable
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.lecture.shared_script import names_script
from tinynet_tui.ui.dialogs.prompt import Prompt
from tinynet_tui.ui.dialogs.run_script import RunScript
from tinynet_tui.ui.screen.follow_screen import FollowScreen
from tinynet_tui.worker.commands import Command, Go, Open, Play
from tinynet_tui.worker.speed import Speed, by_name
from tinynet_tui.worker.worker import Worker

from .base_app import BaseApp
from .class_scripts import ClassScripts, Led
from .in_class import InClass
from .shared_reader import UNREADABLE, of_script

PATIENCE = 0.3
"""How many seconds of playing a screen may be before or behind the lecturer's."""
LOOK = 0.1
"""The seconds between two looks whether a line is still being typed."""


class LedWorker(Worker):
    """A worker that tells which commands are one's own."""

    led = False
    on_own: Callable[[], bool] = staticmethod(lambda: True)

    def send(self, command: Command) -> None:
        if self.led or self.on_own():
            super().send(command)


class Following(InClass):
    """Shows what the lecturer shows; asks before a script of the lecturer's own runs."""

    app: BaseApp

    def __init__(
        self,
        app: BaseApp,
        screen: FollowScreen,
        worker: LedWorker,
        scripts: ClassScripts,
        news: News | None,
        look: Callable[[], None],
    ) -> None:
        """Follow on an app's screen, from what is known; `look` looks for news before long."""
        self._screen, self._run_worker = screen, worker
        self._run: tuple[object, ...] = ()
        """The experiment and iterations that were opened last, and the run beside it."""
        self._opened = ("", 0)
        """The lecture and the scene for which that was."""
        self._is_afresh = False
        """True when another class has begun: nothing of the one before is shown."""
        self._look: tuple[object, ...] = ()
        """Cursor, explained variable and view, as the lecturer has them."""
        self._followed: ScreenState | None = None
        """The screen that was shown last."""
        self._asked: RunScript | None = None
        """The question whether that script may run, while it is open."""
        self._script: Led | None = None
        """The script that the lecturer shows, and that does not run here."""
        super().__init__(app, worker, scripts, news, look)

    @property
    def main(self) -> FollowScreen:
        return self._screen

    def send(self, command: Command) -> None:
        self._run_worker.send(command)

    def _forget(self, *, afresh: bool = False) -> None:
        self._run = ()
        self._is_afresh = self._is_afresh or afresh

    def _compare(self) -> None:
        """Break away when cursor or view are not the lecturer's."""
        main = self.main
        if self._worker.led or not self._look:
            return
        cursor, _, seen = self._look
        if main.seen == seen and (main.asks_for_cell or (main.is_open and main.cursor == cursor)):
            return  # with the cursor one answers; a question stands in the explanation's place
        if self._look != (main.cursor, main.pinned, main.seen):
            self._break_away()

    async def _follow(self, state: Shared) -> None:
        try:
            settings = self._reader.settings(state)
            if names_script(settings):
                self._follow_script(self.scripts.read(settings, state), state)
                return
            screen = self._reader.screen(state)
            scene = self._reader.scene(state) if state.lecture else None
            speed = by_name(state.playing) if state.playing else None
        except (ValueError, KeyError):
            self._leave_script()
            self._rest(state, "?", UNREADABLE)
            return
        self._leave_script()
        self._blank(state)
        beside = scene.compare if scene is not None else None, state.cut_at
        if self._run != (screen.experiment, screen.iterations, *beside) and self._has_dialog:
            self._break_away()  # the dialog goes on with the run that it is about
            return
        key = state.lecture, state.scene
        if key != self._scene:
            self.main.pose(scene)
        is_new, self._opened = key != self._opened, key
        if is_new:
            await self.main.begin_scene(screen)
        await self._move(screen, beside, speed, is_new=is_new)
        self._open_text(key, scene)
        if self.main.seen != screen.view:
            await self.main.turn_to_seen(screen.view)
        if screen != self._followed or state.shown or not self.main.asks_for_cell:
            self.main.follow_to(screen)
        self._followed = screen
        self._look = (self.main.cursor, self.main.pinned, self.main.seen)
        if scene is not None:
            self._turn_page(state.page)
        self._question.show(state)

    def _rest(self, state: Shared, key: str, text: Scene) -> None:
        """Show a text in the place of what cannot be shown."""
        self._blank(state)
        self.main.pose(None)
        self._open_text((key, state.scene), text)
        if self._playing:
            self._playing = ""
            self.send(Play(False))

    # Scripts.

    def action_return(self) -> None:
        """Go back to what the lecturer shows; ask again whether a script may run."""
        led = self._script
        if led is not None and self.scripts.needs_yes(led) and not (self._away or self._asked):
            self.scripts.answer(led, None)
            self.app.call_next(self._show)
        else:
            super().action_return()

    def _follow_script(self, led: Led, state: Shared) -> None:
        """Go to a script that the lecturer shows, or ask whether it may run, or say why not."""
        if self.scripts.runs(led):
            self._leave_script()
            self._go_on(led)
            return
        if self._script is not None and self._script.key != led.key:
            self._leave_script()
        self._script = led
        why = self.scripts.why_not(led, self.main.key_names.get("return", "backspace"))
        self._rest(state, why, of_script(why))
        if self.scripts.asks(led) and self._asked is None and not state.blank:
            error = led.screen.choice.error or ""
            self._asked = RunScript(led.name, led.lines, printable(error), self._answer)
            self.app.call_after_refresh(self._ask, self._asked)  # above what is shown now

    def _ask(self, question: RunScript) -> None:
        """Ask, but not over a line that is being typed: that could say yes."""
        if question is not self._asked or self.app.ending:
            return
        if isinstance(self.app.screen, Prompt):
            self.app.set_timer(LOOK, partial(self._ask, question))
        else:
            self.app.push_screen(question)

    def _answer(self, yes: bool) -> None:
        """Take the answer to whether a script may run."""
        self._asked = None
        if self._script is not None:
            self.scripts.answer(self._script, yes)
            self.app.call_next(self._show)

    def _leave_script(self) -> None:
        """Ask no longer whether it may run."""
        asked, self._asked, self._script = self._asked, None, None
        while asked is not None and asked in self.app.screen_stack:
            self.app.pop_screen()

    # The run.

    async def _move(
        self,
        screen: ScreenState,
        beside: tuple[Experiment | None, int],
        speed: Speed | None,
        *,
        is_new: bool,
    ) -> None:
        """Go where the lecturer's run is, beside another one, and play as it does.

        `beside` is that other one, with the iterations after which the lecturer ended it, or -1.
        `is_new` tells whether that is for another scene, which lists no past runs.
        """
        at, run = screen.position, (screen.experiment, screen.iterations, *beside)
        frame = self.main.frame
        goal = frame.goal if frame is not None and self._run_worker.has_answered else None
        anew = is_new or run != self._run or goal not in (None, screen.iterations)
        if anew:
            before, fresh = self._run[2:], self._is_afresh
            self._run, self._is_afresh = run, False
            opening = Open(screen.experiment, at, screen.iterations, afresh=fresh)
            if is_new or (before != beside and (before or beside[0])):  # as the lecturer's list
                opening = opening._replace(anew=True, beside=beside[0], cut_at=beside[1])
            await self.app.send_opening(opening)
        rest, play = None if anew else Go(at), Go(at, play=True)
        self._keep_pace(at, speed, rest, play, anew=anew)

    def _is_apart(self, at: Position, speed: Speed) -> bool:
        frame = self.main.frame
        if frame is None or not frame.playing:
            return True
        steps = len(frame.experiment.script.steps)
        here = frame.snapshot.position
        apart = abs(here.iteration - at.iteration + (here.step - at.step) / steps)
        allowed = PATIENCE * speed.per_second(at.iteration, self.app.settings.fps)
        return apart > max(1 / steps, allowed)
