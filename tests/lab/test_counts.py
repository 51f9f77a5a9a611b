"""The counts of the lab: one's own, kept in a file, and what a hunt makes of guesses and hints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tinynet_tui.export.last_session import counts_path, default_path
from tinynet_tui.lab.counts import Count, Counts, Hunt
from tinynet_tui.lab.lab import LAB
from tinynet_tui.lab.listing import listing


def hunt(path: Path) -> Hunt:
    return Hunt("deep", 34, Counts(path))


def test_they_are_beside_the_last_session() -> None:
    assert counts_path() == default_path().parent / "lab.json"


def test_guesses_and_hints_are_counted_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "lab.json"
    one = hunt(path)
    assert one.count == Count() and not path.exists()
    assert not one.guess(3) and not one.guess(3) and not one.guess(7)
    one.ask()
    assert not one.over
    assert one.guess(34) and one.over
    told = {"deep": {"guesses": 2, "hints": 1, "found": True}}
    assert json.loads(path.read_text()) == told  # and nothing else
    assert not one.guess(5)  # nothing counts any more
    one.ask()
    assert json.loads(path.read_text()) == told
    assert Counts(path).all() == {"deep": Count(2, 1, True)}


def test_another_time_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "lab.json"
    hunt(path).guess(3)
    again = hunt(path)
    again.guess(3)
    assert again.count == Count(2)
    other = Hunt("slow", 30, Counts(path))
    other.guess(30)
    assert Counts(path).all() == {"deep": Count(2), "slow": Count(found=True)}


def test_the_third_hint_is_the_answer(tmp_path: Path) -> None:
    one = hunt(tmp_path / "lab.json")
    for hints, over in ((1, False), (2, False), (3, True), (3, True)):
        one.ask()
        assert (one.hints, one.over) == (hints, over)
    assert one.guess(34) and not one.count.found
    again = hunt(tmp_path / "lab.json")
    again.guess(34)
    assert again.count == Count(0, 3, True)


@pytest.mark.parametrize(
    "count, words",
    [
        (Count(), ""),
        (Count(1), "begun, 1 wrong guess"),
        (Count(2, 1, True), "found, 2 wrong guesses, 1 hint"),
        (Count(0, 3), "shown, 2 hints"),
        (Count(found=True), "found"),
    ],
)
def test_they_are_said_in_words(count: Count, words: str) -> None:
    assert count.words == words


@pytest.mark.parametrize(
    "text",
    ["", "[]", "nonsense", '{"deep": 3}', '{"deep": {"guesses": -1, "hints": 0, "found": true}}'],
)
def test_a_file_that_is_none_counts_for_nothing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "lab.json"
    path.write_text(text)
    assert Counts(path).all() == {}
    hunt(path).guess(2)
    assert Counts(path).all() == {"deep": Count(1)}


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "lab.json").mkdir()
    one = hunt(tmp_path / "lab.json")
    one.guess(2)
    assert one.count == Count(1) and "lab.json" in one.failure


def test_without_a_file_nothing_is_kept() -> None:
    one = Hunt("deep", 34, Counts())
    one.guess(2)
    assert one.count == Count(1) and not one.failure


def test_the_list_fits_on_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "lab.json"
    Counts(path).keep("deep", Count(999, 3))
    rows = listing(Counts(path))
    assert [one.bug for one in rows] == [*LAB]
    assert all(len(one.title) <= 77 and len(one.line) <= 100 for one in rows)
    assert rows[-1].title.endswith("shown, 999 wrong guesses, 2 hints")
    assert rows[-1].line.startswith("20  deep           hard    Four layers learn nothing")
