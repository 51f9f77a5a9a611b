"""The worker's session: obeys commands, plays and does jobs in short slices, without threads."""

from __future__ import annotations

from .blaming import Blaming
from .commands import AtSpeed, Command, Faster, Open, Play
from .comparing import Comparing
from .frame import Frame
from .jobs import Going, Job, must_wait
from .obeying import Obeying
from .playing import play_iterations


class Session(Obeying):
    """The current run, played or moved by a job, and the commands that wait for the job."""

    @property
    def seconds_left(self) -> float | None:
        """Seconds until there is something to do; None if that takes a command."""
        if self._job is not None:
            return 0.0
        return self._frame_clock.seconds_left if self._playing else None

    def obey(self, run_number: int, command: Command) -> None:
        """Obey a command now or at the end of the job; `run_number` is the number of its run."""
        waits, self._unseen = self._must_wait(command), True
        if waits:
            self._waiting.append(command)
        else:
            self._obey_now(run_number, command)

    def _obey_now(self, run_number: int, command: Command) -> None:
        self._note, self._event, self._hop = "", None, None
        self._obeyed += 1
        stopped = "" if self._job is None else self._job.stopped(self.timeline)
        if stopped and not isinstance(command, Play | Faster | AtSpeed):
            self._stop()  # moves count from where it has come, not from its target
        self._begin_to_obey(run_number, command)
        if stopped and not isinstance(command, Faster | AtSpeed | Open):
            self._add_note(stopped)

    def go_on(self) -> bool:
        """Do one slice of playing or of the job; True when a Frame is due."""
        idle = self._play_on() if self._job is None else self._go_on(self._job)
        due = self._frame_clock.frame_due(idle=idle)
        self._unseen &= not due
        return due

    def frame(self) -> Frame:
        return Frame(
            snapshot=self.timeline.snapshot(),
            run=self._run_number,
            playing=self._playing,
            going=self._job.target if self._job else None,
            finished=self._run.finished,
            speed=self._frame_clock.speed,
            goal=self._run.goal,
            iterations=self._run.iterations,
            furthest=self.timeline.furthest,
            note=self._note,
            obeyed=self._obeyed,
            job=self._job.words if self._job else "",
            until=self._job is not None and self._job.until is not None,
            unseen=self._unseen and self._job is not None,
            waiting=len(self._waiting),
            event=self._event,
            hop=self._hop,
            hops=len(self._hops.of(self.timeline)),
            cut_at=self._cut_at,
            runs=self._run.past.kept,
        )

    def _must_wait(self, command: Command) -> bool:
        return must_wait(command, self._job, self._waiting, self.timeline, unseen=self._unseen)

    def _go_on(self, job: Job) -> bool:
        """Do a slice of a job; True when there is nothing to do any more."""
        arrival = job.go_on(self.timeline, self._job_slices)
        self._run.extend_beyond(self.timeline.position.iteration)
        if arrival is None:
            return False
        before, self._note, self._event = self._note, arrival.note, arrival.event
        self._add_note(before)
        found = "" if job.until is None else self._note  # what waits must not hide it
        if isinstance(job, Blaming) and arrival.hop is not None:
            self._hop = arrival.hop
            self._hops.of(self.timeline).add(job.origin, arrival.hop)
        if isinstance(job, Comparing):
            self._run.past.leave(job.other, self._run.goal)
        if arrival.onward is not None:
            self._job = Going(arrival.onward, self.timeline, tell=not arrival.note)
            return False
        waiting = self._waiting
        self._stop()
        if self._then_play and not waiting:
            self._play(True)
        while waiting and self._job is None:
            self._obey_now(self._run_number, waiting.pop(0))
            self._add_note(found)
            found = ""
        self._waiting = waiting
        return self._job is None

    def _play_on(self) -> bool:
        """Play one slice at the current speed; True when it is time to wait."""
        self._frame_clock.go_on(self.timeline.position.iteration)
        if self._frame_clock.speed.unit == "step":
            self.timeline.advance_step()
            done = 1
        else:
            done = play_iterations(
                self.timeline,
                self._frame_clock.owed,
                self._run.goal,
                self._play_slices,
                self._interrupted,
            )
        self._frame_clock.trained(done)
        if self._run.finished:
            self._playing = False
        return self._frame_clock.owed == 0 or not self._playing
