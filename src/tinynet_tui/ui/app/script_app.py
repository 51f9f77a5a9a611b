"""The app for a script: keys become commands to its worker, whose Frames are shown."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.garbage import collect_garbage
from tinynet_tui.ui.keys.last_line import Key, last_line
from tinynet_tui.ui.keys.names import displays, names
from tinynet_tui.ui.keys.table import KEYS, ON_MAIN_SCREEN, rebound, title
from tinynet_tui.ui.screen.layout import HEIGHTS, WIDTHS
from tinynet_tui.ui.screen.script_screen import ScriptScreen
from tinynet_tui.wire.app import WireApp
from tinynet_tui.worker.commands import AtSpeed, Faster, GoWhere, Jump, Move, Play, Restart, Undo
from tinynet_tui.worker.scripts.commands import Put, Rerun, RunUntil, ScriptCommand, TellStory
from tinynet_tui.worker.scripts.conditions import parse
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.scripts.story import Story
from tinynet_tui.worker.scripts.worker import ScriptWorker
from tinynet_tui.worker.speed import LADDER, by_name

from .base_app import TerminalApp
from .frames import Pacing
from .key_order import KeyOrder

TOLD = {
    "restart": "start again, with the file's new text if it was saved",
    "home": "go to the start",
    "goto": "go to a position: 254, 254:7, 254:l1_error, +1000, end",
    "copy": "copy the command that opens exactly these numbers",
    "events": "list what is odd, and where the error rises; go to one",
    "until": "run until something comes true: error < 0.1, w[0,1], w[0,1] > 2, for example",
    "options": "options: the seed, the numbers in the script, its loop, its error",
    "story": "the story of the number: its values over the iterations so far",
    "save": "save the errors, the numbers at this position or the screen",
    "edit": "edit the number: a cell of an array, or a variable",
}
"""What keys do here, where that is something else than for the built-in network."""
WORKING = (
    *("step.line", "step.iteration", "back.line", "back.iteration", "play", "faster", "slower"),
    *("reseed", "restart", "goto", "home", "end", "quiz", "answer.same", "until"),
    *("edit", "undo", "undo.all", "redo", "events", "event.previous", "event.next"),
    *("options", "copy", "save", "story", "what-if", "axes", "enlarge"),
    *("view.numbers", "view.network", "view.map", "map.across"),
    *("cross.up", "cross.down", "cross.left", "cross.right"),
    *("up", "down", "left", "right", "next", "previous", "leave", "help", "palette"),
    *("suspend", "quit", "quit.always"),
)
"""The ids of the keys that work for a script."""
TURN = Binding(
    "v",
    "turn",
    "output",
    id="map.up",
    tooltip="the graph, the output, other variables; on the map: the vertical axis",
)
LATER = {
    "switch": "switching off",
    "freeze": "freezing",
    "view.runs": "past runs",
    "view.landscape": "the landscape",
    "map.hidden": "the maps of hidden neurons",
    "gradient": "the gradient check",
}
"""The ids of the keys that do not work for a script yet."""
WHY = {
    "switching off": "a script's weights cannot be switched off: enter sets one to 0",
    "freezing": "a script's weights cannot be frozen: enter changes one",
    "the gradient check": "the gradient check is for the built-in network so far",
    "the landscape": "the landscape is of the built-in network's error",
}
"""Why these are not for a script, and what to do instead."""
IN_LAST_LINE = (
    *("step.line back.line", "step.iteration back.iteration", "play", "goto", "reseed"),
    *("help", "quit", "faster slower", "enlarge", "map.up", "axes"),
)


def script_keys() -> list[Binding]:
    """Return the keys that work for a script."""
    by_id = {key.id: key for key in KEYS}
    found = []
    for id in WORKING:
        key = by_id[id]
        tooltip = TOLD.get(id, key.tooltip)
        found.append(replace(key, tooltip=tooltip))
        if id == "copy":
            found.append(TURN)
    return found


def _later() -> list[Binding]:
    return [
        Binding(key.key, f"later('{LATER[key.id]}')", id=key.id)
        for key in KEYS
        if key.id is not None and key.id in LATER
    ]


class ScriptFrames(Pacing):
    """Shows the Frames of a script."""

    def __init__(self, app: ScriptApp, *, spares_link: bool) -> None:
        super().__init__(app, spares_link=spares_link)
        self._script_app = app
        self._story: Story | None = None
        """The story that was shown last."""

    @property
    def _plays(self) -> bool:
        frame = self._script_app.main.frame
        return frame is not None and frame.playing

    def show_latest(self) -> None:
        self.awaited = False
        frame = None if self._app.ending else self._script_app.worker.take()
        if frame is not None:
            self._app.call_next(self._script_app.main.show, frame)
            if frame.story is not None and frame.story is not self._story:
                self._app.call_next(self._script_app.show_story, frame.story)
            self._story = frame.story


class ScriptApp(TerminalApp):
    """The trainer with a script of the user."""

    TITLE = "tinynet"
    CSS_PATH = "tinynet.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*script_keys(), *_later()]
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
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Show what a worker runs, which has been started; `command` opens it, but for `--at`."""
        self.settings, self.kiosk = settings or Settings(), False
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
        chosen = {key for keys in self.settings.keys.values() for key in keys.split(",")}
        self._key_order = KeyOrder(self, self.before_key, chosen)

    def build_screen(self, keys: list[Key]) -> ScriptScreen:
        return ScriptScreen(keys)

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        return rebound(bindings, self.settings.keys)

    def get_default_screen(self) -> Screen[None]:
        return self.main

    def begin(self) -> None:
        for complaint in self.settings.complaints()[:1]:
            self.notify(complaint, severity="warning", timeout=20, markup=False)
        self.worker.wake = self._wake
        self._wake()
        self.call_after_refresh(collect_garbage)

    async def on_event(self, event: events.Event) -> None:
        await self._key_order.deal_with(event, super().on_event)

    def before_key(self) -> None:
        """Clear the last line's message, and expect a Frame."""
        self.frames.awaited = True
        if self.screen is self.main:
            self.main.say("")

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
        self.worker.stop()

    def send(self, command: ScriptCommand) -> None:
        self.worker.send(command)

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
        if self.main.quiz.asked:
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

    def action_goto(self) -> None:
        from tinynet_tui.ui.dialogs.goto import GoTo

        frame = self.main.frame
        if frame is not None and frame.plan is not None:
            self.push_screen(GoTo(tuple(frame.plan.writers), self._go))

    def _go(self, text: str) -> None:
        """Go to a position given as text; raises ValueError if it is none."""
        frame = self.main.frame
        if frame is not None and frame.plan is not None:
            resolve(text, frame.plan, frame.where, frame.furthest)
            self.send(GoWhere(text))

    def action_until(self) -> None:
        """Ask what to run until."""
        from tinynet_tui.ui.dialogs.run_until import RunUntil as Dialog
        from tinynet_tui.ui.dialogs.script_until import beginnings, offers

        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        if frame.until:
            self.send(Play(False))  # a second one asks anew
        plan = frame.plan

        def run_until(text: str) -> None:
            self.send(RunUntil(parse(text, plan, frame.forms)))

        found = self.main.edited()
        cursor = "" if isinstance(found, str) else found[0]
        self.push_screen(Dialog(offers(frame, cursor), beginnings(frame), run_until))

    def action_edit(self) -> None:
        """Ask for another value of the number under the cursor."""
        from tinynet_tui.ui.dialogs.script_edit import EditNumber

        self.main.reveal()
        found = self.main.edited()
        if isinstance(found, str):
            self.tell(found)
        else:
            target, old, whole = found
            self.send(Play(False))
            put = partial(self._put, target)
            self.push_screen(EditNumber(target, old, whole, put))

    def _put(self, target: str, value: float) -> None:
        self.send(Put(target, value))

    def action_events(self) -> None:
        """List what has happened so far."""
        from tinynet_tui.ui.dialogs.script_events import ScriptEvents

        self.main.reveal()
        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        if frame.playing:
            self.send(Play(False))
            self.tell("paused: e lists the events")
        elif frame.happenings:
            self.push_screen(ScriptEvents(frame.happenings, frame.where, self._go))
        else:
            self.tell("no events so far: no rise of the error, nothing odd")

    def action_jump(self, back: bool) -> None:
        self.send(Jump(back))

    def action_options(self) -> None:
        """Ask for other settings of the script."""
        from tinynet_tui.ui.dialogs.script_options import ScriptOptions

        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        plan = frame.plan
        seed = plan.seed if plan.seeded else frame.choice.seed or 0
        self.push_screen(ScriptOptions(frame.choice, plan.settings, seed, plan.loop, self._rerun))

    def _rerun(self, choice: Choice) -> None:
        self.send(Rerun(choice))

    def action_undo(self, again: bool) -> None:
        self.send(Undo(again=again))

    def action_undo_all(self) -> None:
        self.send(Undo(every=True))

    def reopening(self) -> list[str]:
        """Return the words of the command that opens these numbers; none before the loop."""
        frame, view = self.main.frame, self.main.view
        if frame is None or view is None or frame.plan is None:
            return []
        words = [*self._command, "--at", view.position_text]
        chosen = frame.choice
        for option, value in (
            ("--seed", chosen.seed),
            ("--loop", chosen.loop),
            ("--error", chosen.error),
        ):
            words += [] if value is None else [option, str(value)]
        for name, number in (chosen.lets or {}).items():
            words += ["--let", f"{name}={number!r}"]
        for edit in frame.edits:
            words += ["--set", edit.text]
        return words

    def action_copy(self) -> None:
        """Copy the command that opens these numbers, and show it."""
        from tinynet_tui.ui.dialogs.copy import copied_page

        if words := self.reopening():
            self.push_screen(copied_page(self, words, self.size.width))

    def action_story(self) -> None:
        """Read the story of the number under the cursor, then show it."""
        self.main.reveal()
        frame, found = self.main.frame, self.main.edited()
        if frame is None or frame.plan is None:
            return
        if isinstance(found, str):
            self.tell(found)
        elif (name := self.main.variable) not in frame.plan.writers:
            self.tell(f"{name} is given: the loop does not change it, so it has no story")
        else:
            self.send(TellStory(found[0]))

    def show_story(self, story: Story) -> None:
        from tinynet_tui.ui.dialogs.script_story import ScriptStory

        frame = self.main.frame
        if frame is not None and self.screen is self.main:
            self.main.pin()
            self.push_screen(ScriptStory(story, frame.where.iteration, self._go))

    def action_save(self) -> None:
        """Ask what to save and under which name; nothing is written before."""
        from tinynet_tui.ui.dialogs.save import SaveAs
        from tinynet_tui.ui.dialogs.screenshot import Picture
        from tinynet_tui.ui.dialogs.script_save import exports

        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        self.main.reveal()
        listed = exports(frame, Picture.of(self.main, self.reopening()))
        self.push_screen(SaveAs(listed, PurePath(frame.name).stem, self.tell))

    def action_view(self, shown: str) -> None:
        self.call_next(self.main.turn_to, shown)  # before the next key

    def action_map_axis(self, upright: bool) -> None:
        """Show another input on an axis of the map."""
        if self.main.map is None:
            self.tell("that is for the decision map: 3 shows it")
        else:
            self.main.map.turn_axis(upright)
            self.main.repaint()

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

    def action_turn(self) -> None:
        if self.main.map is not None:
            self.action_map_axis(True)
        else:
            self.tell(self.main.turn())

    def action_later(self, what: str) -> None:
        self.tell(WHY.get(what, f"{what}: not for your own scripts yet"))

    def action_axes(self) -> None:
        self.main.graph.turn_axes()

    def action_enlarge(self) -> None:
        self.main.enlarge()

    def action_focus_pane(self, steps: int) -> None:
        self.main.focus_pane(steps)

    def action_move(self, rows: int, columns: int) -> None:
        if rows and self.main.quiz.asked:
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

    def action_help(self) -> None:
        from tinynet_tui.ui.dialogs.help import HelpScreen, key_sections

        panes = [
            ("source", self.main.source.help),
            ("arrays", ARRAYS),
            *(
                (pane.caption, pane.help)
                for pane in self.main.panes
                if pane.help and pane is not self.main.source and pane not in self.main.arrays
            ),
        ]
        keys = key_sections(self.bound(script_keys()))
        self.push_screen(HelpScreen(*self.more_help(), *keys, ("panes", panes), ("marks", MARKS)))

    def more_help(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        """Return sections of the help that come first."""
        return []

    def action_command_palette(self) -> None:
        from tinynet_tui.ui.dialogs.palette import Palette

        if self.screen is self.main:
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        self.exit(0)

    def action_suspend_process(self) -> None:
        if self.wire is None or not self.wire.can_suspend:
            self.tell("cannot suspend: there is no shell to return to")
        else:
            os.kill(0, signal.SIGTSTP)

    def tell(self, text: str) -> None:
        """Show a message in the last line."""
        self.main.say(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow the main screen's actions only while no dialog covers it."""
        on_main = action in ON_MAIN_SCREEN or action in ("turn", "later")
        return self.screen is self.main or not on_main

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the entries of the palette: every key's action, and the speeds."""
        for binding in self.bound(script_keys()):
            if binding.id not in ("palette", "leave", "quit.always"):
                run = partial(self.run_action, binding.action)
                yield SystemCommand(title(binding), f"key {displays(binding)}", run)
        for speed in LADDER:
            run = partial(self.run_action, f"speed({speed.name!r})")
            yield SystemCommand(f"speed {speed.name}", f"play at {speed.meaning}", run)


ARRAYS = "above: what goes forward; below: what comes back; tab reaches those without room"
MARKS = [
    ("►  •", "just written; just read by that line"),
    ("!", "the line that raised an exception; in the explanation, what NumPy does in silence"),
    ("reverse", "the cursor: this number is explained"),
    ("dim, (253)", "from an earlier round of the loop: of iteration 253"),
    ("·", "no value yet"),
    ("×10⁻³", "in a title: multiply all numbers of the array by it"),
    ("↕0–3 of 64", "the rows in view, and how many there are; ↔ the same for columns"),
    ("speed", "steps/s or iterations/s; auto: faster and faster; max: as fast as possible"),
]


def told(worker: ScriptWorker, failure: BaseException) -> tuple[str, int] | None:
    """Return the line about a script that cannot be opened, and the exit status."""
    if isinstance(failure, Refusal):
        line = "" if failure.line is None else f":{failure.line}"
        return f"{worker.name}{line}: {failure.reason}", 2
    if isinstance(failure, ValueError) and not worker.is_open:
        return f"--at: {failure}", 2
    return None
