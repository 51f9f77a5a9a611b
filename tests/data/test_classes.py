"""Targets that are all the same, that could be classes or numbers, and words that look alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.data.csv_file import DataError, load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import Choice


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def own(text: str, choice: Choice = Choice(), *, scale: bool = False) -> Dataset:  # noqa: B008
    Path("own.csv").write_text(text)
    return load("own.csv", choice, scale=scale)


def complaint(text: str, choice: Choice = Choice(), *, scale: bool = False) -> str:  # noqa: B008
    with pytest.raises(DataError) as caught:
        own(text, choice, scale=scale)
    return str(caught.value)


@pytest.mark.parametrize("scale", [False, True])
@pytest.mark.parametrize("value", ["1", "0.5", "5"])
def test_a_target_that_is_always_the_same_is_refused(value: str, scale: bool) -> None:
    if scale or value != "5":
        rows = "".join(f"{at},{value}\n" for at in range(3))
        line = f"own.csv, column 2 (y): has only {value}; a target needs two different values"
        assert complaint(f"a,y\n{rows}", scale=scale) == line


def test_each_of_several_targets_needs_two_values() -> None:
    line = complaint("a,y,z\n1,0,1\n2,1,1\n", Choice(2))
    assert line == "own.csv, column 3 (z): has only 1; a target needs two different values"


PRICES = "a,price\n" + "".join(f"{at},{100 + at % 5 * 50}\n" for at in range(20))


@pytest.mark.parametrize("scale", [False, True])
def test_numbers_that_were_taken_for_classes_are_said_and_there_is_a_way_out(scale: bool) -> None:
    data = own(PRICES, scale=scale)
    assert data.y.shape == (20, 5)
    assert data.reading == (
        "price: read as 5 classes (100, 150 ... 300); --classes none reads it as a number"
    )
    data = own(PRICES, Choice(classes=("none",)), scale=True)
    assert data.y.shape == (20, 1) and data.reading == ""
    assert data.arguments[2:] == ("--classes", "none", "--scale")
    assert own(PRICES, Choice(classes=("price",))).reading == ""


KINDS = "a,kind\n5,1\n6,2\n7,3\n8,1\n"


def test_classes_that_were_taken_for_numbers_are_offered_both_readings() -> None:
    assert complaint(KINDS) == (
        "own.csv, line 3, column 2 (kind): the target 2 is not between 0 and 1; the network's "
        "outputs always are; --classes kind reads it as classes, --scale as a number, "
        "--target NAME chooses another column"
    )
    line = "kind: read as a number; --classes kind reads it as classes"
    assert own(KINDS, scale=True).reading == line
    data = own(KINDS, Choice(classes=("kind",)))
    assert data.y.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert data.columns == ("a", "kind=1", "kind=2", "kind=3")


def test_inputs_can_be_classes_too() -> None:
    data = own("colour,a,y\n3,5,0\n1,6,1\n2,7,0\n", Choice(classes=("colour",)), scale=True)
    assert data.X[:, :3].tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    mixed = own("city,y\nRome,0\n7,1\nParis,0\n", Choice(classes=("city",)))
    assert mixed.columns == ("city=7", "city=Paris", "city=Rome", "y")


def test_a_column_may_be_called_none() -> None:
    data = own("none,y\n5,0\n6,1\n", Choice(classes=("none",)))
    assert data.columns == ("none=6", "y")
    assert data.arguments[2:] == ("--classes", "none")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("True", "False", "TRUE"), "y: 'TRUE' and 'True' are different words"),
        (("Yes", "no", "yes"), "y: 'Yes' and 'yes' are different words"),
        (("New York", "Rome", "New  York"), "y: 'New  York' and 'New York' are different words"),
        (("a", "b", "a"), ""),
    ],
)
def test_words_that_differ_only_by_capital_letters_are_pointed_out(
    words: tuple[str, ...], line: str
) -> None:
    rows = [*words, *words]
    assert own("a,y\n" + "".join(f"{n},{w}\n" for n, w in enumerate(rows))).reading == line


def test_one_row_is_pointed_out() -> None:
    assert own("a,y\n1,0\n").reading == "there is only one example; a network learns from several"
