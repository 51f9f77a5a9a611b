"""What one does with a run: obeys commands, goes on jobs, plays at a speed.

All of it in short slices, so that the next command never waits; it knows nothing of threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tinynet_tui.events.event import Event
from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import (
    Change,
    Command,
    EditCommand,
    Faster,
    Go,
    GoWhere,
    Jump,
    Move,
    Open,
    Play,
    Restart,
    Switch,
    Undo,
    Until,
)
from .frame import Frame
from .frame_clock import FrameClock
from .jobs import Going, Job, Searching, Slices, stepped, until
from .past_runs import PastRuns
from .speed import Speed
from .undo import EditHistory

PLAY_SECONDS = 0.01
"""How long a slice of playing takes, unless a command comes: every slice costs some time."""


class Session:
    """A run, and what is being done with it."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int,
        speed: Speed,
        fps: float,
        asked: Callable[[], bool],
    ) -> None:
        """Stand at the start; playing stops after so many iterations.

        `fps` is how many Frames a second are due while it plays; `asked` says whether there is a
        command, for which a slice of playing is cut short.
        """
        self.timeline = Timeline(experiment)
        self._run = 0
        """How many runs had been asked for when this one was."""
        self._iterations = self._goal = iterations
        self._frame_clock = FrameClock(speed, fps)
        self._playing = self._then_play = False
        self._job: Job | None = None
        self._waiting: list[Command] = []
        """Commands that mean something only where the job ends."""
        self._note = ""
        self._event: Event | None = None
        self._slices, self._played = Slices(), Slices(min(PLAY_SECONDS, 0.25 / fps))
        self._asked = asked
        self._edit_history, self._runs = EditHistory(), PastRuns()
        self._untried: Timeline | None = None
        """The run as it was before a value was tried."""

    @property
    def has_job(self) -> bool:
        """Whether it is on its way somewhere; until it has arrived, Frames come as of a run."""
        return self._job is not None

    @property
    def rest(self) -> float | None:
        """Seconds for which there is nothing to do; None until the next command."""
        if self._job is not None:
            return 0.0
        return self._frame_clock.rest if self._playing else None

    def obey(self, run: int, command: Command) -> None:
        """Do what a command says, or begin to; `run` counts the runs that were asked for by then.

        What counts from where an job leads waits for its end.
        """
        if self._must_wait(command):
            self._waiting.append(command)
            return
        self._note, self._event = "", None
        match command:
            case Play(on):
                self._play(on)
            case Move(unit, back):
                self._step(unit, back)
            case Faster(rungs):
                self._frame_clock.faster(rungs, self.timeline.position.iteration)
            case Go(Position() as position, play, tell):
                self._set_out(Going(position, self.timeline, tell=tell), then_play=play)
            case Go(None):
                self._go_to_furthest()
            case GoWhere(text):
                self._go_where(text)
            case Until():
                self._run_until(command)
            case Jump(back):
                self._set_out(Searching(self.timeline, self._target, back=back))
            case Change() | Switch() | Undo():
                self._change(command)
            case Restart(reseed):
                self._restart(reseed=reseed)
                self._run = run
            case Open(experiment, position, iterations, note):
                self._open(experiment, iterations)
                self._run, self._note = run, note
                self._set_out(Going(position, self.timeline))

    def go_on(self) -> bool:
        """Do one slice of what there is to do; True where a Frame is due."""
        rest = self._play_on() if self._job is None else self._go_on(self._job)
        return self._frame_clock.shows(at_rest=rest)

    def look(self) -> Frame:
        """Return all that is to be seen of it now."""
        return Frame(
            snapshot=self.timeline.snapshot(),
            run=self._run,
            playing=self._playing,
            going=self._job.target if self._job else None,
            finished=self._finished,
            speed=self._frame_clock.speed,
            goal=self._goal,
            iterations=self._iterations,
            furthest=self.timeline.furthest,
            note=self._note,
            job=self._job.words if self._job else "",
            event=self._event,
            runs=self._runs.kept,
        )

    def _restart(self, *, reseed: bool) -> None:
        """Begin again, with the changes by hand, and go on playing or not, as before."""
        experiment = self.timeline.experiment
        self._leave_for(Timeline(experiment.reseeded() if reseed else experiment))
        self._goal = self._iterations
        self._job, self._waiting = None, []
        self._frame_clock.begin()
        if experiment.edits:
            self._note = f"with {counted(len(experiment.edits), 'change')} by hand"

    def _leave_for(self, timeline: Timeline) -> None:
        """Run another timeline, and keep what there is to keep of this one."""
        self._runs.leave(self.timeline, self._goal)
        self.timeline, self._untried = timeline, None

    def _open(self, experiment: Experiment, iterations: int) -> None:
        """Begin an experiment unless it is there already, with all that is known of its run."""
        if experiment != self.timeline.experiment:
            self._leave_for(self._runs.timeline(experiment) or Timeline(experiment))
            self._edit_history.forget()
            self._goal = iterations
        elif iterations != self._iterations:
            self._goal = iterations
        self._iterations = iterations

    def _change(self, command: EditCommand) -> None:
        """Change something by hand, or say why not, and run again to where that counts."""
        self._stop_moving()
        before = self.timeline
        try:
            changed = self._edit_history.obey(command, before)
        except ValueError as error:
            self._note = str(error)
            return
        if changed.leaves and before.furthest.iteration > changed.position.iteration:
            self._runs.leave(before, self._goal)
        experiment = replace(before.experiment, edits=changed.edits)
        if isinstance(command, Undo) and command.quietly and self._untried is not None:
            # With all that was known of it.
            self.timeline, self._untried = self._untried, None
        else:
            self.timeline = self._runs.timeline(experiment) or before.edited(changed.edits)
        if isinstance(command, Change) and not command.amends:
            self._untried = before
        self._note = changed.note
        self._set_out(Going(changed.position, self.timeline, brief=True))

    def _go_to_furthest(self) -> None:
        """Go to the furthest that was reached or asked for; where that is here, say so."""
        target = max(self._target, self.timeline.furthest)
        if self._finished:
            self._note = "this is the end of the run"
        elif target == self.timeline.position:
            end = self._last.text(self.timeline.experiment.script)
            self._note = f"this is the furthest reached; the run ends at {end}"
        self._set_out(Going(target, self.timeline))

    def _go_where(self, text: str) -> None:
        """Go where a text says, or say why not: it may have been typed for another run."""
        script, furthest = self.timeline.experiment.script, self.timeline.furthest
        here = self._target
        try:
            target = Position.resolve(text, script, here, max(here, furthest))
        except ValueError as error:
            self._note = str(error)
        else:
            self._set_out(Going(target, self.timeline))

    def _must_wait(self, command: Command) -> bool:
        """Whether a command counts from where the job leads, and that is not known yet."""
        if isinstance(command, Play):
            return self._job is not None and self._job.defers(command, self.timeline)
        if any(isinstance(waiting, EditCommand) for waiting in self._waiting):
            # What was changed by hand is not forgotten because one goes on at once.
            return not isinstance(command, Restart | Open)
        if self._waiting:
            return isinstance(command, Move | Jump | Until | EditCommand)
        return self._job is not None and self._job.defers(command, self.timeline)

    def _step(self, unit: str, back: bool) -> None:
        """Go on or back by one; on a way somewhere, by one from where it leads."""
        if back and self._target == Position():
            self._note = "this is the start"
        script = self.timeline.experiment.script
        target = stepped(self._target, unit, len(script.steps), back=back)
        self._set_out(Going(target, self.timeline, brief=self._job is None))

    def _run_until(self, command: Until) -> None:
        """Set out for where the condition comes true, unless it is true already."""
        self._stop_moving()
        self._note = command.condition.already(self.timeline.snapshot())
        if self._note:
            return
        if self._finished:
            self._make_room(self.timeline.position.iteration + 1)
        self._set_out(until(command.condition, self.timeline, self._goal))

    def _set_out(self, job: Job, *, then_play: bool = False) -> None:
        """Begin an job; until it ends, Frames come as seldom as of a run."""
        self._stop_moving()
        self._job, self._then_play = job, then_play
        self._frame_clock.hold_back()

    @property
    def _target(self) -> Position:
        """Where the run stands or, while it is on its way somewhere, that place."""
        return (self._job and self._job.target) or self.timeline.position

    def _play(self, on: bool | None) -> None:
        if any(isinstance(waiting, EditCommand) for waiting in self._waiting):
            self._note = "stopped: what was to be changed there is not"
        moving = self._playing or self._job is not None
        self._stop_moving()
        self._playing = not moving if on is None else on
        if self._playing and self._finished:
            self._make_room(self.timeline.position.iteration + 1)

    def _stop_moving(self) -> None:
        self._playing, self._job, self._waiting = False, None, []
        self._frame_clock.begin()

    def _make_room(self, iteration: int) -> None:
        """Put the goal beyond an iteration, by whole rounds."""
        if iteration >= self._goal:
            self._goal = (iteration // self._iterations + 1) * self._iterations

    @property
    def _last(self) -> Position:
        """Where playing stops."""
        return Position(self._goal - 1, len(self.timeline.experiment.script.steps))

    @property
    def _finished(self) -> bool:
        return self.timeline.position >= self._last

    def _go_on(self, job: Job) -> bool:
        """Do a slice of an job; True once the run rests."""
        arrival = job.go_on(self.timeline, self._slices)
        self._make_room(self.timeline.position.iteration)
        if arrival is None:
            return False
        self._note, self._event = arrival.note or self._note, arrival.event
        if arrival.onward is not None:
            self._job = Going(arrival.onward, self.timeline, tell=not arrival.note)
            return False
        waiting = self._waiting
        self._play(self._then_play and not waiting)
        while waiting and self._job is None:
            self.obey(self._run, waiting.pop(0))
        self._waiting = waiting
        return self._job is None

    def _play_on(self) -> bool:
        """Train a slice at the present speed; True where it is time to wait."""
        self._frame_clock.go_on(self.timeline.position.iteration)
        if self._frame_clock.speed.unit == "step":
            self.timeline.advance_step()
            done = 1
        else:
            done = self._play_iterations(self._frame_clock.owed)
        self._frame_clock.trained(done)
        if self._finished:
            self._playing = False
        return self._frame_clock.owed == 0 or not self._playing

    def _play_iterations(self, most: int | None) -> int:
        """Train a slice and rest where the error is known; at the goal, where all is done."""
        script, position = self.timeline.experiment.script, self.timeline.position
        compare = script.step(script.error).number
        room = self._goal - 1 - position.iteration
        done = 1
        if position.step >= compare and room <= 0:
            self.timeline.stand_at(len(script.steps))
            return done
        if position.step >= compare:
            done = self._slice(room if most is None else min(room, most))
        self.timeline.stand_at(compare)
        return done

    def _slice(self, most: int) -> int:
        """Train up to `most` iterations, as many as a slice has time for; return how many."""
        timeline, asked = self.timeline, self._asked
        return self._played.take(lambda n: timeline.advance(n, asked), most, timeline.slice)
