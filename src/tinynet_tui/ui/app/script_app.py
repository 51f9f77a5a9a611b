"""The app for a script: keys become commands to its worker, whose Frames are shown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.lab.lab import Visit
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.garbage import collect_garbage
from tinynet_tui.ui.keys.last_line import Key, last_line
from tinynet_tui.ui.keys.names import displays, names
from tinynet_tui.ui.keys.table import ON_MAIN_SCREEN, title
from tinynet_tui.ui.screen.layout import HEIGHTS, WIDTHS
from tinynet_tui.ui.screen.script_screen import ScriptScreen
from tinynet_tui.wire.app import WireApp
from tinynet_tui.worker.commands import AtSpeed, Faster, GoWhere, Jump, Move, Play, Restart, Undo
from tinynet_tui.worker.scripts.commands import OpenAgain
from tinynet_tui.worker.scripts.worker import ScriptWorker
from tinynet_tui.worker.speed import LADDER, by_name

from .key_order import KeyOrder
from .script_frames import ScriptFrames
from .script_keys import IN_LAST_LINE, script_keys
from .script_lab import ScriptLab

if TYPE_CHECKING:  # its view is not there before it is wanted
    from tinynet_tui.ui.panes.past_runs import RunsPane


class ScriptApp(ScriptLab):
    """The trainer with a script of the user."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*script_keys()]
    ALLOW_SELECT = False
    worker: ScriptWorker

    class FrameReady(Message):
        """The worker has made a Frame, or has failed."""

    def __init__(
        self,
        worker: ScriptWorker,
        *,
        command: Sequence[str],
        settings: Settings | None = None,
        greeting: str = "",
        visit: Visit | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Show what a worker runs, which has been started; `command` opens it, but for `--at`.

        The greeting is shown until a key is pressed.
        """
        self.prepare_hunt(visit)
        self.settings, self.kiosk = settings or Settings(), False
        self._greeting = greeting
        self._command = command
        WireApp.__init__(self, driver_class=driver_class, ascii=bool(self.settings.ascii))
        self.set_keymap(self.settings.keys)
        self.worker = worker
        self.main = self.build_screen(last_line(self.bound(script_keys()), IN_LAST_LINE))
        self.main.key_names, self.main.ascii = names(self.settings.keys), self.ascii
        self.main.digits = self.settings.digits
        if self.settings.theme is not None:
            self.theme = self.settings.theme
        over_ssh = "SSH_CONNECTION" in os.environ
        self.frames = ScriptFrames(self, spares_link=over_ssh and not self.settings.steady)
        self.key_order = KeyOrder(self, self.before_key, self.key_tables())

    @property
    def is_untouched(self) -> bool:
        """True when there is nothing to be resumed: it stands as something else opened it."""
        frame = self.main.frame
        return frame is not None and frame.is_outdated

    @property
    def has_opened(self) -> bool:
        frame = self.main.frame
        return frame is not None and frame.plan is not None

    def build_screen(self, keys: list[Key]) -> ScriptScreen:
        return ScriptScreen(keys)

    def key_tables(self) -> list[list[Binding]]:
        """Return the keys of the main screen, in tables of which the latter counts."""
        return [self.bound(script_keys())]

    def get_default_screen(self) -> Screen[None]:
        return self.main

    def begin(self) -> None:
        if not self.begin_hunt():
            self.greet()
        for complaint in self.settings.complaints()[:1]:
            self.notify(complaint, severity="warning", timeout=20, markup=False)
        self.worker.wake = self._wake
        self._wake()
        self.call_after_refresh(collect_garbage)

    def greet(self) -> None:
        if self._greeting:
            self.notify(self._greeting, timeout=30, markup=False)

    async def on_event(self, event: events.Event) -> None:
        await self.key_order.deal_with(event, super().on_event)

    def before_key(self) -> None:
        """Clear the last line's message, and expect a Frame."""
        self.frames.awaited = True
        if self.screen is self.main:
            self.main.say("")
        if self._greeting and self.screen is self.main:
            self.clear_notifications()
            self._greeting = ""

    def _wake(self) -> None:
        self.post_message(self.FrameReady())

    def on_script_app_frame_ready(self) -> None:
        if self.worker.failure is not None:
            self.exit(self.told(self.worker.failure)[1])
        else:
            self.frames.show_soon()

    def told(self, failure: BaseException) -> tuple[str, int]:
        return told(self.worker, failure) or super().told(failure)

    def line_is_free(self) -> None:
        self.frames.show_if_due()

    def on_unmount(self) -> None:
        self.stop_comparing()
        self.await_comparing()
        self.worker.stop(timeout=3)  # it writes the script's files

    # The keys.

    def action_step(self, unit: str, back: bool = False) -> None:
        if self.main.reveal():
            return
        if unit == "step":
            self.main.follow()
        if self.main.frame is not None and not back:
            self.main.quiz.expect(self.main.frame, unit)
        self.send(Move("step" if unit == "step" else "iteration", back))

    def action_play(self) -> None:
        self.send(Play())

    def action_faster(self, steps: int) -> None:
        """Play faster or slower; during a quiz, answer up or down."""
        if self.main.quiz.takes_arrows:
            self.main.answer("up" if steps > 0 else "down")
        else:
            self.send(Faster(steps))

    def action_quiz(self) -> None:
        if self.main.quiz.on:
            self.main.reveal()
        self.main.quiz.toggle()
        self.main.repaint()

    def action_answer(self, given: Answer) -> None:
        self.main.answer(given)

    def action_speed(self, name: str) -> None:
        self.send(AtSpeed(by_name(name)))

    def action_restart(self, reseed: bool) -> None:
        self.send(Restart(reseed))

    def action_go_home(self) -> None:
        self.send(GoWhere("start"))

    def action_go_end(self) -> None:
        self.send(GoWhere("end"))

    def action_jump(self, back: bool) -> None:
        self.send(Jump(back))

    def action_undo(self, again: bool) -> None:
        self.send(Undo(again=again))

    def action_undo_all(self) -> None:
        self.send(Undo(every=True))

    def action_view(self, shown: str) -> None:
        self.call_next(self.main.turn_to, shown)  # before the next key

    def action_map_axis(self, upright: bool) -> None:
        """Show another input on an axis of the map."""
        if self.main.map is None:
            self.tell("that is for the decision map: 3 shows it")
        else:
            self.main.map.turn_axis(upright)
            self.main.repaint()

    def action_map_hidden(self) -> None:
        """Show what each hidden neuron sees, or the map alone again."""
        if self.main.map is None:
            self.tell("what each hidden neuron sees is for the decision map: 3 shows it")
        else:
            self.main.split_map()

    def action_cross(self, rows: int, columns: int) -> None:
        """Move the map's cross-hair."""
        if self.main.map is None:
            self.tell("the cross-hair is for the decision map: 3 shows it")
        else:
            self.main.map.move_cross(rows, columns)
            self.main.repaint()

    def action_what_if(self) -> None:
        """Open the what-if pane, focus it or close it."""
        self.call_next(self.main.ask)  # before the next key, and never twice at once

    def on_script_panes_wanted(self, message: ScriptScreen.Wanted) -> None:
        self.send(message.command)

    def on_runs_pane_opened(self, message: RunsPane.Opened) -> None:
        self.send(OpenAgain(message.number))

    def action_turn(self) -> None:
        if self.main.map is not None:
            self.action_map_axis(True)
        else:
            self.tell(self.main.turn())

    def action_axes(self) -> None:
        self.main.graph.turn_axes()

    def action_enlarge(self) -> None:
        self.main.enlarge()

    def action_focus_pane(self, steps: int) -> None:
        self.main.focus_pane(steps)

    def action_move(self, rows: int, columns: int) -> None:
        if rows and self.main.quiz.takes_arrows:
            self.main.answer("up" if rows < 0 else "down")
            return
        command = self.main.move(rows, columns)
        if command is not None:
            self.send(command)

    def action_leave(self) -> None:
        if self.main.reveal():
            return
        if self.main.frame is not None and self.main.frame.job:
            self.send(Play(False))
        else:
            self.main.leave()

    async def action_quit(self) -> None:
        if self.may_quit is None or self.may_quit():
            self.exit(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow the main screen's actions only while no dialog covers it."""
        on_main = action in ON_MAIN_SCREEN or action == "turn"
        return self.screen is self.main or not on_main

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the entries of the palette: every key's action, and the speeds."""
        yield from self.own_commands
        for binding in self.bound(script_keys()):
            if binding.id not in ("palette", "leave", "quit.always"):
                run = partial(self.run_action, binding.action)
                yield SystemCommand(title(binding), f"key {displays(binding)}", run)
        for speed in LADDER:
            run = partial(self.run_action, f"speed({speed.name!r})")
            yield SystemCommand(f"speed {speed.name}", f"play at {speed.meaning}", run)


def told(worker: ScriptWorker, failure: BaseException) -> tuple[str, int] | None:
    """Return the line about a script that cannot be opened, and the exit status."""
    if isinstance(failure, Refusal):
        line = "" if failure.line is None else f":{failure.line}"
        return f"{worker.name}{line}: {failure.reason}{failure.hint}", 2
    if isinstance(failure, ValueError) and not worker.is_open:
        return str(failure), 2
    return None
