"""However the program ends in a real terminal, `--resume` opens the same numbers again."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from helpers.program import FLAT_OUT, FREEZES, LIMIT
from helpers.reopening import RESUME, opened_by, state
from helpers.terminal import Terminal, terminal
from helpers.waiting import seconds_here
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.support.files import put


@pytest.fixture
def left() -> Iterator[Path]:
    with state() as path:
        yield path


@contextmanager
def started(left: Path, *arguments: str, **options: Any) -> Iterator[Terminal]:
    """The program, which is to keep where it is left in a file."""
    changes = {"XDG_STATE_HOME": str(left.parent.parent), **options.pop("changes", {})}
    with terminal(*arguments, changes=changes, **options) as it:
        it.wait_for("iteration", "? help")
        yield it


def numbers(it: Terminal) -> list[str]:
    """What the screen shows between its first and its last line, above the graph."""
    return it.text.split("\n")[:14]


def assert_it_opens_again(left: Path, before: list[str]) -> None:
    with started(left, "--resume") as it:
        it.wait_for("last session, at", "paused")
        it.wait_until(lambda: numbers(it) == before, f"the same numbers\n{before}")


CSV = "\n".join(f"{n % 7 / 7},{n % 11 / 11},{n % 2}" for n in range(10_000))
STATES: dict[str, tuple[tuple[str, ...], str, str, str]] = {
    "paused": (("--seed", "3", "--at", "254"), "paused", "n", "step 5/9"),
    "playing": (FLAT_OUT, "playing", "", "playing"),
    "in a dialog": (("--seed", "3"), "paused", "\x1b[Bg99", "99"),
    "in an edit": (("--at", "9", "--cell", "syn1[0,0]"), "step 4/9", "\r0.5", "+0.50"),
    "on the way": (("--seed", "3"), "paused", "g99999999999\r", "going to"),
    "with large data": (
        ("--dataset", "large.csv", "--hidden", "64", "--play", "--speed", "max"),
        "playing",
        "",
        "iteration",
    ),
}


@pytest.mark.parametrize("what", STATES)
def test_when_the_terminal_goes_it_is_kept_and_the_process_ends(
    what: str, left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, first, keys, then = STATES[what]
    monkeypatch.chdir(tmp_path)
    Path("large.csv").write_text(CSV)
    with started(left, *arguments) as it:
        it.wait_for(first)
        it.send(keys)
        it.wait_for(then)
        if "--play" in arguments:
            it.wait_until(lambda: it.number_after("iteration") > 2, "training")
        shown = it.number_after("iteration")
        begun = time.monotonic()
        it.close()
        assert it.wait_for_end(reading=False) == 129
        print(f"{what}: ended after {time.monotonic() - begun:.2f} s")
        assert time.monotonic() - begun < seconds_here(LIMIT)
    opening = opened_by(RESUME)
    at = opening["at"] or Position()
    assert at.iteration >= shown
    assert "last session, at" in opening["greeting"]
    if what == "in an edit":
        (edit,) = opening["experiment"].edits
        assert edit.value == 0.5
    if what == "paused":
        assert left.read_text().startswith(
            '{"command": ["tinynet-tui", "--seed", "3", "--at", "254:l2_delta"]'
        )


ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "q": (lambda it: it.send("q"), 0),
    "ctrl+q": (lambda it: it.send("\x11"), 0),
    **{
        name: (lambda it, name=name: it.signal(signal.Signals[name]), 128 + signal.Signals[name])  # type: ignore[misc]
        for name in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1")
    },
}


@pytest.mark.parametrize("how", ENDS)
def test_however_it_is_ended_it_is_kept_and_the_terminal_restored(how: str, left: Path) -> None:
    end, status = ENDS[how]
    with started(left, *FLAT_OUT) as it:
        it.wait_until(lambda: it.number_after("iteration") > 2, "training")
        shown = it.number_after("iteration")
        end(it)
        assert it.wait_for_end() == status
        it.assert_restored()
        assert it.text.strip() == ""
    at = opened_by(RESUME)["at"]
    assert at.iteration >= shown and at.step == 4


@pytest.mark.quick
def test_the_same_numbers_stand_there_again(left: Path) -> None:
    with started(left, "--seed", "3", "--at", "254") as it:
        it.send("nnn\x1b[C")
        it.wait_for("step 7/9", "paused")
        it.wait_for_quiet()
        before = numbers(it)
        it.send("q")
        assert it.wait_for_end() == 0
    assert_it_opens_again(left, before)


def test_an_end_that_is_forced_keeps_it_too(left: Path) -> None:
    program = [sys.executable, "-c", FREEZES]
    with started(left, "--seed", "3", program=program) as it:
        it.send("n")
        it.wait_for("step 2/9")
        begun = time.monotonic()
        it.send("q")
        assert it.wait_for_end() == 1
        # The process has to begin to end first.
        assert time.monotonic() - begun < seconds_here(LIMIT + 0.5)
    assert opened_by(RESUME)["experiment"] == Experiment(seed=3)


def test_a_training_that_fails_is_kept(left: Path) -> None:
    broken = """
import sys
from tinynet_tui.cli import main as cli
from tinynet_tui.timeline.timeline import Timeline

def advance(self, iterations):
    raise ValueError("broken on purpose")

Timeline.advance = advance
sys.exit(cli.main())
"""
    with started(left, "--seed", "3", program=[sys.executable, "-c", broken]) as it:
        it.send("n")
        it.wait_for("step 2/9")
        it.send(" ")
        assert it.wait_for_end() == 1
        assert "the training failed" in it.text
    assert opened_by(RESUME)["experiment"] == Experiment(seed=3)


UNTOUCHED: dict[str, tuple[str, ...]] = {
    "plain": (),
    "another experiment": ("--seed", "3", "--hidden", "5"),
    "a position and a cell": ("--at", "254", "--cell", "l1_error[2,0]"),
    "a position far away": ("--at", "999999:l1"),
    "a preset": ("--preset", "stuck"),
    "a lecture": ("lecture", "--scene", "3"),
}


@pytest.mark.parametrize("how", ["q", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("what", UNTOUCHED)
def test_an_untouched_start_leaves_what_was_kept(what: str, how: str, left: Path) -> None:
    put(left, b"worth something")
    end, status = ENDS[how]
    with started(left, *UNTOUCHED[what]) as it:
        if "far" not in what:
            it.wait_for("paused")
        end(it)
        assert it.wait_for_end() == status
    assert left.read_bytes() == b"worth something"


def test_what_was_done_after_an_opening_is_kept(left: Path) -> None:
    put(left, b"worth something")
    with started(left, "--at", "254") as it:
        it.wait_for("paused", "254")
        it.send("\x1b[B")  # only the cursor
        it.wait_for_quiet()
        it.send("q")
        assert it.wait_for_end() == 0
    opening = opened_by(RESUME)
    assert opening["at"].iteration == 254
    assert opening["cell"][1] != Cursor()


def test_where_it_cannot_be_written_a_line_says_so(tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("")
    left = no_folder / "tinynet-tui" / "left.json"
    with started(left, "--seed", "3") as it:
        it.send("n")
        it.wait_for("step 2/9")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()
        line = "".join(text.ljust(80) for text in it.text.split("\n")).strip()
        assert line.startswith("tinynet-tui: the last session was not saved: ")
        assert line.endswith("cannot be written: Not a directory")


STALLS = """
import os, pathlib, sys, time
from tinynet_tui.cli import main as cli

{} = lambda *_: time.sleep(3600)
sys.exit(cli.main())
"""


@pytest.mark.parametrize(("how", "status"), [("q", 0), ("SIGTERM", 143)])
def test_a_disk_that_hangs_does_not_keep_it(how: str, status: int, left: Path) -> None:
    put(left, b"before")
    program = [sys.executable, "-c", STALLS.format("pathlib.Path.replace")]
    with started(left, "--seed", "3", program=program) as it:
        it.send("n")
        it.wait_for("step 2/9")
        begun = time.monotonic()
        ENDS[how][0](it)
        assert it.wait_for_end() == status
        assert time.monotonic() - begun < seconds_here(LIMIT)
        it.assert_restored()
        assert "takes too long" in it.text.replace("\n", "")
    assert left.read_bytes() == b"before"


def test_a_disk_that_is_slow_does_not_lose_it(left: Path) -> None:
    program = [sys.executable, "-c", STALLS.format("os.fsync")]
    with started(left, "--seed", "3", program=program) as it:
        it.send("n")
        it.wait_for("step 2/9")
        it.send("q")
        assert it.wait_for_end() == 0
    assert opened_by(RESUME)["experiment"] == Experiment(seed=3)


def test_the_last_of_several_sessions_wins(left: Path) -> None:
    with started(left, "--seed", "3") as one, started(left, "--seed", "4") as other:
        for it in (other, one):
            it.send("n")
            it.wait_for("step 2/9")
            it.send("q")
            it.wait_for_end()
    assert opened_by(RESUME)["experiment"] == Experiment(seed=3)


@pytest.mark.quick
def test_the_next_start_clears_what_a_killed_one_left_behind(left: Path) -> None:
    left.parent.mkdir(exist_ok=True)
    leftover = left.with_name(".tinynet-k1ll3d_x")
    leftover.write_text("half")
    with terminal(changes={"XDG_STATE_HOME": str(left.parents[1])}) as it:
        it.wait_for("iteration 0", "? help")
        it.wait_until(lambda: not leftover.exists(), "it to be cleared")
