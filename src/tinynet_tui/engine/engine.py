"""Runs a script in processes of its own, to any position in both directions."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from time import monotonic
from typing import Any, TypeAlias

import numpy as np

from .answers import NONE, Answer, Array
from .copies import SPACING, Copies, Copy
from .edits import Edit, first_change
from .endings import Endless, Raised, Stopped
from .keeper import Keeper
from .link import Header, Lost, send
from .plan import Choice
from .positions import Frame, Frames, Where
from .refusal import Refusal, printable
from .run import Message, Run
from .transcript import Transcript
from .values import unpack

__all__ = ["MEMORY", "Endless", "Engine", "Frame", "Raised", "Refusal", "Stopped", "Where"]

Interrupted: TypeAlias = Callable[[], bool] | None
"""Tells, every few milliseconds, whether the script is to stop."""

MEMORY = 4 << 30
"""The most bytes of address space that a script may have."""
TICK = 0.02
"""The seconds between two looks whether it is interrupted."""
PATIENCE = 1.0
"""The seconds after which a script that does not stop is cut off, if its iterations are quick."""
MOST_TOLD = 256
"""Of how many steps before a position the values are told on the way to it, at most."""
TELLING = 0.02
"""The seconds that may take."""
NEAR = (64, 8, 1)
"""How many iterations before a position copies are left on the way back to it."""
ALL = 1 << 62
MOST_FIRSTS = 1 << 12
MOST_ODD = 200
"""The most oddities of a run that are kept."""


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
    memory: int = MEMORY
    out: Transcript = field(default_factory=Transcript)
    err: Transcript = field(default_factory=Transcript)
    errors: list[np.ndarray[Any, np.dtype[np.float64]]] = field(default_factory=list)
    """The error of each iteration, slice by slice; whoever has read them may clear the list."""
    plan: Header = field(default_factory=dict)
    length: int | None = None
    """How many iterations there are, once the loop has ended."""
    raised: Raised | None = None
    """The exception that has ended the loop or the script."""
    status: int | None = None
    """The exit status, once the script is over."""

    def __post_init__(self) -> None:
        self._copies, self._frames = Copies(), Frames()
        self._answer = Answer()
        self.odd: dict[str, Where] = {}
        """What NumPy has done in silence or warned of, and where it was first seen."""
        self.edits: tuple[Edit, ...] = ()
        self.traced: list[tuple[int, np.ndarray[Any, np.dtype[np.float64]]]] = []
        """The numbers traced, slice by slice: after which iteration the first was taken, and all.

        Whoever has read them may clear the list.
        """
        self._trace: Header | None = None
        self._has_traced = False
        self._printed: dict[Where, int] = {}
        """How many bytes had been printed at the position of each edit."""
        self._known = 0
        """How many iterations' errors are known."""
        self._lasts: dict[int, int] = {}
        """How many steps an iteration has, where that is known."""
        self._firsts: dict[tuple[int, ...], int] = {}
        """At which step of an iteration one of some steps comes first."""
        self._telling = TELLING / MOST_TOLD
        """The seconds that it takes to tell of a step."""
        self._run = Run(self.out, self.err)
        self._keeper = Keeper(self._run, self.stdin)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes of the script."""
        self._run.close()
        self._copies.close()
        self._keeper.close()

    @property
    def where(self) -> Where:
        """Where the script stands."""
        return self._run.where

    def edit(self, edits: Sequence[Edit]) -> Where | None:
        """Change the edits; return the first position from which the run is another one."""
        first = first_change(self.edits, edits)
        if first is None:
            return None
        for edit in edits:
            if (frame := self._frames.get(edit.where)) is not None:
                self._printed.setdefault(edit.where, frame.printed)
        self.edits = tuple(edits)
        run = self._run
        if run.where >= first or not run.goes_on:
            run.close()
        self._copies.drop(first)
        self._frames.drop(first)
        if first in self._printed:
            self.out.cut(self._printed[first])
        self._known = min(self._known, first.iteration)
        self.errors.clear()
        self.odd = {text: where for text, where in self.odd.items() if where < first}
        self._lasts = {it: last for it, last in self._lasts.items() if it < first.iteration}
        self._firsts.clear()
        self.length = self.raised = self.status = None
        return first

    def trace(self, *targets: str, signs: bool = False) -> None:
        """Trace a number from now on after each iteration that is run; without targets, nothing.

        With `signs`, that is how many numbers of the arrays have changed sign in the iteration.
        """
        self.traced.clear()
        self._trace = {"targets": targets, "signs": signs} if targets else None
        self._has_traced = True

    def _order(self, header: Header) -> None:
        """Send a command with which the script runs on, and the edits on its way."""
        if self.edits or self._printed:
            told = [[*edit.where, edit.target, edit.value] for edit in self.edits]
            header = {**header, "edits": told}
        if self._has_traced:
            header = {**header, "trace": self._trace}
        self._run.send(header)

    def run_to(self, iteration: int, interrupted: Interrupted = None) -> bool:
        """Stand at the beginning of an iteration; return False if the loop ends before it.

        When it is `interrupted`, the script stops earlier; then that is True, too.
        """
        run = self._run
        back = not run.goes_on or run.where > Where(iteration, 0)
        if back:
            self._restore(Where(iteration, 0))
        return self._forward(iteration, interrupted, NEAR if back else ())

    def stand(
        self, iteration: int, step: int | None = None, interrupted: Interrupted = None
    ) -> Frame:
        """Go to a step of an iteration, or to its last; return the variables there.

        If there are fewer steps, that is the last; with none finished, the iteration's beginning.
        When it is `interrupted`, that is an earlier position. Stopped if the script does not come
        so far.
        """
        if step is None:
            step = self._lasts.get(iteration)
        if step is not None and (frame := self._frames.get(Where(iteration, step))):
            return frame
        if not self._enter(Where(iteration, step or 0), interrupted):
            return self._here()
        told = max(1, min(MOST_TOLD, int(TELLING / self._telling)))
        if step is None:
            ended = self._steps(told, told, interrupted) or self._steps(ALL, 0, interrupted)
        else:
            ended = self._steps(step - self.where.step, told, interrupted)
        if not ended:
            return self._frames.get(Where(iteration, -1 if step is None else step)) or self._here()
        self._lasts[iteration] = ended.get("steps", self.where.step)
        raised = self._run.raised
        if raised is not None and self._run.inside and self.plan["once"]:
            self.length = iteration + 1
            self.raised = replace(raised, where=Where(iteration, self._lasts[iteration] + 1))
        return self.stand(iteration, self._lasts[iteration], interrupted)

    def ask(
        self,
        where: Where,
        points: Array = NONE,
        grid: tuple[int, int] = (0, 0),
        interrupted: Interrupted = None,
    ) -> Answer:
        """Return the outputs at a position for other inputs than the script's own.

        They are points, (rows × columns, inputs), of a grid of rows and columns. Nothing of the
        run changes. Stopped if the script does not come to that position.
        """
        away = self.where != where or self._run.state != "step"
        if away and self._enter(where, interrupted):
            self._steps(where.step - self.where.step, 1, interrupted)
        if self.where != where:
            if interrupted is not None and interrupted():
                return Answer("another key came first")
            raise Stopped(self.status, "the loop ends before that")
        points = np.ascontiguousarray(points, dtype=np.float64)
        told = {"do": "ask", "shape": points.shape, "grid": grid}
        self._run.send(told, points.tobytes())
        self._await("answered")
        return self._answer

    def stand_at(
        self, iteration: int, lines: Sequence[int], interrupted: Interrupted = None
    ) -> Frame:
        """Go to the first step of an iteration that is one of the plan's steps; return its values.

        If there is none, that is the iteration's last step.
        """
        if (step := self._firsts.get((iteration, *lines))) is not None:
            return self.stand(iteration, step, interrupted)
        if not self._enter(Where(iteration, 0), interrupted):
            return self._here()
        ended = self._steps(ALL, 1, interrupted, lines)
        if ended:
            self._lasts[iteration] = ended.get("steps", self.where.step)
            return self.stand(iteration, self._lasts[iteration], interrupted)
        frame = self._here()
        if frame.line in lines:
            if len(self._firsts) > MOST_FIRSTS:
                self._firsts.clear()
            self._firsts[(iteration, *lines)] = frame.where.step
        return frame

    def finish(self, interrupted: Interrupted = None) -> int:
        """Run the script to its end without a stop; return its exit status."""
        if self._run.state != "exited":
            self._order({"do": "run", "to": ALL, "through": True})
            self._await("exited", interrupted=interrupted)
            self.length, raised = self._run.where.iteration + 1, self._run.raised
            if self.raised is None or raised is None:
                self.raised = raised
        try:
            self._await("", interrupted=interrupted)
        except Endless:
            raise
        except Stopped as end:
            self.status = end.status
        return 1 if self.status is None else self.status

    # Positions

    def _enter(self, where: Where, interrupted: Interrupted) -> bool:
        """Go to a position's iteration, not beyond the position; return False if interrupted."""
        run = self._run
        start = Where(where.iteration, 0)
        behind = run.goes_on and start <= run.where <= where
        copy = self._copies.last(where)
        if copy is not None and (copy.where > run.where if behind else copy.where >= start):
            self._restore(copy.where)
        elif not behind and not self.run_to(where.iteration, interrupted):
            raise Stopped(self.status, f"the loop ends before iteration {where.iteration}")
        return self.where.iteration == where.iteration

    def _here(self) -> Frame:
        """Return the variables where the script stands."""
        if not (frame := self._frames.get(self.where)):
            self._run.send({"do": "values"})
            self._await("values")
            frame = self._frames.get(self.where)
            assert frame is not None
        return frame

    def _forward(self, iteration: int, interrupted: Interrupted, near: Sequence[int] = ()) -> bool:
        run = self._run
        if run.where.iteration == iteration and run.state == "begin":
            return True
        before = run.state == "before"
        copies = [iteration - count for count in reversed(near)]
        self._order({"do": "run", "to": iteration, "copies": copies})
        while True:
            self._await("stopped", "exited", interrupted=interrupted)
            if run.state != "ended" or self.plan["once"]:
                break
            self._order({"do": "run", "to": iteration, "copies": copies})  # to the next round
        if run.state not in ("ended", "exited"):
            return True
        if before and run.where.iteration < 0:
            self._refuse()
        self.length, self.raised = run.where.iteration + 1, run.raised
        if run.inside:
            self._find_raising()
        return False

    def _refuse(self) -> None:
        """Say why the script does not come to its loop."""
        raised = self._run.raised
        if raised is None:
            raise Refusal("the loop is never entered", self.plan["loop"])
        raise Refusal(str(raised), raised.line)

    def _find_raising(self) -> None:
        """Find the step that raised the exception, by running its iteration step by step."""
        iteration, raised = self.where.iteration, self.raised
        assert raised is not None
        with suppress(Stopped):
            self._restore(Where(iteration, 0))
            if self.where.iteration < iteration:
                self._order({"do": "run", "to": iteration})
                self._await("stopped", "exited")
            ended = self._run.state == "begin" and self._steps(ALL, 0, None)
            if ended and self._run.inside:
                self.raised = replace(raised, where=Where(iteration, self.where.step + 1))

    def _steps(
        self, count: int, keep: int, interrupted: Interrupted, until: Sequence[int] = ()
    ) -> Header | None:
        """Run some steps and tell of the last ones; return what is said if there are fewer."""
        if not count:
            return None
        begun = monotonic()
        self._order({"do": "steps", "count": count, "keep": keep, "until": [*until]})
        message = self._await("stopped", "exited", interrupted=interrupted)
        left = int(message.get("left", 0))
        if 0 < count - left <= keep:
            self._telling = (monotonic() - begun) / (count - left)
        return message if left else None

    # Copies

    def _restore(self, where: Where) -> None:
        """Run on from the last copy at or before a position, in the place of the present run."""
        self._run.close()
        while copy := self._copies.last(where):
            self._run = run = Run(self.out, self.err, copy.printed)
            try:
                send(copy.link, {"do": "run"}, files=run.files)
                run.close_files()
                self._await("stopped")
                return
            except (Lost, Stopped):
                run.close()
                self._copies.remove(copy)
        raise Stopped(self.status)

    def _take_copy(self, header: Header, files: list[int]) -> None:
        run = self._run
        for number in files:
            link, memory = socket.socket(fileno=number), int(header["memory"])
            self._copies.add(Copy(run.where, link, run.printed, run.age, memory))

    # Messages

    def _open(self) -> None:
        """Have the script planned; Refusal if it cannot be opened."""
        header = {
            "name": self.name,
            "choice": asdict(self.choice),
            "arguments": [*self.arguments],
            "bare": self.bare,
            "memory": self.memory,
            "spacing": SPACING,
        }
        try:
            self._run.send(header, self.data)
            answer = self._await("planned", "refused")
            if answer["do"] == "refused":
                raise Refusal(str(answer["reason"]), answer["line"])
            self.plan = answer
            self._await("stopped")
        except (Lost, Stopped) as end:
            raise Refusal(str(end)) from None

    def _await(self, *kinds: str, interrupted: Interrupted = None) -> Header:
        """Take what the process tells until that is of one of some kinds; return it.

        When it is `interrupted`, the script is told to stop.
        """
        run, deadline = self._run, None
        while True:
            if deadline is None and interrupted is not None and interrupted():
                deadline = monotonic() + PATIENCE + 2 * run.slowest
                run.send({"do": "stop"})
            if deadline is not None and monotonic() > deadline:
                run.close()
                raise Endless
            try:
                message = run.next(TICK if interrupted else None)
                if message is not None and self._take(message) in kinds:
                    return message[0]
            except Lost:
                status = self._keeper.status(run.pid)
                run.close()
                raise Stopped(status) from None
            except (KeyError, TypeError, ValueError, IndexError):
                run.close()
                raise Stopped(None, "its process sent nonsense") from None

    def _take(self, message: Message) -> str:
        """Take in what the process tells; return of what kind it is."""
        header, data, files = message
        run, what = self._run, str(header["do"])
        match what:
            case "errors":
                self._take_errors(int(header["first"]), data)
            case "traced":
                if self._trace is not None:
                    self.traced.append((int(header["first"]), np.frombuffer(data, np.float64)))
            case "step" | "values":
                values = unpack(header["values"], data)
                size = len(data) + 200 * len(values)
                odd = tuple(printable(str(text)) for text in header["odd"])
                error = float(header["error"]) if "error" in header else None
                frame = Frame(run.where, header["line"], values, run.printed[0], size, error, odd)
                self._frames.add(frame)
                self._note_odd(odd, run.where)
            case "warned":
                step = sum(one["line"] <= int(header["at"]) for one in self.plan["steps"])
                text = f"line {int(header['line'])}: {printable(str(header['text']))}"
                self._note_odd([text], Where(int(header["number"]), max(1, step)))
            case "answered":
                self._answer = Answer.read(header, data)
            case "copied":
                self._take_copy(header, files)
        if what in ("step", "copied"):
            run.send({"do": "go on"})  # what it had printed has been read
        return what

    def _note_odd(self, texts: Sequence[str], where: Where) -> None:
        for text in texts:
            first = self.odd.get(text, where)
            if len(self.odd) < MOST_ODD or text in self.odd:
                self.odd[text] = min(first, where)

    def _take_errors(self, first: int, data: bytes) -> None:
        found = np.frombuffer(data, dtype=np.float64)
        new = found[max(0, self._known - first) :]
        if first <= self._known and len(new):
            self.errors.append(new)
            self._known += len(new)
