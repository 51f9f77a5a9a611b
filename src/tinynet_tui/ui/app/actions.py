"""The base of the app's actions."""

from __future__ import annotations

from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.worker.commands import Command

from .base_app import BaseApp, TerminalApp


class Actions:
    """Some of the app's actions.

    Each method `action_NAME` becomes a method of the app, where Textual finds it by the name of
    the action in the table of keys.
    """

    def __init__(self, app: BaseApp) -> None:
        self.app = app
        bind(self, app)

    @property
    def main(self) -> MainScreen:
        return self.app.main

    @property
    def without_edits(self) -> str:
        """The key that leaves behind the edits that came along, in words."""
        return f"{self.main.key_names.get('undo.all', 'X')} undoes all edits"

    def send(self, command: Command) -> None:
        """Send a command to the worker."""
        self.app.worker.send(command)


def bind(actions: object, app: TerminalApp) -> None:
    """Make each method `action_NAME` one of the app."""
    for name in dir(actions):
        if name.startswith("action_"):
            setattr(app, name, getattr(actions, name))
