"""A lecturer's tmux with students who may look but not touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from helpers.needs import needed
from helpers.program import TITLES, fills
from helpers.replies import REPLIES
from helpers.terminal import PROGRAM, Terminal, Tmux, terminal

ATTACH = ("tmux", "-f", "/dev/null", "attach-session")
DETACH = "\x02d"


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """The program in tmux without a status line, so that it fills the clients' screens."""
    needed("tmux", "tmux")
    server = Tmux(tmp_path, f"{' '.join(PROGRAM)}; cat")
    try:
        server.run("set-option", "-g", "status", "off")
        server.wait_for("iteration 0", "paused", "┤", *TITLES)
        yield server
    finally:
        server.run("kill-server")


@pytest.fixture
def folder(tmux: Tmux, tmp_path: Path) -> Path:
    """The folder of the server's socket."""
    return tmp_path


def client(
    folder: Path, *options: str, size: tuple[int, int] = (80, 24)
) -> AbstractContextManager[Terminal]:
    """A client of the server whose socket is in a folder."""
    changes = {"TMUX": None, "TMUX_TMPDIR": str(folder)}
    return terminal(*options, program=ATTACH, changes=changes, size=size)


def trained(it: Terminal, beyond: int) -> int:
    """Wait until an iteration beyond a given one is shown; return it."""
    it.wait_until(lambda: it.number_after("iteration") > beyond, "training")
    return it.number_after("iteration")


def test_the_class_sees_what_the_lecturer_does_and_changes_nothing(folder: Path) -> None:
    with client(folder) as lecturer, client(folder, "-r") as student:
        for it in (lecturer, student):
            it.wait_for("iteration 0", "paused")
            it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        student.send("N r q \x03")
        lecturer.send("n")
        for it in (lecturer, student):
            it.wait_for("iteration 0", "step 2/9", "l1[0,0]", "seed 1")
        lecturer.send(" ")
        shown = trained(student, 9)
        student.send(" q")
        trained(student, shown)
        lecturer.send(" ")
        for it in (lecturer, student):
            it.wait_for("paused")
            it.wait_for_quiet()
        assert lecturer.text == student.text


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
def test_a_student_with_another_size_does_not_change_the_lecturers(
    folder: Path, tmux: Tmux, size: tuple[int, int]
) -> None:
    with client(folder) as lecturer:
        lecturer.wait_until(partial(fills, lecturer, 80, 24), "a whole screen")
        with client(folder, "-r", size=size) as student:
            student.wait_for("iteration 0", "synapse 0")
            lecturer.send("N")
            student.wait_for("iteration 1 " if size[0] > 80 else "l0[")
            lecturer.wait_for("iteration 1 ")
            lecturer.wait_for_quiet()
            assert (
                tmux.run("display-message", "-p", "#{window_width}x#{window_height}") == "80x24\n"
            )
            assert fills(lecturer, 80, 24)


def test_the_screen_is_whole_again_after_detaching_and_attaching(folder: Path) -> None:
    with client(folder) as lecturer:
        lecturer.wait_for("iteration 0")
        lecturer.send(" ")
        shown = trained(lecturer, 9)
        lecturer.send(DETACH)
        assert lecturer.wait_for_end() == 0
    for size in [(80, 24), (100, 30)]:
        with client(folder, size=size) as again:
            shown = trained(again, shown)
            again.wait_until(partial(fills, again, *size), "a whole screen")


def test_what_a_second_clients_terminal_answers_late_is_not_typed(folder: Path) -> None:
    with client(folder) as lecturer, client(folder) as second:
        for it in (lecturer, second):
            it.wait_until(partial(fills, it, 80, 24), "a whole screen")
            it.wait_for_quiet()
        before = lecturer.text
        for reply in REPLIES:
            if reply[0] == "\x1b":
                second.send(reply)
                second.wait_for_quiet(0.05)
        lecturer.wait_for_quiet(2.0)
        assert lecturer.text == before
        lecturer.send("n")
        lecturer.wait_for("step 2/9", "seed 1")


def test_escape_and_a_letter_within_tmux_s_half_second_are_two_keys(folder: Path) -> None:
    with client(folder) as lecturer:
        lecturer.wait_for("iteration 0")
        lecturer.send("?")
        lecturer.wait_for("esc closes")
        lecturer.send("\x1b")
        lecturer.wait_for_quiet(0.1)
        lecturer.send("N")
        lecturer.wait_for("iteration 1 ", "paused")
