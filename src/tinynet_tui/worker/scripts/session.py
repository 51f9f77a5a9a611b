"""The session of a script: obeys commands, and tells where it is."""

from __future__ import annotations

import time
from dataclasses import replace

from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.training.error_history import ErrorHistory
from tinynet_tui.worker.commands import AtSpeed, Faster, GoWhere, Jump, Move, Play, Restart, Undo

from .commands import Put, Rerun, RunUntil, ScriptCommand, TellStory, Unwatch, Watch
from .conditions import Condition, Reached
from .frame import Reply, ScriptFrame
from .player import ScriptPlayer
from .position import Target, resolve
from .printed import tail
from .run import BROKEN
from .script import stamp
from .seek import Seek
from .story import Telling

PAUSE = 4
"""How many times as long as a reply takes it plays before the next one."""


class ScriptSession(ScriptPlayer):
    """A script, played or on its way to a target, and the commands that wait for the arrival."""

    def obey(self, run_number: int, command: ScriptCommand) -> None:
        """Obey a command now or on arrival."""
        if isinstance(command, Watch | Unwatch):
            self._asked = command if isinstance(command, Watch) else None
            return
        self._note, self._cut_off = self._cut_off, ""
        self._story = None
        if self._telling is not None and not isinstance(command, Faster | AtSpeed):
            self._stop()
            if isinstance(command, Play):
                return
        if self._seek is not None and not isinstance(command, Faster | AtSpeed):
            self._stop_seeking(self._seek)
            if isinstance(command, Play):
                return
        match command:
            case Play(on):
                if not self._note:  # else that is what has ended it
                    self._play(on)
            case Faster(by):
                self._clock.faster(by, self._shown.where.iteration)
            case AtSpeed(speed):
                self._clock.at_speed(speed)
            case GoWhere(text):
                self._go_where(text)
            case Move():
                self._move(command)
            case Put() | Undo() | Jump() | RunUntil() | TellStory():
                self._on_arrival(command)
            case Restart(reseed):
                self._run_number = run_number
                self._restart(reseed=reseed)
            case Rerun(choice):
                self._run_number = run_number
                self._restart(choice)

    def _move(self, command: Move) -> None:
        here = self._job or Target(*self._here)
        if self._job is None and command.back and self._here <= Where(0, 1):
            self._stop()
            self._note = "this is the start"
            return
        if self._job is None and not command.back and self._is_at_end:
            self._stop()
            self._note = self._end_in_words()
            return
        target = here.stepped(command.unit, back=command.back)
        if target is None or self._queue:
            self._queue.append(command)
        else:
            self._begin(target)

    def _go_where(self, text: str) -> None:
        here = self._job or self._here
        try:
            target = resolve(text, self.plan, here, self._furthest)
        except ValueError as error:
            self._note = str(error)
        else:
            if target == Target(*self._here) and text == "end":
                self._note = "this is the furthest position so far"
            self._begin(target)

    def _restart(self, choice: Choice | None = None, *, reseed: bool = False) -> None:
        """Begin again; with the file's new text, return to the position where it was."""
        was_playing = self._playing
        self._stop()
        old, here, shown = self.script, self._here, self._shown
        has_changed = stamp(self._path) != old.stamp
        try:
            choice = choice or (old.reseeded() if reseed else old.choice)
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
            self._told = stamp(self._path)
            return
        old.close()
        self._script, self._choice, self._told = new, choice, new.stamp
        self._furthest, self._end = Where(0, 1), None
        self._at_raise = self._ended = False
        if has_changed and not reseed:
            self._note = "this is the file's new text"
            self._begin(Target(*here), note=self._note, then_play=was_playing)
        elif was_playing:
            self._play(True)

    def _on_arrival(self, command: Put | Undo | Jump | RunUntil | TellStory) -> None:
        """Obey a command that counts from where the job ends."""
        if self.has_job and not self._ending:
            self._queue.append(command)
            return
        match command:
            case Put():
                self._put(command)
            case Undo():
                self._undo(command)
            case Jump(back):
                self._jump(back=back)
            case RunUntil(condition):
                self._run_until(condition)
            case TellStory(target):
                self._tell_story(target)

    def _jump(self, *, back: bool) -> None:
        """Go to the next or the previous event."""
        self._stop()
        here = self._here
        found = [
            one
            for one in self.script.happenings()
            if (one.where < here if back else one.where > here)
        ]
        if not found:
            self._note = f"no event {'before this' if back else 'after this so far'}"
            return
        there = found[-1 if back else 0]
        self._note = there.text
        self._begin(Target(*there.where))

    # Running until something comes true, and stories.

    def _run_until(self, condition: Condition) -> None:
        self._stop()
        here = self._here
        if isinstance(condition, Reached):
            if condition.iteration > here.iteration:
                self._begin(Target(condition.iteration))
            elif condition.iteration == here.iteration:
                self._note = f"this is iteration {here.iteration:,}"
            else:
                self._note = f"iteration {condition.iteration:,} is already past: g goes back to it"
            return
        if self._is_at_end:
            self._note = self._end_in_words()
            return
        seek = Seek(condition, self.script, self._shown)
        if seek.is_true_already:
            self._note = f"{condition.words} already"
            seek.end()
            return
        self._seek = seek
        self._clock.hold_back()

    def _stop_seeking(self, seek: Seek) -> None:
        """Stand where a run until something has come to."""
        self._stop()
        self._since = time.monotonic()
        there = max(self._here.iteration, self.script.engine.where.iteration)
        try:
            if self._show(Target(there)):
                self._note = f"stopped: {seek.condition.denial} by iteration {there:,}"
        except BROKEN as end:
            self._break_off(end)

    def _tell_story(self, target: str) -> None:
        self._stop()
        last = self._furthest.iteration
        if self.script.length is not None and self._furthest.iteration >= self.script.length - 1:
            last = self.script.length
        if not last:
            self._note = "no iteration is finished yet"
            return
        self._telling = Telling(target, self.script, last)
        self._clock.hold_back()

    # Edits.

    def _put(self, command: Put) -> None:
        self._stop()
        if self._at_raise:
            self._note = "nothing can be changed where an exception was raised: go back a step"
            return
        edit = Edit(self._here, command.target, command.value)
        self._edits = [
            one for one in self._edits if (one.where, one.target) != (edit.where, edit.target)
        ]
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
        script.edit(self._edits)
        self._furthest = min(self._furthest, where)
        self._end, self._at_raise, self._ended = None, False, False
        self._begin(Target(*where))

    # What is told.

    def frame(self) -> ScriptFrame:
        script, shown = self._script, self._shown
        if script is None:
            return self._frame_before()
        printed = script.engine.out.length if self._ended and self._is_at_end else shown.printed
        return ScriptFrame(
            run=self._run_number,
            name=script.name,
            lines=script.lines,
            plan=script.plan,
            choice=replace(script.choice),
            where=self._here,
            line=shown.line,
            values=shown.values,
            forms=dict(script.forms),
            printed=tail(script.engine, printed),
            history=script.history,
            reached=script.history.length,
            error=script.error_at(shown),
            length=script.length,
            furthest=self._furthest,
            speed=self._clock.speed,
            playing=self._playing,
            job=self._words(),
            until=self._seek is not None,
            story=self._story,
            waiting=len(self._queue),
            finished=self._is_at_end and not self._at_raise,
            edits=tuple(self._edits),
            happenings=script.happenings() if not self._playing else (),
            raised=script.raised if self._at_raise else None,
            odd=() if self._at_raise else shown.odd,
            data=script.data,
            trail=self._trail_back(),
            reply=self._watched(),
            note=self._note + ("; now the lines after it run" if self._ending else ""),
        )

    def _watched(self) -> Reply | None:
        """Return what the script makes of other inputs where it is shown."""
        watch, old, script = self._asked, self._reply, self.script
        if watch is None:
            self._reply = None
            return None
        where, edits = self._shown.where, tuple(self._edits)
        key = (self._run_number, where, edits)
        if old is not None and old.watch is watch and old.key == key:
            return old
        self._since = now = time.monotonic()
        then, took = self._replied
        if self.has_job or (
            self._playing and (now < then + PAUSE * took or script.engine.where != where)
        ):
            return old
        if self._at_raise:
            return Reply(key, watch, Answer("an exception was raised here: go back a step"))
        try:
            answer = script.engine.ask(where, *watch, self._interrupted)
        except BROKEN as end:
            answer = Answer(str(end) if isinstance(end, Stopped) else "it does not answer")
        done = time.monotonic()
        self._replied = (done, done - now)
        self._reply = Reply(key, watch, answer)
        return self._reply

    def _words(self) -> str:
        """Return what it does, for the screen."""
        if self._ending:
            return "running the lines after the loop"
        if self._telling is not None:
            return self._telling.words
        if self._seek is not None:
            came = self.script.engine.where.iteration
            return f"running until {self._seek.condition.words} · {came:,}"
        if self._job is None:
            return ""
        there = self._job.iteration
        done = self.script.engine.where.iteration / max(1, there)
        return f"going to {self._job.words}" + (f" {done:3.0%}" if 0 <= done < 1 else "")

    def _frame_before(self) -> ScriptFrame:
        """Return the Frame that is shown while the lines before the loop are run."""
        return ScriptFrame(
            run=0,
            name=str(self._path),
            lines=self._lines,
            plan=None,
            choice=self._choice,
            where=Where(0, 0),
            line=None,
            values={},
            forms={},
            printed="",
            history=ErrorHistory(),
            reached=0,
            error=None,
            length=None,
            furthest=Where(0, 1),
            speed=self._clock.speed,
            playing=False,
            job="running the lines before the loop",
        )
