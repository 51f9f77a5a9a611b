"""The worker: a thread that takes commands, trains in short slices and leaves the latest Frame.

Only this thread touches the timeline. Commands come in through a queue. One frozen Frame waits to
be taken, and the next one replaces it. The screen is woken once for each Frame that it takes, so
nothing piles up, however fast the training is.
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

        Playing stops after `iterations`; `fps` is the number of Frames a second while it plays.
        The worker's thread calls `wake` for the first Frame after each `take`.
        """
        self._commands: SimpleQueue[tuple[int, Command] | None] = SimpleQueue()
        self._session = Session(
            experiment,
            iterations=iterations,
            speed=speed,
            fps=fps,
            interrupted=lambda: not self._commands.empty(),
        )
        self._wake = wake
        self._stopping = False
        self._run_number = 0
        self._lock = threading.Lock()
        self._taken = True
        self._frame = self._session.frame()
        self.failure: BaseException | None = None
        """The exception that ended the thread."""
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End the thread; False if it is still running after `timeout` seconds."""
        self._stopping = True
        self._commands.put(None)  # the thread may be waiting for a command
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def send(self, command: Command) -> None:
        """Give the worker a command and return at once; a Frame will answer it."""
        if isinstance(command, Restart | Open):
            self._run_number += 1
        self._commands.put((self._run_number, command))

    def take(self) -> Frame | None:
        """Return the latest Frame, even if taken before; None if it is of an older run."""
        with self._lock:
            self._taken = True
            return self._frame if self._frame.run == self._run_number else None

    # The methods below run in the worker's thread.

    def _work(self) -> None:
        try:
            while True:
                received = self._next_command()
                if self._stopping:
                    return
                if received is not None:
                    self._obey(*received)
                elif self._session.go_on():
                    self._leave_frame()
        except BaseException as failure:  # the screen finds it and ends the app
            self.failure = failure
            if self._wake:
                self._wake()

    def _next_command(self) -> tuple[int, Command] | None:
        """Wait for a command; None as soon as there is something else to do."""
        try:
            return self._commands.get(timeout=self._session.seconds_left)
        except Empty:
            return None

    def _obey(self, run_number: int, command: Command) -> None:
        self._session.obey(run_number, command)
        if not self._session.has_job:
            self._leave_frame()

    def _leave_frame(self) -> None:
        frame = self._session.frame()
        with self._lock:
            self._frame, taken, self._taken = frame, self._taken, False
        if taken and self._wake:
            self._wake()
