"""The app's side that faces the worker: its commands go there, its Frames come from there."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import replace

from textual.await_complete import AwaitComplete
from textual.message import Message

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.dialogs.prompt import Prompt
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.worker.commands import Command, Open
from tinynet_tui.worker.worker import Worker

from .key_order import KeyOrderApp
from .kiosk_app import KioskApp
from .leftovers import let_go_of_lines
from .terminal_app import TerminalApp

YOUNG = 5_000
"""Objects made before the interpreter looks for garbage among them, in place of 700.

A repaint makes so many, and most are gone with the next. Looked at sooner they are taken to be
there to stay, and then all there are, for 60 ms, twice a second where dialogs come and go.
"""


class WorkerApp(KioskApp, KeyOrderApp, TerminalApp):
    """An app that shows what a worker leaves."""

    worker: Worker
    main: MainScreen
    first: Sequence[Command]
    """What the worker is told first."""

    _awaited = False

    class FrameReady(Message):
        """The worker has left a Frame."""

    def on_mount(self) -> None:
        """Show the start and let the worker begin."""
        if not self.begin():
            return
        frame = self.worker.take()
        assert frame is not None
        self.main.show(frame)
        self.worker.start()
        for command in self.first:
            self.worker.send(command)
        self.call_after_refresh(_collect_garbage)

    def before_key(self) -> None:
        """Let what was said make room for the keys again, and wait for an answer."""
        self._awaited = True
        if self.screen is self.main:
            self.main.say("")

    def on_unmount(self) -> None:
        """End the worker."""
        self.worker.stop()

    def _wake(self) -> None:
        self.post_message(self.FrameReady())

    def on_worker_app_frame_ready(self) -> None:
        """Fetch the latest Frame, or learn why there are no more."""
        if self.worker.failure is not None:
            self.exit(1)
            return
        self.show_soon()

    @property
    def nobody_waits(self) -> bool:
        """Whether Frames come by themselves, and nothing has been typed since the last."""
        frame = self.main.frame
        return frame is not None and frame.playing and not self._awaited

    def show_latest(self) -> None:
        """Show the latest Frame, and the cell of an event that it led to.

        Once it ends, none: where it is left is kept by then.
        """
        self._awaited = False
        frame = None if self.ending else self.worker.take()
        if frame is not None:
            self.main.show(frame)
            for screen in self.screen_stack[1:]:
                if isinstance(screen, Prompt):
                    screen.see(frame.snapshot)
            if frame.event is not None and frame.event.cell is not None:
                self.main.choose(frame.event.name, frame.event.cell)
                self.main.pinned = None  # the step's own cell: steps go on from there

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

    def exit(self, *args: object, **options: object) -> None:
        """End the app, and take no more keys."""
        self.ending = True
        super().exit(*args, **options)

    def end(self, status: int) -> None:
        """End the app from any thread, or from a signal, and take no more keys."""
        self.ending = True
        super().end(status)

    def action_quiz(self) -> None:
        """Ask for what a step on shows before it is shown, or no more."""
        self.main.quiz.toggle()
        self.main.repaint()

    def action_answer(self, given: Answer) -> None:
        """Answer what is asked."""
        if self.main.quiz.answer(given):
            self.main.follow()
            self.main.repaint()

    def tell(self, text: str) -> None:
        """Say something in the last line, or where a run that goes on does not take it away."""
        if self.main.frame and self.main.frame.playing:
            self.notify(text, markup=False)
        else:
            self.main.say(text)

    def reveal(self) -> bool:
        """Show what is asked for; True if something was."""
        revealed = self.main.quiz.reveal()
        if revealed:
            self.main.repaint()
        return revealed

    def pop_screen(self) -> AwaitComplete:
        """Close the topmost screen, but never the main one, however often it is asked for."""
        if len(self.screen_stack) == 1:
            return AwaitComplete()
        let_go_of_lines()
        return super().pop_screen()


def _needs_other_panes(one: Experiment, other: Experiment) -> bool:
    return one.hidden != other.hidden or one.dataset != other.dataset


def _collect_garbage() -> None:
    """Let the interpreter look for garbage from now on, but not among what is there by now."""
    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()
