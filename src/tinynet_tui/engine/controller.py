"""The hooks of a running script: they stop it, tell what it holds, and have it copied.

What they call is bound when this is imported: a script may change any module later.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from os import _exit, register_at_fork
from select import select
from socket import socket, socketpair
from time import perf_counter
from types import FrameType
from typing import Any

from .asking import answer
from .checking import Check, check
from .error_record import ErrorRecord
from .forking import Copier
from .holds import Holds
from .hooks import (
    BEGIN,
    COMPARE,
    ENDED,
    ERROR,
    ROUND,
    SEEN,
    STEP,
    TRIED,
    TRY,
    WATCH,
    made_anew,
)
from .link import Header, Lost, receive, send
from .plan import Plan
from .silent import Silent
from .telling import explained, values_of
from .trace import Trace
from .trial import Trial
from .values import pack
from .watch import Watch

CHUNK_SECONDS = 0.005
"""About how often a running script looks for a command."""
TOLD_SECONDS = 0.025
"""How often it tells the errors, at most."""


@dataclass
class Position:
    """Where a script stands."""

    iteration: int = -1
    """The iteration that has begun, from 0; -1 before the loop."""
    step: int = 0
    """How many of its steps have been run, one by one."""
    state: str = "before"
    """`before` the loop, `begin` of an iteration, in a `step`, `ended` loop, `exited` process."""
    line: int | None = None
    """The number, among the loop's statements, of the step that was run last."""


class Controller:
    """Runs a script from stop to stop, as the trainer commands."""

    def __init__(self, link: socket, chosen: Plan, spacing: float) -> None:
        """`spacing` is about how many seconds of running lie between two copies."""
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
        self._copier = Copier(spacing)
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

    def install(self, builtins: dict[str, Any]) -> None:
        """Make the hooks known to the script; what it forks runs without them."""
        trial = Trial(lambda told: send(self.link, {**told, "number": self.at.iteration}))
        hooks: dict[str, Callable[..., object]] = {
            BEGIN: self.begin,
            STEP: self.step,
            ROUND: self.round,
            ENDED: self.ended,
            ERROR: self.errors.append,
            SEEN: self.errors.passed_on,
            WATCH: self._watch.take,
            COMPARE: self._watch.compare,
            TRY: trial.begins,
            TRIED: trial.ends,
        }
        builtins.update(hooks)

        def forked() -> None:
            if not self._copier.forking:
                self.link.close()
                builtins.update(dict.fromkeys(hooks, lambda *_: False))

        register_at_fork(after_in_child=forked)

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

    def begin(self) -> bool:
        """An iteration begins: return True if it is to be run step by step."""
        at = self.at
        if self._check is not None:
            at.iteration, at.step = at.iteration + 1, 0
            return self._check.begin()
        at.iteration += 1
        if self._notes:
            self.errors.mark()
            if self._trace is not None:
                self._trace.take(at.iteration - 1, sys._getframe(1))
        if at.iteration < self._limit:
            if not self._holds:
                return False
            at.state, at.step = "begin", 0
            return True
        return self._boundary(sys._getframe(1))

    def _boundary(self, frame: FrameType) -> bool:
        at, left, steps = self.at, self._todo, self.at.step
        at.state, at.step, at.line, self._todo = "begin", 0, None, 0
        self._handled = sys.exc_info()[1]
        self._gather(at.iteration)
        if at.iteration - 1 in self._edited:
            self._miss(at.iteration - 1, steps)
        now = perf_counter()
        spent, self._since = now - self._since, now
        if self._chunk == 1:
            self._slowest = max(self._slowest, spent)
        if not self._copied(frame):
            self._look(frame)
            if left > 0 or at.iteration >= self._goal or self._stopping:
                self._stop(frame, steps=steps, left=max(0, left))
            elif now > self._told + TOLD_SECONDS:
                self._tell_errors()
        self._edited = [one for one in self._edited if one >= at.iteration]
        if 0 < self._todo < self._keep:  # what the first step is about to read
            self._tell(frame, "step")
            self._acknowledged(frame)
        if self._todo > 0 or at.iteration in self._edited:
            return True
        self._chunk = min(1 << 16, 2 * self._chunk) if spent < CHUNK_SECONDS else self._chunk // 2
        self._chunk = max(1, self._chunk)
        self._limit = min(
            [self._goal, at.iteration + self._chunk, *self._copies[:1], *self._edited[:1]]
        )
        return bool(self._holds)

    def step(self, number: int) -> None:
        """A step has been run."""
        at = self.at
        at.step, at.line, at.state = at.step + 1, number, "step"
        if self._check is not None:
            self._check.step(number, sys._getframe(1))
        is_edited = bool(self._holds) or (at.iteration, at.step) in self._edits
        if is_edited:
            self._edit(sys._getframe(1))
        if self._check is not None:
            if is_edited:
                self._check.edited(sys._getframe(1))
            return
        self._todo = 0 if number in self._until else self._todo - 1
        if not 0 <= self._todo <= self._keep and perf_counter() < self._looked + CHUNK_SECONDS:
            return
        frame = sys._getframe(1)
        if 0 <= self._todo < self._keep:
            self._flush()
            self._tell(frame, "step")
            self._acknowledged(frame)
        if self._todo and not self._copied(frame):
            self._look(frame)
        if not self._todo or self._stopping:
            self._stop(frame)

    def _edit(self, frame: FrameType) -> None:
        """Change what is edited after this step, and put back what is off or held."""
        at = self.at
        for target, value in self._edits.get((at.iteration, at.step), ()):
            try:
                self._holds.change(frame, target, value)
                self._watch.edited(at.iteration, target)
            except Exception as error:
                self._fail((at.iteration, at.step), target, error)
        if self._holds:
            self._holds.keep(frame)

    def round(self, line: int) -> None:
        """A round of an inner loop begins, step by step."""
        self._rounds[line] = self.at.step + 1
        if line == self._passing and self._todo > 0:
            self._todo = 1

    def ended(self) -> None:
        """The loop has ended, by itself or by an exception."""
        at, error = self.at, sys.exc_info()[1]
        if error is self._handled:
            error = None
        if self._check is not None:
            self._check.end(explained(error, self.file, self.tree))
        left, self._todo = max(0, self._todo), 0
        at.state, self._error, self._limit = "ended", error, 0
        if error is None and at.iteration in self._edited:
            self._miss(at.iteration, at.step)
        self.raised = explained(error, self.file, self.tree)
        self.errors.mark()
        if self._trace is not None:
            self._trace.take(at.iteration, sys._getframe(1))
        self._gather(at.iteration + 1, ended=True)
        self._tell_errors()
        if not self._through:
            self._stop(sys._getframe(1), left=left, steps=at.step)

    def exited(self, error: BaseException | None) -> None:
        """The script is over; tell it."""
        if error is None or error is not self._error:
            self._error = None
            error = None if isinstance(error, SystemExit) else error
            self.raised = explained(error, self.file)
        self.at.state = "exited"
        self._flush()
        with suppress(Lost):
            send(self.link, {"do": "exited", **self._position()})

    def first_command(self) -> None:
        """Wait for the command with which the script begins."""
        self._stop(None)

    # What is told

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

    def _tell(self, frame: FrameType | None, what: str) -> None:
        values = values_of(frame, self.names) if frame else {}
        description, data = pack(values)
        odd: list[str] = []
        if frame is not None and self.at.line is not None:
            with suppress(Exception):
                odd = self._silent.found(
                    self.at.line, (self.at.iteration, self.at.step), frame, values
                )
        told = {"do": what, **self._position(), "values": description, "odd": odd}
        line = self.at.line
        told["rounds"] = [] if line is None else [self._rounds[one] for one in self._inside[line]]
        if self.at.state == "step" and (error := self.errors.latest(self.at.iteration)) is not None:
            told["error"] = error
        send(self.link, told, data)

    def _gather(self, iteration: int, *, ended: bool = False) -> None:
        """Gather the errors and the events of the iterations before one."""
        self.errors.gather(iteration, ended=ended)
        if happened := self._watch.found(iteration, ended=ended):
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

    # What is commanded

    def _stop(self, frame: FrameType | None, **more: object) -> None:
        """Say where the script stands, and do as commanded until it is to go on."""
        self._flush()
        self._tell_errors()
        self._age += perf_counter() - self._resumed
        send(self.link, {"do": "stopped", **self._position(), **more})
        self._stopping = False
        while not self._obey(frame):
            pass
        self._stopping = False
        self._since = self._resumed = perf_counter()

    def _look(self, frame: FrameType) -> None:
        """Do what is commanded while the script runs."""
        self._looked = perf_counter()
        while select([self.link], [], [], 0)[0]:
            self._obey(frame)

    def _acknowledged(self, frame: FrameType) -> None:
        """Wait until the trainer has read what was printed."""
        while not self._obey(frame):
            pass

    def _obey(self, frame: FrameType | None) -> bool:
        """Read and do a command; return True when the script is to go on."""
        try:
            command, data, _ = receive(self.link)
        except Lost:
            _exit(0)
        if "edits" in command:
            self._take_edits(command["edits"])
        if "trace" in command:
            self._take_trace(command["trace"], frame)
        match command["do"]:
            case "run" | "steps":
                self._limit = 0  # the goal may be nearer now
        match command["do"]:
            case "run":
                self._goal, self._through = int(command["to"]), bool(command.get("through"))
                self._todo, self._keep, copies = -1, 0, command.get("copies", ())
                self._until, self._passing = frozenset(), None
                self._copies = [one for one in copies if one > self.at.iteration]
            case "steps":
                self._todo, self._keep = int(command["count"]), int(command["keep"])
                self._until, self._passing = frozenset(command["until"]), command["passing"]
            case "stop":
                self._stopping = True
                return False
            case "values":
                self._tell(frame, "values")
                return False
            case "ask":
                told: Header = {"reason": "the loop has not begun"}
                found = b""
                if frame is not None:
                    told, found = answer(frame, self._ways, command, data, self._divides)
                send(self.link, {"do": "answered", **told}, found)
                return False
            case "check":
                return self._checked(frame, command)
        return True

    def _checked(self, frame: FrameType | None, command: Header) -> bool:
        """Tell what a check of this iteration has found; return True in the copy that runs it."""
        if frame is None or self.at.state != "begin":
            send(self.link, {"do": "checked", "reason": "no iteration begins here"})
            return False
        self._copier.forking = True
        told = check(frame, self._chosen, command, self.link)
        self._copier.forking = False
        if isinstance(told, Check):
            self._check, self._todo = told, 1
            self.link.close()
            self.link, self._nobody = socketpair()
            return True
        send(self.link, {"do": "checked", **told})
        return False

    def _take_edits(self, told: list[list[Any]]) -> None:
        self._edits = {}
        for iteration, step, target, value in told:
            self._edits.setdefault((iteration, step), []).append((target, value))
        self._edited = sorted({one for one, _ in self._edits if one >= self.at.iteration})

    def _fail(self, place: tuple[int, int], target: str, error: object) -> None:
        """Tell that an edit cannot be made, and why."""
        words = error.args[0] if isinstance(error, KeyError) and error.args else error
        told = {"at": place, "target": target, "why": str(words)[:200]}
        send(self.link, {"do": "failed", **told})

    def _miss(self, iteration: int, steps: int) -> None:
        """Tell of the edits after steps that an iteration does not have."""
        for (number, step), edits in self._edits.items():
            if number == iteration and step > steps:
                why = f"iteration {number:,} has {steps} step{'s' * (steps != 1)}"
                for target, _ in edits:
                    self._fail((number, step), target, why)

    def _take_trace(self, told: Header | None, frame: FrameType | None) -> None:
        number = told["number"] if told else 0
        if number and number == self._traced:
            return  # it goes on, and a zero keeps the sign before it
        self._traced = number
        self._trace = Trace(told["targets"], signs=bool(told["signs"])) if told else None
        self._notes = self.errors.is_marking or self._trace is not None
        if self._trace is not None and frame is not None and self.at.state == "begin":
            self._trace.take(self.at.iteration - 1, frame)

    def _copied(self, frame: FrameType) -> bool:
        """Leave a copy if it is time for one; return True in a process that runs on from it."""
        wanted = bool(self._copies) and self._copies[0] <= self.at.iteration
        if wanted:
            del self._copies[0]
        if self._through or not (wanted or self._copier.due):
            return False
        self._flush()
        now = perf_counter()
        self._age, self._resumed = self._age + now - self._resumed, now
        link = self._copier.copy(self.link, {"do": "copied", **self._position()})
        if link is None:
            if self._copier.obstacle:
                send(self.link, {"do": "uncopied", "why": self._copier.obstacle})
            else:
                self._acknowledged(frame)
            return False
        self.link = link
        self._stop(frame)
        return True
