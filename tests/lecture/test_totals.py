"""How many of each person's answers were right, also after the lecturer's trainer was killed."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tinynet_tui.lecture.results import Asked, Given
from tinynet_tui.lecture.totals import Totals

FIRST = Asked(datetime(2026, 5, 4, 10, 30, tzinfo=UTC), 1, "Sign", "Is it negative?", "It is.")
SECOND = FIRST._replace(scene=2, title="Number")
ADA, BOB, NOBODY = "0a", "0b", "0c"


def given(right: bool, name: str = "") -> Given:
    return Given("0.5", right, name=name)


def left(path: Path) -> Totals:
    """Totals of a lecturer who was killed after a question."""
    totals = Totals(path)
    totals.open()
    totals.add(
        FIRST, [(ADA, given(True, "Ada")), (BOB, given(False, "Bob")), (NOBODY, given(True))]
    )
    return totals


def test_they_go_on_when_one_is_here_who_was_counted(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "totals-a.json"
    left(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "it is nobody else's"
    again = Totals(path)
    again.open()
    again.add(SECOND, [("new", given(True, "Zoë"))])
    again.meet(["new", ""])
    assert again.waits
    assert again.by_name() == [("Zoë", "1 of 1 right")], "it may be another class"
    again.meet(["new", BOB])
    assert not again.waits
    again.add(SECOND, [(BOB, given(True, "Bob"))])
    ada, bob, zoe = "1 of 2 right", "1 of 2 right", "1 of 2 right"
    assert again.by_name() == [("Ada", ada), ("Bob", bob), ("Zoë", zoe)]
    third = Totals(path)
    third.open()
    third.meet([ADA])
    assert third.by_name() == again.by_name()
    third.forget()
    assert not path.exists()
    third.forget()


def test_who_answers_again_after_that_has_the_last_answer_counted(tmp_path: Path) -> None:
    path = tmp_path / "totals-a.json"
    left(path)
    again = Totals(path)
    again.open()
    again.add(FIRST, [(ADA, given(False, "Ada L."))])
    again.meet([ADA])
    assert again.by_name() == [("Ada L.", "0 of 1 right"), ("Bob", "0 of 1 right")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '[{"0a": 1}, []]',
        '[{"0a": "Ada"}, [["Sign", "Is it?", {"0b": true}]]]',
        '[{"0a": "Ada"}, [["Sign", {}]]]',
        "[" * 5000,
        "\0",
    ],
)
def test_a_file_that_is_something_else_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "totals-a.json"
    path.write_text(text)
    totals = Totals(path)
    totals.open()
    totals.meet([ADA])
    assert not totals.waits
    assert totals.of(ADA) == ""


def test_if_they_cannot_be_kept_they_are_counted_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    totals = left(tmp_path / "file" / "totals-a.json")
    assert totals.of(ADA) == "1 of 1 right"
    totals.forget()
