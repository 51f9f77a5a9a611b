"""The session of a script: obeys commands, and tells where it is."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.training.error_history import ErrorHistory
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
    CheckSlopes,
    OpenAgain,
    Put,
    Rerun,
    RunUntil,
    ScriptCommand,
    TellStory,
    Turn,
    Unwatch,
    Watch,
)
from .conditions import Condition, Reached
from .frame import Reply, ScriptFrame
from .happenings import END
from .hopping import ScriptHopping
from .past_runs import ScriptExperiment
from .position import Target, resolve
from .printed import tail
from .run import BROKEN
from .seek import Seek
from .story import Telling

TOLD = 3
"""The most events of a position that are told there."""
BEFORE = "running the lines before the loop"
PAUSE = 4
"""How many times as long as a reply takes it plays before the next one."""


class ScriptSession(ScriptHopping):
    """A script, played or on its way to a target, and the commands that wait for the arrival."""

    def obey(self, run_number: int, command: ScriptCommand) -> None:
        """Obey a command now or on arrival."""
        if isinstance(command, Watch | Unwatch):
            self._asked = command if isinstance(command, Watch) else None
            return
        if isinstance(command, Play) and self._is_brief:
            self._queue.append(command)
            return
        self._note, self._cut_off = self._cut_off, ""
        self._story = self._verdict = self._hop = None
        if isinstance(command, Blame | HopBack) and isinstance(self._telling, ScriptBlaming):
            self._queue.append(command)
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
            case Move():
                self._move(command)
            case Put() | Turn() | Undo() | Jump() | RunUntil() | TellStory() | CheckSlopes():
                self._on_arrival(command)
            case Blame() | HopBack():
                self._on_arrival(command)
            case Restart(reseed):
                self._run_number = run_number
                self._restart(reseed=reseed)
            case Rerun(choice):
                self._run_number = run_number
                self._restart(choice)
            case OpenAgain(number):
                self._run_number = run_number
                self._open_again(number)

    def _move(self, command: Move) -> None:
        if self._job is None and command.back and self._here <= Where(0, 1):
            self._stop()
            self._note = "this is the start"
            return
        if self._job is None and not command.back and self._is_at_end:
            self._stop()
            self._note = self._end_in_words()
            return
        target = self._moved(command)
        if target is None or self._queue:
            self._queue.append(command)
        else:
            self._begin(target, brief=self._job is None or self._is_brief)

    def _moved(self, command: Move) -> Target | None:
        """Return where a command leads; None while that depends on where the job ends."""
        if command.unit == "iteration" and self.plan.has_inner_loops:
            if self._job is not None:
                return None
            if (loop := self.plan.inner_loop(self._shown.line)) is not None:
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
        found, line = self.script.happenings(self._furthest), self._shown.line
        if self._here.step >= (self.script.engine.last_step(self._here.iteration) or END):
            line = END
        beyond = [one for one in found if one.order(self._here, line) == (-1 if back else 1)]
        lost = f"; after iteration {found.complete_to:,} not all are kept" if found.more else ""
        if not beyond:
            self._note = f"no event {'before this' if back else 'after this so far'}{lost}"
            return
        there = beyond[-1 if back else 0]
        nearer = self._here.iteration if back else there.where.iteration
        lost = lost if nearer > found.complete_to else ""
        texts = [one.text for one in found if one.go == there.go]
        self._note = "; ".join(texts[:TOLD]) + "; …" * (len(texts) > TOLD) + lost
        self._begin(resolve(there.go, self.plan, self._here, self._furthest))

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
            experiment=ScriptExperiment.of(script),
            where=self._here,
            line=shown.line,
            values=shown.values,
            forms=script.forms_at(shown),
            printed=tail(script.engine, printed),
            history=script.history,
            reached=0 if self._furthest == Where(0, 1) else script.history.length,
            error=script.error_at(shown),
            length=script.length if self._knows_end else None,
            breaks_off=self._knows_end and script.raised is not None,
            furthest=self._furthest,
            speed=self._clock.speed,
            playing=self._playing,
            job=self._words(),
            until=self._seek is not None,
            story=self._story,
            verdict=self._verdict,
            hop=self._hop,
            hops=len(self._hops.of(script)),
            waiting=len(self._queue),
            finished=self._is_at_end and not self._at_raise,
            edits=tuple(self._edits),
            happenings=script.happenings(self._furthest),
            raised=script.raised if self._at_raise else None,
            odd=() if self._at_raise else shown.odd,
            runs=self._past.kept,
            is_outdated=self._told != script.stamp,
            data=script.data,
            trail=self._trail_back(),
            reply=self._watched(),
            marked=self._text.marked if self._text else frozenset(),
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
        errors = None
        try:
            ask = script.engine.ask
            hidden = watch.hidden
            answer = ask(where, watch.points, watch.grid, self._interrupted, hidden=hidden)
            if (asked := watch.weights) is not None:
                cells, points, grid = asked
                errors = ask(where, points, grid, self._interrupted, cells)
        except BROKEN as end:
            answer = Answer(str(end) if isinstance(end, Stopped) else "it does not answer")
        done = time.monotonic()
        self._replied = (done, done - now)
        self._reply = Reply(key, watch, answer, errors)
        return self._reply

    def _words(self) -> str:
        """Return what it does, for the screen."""
        if self._opening:
            return BEFORE
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
            job=BEFORE,
        )
