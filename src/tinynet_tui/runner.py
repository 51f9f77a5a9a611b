"""The background worker: takes commands, trains in short slices, leaves the latest Frame.

One thread owns the timeline. Commands go in through a queue; what comes out is one frozen Frame
at a time, which the next one replaces. The screen is woken at most once for every Frame that it
has not fetched yet, so however fast the training, there is nothing to pile up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue

from .by_hand import Hand
from .commands import (
    ByHand,
    Change,
    Command,
    Faster,
    Go,
    GoWhere,
    Jump,
    Open,
    Play,
    Quit,
    Restart,
    Step,
    Switch,
    Undo,
    Until,
)
from .errands import Errand, Going, Searching, Slices, stepped, until
from .frame import Frame
from .net.edits import counted
from .net.events import Event
from .net.experiment import Experiment, Position
from .net.timeline import Timeline
from .pace import AUTO, Pace, neighbour
from .runs import Runs

__all__ = ["Frame", "Runner"]


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
        self._pace, self._fps, self._wake = pace, fps, wake
        self._playing = self._then_play = self._stopping = False
        self._errand: Errand | None = None
        self._waiting: list[Command] = []
        """Commands that mean something only where the errand ends."""
        self._note = ""
        self._event: Event | None = None
        self._owed: int | None = 0
        """Units still to train before the next wait; None for as many as there is time for."""
        self._due = self._show = 0.0
        """When the next units are due, and when the next Frame is."""
        self._slices = Slices()
        self._hand, self._runs = Hand(), Runs()
        self._untried: Timeline | None = None
        """The run as it was before a value was tried."""
        self._commands: SimpleQueue[tuple[int, Command]] = SimpleQueue()
        self._run = self._runs_asked = 0
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
        self._commands.put((self._runs_asked, Quit()))
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
                    if self._errand is None:
                        self._leave()
        except BaseException as failure:  # handed to the screen, which ends the app
            self.failure = failure
            if self._wake:
                self._wake()

    def _next_command(self) -> tuple[int, Command] | None:
        """Wait for a command while there is nothing to do; None when it is time to train."""
        if self._errand is not None or (self._playing and self._owed != 0):
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
        if self._must_wait(command):
            self._waiting.append(command)
            return
        self._note, self._event = "", None
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
            case Go(Position() as position, play, tell):
                self._set_out(Going(position, self._timeline, tell=tell), then_play=play)
            case Go(None):
                self._go_to_furthest()
            case GoWhere(text):
                self._go_where(text)
            case Until():
                self._run_until(command)
            case Jump(back):
                self._set_out(Searching(self._timeline, self._bound_for, back=back))
            case Change() | Switch() | Undo():
                self._change(command)
            case Restart(reseed):
                self._restart(reseed=reseed)
                self._run = run
            case Open(experiment, position, iterations, note):
                self._open(experiment, iterations)
                self._run, self._note = run, note
                self._set_out(Going(position, self._timeline))
            case Quit():
                self._stopping = True

    def _restart(self, *, reseed: bool) -> None:
        """Begin again, with the changes by hand, and go on playing or not, as before."""
        experiment = self._timeline.experiment
        self._leave_for(Timeline(experiment.reseeded() if reseed else experiment))
        self._goal = self._iterations
        self._errand, self._waiting = None, []
        self._begin_quantum()
        if experiment.edits:
            self._note = f"with {counted(len(experiment.edits), 'change')} by hand"

    def _leave_for(self, timeline: Timeline) -> None:
        """Run another timeline, and keep what there is to keep of this one."""
        self._runs.leave(self._timeline, self._goal)
        self._timeline, self._untried = timeline, None

    def _open(self, experiment: Experiment, iterations: int) -> None:
        """Begin an experiment unless it is there already, with all that is known of its run."""
        if experiment != self._timeline.experiment:
            self._leave_for(self._runs.timeline(experiment) or Timeline(experiment))
            self._hand.forget()
            self._goal = iterations
        elif iterations != self._iterations:
            self._goal = iterations
        self._iterations = iterations

    def _change(self, command: ByHand) -> None:
        """Change something by hand, or say why not, and run again to where that counts."""
        self._stop_moving()
        before = self._timeline
        try:
            changed = self._hand.obey(command, before)
        except ValueError as error:
            self._note = str(error)
            return
        if changed.leaves and before.furthest.iteration > changed.position.iteration:
            self._runs.leave(before, self._goal)
        experiment = replace(before.experiment, edits=changed.edits)
        if isinstance(command, Undo) and command.quietly and self._untried is not None:
            # With all that was known of it.
            self._timeline, self._untried = self._untried, None
        else:
            self._timeline = self._runs.timeline(experiment) or before.edited(changed.edits)
        if isinstance(command, Change) and not command.amends:
            self._untried = before
        self._note = changed.note
        self._set_out(Going(changed.position, self._timeline, brief=True))

    def _go_to_furthest(self) -> None:
        """Go to the furthest that was reached or asked for; where that is here, say so."""
        target = max(self._bound_for, self._timeline.furthest)
        if self._finished:
            self._note = "this is the end of the run"
        elif target == self._timeline.position:
            end = self._last.text(self._timeline.experiment.script)
            self._note = f"this is the furthest reached; the run ends at {end}"
        self._set_out(Going(target, self._timeline))

    def _go_where(self, text: str) -> None:
        """Go where a text says, or say why not: it may have been typed for another run."""
        script, furthest = self._timeline.experiment.script, self._timeline.furthest
        here = self._bound_for
        try:
            target = Position.resolve(text, script, here, max(here, furthest))
        except ValueError as error:
            self._note = str(error)
        else:
            self._set_out(Going(target, self._timeline))

    def _must_wait(self, command: Command) -> bool:
        """Whether a command counts from where the errand leads, and that is not known yet."""
        if isinstance(command, Play):
            return self._errand is not None and self._errand.defers(command, self._timeline)
        if any(isinstance(waiting, ByHand) for waiting in self._waiting):
            # What was changed by hand is not forgotten because one goes on at once.
            return not isinstance(command, Restart | Open | Quit)
        if self._waiting:
            return isinstance(command, Step | Jump | Until | ByHand)
        return self._errand is not None and self._errand.defers(command, self._timeline)

    def _step(self, unit: str, back: bool) -> None:
        """Go on or back by one; on a way somewhere, by one from where it leads."""
        if back and self._bound_for == Position():
            self._note = "this is the start"
        script = self._timeline.experiment.script
        target = stepped(self._bound_for, unit, len(script.phases), back=back)
        self._set_out(Going(target, self._timeline, brief=self._errand is None))

    def _run_until(self, command: Until) -> None:
        """Set out for where the condition comes true, unless it is true already."""
        self._stop_moving()
        self._note = command.condition.already(self._timeline.moment())
        if self._note:
            return
        if self._finished:
            self._make_room(self._timeline.position.iteration + 1)
        self._set_out(until(command.condition, self._timeline, self._goal))

    def _set_out(self, errand: Errand, *, then_play: bool = False) -> None:
        """Begin an errand; until it ends, Frames come as seldom as of a run."""
        self._stop_moving()
        self._errand, self._then_play = errand, then_play
        self._show = time.monotonic() + 1 / self._fps

    @property
    def _bound_for(self) -> Position:
        """Where the run stands or, while it is on its way somewhere, that place."""
        return (self._errand and self._errand.target) or self._timeline.position

    def _play(self, on: bool | None) -> None:
        if any(isinstance(waiting, ByHand) for waiting in self._waiting):
            self._note = "stopped: what was to be changed there is not"
        moving = self._playing or self._errand is not None
        self._stop_moving()
        self._playing = not moving if on is None else on
        if self._playing and self._finished:
            self._make_room(self._timeline.position.iteration + 1)

    def _stop_moving(self) -> None:
        self._playing, self._errand, self._waiting = False, None, []
        self._begin_quantum()

    def _begin_quantum(self) -> None:
        self._owed = 0
        self._due = self._show = time.monotonic()

    def _make_room(self, iteration: int) -> None:
        """Put the goal beyond an iteration, by whole rounds."""
        if iteration >= self._goal:
            self._goal = (iteration // self._iterations + 1) * self._iterations

    @property
    def _last(self) -> Position:
        """Where playing stops."""
        return Position(self._goal - 1, len(self._timeline.experiment.script.phases))

    @property
    def _finished(self) -> bool:
        return self._timeline.position >= self._last

    def _train(self) -> None:
        """Do one slice of what there is to do, and leave a Frame where one is due."""
        if self._errand is not None:
            rest = self._go_on(self._errand)
        else:
            rest = self._play_on()
        now = time.monotonic()
        if rest or now >= self._show:
            self._show = now + 1 / self._fps
            self._leave()

    def _go_on(self, errand: Errand) -> bool:
        """Do a slice of an errand; True once the run rests."""
        arrival = errand.go_on(self._timeline, self._slices)
        self._make_room(self._timeline.position.iteration)
        if arrival is None:
            return False
        self._note, self._event = arrival.note or self._note, arrival.event
        if arrival.onward is not None:
            self._errand = Going(arrival.onward, self._timeline, tell=not arrival.note)
            return False
        waiting = self._waiting
        self._play(self._then_play and not waiting)
        while waiting and self._errand is None:
            self._obey(self._run, waiting.pop(0))
        self._waiting = waiting
        return self._errand is None

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
        return self._slices.take(self._timeline.advance, most, self._timeline.slice)

    def _look(self) -> Frame:
        return Frame(
            moment=self._timeline.moment(),
            run=self._run,
            playing=self._playing,
            going=self._errand.target if self._errand else None,
            finished=self._finished,
            pace=self._pace,
            goal=self._goal,
            iterations=self._iterations,
            furthest=self._timeline.furthest,
            note=self._note,
            errand=self._errand.words if self._errand else "",
            event=self._event,
            runs=self._runs.kept,
        )

    def _leave(self) -> None:
        frame = self._look()
        with self._lock:
            self._frame, taken, self._taken = frame, self._taken, False
        if taken and self._wake:
            self._wake()
