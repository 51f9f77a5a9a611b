"""The app: keys become commands to the worker, and its Frames are handed to the screen."""

from __future__ import annotations

import os
import signal
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.theme import ThemeProvider

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.garbage import collect_garbage
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.keys.names import displays, names
from tinynet_tui.ui.keys.table import (
    KEYS,
    ON_MAIN_SCREEN,
    ON_MAP,
    help_lines,
    rebound,
    title,
)
from tinynet_tui.ui.screen.main_screen import HEIGHTS, MAP, WIDTHS, MainScreen
from tinynet_tui.wire.app import WireApp
from tinynet_tui.wire.driver import Driver
from tinynet_tui.wire.textual_private import free_painted_lines
from tinynet_tui.worker.commands import Command, Go, Open, Play
from tinynet_tui.worker.speed import AUTO, Speed
from tinynet_tui.worker.worker import Worker

from .experiment_actions import ExperimentActions
from .export_actions import ExportActions
from .frames import Frames
from .key_order import KeyOrder
from .kiosk import CLOSED, OPEN, wall_off
from .run_actions import RunActions
from .view_actions import ViewActions

if TYPE_CHECKING:
    from tinynet_tui.ui.panes.past_runs import PastRunsPane


class TrainerApp(WireApp[int]):
    """The trainer, of parts that it has: the main screen, the worker, and what the keys do."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]
    ALLOW_SELECT = False  # no key copies it, and Textual fails where the pane goes meanwhile

    class FrameReady(Message):
        """The worker has left a Frame."""

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
        self.settings, self._greeting, self.kiosk = settings or Settings(), greeting, kiosk
        super().__init__(driver_class=driver_class, ascii=bool(self.settings.ascii))
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
        over_ssh = "SSH_CONNECTION" in os.environ
        self.frames = Frames(self, spares_link=over_ssh and not self.settings.steady)
        self._key_order = KeyOrder(self, self.before_key)
        for kind in (RunActions, ViewActions, ExportActions):
            kind(self)
        self._experiments = ExperimentActions(self)
        if kiosk:
            wall_off(self)

    def build_screen(self, experiment: Experiment) -> MainScreen:
        """Build the screen with the panes of an experiment."""
        return MainScreen(experiment, last_line(self.bound(KEYS)))

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        """Return the bindings that there are, with the keys that the settings give them."""
        there = [key for key in bindings if not (self.kiosk and key.id in CLOSED)]
        return rebound(there, self.settings.keys)

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen with the panes."""
        return self.main

    # From the beginning to the end.

    def begin(self) -> None:
        """Say what there is to say, show the start, and let the worker begin."""
        self._greet()
        frame = self.worker.take()
        assert frame is not None
        self.main.show(frame)
        self.worker.start()
        for command in self.first:
            self.worker.send(command)
        self.call_after_refresh(collect_garbage)

    def _greet(self) -> None:
        """Say what it was opened with, and the first mistake in the settings."""
        if self._greeting:
            self.notify(self._greeting, timeout=30, markup=False)
        first, *others = self.settings.complaints() or [""]
        if first:
            more = f"\n{len(others)} more: tinynet-tui settings [FILE]" if others else ""
            self.notify(first + more, severity="warning", timeout=20, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Take keys in their order."""
        await self._key_order.deal_with(event, super().on_event)

    def before_key(self) -> None:
        """Let what was said make room for the keys again, and wait for an answer.

        The greeting goes with the first key, so that it covers nothing that is looked at.
        """
        self.frames.awaited = True
        if self.screen is self.main:
            self.main.say("")
        if self._greeting and not self.settings.complaints():
            self.clear_notifications()
        self._greeting = ""

    def _wake(self) -> None:
        self.post_message(self.FrameReady())

    def on_trainer_app_frame_ready(self) -> None:
        """Fetch the latest Frame, or learn why there are no more."""
        if self.worker.failure is not None:
            self.exit(1)
        else:
            self.frames.show_soon()

    def line_is_free(self) -> None:
        """Show what had to wait."""
        self.frames.show_if_due()

    def on_past_runs_pane_opened(self, message: PastRunsPane.Opened) -> None:
        """Open the run that was clicked."""
        self._experiments.open_again(message.run)

    def on_unmount(self) -> None:
        """End the worker."""
        self.worker.stop()

    # What the parts ask for.

    async def open_run(
        self, experiment: Experiment, position: Position, iterations: int, note: str = ""
    ) -> None:
        """Run an experiment, anew unless it runs already, and rest at a position."""
        before, frame = self.main.experiment, self.main.frame
        self.worker.send(Open(experiment, position, iterations, note))
        if frame is not None and _needs_other_panes(before, experiment):
            # Until the worker answers, the screen shows where the new run begins.
            snapshot = Timeline(experiment).snapshot()
            start = replace(frame, snapshot=snapshot, playing=False, going=position, note="")
            await self.main.rebuild(start)

    def tell(self, text: str) -> None:
        """Say something in the last line, or where a run that goes on does not take it away."""
        if self.main.frame and self.main.frame.playing:
            self.notify(text, markup=False)
        else:
            self.main.say(text)

    def pop_screen(self) -> AwaitComplete:
        """Close the topmost screen, but never the main one, however often it is asked for."""
        if len(self.screen_stack) == 1:
            return AwaitComplete()
        free_painted_lines()
        return super().pop_screen()

    # The app's own keys, and which there are.

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
            ("marks", marks(self)),
        ]

    async def action_quit(self) -> None:
        """Quit."""
        self.exit(0)

    def action_suspend_process(self) -> None:
        """Stop, with everything else that the shell has started as one job."""
        if self.wire is None or not self.wire.can_suspend:
            self.tell("cannot be suspended: there is no shell that could continue it")
        else:
            os.kill(0, signal.SIGTSTP)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys of the main screen from what lies above it."""
        if self.kiosk and action not in OPEN:
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


def _needs_other_panes(one: Experiment, other: Experiment) -> bool:
    return one.hidden != other.hidden or one.dataset != other.dataset
