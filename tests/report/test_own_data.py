"""A table as it is found: an index, large numbers, words as inputs and as targets."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tinynet_tui.cli.main import main
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.names import Choice
from tinynet_tui.experiment.advice import advice
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.right import Judge

MIDDLES = {"plum": (410.0, 0.2), "fig": (960.0, 0.5), "pear": (1440.0, 0.9)}
"""Of the weight in grams, and of the width."""
CHOICE = Choice(None, ("kind",), ("id",))


@pytest.fixture
def fruit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a file with 90 rows, the targets in the first but one column."""
    monkeypatch.chdir(tmp_path)
    random = Random(4)
    rows = ["id,kind,weight,place,width"]
    for number, kind in enumerate([*MIDDLES] * 30, 1):
        weight, width = (random.gauss(middle, middle / 10) for middle in MIDDLES[kind])
        place = random.choice(["north", "south", "west"])
        rows.append(f"{number},{kind},{weight:.1f},{place},{width:.2f}")
    Path("fruit.csv").write_text("\n".join(rows))
    return "fruit.csv"


def train(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    assert not main(["train", *words])
    return capsys.readouterr()


def test_who_follows_the_advice_gets_a_network_that_learns(
    fruit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--dataset", fruit, "--target", "kind", "--test", "0.2", "--iterations", "3000"]
    _, err = train(*words, capsys=capsys)
    assert "column 'id' only counts the rows; leave it out by --ignore id\n" in err
    assert not main(["explain", *words[:6]])
    assert capsys.readouterr().err.endswith("leave it out by --ignore id\n")
    words += ["--ignore", "id"]
    _, err = train(*words, capsys=capsys)
    assert "try --scale --bias: " in err
    out, err = train(*words, "--scale", "--bias", capsys=capsys)
    assert not err
    assert out.endswith("Right: 72 of 72\nRight of the test examples: 18 of 18\n")


def test_the_report_names_columns_and_scale(fruit: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--dataset", fruit, "--target", "kind", "--ignore", "1", "--scale", "--json"]
    out, _ = train(*words, "--iterations", "10", capsys=capsys)
    found = json.loads(out)["experiment"]
    assert (found["target"], found["ignore"]) == (["kind"], ["id"])
    assert found["scale"] is True and found["targets"] is None


def test_words_are_zeros_and_ones_beside_scaled_numbers(fruit: str) -> None:
    data = load(fruit, CHOICE, bias=True, scale=True)
    assert data.columns[:-4] == ("weight", "place=north", "place=south", "place=west", "width")
    assert np.isin(data.X[:, 1:4], (0, 1)).all() and (data.X[:, 1:4].sum(axis=1) == 1).all()
    assert np.allclose(data.X[:, (0, 4)].mean(axis=0), 0)
    assert np.allclose(data.X[:, (0, 4)].std(axis=0), 1)
    assert (data.X[:, 5] == 1).all()
    assert data.arguments[2:] == ("--target", "kind", "--ignore", "id", "--bias", "--scale")
    assert data != load(fruit, CHOICE, bias=True)


def test_the_largest_output_must_be_that_of_the_word_and_each_word_gives_its_share(
    fruit: str,
) -> None:
    experiment = Experiment(load(fruit, CHOICE, scale=True), test=0.2)
    y = experiment.dataset.y
    assert Judge(y).by_class and experiment.dataset.has_sides
    assert Judge(y).right(np.where(y == 1, 0.9, -0.05)).all()  # 0.1 is more than 0.05
    assert y[experiment.split.test].sum(axis=0).tolist() == [6, 6, 6]


def test_a_number_is_a_target_with_scale_only_and_advice_says_so(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("grams,size\n" + "".join(f"{100 + 7 * i},{i}\n" for i in range(20)))
    choice = Choice(None, ("grams",))
    with pytest.raises(ValueError, match=r"the target 100 .* --scale scales it, --target NAME"):
        load(str(file), choice)
    data = load(str(file), choice, scale=True)
    assert data.scaling is not None and data.scaling.in_units(1.0, 0) == 233
    assert data.y[:, 0].tolist() == [i / 19 for i in range(20)]
    assert advice(Experiment(data)) == ""
