"""Terminals without an alternate screen, on a light background, or that print questions."""

from __future__ import annotations

import os
import re
import signal
from functools import partial
from pathlib import Path

import pyte
import pytest

from helpers.program import fills, opened
from helpers.shell_job import BASH, CTRL_Z, in_shell, job, wait_for_the_shell
from helpers.terminal import Terminal, terminal

ALTERNATE = re.compile(rb"\x1b\[\?1049[hl]")
SYNC_QUESTION = b"\x1b[?2026$p"
BACKGROUND_QUESTION = b"\x1b]11;?\x1b\\"
DARK, LIGHT = "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b]11;rgb:ffff/fafa/f0f0\x1b\\"
NAMED = {"TERM": "xterm", "COLORTERM": None}


def without_alternate_screen(it: Terminal) -> pyte.Screen:
    """What a terminal of 80×24 shows that has no alternate screen."""
    screen = pyte.Screen(80, 24)
    data = ALTERNATE.sub(b"", bytes(it.received))
    pyte.ByteStream(screen).feed(re.sub(rb"\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\[\?[\d;]*\$p", b"", data))
    return screen


def assert_cleared(screen: pyte.Screen, first: int = 0) -> None:
    """Check that nothing painted is left, and that text now has the terminal's own colours."""
    blank = screen.default_char
    assert all(screen.buffer[y][x] == blank for y in range(first, 23) for x in range(80))
    assert (screen.cursor.attrs.fg, screen.cursor.attrs.bg) == ("default", "default")
    assert not screen.cursor.attrs.bold and not screen.cursor.attrs.reverse


@pytest.mark.quick
@pytest.mark.parametrize("end", ["q", signal.SIGTERM])
def test_where_there_is_no_other_screen_it_leaves_an_empty_one(end: str | signal.Signals) -> None:
    with opened() as it:
        if isinstance(end, str):
            it.send(end)
        else:
            it.signal(end)
        it.wait_for_end()
        screen = without_alternate_screen(it)
        assert_cleared(screen)
        assert (screen.cursor.x, screen.cursor.y) == (0, 23)


def test_suspended_too() -> None:
    with in_shell(BASH) as it:
        it.send(CTRL_Z)
        wait_for_the_shell(it)
        it.wait_for_quiet()
        screen = without_alternate_screen(it)
        assert not set("╭│╰┤") & set("".join(screen.display))
        assert "answer42" in "".join(screen.display[18:])


def test_continued_from_outside_it_does_not_clear_what_the_shell_has_written() -> None:
    with in_shell(BASH) as it:
        os.kill(job(it), signal.SIGSTOP)
        wait_for_the_shell(it)
        at = len(it.received)
        it.send("fg\n")
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        before = bytes(it.received[at:]).partition(b"\x1b[?1049h")[0]
        assert b"\x1b[J" not in before


@pytest.mark.quick
def test_what_a_terminal_prints_of_a_question_is_painted_over_by_the_same_frame() -> None:
    with terminal() as it:
        it.at_once = 1 << 12
        it.wait_for("iteration 0", "? help")
        it.wait_for_quiet()
        received = bytes(it.received)
        before, _, after = received.partition(SYNC_QUESTION)
        drawn = re.sub(rb"\x1b\][^\x1b\x07]*(?:\x1b\\|\x07)|\x1b\[[^@-~]*[@-~]", b"", before)
        assert b"\x1b[?2004h" in before, "it is asked with the frame, not with the modes"
        assert drawn == b"", "nothing has been painted before"
        frame = after.partition(b"\x1b[6n")[0]
        assert b"tinynet" in frame
        screen = pyte.Screen(80, 24)
        cleaned = re.sub(rb"\x1b\[[<>=][\d;]*[a-zA-Z]", b"", before + b"p" + frame)
        pyte.ByteStream(screen).feed(cleaned)
        assert "p" not in screen.display[0][:2]


def is_asked(it: Terminal) -> bool:
    return BACKGROUND_QUESTION in it.received


def is_free_of_yellow(it: Terminal) -> bool:
    return all(it.screen.buffer[y][x].fg != "brown" for y in range(24) for x in range(80))


def background(it: Terminal) -> str:
    return str(it.screen.buffer[1][2].bg)


@pytest.mark.quick
@pytest.mark.parametrize("pieces", [[LIGHT], [LIGHT[:1] + LIGHT[1:9], LIGHT[9:]]])
def test_on_a_light_background_the_theme_is_light(pieces: list[str]) -> None:
    with terminal() as it:
        it.wait_until(lambda: BACKGROUND_QUESTION in it.received, "the question")
        for piece in pieces:
            it.send(piece)
        it.wait_for("iteration 0", "? help")
        it.wait_until(lambda: background(it) > "e", "a light background")
        it.wait_for_quiet()
        assert "seed 1 " in it.text and "go to" not in it.text
        it.send("q")
        assert it.wait_for_end() == 0


def test_on_a_dark_background_or_a_silent_terminal_it_is_dark() -> None:
    for answer in (DARK, ""):
        with terminal() as it:
            it.wait_until(partial(is_asked, it), "the question")
            it.send(answer)
            it.wait_for("iteration 0", "? help")
            it.wait_for_quiet()
            assert background(it) < "3"


@pytest.mark.parametrize("guest", [(), ("--kiosk",)])
def test_with_sixteen_colours_the_light_ones_are_used(guest: tuple[str, ...]) -> None:
    """Yellow is for dark backgrounds only."""
    yellow = b"\x1b[33m"
    for changes, answer in ((NAMED, LIGHT), ({**NAMED, "COLORFGBG": "0;15"}, "")):
        with terminal(*guest, "--at", "254", changes=changes) as it:
            it.wait_until(partial(is_asked, it), "the question")
            it.send(answer)
            it.wait_for("iteration 254 ", "? help")
            it.wait_until(partial(is_free_of_yellow, it), "no yellow on white")
            if not answer:
                assert yellow not in it.received


def test_a_theme_of_ones_own_stays(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('theme = "textual-dark"\n')
    with terminal("--settings", str(settings)) as it:
        it.wait_for("iteration 0", "? help")
        assert BACKGROUND_QUESTION not in it.received
