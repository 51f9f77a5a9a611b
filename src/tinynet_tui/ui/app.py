"""The app: keys become commands to the worker, and its Frames are handed to the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from ..commands import Command, Faster, Go, Play, Restart, Step
from ..net.experiment import Experiment, Position, Thread
from ..pace import AUTO, Pace
from ..runner import Runner
from .help import HelpScreen
from .panes.status import Key
from .screen import HEIGHTS, WIDTHS, MainScreen

KEYS = [
    Binding("n", "step('phase')", "phase", id="step.phase", tooltip="one phase on"),
    Binding("N", "step('iteration')", "iteration", id="step.iteration", tooltip="one iteration on"),
    Binding("space,p", "play", "play", id="play", tooltip="play, or pause"),
    Binding("plus", "faster(1)", "faster", id="faster", tooltip="faster", key_display="+"),
    Binding("minus", "faster(-1)", "slower", id="slower", tooltip="slower", key_display="-"),
    Binding("r", "restart(True)", "reseed", id="reseed", tooltip="the next seed, from the start"),
    Binding(
        "R", "restart(False)", "restart", id="restart", tooltip="the same seed, from the start"
    ),
    Binding("l", "axes", "axes", id="axes", tooltip="the graph's axes: log, log-log, linear"),
    Binding("m", "enlarge", "enlarge", id="enlarge", tooltip="enlarge the pane, or shrink it"),
    Binding("up", "move(-1, 0)", "up", id="up", tooltip="move the cursor up"),
    Binding("down", "move(1, 0)", "down", id="down", tooltip="move the cursor down"),
    Binding("left", "move(0, -1)", "left", id="left", tooltip="move the cursor left"),
    Binding("right", "move(0, 1)", "right", id="right", tooltip="move the cursor right"),
    Binding("tab", "app.focus_next", "next pane", id="next", tooltip="to the next pane"),
    Binding(
        "shift+tab",
        "app.focus_previous",
        "previous pane",
        id="previous",
        tooltip="to the pane before",
    ),
    Binding(
        "escape", "leave", "leave", id="leave", tooltip="shrink the pane; back to the phase's cell"
    ),
    Binding("question_mark,f1", "help", "help", id="help", tooltip="this help", key_display="?"),
    Binding(
        "colon,ctrl+p", "command_palette", "palette", id="palette", tooltip="all commands, by name"
    ),
    Binding("q,ctrl+c", "quit", "quit", id="quit", tooltip="quit", priority=True),
]
"""Every key, once: the help, the palette and the last line are made from this table."""

IN_LAST_LINE = (
    "step.phase",
    "step.iteration",
    "play",
    "reseed",
    "help",
    "quit",
    "faster",
    "enlarge",
)


ARROWS = ("up", "down", "left", "right")


class TrainerApp(App[int]):
    """The trainer."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    class FrameReady(Message):
        """The worker has left a Frame."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int = 60_000,
        pace: Pace = AUTO,
        fps: float = 10,
        at: Position | None = None,
        cell: tuple[str, Thread] | None = None,
        play: bool = False,
    ) -> None:
        """Open an experiment at a position, with the thread through a cell, playing or not."""
        super().__init__()
        self.runner = Runner(experiment, iterations=iterations, pace=pace, fps=fps, wake=self._wake)
        self.main = MainScreen(experiment, _last_line())
        self._first: list[Command] = []
        if at is not None:
            self._first.append(Go(at, play))
        elif play:
            self._first.append(Play(True))
        if cell is not None:
            self.main.pinned, self.main.thread = cell
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self.leaving: Callable[[], None] = lambda: None
        """Called when the app begins to end."""

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen with the panes."""
        return self.main

    def on_mount(self) -> None:
        """Show the start and let the worker begin."""
        self._event_loop = asyncio.get_running_loop()
        frame = self.runner.take()
        assert frame is not None
        self.main.show(frame)
        self.runner.start()
        for command in self._first:
            self.runner.send(command)

    def on_unmount(self) -> None:
        """End the worker."""
        self.runner.stop()

    def _wake(self) -> None:
        self.post_message(self.FrameReady())

    def on_trainer_app_frame_ready(self) -> None:
        """Fetch the latest Frame, or learn why there are no more."""
        if self.runner.failure is not None:
            self.exit(1)
            return
        frame = self.runner.take()
        if frame is not None:
            self.main.show(frame)

    def exit(self, *args: object, **options: object) -> None:
        """End the app; whoever opened it is told first."""
        self.leaving()
        super().exit(*args, **options)  # type: ignore[arg-type]

    def end(self, status: int) -> None:
        """End the app from any thread, or from a signal."""
        if self._event_loop is not None:
            self._event_loop.call_soon_threadsafe(self.exit, status)

    # The actions.

    def action_step(self, unit: str) -> None:
        """Step one phase or one iteration on."""
        if unit == "phase":
            self.main.follow()
        self.runner.send(Step("phase" if unit == "phase" else "iteration"))

    def action_play(self) -> None:
        """Play or pause."""
        self.runner.send(Play())

    def action_faster(self, rungs: int) -> None:
        """Go up or down the ladder of paces."""
        self.runner.send(Faster(rungs))

    def action_restart(self, reseed: bool) -> None:
        """Begin again, with the next seed or the same."""
        self.runner.send(Restart(reseed))

    def action_axes(self) -> None:
        """Change the graph's axes."""
        self.main.graph.axes = self.main.graph.axes.next()

    def action_enlarge(self) -> None:
        """Enlarge the focused pane or take it back."""
        self.main.enlarge()

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        self.main.move_cursor(rows, columns)

    def action_leave(self) -> None:
        """Leave what is topmost: the enlarged pane, then the cell that was chosen."""
        if self.main.enlarged:
            self.main.enlarge()
        else:
            self.main.follow()
            if self.main.frame:
                self.main.show(self.main.frame)

    def action_help(self) -> None:
        """Explain the keys and the panes."""
        keys = [
            (", ".join(_displays(binding)), binding.tooltip)
            for binding in KEYS
            if binding.id not in ARROWS
        ]
        keys.insert(9, ("arrows", "move the cursor; at an edge, into the next pane"))
        panes = [(pane.caption, pane.help) for pane in self.main.panes]
        self.push_screen(HelpScreen(keys, panes))

    async def action_quit(self) -> None:
        """Quit."""
        self.exit(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys of the main screen from what lies above it."""
        own = {"step", "play", "faster", "restart", "axes", "enlarge", "move", "leave", "help"}
        return self.screen is self.main or action not in own

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List every key's action in the palette, and the themes."""
        yield SystemCommand("theme", "the colours of everything", self.action_change_theme)
        for binding in KEYS:
            if binding.id not in ("palette", "leave"):
                text = f"{binding.tooltip} ({', '.join(_displays(binding))})"
                yield SystemCommand(binding.description, text, self._caller(binding.action))

    def _caller(self, action: str) -> Callable[[], None]:
        def call() -> None:
            self.call_next(self.run_action, action)

        return call


_NAMES = {"plus": "+", "minus": "-", "question_mark": "?", "colon": ":", "escape": "esc"}


def _displays(binding: Binding) -> list[str]:
    return [_NAMES.get(key, key) for key in binding.key.split(",")]


def _last_line() -> list[Key]:
    by_id = {binding.id: binding for binding in KEYS}
    return [
        Key(_displays(by_id[id])[0], by_id[id].description, by_id[id].action) for id in IN_LAST_LINE
    ]
