"""Suspended and continued, by a real shell and from outside: the screen is sound afterwards."""

from __future__ import annotations

import os
import shlex
import signal
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from terminal import (
    ALTERNATE_SCREEN,
    CURSOR,
    DEADLINE,
    LINE_WRAP,
    MOUSE,
    PROGRAM,
    Terminal,
    terminal,
)
from test_terminal import FLAT_OUT, LIMIT, fills, opened
from test_wire import ON_LINUX
from tinynet_tui import beat
from tinynet_tui.commands import Play
from tinynet_tui.net.experiment import Experiment
from tinynet_tui.pace import by_name
from tinynet_tui.runner import Runner

pytestmark = ON_LINUX

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
        it.wait_until(lambda: modes(it)[ALTERNATE_SCREEN], "the second screen")
        if "--play" not in arguments:  # else it may be stopped in the middle of a sequence
            it.wait_for_quiet()
        yield it


def modes(it: Terminal) -> dict[int, bool]:
    """The terminal's modes as they are."""
    return dict(it.switches)


def job(it: Terminal) -> int:
    """The process that the shell has started; 0 if there is none."""
    shell = it.process.pid
    children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
    return int(children[0]) if children else 0


def is_stopped(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    return process > 0 and path.read_text().rpartition(")")[2].split()[0] == "T"


def turns(process: int) -> int:
    """How often a process has been given the processor, and has given it back."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("voluntary"))


def has_ended(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    return not path.exists() or path.read_text().rpartition(")")[2].split()[0] in "ZX"


def wait_for_the_shell(it: Terminal) -> None:
    """Wait until the job is stopped and the shell answers."""
    it.wait_until(lambda: is_stopped(job(it)), "the process to stop")
    # Of what SIGSTOP leaves of the terminal, not every shell sees that a line begins on the left.
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
    """Check that nothing that the program had switched on is on."""
    ours = {ALTERNATE_SCREEN, 1003, 1004, 1006, *MOUSE}
    assert not any(on for mode, on in modes(it).items() if mode in ours)
    assert modes(it)[CURSOR] and modes(it)[LINE_WRAP]


@pytest.mark.parametrize("shell", [BASH, SH])
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_comes_back(shell: tuple[str, ...]) -> None:
    with in_shell(shell, "--seed", "3") as it:
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        it.send(CTRL_Z)
        it.wait_until(lambda: is_stopped(job(it)), "the process to stop")
        it.wait_for_quiet()
        assert_given_back(it)
        if shell == SH:  # it does not touch the terminal, as bash does
            assert termios.tcgetattr(it.process.child_fd) == it._attributes
        wait_for_the_shell(it)
        type_fg(it)
        it.resize(100, 30)
        it.wait_for("seed 3")
        assert_it_works(it, 100, 30)
        it.send("q")
        it.wait_until(lambda: not modes(it)[ALTERNATE_SCREEN], "the first screen")
        it.send("echo answer$((6*7))\n")
        it.wait_until(lambda: "answer42" in it.text, "the shell to answer")
        assert_given_back(it)


def test_the_size_that_it_got_meanwhile_counts() -> None:
    with in_shell(BASH) as it:
        it.send(CTRL_Z)
        wait_for_the_shell(it)
        it.resize(100, 30)
        type_fg(it)
        assert_it_works(it, 100, 30)


def test_it_is_suspended_from_a_dialog_and_comes_back_to_it() -> None:
    with in_shell(BASH) as it:
        it.send("g12")
        it.wait_for("12", "go to")
        it.send(CTRL_Z)
        wait_for_the_shell(it)
        type_fg(it)
        it.wait_for("go to", "12", "synapse 0")
        it.send("3\r")
        it.wait_for("iteration 123 ")


def test_training_goes_on_afterwards() -> None:
    with in_shell(BASH, *FLAT_OUT) as it:
        it.wait_until(lambda: it.number_after("iteration") > 0, "training")
        it.send(CTRL_Z)
        wait_for_the_shell(it)
        type_fg(it)
        it.wait_for("playing")
        shown = it.number_after("iteration")
        it.wait_until(lambda: it.number_after("iteration") > shown, "training to go on")


def test_what_was_missed_meanwhile_is_not_caught_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(missed=0.0)
    clock.monotonic = lambda: time.monotonic() + clock.missed
    monkeypatch.setattr(beat, "time", clock)
    worker = Runner(Experiment(), pace=by_name("100"))

    def reached() -> int:
        frame = worker.take()
        return frame.moment.position.iteration if frame else 0

    worker.start()
    worker.send(Play(True))
    try:
        wait_until(lambda: reached() > 0)
        before = reached()
        clock.missed = 3600.0
        wait_until(lambda: reached() > before + 50)
        assert reached() < before + 36_000
    finally:
        worker.stop()


def wait_until(condition: Callable[[], object]) -> None:
    until = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


RESETS = "".join(f"\\033[?{mode}l" for mode in (1049, 1000, 1003, 1006, 2004))


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
@pytest.mark.parametrize("shell", [BASH, SH])
def test_stopped_from_outside_it_takes_the_terminal_again(
    shell: tuple[str, ...], number: signal.Signals
) -> None:
    with in_shell(shell) as it:
        os.kill(job(it), number)
        wait_for_the_shell(it)
        it.send(f"stty sane; printf '{RESETS}'; echo reset$((7*7))\n")
        it.wait_until(lambda: "reset49" in it.text, "the shell to answer")
        type_fg(it)
        assert_it_works(it, 80, 24)
        it.send("q")
        it.wait_until(lambda: not modes(it)[ALTERNATE_SCREEN], "the first screen")
        it.wait_until(lambda: modes(it)[CURSOR], "the cursor")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_in_the_background_it_stops_again(number: signal.Signals) -> None:
    with in_shell(BASH) as it:
        process = job(it)
        os.kill(process, number)
        wait_for_the_shell(it)
        before = turns(process)
        it.send("bg\n")
        it.wait_until(
            lambda: turns(process) > before and is_stopped(process), "the process to stop again"
        )
        it.screen.reset()
        wait_for_the_shell(it)  # which has seen that it is stopped by then, and will continue it
        type_fg(it)
        assert_it_works(it, 80, 24)


def test_started_in_the_background_it_waits_for_the_terminal() -> None:
    with terminal(program=BASH, changes={"PS1": PROMPT, "HISTFILE": "/dev/null"}) as it:
        it.wait_for(PROMPT)
        it.send(f"{shlex.join(PROGRAM)} &\n")
        it.wait_until(lambda: is_stopped(job(it)), "the process to stop")
        assert modes(it).get(ALTERNATE_SCREEN) is None
        it.send("fg\n")
        it.wait_until(lambda: modes(it).get(ALTERNATE_SCREEN), "the second screen")
        assert_it_works(it, 80, 24)


@pytest.mark.parametrize("number", [None, signal.SIGSTOP])
def test_killed_while_it_is_stopped_it_ends_and_leaves_the_shell_alone(
    number: signal.Signals | None, tmp_path: Path
) -> None:
    with in_shell(BASH, "--seed", "3", XDG_STATE_HOME=str(tmp_path)) as it:
        process = job(it)
        if number is None:
            it.send(CTRL_Z)
        else:
            os.kill(process, number)
        wait_for_the_shell(it)
        it.send("kill %1\n")
        it.wait_until(lambda: has_ended(process), "the process to end")
        assert '"--seed", "3"' in (tmp_path / "tinynet-tui" / "left.json").read_text()
        it.wait_until(lambda: not modes(it)[ALTERNATE_SCREEN], "the first screen")


@pytest.mark.parametrize("number", [None, signal.SIGSTOP])
def test_it_ends_when_the_terminal_goes_while_it_is_stopped(
    number: signal.Signals | None, tmp_path: Path
) -> None:
    with in_shell(BASH, "--seed", "3", XDG_STATE_HOME=str(tmp_path)) as it:
        process = job(it)
        if number is None:
            it.send(CTRL_Z)
        else:
            os.kill(process, number)
        wait_for_the_shell(it)
        begun = time.monotonic()
        it.close()
        while not has_ended(process):
            assert time.monotonic() - begun < LIMIT
            time.sleep(0.01)
        print(f"ended after {time.monotonic() - begun:.2f} s")
        assert '"--seed", "3"' in (tmp_path / "tinynet-tui" / "left.json").read_text()


# Where there is no shell.

WRAPPED: dict[str, Any] = {
    "alone": {},
    "in a script": {"program": ["/bin/sh", "-c", '"$0" "$@"; exit $?', *PROGRAM]},
}


@pytest.mark.parametrize("how", WRAPPED)
def test_without_a_shell_it_is_not_suspended_and_says_so(how: str) -> None:
    with opened(**WRAPPED[how]) as it:
        it.send(CTRL_Z)
        it.wait_for("cannot be suspended: there is no shell")
        it.send("N")
        it.wait_for("iteration 1 ")
        assert [mode for mode, on in it.switches if on].count(ALTERNATE_SCREEN) == 1


def test_without_a_shell_a_signal_to_stop_does_nothing() -> None:
    with opened() as it:
        it.signal(signal.SIGTSTP)
        it.wait_until(
            lambda: [mode for mode, on in it.switches if on].count(ALTERNATE_SCREEN) == 2,
            "the terminal to be taken again",
        )
        assert_it_works(it, 80, 24)
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


def test_who_does_not_want_it_suspended_gets_his_way() -> None:
    with terminal(program=BASH, changes={"PS1": PROMPT, "HISTFILE": "/dev/null"}) as it:
        it.wait_for(PROMPT)
        it.send(f"(trap '' TSTP; exec {shlex.join(PROGRAM)})\n")
        it.wait_for("iteration", "? help")
        it.send(CTRL_Z)
        it.wait_for("cannot be suspended")
        os.kill(job(it), signal.SIGTSTP)
        it.send("N")
        it.wait_for("iteration 1 ")
