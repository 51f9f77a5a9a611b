"""Numbers are read by one rule wherever they are typed or written."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from math import isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet_tui.data.built_in import parse as parse_dataset
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import FIELDS
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.check import check
from tinynet_tui.support.parse_numbers import finite_number, integer, number, whole_number
from tinynet_tui.timeline.condition_parser import parse as parse_condition
from tinynet_tui.timeline.conditions import Compared, IterationReached
from tinynet_tui.ui.dialogs.options import read_data
from tinynet_tui.ui.panes.what_if.entry import Entry

VIDEO = Experiment()


def option(name: str, text: str) -> Any:
    (field,) = (field for field in FIELDS if field.name == name)
    return field.options[0].read(text)


def option_whole(text: str) -> float:
    return Experiment(seed=option("seed", text)).seed


def option_number(text: str) -> float:
    return Experiment(alpha=option("alpha", text)).alpha


def position(text: str) -> float:
    return Position.parse(text, VIDEO.script).iteration


def way(text: str) -> float:
    """How far on from 0:l0, where a sign is part of the form."""
    return Position.resolve(f"+{text}", VIDEO.script, Position(), Position()).iteration


def until_iteration(text: str) -> float:
    condition = parse_condition(f"iteration {text}", VIDEO)
    assert isinstance(condition, IterationReached)
    return condition.iteration


def until_error(text: str) -> float:
    condition = parse_condition(f"error < {text}", VIDEO)
    assert isinstance(condition, Compared)
    return condition.value


def lecture_setting(name: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        checked = check(f"# Scene\n{name}: {text}\n")
        if checked.mistakes:
            raise ValueError(checked.mistakes[0].message)
        value: float = getattr(checked.lecture.scenes[0].experiment, name)
        return value

    return read


def cloud_seed(text: str) -> float:
    spec = parse_dataset(f"circle:points=2,seed={text}").spec
    return int(spec.partition("seed=")[2] or 1)


def cloud_noise(text: str) -> float:
    spec = parse_dataset(f"circle:noise={text}").spec
    return float(spec.partition("noise=")[2])


def targets(text: str) -> float:
    with pytest.raises(ValueError) as raised:  # the file is looked for when the number is right
        read_data(f"no.csv --targets '{text}'")
    if "No such file" not in str(raised.value):
        raise raised.value
    return int(text)


def edit(text: str) -> float:
    value = Edit.parse(f"X[0,0]={text}@0", VIDEO.dimensions).value
    assert not isinstance(value, str)
    return value


def csv_cell(text: str) -> float:
    Path("own.csv").write_text(f"x;y\n{text};0\n", encoding="utf-8")
    return float(load("own.csv").X[0, 0])


TWO = Dataset.of("two", [[0, 0]], [0])


def what_if(text: str) -> float:
    """A whole example may be pasted, so commas and blanks part its numbers."""
    entry = Entry(np.full(2, nan), 1, 0)
    entry.fill(text, TWO)
    first, second = entry.inputs
    if isnan(first) or not isnan(second):
        raise ValueError("not one number")
    return first


Reader = Callable[[str], float]

UNSIGNED: list[Reader] = [position, way, until_iteration, lecture_setting("seed")]
SIGNED: list[Reader] = [option_whole, cloud_seed]
"""A sign does not hinder them; that nothing below 0 is taken is for what is made of it to say."""
REAL: list[Reader] = [
    *(option_number, until_error, lecture_setting("alpha"), cloud_noise),
    *(edit, csv_cell, what_if),
]

WHOLE = {
    "0": 0,
    "7": 7,
    "007": 7,
    "60000": 60_000,
    "60,000": 60_000,
    "60_000": 60_000,
    "1,000,000": 1_000_000,
    "1_000,000": 1_000_000,
    **dict.fromkeys(["1_0", "1,0", "60,00", "1,0000", "1000,000", "1__000", ",100", "_100"]),
    **dict.fromkeys(["1 000", "1.0", "1e3", "0x10", "inf", "nan", "x", ""]),
    **dict.fromkeys(["٣", "７", "²", "−7", "--7"]),
}
NUMBER = {
    "1": 1.0,
    "0.5": 0.5,
    ".5": 0.5,
    "1.": 1.0,
    "+0.5": 0.5,
    "5e-1": 0.5,
    "5E-1": 0.5,
    "0000.5": 0.5,
    "0.1000000000000000055511151231257827": 0.1,
    **dict.fromkeys(["1_0", "0_0.5", "0,5", "1,000", "1 0", "0x1", "1e", "e1", ".", "x", ""]),
    **dict.fromkeys(["inf", "-Infinity", "nan", "1e999", "٣", "０.５", "½"]),
}
"""What each reader makes of a text; None if it is refused."""


def reading(reader: Reader, text: str) -> float | None:
    try:
        return reader(text)
    except (ValueError, ArgumentTypeError):
        return None


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: text[:12])
def test_whole_numbers(text: str) -> None:
    for reader in (*UNSIGNED, *SIGNED):
        expected = WHOLE[text]
        if reader is cloud_seed and "," in text:  # it parts the options
            expected = None
        assert reading(reader, text) == expected, reader
    assert reading(integer, text) == WHOLE[text]


@pytest.mark.parametrize("digits", ["9" * 41, "9" * 5000], ids=len)
def test_a_whole_number_of_too_many_digits_is_one_that_is_too_large(digits: str) -> None:
    for reader in (*UNSIGNED, *SIGNED):
        with pytest.raises(ValueError, match=r"is (not between|too large)") as raised:
            reader(digits)
        assert len(str(raised.value)) < 120
        assert reading(reader, f"{'0' * 5000}7") == 7


def test_a_sign_before_a_whole_number() -> None:
    for reader in UNSIGNED:
        assert reading(reader, "-7") is reading(reader, "+7") is None
    for reader in SIGNED:
        assert reading(reader, "-7") is None
        assert reading(reader, "+7") == 7
    assert (integer("-60,000"), integer("+7")) == (-60_000, 7)


@pytest.mark.parametrize(("text", "taken"), [("3", True), ("17", False), ("1_0", False)])
def test_how_many_targets(text: str, taken: bool) -> None:
    assert reading(targets, text) == (int(text) if taken else None)


@pytest.mark.parametrize("text", NUMBER)
def test_other_numbers(text: str) -> None:
    for reader in REAL:
        expected = NUMBER[text]
        if reader is csv_cell and "," in text:  # between semicolons, a comma is decimal
            expected = float(text.replace(",", "."))
        assert reading(reader, text) == expected, reader
    assert reading(finite_number, text) == NUMBER[text]


def test_a_sign_before_another_number() -> None:
    taken = [reader for reader in REAL if reading(reader, "-0.5") == -0.5]
    assert taken == [edit, csv_cell, what_if]


def test_blanks_around_a_number_are_taken_where_a_person_has_room_for_them() -> None:
    strict = [option_whole, option_number, cloud_seed, cloud_noise]
    for reader in (*UNSIGNED, *SIGNED, *REAL):
        for text in ("1 ", "1\t", *([] if reader is way else [" 1"])):  # no blank after its sign
            assert reading(reader, text) == (None if reader in strict else 1), reader


@pytest.mark.parametrize(
    ("read", "text", "complaint"),
    [
        (integer, "four", "'four' is not a whole number"),
        (integer, "1_0", "'1_0' is not a whole number"),
        (
            lambda text: whole_number(text, 1, 1000),
            "9" * 5000,
            f"{'9' * 40} is not between 1 and 1,000",
        ),
        (number, "much", "'much' is not a number"),
        (number, "5\n", r"'5\n' is not a number"),
        (finite_number, "much", "'much' is not a number"),
        (finite_number, "nan", "'nan' is not a finite number"),
        (lambda text: whole_number(text, 1, 1000), "0", "0 is not between 1 and 1,000"),
        (lambda text: whole_number(text, 1, 1000), "x", "'x' is not a whole number"),
    ],
)
def test_what_is_wrong_is_said(read: Reader, text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as raised:
        read(text)
    assert str(raised.value) == complaint


@given(st.integers(), st.sampled_from(["", ",", "_"]))
def test_every_whole_number_is_read_as_it_is_written(value: int, separator: str) -> None:
    assert integer(f"{value:,}".replace(",", separator)) == value


@given(st.text("0123456789_,.+-eE infa٣", max_size=40))
def test_no_text_is_more_than_python_reads_in_it(text: str) -> None:
    whole, other = reading(integer, text), reading(number, text)
    if whole is not None:
        assert whole == int(text.replace(",", "_"))
    if other is not None:
        assert other == float(text) or isnan(other)
