"""What makes a script's run another one: edits, other settings, another text, a past run."""

from __future__ import annotations

from abc import ABC
from dataclasses import replace
from math import isnan

from tinynet_tui.blame.hop import Hops
from tinynet_tui.engine.edits import Edit, first_change, states
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.worker.commands import Undo

from .chosen import against, difference
from .commands import Beside, Put, Stand, Turn
from .entering import ScriptEntering
from .numbers import number
from .position import Target, resolve
from .saved_file import stamp
from .script import Script


class ScriptChanges(ScriptEntering, ABC):
    """Changes the run, and keeps the one before among the past runs."""

    # Other runs.

    def _restart(self, choice: Choice | None = None, *, reseed: bool = False) -> None:
        """Begin again; with other settings or another text, return to where it was."""
        was_playing, chooses, said = self._playing, choice is not None, ""
        self._stop()
        old, here, shown, furthest = self.script, self._here, self._shown, self._furthest
        has_changed = stamp(self._path) != old.stamp
        try:
            choice = choice or (old.reseeded() if reseed else old.choice)
            if chooses and choice == old.choice and not has_changed:
                self._note = "nothing was changed: R starts again"
                self._playing = was_playing
                return
            if has_changed and (choice.lets or choice.seed is not None):
                choice, said = self._chosen_for_new_text(choice)
            new = self._opened(choice)
        except ValueError as error:
            self._note = str(error)
            self._playing = was_playing
            return
        except Refusal as refusal:
            name = self._path.name
            where = f"{name}:{refusal.line}" if refusal.line else name
            self._shown = shown
            self._note = f"{where}: {refusal.reason}; the old run stays"
            if self._has_command():  # for whose sake it was cut off
                self._cut_off = self._note
            self._told = stamp(self._path)
            return
        self._past.leave(old, here, furthest)
        self._change_to(new)
        self._told = new.stamp
        notes = ["this is the file's new text"] * has_changed
        if chooses and (words := difference(choice, old.choice)):
            notes.append(f"run again from the start with {words}")
        note = "; ".join(filter(None, [*notes, said]))
        if not reseed and notes and choice.loop == old.choice.loop:
            self._begin(Target(*here), note=note, then_play=was_playing)
        else:
            self._note = note or self._note
            if was_playing:
                self._play(True)

    def _chosen_for_new_text(self, choice: Choice) -> tuple[Choice, str]:
        """Return what of a choice holds for the file's new text, and what is said of it."""
        old = self.script
        new = Script(self._path, replace(choice, lets=None), self._interrupted)
        new.close()
        return against(choice, old.choice, old.plan, new.plan)

    def _change_to(self, new: Script) -> None:
        """Run another script, or the same one otherwise, in the place of the present one."""
        self.script.close()
        self._script, self._choice = new, new.choice
        self._furthest, self._end = Where(0, 1), None
        self._at_raise = self._ended = False

    def _open_again(self, number: int) -> None:
        """Go back to a past run."""
        self._stop()
        run = next((one for one in self._past.kept if one.number == number), None)
        if run is None:
            self._note = f"run {number} is no longer kept"
            return
        old, shown = self.script, self._shown
        here, furthest, edits = self._here, self._furthest, self._edits
        experiment, self._edits = run.experiment, [*run.experiment.edits]
        try:
            new = self._opened(experiment.choice, (experiment.data, run.stamp))
        except Refusal as refusal:
            self._shown, self._edits = shown, edits
            self._note = f"run {number} does not begin any more: {refusal.reason}"
            return
        self._past.leave(old, here, furthest)
        self._change_to(new)
        self._undone.clear()
        new.recall(run.errors)
        self._furthest, self._told = max(run.furthest, Where(0, 1)), stamp(self._path)
        other = "" if self._told == run.stamp else ", with the text that the file had then"
        note = f"opened run {number} again{other}"
        self._begin(Target(*max(run.position, Where(0, 1))), note=note)

    # Edits.

    def _stand_as(self, command: Stand) -> None:
        """Take over the edits of another screen, and stand where it does."""
        self._stop()
        try:
            target = resolve(command.at, self.plan, self._here, self._furthest)
        except ValueError as error:
            self._note = str(error)
            return
        first = first_change(self._edits, command.edits)
        if first is not None:
            self._edits = [*command.edits]
            self._undone.clear()
            self._go_another_way(first)
        self._begin(target, then_play=command.play)

    def _begin_beside(self, command: Beside) -> None:
        """Run the script with other settings first; then stand as another screen does."""
        if command.then is not None:
            self._stand_as(command.then)  # a run that this leaves is forgotten
        self._compare_with(command.choice, command.cut_at)
        if command.then is not None and self._other is None:
            self._stand_as(command.then)
        elif command.then is not None:
            self._queue.append(command.then)

    def _put(self, command: Put) -> None:
        self._stop()
        if self._at_raise:
            self._note = "nothing can be changed where an exception was raised: go back a step"
            return
        here, target = self._here, command.target
        old = number(self._shown.values, target)
        last = self._edits[-1] if self._edits else None
        same = last is not None and (last.where, last.target) == (here, target)
        if last is not None and same and isinstance(last.value, float):
            old = last.old if last.old is not None else float("nan")
            self._edits.pop()
        self._add(Edit(here, target, command.value, None if isnan(old) else old))

    def _turn(self, command: Turn) -> None:
        """Switch numbers off or on; or hold them, or let them go."""
        self._stop()
        if self._at_raise:
            self._note = "nothing can be changed where an exception was raised: go back a step"
            return
        here, target = self._here, command.target
        mine = states(self._edits, here).get(target, set())
        if command.holds:
            value, words = ("free", "trained again") if "hold" in mine else ("hold", "frozen")
        else:
            value, words = ("on", "on") if "off" in mine else ("off", "off")
        edit = Edit(here, target, value)
        if self._edits and edit.undoes(self._edits[-1]):
            self._edits.pop()
            self._undone.clear()
            self._go_another_way(here)
        else:
            self._add(edit)
        self._note = f"{target} is {words}"

    def _add(self, edit: Edit) -> None:
        self._edits.append(edit)
        self._undone.clear()
        self._go_another_way(edit.where)

    def _undo(self, command: Undo) -> None:
        self._stop()
        source, other = self._edits, self._undone
        if command.again:
            source, other = other, source
        if not source:
            self._note = f"nothing to {'redo' if command.again else 'undo'}"
            return
        done = source[::-1] if command.every else [source[-1]]
        del source[-len(done) :]
        other += done
        self._note = f"{'redone' if command.again else 'undone'}: {done[-1].text}"
        self._go_another_way(min(edit.where for edit in done))

    def _go_another_way(self, where: Where) -> None:
        """Run on with other edits from a position, and stand there."""
        script = self.script
        if self._furthest.iteration > where.iteration:
            self._leave()
        script.edit(self._edits)
        self._hops = Hops()
        self._furthest = min(self._furthest, where)
        self._end, self._at_raise, self._ended = None, False, False
        self._begin(Target(*where))
