"""What a terminal says by itself changes nothing, whatever the program is doing."""

from __future__ import annotations

import os
import re
import time
from array import array
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path
from termios import FIONREAD

import pytest

from helpers.program import opened
from helpers.replies import REPLIES
from helpers.terminal import Terminal, terminal
from helpers.waiting import Patience

STATES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "main screen": ((), "", "paused"),
    "go to": ((), "g", "go to"),
    "help": ((), "?", "esc closes"),
    "options": ((), "o", "alpha"),
    "palette": ((), ":", "key 0"),
    "edit": ((), "\r", "esc"),
    "quiz": ((), "tn", "?"),
    "what-if": ((), "a", "what-if"),
    "run until": ((), "u", "until"),
    "events": ((), "e", "event"),
    "story": ((), "w", "esc"),
    "gradient check": ((), "c", "back-propagated"),
    "copy": ((), "y", "tinynet-tui"),
    "save": ((), "s", "save"),
    "network": ((), "2", "network"),
    "decision map": ((), "3", "paused"),
    "hidden neurons": ((), "3d", "hidden"),
    "past runs": ((), "4", "past runs"),
    "landscape": ((), "5", "landscape"),
    "kiosk": (("--kiosk",), "", "paused"),
    "kiosk, run until": (("--kiosk",), "u", "until"),
    "lecture": (("lecture",), "", "1/19"),
}
"""The arguments of each, the keys that lead there, and what is shown then."""

FORMS = tuple({re.sub(r"\d[\da-f/;:]*", "0", reply): reply for reply in REPLIES}.values())
"""One reply of each form."""

LOOK = 0.0002
"""Seconds between two looks whether what was written has been read."""


def pieces(text: bytes, size: int) -> Iterator[bytes]:
    """Cut a text into pieces, but not behind an escape: alone for long, it is a key."""
    at = 0
    while at < len(text):
        end = at + size
        while text[end - 1 : end] == b"\x1b":
            end += 1
        yield text[at:end]
        at = end


def talk(it: Terminal, size: int) -> None:
    """Send replies in pieces, those with controls of eight bits in both encodings.

    Where one is cut at every byte, one of each form; reads cut where writes do.
    """
    keyboard = os.open(f"/proc/{it.process.pid}/fd/0", os.O_RDONLY | os.O_NOCTTY)
    for reply in FORMS if size == 1 else REPLIES:
        for encoding in {"utf-8", "latin-1"} if not reply.isascii() else {"utf-8"}:
            for piece in pieces(reply.encode(encoding), size):
                it.process.send(piece)
                if size < len(reply):
                    wait_until_read(keyboard)
    os.close(keyboard)


def wait_until_read(keyboard: int) -> None:
    """Wait until the program has read all that was typed."""
    patience, count = Patience(), array("i", [0])
    while True:
        time.sleep(LOOK)  # also at first: it takes a moment to get there
        ioctl(keyboard, FIONREAD, count)
        if not count[0]:
            return
        patience.check("it does not read")


@pytest.mark.parametrize("state", STATES)
def test_talk_changes_nothing(state: str) -> None:
    arguments, keys, shows = STATES[state]
    with terminal(*arguments) as it:
        it.wait_for("iteration 0", "? help")
        it.wait_for_quiet()
        it.send(keys)
        it.wait_for(shows)
        it.wait_for_quiet()
        before = it.text
        for size in (1000, 1):
            talk(it, size)
            it.wait_for_quiet()
            assert it.text == before, f"in pieces of {size}"
        it.send("\x03")  # and it is not deaf
        assert it.wait_for_end() == 0


@pytest.mark.quick
def test_no_key_is_lost_among_talk() -> None:
    with opened() as it:
        for reply in REPLIES:
            it.send(f"N{reply}")
        it.send("n")
        it.wait_for(f"iteration {len(REPLIES)} ", "step 2/9", "paused", "seed 1")


def test_talk_while_it_plays() -> None:
    with opened("--play", "--speed", "max", "--iterations", "1000000000") as it:
        for size in (1, 5, 1000):
            talk(it, size)
            it.wait_for("playing", "seed 1")
        it.send("p")
        it.wait_for("paused", "seed 1")


@pytest.mark.quick
@pytest.mark.parametrize("arguments", [(), ("--play", "--speed", "10")])
def test_a_paste_without_an_end_ends(arguments: tuple[str, ...]) -> None:
    with opened(*arguments) as it:
        it.send("\x1b[200~abc")
        patience = Patience()
        while "esc closes" not in it.text:
            patience.check("every key is swallowed")
            it.send("?")
            # So long that what is typed meanwhile is no part of the paste.
            end = time.monotonic() + 1.5
            while time.monotonic() < end:
                it.read(0.1)


@pytest.mark.quick
@pytest.mark.parametrize("read", ["one read", "two reads"])
def test_escape_and_a_letter_soon_after_are_two_keys(read: str) -> None:
    with opened() as it:
        it.send("?")
        it.wait_for("esc closes")
        it.send("\x1b" if read == "two reads" else "\x1bN")
        if read == "two reads":
            time.sleep(0.03)
            it.send("N")
        it.wait_for("iteration 1 ", "paused")


def test_alt_is_a_key_if_the_settings_say_so(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"step.iteration" = "alt+n"\n')
    with opened("--settings", str(file)) as it:
        it.send("\x1bn")
        it.wait_for("iteration 1 ")
        it.send("\x1b[110;3u")
        it.wait_for("iteration 2 ")


def test_alt_moves_by_a_word_in_a_field() -> None:
    with opened() as it:
        it.send("g12 34")
        it.wait_for("12 34")
        it.send("\x1bb")
        it.wait_for_quiet()
        it.send("\x7f5")
        it.wait_for("12534")
