"""What every app of one who follows a class has: the news, the keys, and their help."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import FOLLOW_KEYS, title

from .answer_actions import keeps_back
from .base_app import TerminalApp
from .in_class import InClass

LIT = ("╔═╗", "double lines: the pane that the lecturer points at")


LONGEST = 1.0
"""The most seconds for which the screen of the app before stays, until the run is there."""


class FollowsClass(TerminalApp):
    """Does what the lecturer's screen does."""

    BINDINGS: ClassVar[list[BindingType]] = [*FOLLOW_KEYS]
    following: InClass

    class NewsCame(Message):
        """The class has changed."""

    def look(self) -> None:
        """Look for news of the class; may be called from any thread."""
        if self.is_running:
            self.post_message(self.NewsCame())

    def on_follows_class_news_came(self) -> None:
        self.call_next(self.following.look)

    @property
    def hands_on(self) -> bool:
        return self.following.leaves and self.failure is None

    def begin(self) -> None:
        if self.following.latest.state is not None:  # which another app has shown
            self.hold(LONGEST)
        super().begin()
        self.call_next(self.following.look)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste | events.MouseDown):
            self.release()  # whoever does something sees what it does
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.main.hides_answer and self.following.awaits_answer and keeps_back(self, action):
            return False
        return super().check_action(action, parameters)

    def key_tables(self) -> list[list[Binding]]:
        return [*super().key_tables(), self.bound(FOLLOW_KEYS)]

    @property
    def help_of_class(self) -> tuple[str, list[tuple[str, str]]]:
        """The section of the help that is about the class."""
        lines = [(displays(key), key.tooltip) for key in self.bound(FOLLOW_KEYS)]
        return "the class", [*lines, LIT]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for key in self.bound(FOLLOW_KEYS):
            run = partial(self.run_action, key.action)
            yield SystemCommand(title(key), f"key {displays(key)}", run)
        yield from super().get_system_commands(screen)
