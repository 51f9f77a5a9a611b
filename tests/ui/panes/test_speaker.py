"""Text on a speaker's terminal."""

from __future__ import annotations

import pytest

from tinynet_tui.ui.panes.speaker import clock, unbroken

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
