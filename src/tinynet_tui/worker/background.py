"""A thread that takes commands, works in short slices and leaves the latest Frame.

Only this thread touches what it works on. Commands come in through a queue. One frozen Frame waits
to be taken, and the next one replaces it. The screen is woken once for each Frame that it takes, so
nothing piles up, however fast the work is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, Protocol, TypeVar

Command = TypeVar("Command")
CommandOf = TypeVar("CommandOf", contravariant=True)


class OfRun(Protocol):
    """A Frame knows the number of its run."""

    @property
    def run(self) -> int: ...


Frame = TypeVar("Frame", bound=OfRun)
FrameOf = TypeVar("FrameOf", covariant=True)


class Working(Protocol[CommandOf, FrameOf]):
    """What the thread works on: it obeys commands, goes on by a slice, and makes Frames."""

    @property
    def has_job(self) -> bool: ...

    @property
    def seconds_left(self) -> float | None:
        """Seconds until there is something to do; None if that takes a command."""

    def obey(self, run_number: int, command: CommandOf) -> None: ...

    def go_on(self) -> bool:
        """Do one slice; True when a Frame is due."""

    def frame(self) -> FrameOf: ...


class Background(Generic[Command, Frame]):
    """Works in a thread of its own."""

    _session: Working[Command, Frame]
    _tells_jobs = False
    """True to leave a Frame as soon as a job begins, whose first slice may take long."""

    def __init__(
        self,
        commands: SimpleQueue[tuple[int, Command] | None],
        wake: Callable[[], None] | None,
        restarts: tuple[type, ...],
        name: str,
    ) -> None:
        """Prepare the thread; nothing happens before `start`.

        It takes its commands from a queue, each with the number of its run, and calls `wake` for
        the first Frame after each `take`. Commands of the classes `restarts` begin another run.
        """
        self._commands = commands
        self.wake = wake
        self._restarts = restarts
        self._stopping = False
        self._run_number = 0
        self._sent = self._obeyed = self._told = self._answered = 0
        """How many commands were sent and obeyed; those before the latest Frame, and before the
        one that was taken."""
        self._lock = threading.Lock()
        self._taken = True
        self._frame: Frame
        self.failure: BaseException | None = None
        """The exception that ended the thread."""
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def _interrupted(self) -> bool:
        """True when a command is waiting."""
        return not self._commands.empty()

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
        if isinstance(command, self._restarts):
            self._run_number += 1
        self._sent += 1
        self._commands.put((self._run_number, command))

    def take(self) -> Frame | None:
        """Return the latest Frame, even if taken before; None if it is of an older run."""
        with self._lock:
            self._taken, self._answered = True, self._told
            return self._frame if self._frame.run == self._run_number else None

    @property
    def has_answered(self) -> bool:
        """True when the Frame that was taken last comes after all commands."""
        return self._answered == self._sent

    # The methods below run in the worker's thread.

    def _begin(self) -> None:
        """Do what comes before the first command."""

    def _end(self) -> None:
        """Clean up."""

    def _work(self) -> None:
        try:
            self._begin()
            while True:
                received = self._next_command()
                if self._stopping:
                    return
                if received is not None:
                    self._obey(*received)
                elif self._session.go_on():
                    self._leave_frame()
        except BaseException as failure:  # the screen finds it and ends the app
            self._note(failure)
            if self.wake:
                self.wake()
        finally:
            self._end()

    def _note(self, failure: BaseException) -> None:
        """Keep a failure for the screen."""
        self.failure = failure

    def _next_command(self) -> tuple[int, Command] | None:
        """Wait for a command; None as soon as there is something else to do."""
        try:
            return self._commands.get(timeout=self._session.seconds_left)
        except Empty:
            return None

    def _obey(self, run_number: int, command: Command) -> None:
        self._obeyed += 1  # what is told on the way answers it
        self._session.obey(run_number, command)
        if not self._session.has_job or self._tells_jobs:
            self._leave_frame()

    def _leave_frame(self) -> None:
        frame = self._session.frame()
        with self._lock:
            self._frame, taken, self._taken = frame, self._taken, False
            self._told = self._obeyed
        if taken and self.wake:
            self.wake()
