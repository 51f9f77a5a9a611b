"""What the trainer commands the processes of a script, and how it waits for their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from os import close
from time import monotonic
from typing import TypeAlias

from .allowed import Allowed
from .copies import SPACING
from .endings import Endless, Stopped
from .hearing import Hearing
from .keeper import Keeper
from .link import Header, Lost, send
from .positions import Where
from .refusal import Refusal
from .run import Run

Interrupted: TypeAlias = Callable[[], bool] | None
"""Tells, every few milliseconds, whether the script is to stop."""

TICK = 0.02
"""The seconds between two looks whether it is interrupted."""
HASTE = 0.5
"""The seconds in which what is cut off is to write its files, and a script to stop when left."""
PATIENCE = 1.0
"""The seconds after which a script that does not stop is cut off, if its iterations are quick."""


class Talk(Hearing):
    """Opens a script and sends commands."""

    def __post_init__(self) -> None:
        super().__post_init__()
        try:
            self._start()
        except BaseException:
            self._files.settle()
            raise

    def _start(self) -> None:
        """Start the script's processes."""
        self._run = Run(self.out, self.err)
        self._keeper = Keeper(self._run, self.stdin, self._files, self.folder)
        try:
            self._open()
        except BaseException:
            self._end()
            raise

    def close(self) -> None:
        """End all processes of the script, and leave its files as they are to be left."""
        is_furthest = False
        try:
            is_furthest = self._part(keeps=False)
        finally:
            self._end()
        if not (is_furthest or self._is_aside):
            self._files.settle()

    def set_aside(self) -> None:
        """Let another run write the script's files, from what they were first.

        This one leaves them alone from then on, until it is taken back.
        """
        self._part()
        self._files.begin()
        self._is_aside = True

    def take_back(self) -> None:
        """Let this run, and no other, write the script's files."""
        self._is_aside = False

    def _part(self, *, keeps: bool = True) -> bool:
        """End the present run; return True if it has come furthest, and has written files.

        What they hold then is kept, if it is not to stay there.
        """
        run, files = self._run, self._files
        is_furthest = not (run.is_left or self.leaves_files or self._is_aside)
        is_furthest = is_furthest and files.is_further(run.progress) and files.are_any
        run.is_left = True
        if is_furthest:
            self._write_out(run)
        run.close()
        if is_furthest and keeps:
            files.keep(run.progress)
        return is_furthest

    def _write_out(self, run: Run, *, ends: bool = False) -> None:
        """Have a process write what it holds back in open files.

        What does not look for commands `ends` as if somebody had typed Ctrl-C.
        """
        ends = ends or self.bare
        deadline = monotonic() + (HASTE if ends and not self.bare else PATIENCE)
        run.mute()
        if ends:
            run.interrupt()
        if run.state != "exited":
            run.send({"do": "leave"})
        while monotonic() < deadline:
            try:
                header, _, numbers = run.next(TICK) or ({}, b"", [])
            except Lost:
                self._keeper.status(run.pid)
                return
            except (OSError, KeyError, TypeError, ValueError, IndexError):
                return  # nobody reads what it prints, or that is nonsense
            for number in numbers:
                close(number)
            if header.get("do") == "left":
                return

    def _end(self) -> None:
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
        run, allowed = self._run, None
        while True:
            if allowed is None and interrupted is not None and interrupted():
                if self.is_leaving:
                    allowed = Allowed(0, HASTE)  # by the clock, as the trainer's own end
                else:
                    allowed = Allowed(run.pid, PATIENCE + 2 * run.slowest)
                run.send({"do": "stop"})
            is_late = allowed is not None and allowed.are_over
            tries_long = self._trying is not None and self._trying.are_over
            looks = interrupted is not None or self._trying is not None
            try:
                message = run.next(TICK if looks else None)
                if message is not None:
                    if self._take(message) in kinds:
                        return message[0]
                    continue  # the answer may have come, too
            except Lost:
                status = self._keeper.status(run.pid)
                run.close()
                raise Stopped(status) from None
            except (KeyError, TypeError, ValueError, IndexError):
                run.close()
                raise Stopped(None, "its process sent nonsense") from None
            if is_late:
                line = None if self.is_leaving else self._keeper.line(run.pid, self.name)
                if self._files.are_any:
                    self._write_out(run, ends=True)
                run.close()
                raise Endless(line)
            if tries_long:
                run.close()
                self._refuse_error("it does not end", 0)

    def _restore(self, where: Where) -> None:
        """Run on from the last copy at or before a position, in the place of the present run.

        Without one, run it from its start.
        """
        self._part()
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
        self._end()
        self._files.begin()
        try:
            self._start()
        except Refusal as refusal:
            raise Stopped(None, refusal.reason) from None
