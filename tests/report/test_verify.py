"""The published numbers are all reproduced, and one that is missed is told."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from importlib import resources

import pytest

from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.report.verify import NUMBERS, VIDEO, Published, verify


def test_every_published_number_is_reproduced(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"all {len(NUMBERS)} published numbers reproduced"
    assert sum(line.endswith("  ok") for line in lines) == len(NUMBERS)
    assert max(map(len, lines)) <= 80
    rows = [line for line in lines[:-1] if not re.match("xor|copy-first", line)]
    ends = {line.rindex(word) for line, word in ((r, r.split()[-1]) for r in rows)}
    assert len(ends) == 1, "the verdicts stand below one another"


def test_the_table_holds_what_is_on_record() -> None:
    kinds = [(number.experiment, number.name) for number in NUMBERS]
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts.pop((VIDEO, "error")) == 10
    assert counts.pop((VIDEO, "l2")) == 8
    assert counts.pop((VIDEO, "syn0")) == 12
    assert counts.pop((VIDEO, "syn1")) == 4
    assert counts.pop((Experiment(dataset=COPY_FIRST, hidden=0), "l1")) == 4
    alphas = sorted(experiment.alpha for experiment, _ in counts)
    assert alphas == [0.001, 0.01, 0.1, 10, 100, 1000]
    assert set(counts.values()) == {1}
    assert len({(n.experiment, n.iteration, n.name, n.cell) for n in NUMBERS}) == len(NUMBERS)


FIRST = NUMBERS[0]


def test_every_number_has_its_source() -> None:
    text = resources.files("tinynet_tui.report").joinpath("published.toml").read_text("utf-8")
    document = tomllib.loads(text)
    assert {table["source"] for table in document["numbers"]} == document["sources"].keys()
    for source in document["sources"].values():
        assert re.search(r"https://|The same script", source)


def test_one_wrong_digit_is_a_miss(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = dataclasses.replace(FIRST, digits="0.496410131903")
    assert verify([FIRST, wrong]) == 1
    *_, right_row, wrong_row, last = capsys.readouterr().out.splitlines()
    assert right_row.endswith("  ok")
    assert wrong_row.split()[2:] == ["0.496410131903", "0.496410031903", "-1.0e-07", "DIFFERS"]
    assert last == "1 of 2 published numbers differ"


@pytest.mark.parametrize(
    ("number", "off"),
    [(FIRST, 1.1e-9), (next(n for n in NUMBERS if n.experiment.alpha == 100), 1.1e-6)],
)
def test_errors_must_agree_to_the_tolerance(number: Published, off: float) -> None:
    published = float(number.digits)
    for sign in (1, -1):
        assert number.matches(published * (1 + sign * off / 2))
        assert not number.matches(published * (1 + sign * off))


@pytest.mark.parametrize("digits", ["0.5", "4.6013571", "0.99672209", "-10.31917382"])
def test_a_matrix_must_agree_to_half_its_last_decimal(digits: str) -> None:
    number = Published(VIDEO, 0, "syn0", (0, 0), digits)
    published, slack = float(digits), abs(float(digits)) * 1e-9
    for sign in (1, -1):
        assert number.matches(published + sign * 4.99e-9)
        assert not number.matches(published + sign * (5.01e-9 + slack))


def test_an_error_published_as_one_half_has_twelve_digits() -> None:
    half = next(number for number in NUMBERS if number.digits == "0.5")
    assert half.matches(0.5)
    assert not half.matches(0.50001)
    assert half.text(0.5) == "0.500000000000"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_matches_nothing(value: float) -> None:
    assert not any(number.matches(value) for number in NUMBERS)
