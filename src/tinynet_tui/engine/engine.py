"""Runs a script in a process of its own, to any position in both directions."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from .link import Header, Lost, receive, send
from .plan import Choice
from .refusal import Refusal, printable
from .transcript import Transcript
from .values import Value, unpack

PATIENCE = 1.0
"""The seconds after which a script that does not stop is cut off."""
MOST_COPIES = 24
SPACING = 0.1
"""The seconds of running between two copies, at first."""
MOST_FRAMES = 1 << 12
"""The most positions whose values are kept."""
MOST_FRAME_BYTES = 1 << 25
MOST_TOLD = 256
"""Of how many steps before a position the values are told on the way to it."""
NEAR = (64, 8, 1)
"""How many iterations before a position copies are left on the way to it."""


class Where(NamedTuple):
    """A position: an iteration, and how many of its steps have been run."""

    iteration: int
    step: int


@dataclass(frozen=True)
class Raised:
    """An exception that nobody in the script has caught."""

    type: str
    message: str
    line: int | None

    @classmethod
    def read(cls, told: Header | None) -> Raised | None:
        """Return what the script's process tells of an exception, in printable characters."""
        if told is None:
            return None
        kind, message = (printable(str(told[name])) for name in ("type", "message"))
        return cls(kind, message, told["line"])

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


@dataclass(frozen=True)
class Frame:
    """A script's variables at a position."""

    where: Where
    line: int | None
    """The number, among the loop's statements, of the step that was run last."""
    values: dict[str, Value]
    printed: int
    """How many bytes had been printed."""
    size: int = 0


@dataclass
class _Run:
    """A process that runs the script."""

    link: socket.socket
    out: int
    err: int
    printed: list[int]
    """How many bytes have been printed on standard output and standard error."""
    pid: int = 0
    where: Where = Where(-1, 0)
    state: str = "before"
    raised: Raised | None = None

    def close(self) -> None:
        self.link.close()
        for number in (self.out, self.err):
            os.close(number)


@dataclass(frozen=True)
class _Copy:
    """A process that waits at the beginning of an iteration."""

    iteration: int
    link: socket.socket
    printed: tuple[int, int]


class Stopped(Exception):
    """The script's process has ended by itself, or was stopped."""

    def __init__(self, status: int | None) -> None:
        super().__init__(_in_words(status))
        self.status = status


class Endless(Stopped):
    """The script did not stop when it was told to, and was cut off."""

    def __init__(self) -> None:
        Exception.__init__(self, "a statement did not end, and was cut off")
        self.status = None


def _in_words(status: int | None) -> str:
    if status is None:
        return "its process has ended"
    if status < 0:
        with suppress(ValueError):
            return f"its process was killed by {signal.Signals(-status).name}"
    return f"its process has ended with status {status}"


@dataclass
class Engine:
    """A script that runs; it stands at a position."""

    name: str
    """The file's path."""
    data: bytes
    choice: Choice = field(default_factory=Choice)
    arguments: Sequence[str] = ()
    bare: bool = False
    """True to run the file to its end only, as it stands."""
    stdin: int = subprocess.DEVNULL
    out: Transcript = field(default_factory=Transcript)
    err: Transcript = field(default_factory=Transcript)
    errors: list[np.ndarray[Any, np.dtype[np.float64]]] = field(default_factory=list)
    """The error of each iteration, slice by slice."""
    plan: Header = field(default_factory=dict)
    length: int | None = None
    """How many iterations there are, once the loop has ended."""
    raised: Raised | None = None
    status: int | None = None
    """The exit status, once the script is over."""

    def __post_init__(self) -> None:
        self._copies: list[_Copy] = []
        self._spacing, self._copied = SPACING, monotonic()
        self._frames: OrderedDict[Where, Frame] = OrderedDict()
        self._bytes = self._known = 0
        self._ended: dict[int, int] = {}
        self._lasts: dict[int, int] = {}
        """How many steps an iteration has, where that is known."""
        self._start()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Processes

    def _start(self) -> None:
        """Start the script's process, and read its plan; Refusal if it cannot be opened."""
        link, theirs = socket.socketpair()
        self._keeper, keeper = socket.socketpair()
        out, their_out = _pipe()
        err, their_err = _pipe()
        host = [sys.executable, "-P", "-m", "tinynet_tui.engine.host"]
        with theirs, keeper:
            numbers = (theirs.fileno(), keeper.fileno())
            self._process = subprocess.Popen(
                [*host, *map(str, numbers)],
                stdin=self.stdin,
                stdout=their_out,
                stderr=their_err,
                pass_fds=numbers,
                start_new_session=True,
                env=os.environ | {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"},
            )
        os.close(their_out)
        os.close(their_err)
        self._run = _Run(link, out, err, [0, 0])
        header = {
            "name": self.name,
            "choice": asdict(self.choice),
            "arguments": [*self.arguments],
            "bare": self.bare,
        }
        send(link, header, self.data)
        try:
            answer = self._await("planned", "refused")
        except Stopped as end:
            raise Refusal(str(end)) from None
        if answer["do"] == "refused":
            raise Refusal(str(answer["reason"]), answer["line"])
        self.plan = answer
        self._await("stopped")

    def close(self) -> None:
        """End all processes of the script."""
        self._run.close()
        for copy in self._copies:
            copy.link.close()
        self._copies.clear()
        self._keeper.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _await(
        self, *kinds: str, interrupted: Callable[[], bool] | None = None, copying: bool = False
    ) -> Header:
        """Read what comes until there is a message of one of some kinds; return it.

        When it is `interrupted`, the script is told to stop; with `copying`, to leave copies.
        """
        run, found, deadline = self._run, None, None
        sources: list[Any] = [run.link, run.out, run.err]
        asked = False
        while found is None or asked:
            wait = 0.02 if interrupted or copying else None
            ready, _, _ = select.select(sources, [], [], wait)
            if copying and not asked and monotonic() - self._copied > self._spacing:
                asked = True
                send(run.link, {"do": "copy"})
            if deadline is None and interrupted is not None and interrupted():
                deadline = monotonic() + PATIENCE
                with suppress(Lost):
                    send(run.link, {"do": "stop"})
            if deadline is not None and monotonic() > deadline:
                self._kill()
                raise Endless
            for number in (run.out, run.err):
                if number in ready and not self._drain(number):
                    sources.remove(number)
            if run.link not in ready:
                continue
            try:
                message, data, files = receive(run.link, files=1)
            except Lost:
                if found is not None:
                    break  # it had ended before it was asked for a copy
                self._drain(run.out)
                self._drain(run.err)
                raise Stopped(self._status(run.pid)) from None
            self._note(message, data, files)
            if message["do"] in kinds:
                found = message
            asked = asked and message["do"] != "copied"
            copying = copying and found is None
        return found

    def _drain(self, number: int) -> bool:
        """Read what the script has printed; return False at the end."""
        run, which = self._run, int(number == self._run.err)
        transcript = self.err if which else self.out
        while True:
            try:
                data = os.read(number, 1 << 16)
            except BlockingIOError:
                return True
            if not data:
                return False
            run.printed[which] = transcript.take(run.printed[which], data)

    def _note(self, message: Header, data: bytes, files: list[int]) -> None:
        """Take from a message where the script stands, and what it tells."""
        run = self._run
        if "iteration" in message:
            run.where = Where(int(message["iteration"]), int(message["step"]))
            run.state = str(message["state"])
            run.raised = Raised.read(message["raised"])
            self._drain(run.out)
            self._drain(run.err)
        match message["do"]:
            case "errors":
                self._take_errors(int(message["first"]), data)
            case "step":
                self._keep(message, data)
                send(run.link, {"do": "go on"})
            case "values":
                self._keep(message, data)
            case "copied":
                self._take_copy(message, files)
            case "planned" | "restored":
                run.pid = int(message["pid"])

    def _take_errors(self, first: int, data: bytes) -> None:
        found = np.frombuffer(data, dtype=np.float64)
        new = found[max(0, self._known - first) :]
        if first <= self._known and len(new):
            self.errors.append(new)
            self._known += len(new)

    def _keep(self, message: Header, data: bytes) -> None:
        run = self._run
        values = unpack(message["values"], data)
        line = message["line"]
        frame = Frame(run.where, line, values, run.printed[0], len(data) + 200 * len(values))
        self._frames[run.where] = frame
        self._frames.move_to_end(run.where)
        self._bytes += frame.size
        while len(self._frames) > MOST_FRAMES or self._bytes > MOST_FRAME_BYTES:
            if len(self._frames) == 1:
                break
            self._bytes -= self._frames.popitem(last=False)[1].size

    def _status(self, pid: int) -> int | None:
        """Return how a process has ended; None if that is not known."""
        deadline = monotonic() + 1
        while pid not in self._ended and monotonic() < deadline:
            if not select.select([self._keeper], [], [], 0.05)[0]:
                continue
            try:
                message, _, _ = receive(self._keeper)
            except Lost:
                break
            self._ended[int(message["pid"])] = int(message["status"])
            if not pid:
                pid = int(message["pid"])
        return self._ended.get(pid)

    # Copies

    def _copy(self) -> None:
        """Leave a copy of the process where it stands, at the beginning of an iteration."""
        send(self._run.link, {"do": "copy"})
        self._await("copied")

    def _take_copy(self, message: Header, files: list[int]) -> None:
        """Keep the copy that the process has left, and let the process go on."""
        self._copied = monotonic()
        run = self._run
        if not message["copy"]:
            return
        iteration, printed = run.where.iteration, (run.printed[0], run.printed[1])
        link = socket.socket(fileno=files[0])
        at = bisect_right(self._copies, iteration, key=lambda one: one.iteration)
        self._copies.insert(at, _Copy(iteration, link, printed))
        send(run.link, {"do": "copied"})
        self._thin_out()

    def _thin_out(self) -> None:
        """Give up every second copy when there are too many, but the first and the last."""
        if len(self._copies) > MOST_COPIES:
            for copy in self._copies[1:-1:2]:
                copy.link.close()
            del self._copies[1:-1:2]
            self._spacing *= 2

    def _restore(self, iteration: int) -> None:
        """Run on from the last copy at or before an iteration, in the place of the present run."""
        while True:
            at = bisect_right(self._copies, iteration, key=lambda one: one.iteration)
            if not at:
                raise Stopped(None)
            copy = self._copies[at - 1]
            link, theirs = socket.socketpair()
            out, their_out = _pipe()
            err, their_err = _pipe()
            self._kill()
            self._run = _Run(link, out, err, [*copy.printed])
            with theirs:
                try:
                    send(copy.link, {"do": "run"}, files=[theirs.fileno(), their_out, their_err])
                except Lost:
                    self._copies.remove(copy)
                    continue
                finally:
                    os.close(their_out)
                    os.close(their_err)
            try:
                self._await("restored")
                self._await("stopped")
            except Stopped:
                self._copies.remove(copy)
                continue
            return

    def _kill(self) -> None:
        """End the process that runs; the copies stay."""
        if self._run.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self._run.pid, signal.SIGKILL)
        with suppress(OSError):
            self._run.close()

    # Positions

    @property
    def where(self) -> Where:
        """Where the script stands."""
        return self._run.where

    def run_to(self, iteration: int, interrupted: Callable[[], bool] | None = None) -> bool:
        """Stand at the beginning of an iteration; return False if the loop ends before it.

        When it is `interrupted`, the script stops earlier; then that is True, too.
        """
        run, back = self._run, False
        if run.state != "begin" or run.where.iteration > iteration:
            if run.state != "before":
                self._restore(iteration)
                back = True
        if not self._copies:
            self._forward(0, None)
            if self._run.state != "begin":
                return False
            self._copy()
        for near in NEAR if back else ():
            if self._run.where.iteration < iteration - near:
                if not self._forward(iteration - near, interrupted):
                    return self._run.state == "begin"
                self._copy()
        return self._forward(iteration, interrupted)

    def _forward(self, iteration: int, interrupted: Callable[[], bool] | None) -> bool:
        run = self._run
        if run.where.iteration == iteration and run.state == "begin":
            return True
        send(run.link, {"do": "run", "to": iteration})
        while True:
            self._await("stopped", "exited", interrupted=interrupted, copying=bool(self._copies))
            if run.state != "ended" or self.plan["once"]:
                break
            send(run.link, {"do": "go on"})  # to the loop's next round
        if run.state in ("ended", "exited"):
            self.length, self.raised = run.where.iteration + 1, run.raised
        return run.state == "begin"

    def stand(
        self,
        iteration: int,
        step: int | None = None,
        interrupted: Callable[[], bool] | None = None,
    ) -> Frame:
        """Go to a step of an iteration, or to its last; return the variables there.

        If there are fewer steps, that is the last. Stopped if the script does not come so far.
        """
        where = Where(iteration, step if step is not None else self._lasts.get(iteration, 0))
        if where in self._frames:
            return self._frames[where]
        run = self._run
        behind = run.where.iteration == iteration and run.where.step < (step or 1)
        if not (behind and run.state in ("begin", "step")) and not self.run_to(
            iteration, interrupted
        ):
            raise Stopped(self.status)
        missing = MOST_TOLD if step is None else step - self._run.where.step
        message = self._steps(missing, MOST_TOLD, interrupted)
        if step is None and not message.get("left"):
            message = self._steps(1 << 40, 0, interrupted)
        if not message.get("left"):
            return self._frames[where]
        last = int(message.get("steps", self._run.where.step))
        if not last:
            raise Stopped(self.status)
        self._lasts[iteration] = last
        return self.stand(iteration, last, interrupted)

    def _steps(self, count: int, keep: int, interrupted: Callable[[], bool] | None) -> Header:
        """Run some steps, and keep the values after the last ones."""
        send(self._run.link, {"do": "steps", "count": count, "keep": keep})
        return self._await("stopped", "exited", interrupted=interrupted)

    def finish(self, interrupted: Callable[[], bool] | None = None) -> int:
        """Run the script to its end without a stop; return its exit status."""
        send(self._run.link, {"do": "run", "to": 1 << 62, "through": True})
        message = self._await("exited", interrupted=interrupted)
        with suppress(Stopped):
            self._await("")
        self.raised, self.status = self._run.raised, int(message["status"])
        return self.status


def _pipe() -> tuple[int, int]:
    read, write = os.pipe()
    os.set_blocking(read, False)
    return read, write
