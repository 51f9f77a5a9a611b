"""Every kind of terminal in three sizes: the program sends only what it can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from rich.style import Style

from helpers.terminal import Terminal, terminal
from tinynet_tui.wire.ascii import to_ascii
from tinynet_tui.wire.colours import colourless, has_colours

SIZES = [(80, 24), (100, 30), (200, 60)]

UNICODE, ASCII = "╭│╰", "+|"
OLD = {"COLORTERM": None, "TERM": "xterm"}
KINDS: dict[str, dict[str, str | None]] = {
    "truecolor": {},
    "256 colours": {"COLORTERM": None},
    "16 colours": OLD,
    "no colours": {"NO_COLOR": "1"},
    "vt220": {**OLD, "TERM": "vt220"},
    "linux": {**OLD, "TERM": "linux"},
    "--ascii": {},
    "light": {},
    "C locale": {"LC_ALL": "C"},
}
PLAIN = ("--ascii", "C locale", "linux")
SIXTEEN = ("16 colours", "linux")
COLOURLESS = ("no colours", "vt220")

LIGHT = 'theme = "textual-light"\n'

BASIC = {str(code) for base in (30, 40, 90, 100) for code in range(base, base + 8)}
ATTRIBUTES = {"", "0", "1", "2", "4", "7", "22", "24", "27"}
DEFAULT = {"39", "49"}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_it_shows_everything_within_the_limits_of_the_terminal(
    kind: str, size: tuple[int, int], tmp_path: Path
) -> None:
    with terminal(*options(kind, tmp_path), size=size, changes=KINDS[kind]) as it:
        marks = to_ascii if kind in PLAIN else str
        it.wait_for("error 0.3066", marks("►synapse 0"), marks("┤"), "? help")
        it.wait_until(partial(is_whole, it, ASCII if kind in PLAIN else UNICODE), "whole frames")
        it.wait_until(partial(weights_look_different, it, kind), "signs and strengths")
        it.send("n")
        it.wait_for("iteration 255 ", "step 1/9")
        it.send("?")
        it.wait_for("run the next line", "esc closes")
        it.send("?")
        if size == SIZES[0]:
            it.send("3")
            it.wait_for(marks("● ○ target 1, 0"))
            it.send("1")
        it.send(" ")
        it.wait_until(lambda: it.number_after("iteration") > 256, "playing")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()
        assert_kept(kind, bytes(it.received))


def options(kind: str, folder: Path) -> list[str]:
    """The program's options for a kind of terminal."""
    given = ["--at", "254:syn0"]
    if kind == "--ascii":
        given.append("--ascii")
    if kind == "light":
        settings = folder / "settings.toml"
        settings.write_text(LIGHT)
        given += ["--settings", str(settings)]
    return given


def assert_kept(kind: str, sent: bytes) -> None:
    """Check that only what this kind of terminal shows has been sent."""
    if kind in PLAIN:
        assert sent.isascii()
    codes = set(sgr(sent))
    if kind in COLOURLESS:
        assert codes <= ATTRIBUTES
    elif kind in SIXTEEN:
        assert codes <= ATTRIBUTES | DEFAULT | BASIC
        assert codes & BASIC
    elif kind == "256 colours":
        assert "38;5" in codes
        assert "38;2" not in codes
    else:
        assert "38;2" in codes


def sgr(sent: bytes) -> Iterator[str]:
    """The codes of all styles sent; 256 and true colours count as `38;5` and `38;2`."""
    # The end may be half a character.
    for text in re.findall(r"\x1b\[([\d;]*)m", sent.decode(errors="ignore")):
        yield from re.findall(r"[34]8;[25]", text)
        yield from re.sub(r"[34]8;(5;\d+|2;\d+;\d+;\d+);?", "", text).strip(";").split(";")


def is_whole(it: Terminal, edges: str) -> bool:
    """True when frames fill every line between the first and the last."""
    ends = edges.translate(str.maketrans("╭╰", "╮╯")) + edges
    _, *middle, _ = it.text.split("\n")
    return all(line[0] in edges and line[-1] in ends for line in middle)


def weights_look_different(it: Terminal, kind: str) -> bool:
    """True when a strong negative, a weak negative and a weak positive weight look different.

    Without colours the sign is written, and strong weights are bold.
    """
    styles = [style_of(it, number) for number in ("-4.4", "-0.2", "+0.3")]
    if None in styles:
        return False
    strong, weak, positive = styles
    assert strong is not None and weak is not None and positive is not None
    if kind in COLOURLESS:
        return strong[1] and not weak[1]
    return len({colour for colour, _ in (weak, positive)}) == 2 and strong != weak


def style_of(it: Terminal, number: str) -> tuple[str, bool] | None:
    """The colour and boldness of a number's last digit; None if it is not on the screen."""
    for y, line in enumerate(it.text.split("\n")):
        at = line.find(number)
        if at >= 0:
            cell = it.screen.buffer[y][at + len(number) - 1]
            return cell.fg, cell.bold
    return None


@pytest.mark.quick
def test_in_a_locale_without_unicode_the_lecture_is_ascii_too() -> None:
    with terminal("lecture", "--scene", "12", changes={"LC_ALL": None, "LANG": "C"}) as it:
        it.wait_for("12/19", "#=", "synapse 0")
        it.send("?")
        it.wait_for("double lines")
        it.send("?q")
        assert it.wait_for_end() == 0
        assert bytes(it.received).isascii()


def test_the_settings_win_over_the_locale(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("ascii = false\n")
    with terminal("--settings", str(settings), changes={"LC_ALL": "C"}) as it:
        it.wait_for("╭", "►input")


def test_with_sixteen_colours_only_themes_in_these_are_offered() -> None:
    with terminal(changes=OLD) as it:
        it.wait_for("synapse 0", "? help")
        it.send(":theme")
        it.wait_for("choose the colours")
        it.send("\r")
        it.wait_for("ansi-dark", "ansi-light")
        assert "nord" not in it.text


# Colours.


def test_without_colours_highlighted_text_is_reversed_and_can_still_be_clicked() -> None:
    chosen = colourless(Style(color="black", bgcolor="white", bold=True, meta={"option": 3}))
    assert (chosen.color, chosen.bgcolor) == (None, None)
    assert chosen.reverse and chosen.bold
    assert chosen.meta == {"option": 3}


@pytest.mark.parametrize("background", [None, "default", "black"])
def test_without_colours_other_text_is_not_reversed(background: str | None) -> None:
    shown = colourless(Style(color="blue", bgcolor=background, underline=True))
    assert (shown.color, shown.bgcolor) == (None, None)
    assert shown.underline and not shown.reverse


@pytest.mark.quick
@pytest.mark.parametrize(("no_color", "coloured"), [("1", False), ("", True)])
def test_any_value_of_no_color_but_an_empty_one_turns_colours_off(
    monkeypatch: pytest.MonkeyPatch, no_color: str, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    assert has_colours("256") == coloured


def test_a_terminal_unknown_to_the_system_has_sixteen_colours() -> None:
    with terminal(changes={**OLD, "TERM": "nobody-knows"}) as it:
        it.wait_for("synapse 0", "? help")
        assert set(sgr(bytes(it.received))) & BASIC
