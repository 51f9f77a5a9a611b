"""What cannot be shared is refused in one line."""

from __future__ import annotations

import pytest

from tinynet_tui.classroom.shared import (
    MOST_FILES,
    MOST_ROWS,
    MOST_SETTINGS,
    MOST_TEXT,
    ClassError,
    Shared,
    check,
    check_text,
    digest,
)

DIGEST = digest("")


def test_what_is_in_bounds_is_shared() -> None:
    files = (("dätä 1.csv", DIGEST),) * MOST_FILES
    check(Shared("at: 1:1\nlight: l1", DIGEST, 3, 0, "auto", files, blank=True))
    check(Shared("x" * MOST_SETTINGS))
    check_text("0,1\n" * MOST_ROWS)
    check_text("x" * MOST_TEXT)
    assert Shared("", DIGEST, files=(("a", "b"),)).digests == {DIGEST, "b"}
    assert Shared("").digests == frozenset()


@pytest.mark.parametrize(
    "state",
    [
        Shared("x" * (MOST_SETTINGS + 1)),
        Shared("é" * (MOST_SETTINGS // 2 + 1)),
        Shared("a\x1b[2J"),
        Shared("a\r"),
        Shared("\ud800"),
        Shared("", lecture="x"),
        Shared("", scene=-1),
        Shared("", page=10**9),
        Shared("", playing="a\n"),
        Shared("", answers=(("+", 0),)),
        Shared("", answers=(("x" * 25, 1),)),
        Shared("", answers=(("\x1b", 1),)),
        Shared("", answers=(("+", 1),) * 17),
        Shared("", files=(("", DIGEST),)),
        Shared("", files=(("a\n", DIGEST),)),
        Shared("", files=(("a", ""),)),
        Shared("", files=(("a", DIGEST),) * (MOST_FILES + 1)),
    ],
)
def test_a_state_out_of_bounds_is_refused(state: Shared) -> None:
    with pytest.raises(ClassError, match=r"^[^\n]+$"):
        check(state)


@pytest.mark.parametrize(
    "text", ["x" * (MOST_TEXT + 1), "é" * MOST_TEXT, "\n" * MOST_ROWS + "x", "\x00", "\x1b", "\x85"]
)
def test_a_text_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(ClassError, match=r"^[^\n]+$"):
        check_text(text)


def test_what_is_not_unicode_has_no_digest() -> None:
    with pytest.raises(ClassError):
        digest("\udc80")
