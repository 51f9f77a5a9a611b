"""The learning rate that is chosen for data from a file learns."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tinynet_tui.cli.experiment_options import ExperimentParser, add_experiment, build_experiment
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.advice import advice, advice_after
from tinynet_tui.experiment.chosen_alpha import chosen_alpha
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.export.reopen_command import describe
from tinynet_tui.network.array import Array
from tinynet_tui.network.right import Shares
from tinynet_tui.timeline.timeline import Timeline


def data(X: Array, y: Array) -> Dataset:
    return Dataset.of("own.csv", X, y, spec="own.csv", is_file=True)


def share(experiment: Experiment, iterations: int) -> float:
    timeline = Timeline(experiment)
    while (rest := iterations - timeline.position.iteration) > 0:
        timeline.advance(min(rest, timeline.slice))
    timeline.advance(1)
    timeline.stand_at(5)
    shares = timeline.snapshot().right
    assert shares is not None
    return shares.train


def learned(dataset: Dataset, iterations: int, hidden: int = 4, seed: int = 1) -> float:
    experiment = Experiment(dataset, hidden, seed=seed)
    return share(replace(experiment, alpha=chosen_alpha(experiment)), iterations)


@pytest.mark.parametrize("rows", [20, 150, 200, 1000, 10_000])
def test_a_small_input_in_many_rows_is_learned(rows: int) -> None:
    i = np.arange(rows) % 10
    X, y = (i / 100).reshape(-1, 1), (i >= 7).astype(float)
    assert learned(data(X, y), 3000 if rows < 10_000 else 1000) == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_digits_from_0_to_16_are_learned(seed: int) -> None:
    random = np.random.RandomState(0)
    shapes = random.randint(0, 17, (10, 64)) * (random.random_sample((10, 64)) < 0.5)
    classes = np.arange(600) % 10
    X = np.clip(shapes[classes] + random.normal(0, 3, (600, 64)), 0, 16).round()
    assert learned(data(X, np.eye(10)[classes]), 2000, hidden=16, seed=seed) >= 0.9


def far_apart(rows: int = 178, *, ones: bool = False) -> Dataset:
    """Columns as in the wine data: some around 1, one up to 1,680."""
    random = np.random.RandomState(1)
    classes = np.arange(rows) % 3
    X = random.normal(0, 1, (rows, 13)) + 3 * classes[:, None] * (np.arange(13) % 2)
    X[:, 12] = 750 + 300 * X[:, 12]
    if ones:
        X = np.column_stack([X, np.ones(rows)])
    return data(X, np.eye(3)[classes])


def test_inputs_that_drown_the_network_get_advice_and_scaled_they_are_learned() -> None:
    bare, raw = far_apart(), far_apart(ones=True)
    seen = "of the hidden outputs are nearly 0 or 1"
    assert advice(Experiment(raw)) == f"try --scale: 100% {seen}"
    assert advice(Experiment(bare)) == f"try --scale --bias: 100% {seen}"
    assert advice(Experiment(raw, hidden=0)).endswith("% of the outputs are nearly 0 or 1")
    assert learned(raw, 1000) < 0.9
    assert advice(Experiment(raw.scaled())) == ""
    assert learned(raw.scaled(), 5000) > 0.98


def test_there_is_advice_on_too_few_hidden_neurons_and_none_on_built_in_data() -> None:
    ten = data(np.eye(10), np.eye(10))
    assert advice(Experiment(ten)) == "try --hidden 16: 10 outputs are many for 4 hidden neurons"
    assert advice(Experiment(ten, hidden=16)) == advice(Experiment(ten, hidden=0)) == ""
    assert advice(Experiment()) == ""


@pytest.mark.parametrize(
    ("train", "test", "tests", "iterations", "advised"),
    [
        (0.87, 0.68, 88, 60_000, "--iterations 6000"),
        (0.87, 0.68, 88, 600, "--iterations 60"),
        (0.87, 0.68, 10, 60_000, ""),  # it may be chance
        (0.99, 0.96, 114, 60_000, ""),
        (0.87, None, 0, 60_000, ""),
        (0.87, 0.6, 88, 5, ""),
        (float("nan"), 0.6, 88, 60_000, ""),
    ],
)
def test_what_is_learned_by_heart_gets_advice(
    train: float, test: float | None, tests: int, iterations: int, advised: str
) -> None:
    words = advice_after(Shares(train, test), tests, iterations)
    assert words.startswith(f"try {advised}:") if advised else not words
    assert advice_after(None, tests, iterations) == ""


def test_neither_the_clock_nor_edits_nor_what_was_held_back_change_the_choice() -> None:
    random = np.random.RandomState(5)
    X, y = random.normal(0, 1, (300, 5)), random.randint(0, 2, 300).astype(float)
    experiment = Experiment(data(X, y), test=0.25)
    test = experiment.split.test
    X[test] = 1000.0
    other = Experiment(data(X, y), test=0.25)
    assert other.split.test.tolist() == test.tolist()
    assert chosen_alpha(other) == chosen_alpha(experiment) == chosen_alpha(replace(other, alpha=9))


@pytest.mark.parametrize(
    ("rows", "inputs", "hidden", "outputs"),
    [(150, 4, 4, 3), (1800, 64, 16, 10), (10_000, 64, 64, 16)],
)
def test_the_choice_takes_a_moment(rows: int, inputs: int, hidden: int, outputs: int) -> None:
    random = np.random.RandomState(0)
    y = np.eye(outputs)[np.arange(rows) % outputs]
    experiment = Experiment(data(random.normal(0, 1, (rows, inputs)), y), hidden)
    began = time.process_time()
    assert 0 < chosen_alpha(experiment) <= 1
    assert time.process_time() - began < 5  # a bound for slow machines, not the aim


@pytest.mark.parametrize("value", [0.0, 1e-200, 1e200, 1.7e308])
@pytest.mark.parametrize("hidden", [0, 3])
def test_any_numbers_get_a_rate(value: float, hidden: int) -> None:
    alpha = chosen_alpha(Experiment(data(np.full((3, 2), value), np.array([0.0, 1, 1])), hidden))
    assert 0 < alpha < float("inf")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("own.csv")
    rows = (f"{i % 10 / 100},{int(i % 10 >= 7)}\n" for i in range(200))
    path.write_text("x,y\n" + "".join(rows))
    return path


def built(*words: str) -> Experiment:
    parser = ExperimentParser("train")
    add_experiment(parser)
    return build_experiment(parser.read([*words]))


def test_it_is_said_in_the_command_that_reopens_the_run(own: Path) -> None:
    experiment = built("--dataset", "own.csv", "--seed", "3", "--test", "0.2", "--scale")
    chosen = chosen_alpha(experiment)
    assert experiment.alpha == chosen
    words = describe(experiment)
    assert words == [
        *("--dataset", "own.csv", "--scale", "--alpha", f"{chosen:g}"),
        *("--seed", "3", "--test", "0.2"),
    ]
    assert built(*words) == experiment
    assert built("--dataset", "own.csv", "--alpha", "0.3").alpha == 0.3
    assert describe(Experiment(load("own.csv"), alpha=1.0)) == [
        "--dataset",
        "own.csv",
        "--alpha",
        "1",
    ]
