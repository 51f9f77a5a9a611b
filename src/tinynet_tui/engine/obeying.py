"""What the trainer commands a running script to do.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from contextlib import suppress
from os import _exit
from select import select
from socket import socketpair
from time import perf_counter
from types import FrameType
from typing import Any, NoReturn

from .asking import answer
from .checking import Check, check
from .link import Header, Lost, receive, send
from .open_files import places
from .reporting import Reporting
from .trace import Trace
from .written_files import write_all


class Obeying(Reporting):
    """Stops a script, and does as commanded."""

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
                    written, files = self._written.states(), places()
                    told, found = answer(frame, self._ways, command, data, self._divides, files)
                    self._written.restore(written)
                send(self.link, {"do": "answered", **told}, found)
                return False
            case "check":
                return self._checked(frame, command)
            case "leave":
                self._leave()
        return True

    def _checked(self, frame: FrameType | None, command: Header) -> bool:
        """Tell what a check of this iteration has found; return True in the copy that runs it."""
        if frame is None or self.at.state != "begin":
            send(self.link, {"do": "checked", "reason": "no iteration begins here"})
            return False
        written, files = self._written.states(), places()
        self._copier.forking = True
        told = check(frame, self._chosen, command, self.link, files)
        self._copier.forking = False
        if isinstance(told, Check):
            self._check, self._todo = told, 1
            self._watch.rest()
            self.link.close()
            self.link, self._nobody = socketpair()
            return True
        self._written.restore(written)
        send(self.link, {"do": "checked", **told})
        return False

    def _leave(self) -> NoReturn:
        """Write what is held back in open files, and wait for the end."""
        with suppress(BaseException):
            write_all()
        with suppress(Lost):
            send(self.link, {"do": "left"})
            while True:
                receive(self.link)
        _exit(0)

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
        if self.at.state == "begin":  # wherever that is so at a stop, all before it has been told
            self._gather(self.at.iteration, frame)
        self._stop(frame)
        return True
