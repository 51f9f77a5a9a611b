"""A running script as its process knows it, and what that tells the trainer.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import sys
import warnings
from contextlib import suppress
from socket import socket
from time import perf_counter
from types import FrameType
from typing import Any

from .checking import Check
from .error_record import ErrorRecord
from .forking import Copier
from .holds import Holds
from .hooks import made_anew
from .link import Header, send
from .plan import Plan
from .silent import Silent
from .standing import Position
from .telling import values_of
from .trace import Trace
from .values import pack
from .watch import Watch


class Reporting:
    """Knows the state of a script, and tells of it."""

    def __init__(self, link: socket, chosen: Plan, copier: Copier) -> None:
        self.link, self.file, self.names = link, chosen.source.name, chosen.variables
        self.tree, self._chosen = chosen.tree, chosen
        self._check: Check | None = None
        """Records the iteration, in a copy of the process that ends with it."""
        self._nobody: socket | None = None
        """Takes what that copy tells."""
        self._ways, self._divides = chosen.ways, chosen.divides
        self._statements = chosen.statements
        self._silent = Silent([*chosen.statements], [[*step.writes] for step in chosen.steps])
        self._inside = [step.inside for step in chosen.steps]
        self._rounds: dict[int, int] = {}
        """The step with which the present round of each inner loop begins, by the loop's line."""
        self.at = Position()
        self._out, self._err = sys.stdout, sys.stderr
        self.errors = ErrorRecord(chosen.marking, squares=chosen.squares)
        self._watch = Watch(chosen.watched)
        self._happened: list[tuple[Header, bytes]] = []
        """The events gathered and not yet told."""
        self._copier, self._written = copier, copier.written
        self._error: BaseException | None = None
        """What has ended the loop."""
        self._handled: BaseException | None = None
        """What the script handles around the loop."""
        self.raised: Header | None = None
        self._goal = 0
        """Where running stops: at the beginning of that iteration."""
        self._limit = 0
        """The iteration at whose beginning there may be something to do."""
        self._copies: list[int] = []
        """The iterations, before the goal, at whose beginning a copy is to be left."""
        self._holds = Holds(made_anew(chosen.steps))
        """What is off or held: while anything is, the script runs step by step."""
        self._edits: dict[tuple[int, int], list[tuple[str, float | str]]] = {}
        """What is changed after a step of an iteration."""
        self._edited: list[int] = []
        """The iterations in which that is, still to come or present."""
        self._trace: Trace | None = None
        """Takes a number after each iteration."""
        self._traced = 0
        """The number of that trace, among all."""
        self._notes = self.errors.is_marking
        """True when there is something to note at the beginning of every iteration."""
        self._todo = self._keep = 0
        """The steps still to be run, and of how many of the last to tell the values."""
        self._until: frozenset[int] = frozenset()
        """The numbers of the steps at which it stops earlier."""
        self._passing: int | None = None
        """The line of the inner loop in whose next round it stops earlier."""
        self._through = False
        """True when it runs to the end of the process without a stop."""
        self._stopping = False
        """True when it is to stop as soon as it can."""
        self._chunk = 1
        self._age = self._slowest = 0.0
        """The seconds it has run, and those of the slowest iteration."""
        self._since = self._resumed = self._looked = self._told = perf_counter()

    def watch_warnings(self) -> None:
        """Tell the trainer of warnings; they are printed as ever."""
        shown = warnings.showwarning

        def show(message: Any, kind: type[Warning], file: str, line: int, *more: Any) -> None:
            shown(message, kind, file, line, *more)
            if file == self.file and self.at.state in ("begin", "step") and not self._through:
                told = {"text": str(message)[:200], "line": line, "number": self.at.iteration}
                send(self.link, {"do": "warned", **told, "at": self._loop_line(line)})

        warnings.showwarning = show  # type: ignore[assignment]

    def _loop_line(self, line: int) -> int:
        """Return the line of the loop's statement that is being run."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename == self.file and any(
                one.lineno <= frame.f_lineno <= (one.end_lineno or one.lineno)
                for one in self._statements
            ):
                return frame.f_lineno
            frame = frame.f_back
        return line

    def _position(self) -> Header:
        at = self.at
        return {
            "iteration": at.iteration,
            "step": at.step,
            "state": at.state,
            "line": at.line,
            "raised": self.raised,
            "inside": self._error is not None,
            "age": self._age,
            "slowest": self._slowest,
        }

    def _tell(self, frame: FrameType | None, what: str, *, waits: bool = False) -> None:
        values = values_of(frame, self.names) if frame else {}
        description, data = pack(values)
        odd: list[str] = []
        if frame is not None and self.at.line is not None:
            with suppress(Exception):
                odd = self._silent.found(
                    self.at.line, (self.at.iteration, self.at.step), frame, values
                )
        told = {"do": what, **self._position(), "values": description, "odd": odd, "waits": waits}
        line = self.at.line
        told["rounds"] = [] if line is None else [self._rounds[one] for one in self._inside[line]]
        if self.at.state == "step" and (error := self.errors.latest(self.at.iteration)) is not None:
            told["error"] = error
        send(self.link, told, data)

    def _gather(self, iteration: int, frame: FrameType, *, ended: bool = False) -> None:
        """Gather the errors and the events of the iterations before one."""
        errors = self.errors.gather(iteration, ended=ended)
        if happened := self._watch.found(iteration, frame, errors, ended=ended):
            self._happened.append(happened)

    def _tell_errors(self) -> None:
        """Send the errors and events gathered, and the numbers traced."""
        self._told = perf_counter()
        if self._trace is not None and (found := self._trace.told()):
            send(self.link, {"do": "traced", "first": found[0]}, found[1])
        for told, data in self._happened:
            send(self.link, {"do": "happened", **told}, data)
        self._happened.clear()
        for first, means in self.errors.take():
            send(self.link, {"do": "errors", "first": first}, means.tobytes())

    def _flush(self) -> None:
        for file in (self._out, self._err):
            with suppress(OSError, ValueError, AttributeError):
                file.flush()  # unless the script has closed it
