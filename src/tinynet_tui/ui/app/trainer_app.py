"""The app: keys become commands to the worker, whose Frames are shown on the screen."""

from __future__ import annotations

import os
import signal
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.driver import Driver
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
from tinynet_tui.ui.keys.table import KEYS, ON_MAIN_SCREEN, ON_MAP, rebound, title
from tinynet_tui.ui.panes.views import MAP
from tinynet_tui.ui.screen.layout import HEIGHTS, WIDTHS
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.wire.textual_private import free_painted_lines
from tinynet_tui.worker.commands import Command, Go, Open, Play
from tinynet_tui.worker.speed import AUTO, LADDER, Speed
from tinynet_tui.worker.worker import Worker

from .base_app import BaseApp, Opened
from .experiment_actions import ExperimentActions
from .export_actions import ExportActions
from .frames import Frames
from .key_order import KeyOrder
from .kiosk import CLOSED, OPEN, wall_off
from .run_actions import RunActions
from .view_actions import ViewActions

if TYPE_CHECKING:
    from tinynet_tui.ui.panes.past_runs import PastRunsPane
    from tinynet_tui.worker.scripts.saved_file import SavedFile

    from .file_actions import FileActions


class TrainerApp(BaseApp):
    """The trainer: it has the main screen, the worker, and the actions of the keys."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]
    worker_class: ClassVar[type[Worker]] = Worker
    ALLOW_SELECT = False  # no key copies a selection, and Textual fails if its pane is removed

    class FrameReady(Message):
        """The worker has made a Frame, or has failed."""

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
        first_time: bool = False,
        driver_class: type[Driver] | None = None,
        file: SavedFile | None = None,
    ) -> None:
        """Open an experiment at a position, with the cursor at a cell.

        The first time, the last line says which keys to press, until one is pressed. Of a `file`
        from which it was opened, the new text can be run.
        In a kiosk, nothing that is done in the app reaches the machine that it runs on.
        """
        self.settings, self._greeting, self.kiosk = settings or Settings(), greeting, kiosk
        self._greets = False
        super().__init__(driver_class=driver_class, ascii=bool(self.settings.ascii))
        self.set_keymap(self.settings.keys)
        self.worker = self.worker_class(
            experiment, iterations=iterations, speed=speed, fps=fps, wake=self._wake
        )
        self.main = self.build_screen(experiment)
        self.main.key_names, self.main.digits = names(self.settings.keys), self.settings.digits
        self.main.ascii, self.main.keys.first_time = self.ascii, first_time
        if self.settings.theme is not None:
            self.theme = self.settings.theme
        self.opened_at = at or Position()
        self.opened: Opened | None = None
        self.first: list[Command] = []
        if at is not None:
            self.first.append(Go(at, play))
        elif play:
            self.first.append(Play(True))
        if cell is not None:
            self.main.pinned, self.main.cursor = cell
        over_ssh = "SSH_CONNECTION" in os.environ
        self.frames = Frames(self, spares_link=over_ssh and not self.settings.steady)
        self.key_order = KeyOrder(self, self.before_key, self.key_tables())
        self.run_actions = run = RunActions(self)
        for kind in (ViewActions, ExportActions):
            kind(self)
        self._file: FileActions | None = None
        if file is not None:
            from .file_actions import FileActions

            self._file = FileActions(self, file, run)
        self._experiments = ExperimentActions(self)
        if kiosk:
            wall_off(self)

    def build_screen(self, experiment: Experiment) -> MainScreen:
        return MainScreen(experiment, last_line(self.bound(KEYS)))

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        """Return the available bindings, with the keys that the settings give them."""
        available = [key for key in bindings if not (self.kiosk and key.id in CLOSED)]
        return rebound(available, self.settings.keys)

    def key_tables(self) -> list[list[Binding]]:
        """Return the keys of the main screen, in tables of which the latter counts."""
        return [self.bound(KEYS)]

    def get_default_screen(self) -> Screen[None]:
        return self.main

    # From the beginning to the end.

    def begin(self) -> None:
        """Show the greeting and the first Frame, and start the worker."""
        self._greet()
        frame = self.worker.take()
        assert frame is not None
        self.main.show(frame)
        cursor = (self.main.pinned, self.main.cursor)
        self.opened = Opened(frame, (self.main.experiment, self.opened_at, *cursor))
        self.worker.start()
        if self._file is not None:
            self._file.watch()
        for command in self.first:
            self.worker.send(command)
        self.call_after_refresh(collect_garbage)

    def _greet(self) -> None:
        """Show the greeting and the first mistake in the settings, until a key is pressed."""
        if self._greeting:
            self.notify(self._greeting, timeout=30, markup=False)
        first, *others = self.settings.complaints() or [""]
        if first:
            more = f"\n{len(others)} more: see tinynet-tui settings [FILE]" if others else ""
            self.notify(first + more, severity="warning", timeout=20, markup=False)
        self._greets = bool(self._greeting or first)

    async def on_event(self, event: events.Event) -> None:
        await self.key_order.deal_with(event, super().on_event)

    def before_key(self) -> None:
        """Clear the last line's message and the greeting, and expect a Frame."""
        self.frames.awaited = True
        self.main.keys.know()
        if self.screen is self.main:
            self.main.say("")
        if self._greets:
            self.clear_notifications()
            self._greets = False

    def _wake(self) -> None:
        self.post_message(self.FrameReady())

    def on_trainer_app_frame_ready(self) -> None:
        """Show the latest Frame, or end if the worker has failed."""
        if self.worker.failure is not None:
            self.exit(1)
        else:
            self.frames.show_soon()

    def line_is_free(self) -> None:
        self.frames.show_if_due()

    def on_runs_pane_opened(self, message: PastRunsPane.Opened) -> None:
        frame = self.main.frame
        if frame is not None and (run := frame.behind(message.number)) is not None:
            self._experiments.open_again(run)

    def on_unmount(self) -> None:
        self.worker.stop()

    # What the app's parts ask for.

    async def open_run(
        self, experiment: Experiment, position: Position, iterations: int, note: str = ""
    ) -> None:
        await self.send_opening(Open(experiment, position, iterations, note))

    async def send_opening(self, command: Open) -> None:
        """Send a command to open a run."""
        before, frame = self.main.experiment, self.main.frame
        self.worker.send(command)
        experiment, position = command.experiment, command.position
        same_panes = before.hidden == experiment.hidden and before.dataset == experiment.dataset
        if frame is not None and not same_panes:
            # Until the worker answers, the screen shows the new run's start.
            snapshot = Timeline(experiment).snapshot()
            start = replace(frame, snapshot=snapshot, playing=False, going=position, note="")
            await self.main.rebuild(start)

    def tell(self, text: str) -> None:
        frame = self.main.frame
        if frame and (frame.playing or frame.job):  # the last line's message goes as the run moves
            self.notify(text, markup=False)
        else:
            self.main.say(text)

    def pop_screen(self) -> AwaitComplete:
        """Close the topmost screen, but never the main one."""
        if len(self.screen_stack) == 1:
            return AwaitComplete()
        free_painted_lines()
        return super().pop_screen()

    # The app's own actions, and which are available.

    def action_command_palette(self) -> None:
        # Imported when it is opened, like the help: the first paint does not wait for them.
        from tinynet_tui.ui.dialogs.palette import Palette

        if self.screen is self.main:
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Choose a theme, in the app's own palette."""
        from tinynet_tui.ui.dialogs.palette import Palette

        self.push_screen(Palette([ThemeProvider], placeholder="Search for themes…"))

    def action_help(self) -> None:
        from tinynet_tui.ui.dialogs.help import HelpScreen

        self.push_screen(HelpScreen(*self.help_sections()))

    def help_sections(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        """Return the help: headings, and below each a list of names with a line each."""
        from tinynet_tui.ui.dialogs.help import key_sections, marks

        panes = [(pane.caption, pane.help) for pane in self.main.every_pane]
        return [*key_sections(self.bound(KEYS)), ("panes", panes), ("marks", marks(self))]

    async def action_quit(self) -> None:
        if self.may_quit is None or self.may_quit():
            self.exit(0)

    def action_suspend_process(self) -> None:
        """Suspend the shell's job that the app is part of."""
        if self.wire is None or not self.wire.can_suspend:
            self.tell("cannot suspend: there is no shell to return to")
        else:
            os.kill(0, signal.SIGTSTP)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow the main screen's actions only while no dialog covers it."""
        if self.kiosk and action not in OPEN:
            return False
        if action in ON_MAP and self.main.shown != MAP:
            return False
        return self.screen is self.main or action not in ON_MAIN_SCREEN

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the entries of the palette: the themes, and every key's action."""
        yield from self.own_commands
        yield SystemCommand("theme", "choose the colours", self.action_change_theme)
        for binding in self.bound(KEYS):
            if binding.id not in ("palette", "leave", "quit.always"):
                action = self._caller(binding.action)
                yield SystemCommand(title(binding), f"key {displays(binding)}", action)
        for speed in LADDER:
            action = self._caller(f"speed({speed.name!r})")
            yield SystemCommand(f"speed {speed.name}", f"play at {speed.meaning}", action)

    def _caller(self, action: str) -> Callable[[], Awaitable[object]]:
        return partial(self.run_action, action)
