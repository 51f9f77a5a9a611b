"""The program as a job of a real shell."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from helpers.program import fills
from helpers.terminal import ALTERNATE_SCREEN, CURSOR, LINE_WRAP, MOUSE, PROGRAM, Terminal, terminal
from helpers.waiting import Patience

BASH, SH = ("bash", "--norc", "--noprofile", "-i"), ("sh", "-i")

PROMPT = "ready> "

CTRL_Z = "\x1a"


@contextmanager
def in_shell(shell: tuple[str, ...], *arguments: str, **changes: str) -> Iterator[Terminal]:
    """The program as a job of an interactive shell."""
    changes |= {"PS1": PROMPT, "HISTFILE": "/dev/null", "ENV": "/dev/null"}
    with terminal(program=shell, changes=changes) as it:
        it.wait_for(PROMPT)
        it.send(f"{shlex.join([*PROGRAM, *arguments])}\n")
        it.wait_for("iteration", "? help")
        it.wait_until(lambda: modes(it)[ALTERNATE_SCREEN], "the alternate screen")
        if "--play" not in arguments:  # otherwise it may be stopped in the middle of a sequence
            it.wait_for_quiet()
        yield it


def modes(it: Terminal) -> dict[int, bool]:
    """The terminal's current modes."""
    return dict(it.switches)


def job(it: Terminal) -> int:
    """The process started by the shell; 0 if there is none."""
    shell = it.process.pid
    children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
    return int(children[0]) if children else 0


def is_stopped(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    return process > 0 and path.read_text().rpartition(")")[2].split()[0] == "T"


def voluntary_switches(process: int) -> int:
    """How often a process has given up the processor."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("voluntary"))


def has_ended(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it may end while the file is open
        return True
    return stat.rpartition(")")[2].split()[0] in "ZX"


def wait_for_the_shell(it: Terminal) -> None:
    """Wait until the job is stopped and the shell answers."""
    it.wait_until(lambda: is_stopped(job(it)), "the process to stop")
    # After SIGSTOP, some shells do not notice that the cursor is not at the left edge.
    it.send("stty opost; echo; echo answer$((6*7))\n")
    it.wait_until(lambda: "answer42" in it.text, "the shell to answer")


def type_fg(it: Terminal) -> None:
    it.screen.reset()
    it.send("fg\n")


def assert_it_works(it: Terminal, columns: int, rows: int) -> None:
    """Check that the screen is whole, the modes are set, and keys are answered."""
    it.wait_until(partial(fills, it, columns, rows), "a whole screen")
    on = {1000, 1003, 1006, 2004, 1004, ALTERNATE_SCREEN}
    it.wait_until(lambda: on <= {mode for mode, on in it.switches if on}, "all modes")
    assert all(modes(it)[mode] for mode in on)
    assert not modes(it)[CURSOR] and not modes(it)[LINE_WRAP]
    before = it.number_after("iteration")
    it.send("N")
    it.wait_until(lambda: it.number_after("iteration") == before + 1, "a step")
    it.send("?")
    it.wait_for("esc closes")
    it.send("?")
    it.wait_until(partial(fills, it, columns, rows), "a whole screen again")


def assert_given_back(it: Terminal) -> None:
    """Check that all modes that the program had switched on are off."""
    ours = {ALTERNATE_SCREEN, 1003, 1004, 1006, *MOUSE}
    assert not any(on for mode, on in modes(it).items() if mode in ours)
    assert modes(it)[CURSOR] and modes(it)[LINE_WRAP]


def wait_until(condition: Callable[[], object]) -> None:
    patience = Patience()
    while not condition():
        patience.check("in vain")
        time.sleep(0.005)
