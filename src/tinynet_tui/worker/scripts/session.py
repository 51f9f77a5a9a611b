"""The session of a script: obeys commands, plays and goes to positions, a slice at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tinynet_tui.engine import engine as engines
from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.engine.link import Lost
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.network.array import Array
from tinynet_tui.training.error_history import ErrorHistory
from tinynet_tui.worker.commands import AtSpeed, Faster, GoWhere, Jump, Move, Play, Restart, Undo
from tinynet_tui.worker.frame_clock import FrameClock
from tinynet_tui.worker.jobs import Slices
from tinynet_tui.worker.speed import Speed

from .conditions import Condition, Reached
from .frame import Reply, ScriptFrame
from .plan import ScriptPlan
from .position import LAST, Target, resolve
from .printed import tail
from .script import Script, contents, lines_of, stamp
from .seek import Seek
from .story import Story, Telling


class Put(NamedTuple):
    """Change a number of the script where it stands."""

    target: str
    value: float


class Rerun(NamedTuple):
    """Begin a run with other settings, or with another loop or error."""

    choice: Choice


class RunUntil(NamedTuple):
    """Run as fast as possible until a condition becomes true."""

    condition: Condition


class TellStory(NamedTuple):
    """Read a number again over the iterations so far."""

    target: str


class Watch(NamedTuple):
    """Tell with each Frame what the script makes of other inputs there."""

    points: Array
    """(points, inputs): those of a grid, row by row, and a few more; without any, only what the
    inputs are is told."""
    grid: tuple[int, int] = (0, 0)
    """How many rows and columns they have."""


class Unwatch(NamedTuple):
    """Tell of other inputs no longer."""


ScriptCommand: TypeAlias = (
    Play
    | Move
    | Faster
    | AtSpeed
    | GoWhere
    | Restart
    | Rerun
    | Put
    | Undo
    | Jump
    | RunUntil
    | TellStory
    | Watch
    | Unwatch
)

SLICE_SECONDS = 0.05
"""How long a slice of running takes; a command is obeyed after it."""
WATCH_SECONDS = 1.0
"""How often the file is looked at."""
GRACE = 0.5
"""The seconds that a slice may take before a waiting command interrupts it."""
PAUSE = 4
"""How many times as long as a reply takes it plays before the next one."""
MOST = 1 << 20
BROKEN = (Stopped, Lost, KeyError, ValueError)
"""What the engine raises when a script's process has ended or talks nonsense."""


class ScriptSession:
    """A script, played or on its way to a target, and the commands that wait for the arrival."""

    def __init__(
        self,
        path: Path,
        choice: Choice,
        *,
        speed: Speed,
        fps: float,
        at: str | None,
        play: bool,
        edits: Sequence[Edit],
        waiting: Callable[[], bool],
        stopping: Callable[[], bool],
    ) -> None:
        """Nothing runs before `open`.

        `waiting` tells whether there is a command, `stopping` whether the thread is to end.
        """
        self._path, self._choice, self._at, self._then_play = path, choice, at, play
        self._has_command, self._stopping = waiting, stopping
        self._edits, self._undone = list(edits), list[Edit]()
        self._lines: tuple[str, ...] = ()
        """The file's text, until it has been opened."""
        with suppress(Refusal):
            self._lines = lines_of(contents(path))
        self._since = time.monotonic()
        self._script: Script | None = None
        self._shown = engines.Frame(Where(0, 0), None, {}, 0)
        self._at_raise = False
        """True when it stands at the step that raised the exception."""
        self._end: Where | None = None
        """The last position, once the run has been there."""
        self._furthest = Where(0, 1)
        self._run_number = 0
        self._clock = FrameClock(speed, fps)
        self._slices = Slices(min(SLICE_SECONDS, 0.25 / fps))
        self._playing = False
        self._rested = False
        """True while playing by iterations, once the first has been shown."""
        self._count = 0
        """While playing by iterations, the one that is shown next."""
        self._job: Target | None = None
        self._seek: Seek | None = None
        """What it runs until."""
        self._telling: Telling | None = None
        """The story that it reads."""
        self._story: Story | None = None
        """The story that was read last, until the next command."""
        self._ending = False
        """True while the lines after the loop are run."""
        self._ended = False
        """True once they have been."""
        self._queue: list[ScriptCommand] = []
        self._note = ""
        self._cut_off = ""
        """What is said with the command for whose sake a statement was cut off."""
        self._asked: Watch | None = None
        self._reply: Reply | None = None
        self._replied = (0.0, 0.0)
        """When the last reply came, and how long it took."""
        self._told: object = None
        """What the file was when it was last said to have changed."""

    def open(self) -> None:
        """Run the script to its loop; Refusal if it cannot be opened, ValueError for `at`."""
        self._script = script = self._opened(self._choice)
        self._told, self._note = script.stamp, script.plan.remarks
        if self._at is not None:
            target = resolve(self._at, script.plan, Where(0, 1), Where(0, 1))
            self._begin(target, then_play=self._then_play)
        elif self._then_play:
            self._play(True)

    def _opened(self, choice: Choice) -> Script:
        self._since = time.monotonic()
        script = Script(self._path, choice, self._interrupted)
        try:
            self._shown = script.enter()
            if self._edits:
                script.edit(self._edits)
                self._shown = script.stand(*self._shown.where)
        except BaseException:
            script.close()
            raise
        return script

    def close(self) -> None:
        if self._script is not None:
            self._script.close()

    def _interrupted(self) -> bool:
        """True when the script is to stop for a command."""
        if self._stopping():
            return True
        is_late = time.monotonic() > self._since + GRACE
        return is_late and self._script is not None and self._has_command()

    @property
    def script(self) -> Script:
        assert self._script is not None
        return self._script

    @property
    def plan(self) -> ScriptPlan:
        return self.script.plan

    @property
    def has_job(self) -> bool:
        busy = self._job, self._seek, self._telling
        return any(one is not None for one in busy) or self._ending

    @property
    def seconds_left(self) -> float | None:
        if self.has_job:
            return 0.0
        return self._clock.seconds_left if self._playing else WATCH_SECONDS

    # Commands.

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

    def _play(self, on: bool | None) -> None:
        moving = self._playing or self.has_job
        self._stop()
        self._playing = not moving if on is None else on
        if self._playing and self._is_at_end:
            self._playing = False
            self._note = self._end_in_words()
        self._rested = False
        self._count = self._shown.where.iteration

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

    # Running until something comes true.

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

    def _seek_on(self, seek: Seek) -> bool:
        """Run a slice; True on arrival."""
        script = self.script
        seek.begin()
        if seek.found is None:
            begin = script.engine.where.iteration
            if script.length is None:
                self._slices.take(lambda count: self._run(count, begin), MOST, MOST)
            seek.look()
        if seek.found is not None:
            arrival = seek.arrive()
            if arrival is None:
                return False
            frame, note = arrival
            self._stop()
            self._stand(frame)
            self._note = note
            return True
        if script.length is not None:
            self._stop()
            if not self._show_end():
                return False
            self._note = f"{seek.condition.denial}: {self._end_in_words()}"
            return True
        return False

    # Reading a number's story.

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

    def _tell_on(self, telling: Telling) -> bool:
        """Read a slice; True when the story is complete."""
        telling.begin()
        begin, room = self.script.engine.where.iteration, telling.room
        if room > 0:
            self._slices.take(lambda count: self._run(count, begin), room, MOST)
        telling.look()
        if not telling.is_over:
            return False
        self._stop()
        self._story = telling.story
        return True

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

    # Going on.

    def go_on(self) -> bool:
        """Do one slice; True when a Frame is due."""
        self._since = time.monotonic()
        try:
            if self._ending:
                return self._finish()
            if self._telling is not None:
                idle = self._tell_on(self._telling)
            elif self._seek is not None:
                idle = self._seek_on(self._seek)
            elif self._job is not None:
                idle = self._go(self._job)
            elif self._playing:
                idle = self._play_on()
            else:
                return self._watch()
            due = self._clock.frame_due(idle=idle)
            if due and self._playing and self._clock.speed.unit == "iteration":
                self._show(Target(self._count))
            return due
        except BROKEN as end:
            self._break_off(end)
            return True

    def _break_off(self, end: Exception) -> None:
        """Stay where it is, and say what has become of the script's process."""
        self._stop()
        why = str(end) if isinstance(end, Stopped) else "it does not answer as it should"
        self._note = f"{why}, in iteration {self.script.engine.where.iteration:,} or later"
        if self._has_command():
            self._cut_off = self._note

    def _watch(self) -> bool:
        """Say when the file has been saved."""
        now = stamp(self._path)
        if now == self._told or now is None:
            return False
        self._told = now
        if now == self.script.stamp:
            return False
        self._note = f"{self._path.name} has changed: R runs the new text"
        return True

    def _run(self, iterations: int, begin: int) -> int:
        """Run some iterations from the beginning of one; return how many were run."""
        if not self.script.run_to(begin + iterations):
            return iterations
        return max(0, self.script.engine.where.iteration - begin)

    def _go(self, target: Target) -> bool:
        """Go on towards the job's target; True on arrival."""
        script = self.script
        here, length = script.engine.where.iteration, script.length
        room = target.iteration - here
        if length is None and room > 1:
            self._slices.take(lambda count: self._run(count, here), room, MOST)
            if script.engine.where.iteration < target.iteration and script.length is None:
                return False
        if self._show(target):
            self._arrive()
            return True
        return False

    def _show(self, target: Target) -> bool:
        """Stand at a target, or at the end if the loop ends before it; False if interrupted."""
        script = self.script
        try:
            if script.length is None and not script.run_to(target.iteration):
                pass  # the loop has ended: its length is known now
            length = script.length
            if length is not None and target.iteration >= length:
                return self._show_end()
            frame = script.at(target)
        except BROKEN:
            if script.length is None or target.iteration < script.length - 1:
                raise
            return self._show_end()
        if frame is None:
            return False
        if target.name and not script.writes(frame, target.name):
            self._note = f"iteration {target.iteration:,} does not assign {target.name!r}"
        self._stand(frame)
        is_beyond = (target.step or 0) > frame.where.step
        return self._show_end() if is_beyond and self._is_last(frame.where) else True

    def _show_end(self) -> bool:
        """Stand at the last step, or at the one that raised an exception."""
        length = self.script.length
        assert length is not None
        frame = self.script.at(Target(max(0, length - 1), LAST))
        if frame is None:
            return False
        self._stand(frame)
        self._playing = False
        self._at_raise = self.script.raised is not None
        self._furthest = max(self._furthest, self._here)
        self._end = None if self._at_raise else frame.where
        self._note = self._note or self._end_in_words()
        self._ending = not (self._at_raise or self._ended)
        return True

    def _stand(self, frame: engines.Frame) -> None:
        self._shown, self._at_raise = frame, False
        self._furthest = max(self._furthest, self._here)

    def _arrive(self) -> None:
        """Pause, or play, or do what was waiting."""
        queue, then_play, ending, note = self._queue, self._then_play, self._ending, self._note
        self._stop()
        self._ending, self._note = ending, note
        if then_play and not queue and not ending:
            self._play(True)
        elif queue:
            self._ending = False
            while queue and not self.has_job:
                self.obey(self._run_number, queue.pop(0))
            self._queue = queue

    def _finish(self) -> bool:
        """Run the lines after the loop."""
        script = self.script
        try:
            script.engine.finish(self._interrupted)
            self._ended = True
            if script.engine.raised is not None:
                self._note = f"after the loop: {script.engine.raised}"
        except BROKEN as end:
            self._note = f"after the loop, {end}"
        self._ending = False
        return True

    def _play_on(self) -> bool:
        """Play one slice at the current speed; True when it is time to wait."""
        self._clock.go_on(self._shown.where.iteration)
        if self._clock.speed.unit == "step":
            self._show(Target(*self._here).stepped("step", back=False) or Target(*self._here))
            self._count, done = self._shown.where.iteration, 1
        else:
            done = self._play_iterations(self._clock.owed)
        self._clock.trained(done)
        if self._is_at_end and self._playing:
            self._show_end()
        return self._clock.owed == 0 or not self._playing

    def _play_iterations(self, most: int | None) -> int:
        if not self._rested:
            self._rested = True
            return 1
        begin = self._count
        done = self._slices.take(lambda count: self._run(count, begin), most or MOST, MOST)
        self._count += done
        if self.script.length is not None and self._count >= self.script.length:
            self._show_end()
        return done

    # Where it is.

    @property
    def _here(self) -> Where:
        where = self._shown.where
        return Where(where.iteration, where.step + 1) if self._at_raise else where

    def _is_last(self, where: Where) -> bool:
        length = self.script.length
        return length is not None and where.iteration >= length - 1

    @property
    def _is_at_end(self) -> bool:
        """True at the end of the loop, or where it raised an exception."""
        if self._at_raise:
            return True
        return self._end is not None and self._shown.where >= self._end

    def _end_in_words(self) -> str:
        script, raised = self.script, self.script.raised
        if raised is not None:
            return f"{self._place()} raised {raised.type}"
        return f"the loop ends after {script.length:,} iterations"

    def _place(self) -> str:
        """Return the place of an exception: its iteration, and what the step would have written."""
        raised, step = self.script.raised, self._here.step
        line = None if raised is None else raised.at or raised.line
        written = next(
            (one.writes[:1] for one in self.plan.steps if line and one.line <= line <= one.end), ()
        )
        return f"{self._here.iteration:,}:{written[0] if written else step}"

    def _begin(self, target: Target, *, then_play: bool = False, note: str = "") -> None:
        """Go to a target in place of playing and of the last job."""
        note = note or self._note
        self._stop()
        self._job, self._then_play, self._note = target, then_play, note
        self._clock.hold_back()

    def _stop(self) -> None:
        """Stop playing, end the job, and drop the commands that wait for it."""
        self._playing, self._job, self._queue = False, None, []
        if self._seek is not None:
            self._seek.end()
            self._seek = None
        if self._telling is not None:
            self._telling.end()
            self._telling = None
        self._then_play = self._ending = False
        self._clock.begin()

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
