"""Suspended and continued by a real shell and from outside: the screen is whole afterwards."""

from __future__ import annotations

import os
import shlex
import signal
import termios
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from helpers.program import FLAT_OUT, LIMIT, ON_LINUX, fills, opened
from helpers.shell_job import (
    BASH,
    CTRL_Z,
    PROMPT,
    SH,
    assert_given_back,
    assert_it_works,
    has_ended,
    in_shell,
    is_stopped,
    job,
    modes,
    type_fg,
    voluntary_switches,
    wait_for_the_shell,
    wait_until,
)
from helpers.terminal import ALTERNATE_SCREEN, CURSOR, PROGRAM, terminal
from helpers.waiting import seconds_here
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.worker import frame_clock
from tinynet_tui.worker.commands import Play
from tinynet_tui.worker.speed import by_name
from tinynet_tui.worker.worker import Worker

pytestmark = ON_LINUX


@pytest.mark.parametrize("shell", [BASH, SH])
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_comes_back(shell: tuple[str, ...]) -> None:
    with in_shell(shell, "--seed", "3") as it:
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        it.send(CTRL_Z)
        it.wait_until(lambda: is_stopped(job(it)), "the process to stop")
        it.wait_for_quiet()
        assert_given_back(it)
        if shell == SH:  # unlike bash, it does not touch the terminal
            assert termios.tcgetattr(it.process.child_fd) == it._attributes
        wait_for_the_shell(it)
        type_fg(it)
        it.resize(100, 30)
        it.wait_for("seed 3")
        assert_it_works(it, 100, 30)
        it.send("q")
        it.wait_until(lambda: not modes(it)[ALTERNATE_SCREEN], "the main screen")
        it.send("echo answer$((6*7))\n")
        it.wait_until(lambda: "answer42" in it.text, "the shell to answer")
        assert_given_back(it)


@pytest.mark.quick
def test_it_takes_the_size_that_the_terminal_got_meanwhile() -> None:
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


@pytest.mark.quick
def test_missed_iterations_are_not_caught_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(missed=0.0)
    clock.monotonic = lambda: time.monotonic() + clock.missed
    monkeypatch.setattr(frame_clock, "time", clock)
    worker = Worker(Experiment(), speed=by_name("100"))

    def reached() -> int:
        frame = worker.take()
        return frame.snapshot.position.iteration if frame else 0

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


RESETS = "".join(f"\\033[?{mode}l" for mode in (1049, 1000, 1003, 1006, 2004))


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
@pytest.mark.parametrize("shell", [BASH, SH])
def test_stopped_from_outside_it_takes_the_terminal_back(
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
        it.wait_until(lambda: not modes(it)[ALTERNATE_SCREEN], "the main screen")
        it.wait_until(lambda: modes(it)[CURSOR], "the cursor")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_in_the_background_it_stops_again(number: signal.Signals) -> None:
    with in_shell(BASH) as it:
        process = job(it)
        os.kill(process, number)
        wait_for_the_shell(it)
        before = voluntary_switches(process)
        it.send("bg\n")
        it.wait_until(
            lambda: voluntary_switches(process) > before and is_stopped(process),
            "the process to stop again",
        )
        it.screen.reset()
        wait_for_the_shell(it)  # which knows by then that the job is stopped, and can continue it
        type_fg(it)
        assert_it_works(it, 80, 24)


def test_started_in_the_background_it_waits_for_the_terminal() -> None:
    with terminal(program=BASH, changes={"PS1": PROMPT, "HISTFILE": "/dev/null"}) as it:
        it.wait_for(PROMPT)
        it.send(f"{shlex.join(PROGRAM)} &\n")
        it.wait_until(lambda: is_stopped(job(it)), "the process to stop")
        assert modes(it).get(ALTERNATE_SCREEN) is None
        it.send("fg\n")
        it.wait_until(lambda: modes(it).get(ALTERNATE_SCREEN), "the alternate screen")
        assert_it_works(it, 80, 24)


@pytest.mark.parametrize("number", [None, signal.SIGSTOP])
def test_killed_while_it_is_stopped_it_ends_and_leaves_the_shell_alone(
    number: signal.Signals | None, tmp_path: Path
) -> None:
    with in_shell(BASH, "--seed", "3", XDG_STATE_HOME=str(tmp_path)) as it:
        process = job(it)
        it.send("n")
        it.wait_for("step 2/9")
        if number is None:
            it.send(CTRL_Z)
        else:
            os.kill(process, number)
        wait_for_the_shell(it)
        it.send("kill %1\n")
        it.wait_until(lambda: has_ended(process), "the process to end")
        assert '"--seed", "3"' in (tmp_path / "tinynet-tui" / "left.json").read_text()
        it.wait_until(lambda: not modes(it)[ALTERNATE_SCREEN], "the main screen")


@pytest.mark.parametrize("number", [None, signal.SIGSTOP])
def test_it_ends_when_the_terminal_goes_while_it_is_stopped(
    number: signal.Signals | None, tmp_path: Path
) -> None:
    with in_shell(BASH, "--seed", "3", XDG_STATE_HOME=str(tmp_path)) as it:
        process = job(it)
        it.send("n")
        it.wait_for("step 2/9")
        if number is None:
            it.send(CTRL_Z)
        else:
            os.kill(process, number)
        wait_for_the_shell(it)
        begun = time.monotonic()
        it.close()
        while not has_ended(process):
            assert time.monotonic() - begun < seconds_here(LIMIT)
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
        it.wait_for("cannot suspend: there is no shell")
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


def test_it_is_not_suspended_if_started_with_the_signal_ignored() -> None:
    with terminal(program=BASH, changes={"PS1": PROMPT, "HISTFILE": "/dev/null"}) as it:
        it.wait_for(PROMPT)
        it.send(f"(trap '' TSTP; exec {shlex.join(PROGRAM)})\n")
        it.wait_for("iteration", "? help")
        it.send(CTRL_Z)
        it.wait_for("cannot suspend")
        os.kill(job(it), signal.SIGTSTP)
        it.send("N")
        it.wait_for("iteration 1 ")
