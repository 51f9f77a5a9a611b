"""The app: keys become commands to the worker, and its Frames are handed to the screen."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from ..commands import (
    Command,
    Faster,
    Go,
    GoWhere,
    Jump,
    Open,
    Play,
    Restart,
    Step,
    Switch,
    Undo,
    Until,
)
from ..net.experiment import Experiment, Position, Thread
from ..net.prediction import Answer
from ..net.timeline import Timeline
from ..pace import AUTO, Pace
from ..runner import Runner
from ..runs import Run
from ..settings.settings import Settings
from .driver import Driver
from .goto import GoTo
from .help import HelpScreen
from .keys import (
    KEYS,
    MARKS,
    ON_MAIN_SCREEN,
    ON_MAP,
    displays,
    help_lines,
    last_line,
    names,
    rebound,
    title,
)
from .ordered_keys import OrderedKeysApp
from .palette import Palette
from .panes.runs import RunsPane
from .prompt import Prompt
from .screen import HEIGHTS, MAP, RUNS, WIDTHS, MainScreen
from .terminal_app import TerminalApp

if TYPE_CHECKING:  # as the lists and dialogs, it is imported when asked for
    from ..net.presets import Preset


class TrainerApp(OrderedKeysApp, TerminalApp):
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
        settings: Settings | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Open an experiment at a position, with the thread through a cell, playing or not."""
        super().__init__(driver_class=driver_class)
        self.settings = settings or Settings()
        self.set_keymap(self.settings.keys)
        self.runner = Runner(experiment, iterations=iterations, pace=pace, fps=fps, wake=self._wake)
        self.main = self.build_screen(experiment)
        self.main.key_names, self.main.digits = names(self.settings.keys), self.settings.digits
        if self.settings.theme is not None:
            self.theme = self.settings.theme
        self._first: list[Command] = []
        if at is not None:
            self._first.append(Go(at, play))
        elif play:
            self._first.append(Play(True))
        if cell is not None:
            self.main.pinned, self.main.thread = cell

    def build_screen(self, experiment: Experiment) -> MainScreen:
        """Build the screen with the panes of an experiment."""
        return MainScreen(experiment, last_line(self.bound(KEYS)))

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        """Return bindings with the keys that the settings give them."""
        return rebound(bindings, self.settings.keys)

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen with the panes."""
        return self.main

    def on_mount(self) -> None:
        """Show the start and let the worker begin."""
        if not self.begin():
            return
        frame = self.runner.take()
        assert frame is not None
        self.main.show(frame)
        self.runner.start()
        for command in self._first:
            self.runner.send(command)
        self.call_after_refresh(_collect_garbage)
        self._complain()

    def _complain(self) -> None:
        """Say the first mistake in the settings, and where to find the others."""
        first, *others = self.settings.complaints() or [""]
        if first:
            more = f"\n{len(others)} more: tinynet-tui settings [FILE]" if others else ""
            self.notify(first + more, severity="warning", timeout=20, markup=False)

    def pop_screen(self) -> AwaitComplete:
        """Close the topmost screen, but never the main one, however often it is asked for."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    def action_command_palette(self) -> None:
        """Open the palette."""
        if self.screen is self.main:
            self.push_screen(Palette(id="--command-palette"))

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
        if not self.must_wait():
            self.show_latest()

    def show_latest(self) -> None:
        """Show the latest Frame, and the cell of an event that it led to."""
        frame = self.runner.take()
        if frame is not None:
            self.main.show(frame)
            for screen in self.screen_stack[1:]:
                if isinstance(screen, Prompt):
                    screen.see(frame.moment)
            if frame.event is not None and frame.event.cell is not None:
                self.main.choose(frame.event.name, frame.event.cell)
                self.main.pinned = None  # the phase's own cell: steps go on from there

    async def open_run(
        self, experiment: Experiment, position: Position, iterations: int, note: str = ""
    ) -> None:
        """Run an experiment, anew unless it runs already, and rest at a position."""
        before, frame = self.main.experiment, self.main.frame
        self.runner.send(Open(experiment, position, iterations, note))
        if frame is not None and _needs_other_panes(before, experiment):
            # Until the worker answers, the screen shows where the new run begins.
            moment = Timeline(experiment).moment()
            start = replace(frame, moment=moment, playing=False, going=position, note="")
            await self.main.rebuild(start)

    def exit(self, *args: object, **options: object) -> None:
        """End the app, and take no more keys."""
        self.ending = True
        super().exit(*args, **options)

    # The actions.

    def action_step(self, unit: str, back: bool = False) -> None:
        """Step one phase or one iteration on or back."""
        if self._reveal():
            return
        if unit == "phase":
            self.main.follow()
        if self.main.frame and not back:
            self.main.predicting.expect(self.main.frame, unit)
        self.runner.send(Step("phase" if unit == "phase" else "iteration", back))

    def action_predict(self) -> None:
        """Ask for what a step on shows before it is shown, or no more."""
        self.main.predicting.toggle()
        self.main.repaint()

    def action_answer(self, given: Answer) -> None:
        """Answer what is asked."""
        if self.main.predicting.answer(given):
            self.main.follow()
            self.main.repaint()

    def _reveal(self) -> bool:
        """Show what is asked for; True if something was."""
        revealed = self.main.predicting.reveal()
        if revealed:
            self.main.repaint()
        return revealed

    def action_goto(self) -> None:
        """Ask where to go, and go."""
        self.push_screen(GoTo(self.main.experiment.script.names, self._go))

    def _go(self, text: str) -> None:
        """Go where a text says, from where the run is when it gets there; ValueError if nowhere."""
        frame = self.main.frame
        assert frame is not None
        moment = frame.moment
        Position.resolve(text, moment.experiment.script, moment.position, frame.furthest)
        self.runner.send(GoWhere(text))

    def action_go_home(self) -> None:
        """Go to the start."""
        self.runner.send(Go(Position()))

    def action_go_end(self) -> None:
        """Go to the furthest position reached."""
        self.runner.send(Go(None))

    def action_until(self) -> None:
        """Ask what to run until, and run."""
        # Imported when asked for, as the list below is: the first paint does not wait for them.
        from ..net.condition_text import parse
        from .until import RunUntil, offers

        assert self.main.frame is not None
        moment = self.main.frame.moment
        listed = offers(moment, self.main.thread)
        self.push_screen(
            RunUntil(listed, lambda text: self.runner.send(Until(parse(text, moment.experiment))))
        )

    def action_events(self) -> None:
        """List the events of the run so far, and go to the one that is chosen."""
        from .event_list import EventsScreen

        self._reveal()
        assert self.main.frame is not None
        moment = self.main.frame.moment
        self.push_screen(
            EventsScreen(moment, lambda position: self.runner.send(Go(position, tell=True)))
        )

    def action_jump(self, back: bool) -> None:
        """Go to the next event, or to the one before."""
        self.main.follow()
        self.runner.send(Jump(back))

    def action_play(self) -> None:
        """Play or pause."""
        self.runner.send(Play())

    def action_faster(self, rungs: int) -> None:
        """Go up or down the ladder of paces; while something is asked, answer up or down."""
        if self.main.predicting.asked:
            self.action_answer("up" if rungs > 0 else "down")
        else:
            self.runner.send(Faster(rungs))

    def action_restart(self, reseed: bool) -> None:
        """Begin again, with the next seed or the same."""
        self.runner.send(Restart(reseed))

    def action_axes(self) -> None:
        """Change the graph's axes."""
        self.main.graph.axes = self.main.graph.axes.next()

    def action_view(self, shown: str) -> None:
        """Show the run another way."""
        self.main.turn_to(shown)

    def action_map_axis(self, upright: bool) -> None:
        """Take another input for an axis of the map."""
        self.main.map.turn_axis(upright)

    def action_cross(self, rows: int, columns: int) -> None:
        """Move the map's cross-hair."""
        self.main.map.move_cross(rows, columns)

    def action_enlarge(self) -> None:
        """Enlarge the focused pane or take it back."""
        self.main.enlarge()

    def action_focus_pane(self, steps: int) -> None:
        """Go to another pane."""
        self.main.focus_pane(steps)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor, or the run in the source and the graph; while asked, answer."""
        if rows and self.main.predicting.asked:
            self.action_answer("up" if rows < 0 else "down")
        elif command := self.main.travel(rows, columns):
            self.runner.send(command)
        else:
            self.main.move_cursor(rows, columns)

    def action_story(self) -> None:
        """Tell the whole story of the weight or the neuron that is explained."""
        from .story import story_page

        self._reveal()
        if self.main.view:
            self.push_screen(story_page(self.main.view))

    def action_edit(self) -> None:
        """Change the cell that is explained, or the weight nearest to it."""
        from .editing import EditCell, editable

        self._reveal()
        view = self.main.view
        if view is None:
            return
        if self.main.shown == RUNS:
            if view.behind:
                self._open_again(view.behind)
            return
        if view.frame.playing or view.frame.errand:
            self.runner.send(Play(False))
        name, cell = editable(view.subject, view.thread, view.experiment)
        self.push_screen(EditCell(view.moment, name, cell, self.runner.send))

    def action_switch(self) -> None:
        """Switch the weight or the neuron that is explained off, or on again."""
        from .editing import switchable

        self._reveal()
        view = self.main.view
        target = switchable(view.subject, view.thread, view.experiment) if view else None
        if target:
            self.runner.send(Switch(*target))
        else:
            self.main.say("output neurons stay on: weights, inputs and hidden neurons are switched")

    def action_undo(self, again: bool) -> None:
        """Take the last change by hand back, or make it again."""
        self.runner.send(Undo(again))

    def action_options(self) -> None:
        """Ask for data, hidden size, alpha, seed and iterations, and run that."""
        from .options import OptionsScreen

        self._reveal()
        frame = self.main.frame
        assert frame is not None
        experiment = frame.moment.experiment
        self.push_screen(
            OptionsScreen(experiment, frame.iterations, self._begin_run, self.action_presets)
        )

    def _begin_run(self, experiment: Experiment, iterations: int) -> None:
        """Run other settings from the start; with other iterations only, go on where it stands."""
        frame = self.main.frame
        assert frame is not None
        moment = frame.moment
        same = experiment == moment.experiment
        look = "" if experiment.dataset == moment.experiment.dataset else experiment.dataset.look
        position = moment.position if same else Position()
        self.call_next(self._open_and_say, experiment, position, iterations, None, look)

    def _open_again(self, run: Run) -> None:
        """Open a run of the list, where it was left."""
        arguments = (run.experiment, run.position, run.iterations, None, f"run {run.number} again")
        self.call_next(self._open_and_say, *arguments)

    def on_runs_pane_opened(self, message: RunsPane.Opened) -> None:
        """Open the run that was clicked."""
        self._open_again(message.run)

    def action_presets(self) -> None:
        """List settings worth a look, and open the one that is chosen."""
        from .presets import PresetsScreen

        self._reveal()
        self.push_screen(PresetsScreen(self._open_preset))

    def _open_preset(self, preset: Preset) -> None:
        place = preset.thread
        arguments = (preset.experiment, preset.position, preset.iterations, place, preset.title)
        self.call_next(self._open_and_say, *arguments)

    async def _open_and_say(
        self,
        experiment: Experiment,
        position: Position,
        iterations: int,
        place: tuple[str, Thread] | None,
        note: str,
    ) -> None:
        await self.open_run(experiment, position, iterations, note)
        self.main.pinned, self.main.thread = place or (None, Thread())
        self.main.repaint()

    def action_ask(self) -> None:
        """Ask the network: open the pane for it, go there, or close it."""
        self._reveal()
        self.call_next(self.main.ask)  # before the next key, and never twice at once

    def action_copy(self) -> None:
        """Copy the command that reopens these numbers, and show it."""
        from .copying import command, copied_page

        if self.main.view:
            self.push_screen(copied_page(self, command(self.main.view)))

    def action_save(self) -> None:
        """Ask what to save, and under which name; nothing is written before."""
        from .copying import command
        from .picture import Picture
        from .saving import SaveAs

        if self.main.view:
            words = command(self.main.view)
            picture = Picture.of(self.main, words)
            self.push_screen(SaveAs(self.main.view.moment, words, picture, self._tell))

    def _tell(self, text: str) -> None:
        """Say something in the last line, or where a run that goes on does not take it away."""
        if self.main.frame and self.main.frame.playing:
            self.notify(text, markup=False)
        else:
            self.main.say(text)

    def action_slope(self) -> None:
        """Compare the weight's slope with one that is measured."""
        from .slope import slope_page

        self._reveal()
        if self.main.view:
            self.push_screen(slope_page(self.main.view))

    def action_leave(self) -> None:
        """Leave what is topmost: a question, a way, a cross-hair, an enlarged pane, a cell."""
        if self._reveal():
            return
        if self.main.frame and self.main.frame.errand:
            self.runner.send(Play(False))
        elif self.main.shown == MAP and self.main.map.leave_cross():
            return
        elif self.main.enlarged:
            self.main.enlarge()
        elif self.main.asking:
            self.call_next(self.main.stop_asking)
        else:
            self.main.follow()
            if self.main.frame:
                self.main.show(self.main.frame)

    def action_help(self) -> None:
        """Explain the keys and the panes."""
        self.push_screen(HelpScreen(*self.help_sections()))

    def help_sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what the help explains: headings, and names with a line each."""
        panes = [(pane.caption, pane.help) for pane in self.main.every_pane]
        return [("keys", help_lines(self.bound(KEYS))), ("panes", panes), ("marks", MARKS)]

    async def action_quit(self) -> None:
        """Quit."""
        self.exit(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys of the main screen from what lies above it."""
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

    def _caller(self, action: str) -> Callable[[], None]:
        def call() -> None:
            self.call_next(self.run_action, action)

        return call


def _needs_other_panes(one: Experiment, other: Experiment) -> bool:
    return one.hidden != other.hidden or one.dataset != other.dataset


def _collect_garbage() -> None:
    """Let the interpreter look for garbage from now on, but not among what is there by now."""
    gc.freeze()
    gc.enable()
