"""Has an iteration run in a copy of the script's process, recorded, and its slopes checked."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from os import O_RDWR, _exit, devnull, dup2, fork, kill, waitpid
from os import open as open_file
from random import getstate, setstate
from select import select
from signal import ITIMER_REAL, SIG_IGN, SIGALRM, SIGKILL, setitimer, signal
from socket import socket, socketpair
from types import FrameType
from typing import NoReturn

from numpy import seterr

from tinynet_tui.slopes.analysis import analyse
from tinynet_tui.slopes.begin import CannotError
from tinynet_tui.slopes.found import Found
from tinynet_tui.slopes.recording import Recording
from tinynet_tui.slopes.tape import TooLongError

from .allowed import Allowed
from .link import Header, Lost, receive, send
from .open_files import Place, reopen
from .plan import Plan

LIMIT, LOOK = 20.0, 0.1
"""The seconds that a check may take, and those between two looks."""
TOO_LONG = "an iteration takes too long"


class Check:
    """An iteration that is recorded, in a copy of the process."""

    def __init__(self, link: socket, recording: Recording, rounds: int) -> None:
        """So many `rounds` of the loop are recorded."""
        self._link, self._recording, self._rounds = link, recording, rounds

    def step(self, number: int, frame: FrameType) -> None:
        """A step has been run."""
        self._try(lambda: self._recording.step(number, frame))

    def edited(self, frame: FrameType) -> None:
        """Numbers were changed after the step: that is no update."""
        self._try(lambda: self._recording.edited(frame))

    def _try(self, record: Callable[[], None]) -> None:
        try:
            record()
        except TooLongError:
            self.end(lambda: {"type": TooLongError.__name__})
        except Exception as error:
            self._tell({"reason": f"it fails: {type(error).__name__}: {error}"})

    def begin(self) -> bool:
        """An iteration begins; return True: it is run step by step."""
        self._rounds -= 1
        if not self._rounds:
            self.end()
        self._recording.first = len(self._recording.lines)
        return True

    def end(self, raised: Callable[[], Header | None] = lambda: None) -> NoReturn:
        """The iteration is over: tell what was found, and end this process.

        `raised` says what exception has ended it.
        """
        try:
            try:
                found = self._found(raised())
            except TooLongError:
                found = self._shortened()
        except TooLongError:
            found = Found(reason=TOO_LONG)
        except NotImplementedError as error:
            found = Found(reason=f"no rule is known for {error}")
        except Exception as error:
            found = Found(reason=f"it fails: {type(error).__name__}: {error}")
        self._tell(found.told())

    def _found(self, raised: Header | None) -> Found:
        if raised is None:
            if not self._recording.first:
                self._recording.shorten()
            return analyse(self._recording)
        if raised["type"] == TooLongError.__name__:
            raise TooLongError
        why = f"line {raised['line']} raises {raised['type']}: {raised['message']}"
        return Found(reason="; ".join(filter(None, (why, self._recording.enlarged))))

    def _shortened(self) -> Found:
        """Return what is found in the first rounds of an iteration that is too long."""
        found = analyse(self._recording) if self._recording.shorten(is_whole=False) else Found()
        found.is_short = True
        return found if found.tried else Found(reason=TOO_LONG)

    def _tell(self, told: Header) -> NoReturn:
        try:
            send(self._link, told)
        except BaseException:
            with suppress(BaseException):
                send(self._link, {"reason": "what was found cannot be told"})
        finally:
            _exit(0)


def check(
    frame: FrameType, chosen: Plan, header: Header, commands: socket, files: Sequence[Place]
) -> Header | Check:
    """Return what a check of the iteration that begins has found; in the copy, the check.

    The copy has the `files` open at places of its own. It is cut off as soon as
    there is another one of the `commands`.
    """
    ours, theirs = socketpair()
    drawn = getstate()
    try:
        pid = fork()
    except OSError as error:
        return {"reason": f"the script's process cannot be copied: {error}"}
    if not pid:
        reopen(files)
        setstate(drawn)
        return _begun(theirs, frame, chosen, header)
    theirs.close()
    with ours:
        try:
            allowed = Allowed(pid, LIMIT)
            while not (ready := select([ours, commands], [], [], LOOK)[0]) and not allowed.are_over:
                pass
            told = {"reason": "it was ended" if ready else "it takes too long"}
            if ours in ready:
                told = receive(ours)[0]
        except Lost:
            told = {"reason": "the script's process ended over it"}
    with suppress(OSError):
        kill(pid, SIGKILL)
    with suppress(OSError):
        waitpid(pid, 0)
    return told


def _begun(link: socket, frame: FrameType, chosen: Plan, header: Header) -> Check:
    try:
        with suppress(Exception):
            setitimer(ITIMER_REAL, 0)
            signal(SIGALRM, SIG_IGN)
        nowhere = open_file(devnull, O_RDWR)
        for number in (0, 1, 2):
            dup2(nowhere, number)
        warnings.simplefilter("ignore")
        seterr(all="ignore")
        recording = Recording(
            frame,
            chosen.source.name,
            chosen.variables,
            {*chosen.written},
            chosen.tree,
            [(one.line, one.end) for one in chosen.steps],
            header.get("loss"),
        )
        return Check(link, recording, int(header.get("rounds", 1)))
    except CannotError as cannot:
        reason = str(cannot)
    except BaseException as error:
        reason = f"it fails: {type(error).__name__}: {error}"
    with suppress(BaseException):
        send(link, {"reason": reason})
    _exit(0)
