"""The real program in a real terminal: what it shows, and that it always ends well."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from helpers.needs import needed
from helpers.program import ENDS, FLAT_OUT, LIMIT, SIZES, STATES, TITLES, fills, opened, trains
from helpers.shell_job import is_stopped
from helpers.terminal import MOUSE, PROGRAM, Tmux, environment, terminal
from helpers.waiting import DEADLINE, seconds_here
from helpers.walk import sent

# The screen.


@pytest.mark.quick
@pytest.mark.parametrize("size", SIZES)
def test_it_opens_paused_at_the_start(size: tuple[int, int]) -> None:
    with opened(size=size) as it:
        it.wait_for("iteration 0", "seed 1", "paused", *TITLES)
        it.wait_for("-0.16" if size[0] > 80 else "-0.17 +0.44 -1.00 -0.40")
        it.wait_until(partial(fills, it, *size), "frames to all edges")


@pytest.mark.quick
def test_keys_typed_before_it_opens_count() -> None:
    with terminal() as it:
        it.send("g20\r")
        it.wait_for("iteration 20 ")


@pytest.mark.parametrize("size", SIZES)
def test_it_plays_and_pauses_and_then_sends_nothing(size: tuple[int, int]) -> None:
    with opened(size=size) as it:
        it.send(" ")
        shown: list[int] = []
        while len(set(shown)) < 20:
            it.wait_until(lambda: it.number_after("iteration") not in shown[-1:], "a new frame")
            shown.append(it.number_after("iteration"))
        assert shown == sorted(shown)
        it.send(" ")
        it.wait_for("paused")
        it.wait_for_quiet()
        before = it.text
        # Only waiting shows that nothing comes: the time of ten frames.
        assert it.read(1.0) == b""
        it.send("N")
        it.wait_until(lambda: it.text != before, "a step after the pause")


@pytest.mark.parametrize(
    ("key", "shown"), [("g", "254:l1_error"), ("o", "f2"), (":", "across: on the map")]
)
def test_no_cursor_blinks_in_an_input(key: str, shown: str) -> None:
    with opened() as it:
        it.wait_for("paused", "┤")
        it.send(key)
        it.wait_for(shown)
        it.wait_for_quiet(0.3)
        assert it.read(1.2) == b""  # more than two blinks
        it.send("777")
        it.wait_for("777")


@pytest.mark.quick
def test_keys_step_reseed_restart_and_help() -> None:
    with opened() as it:
        it.send("n")
        it.wait_for("step 2/9", "l1[0,0]")
        it.send("N")
        it.wait_for("iteration 1 ", "step 2/9")
        it.send("r")
        it.wait_for("seed 2", "iteration 0 ", "step 1/9")
        it.send("nNR")
        it.wait_for("seed 2", "iteration 0 ", "step 1/9")
        it.send("?")
        it.wait_for("esc closes", "run the next line")
        it.send("?")
        it.wait_until(lambda: "esc closes" not in it.text, "the help to close")
        it.wait_for("seed 2", *TITLES)


def test_what_is_typed_in_a_burst_edits_the_number_to_which_it_leads() -> None:
    with terminal() as it:
        it.wait_for("iteration 0", "? help")
        it.send("g50:syn1\r" + "\r" + 3 * sent("up") + "\r")
        it.wait_for("iteration 50", "1 edit", "edited at 50:syn1", "syn1[0,0]   -0.4")


def test_it_opens_at_a_given_position() -> None:
    with opened("--at", "254:l1_error", "--seed", "1") as it:
        it.wait_for("iteration 254 ", "error 0.306699", "step 6/9", "►l1_error", "paused")


def test_flat_out_it_finishes_with_the_published_output() -> None:
    with terminal("--play", "--speed", "max", size=(200, 60)) as it:
        it.wait_for("finished", "iteration 59,999 ", "step 9/9")
        it.wait_for("0.002606", "0.996722", "0.997017", "0.003868")


def test_its_layout_fits_every_size() -> None:
    with opened("--play", "--iterations", "1000000000000") as it:
        for columns, rows in [(132, 43), (60, 20), (200, 60), (80, 24)]:
            it.resize(columns, rows)
            it.wait_until(partial(fills, it, columns, rows), "frames to all edges")
            it.wait_for("synapse 0", "layer 1", "layer 2", "log iterations", "l2_error[0,0]")


def test_it_survives_fifty_resizes_at_once() -> None:
    with opened(*FLAT_OUT) as it:
        for turn in range(50):
            it.resize(10 + 37 * turn % 190, 3 + 11 * turn % 57)
        it.resize(100, 30)
        it.wait_until(lambda: fills(it, 100, 30), "the last size's layout")
        trains(it)


def test_in_too_small_a_terminal_it_says_so_and_goes_on() -> None:
    with opened("--play", "--iterations", "1000000000000") as it:
        # Playing starts slowly: the first screen may show the first iteration.
        it.wait_until(lambda: it.number_after("iteration") > 0, "training")
        it.resize(39, 24)
        it.wait_for("40×12")
        it.resize(80, 11)
        it.wait_for("40×12")
        it.send("r")
        it.resize(80, 24)
        it.wait_for("seed 2", "playing", *TITLES[1:6])
        it.wait_until(lambda: it.number_after("iteration") > 0, "training to go on")


@pytest.mark.parametrize("arguments", [(), ("--no-mouse",)])
def test_only_no_mouse_leaves_the_mouse_to_the_terminal(arguments: tuple[str, ...]) -> None:
    with opened(*arguments) as it:
        it.send("?")
        it.wait_for("esc closes")
        it.send("?q")
        assert it.wait_for_end() == 0
        ever_on = {mode for mode, on in it.switches if on}
        assert MOUSE.isdisjoint(ever_on) == bool(arguments)


@pytest.mark.quick
def test_the_installed_command_is_the_program() -> None:
    command = Path(sys.executable).with_name("tinynet-tui")
    assert command.exists(), "the package is not installed beside this Python"
    with terminal(program=[str(command)]) as it:
        it.wait_for("iteration 0", "seed 1", "paused", *TITLES)
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


# How it ends.


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("state", STATES)
def test_it_ends_in_time_with_the_terminal_restored(state: str, how: str) -> None:
    (arguments, word), (end, status) = STATES[state], ENDS[how]
    with terminal(*arguments) as it:
        it.wait_for("iteration", word)
        begun = time.monotonic()
        end(it)
        gone = how == "terminal gone"
        assert it.wait_for_end(reading=not gone) == status
        assert time.monotonic() - begun < seconds_here(LIMIT)
        if not gone:
            it.assert_restored()
            assert it.text.strip() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports how much was written")
@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "terminal gone"])
def test_it_ends_in_time_when_nobody_reads_the_terminal(how: str) -> None:
    with terminal(*FLAT_OUT, "--fps", "60") as it:
        it.wait_for("playing")
        it.wait_until_stuck()
        begun = time.monotonic()
        ENDS[how][0](it)
        it.wait_for_end(reading=False)
        assert time.monotonic() - begun < seconds_here(LIMIT)


@pytest.mark.parametrize(
    ("when", "number"),
    [
        *product(["at once", "before the first paint"], [signal.SIGTERM, signal.SIGHUP]),
        ("before the first paint", signal.SIGINT),  # at once, Python still handles it
    ],
)
def test_a_signal_during_start_up_ends_it(when: str, number: signal.Signals) -> None:
    with terminal() as it:
        if when == "before the first paint":
            it.wait_until(lambda: it.received, "the first byte")
        begun = time.monotonic()
        it.signal(number)
        assert it.wait_for_end() == 128 + number
        assert time.monotonic() - begun < seconds_here(LIMIT)
        it.assert_restored()


BREAKS = """
import sys
from tinynet_tui.cli import main as cli
from tinynet_tui.timeline.timeline import Timeline

def advance(*_):
    raise ValueError("broken on purpose")

Timeline.advance = advance
sys.exit(cli.main())
"""


@pytest.mark.quick
@pytest.mark.parametrize("arguments", [("--play",), ("--at", "999")])
def test_an_exception_in_training_is_reported_in_one_line(arguments: tuple[str, ...]) -> None:
    with terminal(*arguments, program=[sys.executable, "-c", BREAKS]) as it:
        assert it.wait_for_end() == 1
        it.assert_restored()
        (line,) = it.text.strip().split("\n")
        assert line.rstrip() == "tinynet-tui: the training failed: ValueError: broken on purpose"


HANGS = """
from tinynet_tui.ui.app.trainer_app import TrainerApp
leave = TrainerApp.exit

def hang(*arguments):
    leave(*arguments)
    {}

TrainerApp.exit = hang
"""


def test_an_exception_in_training_is_reported_even_if_the_end_is_forced() -> None:
    hangs = HANGS.format("threading.Event().wait()")
    program = [sys.executable, "-c", f"import threading\n{hangs}{BREAKS}"]
    with terminal("--play", program=program) as it:
        assert it.wait_for_end() == 1
        it.assert_restored()
        assert it.text.strip() == "tinynet-tui: the training failed: ValueError: broken on purpose"


def test_while_the_machine_does_not_let_it_run_its_end_is_not_forced() -> None:
    stops = HANGS.format("time.sleep(0.2); os.kill(os.getpid(), signal.SIGSTOP)")
    run = "import os, signal, sys, time\nfrom tinynet_tui.cli import main as cli\n"
    with opened(program=[sys.executable, "-c", f"{run}{stops}sys.exit(cli.main())"]) as it:
        it.send("q")
        it.wait_until(lambda: is_stopped(it.process.pid), "it to be stopped")
        it.wait_for_quiet(2.0)  # longer than an end may take
        it.signal(signal.SIGCONT)
        assert it.wait_for_end() == 0
        it.assert_restored()
        assert it.text.strip() == ""


# Where it cannot run.


@pytest.mark.quick
def test_without_a_terminal_it_points_to_train() -> None:
    ended = subprocess.run(
        PROGRAM, input="", capture_output=True, text=True, env=environment(), timeout=DEADLINE
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert "tinynet-tui train" in ended.stderr


@pytest.mark.parametrize("redirection", ["</dev/null", ">/dev/null"])
def test_with_half_a_terminal_it_points_to_train(redirection: str) -> None:
    with terminal(f'exec "$0" "$@" {redirection}', *PROGRAM, program=["/bin/sh", "-c"]) as it:
        assert it.wait_for_end() == 2
        assert "tinynet-tui train" in it.text.replace("\n", "")
        assert it.switches == []


@pytest.mark.parametrize("kind", ["dumb", "unknown", None])
def test_a_terminal_that_cannot_be_drawn_on_gets_one_line(kind: str | None) -> None:
    with terminal(changes={"TERM": kind}) as it:
        assert it.wait_for_end() == 2
        assert "tinynet-tui train" in it.text.replace("\n", "")
        assert b"\x1b" not in it.received


# In tmux.


def test_it_runs_in_tmux(tmp_path: Path) -> None:
    needed("tmux", "tmux")
    tmux = Tmux(tmp_path, f"{' '.join(PROGRAM)}; echo status $?; cat")
    try:
        tmux.wait_for("iteration 0", "seed 1", "paused", "┤", *TITLES)
        tmux.run("send-keys", "N")
        tmux.wait_for("iteration 1 ", "step 1/9")
        tmux.run("send-keys", "Space")
        tmux.wait_for("playing")
        tmux.run("send-keys", "Space")
        tmux.wait_for("paused")
        tmux.run("send-keys", "r")
        tmux.wait_for("seed 2", "iteration 0 ")
        tmux.run("send-keys", "q")
        tmux.wait_for("status 0")
        flags = "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"
        assert tmux.run("display-message", "-p", flags) == "0 1 0\n"
    finally:
        tmux.run("kill-server")
