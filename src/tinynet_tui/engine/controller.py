"""The hooks of a running script: they stop it, tell what it holds, and copy its process."""

from __future__ import annotations

import builtins
import os
import random
import select
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from types import FrameType
from typing import Any

import numpy as np

from .hooks import BEGIN, ENDED, ERROR, STEP
from .link import Header, Lost, receive, send
from .values import pack

CHUNK_SECONDS = 0.005
"""About how often a running script looks for a command."""


@dataclass
class Position:
    """Where a script stands."""

    iteration: int = -1
    """The iteration that has begun, from 0; -1 before the loop."""
    step: int = 0
    """How many of its steps have been run."""
    state: str = "before"
    """`before` the loop, `begin` of an iteration, in a `step`, `ended` loop, `exited` process."""
    line: int | None = None
    """The number, among the loop's statements, of the step that was run last."""


class Controller:
    """Runs a script from stop to stop, as the trainer commands."""

    def __init__(self, link: socket.socket, names: Sequence[str], *, marking: bool) -> None:
        """`names` are the variables to tell; with `marking`, iterations differ in their errors."""
        self.link, self.names = link, names
        self.at = Position()
        self.raised: Header | None = None
        self._goal = 0
        """Where running stops: at the beginning of that iteration."""
        self._limit = 0
        """The iteration at whose beginning there may be something to do."""
        self._todo = self._keep = 0
        """The steps still to be run, and of how many of the last to tell the values."""
        self._through = False
        """True when it runs to the end of the process without a stop."""
        self._chunk, self._since = 1, time.perf_counter()
        self._errors: list[Any] = []
        self._marks: list[int] | None = [] if marking else None
        self._told = 0
        """The iterations whose errors have been told."""
        self._copies: list[int] = []
        self._out, self._err = sys.stdout, sys.stderr

    def install(self) -> None:
        """Make the hooks known to the script."""
        hooks: dict[str, Callable[..., object]] = {
            BEGIN: self.begin,
            STEP: self.step,
            ENDED: self.ended,
            ERROR: self._errors.append,
        }
        vars(builtins).update(hooks)

    def begin(self) -> bool:
        """An iteration begins: return True if it is to be run step by step."""
        at = self.at
        at.iteration += 1
        if self._marks is not None:
            self._marks.append(len(self._errors))
        if at.iteration < self._limit:
            return False
        return self._boundary(sys._getframe(1))

    def _boundary(self, frame: FrameType) -> bool:
        at, left = self.at, self._todo
        at.state, steps, at.step, self._todo = "begin", at.step, 0, 0
        self._tell_errors()
        if left > 0 or at.iteration >= self._goal:
            self._stop(frame, steps=steps, left=max(0, left))
        else:
            self._look(frame)
        if self._todo:
            return True
        now = time.perf_counter()
        spent, self._since = now - self._since, now
        self._chunk = min(1 << 16, 2 * self._chunk) if spent < CHUNK_SECONDS else self._chunk // 2
        self._limit = min(self._goal, at.iteration + max(1, self._chunk))
        return False

    def step(self, number: int) -> None:
        """A step has been run."""
        at = self.at
        at.step, at.line, at.state = at.step + 1, number, "step"
        self._todo -= 1
        if self._todo < 0:
            return
        frame = sys._getframe(1)
        if self._todo < self._keep:
            self._flush()
            self._tell(frame, "step")
            receive(self.link)  # the trainer has read what was printed before
        if not self._todo:
            self._stop(frame)

    def ended(self) -> None:
        """The loop has ended, by itself or by an exception."""
        at, error = self.at, sys.exc_info()[1]
        left, self._todo = max(0, self._todo), 0
        if self._marks is not None:
            self._marks.append(len(self._errors))
        at.state = "ended"
        at.iteration += 1
        self._tell_errors()
        at.iteration -= 1
        if error is not None:
            self.raised = explained(error)
        frame = sys._getframe(1)
        self._limit = 0
        if not self._through:
            self._stop(frame, left=left)

    def exited(self, status: int, error: BaseException | None) -> None:
        """The script is over; tell it."""
        self.at.state = "exited"
        self.raised = explained(error) if error is not None else None
        self._flush()
        send(self.link, {"do": "exited", "status": status, **self._where()})

    def first_command(self) -> None:
        """Wait for the command with which the script begins."""
        self._stop(None)

    def _where(self) -> Header:
        return {**asdict(self.at), "raised": self.raised}

    def _flush(self) -> None:
        for file in (self._out, self._err):
            try:
                file.flush()
            except (OSError, ValueError, AttributeError):
                pass  # closed by the script

    def _stop(self, frame: FrameType | None, **more: object) -> None:
        """Say where the script stands, and do as commanded until it is to go on."""
        self._flush()
        send(self.link, {"do": "stopped", **self._where(), **more})
        while not self._obey(frame):
            pass
        self._since = time.perf_counter()

    def _look(self, frame: FrameType) -> None:
        """Do what is commanded while the script runs."""
        while select.select([self.link], [], [], 0)[0]:
            self._obey(frame)

    def _obey(self, frame: FrameType | None) -> bool:
        """Read and do a command; return True when the script is to go on."""
        try:
            command, _, _ = receive(self.link)
        except Lost:
            os._exit(0)
        match command["do"]:
            case "run":
                self._goal, self._keep = int(command["to"]), 0
                self._through = bool(command.get("through"))
                return True
            case "steps":
                self._todo, self._keep = int(command["count"]), int(command["keep"])
                return True
            case "stop":
                self._goal = 0
                return False
            case "values":
                self._tell(frame, "values")
            case "copy":
                return self._copy(frame)
            case "go on":
                return True
        return False

    def _tell(self, frame: FrameType | None, what: str) -> None:
        description, data = pack(self.values(frame) if frame else {})
        send(self.link, {"do": what, **self._where(), "values": description}, data)

    def values(self, frame: FrameType) -> dict[str, object]:
        """Return the values of the loop's variables in a frame of the script."""
        found: dict[str, object] = {}
        local, shared = frame.f_locals, frame.f_globals
        for name in self.names:
            first, _, member = name.partition(".")
            if first in local:
                value = local[first]
            elif first in shared:
                value = shared[first]
            else:
                continue
            if not member:
                found[name] = value
            elif member in (members := getattr(value, "__dict__", {})):
                found[name] = members[member]
        return found

    def _tell_errors(self) -> None:
        """Send the errors of the iterations that are over."""
        at, errors = self.at, self._errors
        count = at.iteration - self._told
        if not count or not (errors or self._marks):
            self._told = at.iteration
            return
        groups = (
            [errors[i:j] for i, j in zip(self._marks, self._marks[1:], strict=False)]
            if (self._marks is not None)
            else None
        )
        means = averaged(errors) if groups is None else np.array([mean_of(one) for one in groups])
        send(self.link, {"do": "errors", "first": self._told}, means.tobytes())
        self._told = at.iteration
        errors.clear()
        if self._marks is not None:
            self._marks[:] = [0]

    def _copy(self, frame: FrameType | None) -> bool:
        """Leave a copy of this process, from which the script can be run again."""
        self._flush()
        for pid in [*self._copies]:
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._copies.remove(pid)
        ours, theirs = socket.socketpair()
        drawn = random.getstate()  # which Python seeds anew in every copy
        try:
            pid = os.fork()
        except OSError:
            send(self.link, {"do": "copied", "copy": False, **self._where()})
            return False
        if pid:
            self._copies.append(pid)
            ours.close()
            with theirs:
                message = {"do": "copied", "copy": True, "pid": pid, **self._where()}
                send(self.link, message, files=[theirs.fileno()])
            receive(self.link)  # the trainer has read what was printed before
            return False
        theirs.close()
        self._copies.clear()
        self.link.close()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (1, 2):
            os.dup2(nowhere, number)
        os.close(nowhere)
        self._wait(ours)
        random.setstate(drawn)
        self._stop(frame)
        return True

    def _wait(self, link: socket.socket) -> None:
        """Wait, as a copy, until it is to be run; return in a copy of the copy."""
        while True:
            try:
                _, _, files = receive(link, files=3)
            except Lost:
                os._exit(0)
            pid = os.fork()
            if not pid:
                if os.fork():
                    os._exit(0)  # so that the keeper becomes the parent
                link.close()
                break
            for number in files:
                os.close(number)
            os.waitpid(pid, 0)
        self.link = socket.socket(fileno=files[0])
        for target, number in ((1, files[1]), (2, files[2])):
            os.dup2(number, target)
            os.close(number)
        send(self.link, {"do": "restored", "pid": os.getpid()})


def averaged(errors: list[Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the mean absolute value of each of some errors, arrays or numbers, as float64."""
    try:
        table = np.abs(np.array(errors, dtype=float).reshape(len(errors), -1))
    except (TypeError, ValueError):
        return np.array([mean_of([error]) for error in errors])
    with np.errstate(all="ignore"):
        return table.mean(axis=1)


def mean_of(errors: list[Any]) -> float:
    """Return the mean of the absolute values of all numbers in some errors; NaN without any."""
    try:
        with np.errstate(all="ignore"):
            parts = [np.abs(np.asarray(error, dtype=float)).mean() for error in errors]
            return float(np.mean(parts)) if parts else float("nan")
    except (TypeError, ValueError):
        return float("nan")


def explained(error: BaseException) -> Header:
    """Return an exception's type, message and line for a message."""
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == sys.argv[0]:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        message = " ".join(str(error).split())[:500]
    except Exception:
        message = ""
    return {"type": type(error).__name__, "message": message, "line": line}
