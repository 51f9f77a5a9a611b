"""The dialogs of the app for a script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from tinynet_tui.blame.hop import Place
from tinynet_tui.engine.plan import Choice
from tinynet_tui.slopes.judged import Verdict
from tinynet_tui.worker.commands import GoWhere, Play
from tinynet_tui.worker.scripts.commands import (
    CheckSlopes,
    OpenAgain,
    Put,
    Rerun,
    RunUntil,
    ScriptCommand,
    TellStory,
    Turn,
)
from tinynet_tui.worker.scripts.conditions import parse
from tinynet_tui.worker.scripts.numbers import cell_named
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.scripts.story import Story
from tinynet_tui.worker.scripts.worker import ScriptWorker

from .script_help import ScriptHelp

if TYPE_CHECKING:
    from tinynet_tui.collection.collection import Collected


class ScriptDialogs(ScriptHelp):
    """Opens dialogs on the screen of a script."""

    worker: ScriptWorker
    _command: Sequence[str]
    """The words of the command that opens the script, but for `--at`."""
    lists_scripts = True
    """False where no script of the collection can be opened in the place of this one."""
    onward_to = ""
    """The script of the collection that is to be opened next."""

    # The worker.

    def send(self, command: ScriptCommand) -> None:
        self.worker.send(command)

    def tell(self, text: str) -> None:
        """Show a message in the last line."""
        self.main.say(text)

    # The dialogs.

    def action_goto(self) -> None:
        from tinynet_tui.ui.dialogs.goto import GoTo, hint_for

        frame = self.main.frame
        if frame is not None and frame.plan is not None:
            steps = tuple(frame.plan.writers)
            self.push_screen(GoTo(steps, self.go_to, hint_for(steps)))

    def go_to(self, text: str) -> None:
        """Go to a position as `g` has it, also to a number: `w[0,1]`; ValueError if it is none."""
        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        before, _, number = text.rpartition(":")
        name, is_number, _ = number.strip().partition("[")
        is_given = not before and name in frame.forms and name not in frame.plan.writers
        if not (is_number and is_given):
            resolve(text, frame.plan, frame.where, frame.furthest)
        if not is_number:
            self.send(GoWhere(text))
            return
        label, cell = cell_named(frame.forms, number.strip())
        if is_given:
            self.main.choose_place(Place(label, cell, *frame.where))
        else:
            self._go_there(text.partition("[")[0], label, cell)

    def _go_there(
        self,
        text: str,
        label: str = "",
        cell: tuple[int, ...] = (),
        note: str = "",
        **kept: bool,
    ) -> None:
        """Go where a dialog leads; the cursor goes to the number that it names.

        If it names none, that is the first number written there.
        """
        self.main.arrive(**kept)
        if label:
            self.main.aim(label, cell, note)
        self.go_to(text)

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
        if self.main.runs is not None:
            view = self.main.view
            if view is not None and view.behind is not None:
                self.send(OpenAgain(view.behind.number))
            return
        found = self.main.edited()
        if isinstance(found, str):
            self.tell(found)
        else:
            target, old, whole = found
            self.send(Play(False))
            put = partial(self._put, target)
            self.push_screen(EditNumber(target, old, whole, put))

    def action_switch(self) -> None:
        """Switch the weight or neuron under the cursor off or on."""
        self._turn(holds=False)

    def action_freeze(self) -> None:
        """Hold the number under the cursor at its value, or let it be trained again."""
        self._turn(holds=True)

    def _turn(self, *, holds: bool) -> None:
        self.main.reveal()
        try:
            target = self.main.frozen() if holds else self.main.switched()
        except ValueError as why:
            if self.main.frame is not None and self.main.frame.until:
                self.send(Play(False))  # as if there were something to turn
            self.tell(str(why))
        else:
            self.main.pin()
            self.send(Turn(target, holds))

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
            self.push_screen(
                ScriptEvents(frame.happenings, frame.where, frame.line, self._go_there)
            )
        else:
            self.tell("no events so far")

    def action_options(self) -> None:
        """Ask for other settings of the script."""
        from tinynet_tui.ui.dialogs.script_options import ScriptOptions

        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        plan = frame.plan
        seed = plan.seed if plan.seeded else frame.choice.seed or 0
        choice, error = frame.choice, plan.error
        others = self._list_scripts if self.lists_scripts else None
        self.push_screen(
            ScriptOptions(choice, plan.settings, seed, plan.loop, error, self._rerun, others)
        )

    def _list_scripts(self) -> None:
        """List the scripts of the collection, to open one in the place of this."""
        from tinynet_tui.collection.collection import COLLECTION
        from tinynet_tui.ui.dialogs.presets import PresetsScreen

        self.push_screen(PresetsScreen(self._open_other, COLLECTION, "scripts"))

    def _open_other(self, one: Collected) -> None:
        self.onward_to = one.name
        self.exit(0)

    def _rerun(self, choice: Choice) -> None:
        self.send(Rerun(choice))

    def reopening(self) -> list[str]:
        """Return the words of the command that opens these numbers; none before the loop."""
        frame, view = self.main.frame, self.main.view
        if frame is None or view is None or frame.plan is None:
            return []
        words = [*self._command, "--at", view.position_text]
        if self.main.pinned is not None and not isinstance(found := self.main.edited(), str):
            words += ["--cell", found[0]]
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

        if (frame := self.main.frame) is not None and frame.is_outdated:
            self.tell("no command opens these numbers: the file has another text now")
        elif words := self.reopening():
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
            self.push_screen(
                ScriptStory(story, frame.where.iteration, partial(self._go_there, number=True))
            )

    def action_gradient(self) -> None:
        """Check the slopes of all weights, then show what was found."""
        self.main.reveal()
        frame = self.main.frame
        if frame is not None and frame.plan is not None:
            self.send(CheckSlopes())

    def show_slopes(self, found: Verdict) -> None:
        from tinynet_tui.ui.dialogs.script_slopes import ScriptSlopes

        frame = self.main.frame
        if frame is not None and self.screen is self.main:
            self.main.pin()
            self.push_screen(ScriptSlopes(found, frame, self._go_there, self.size.width))

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
