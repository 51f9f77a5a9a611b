"""Following a class, whatever the lecturer shows: the news, being away, and how it stands."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from tinynet_tui.classroom.follower import News
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.dialog import Dialog
from tinynet_tui.worker.commands import AtSpeed
from tinynet_tui.worker.speed import MAX, Speed

from .actions import bind
from .answer_actions import WAITS
from .answer_prompt import close_if_late
from .base_app import TerminalApp
from .class_question import ClassQuestion
from .class_scripts import ClassScripts, Led
from .class_standing import away, standing
from .led_blank import LedBlank
from .own_name import OwnName
from .shared_reader import WAITING, SharedReader


class Worked(Protocol):
    """A worker that tells which commands are one's own."""

    led: bool
    """True while the commands are the lecturer's."""
    on_own: Callable[[], bool]
    """Called before each command that is not; False if it is not to be sent."""

    @property
    def has_answered(self) -> bool: ...


class InClass(ABC):
    """Shows what the lecturer shows; an own change breaks away, and a key rejoins."""

    def __init__(
        self,
        app: TerminalApp,
        worker: Worked,
        scripts: ClassScripts,
        news: News | None,
        look: Callable[[], None],
    ) -> None:
        """Follow on an app's screen, from what is known; `look` looks for news before long."""
        self.app, self._worker = app, worker
        self.scripts, self._follower = scripts, scripts.follower
        self._look_soon = look
        self.news = News(None, "", "waiting")
        self._known = news
        """What was known before the app was opened, until it is shown."""
        self._away = False
        self._scene: tuple[str, int] | None = None
        self._page = 0
        self._playing = self._said = ""
        """The speed at which the lecturer plays, and the last answer to the key that rejoins."""
        self._own_speed: Speed | None = None
        """The speed before the lecturer's."""
        self._reader = SharedReader(self._follower)
        self._name = OwnName(app, self._follower, scripts.memory)
        self.leaves, self.onward = False, None
        """True when another app is to follow, and the script that it is to show, if any."""
        bind(self, app)
        self.main.replies = scripts.memory.replies
        self._question = ClassQuestion(self.main, scripts.follower)
        self.main.text.has_arrived = self._has_arrived
        app.main.painted = self._painted
        worker.on_own = self._may_leave

    onward: Led | None

    @property
    def main(self) -> Any:
        """The screen."""
        return self.app.main

    @property
    def latest(self) -> News:
        """What is known of the class, also if the app is left before it is shown."""
        return self._known or self.news

    # The keys.

    def action_page(self, steps: int) -> None:
        """Page through the scene's text."""
        main, text = self.main, self.main.text
        if self.app.screen != main:
            if not isinstance(self.app.screen, Blank):
                self.app.pop_screen()
            return
        is_turned = main.has_text and (text.forward() if steps > 0 else text.backward())
        if not (is_turned or main.quiz.asked):  # beside a question its keys stand there
            main.say("the lecturer turns to the next scene")

    def action_return(self) -> None:
        """Go back to what the lecturer shows."""
        if self._away:
            self.app.call_next(self._rejoin)
        elif not self.main.is_open:  # beside a question its keys stand there
            is_here = self.news.status in ("following", "waiting")
            self._said = f"this is what the lecturer {'shows' if is_here else 'showed last'}"
            self.main.say(self._said)

    async def _rejoin(self) -> None:
        self.main.say("")
        self._away, self._scene = False, None
        self._forget()
        self._follower.set_away(False)
        if self.main.quiz.on:
            self.main.quiz.toggle()
        await self.main.close_what_if()
        await self._show()

    # One's own changes.

    @property
    def awaits_answer(self) -> bool:
        """True while a question hides a number that the lecturer is still to show."""
        return self.news.status != "over" and self._question.waits(self.news.state, self._scene)

    def _may_leave(self) -> bool:
        """Break away for a command of one's own; False, and said, if that must wait."""
        if self.awaits_answer:
            self.main.say(WAITS)
            return False
        self._break_away()
        return True

    def _break_away(self) -> None:
        if not self._away and self.news.state is not None:
            self._away = True
            if self.main.keys.note == self._said:
                self.main.say("")  # it is true no longer
            self._follower.set_away(True)
            self._stand()

    def _painted(self) -> None:
        self._name.ask_if_due()
        self._question.send(self._scene)
        self._follower.set_score(self.scripts.memory.replies.kept)
        close_if_late(self.app)
        self._compare()
        is_there = self._scene is not None and self._has_arrived()
        if self.app.holds and (is_there or self._away):
            self.app.call_after_refresh(self.app.release)

    def _has_arrived(self) -> bool:
        """True when the run is where the lecturer's is, or plays as theirs does."""
        frame = self.main.frame
        is_there = self._worker.has_answered and frame is not None and not frame.job
        return is_there or bool(self._playing)

    @abstractmethod
    def _compare(self) -> None:
        """Break away when the screen is not the lecturer's."""

    # The lecturer's.

    async def look(self) -> None:
        """Show what is new in the class."""
        if self.app.ending or not self.app.screen_stack or self.leaves:
            return
        if not all(row.is_mounted for row in self.main.rows.values()):
            self.app.call_after_refresh(self._look_soon)
            return
        news, self._known = self._follower.take() or self._known, None
        if news is None:
            if self.news.state is None:
                await self._show()
            return
        if self.scripts.memory.is_next(news):
            self._scene = None
            self._forget(afresh=True)
        if self.news.status != news.status:
            self.main.say("")
        self.news = news
        self._name.recall(news)
        with self._led():
            is_asked_anew = news.state and self._is_asked_anew(news.state)
        if is_asked_anew and not self._away:
            self._scene = None
        if not self._away:
            await self._show()
        self._stand()
        self._name.see(news)

    def _is_asked_anew(self, state: Shared) -> bool:
        """True when the scene's question is to be asked anew."""
        self._question.send(self._scene)  # what was answered until now
        return self._question.see(state, self._scene)

    def _stand(self) -> None:
        is_gone = self.news.status in ("lost", "over")
        self.main.keys.stand(self._standing(), urgent=self._away or is_gone)

    def _standing(self) -> str:
        if not self._away:
            return standing(self.news, self.scripts.memory.replies.score)
        key = self.main.key_names.get("return", "backspace")
        return away(self.news, key, misses=self._question.misses(self.news.state, self._scene))

    @contextmanager
    def _led(self) -> Iterator[None]:
        self._worker.led = True
        try:
            yield
        finally:
            self._worker.led = False

    async def _show(self) -> None:
        """Show the lecturer's latest state."""
        state = self.news.state
        with self._led():
            if state is None:
                self._open_text(None, WAITING)
            elif self.news.status == "following":
                await self._follow(state)
            else:  # the lecturer is gone
                await self._follow(state._replace(playing=""))
        self._stand()

    @abstractmethod
    async def _follow(self, state: Shared) -> None:
        """Show a state of the lecturer's."""

    @abstractmethod
    def send(self, command: Any) -> None:
        """Send the worker a command."""

    @abstractmethod
    def _is_apart(self, at: Any, speed: Speed) -> bool:
        """True when the run plays too far from where the lecturer's is."""

    def _keep_pace(
        self, at: Any, speed: Speed | None, rest: object, play: object, *, anew: bool
    ) -> None:
        """Rest where the lecturer does, or play from there at their speed if there is one.

        `rest` and `play` are the commands that do so; None if that takes none.
        """
        if speed is None or speed == MAX:  # which nobody could keep pace with
            if rest is not None:
                self.send(rest)
            if speed is None and self._playing and self._own_speed is not None:
                self.send(AtSpeed(self._own_speed))
        elif anew or speed.name != self._playing or self._is_apart(at, speed):
            if self._own_speed is None and self.main.frame is not None:
                self._own_speed = self.main.frame.speed
            self.send(AtSpeed(speed))
            self.send(play)
        self._playing = speed.name if speed else ""

    @abstractmethod
    def _forget(self, *, afresh: bool = False) -> None:
        """Forget which run was opened: it is no longer the lecturer's, or of an earlier class."""

    def _go_on(self, led: Led | None) -> None:
        """Leave this app for another one that shows what the lecturer does."""
        if self._has_dialog:
            self._break_away()  # the dialog goes on with the run that it is about
        elif not self.leaves:
            self.leaves, self.onward = True, led
            self.app.exit(0)

    @property
    def _has_dialog(self) -> bool:
        """True while a dialog of one's own is open that is about the run."""
        return any(isinstance(one, Dialog) and one.about_run for one in self.app.screen_stack)

    def _open_text(self, key: tuple[str, int] | None, scene: Scene | None) -> None:
        if key is None or key != self._scene:
            self._scene, self._page = key, 0
            self.main.open_text(scene)
            if scene is not None:
                self.main.text.score = self.scripts.memory.replies.score

    def _turn_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.main.call_after_refresh(self._turn, self._scene, page)

    def _turn(self, scene: tuple[str, int] | None, page: int) -> None:
        if (scene, page) == (self._scene, self._page):  # else the lecturer has gone on meanwhile
            self.main.turn_page(page)

    def _blank(self, state: Shared) -> None:
        is_blank = isinstance(self.app.screen, Blank)
        if state.blank and not is_blank:
            self.app.push_screen(LedBlank(self.app, self._break_away))
        elif is_blank and not state.blank:
            self.app.pop_screen()
