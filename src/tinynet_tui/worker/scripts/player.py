"""Plays a script, or goes on with what it is on its way to, a slice at a time."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

from tinynet_tui.engine.engine import Refusal, Stopped
from tinynet_tui.worker.frame_clock import LONGEST

from .arriving import ScriptArriving
from .blaming import ScriptBlaming
from .checking import Checking
from .commands import ScriptCommand
from .event_search import EventSearch
from .other_run import OtherRun
from .position import Target, resolve
from .run import BROKEN, GRACE
from .saved_file import stamp
from .seek import Seek
from .story import Telling

MOST = 1 << 20
OVER = 1.05
"""While playing, a slice ends a little after the next Frame is due, and not before it."""
TOLD = 3
"""The most events of a position that are told there."""


class ScriptPlayer(ScriptArriving, ABC):
    """Goes on, slice by slice."""

    @abstractmethod
    def _obey_now(self, run_number: int, command: ScriptCommand) -> None:
        """Obey a command."""

    @abstractmethod
    def _run_other(self, other: OtherRun) -> bool:
        """Run a slice of the run to compare with; True when nothing goes on."""

    def go_on(self) -> bool:
        """Do one slice; True when a Frame is due."""
        self._since = time.monotonic()
        try:
            if self._ending:
                return self._finish()
            if self._other is not None:
                idle = self._run_other(self._other)
            elif isinstance(self._telling, Checking):
                idle = self._check_on(self._telling)
            elif isinstance(self._telling, ScriptBlaming):
                idle = self._blame_on(self._telling)
            elif self._telling is not None:
                idle = self._tell_on(self._telling)
            elif self._seek is not None:
                idle = self._seek_on(self._seek)
            elif self._search is not None:
                idle = self._search_on(self._search)
            elif self._job is not None:
                idle = self._go(self._job)
            elif self._playing:
                idle = self._play_on()
            elif self._trail_lacks:
                return self._complete_trail()
            else:
                return self._watch()
            self._remark()
            due = self._clock.frame_due(idle=idle)
            self._is_unseen &= not due
            if due and self._playing and self._clock.speed.unit == "iteration":
                self._show(Target(self._count))
            return due
        except BROKEN as end:
            self._break_off(end)
            return True

    def _remark(self) -> None:
        """Say what the engine has noticed of the run, if that is new; drop edits that failed."""
        engine = self.script.engine
        if not (engine.remarks or engine.failed):
            return
        failed = [f"{edit.text} cannot be made: {why}" for edit, why in engine.failed]
        self._edits = [one for one in self._edits if one not in [edit for edit, _ in engine.failed]]
        note = "" if failed else self._note
        self._note = "; ".join(one for one in (note, *failed, *engine.remarks) if one)
        engine.remarks.clear()
        engine.failed.clear()

    def _break_off(self, end: Exception) -> None:
        """Stay where it is, and say what has become of the script's process."""
        self._stop()
        why = str(end) if isinstance(end, Stopped | Refusal) else "it does not answer as it should"
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

    # A job.

    def _go(self, target: Target) -> bool:
        """Go on towards the job's target; True on arrival."""
        script = self.script
        here, length = script.engine.where.iteration, script.length
        room = target.iteration - 1 - here
        if length is None and room > 0:
            self._slices.take(lambda count: self._run(count, here), room, MOST)
            if script.engine.where.iteration < target.iteration - 1 and script.length is None:
                return False
        if self._show(target):
            self._arrive()
            return True
        return False

    def _seek_on(self, seek: Seek) -> bool:
        """Run a slice; True on arrival."""
        script = self.script
        seek.begin()
        if seek.found is None:
            begin = script.engine.where.iteration
            if not seek.is_at_end:
                self._slices.take(lambda count: self._run(count, begin), MOST, MOST)
            seek.look()
        if seek.found is not None:
            arrival = seek.arrive()
            if arrival is None:
                return False
            frame, note = arrival
            self._note = self._note if self._to_opening else note
            self._stand(frame)
            self._arrive()
            return True
        if seek.is_at_end:
            if not self._show_end():
                return False
            self._note = f"{seek.condition.denial}: {self._end_in_words()}"
            self._arrive()
            return True
        return False

    def _search_on(self, search: EventSearch) -> bool:
        """Look for an event in a slice; True when there is none."""
        search.go_on(self._slices)
        if search.is_over:
            self._jump_to(search)
            if search.nearest is None:
                self._arrive()
        return not self.has_job

    def _jump_to(self, search: EventSearch) -> None:
        """Go to the event that was looked for."""
        there, queue = search.nearest, self._queue
        if there is None:
            self._search = None
            self._note = f"no event {'before this' if search.back else 'after this so far'}"
            return
        texts = search.texts
        self._note = "; ".join(texts[:TOLD]) + "; …" * (len(texts) > TOLD)
        self._begin(resolve(there.go, self.plan, self._here, self._furthest))
        self._queue = queue

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

    def _check_on(self, checking: Checking) -> bool:
        """Check the slopes of an iteration; True after the last."""
        checking.go_on(self._interrupted)
        if not checking.is_over:
            return False
        self._stop()
        self._verdict = checking.verdict
        return True

    def _blame_on(self, blaming: ScriptBlaming) -> bool:
        """Look on for what mattered most; True when it ends the trail."""

        def run(room: int) -> None:
            begin = self.script.engine.where.iteration
            self._slices.take(lambda count: self._run(count, begin), room, MOST)

        if blaming.go_on(run):
            self._hopped(blaming)
        return not self.has_job

    @abstractmethod
    def _hopped(self, blaming: ScriptBlaming) -> None:
        """Go where a search for what mattered most has led."""

    def _arrive(self) -> None:
        """Pause, or play, or do what was waiting."""
        queue, then_play, note = self._queue, self._then_play, self._note
        if self._to_opening:
            self._opened_at = self._here
        ending = self._ending or (self._is_at_end and not (self._at_raise or self._ended))
        self._stop()
        self._ending, self._note = ending, note
        if then_play and not queue and not ending:
            self._play(True)
        elif queue:
            self._ending = False
            while queue and not self.has_job:
                self._obey_now(self._run_number, queue.pop(0))
            self._queue = queue
            stays = self._is_at_end and not (self._playing or self.has_job)
            self._ending = self._ending or (ending and stays)

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

    # Playing.

    def _play(self, on: bool | None) -> None:
        moving = self._playing or self.has_job
        self._stop()
        self._playing = not moving if on is None else on
        if self._playing and self._is_at_end:
            self._playing = False
            self._note = self._end_in_words()
        self._rested = False
        self._count = self._shown.where.iteration

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
        self._since = -GRACE  # a command need not wait for the end of the slice
        done = self._slices.take(
            lambda count: self._run(count, begin),
            most or MOST,
            MOST,
            seconds=min(LONGEST, OVER * self._clock.seconds_to_frame),
        )
        self._since = time.monotonic()
        self._count += done
        if self.script.length is not None and self._count >= self.script.length:
            self._show_end()
        return done
