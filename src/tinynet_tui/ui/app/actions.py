"""The base of what keys do: objects that the app has, whose actions are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.worker.commands import Command

if TYPE_CHECKING:
    from .trainer_app import TrainerApp


class Actions:
    """Some of the app's actions: a method `action_NAME` is what the app does as `NAME`."""

    def __init__(self, app: TrainerApp) -> None:
        """Give an app these actions; those that it has been given before by a name are replaced."""
        self.app = app
        for name in dir(self):
            if name.startswith("action_"):
                setattr(app, name, getattr(self, name))

    @property
    def main(self) -> MainScreen:
        """The screen with the panes."""
        return self.app.main

    def send(self, command: Command) -> None:
        """Tell the worker what to do."""
        self.app.worker.send(command)
