"""What the process of a script tells the trainer."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from .allowed import Allowed
from .answers import Answer
from .copies import Copies, Copy
from .edits import Edit
from .endings import Raised
from .happened import Again, Happened
from .left_files import LeftFiles
from .link import Header
from .plan import Choice
from .positions import Frame, Frames, Where
from .refusal import Refusal, printable
from .run import Message, Run
from .transcript import Transcript
from .values import unpack

MEMORY = 4 << 30
"""The most bytes of address space that a script may have."""
PATIENCE_WITH_ERROR = 3.0
"""The seconds that the chosen expression of the error may take."""
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
class Hearing:
    """Knows what a script's process has told."""

    name: str
    """The file's path."""
    data: bytes
    choice: Choice = field(default_factory=Choice)
    arguments: Sequence[str] = ()
    bare: bool = False
    """True to run the file to its end only, as it stands."""
    stdin: int = subprocess.DEVNULL
    leaves_files: bool = False
    """True to leave the files that the script writes as they were."""
    memory: int = MEMORY
    folder: str | None = None
    """Where its processes run; None where the trainer does."""
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
        self._run: Run
        self._files = LeftFiles(leaves=self.leaves_files)
        self.is_leaving = False
        """True when nobody waits for the script any more, however slow it is."""
        self._is_aside = False
        """True while another run writes the files."""
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
        self._trying: Allowed | None = None
        """How long the chosen expression of the error may take, while it is tried."""
        self._has_tried = False
        """True once it has been."""
        self.remarks: list[str] = []
        """What a user should know of the run, each once; whoever has said it may clear the list."""
        self._remarked: set[str] = set()

    def _take(self, message: Message) -> str:
        """Take in what the process tells; return of what kind it is."""
        header, data, files = message
        run, what = self._run, str(header["do"])
        if what == "copied" or header.get("waits"):
            run.send({"do": "go on"})  # what it had printed has been read
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
                self._trying = Allowed(run.pid, PATIENCE_WITH_ERROR)
            case "tried" if not self._has_tried:
                self._trying, self._has_tried = None, True
                if header["why"]:
                    self._refuse_error(printable(str(header["why"])), int(header["number"]))
            case "failed":
                self._take_failure(Where(*map(int, header["at"])), str(header["target"]), header)
            case "uncopied":
                why = printable(str(header["why"]))
                self._remark(f"it has {why}: going back runs it from its start")
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
