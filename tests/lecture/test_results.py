"""The file with a class's answers: it grows, stays whole, and is no program."""

from __future__ import annotations

import csv
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from tinynet_tui.lecture.results import FORMULA, Asked, Given, Results, _plain
from tinynet_tui.support.files import FileError

ASKED = Asked(datetime(2026, 5, 4, 10, 30, 0, 5, tzinfo=UTC), 3, "Who, me?", "Is it 1?", "It is 1.")
HEAD = "time,scene,title,question,right answer,answer,right,count"
NAMED = "time,scene,title,question,right answer,name,answer,right"
OF = '2026-05-04T10:30:00+00:00,3,"Who, me?",Is it 1?,It is 1.'


def opened(path: Path, *, names: bool = False) -> Results:
    found = Results(path, names=names)
    found.open()
    return found


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


def test_there_is_a_line_for_each_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    results = opened(path)
    assert lines(path) == [HEAD]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "it is nobody else's"
    results.add(ASKED, [Given("positive", True, 3), Given("-0.5", False, 1)])
    assert lines(path) == [HEAD, f"{OF},positive,yes,3", f"{OF},-0.5,no,1"]
    assert [*tmp_path.iterdir()] == [path]


def test_with_names_there_is_a_line_for_each_person(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    given = [Given("0.5", True, name="Ada; Zoë"), Given("1", True, name="=1+1"), Given("2", False)]
    opened(path, names=True).add(ASKED, given)
    rows = ['"Ada, Zoë",0.5,yes', "'=1+1,1,yes", ",2,no"]
    assert lines(path) == [NAMED, *(f"{OF},{row}" for row in rows)]


def test_a_file_with_results_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    opened(path).add(ASKED, [Given("1", True, 3)])
    path.write_text(path.read_text() + "my own line")
    path.chmod(0o640)
    results = opened(path)
    results.add(ASKED, [Given("2", False, 4)])
    assert lines(path) == [HEAD, f"{OF},1,yes,3", "my own line", f"{OF},2,no,4"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.unlink()  # in the middle of the class
    results.add(ASKED, [Given("3", False, 4)])
    assert lines(path) == [HEAD, f"{OF},3,no,4"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "already exists and has no results of a class; it was not changed"),
        ("x,y\n1,2\n", "already exists and has no results"),
        (f"{HEAD} \n", "already exists and has no results"),
        (f"{NAMED}\n", "has names: add --names, or write to another file"),
    ],
)
def test_another_file_is_not_changed(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(FileError, match=why):
        opened(path)
    assert path.read_text() == text
    with pytest.raises(FileError, match="has no"):
        path.write_text(f"{HEAD}\r\n")
        opened(path, names=True)


@pytest.mark.parametrize("names", [False, True])
def test_the_questions_of_the_file_are_counted_whoever_added_them(
    tmp_path: Path, names: bool
) -> None:
    path = tmp_path / "a.csv"
    given = [Given("1", True, 3, "Ada"), Given("2", False, 1, "Zoë")]
    first = opened(path, names=names)
    assert first.summary().startswith("answers of 0 questions are in ")
    first.add(ASKED, given)
    first.add(ASKED._replace(scene=4, question='Two\nlines, "quoted"?'), given)
    path.write_text(path.read_text() + "my own line\n")
    again = opened(path, names=names)  # after the lecturer's trainer was killed
    assert again.summary().startswith("answers of 2 questions are in ")
    again.add(ASKED._replace(time=ASKED.time.replace(hour=11)), given)  # asked once more
    again.add(ASKED._replace(scene=7), [])
    assert again.summary() == opened(path, names=names).summary()
    assert again.summary().startswith("answers of 3 questions are in ")
    path.unlink()
    with pytest.raises(FileError):
        again.summary()


def test_what_could_not_be_written_is_written_later(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.csv"
    path.parent.mkdir()
    results = opened(path)
    path.parent.rename(tmp_path / "elsewhere")
    with pytest.raises(FileError):
        results.add(ASKED, [Given("1", True, 3)])
    assert not results.is_complete
    (tmp_path / "elsewhere").rename(path.parent)
    results.add(ASKED, [Given("2", True, 3)])
    assert results.is_complete
    assert [line[-7:] for line in lines(path)[1:]] == ["1,yes,3", "2,yes,3"]


@examples(300)
@given(st.text(st.sampled_from("=+-@;,\"'|a1\t ") | st.characters(exclude_categories=["Cs"])))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = _plain(text)
    assert ";" not in cell
    if cell.startswith(tuple(FORMULA)):
        assert float(cell) is not None


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    name = 'O\'Neil, "Zoë" =1'
    opened(path, names=True).add(ASKED, [Given("+", False, name=name)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["name"], row["answer"], row["title"]) == (name, "'+", ASKED.title)
