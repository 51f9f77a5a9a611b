"""What is known of a terminal by its environment."""

from __future__ import annotations

import pytest

from tinynet_tui.wire.terminal_kind import (
    colours_within,
    has_dark_background,
    holds_escape_back,
    tells_background,
)

TRUE = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "screen", "STY": "1.pts-0.host"}, "256"),
        ({"TERM": "xterm-256color", "STY": "1.pts-0.host"}, "256"),
        ({"TERM": "screen.xterm-256color"}, "256"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/socket,1,0"}, None),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/socket,1,0"}, None),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/socket,1,0", "STY": "1.pts-0.host"}, "256"),
        ({"TERM": "dvtm-256color"}, "256"),
        ({"TERM": "xterm", "DVTM": "0.15"}, "256"),
        ({"TERM": "eterm-color"}, "standard"),
    ],
)
def test_a_terminal_within_another_does_not_get_the_colours_of_that(
    environment: dict[str, str], colours: str | None
) -> None:
    assert colours_within({**TRUE, **environment}) == colours


def test_screen_holds_escape_back_and_tmux_does_not() -> None:
    assert holds_escape_back({"TERM": "screen", "STY": "1.pts-0.host"})
    assert holds_escape_back({"TERM": "screen.xterm"})  # by SSH, from within it
    assert not holds_escape_back({"TERM": "screen-256color", "TMUX": "/tmp/socket,1,0"})
    assert not holds_escape_back({"TERM": "xterm"})


@pytest.mark.parametrize(
    ("value", "is_dark"),
    [
        ("15;0", True),
        ("0;15", False),
        ("0;default;15", False),
        ("0;7", False),
        ("15;default;8", True),
        ("default;default", None),
        ("", None),
        ("7;x", None),
    ],
)
def test_colorfgbg_names_the_background_last(value: str, is_dark: bool | None) -> None:
    assert has_dark_background({"COLORFGBG": value}) is is_dark


def test_terminals_that_would_print_the_question_are_not_asked() -> None:
    assert tells_background({"TERM": "xterm"})
    assert not any(tells_background({"TERM": kind}) for kind in ("linux", "vt220", "dvtm-256color"))
