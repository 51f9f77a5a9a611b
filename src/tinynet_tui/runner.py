"""The background worker: takes commands, trains in short slices, leaves the latest Frame.

One thread owns the timeline. Commands go in through a queue; what comes out is one frozen Frame
at a time, which the next one replaces. The screen is woken at most once for every Frame that it
has not fetched yet, so however fast the training, there is nothing to pile up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from .commands import Command, Faster, Go, Open, Play, Restart, Step
from .net.experiment import Experiment, Position
from .net.timeline import Moment, Timeline
from .pace import AUTO, Pace, neighbour

SLICE_SECONDS = 0.002
"""How long the worker trains before it looks at its commands again."""


@dataclass(frozen=True)
class Frame:
    """What there is to show: the numbers at a position, and what the worker is doing."""

    moment: Moment
    run: int
    """Counts the runs; a reseed, a restart or an opening begins the next."""
    playing: bool
    going: Position | None
    """Where the worker is on its way to, as fast as it can."""
    pace: Pace
    goal: int
    """Iterations at which playing stops."""
    finished: bool
    """Whether the run stands at its goal, all updates done."""
    furthest: Position
    """The furthest position that the run has reached."""
    note: str = ""
    """What there is to say of the last command: why it did nothing."""


@dataclass(frozen=True)
class _Quit(Command):
    """End the worker."""


class Runner:
    """Runs an experiment in a thread of its own."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int = 60_000,
        pace: Pace = AUTO,
        fps: float = 10,
        wake: Callable[[], None] | None = None,
    ) -> None:
        """Prepare the run; nothing happens before `start`.

        `iterations` is where playing stops, `fps` how many Frames a second playing leaves, `wake`
        what the worker calls, in its own thread, when there is a Frame after the last was taken.
        """
        self._timeline = Timeline(experiment)
        self._iterations = self._goal = iterations
        self._pace, self._fps = pace, fps
        self._wake = wake
        self._playing = False
        self._going: Position | None = None
        self._then_play = False
        self._note = ""
        self._owed: int | None = 0
        """Units still to train before the next wait; None for as many as there is time for."""
        self._due = self._show = 0.0
        """When the next units are due, and when the next Frame is."""
        self._size = 1
        """Iterations in a slice, by what the last ones took."""
        self._commands: SimpleQueue[tuple[int, Command]] = SimpleQueue()
        self._run = self._runs_asked = 0
        self._stopping = False
        self._lock = threading.Lock()
        self._taken = True
        self._frame = self._look()
        self.failure: BaseException | None = None
        """What ended the worker, if it was not `stop`."""
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)

    def start(self) -> None:
        """Start the worker."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End the worker and wait for it; False if it had not ended in that many seconds."""
        self._stopping = True
        self._commands.put((self._runs_asked, _Quit()))
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def send(self, command: Command) -> None:
        """Give the worker a command; returns at once, the answer is a Frame."""
        if isinstance(command, Restart | Open):
            self._runs_asked += 1
        self._commands.put((self._runs_asked, command))

    def take(self) -> Frame | None:
        """Return the latest Frame, taken before or not; None while a new run has not answered."""
        with self._lock:
            self._taken = True
            return self._frame if self._frame.run == self._runs_asked else None

    # What follows runs in the worker's thread.

    def _work(self) -> None:
        try:
            while not self._stopping:
                asked = self._next_command()
                if asked is None:
                    self._train()
                else:
                    self._obey(*asked)
                    if self._going is None:
                        self._leave()
        except BaseException as failure:  # handed to the screen, which ends the app
            self.failure = failure
            if self._wake:
                self._wake()

    def _next_command(self) -> tuple[int, Command] | None:
        """Wait for a command while there is nothing to do; None when it is time to train."""
        if self._going is not None or (self._playing and self._owed != 0):
            timeout: float | None = 0.0
        elif self._playing:
            timeout = max(0.0, self._due - time.monotonic())
        else:
            timeout = None
        try:
            return self._commands.get(timeout=timeout)
        except Empty:
            return None

    def _obey(self, run: int, command: Command) -> None:
        self._note = ""
        match command:
            case Play(on):
                self._play(on)
            case Step(unit, back):
                self._step(unit, back)
            case Faster(rungs):
                self._pace = neighbour(
                    self._pace, rungs, self._timeline.position.iteration, self._fps
                )
                self._begin_quantum()
            case Go(position, play):
                self._go(position or max(self._bound_for, self._timeline.furthest), play)
            case Restart(reseed):
                experiment = self._timeline.experiment
                self._timeline = Timeline(experiment.reseeded() if reseed else experiment)
                self._run, self._goal, self._going = run, self._iterations, None
                self._begin_quantum()
            case Open(experiment, position, iterations):
                self._open(experiment, iterations)
                self._run = run
                self._go(position, play=False)
            case _Quit():
                self._stopping = True

    def _open(self, experiment: Experiment, iterations: int) -> None:
        """Begin an experiment unless it is there already, with all that is known of its run."""
        if experiment != self._timeline.experiment:
            self._timeline = Timeline(experiment)
            self._goal = iterations
        elif iterations != self._iterations:
            self._goal = iterations
        self._iterations = iterations

    def _step(self, unit: str, back: bool) -> None:
        """Go on or back by one; on a way somewhere, by one from where it leads."""
        if back and self._bound_for == Position():
            self._note = "this is the start"
        self._go(self._one_back(unit) if back else self._one_on(unit), play=False)

    def _go(self, target: Position, play: bool) -> None:
        """Set out for a position; until it is reached, Frames come as seldom as of a run."""
        self._stop_moving()
        self._going, self._then_play = target, play
        self._show = time.monotonic() + 1 / self._fps

    @property
    def _bound_for(self) -> Position:
        """Where the run stands or, while it is on its way somewhere, that place."""
        return self._going or self._timeline.position

    def _one_on(self, unit: str) -> Position:
        """Return the position one phase or one iteration further."""
        iteration, phase = self._bound_for.iteration, self._bound_for.phase
        if unit == "iteration":
            return Position(iteration + 1, phase)
        if phase < len(self._timeline.experiment.script.phases):
            return Position(iteration, phase + 1)
        return Position(iteration + 1, 1)

    def _one_back(self, unit: str) -> Position:
        """Return the position one phase or one iteration before; at the start, the start."""
        iteration, phase = self._bound_for.iteration, self._bound_for.phase
        if unit == "phase" and phase > 1:
            return Position(iteration, phase - 1)
        if iteration == 0:
            return Position()
        last = len(self._timeline.experiment.script.phases)
        return Position(iteration - 1, last if unit == "phase" else phase)

    def _play(self, on: bool | None) -> None:
        moving = self._playing or self._going is not None
        self._stop_moving()
        self._playing = not moving if on is None else on
        if self._playing and self._finished:
            self._make_room(self._timeline.position.iteration + 1)

    def _stop_moving(self) -> None:
        self._playing, self._going = False, None
        self._begin_quantum()

    def _begin_quantum(self) -> None:
        self._owed = 0
        self._due = self._show = time.monotonic()

    def _make_room(self, iteration: int) -> None:
        """Put the goal beyond an iteration, by whole rounds."""
        if iteration >= self._goal:
            self._goal = (iteration // self._iterations + 1) * self._iterations

    @property
    def _finished(self) -> bool:
        last = Position(self._goal - 1, len(self._timeline.experiment.script.phases))
        return self._timeline.position >= last

    def _train(self) -> None:
        """Do one slice of what there is to do, and leave a Frame where one is due."""
        if self._going is not None:
            rest = self._go_on(self._going)
        else:
            rest = self._play_on()
        now = time.monotonic()
        if rest or now >= self._show:
            self._show = now + 1 / self._fps
            self._leave()

    def _go_on(self, target: Position) -> bool:
        """Train a slice towards a position; True once it is reached."""
        self._timeline.approach(target.iteration)
        room = target.iteration - self._timeline.position.iteration
        if room:
            room -= self._slice(room)
        self._make_room(self._timeline.position.iteration)
        if room:
            return False
        self._timeline.stand_at(target.phase)
        self._play(self._then_play)
        return True

    def _play_on(self) -> bool:
        """Train a slice at the present pace; True where it is time to wait."""
        if self._owed == 0:
            iteration = self._timeline.position.iteration
            self._owed, seconds = self._pace.quantum(iteration, self._fps)
            self._due = self._show = max(self._due, time.monotonic() - seconds) + seconds
        if self._pace.unit == "phase":
            self._timeline.advance_phase()
            done = 1
        else:
            done = self._play_iterations(self._owed)
        if self._owed is not None:
            self._owed -= min(done, self._owed)
        if self._finished:
            self._playing = False
        return self._owed == 0 or not self._playing

    def _play_iterations(self, most: int | None) -> int:
        """Train a slice and rest where the error is known; at the goal, where all is done."""
        script, position = self._timeline.experiment.script, self._timeline.position
        compare = script.phase(script.error).number
        room = self._goal - 1 - position.iteration
        done = 1
        if position.phase >= compare and room <= 0:
            self._timeline.stand_at(len(script.phases))
            return done
        if position.phase >= compare:
            done = self._slice(room if most is None else min(room, most))
        self._timeline.stand_at(compare)
        return done

    def _slice(self, most: int) -> int:
        """Train up to `most` iterations, as many as a slice has time for; return how many."""
        count = min(most, self._size)
        begun = time.perf_counter()
        self._timeline.advance(count)
        took = max(time.perf_counter() - begun, 1e-6)
        fitting = int(count * SLICE_SECONDS / took)
        self._size = max(1, min(fitting, 2 * count, self._timeline.slice))
        return count

    def _look(self) -> Frame:
        return Frame(
            moment=self._timeline.moment(),
            run=self._run,
            playing=self._playing,
            going=self._going,
            finished=self._finished,
            pace=self._pace,
            goal=self._goal,
            furthest=self._timeline.furthest,
            note=self._note,
        )

    def _leave(self) -> None:
        frame = self._look()
        with self._lock:
            self._frame, taken, self._taken = frame, self._taken, False
        if taken and self._wake:
            self._wake()
