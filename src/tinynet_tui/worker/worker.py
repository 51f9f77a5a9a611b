"""The background worker: takes commands, trains in short slices, leaves the latest Frame.

One thread owns the timeline. Commands go in through a queue; what comes out is one frozen Frame
at a time, which the next one replaces. The screen is woken at most once for every Frame that it
has not fetched yet, so however fast the training, there is nothing to pile up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS

from .commands import Command, Open, Restart
from .frame import Frame
from .session import Session
from .speed import AUTO, Speed

__all__ = ["Frame", "Worker"]


class Worker:
    """Runs an experiment in a thread of its own."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int = ITERATIONS,
        speed: Speed = AUTO,
        fps: float = 10,
        wake: Callable[[], None] | None = None,
    ) -> None:
        """Prepare the run; nothing happens before `start`.

        `iterations` is where playing stops, `fps` how many Frames a second playing leaves, `wake`
        what the worker calls, in its own thread, when there is a Frame after the last was taken.
        """
        self._commands: SimpleQueue[tuple[int, Command] | None] = SimpleQueue()
        self._session = Session(
            experiment,
            iterations=iterations,
            speed=speed,
            fps=fps,
            asked=lambda: not self._commands.empty(),
        )
        self._wake = wake
        self._stopping = False
        self._runs_asked = 0
        self._lock = threading.Lock()
        self._taken = True
        self._frame = self._session.look()
        self.failure: BaseException | None = None
        """What ended the worker, if it was not `stop`."""
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)

    def start(self) -> None:
        """Start the worker."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End the worker and wait for it; False if it had not ended in that many seconds."""
        self._stopping = True
        self._commands.put(None)  # so that it does not wait any longer
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
            while True:
                asked = self._next_command()
                if self._stopping:
                    return
                if asked is not None:
                    self._obey(*asked)
                elif self._session.go_on():
                    self._leave()
        except BaseException as failure:  # handed to the screen, which ends the app
            self.failure = failure
            if self._wake:
                self._wake()

    def _next_command(self) -> tuple[int, Command] | None:
        """Wait for a command while there is nothing to do; None when it is time to train."""
        try:
            return self._commands.get(timeout=self._session.rest)
        except Empty:
            return None

    def _obey(self, run: int, command: Command) -> None:
        self._session.obey(run, command)
        if not self._session.has_job:
            self._leave()

    def _leave(self) -> None:
        frame = self._session.look()
        with self._lock:
            self._frame, taken, self._taken = frame, self._taken, False
        if taken and self._wake:
            self._wake()
