"""ASCII on terminals that show nothing else: the replacements, and when they are used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from helpers.trainer import opened
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.canvas.pane import FRAME, FRAME_LIT
from tinynet_tui.ui.dialogs.help import MARKS
from tinynet_tui.ui.panes.decision_map.marks import BEYOND, CROSS, RIGHT, WRONG
from tinynet_tui.ui.panes.decision_map.ramp import SHADES
from tinynet_tui.ui.panes.error_graph.event_row import MARKS as EVENTS
from tinynet_tui.ui.panes.error_graph.plot import DOTTED, MARK
from tinynet_tui.ui.panes.network.parts import LIGHT
from tinynet_tui.ui.panes.network.strands import FAINT, INK, LineStyle, draw_lines
from tinynet_tui.ui.panes.source import SIGNS
from tinynet_tui.wire.ascii import ASCII, to_ascii
from tinynet_tui.wire.unicode_support import shows_unicode

CURVE = "⠉⣿⡀"
SCREENS = {
    "2": "bright lines: solid",
    "3": "O o target",
    "d": "+# adds",
    "4": "start another run",
    "5": "X error",
    "1": "#####",
    "w": "its value at",
    "o": "hidden",
    "colon": "Search",
    "a": "part",
    "e": "crosses",
}
"""A key, and what it shows on the screen."""


@given(st.text())
def test_any_text_becomes_ascii_of_the_same_width(text: str) -> None:
    shown = to_ascii(text)
    assert shown.isascii()
    assert len(shown) == cell_len(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_stays_as_it_is(text: str) -> None:
    assert to_ascii(text) == text.ljust(cell_len(text))[: cell_len(text)]


def test_every_character_is_replaced_by_one_as_wide() -> None:
    assert all(cell_len(char) == len(replacement) for char, replacement in ASCII.items())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("×10⁻³", "x1e-3"),
        ("×10¹²", "x1e12"),
        ("input 0 → -0.2…1.2", "input 0 > -0.2:1.2"),
        ("input 0 · output 1", "input 0 | output 1"),
        ("· · ·  error ·", ". . .  error ."),
        ("… 3 more terms …", "_ 3 more terms _"),
        ("↕0–3 of 64 ↔0–5 of 64", "|0-3 of 64 ~0-5 of 64"),
        ("größe", "gr??e"),
        ("数字", "????"),
    ],
)
def test_a_text_keeps_its_meaning(text: str, shown: str) -> None:
    assert to_ascii(text) == shown


@pytest.mark.parametrize(
    "marks",
    [
        [*RIGHT, *WRONG, *BEYOND, CROSS, *SHADES],
        [CURVE[0], MARK, DOTTED[1]],
        [*EVENTS.values()],
        [*SIGNS.values()],
        ["►", "•", "▲", "▼", "·", "↕", "↔"],
        ["×", "≈", "…", "●", "·", CURVE[0], "=", "+", "-"],
        ["►", "•", *LIGHT, *INK, FAINT],
        ["›", "•", *LIGHT, *INK, FAINT],
        [*FRAME[:2], *FRAME_LIT[:2]],
    ],
)
def test_marks_that_stand_in_one_pane_stay_different(marks: list[str]) -> None:
    assert len({to_ascii(mark) for mark in marks}) == len(marks)


def test_every_mark_that_the_help_explains_has_a_replacement() -> None:
    assert "?" not in to_ascii("".join(name for name, _ in MARKS if name != "?").replace("?", ""))


def test_the_drawing_has_a_character_for_every_kind_of_line() -> None:
    kinds = [LineStyle(True, False), *(LineStyle(True, True, thick) for thick in (1, 2, 3))]
    lines = [draw_lines(((0.0, 0.0, kind),), 8, 1, ascii=True)[0] for kind in kinds]
    assert [line[0][0] for line in lines] == [8 * ink for ink in (FAINT, *INK)]
    negative = draw_lines(((0.0, 0.0, LineStyle(False, True)),), 8, 1, ascii=True)[0]
    assert "".join(text for text, _ in negative) == "~~  ~~  "


async def test_every_screen_is_ascii_and_the_help_names_the_marks_as_they_are_shown() -> None:
    settings = Settings(ascii=True)
    async with opened(settings=settings, size=(100, 30), at=Position(254, 9)) as it:
        await it.rests_at(254, 9)  # esc would stop it on the way
        await it.until(lambda: it.main.graph.ready)
        for key, shown in SCREENS.items():
            await it.press(key)
            await it.shows(shown)
            assert it.text.isascii()
            await it.press("escape")
        await it.press("question_mark")
        await it.shows("esc closes")
        await it.press("end")
        await it.shows("O o  X x", "* + ^ !", ".:=%@")
        assert it.text.isascii()


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_CTYPE": "C"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "POSIX"}, False),
        ({"LANG": "C", "LC_ALL": "C.utf8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": ""}, True),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "TERM": "xterm"}, True),
        ({"LANG": "en_GB.UTF-8", "TERM": "linux"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "sr_RS.utf8@latin"}, True),
    ],
)
def test_the_locale_decides_whether_there_is_unicode(
    environment: dict[str, str], shown: bool
) -> None:
    assert shows_unicode(environment) == shown
