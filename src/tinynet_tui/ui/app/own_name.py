"""The name that the lecturer of a class asks for, at one who follows."""

from __future__ import annotations

from textual.app import SystemCommand

from tinynet_tui.classroom import places
from tinynet_tui.classroom.follower import Follower
from tinynet_tui.classroom.news import News
from tinynet_tui.classroom.people import MOST_IN_NAME, cleaned
from tinynet_tui.ui.dialogs.prompt import Prompt

from .base_app import TerminalApp
from .class_memory import ClassMemory

HINT = "the lecturer gets it with your answers · esc: anonymous"


class NamePrompt(Prompt):
    """Asks for the name."""

    about_run = False


class OwnName:
    """Asks once, and again from the palette; nobody has to give a name."""

    def __init__(self, app: TerminalApp, follower: Follower, memory: ClassMemory) -> None:
        self._app, self._follower, self._memory = app, follower, memory
        self._is_due = False

    def see(self, news: News) -> None:
        """Ask if the lecturer does."""
        if not news.asks_name:
            self._is_due, self._app.own_commands = False, ()
            return
        self._app.own_commands = [SystemCommand("your name", "the lecturer asks for it", self._ask)]
        self._is_due = not self._memory.was_asked
        self.ask_if_due()

    def recall(self, news: News) -> None:
        """Take over the name and the score if who follows has only come back."""
        if self._memory.was_asked or not (news.asks_name and news.known.name):
            return
        self._memory.was_asked, self._memory.name = True, news.known.name
        self._memory.replies.recall(news.known.score)
        self._follower.set_name(news.known.name)
        self._app.notify(self._standing, markup=False)  # the run's way does not hide it

    def ask_if_due(self) -> None:
        """Ask as soon as nothing covers the screen."""
        if self._is_due and self._app.screen is self._app.main:
            self._is_due, self._memory.was_asked = False, True
            self._ask()

    def _ask(self) -> None:
        title = "the lecturer asks for your name"
        prompt = NamePrompt(title, self._give, placeholder="nobody has to give one", hint=HINT)
        prompt.line.max_length = MOST_IN_NAME
        prompt.line.value = self._offered
        self._app.push_screen(prompt)

    @property
    def _offered(self) -> str:
        """The name that was given last; first that of the account."""
        if self._memory.name is not None:
            return self._memory.name
        return "" if self._app.kiosk else cleaned(places.account(places.own()))

    def _give(self, text: str) -> None:
        """Give a name; raises ValueError if it is none."""
        name = cleaned(text)
        if text.strip() and not name:
            raise ValueError("a name has a letter or a digit")
        self._memory.name = name
        self._follower.set_name(name)
        self._app.main.say(self._standing)

    @property
    def _standing(self) -> str:
        name = self._memory.name
        return f"the lecturer sees your name: {name}" if name else "you are anonymous"
