"""Following a class: the screen does what the lecturer's does, until a key moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tinynet_tui.classroom.follower import Follower, News
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.dialog import Dialog
from tinynet_tui.ui.screen.follow_screen import FollowScreen
from tinynet_tui.worker.commands import AtSpeed, Command, Go, Open, Play
from tinynet_tui.worker.speed import MAX, Speed, by_name
from tinynet_tui.worker.worker import Worker

from .actions import Actions
from .base_app import BaseApp
from .class_question import ClassQuestion
from .led_blank import LedBlank
from .own_name import OwnName
from .shared_reader import SCRIPT, UNREADABLE, WAITING, SharedReader

PATIENCE = 0.3
"""How many seconds of playing a screen may be before or behind the lecturer's."""


class LedWorker(Worker):
    """A worker that tells which commands are one's own."""

    led = False
    """True while the commands are the lecturer's."""
    on_own: Callable[[], None] = staticmethod(lambda: None)
    """Called before each command that is not."""

    def send(self, command: Command) -> None:
        if not self.led:
            self.on_own()
        super().send(command)


class Following(Actions):
    """Shows what the lecturer shows; an own change breaks away, and a key rejoins."""

    def __init__(
        self,
        app: BaseApp,
        screen: FollowScreen,
        worker: LedWorker,
        follower: Follower,
        look: Callable[[], None],
    ) -> None:
        """Follow on an app's screen; `look` is called to look for news before long."""
        super().__init__(app)
        self._screen, self._worker, self._follower = screen, worker, follower
        self._look_soon = look
        self._news = News(None, "", "waiting")
        self._away = False
        self._run: tuple[object, ...] = ()
        """The experiment and iterations that were opened last, and the run beside it."""
        self._is_afresh = False
        """True when another class has begun: nothing of the one before is shown."""
        self._was_over = False
        """True when the class before was ended, and not only lost."""
        self._playing = ""
        self._scene: tuple[str, int] | None = None
        self._page = 0
        self._look: tuple[object, ...] = ()
        """Cursor, explained variable and view, as the lecturer has them."""
        self._followed: ScreenState | None = None
        """The screen that was shown last."""
        self._question = ClassQuestion(screen, follower)
        self._name = OwnName(app, follower)
        self._reader = SharedReader(follower)
        self._own_speed: Speed | None = None
        """The speed before the lecturer's."""
        self.main.painted = self._compare
        worker.on_own = self._break_away

    @property
    def main(self) -> FollowScreen:
        return self._screen

    # The keys.

    def action_page(self, steps: int) -> None:
        """Page through the scene's text."""
        text = self.main.text
        if isinstance(self.app.screen, Blank):
            return
        if self.app.screen is not self.main:
            self.app.pop_screen()
        elif not self.main.has_text or not (text.forward() if steps > 0 else text.backward()):
            self.main.say("the lecturer turns to the next scene")

    def action_return(self) -> None:
        """Go back to what the lecturer shows."""
        if self._away:
            self.app.call_next(self._rejoin)
        else:
            is_here = self._news.status in ("following", "waiting")
            self.main.say(f"this is what the lecturer {'shows' if is_here else 'showed last'}")

    async def _rejoin(self) -> None:
        self.main.say("")
        self._away, self._run, self._scene = False, (), None
        self._follower.set_away(False)
        if self.main.quiz.on:
            self.main.quiz.toggle()
        await self.main.close_what_if()
        await self._show()

    # One's own changes.

    def _break_away(self) -> None:
        if not self._away and self._news.state is not None:
            self._away = True
            self._follower.set_away(True)
            self._stand()

    def _compare(self) -> None:
        """Tell what is answered; break away when cursor or view are not the lecturer's."""
        main = self.main
        self._name.ask_if_due()
        self._question.send(self._scene)
        if (
            self._worker.led
            or not self._look
            or (main.shown == self._look[-1] and main.asks_for_cell)
        ):
            return  # with the cursor one answers
        if self._look != (main.cursor, main.pinned, main.shown):
            self._break_away()

    # The lecturer's.

    async def look(self) -> None:
        """Show what is new in the class."""
        if self.app.ending or not self.app.screen_stack:
            return
        if not all(row.is_mounted for row in self.main.rows.values()):
            self.app.call_after_refresh(self._look_soon)
            return
        news = self._follower.take()
        if news is None:
            if self._news.state is None:
                await self._show()
            return
        if self._news.session not in ("", news.session):
            self._is_afresh, self._run, self._scene = True, (), None
            if self._was_over:
                self.main.forget_answers()
                self._was_over = False
        self._was_over |= news.status == "over"
        if self._news.status != news.status:
            self.main.say("")
        self._news = news
        with self._led():
            self._question.send(self._scene)  # what was answered until now
            is_asked_anew = news.state and self._question.see(news.state, self._scene)
        if is_asked_anew and not self._away:
            self._scene = None
        if not self._away:
            await self._show()
        self._stand()
        self._name.see(news)

    def _stand(self) -> None:
        self.main.keys.stand(self._standing(), urgent=self._away)

    def _standing(self) -> str:
        news = self._news
        name = "".join(char if char.isprintable() else "?" for char in news.lecturer[:32])
        if self._away:
            key = self.main.key_names.get("return", "backspace")
            if news.status == "over":
                return f"the class is over · {key} goes back to its end"
            scene = f" (scene {news.state.scene + 1})" if news.state and news.state.lecture else ""
            gone = " (gone)" if news.status == "lost" else scene
            return f"away from the lecturer{gone} · {key} rejoins"
        if news.status == "following":
            lecture = "'s lecture" if news.state and news.state.lecture else ""
            return f"following {name or 'the lecturer'}{lecture}"
        if news.status == "over" and self.main.replies.score:
            return f"the class is over · {self.main.replies.score}"
        return (
            news.why
            or {
                "waiting": "waiting for the class to begin",
                "lost": "the lecturer is gone; waiting until they are back",
                "over": "the class is over",
                "refused": "this class cannot be followed",
            }[news.status]
        )

    @contextmanager
    def _led(self) -> Iterator[None]:
        self._worker.led = True
        try:
            yield
        finally:
            self._worker.led = False

    async def _show(self) -> None:
        """Show the lecturer's latest state."""
        state = self._news.state
        with self._led():
            if state is None:
                self._open_text(None, WAITING)
            elif self._news.status == "following":
                await self._follow(state)
            else:  # the lecturer is gone
                await self._follow(state._replace(playing=""))
        self._stand()

    async def _follow(self, state: Shared) -> None:
        settings = ""
        try:
            settings = self._reader.settings(state)
            screen = self._reader.screen(state)
            scene = self._reader.scene(state) if state.lecture else None
            speed = by_name(state.playing) if state.playing else None
        except (ValueError, KeyError):
            self._blank(state)
            is_script = settings.startswith("script:")
            self.main.pose(None)
            self._open_text((settings, state.scene), SCRIPT if is_script else UNREADABLE)
            if self._playing:
                self._playing = ""
                self.send(Play(False))
            return
        self._blank(state)
        other = scene.compare if scene is not None else None
        if self._run != (screen.experiment, screen.iterations, other) and self._has_dialog:
            self._break_away()  # the dialog goes on with the run that it is about
            return
        if (state.lecture, state.scene) != self._scene:
            self.main.pose(scene)
        await self._move(screen, other, speed)
        self._open_text((state.lecture, state.scene), scene)
        if self.main.shown != screen.view:
            await self.main.turn_to(screen.view)
        if screen != self._followed or state.shown or not self.main.asks_for_cell:
            self.main.follow_to(screen)
        self._followed = screen
        self._look = (self.main.cursor, self.main.pinned, self.main.shown)
        if scene is not None and state.page != self._page:
            self._page = state.page
            self.main.call_after_refresh(self.main.turn_page, state.page)
        self._question.show(state)

    @property
    def _has_dialog(self) -> bool:
        """True while a dialog of one's own is open that is about the run."""
        return any(isinstance(one, Dialog) and one.about_run for one in self.app.screen_stack)

    async def _move(
        self, screen: ScreenState, other: Experiment | None, speed: Speed | None
    ) -> None:
        """Go where the lecturer's run is, beside another one, and play as it does."""
        at, run = screen.position, (screen.experiment, screen.iterations, other)
        frame = self.main.frame
        goal = frame.goal if frame is not None and self._worker.has_answered else None
        anew = run != self._run or goal not in (None, screen.iterations)
        if anew:
            before, fresh = self._run[2:], self._is_afresh
            self._run, self._is_afresh = run, False
            opening = Open(screen.experiment, at, screen.iterations, afresh=fresh)
            if before != (other,) and (before or other):  # the lecturer's list is as new
                opening = opening._replace(anew=True, beside=other)
            await self.app.send_opening(opening)
        if speed is None or speed == MAX:  # which nobody could keep pace with
            if not anew:
                self.send(Go(at))
            if speed is None and self._playing and self._own_speed is not None:
                self.send(AtSpeed(self._own_speed))
        elif anew or speed.name != self._playing or self._is_apart(at, speed):
            if self._own_speed is None and frame is not None:
                self._own_speed = frame.speed
            self.send(AtSpeed(speed))
            self.send(Go(at, play=True))
        self._playing = speed.name if speed else ""

    def _is_apart(self, at: Position, speed: Speed) -> bool:
        """True when the run plays too far from where the lecturer's is."""
        frame = self.main.frame
        if frame is None or not frame.playing:
            return True
        steps = len(frame.experiment.script.steps)
        here = frame.snapshot.position
        apart = abs(here.iteration - at.iteration + (here.step - at.step) / steps)
        allowed = PATIENCE * speed.per_second(at.iteration, self.app.settings.fps)
        return apart > max(1 / steps, allowed)

    def _open_text(self, key: tuple[str, int] | None, scene: Scene | None) -> None:
        if key is None or key != self._scene:
            self._scene, self._page = key, 0
            self.main.open_text(scene)

    def _blank(self, state: Shared) -> None:
        is_blank = isinstance(self.app.screen, Blank)
        if state.blank and not is_blank:
            self.app.push_screen(LedBlank(self.app, self._break_away))
        elif is_blank and not state.blank:
            self.app.pop_screen()
