"""Text on a speaker's terminal."""

from __future__ import annotations

import pytest

from tinynet_tui.classroom.cue import Cue, Stands
from tinynet_tui.ui.panes.speaker import SpeakerStatus, SpeakerView, clock, unbroken

LONG = "a line that is as long as an editor lets it be, before it breaks"


@pytest.mark.parametrize(
    ("notes", "shown"),
    [
        ("", ""),
        ("one\ntwo", "one\ntwo"),
        (f"{LONG}\nit.", f"{LONG} it."),
        (f"{LONG}\n{LONG}\nit.\nNext.", f"{LONG} {LONG} it.\nNext."),
        (f"{LONG}\n\nNext.", f"{LONG}\n\nNext."),
        (f"{LONG}\n- an item", f"{LONG}\n- an item"),
        (f"{LONG}\n  code", f"{LONG}\n  code"),
    ],
)
def test_lines_that_were_broken_go_on(notes: str, shown: str) -> None:
    assert unbroken(notes) == shown


def test_a_clock_counts_minutes() -> None:
    assert [clock(seconds) for seconds in (0, 59, 60, 3_661)] == ["0:00", "0:59", "1:00", "61:01"]


def test_a_title_that_is_cut_stands_apart_from_who_is_here() -> None:
    stands = Stands(scene=3, scenes=4, here=2, away=1, planned=(0, 0, 2_700))
    view = SpeakerView(Cue(stands, "A title that is rather longer than the row is wide"), 9)
    (row,) = SpeakerStatus().rows(view, 60, 1)
    line = "".join(text for text, _ in row)
    assert line == " 4/4 A title that is rathe…  2 here · 1 away  0:09 of 45:00 "
