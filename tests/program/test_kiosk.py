"""A guest of a kiosk tries everything there is to press, to type and to click."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.program import ON_LINUX
from helpers.recorder import WRITES, Asked, beyond, recorder
from helpers.terminal import terminal
from helpers.walk import Walk
from tinynet_tui.lecture.files import EXAMPLE, packaged
from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS

QUITS = ("quit", "quit.always")
EVERY_KEY = [
    *(key for binding in KEYS if binding.id not in QUITS for key in binding.key.split(",")),
    *("ctrl+z", "ctrl+s", "ctrl+o", "ctrl+backslash"),
]
KEYS_OF_LECTURES = [binding.key for binding in LECTURE_KEYS]
LINK = "[@click=quit()]a.csv"
"""The name of a file; all of it is shown."""
TYPED_INTO = ("o", "g", "u", "enter", "a", "s", "colon")
"""The keys that open something in which one types."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guest's folder, in which the program is started, with data and a lecture in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("data.csv", LINK):
        (tmp_path / name).write_text("0,1,1\n1,0,0\n")
    (tmp_path / "lecture.txt").write_text(packaged(EXAMPLE))
    return tmp_path


def inside(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and what it holds."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def visited(
    folder: Path, *arguments: str, changes: Mapping[str, str] | None = None
) -> Iterator[tuple[Walk, list[Asked]]]:
    """The program for a guest to walk through; afterwards, what it asked beyond what is usual."""
    asked: list[Asked] = []
    home = {"HOME": str(folder), "TMUX": "/tmp/tmux,1,0", **(changes or {})}
    with recorder(folder) as heard:
        with terminal(*arguments, program=heard.program, changes=home) as it:
            it.wait_for("paused")
            yield Walk(it, str(folder)), asked
            it.send("\x03")
            assert it.wait_for_end() == 0
            it.assert_restored()
        asked += beyond(heard.finish())


# On the command line.


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--settings", "own.toml"), "--settings: a kiosk reads no settings"),
        (("--resume",), "--resume: a kiosk keeps no session"),
        (("lecture", "own.txt", "--new"), "--kiosk only shows a lecture"),
        (("lecture", "--notes"), "--kiosk only shows a lecture"),
        (("lecture", "--handout", "home.html"), "--kiosk only shows a lecture"),
        (("lecture", "--worksheets"), "--kiosk only shows a lecture"),
        (("settings",), "unknown option '--kiosk' for settings"),
        (("train",), "unknown option '--kiosk' for train"),
    ],
)
def test_what_a_kiosk_does_not_do_is_refused_in_a_line(
    arguments: tuple[str, ...], complaint: str
) -> None:
    with terminal(*arguments, "--kiosk", size=(200, 24)) as it:
        assert it.wait_for_end() == 2
        (line,) = it.text.strip().split("\n")
        assert complaint in line


# By the keys, the mouse, and whatever can be typed.


def test_whatever_a_guest_tries_no_file_is_looked_for_and_nothing_is_run(folder: Path) -> None:
    before = inside(folder)
    with visited(folder, "--kiosk") as (walk, asked):
        walk.press_every_key(EVERY_KEY)
        walk.type_paths(TYPED_INTO)
        walk.click_everywhere(["o"])
        walk.call("save", "screenshot", "copy")
    assert asked == []
    assert inside(folder) == before


@pytest.mark.quick
def test_nor_in_a_lecture_of_which_the_administrator_gave_the_file(folder: Path) -> None:
    before = inside(folder)
    with visited(folder, "lecture", "lecture.txt", "--kiosk") as (walk, asked):
        walk.press_every_key([*KEYS_OF_LECTURES, "s"])
        walk.type_paths(["o"])
        walk.call("insert")
    assert [one[:2] for one in asked if one.event != "look"] == [("open", "lecture.txt")]
    assert inside(folder) == before


def test_what_is_typed_or_the_name_of_a_file_is_never_a_link(folder: Path) -> None:
    with visited(folder, "--dataset", LINK, "--kiosk") as (walk, asked):
        walk.it.wait_for(LINK)
        walk.click_everywhere(["3", "y"])
        walk.click_on_markup(["o", "u"])
    assert [one[:2] for one in asked if one.event != "look"] == [("open", LINK)]


def test_without_a_kiosk_the_same_walk_reads_and_writes_and_runs_something(folder: Path) -> None:
    with visited(folder, "lecture", "lecture.txt") as (walk, asked):
        walk.press_every_key(["s", "i", "y"])
        walk.type_paths(["o"])
    events = [one[:2] for one in asked]
    assert ("subprocess.Popen", "tmux") in events
    assert ("open", f"{folder}/data.csv") in events
    assert any(one.event == "open" and one.flags & WRITES for one in asked)
    assert [name for name in inside(folder) if name.startswith("tinynet-")]
    assert (folder / "lecture.txt").read_text() != packaged(EXAMPLE)


@ON_LINUX
def test_a_terminal_of_any_size_takes_little_memory() -> None:
    with terminal("--kiosk", "--play", size=(2000, 1000)) as it:
        for keys in ("", "3", "?", "?", "2", "1"):
            it.send(keys)
            until = time.monotonic() + 2
            while time.monotonic() < until:
                it.drain(0.1)
        assert 40 < it.resident < 200
