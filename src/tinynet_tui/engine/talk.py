"""What the trainer and the process of a script tell each other."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from time import monotonic
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from .answers import Answer
from .copies import SPACING, Copies, Copy
from .edits import Edit
from .endings import Endless, Raised, Stopped
from .happened import Again, Happened
from .keeper import Keeper
from .link import Header, Lost, send
from .plan import Choice
from .positions import Frame, Frames, Where
from .refusal import Refusal, printable
from .run import Message, Run
from .transcript import Transcript
from .values import unpack

Interrupted: TypeAlias = Callable[[], bool] | None
"""Tells, every few milliseconds, whether the script is to stop."""

MEMORY = 4 << 30
"""The most bytes of address space that a script may have."""
PATIENCE_WITH_ERROR = 3.0
"""The seconds that the chosen expression of the error may take."""
TICK = 0.02
"""The seconds between two looks whether it is interrupted."""
PATIENCE = 1.0
"""The seconds after which a script that does not stop is cut off, if its iterations are quick."""
MOST_TOLD = 256
"""Of how many steps before a position the values are told on the way to it, at most."""
TELLING = 0.02
"""The seconds that may take."""
OUTSIDE = "what it depends on outside itself, such as a file or the time, has changed"
MOST_ODD = 200
"""The most oddities of a run that are kept."""


class Noted(NamedTuple):
    """Where something was first seen."""

    where: Where
    line: int | None
    """The number of the step."""
    exact: bool = True
    """False when only the iteration and the line are known."""


@dataclass
class Talk:
    """Opens a script, sends commands, and takes in what is told."""

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
        self.odd: dict[str, Noted] = {}
        """What NumPy has done in silence or warned of, and where it was first seen."""
        self.happened: list[Happened] = []
        """The events, stretch by stretch; whoever has read them may clear the list."""
        self.again: Again | None = None
        """If anybody looks for events in a run again: what is told, known or not."""
        self._happened = 0
        """Up to which iteration events are known."""
        self.edits: tuple[Edit, ...] = ()
        self.failed: list[tuple[Edit, str]] = []
        """The edits that could not be made, and why; whoever has said it may clear the list."""
        self._has_edited = False
        """True once there have been edits, of which copies may know."""
        self.traced: list[tuple[int, np.ndarray[Any, np.dtype[np.float64]]]] = []
        """The numbers traced, slice by slice: after which iteration the first was taken, and all.

        Whoever has read them may clear the list.
        """
        self._trace: Header | None = None
        self._has_traced, self._traces = False, 0
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
        self._trying: float | None = None
        """When the chosen expression of the error must have ended, while it is tried."""
        self._has_tried = False
        """True once it has been."""
        self.remarks: list[str] = []
        """What a user should know of the run, each once; whoever has said it may clear the list."""
        self._remarked: set[str] = set()
        self._start()

    def _start(self) -> None:
        """Start the script's processes."""
        self._run = Run(self.out, self.err)
        self._keeper = Keeper(self._run, self.stdin)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End all processes of the script."""
        self._run.close()
        self._copies.close()
        self._keeper.close()

    @property
    def where(self) -> Where:
        """Where the script stands."""
        return self._run.where

    @property
    def goes_on(self) -> bool:
        """True when it has not come to the loop's end, or has gone back from there."""
        return self._run.goes_on

    @property
    def stands_at_begin(self) -> bool:
        """True when it stands at the beginning of an iteration."""
        return self._run.state == "begin"

    def _order(self, header: Header) -> None:
        """Send a command with which the script runs on, and the edits on its way."""
        if self._has_edited:
            told = [[*edit.where, edit.target, edit.value] for edit in self.edits]
            header = {**header, "edits": told}
        if self._has_traced:
            header = {**header, "trace": self._trace}
        self._run.send(header)

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
                raise Refusal(str(answer["reason"]), answer["line"], str(answer["hint"]))
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
                line = self._keeper.line(run.pid, self.name)
                run.close()
                raise Endless(line)
            if self._trying is not None and monotonic() > self._trying:
                run.close()
                self._refuse_error("it does not end", 0)
            try:
                message = run.next(TICK if interrupted or self._trying is not None else None)
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
                printed, rounds = run.printed[0], tuple(map(int, header["rounds"]))
                frame = Frame(run.where, header["line"], values, printed, size, error, odd, rounds)
                self._frames.add(frame)
                self._note_odd(odd, Noted(run.where, header["line"]))
            case "happened":
                self._take_happened(Happened.read(header, data))
            case "warned":
                step = max(1, sum(one["line"] <= int(header["at"]) for one in self.plan["steps"]))
                text = f"line {int(header['line'])}: {printable(str(header['text']))}"
                where = Where(int(header["number"]), step)
                self._note_odd([text], Noted(where, step - 1, exact=False))
            case "answered":
                self._answer = Answer.read(header, data)
            case "copied":
                self._take_copy(header, files)
            case "trying" if not self._has_tried:
                self._trying = monotonic() + PATIENCE_WITH_ERROR
            case "tried" if not self._has_tried:
                self._trying, self._has_tried = None, True
                if header["why"]:
                    self._refuse_error(printable(str(header["why"])), int(header["number"]))
            case "failed":
                self._take_failure(Where(*map(int, header["at"])), str(header["target"]), header)
            case "uncopied":
                why = printable(str(header["why"]))
                self._remark(f"it has {why}: going back runs it from its start")
        if what in ("step", "copied"):
            run.send({"do": "go on"})  # what it had printed has been read
        if self.out.differs:
            self._remark(f"{self._place()} prints something else when it runs again: {OUTSIDE}")
        return what

    def _refuse_error(self, why: str, iteration: int) -> None:
        """Refuse the chosen expression of the error, or only say what is wrong with it."""
        self._trying = None
        text = f"the error {self.choice.error!r}: {why}"
        if iteration > 0:
            self._remark(text)
        else:
            raise Refusal(text)

    def _take_failure(self, where: Where, target: str, header: Header) -> None:
        """Forget an edit that could not be made, and say so."""
        for edit in self.edits:
            if (edit.where, edit.target) == (where, target):
                self.failed.append((edit, printable(str(header["why"]))))
        self.edits = tuple(one for one in self.edits if (one.where, one.target) != (where, target))

    def _place(self) -> str:
        """Return where the script stands, in words."""
        run = self._run
        if run.state == "step" and run.line is not None:
            return f"line {self.plan['steps'][run.line]['line']}"
        return f"iteration {max(0, run.where.iteration - 1):,}"

    def _remark(self, text: str) -> None:
        kind = text.rpartition(":")[2]
        if kind not in self._remarked:
            self._remarked.add(kind)
            self.remarks.append(text)

    def _take_copy(self, header: Header, files: list[int]) -> None:
        run = self._run
        for number in files:
            link, memory = socket.socket(fileno=number), int(header["memory"])
            self._copies.add(Copy(run.where, link, run.printed, run.age, memory))

    def _note_odd(self, texts: Sequence[str], noted: Noted) -> None:
        for text in texts:
            first = self.odd.get(text, noted)
            if len(self.odd) < MOST_ODD or text in self.odd:
                self.odd[text] = min(first, noted, key=lambda one: one.where)

    def _take_happened(self, told: Happened) -> None:
        if self.again is not None:
            self.again.happened.append(told)
        if told.end > self._happened or told.left:
            self.happened.append(told.after(self._happened))
            self._happened = max(self._happened, told.end)

    def _take_errors(self, first: int, data: bytes) -> None:
        found = np.frombuffer(data, dtype=np.float64)
        if self.again is not None:
            self.again.errors.append((first, found))
        new = found[max(0, self._known - first) :]
        if first <= self._known and len(new):
            self.errors.append(new)
            self._known += len(new)

    def _restore(self, where: Where) -> None:
        """Run on from the last copy at or before a position, in the place of the present run.

        Without one, run it from its start.
        """
        self._run.close()
        self._trying = None
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
        self.close()
        try:
            self._start()
        except Refusal as refusal:
            raise Stopped(None, refusal.reason) from None
