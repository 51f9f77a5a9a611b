"""The session of a script: obeys commands, and tells where it is."""

from __future__ import annotations

import time
from contextlib import suppress

from tinynet_tui.engine.engine import Where
from tinynet_tui.worker.commands import (
    AtSpeed,
    Blame,
    Faster,
    GoWhere,
    HopBack,
    Jump,
    Move,
    Play,
    Restart,
    Undo,
)

from .blaming import ScriptBlaming
from .checking import Checking
from .commands import (
    Beside,
    CheckSlopes,
    OpenAgain,
    Put,
    Rerun,
    Return,
    RunUntil,
    ScriptCommand,
    Stand,
    TellStory,
    Turn,
    Unwatch,
    Watch,
)
from .conditions import Condition, Reached
from .event_search import EventSearch
from .happenings import END
from .position import Target, resolve
from .run import BROKEN
from .seek import Seek
from .shown import ScriptShown
from .story import Telling

AT_ONCE = (Faster, AtSpeed, Restart, Rerun, OpenAgain, Beside, Stand)
"""What never waits for the end of a job."""
ENDS = (Play, Faster, AtSpeed, Restart, Rerun, OpenAgain, Beside)
"""What does not wait for the run to compare with."""


class ScriptSession(ScriptShown):
    """A script, played or on its way to a target, and the commands that wait for the arrival."""

    def obey(self, run_number: int, command: ScriptCommand) -> None:
        """Obey a command now or on arrival."""
        if isinstance(command, Watch | Unwatch):
            self._asked = command if isinstance(command, Watch) else None
            return
        if isinstance(command, Return) and self._to_opening:
            return
        waits, self._is_unseen = self._must_wait(command), True
        if waits:
            if isinstance(command, Stand) and self._queue and isinstance(self._queue[-1], Stand):
                self._queue.pop()  # the last one counts
            self._queue.append(command)
        else:
            self._obey_now(run_number, command)

    def _must_wait(self, command: ScriptCommand) -> bool:
        """True when a command must wait for the job's end, after those that wait already.

        What is typed before anything of the job was shown leads where it would lead after it. Only
        a run-until is ended by it.
        """
        if self._other is not None:
            return not isinstance(command, ENDS)
        is_busy = self._job is not None or self._search is not None
        if not is_busy or isinstance(command, AT_ONCE):
            return False
        if isinstance(command, Move):
            joins = command.back == self._moves and self.plan.straight
            return not joins or bool(self._queue)
        if self._search is not None and not isinstance(command, Play | GoWhere | Return):
            return True
        return self._is_unseen

    def _obey_now(self, run_number: int, command: ScriptCommand) -> None:
        self._note, self._cut_off = self._cut_off, ""
        self._obeyed += 1
        self._story = self._verdict = self._hop = None
        if isinstance(command, Blame | HopBack) and isinstance(self._telling, ScriptBlaming):
            self._queue.append(command)
            return
        if self._other is not None and isinstance(command, Play):
            self._cut_at = self._other.came
            self._keep_other(self._other)
            return
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
            case Return():
                self._return()
            case Move():
                self._move(command)
            case Put() | Turn() | Undo() | Jump() | RunUntil() | TellStory() | CheckSlopes():
                self._on_arrival(command)
            case Blame() | HopBack():
                self._on_arrival(command)
            case Restart(reseed):
                self._run_number = run_number
                self._restart(reseed=reseed)
            case Beside():
                self._begin_beside(command)
            case Stand():
                self._stand_as(command)
            case Rerun(choice, then):
                self._run_number = run_number
                self._restart(choice)
                if isinstance(then, Stand) and self.script.choice == choice:
                    self._stand_as(then)
                elif isinstance(then, Beside) and self.script.choice == choice:
                    self._begin_beside(then)
            case OpenAgain(number):
                self._run_number = run_number
                self._open_again(number)

    def _move(self, command: Move) -> None:
        if self._job is None and command.back and self._here <= Where(0, 1):
            self._stop()
            self._note = "this is the start"
            return
        if self._job is None and not command.back and self._is_at_end:
            ending = self._ending
            self._stop()
            self._ending, self._note = ending, self._end_in_words()
            return
        target = self._moved(command)
        if target is None:
            self._queue.append(command)
        else:
            self._begin(target, moves=command.back)

    def _moved(self, command: Move) -> Target | None:
        """Return where a command leads; None while that depends on where the job ends."""
        loop = self.plan.inner_loop(self._shown.line)
        if command.unit == "iteration" and self._job is None and loop is not None:
            return Target(*self._here, inner_loop=loop, back=command.back)
        here = self._job or Target(*self._here)
        return here.stepped(command.unit, back=command.back)

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

    def _on_arrival(
        self,
        command: Put | Turn | Undo | Jump | RunUntil | TellStory | CheckSlopes | Blame | HopBack,
    ) -> None:
        """Obey a command that counts from where the job ends."""
        if self.has_job and not self._ending:
            self._queue.append(command)
            return
        match command:
            case Put():
                self._put(command)
            case Turn():
                self._turn(command)
            case Undo():
                self._undo(command)
            case Jump(back):
                self._jump(back=back)
            case RunUntil(condition):
                self._run_until(condition)
            case TellStory(target):
                self._tell_story(target)
            case Blame():
                self._blame(command)
            case HopBack():
                self._hop_back(command)
            case CheckSlopes():
                self._stop()
                self._telling = Checking(self.script)
                self._clock.hold_back()

    def _jump(self, *, back: bool) -> None:
        """Go to the next or the previous event."""
        self._stop()
        line = self._shown.line
        if self.script.is_last_step(self._here):
            line = END
        self._search = EventSearch(self.script, self._here, line, self._furthest, back=back)
        if self._search.is_over:
            self._jump_to(self._search)
        else:
            self._clock.hold_back()

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
        last = self._finished
        if not last:
            self._note = "no iteration is finished yet"
            return
        self._telling = Telling(target, self.script, last)
        self._clock.hold_back()

    @property
    def _finished(self) -> int:
        """How many iterations are finished up to the furthest position."""
        script, there = self.script, self._furthest
        if script.length is not None and there.iteration >= script.length - 1:
            return script.length
        with suppress(*BROKEN):  # one that raises an exception is not finished
            return there.iteration + (script.stand(there.iteration).where == there)
        return there.iteration
