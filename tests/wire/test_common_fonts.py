"""The characters that are painted are those of common fonts."""

from __future__ import annotations

import re
from pathlib import Path

import tinynet_tui

COMMON = set("─│┤┼╭╮╰╯═║╔╗╚╝━╸╺┿├┬┴└┌┐┘░▒▓█▀▄•·●○◆◊►◄▲▼‹›←↑→↓↔↕±×≈≠…–—°⁻⁰¹²³⁴⁵⁶⁷⁸⁹½²")
"""Of these, Terminus has all: its list is that of WGL4, the line drawing and superscripts."""


def test_what_is_drawn_is_in_common_fonts() -> None:
    """Braille, for curves, is in few of them: the help tells what to do then."""
    folder = Path(tinynet_tui.__file__).parent
    for file in (folder / "ui").rglob("*.py"):
        rare = {
            char
            for char in re.findall(r"[^\x00-\x7f]", file.read_text())
            if char not in COMMON and not "\u2800" <= char <= "\u28ff"
        }
        assert not rare, f"{file.name}: {rare}"
