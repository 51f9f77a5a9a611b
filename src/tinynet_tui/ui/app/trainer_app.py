"""The app: keys become commands to the worker, and its Frames are handed to the screen."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import ThemeProvider

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.keys.names import displays, names
from tinynet_tui.ui.keys.table import (
    KEYS,
    ON_MAIN_SCREEN,
    ON_MAP,
    help_lines,
    last_line,
    rebound,
    title,
)
from tinynet_tui.ui.screen.main_screen import HEIGHTS, MAP, WIDTHS, MainScreen
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.commands import Command, Go, Play
from tinynet_tui.worker.speed import AUTO, Speed
from tinynet_tui.worker.worker import Worker

from .experiment_actions import ExperimentActions
from .export_actions import ExportActions
from .run_actions import RunActions
from .view_actions import ViewActions


class TrainerApp(RunActions, ViewActions, ExperimentActions, ExportActions):
    """The trainer."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int = ITERATIONS,
        speed: Speed = AUTO,
        fps: float = 10,
        at: Position | None = None,
        cell: tuple[str, Cursor] | None = None,
        play: bool = False,
        settings: Settings | None = None,
        greeting: str = "",
        kiosk: bool = False,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Open an experiment at a position, with the cursor through a cell, playing or not.

        In a kiosk nothing that is done in the app reaches the machine that it runs on.
        """
        self.settings, self._greeting = settings or Settings(), greeting
        super().__init__(driver_class=driver_class, ascii=bool(self.settings.ascii))
        self.kiosk = kiosk
        self.spares_link = "SSH_CONNECTION" in os.environ and not self.settings.steady
        self.set_keymap(self.settings.keys)
        self.worker = Worker(
            experiment, iterations=iterations, speed=speed, fps=fps, wake=self._wake
        )
        self.main = self.build_screen(experiment)
        self.main.key_names, self.main.digits = names(self.settings.keys), self.settings.digits
        self.main.ascii = self.ascii
        if self.settings.theme is not None:
            self.theme = self.settings.theme
        self.opened_at = at
        self.first: list[Command] = []
        if at is not None:
            self.first.append(Go(at, play))
        elif play:
            self.first.append(Play(True))
        if cell is not None:
            self.main.pinned, self.main.cursor = cell

    def build_screen(self, experiment: Experiment) -> MainScreen:
        """Build the screen with the panes of an experiment."""
        return MainScreen(experiment, last_line(self.bound(KEYS)))

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        """Return the bindings that there are, with the keys that the settings give them."""
        return rebound(self.offered(bindings), self.settings.keys)

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen with the panes."""
        return self.main

    def before_key(self) -> None:
        """Let the greeting go with the first key, so that it covers nothing that is looked at."""
        super().before_key()
        if self._greeting and not self.settings.complaints():
            self.clear_notifications()
        self._greeting = ""

    def on_mount(self) -> None:
        """Say what there is to say, and the first mistake in the settings."""
        if self._greeting:
            self.notify(self._greeting, timeout=30, markup=False)
        first, *others = self.settings.complaints() or [""]
        if first:
            more = f"\n{len(others)} more: tinynet-tui settings [FILE]" if others else ""
            self.notify(first + more, severity="warning", timeout=20, markup=False)

    def action_command_palette(self) -> None:
        """Open the palette."""
        # As the help, it is imported when asked for: the first paint does not wait for them.
        from tinynet_tui.ui.dialogs.palette import Palette

        if self.screen is self.main:
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Choose one of the themes, in the palette as it is here."""
        from tinynet_tui.ui.dialogs.palette import Palette

        self.push_screen(Palette([ThemeProvider], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """Explain the keys and the panes."""
        from tinynet_tui.ui.dialogs.help import HelpScreen

        self.push_screen(HelpScreen(*self.help_sections()))

    def help_sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what the help explains: headings, and names with a line each."""
        from tinynet_tui.ui.dialogs.help import marks

        panes = [(pane.caption, pane.help) for pane in self.main.every_pane]
        return [
            ("keys", help_lines(self.bound(KEYS))),
            ("panes", panes),
            ("marks", marks(self.sign_colours)),
        ]

    async def action_quit(self) -> None:
        """Quit."""
        self.exit(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys of the main screen from what lies above it."""
        if not self.offers(action):
            return False
        if action in ON_MAP and self.main.shown != MAP:
            return False
        return self.screen is self.main or action not in ON_MAIN_SCREEN

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List every key's action in the palette, and the themes."""
        yield SystemCommand("theme", "the colours of everything", self.action_change_theme)
        for binding in self.bound(KEYS):
            if binding.id not in ("palette", "leave", "quit.always"):
                action = self._caller(binding.action)
                yield SystemCommand(title(binding), f"key {displays(binding)}", action)

    def _caller(self, action: str) -> Callable[[], Awaitable[object]]:
        return partial(self.run_action, action)
