"""The speaker's terminal of a lecturer's class: what only the lecturer sees, and the keys to it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Protocol

from textual import events
from textual.binding import BindingType
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from tinynet_tui.classroom.cue import Cue, where
from tinynet_tui.classroom.follower import News
from tinynet_tui.classroom.sources import Local
from tinynet_tui.classroom.speaker import Speaker
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.complaint import complain
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.speaker import IN_LAST_LINE, speaker_keys
from tinynet_tui.ui.keys.table import in_lecture, rebound
from tinynet_tui.ui.panes.speaker import SpeakerView, clock
from tinynet_tui.ui.screen.speaker_screen import SpeakerScreen
from tinynet_tui.wire.drivers import driver_class

from .base_app import TerminalApp
from .key_order import KeyByKey
from .launch import run_saving
from .save_on_exit import SaveOnExit

MARKS = [
    ("12:40 of 45:00", "the time since the class began, and the planned minutes of all scenes"),
    ("scene until 15:00", "by when this scene should end; the clock is red when that is past"),
    ("28 here · 3 away", "how many follow, and how many look at something else"),
    ("answered 21 of 31", "how many have answered the scene's question, and how many could"),
    ("█ right", "what the class answers; only you see it before the answer is shown"),
    ("{l1_error[2,0]}", "a number that the next scene will show"),
]


class Drives(Protocol):
    """What attends the class: a `Speaker`."""

    def take(self) -> News[Cue] | None: ...

    def drive(self, key: str, where: str = "") -> None: ...


class SpeakerApp(TerminalApp):
    """Shows the notes and the class, and drives the lecture."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*speaker_keys()]
    ALLOW_SELECT = False
    kiosk = False
    main: SpeakerScreen
    failure = None

    class NewsCame(Message):
        """The class has changed."""

    def __init__(
        self,
        speaker: Drives,
        *,
        settings: Settings | None = None,
        now: Callable[[], float] = time.time,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """`speaker` attends the class; `look` tells that it has news. `now` is the time."""
        settings = settings or Settings()
        keys = in_lecture(settings.keys, clicker=settings.clicker)
        self.settings = replace(settings, keys=keys)
        super().__init__(driver_class=driver_class, ascii=bool(settings.ascii))
        self.set_keymap(keys)
        if settings.theme is not None:
            self.theme = settings.theme
        self._speaker, self._now = speaker, now
        self._news: News[Cue] = News(None, "", "waiting")
        self._began: int | None = None
        """When the class began; it stays if the lecturer is gone for a while."""
        self.farewell = ""
        """What is printed at the end; with exit status 2 it is why."""
        self._keys = rebound(speaker_keys(), keys)
        self.main = SpeakerScreen(last_line(self._keys, IN_LAST_LINE))
        self.key_order = KeyByKey(self, self.before_key)

    def get_default_screen(self) -> Screen[None]:
        return self.main

    def begin(self) -> None:
        for complaint in self.settings.complaints()[:1]:
            self.notify(complaint, severity="warning", timeout=20, markup=False)
        self._take()

    # The class.

    def look(self) -> None:
        """Look for news of the class; may be called from any thread."""
        if self.is_running:
            self.post_message(self.NewsCame())

    def on_speaker_app_news_came(self) -> None:
        self._take()

    def _take(self) -> None:
        """Show what is new of the class."""
        self._news = self._speaker.take() or self._news
        cue, status, why = self._news.state, self._news.status, self._news.why
        if cue is not None and cue.stands.began and self._began is None:
            self._began = cue.stands.began
        if status == "over":
            after = f", after {clock(self._seconds)}" if self._seconds is not None else ""
            self.farewell = f"The class is over{after}."
            self.exit(0)
        elif status == "refused":
            self.farewell = why
            self.exit(2)
        else:
            self._show(note=why)

    @property
    def _seconds(self) -> int | None:
        """How long the class has been going on."""
        return None if self._began is None else max(0, int(self._now() - self._began))

    def beat(self) -> None:
        self._show(note=self.main.view.note)

    def _show(self, note: str = "") -> None:
        view = SpeakerView(self._news.state, self._seconds, self._news.status == "lost", note)
        if view != self.main.view:
            self.main.show(view)

    # The keys.

    async def on_event(self, event: events.Event) -> None:
        await self.key_order.deal_with(event, super().on_event)

    def before_key(self) -> None:
        self.clear_notifications()
        if self.screen is self.main and self.main.view.note:
            self._show()

    def tell(self, text: str) -> None:
        self._show(note=text)

    def action_page(self, steps: int) -> None:
        """Page through the lecture; in a dialog, close it first."""
        while self.screen is not self.main:
            self.pop_screen()
        self._drive("page" if steps > 0 else "back")

    def action_blank(self) -> None:
        self._drive("blank")

    def _drive(self, key: str, where: str = "") -> None:
        if self._news.status == "following":
            self._speaker.drive(key, where)
        else:
            self.tell("there is no lecture to drive now")

    def action_goto(self) -> None:
        from tinynet_tui.ui.dialogs.goto import HINT, GoTo, in_lecture

        cue = self._news.state
        scenes = cue.stands.scenes if cue else 0
        self.push_screen(GoTo((), self._go, in_lecture(scenes) if scenes else HINT))

    def _go(self, text: str) -> None:
        """Go to a scene or a position; ValueError if that cannot be one."""
        from tinynet_tui.ui.dialogs.goto import scene_index

        cue = self._news.state
        if cue is not None and cue.stands.scenes:
            scene_index(text, cue.stands.scenes)
        self._drive("go", where(text))

    def action_move(self, rows: int, columns: int) -> None:
        self.main.scroll_text(rows)

    def action_focus_pane(self, steps: int) -> None:
        self.main.focus_pane(steps)

    def action_restart_clock(self) -> None:
        """Begin the clock anew."""
        if self._began is not None:
            self._began = int(self._now())
            self._show()

    def action_help(self) -> None:
        from tinynet_tui.ui.dialogs.help import HelpScreen

        panes = [(pane.caption, pane.help) for pane in self.main.panes]
        keys = [(displays(key), key.tooltip) for key in self._keys]
        self.push_screen(
            HelpScreen(("the speaker's terminal", keys), ("panes", panes), ("marks", MARKS))
        )

    async def action_quit(self) -> None:
        self.exit(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow keys of the main screen only while no dialog covers it."""
        anywhere = ("page", "quit", "suspend_process")
        return self.screen is self.main or action in anywhere or action not in _ACTIONS


_ACTIONS = {key.action.split("(")[0] for key in speaker_keys()}


def open_speaker(name: str, *, settings: Settings) -> int:
    """Attend a class of this account until it ends, or until this is left; return the exit status.

    Raises ClassError.
    """
    app: SpeakerApp | None = None

    def wake() -> None:
        if app is not None:
            app.look()

    speaker = Speaker(Local(name, is_own=True), wake=wake)
    speaker.start()
    try:
        app = SpeakerApp(speaker, settings=settings, driver_class=driver_class(os.environ))
        status = run_saving(app, SaveOnExit(None, None))
    finally:
        speaker.close()
    if status == 2:
        complain(f"speaker: {app.farewell}")
    elif app.farewell and status == 0:
        print(app.farewell)
    return status
