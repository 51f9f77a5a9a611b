"""Built-in data: what it holds, the text that names it, and that what is said of it is true."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.clouds import CLOUDS
from tinynet_tui.data.built_in import XOR, find, names_file, of_cloud, parse
from tinynet_tui.data.dataset import Dataset, sensible_alpha
from tinynet_tui.data.names import NAMES, Choice
from tinynet_tui.data.point_clouds import MOST_POINTS, SHAPES, Cloud
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import sigmoid
from tinynet_tui.network.array import Array
from tinynet_tui.training.loop import Loop

DATASETS = {name: parse(name) for name in NAMES}


@cache
def trained(
    spec: str, hidden: int, iterations: int, seed: int = 1
) -> tuple[Array, tuple[Array, ...]]:
    """Outputs and weights after so many iterations with the data's own alpha."""
    data = parse(spec)
    experiment = Experiment(data, hidden, data.alpha, seed)
    loop = Loop(experiment.script, data.X, data.y, experiment.initial_weights(), data.alpha)
    for start in range(0, iterations, loop.slice):
        loop.train(min(loop.slice, iterations - start))
    layer = data.X
    for synapse in loop.weights:
        layer = sigmoid(layer @ synapse)
    return layer, loop.weights


def right(spec: str, hidden: int, iterations: int, seed: int = 1) -> int:
    """How many outputs are on their target's side of 0.5."""
    output, _ = trained(spec, hidden, iterations, seed)
    return int(((output > 0.5) == (parse(spec).y > 0.5)).sum())


def error(spec: str, hidden: int, iterations: int) -> float:
    return float(np.abs(parse(spec).y - trained(spec, hidden, iterations)[0]).mean())


# What it holds.


@pytest.mark.parametrize(
    ("name", "targets"),
    [
        ("xor", [0, 1, 1, 0]),
        ("and", [0, 0, 0, 1]),
        ("or", [0, 1, 1, 1]),
        ("copy-first", [0, 0, 1, 1]),
        ("parity", [0, 1, 1, 0, 1, 0, 0, 1]),
    ],
)
def test_functions_of_bits(name: str, targets: list[int]) -> None:
    data = DATASETS[name]
    bits = data.X[:, :-1]
    numbers = [int("".join(str(int(bit)) for bit in row), 2) for row in bits]
    assert numbers == list(range(2 ** bits.shape[1]))
    assert (data.X[:, -1] == 1).all()
    assert data.y.ravel().tolist() == targets


@given(CLOUDS)
def test_a_cloud_is_points_and_ones_in_alternating_classes(cloud: Cloud) -> None:
    data = of_cloud(cloud)
    assert data.X.shape == (cloud.points, 3)
    assert (data.X[:, 2] == 1).all()
    assert data.y.ravel().tolist() == [(row + 1) % 2 for row in range(cloud.points)]
    assert np.isfinite(data.X).all()
    assert data.X.tolist() == [[float(f"{value:.2f}") for value in row] for row in data.X.tolist()]
    assert not np.signbit(data.X[data.X == 0]).any()


@given(CLOUDS)
def test_noise_moves_the_same_points_along_the_same_ways(cloud: Cloud) -> None:
    still, near, far = (
        of_cloud(replace(cloud, noise=noise)).X[:, :2] for noise in (0.0, 0.25, 0.5)
    )
    assert np.abs((far - still) - 2 * (near - still)).max() < 0.03  # rounded to hundredths


def test_without_noise_every_point_is_where_its_shape_says() -> None:
    def points(shape: str) -> tuple[Array, Array, Any]:
        data = parse(f"{shape}:points=1000,noise=0")
        return data.X[:, 0], data.X[:, 1], data.y[:, 0] == 1

    x, y, one = points("circle")
    radius = np.hypot(x, y)
    assert radius[one].max() < 0.51
    assert 0.69 < radius[~one].min() < radius[~one].max() < 1.01
    x, y, one = points("blobs")
    assert np.hypot(x - 0.5, y - 0.5)[one].max() < 0.31
    assert np.hypot(x + 0.5, y + 0.5)[~one].max() < 0.31
    x, y, one = points("moons")
    assert np.abs(np.hypot(x + 1 / 3, y + 1 / 6)[one] - 2 / 3).max() < 0.02
    assert np.abs(np.hypot(x - 1 / 3, y - 1 / 6)[~one] - 2 / 3).max() < 0.02
    x, y, one = points("spiral")
    radius, turn = np.hypot(x, y), np.arctan2(y, x) / (2 * np.pi)
    off = turn - (radius - 0.1) / 0.9 - np.where(one, 0.5, 0)
    assert (np.abs(off - off.round()) * radius).max() < 0.01
    for shape in SHAPES:
        x, y, _ = points(shape)
        assert max(np.abs(x).max(), np.abs(y).max()) <= 1.05


def test_another_seed_draws_other_points() -> None:
    assert (parse("circle:seed=2").X != parse("circle").X).any()
    assert parse("circle:seed=1") == parse("circle")


# Its name.


@given(CLOUDS)
@example(Cloud("circle"))
@example(Cloud("spiral", noise=5e-324))
@example(Cloud("moons", MOST_POINTS, 0.0, 2**32 - 1))
def test_a_cloud_is_found_by_its_own_text(cloud: Cloud) -> None:
    data = of_cloud(cloud)
    assert parse(data.spec) == find(data.spec) == data
    assert data.arguments == ("--dataset", data.spec)
    assert set(data.spec) <= {*"abcdefghijklmnopqrstuvwxyz0123456789:=,.-"}
    assert len(data.name) <= 20


def test_what_is_built_in_is_found_by_its_name() -> None:
    for name, data in DATASETS.items():
        assert data.name == data.spec == data.title == name
        assert parse(name) == find(name) == data
        assert data.arguments == (() if name == "xor" else ("--dataset", name))


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("circle:points=200,noise=0.1,seed=7", "circle:points=200,noise=0.1,seed=7"),
        ("circle:seed=7,noise=.1,points=0200", "circle:points=200,noise=0.1,seed=7"),
        ("moons:points=100,noise=5e-2,seed=1", "moons"),
        ("blobs:noise=-0", "blobs:noise=0"),
    ],
)
def test_the_text_leaves_out_what_goes_without_saying(text: str, spec: str) -> None:
    assert parse(text).spec == spec


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "'' is not one of xor, and, or, copy-first, parity, circle, moons, spiral, blobs"),
        ("xro", "'xro' is not one of .*, blobs; did you mean xor?"),
        ("Circle", "'Circle' is not one of .*; did you mean circle?"),
        ("xor:seed=1", "xor takes no options; circle, moons, spiral, blobs do"),
        ("circle:", "circle: '' is not one of points, noise, seed=NUMBER"),
        ("circle:pts=3", "circle: 'pts=3' is not one of points, noise, seed=NUMBER"),
        ("circle:points", "circle: points='' is not a whole number"),
        ("circle:points=1e2", "circle: points='1e2' is not a whole number"),
        ("circle:points=1", "circle: points=1 is not between 2 and 10,000"),
        ("circle:points=10001", "circle: points=10001 is not between 2 and 10,000"),
        ("circle:noise=1.5", "circle: noise=1.5 is not between 0 and 1"),
        ("circle:noise=-0.1", "circle: noise=-0.1 is not between 0 and 1"),
        ("circle:noise=nan", "circle: noise='nan' is not a number"),
        ("circle:noise=1e999", "circle: noise=inf is not between 0 and 1"),
        ("circle:seed=-1", "circle: seed=-1 is not between 0 and 4294967295"),
        ("circle:seed=4294967296", "circle: seed=4294967296 is not between 0 and 4294967295"),
        ("circle:seed=1,seed=1", "circle: seed is given twice"),
        ("circle:seed=1,", "circle: '' is not one of points, noise, seed=NUMBER"),
        ("circle: seed=1", "circle: ' seed=1' is not one of points, noise, seed=NUMBER"),
    ],
)
def test_a_wrong_name_says_what_there_is(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{complaint.replace('?', '[?]')}$"):
        parse(text)


@given(st.text() | st.text("circle:points=nosd,.0123456789e-").map("circle:".__add__))
@example("\U000e0001" * 40)
@example("circle:" + "\U000e0001" * 40)
@example("circle:seed=" + "\U000e0001" * 40)
def test_no_text_is_more_than_an_error(text: str) -> None:
    try:
        data = parse(text)
    except ValueError as error:
        assert len(str(error)) < 200
    else:
        assert parse(data.spec) == data


# What makes two the same.


def test_data_are_equal_by_name_and_by_every_number() -> None:
    def own(number: float = 1.0, **options: str) -> Dataset:
        return Dataset.of("own", [[0.0, number]], [0.5], **options)  # type: ignore[arg-type]

    assert own() == own()
    assert hash(own()) == hash(own())
    assert Experiment(own()) == Experiment(own())
    others = [own(-1.0), own(spec="other"), own(columns="abc"), Dataset.of("own", [[0]], [0.5])]
    for other in others:
        assert own() != other
    assert own(0.0) != own(-0.0)
    assert own() != "own"
    assert len({own(), own(), own(2.0)}) == 2


# Whether what is said of it is true.


@given(st.integers(1, 200), st.floats(1e-3, 1e3))
def test_the_more_examples_and_the_larger_the_inputs_the_smaller_alpha(
    rows: int, size: float
) -> None:
    X = np.full((rows, 2), size)
    alpha = sensible_alpha(X)
    assert repr(alpha).strip("0.e-6789")[:1] in ("1", "2", "5")
    assert alpha == 1 or 16 / 2.6 < alpha * np.square(X).sum() <= 16.001
    assert sensible_alpha(np.concatenate([X, X])) <= alpha


@pytest.mark.parametrize("value", [0.0, 1e-300, 1e300])
def test_every_input_has_an_alpha(value: float) -> None:
    alpha = sensible_alpha(np.full((3, 2), value))
    assert 0 < alpha <= 1
    Experiment(alpha=alpha)


def test_alpha_of_what_is_published_is_one() -> None:
    assert [DATASETS[name].alpha for name in ("xor", "copy-first")] == [1, 1]


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "spiral"])
def test_four_hidden_neurons_learn_it_with_its_alpha(name: str) -> None:
    for seed in (1, 2):
        assert right(name, 4, 20_000, seed) == len(DATASETS[name].y)


@pytest.mark.parametrize(
    ("spec", "hidden"),
    [("circle:points=10", 4), ("moons:points=1000", 4), ("blobs:points=5000", 2)],
)
def test_alpha_suits_other_numbers_of_points(spec: str, hidden: int) -> None:
    assert right(spec, hidden, 3000 if "blobs" in spec else 20_000) == len(parse(spec).y)


def test_each_says_in_a_line_what_to_look_for() -> None:
    remarks = {data.remark for data in DATASETS.values()}
    assert len(remarks) == len(DATASETS)
    assert all(20 < len(remark) <= 82 and remark.isprintable() for remark in remarks)


@pytest.mark.parametrize("name", ["xor", "parity"])
def test_no_line_parts_xor_and_parity(name: str) -> None:
    assert np.abs(trained(name, 0, 10_000)[0] - 0.5).max() < 1e-3


def test_and_has_a_low_bias_and_or_heavy_inputs() -> None:
    first, second, bias = trained("and", 0, 10_000)[1][0].ravel()
    assert bias + max(first, second) < 0 < bias + first + second
    first, second, bias = trained("or", 0, 10_000)[1][0].ravel()
    assert bias < 0 < bias + min(first, second)


def test_the_first_inputs_weight_is_what_copies_it() -> None:
    first, *others = trained("copy-first", 0, 10_000)[1][0].ravel()
    assert first > 5 + max(others)


def test_three_neurons_fence_the_circle_in() -> None:
    assert right("circle", 3, 20_000) == 100
    assert right("circle", 2, 20_000) < 95
    assert error("circle", 0, 20_000) > 0.45


def test_a_line_gets_most_of_the_moons() -> None:
    assert 80 <= right("moons", 0, 20_000) < 95


def test_four_neurons_often_miss_part_of_the_spiral() -> None:
    seeds = range(1, 6)
    assert sum(right("spiral", 4, 20_000, seed) < 100 for seed in seeds) >= 3
    assert all(right("spiral", 8, 20_000, seed) == 100 for seed in seeds)


def test_a_line_parts_the_blobs() -> None:
    assert right("blobs", 0, 1000) == 100


def test_names_and_files_are_told_apart(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("data"))
    for text in ("a.csv", "a.TSV", "a.txt", "./xor", "/tmp", "circle:noise=0.csv"):
        assert names_file(text)
    for text in ("xor", "circle:noise=0.1", "iris", "a.csv.gz", "", "\0"):
        assert not names_file(text)


def test_a_file_does_not_hide_what_is_built_in(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.chdir(folder)
    for name in ("xor", "circle:seed=2", "iris"):
        (folder / name).write_text("3,1\n")
    assert find("xor") is XOR
    assert find("circle:seed=2") == parse("circle:seed=2")
    assert find("iris").X.tolist() == find("./xor").X.tolist() == [[3]]


@pytest.mark.parametrize(
    ("choice", "bias", "option"),
    [
        (Choice(1), False, "--targets"),
        (Choice(2), True, "--targets"),
        (Choice(), True, "--bias"),
        (Choice(target=("1",)), True, "--target"),
        (Choice(ignore=("1",)), False, "--ignore"),
    ],
)
def test_what_is_built_in_takes_no_options_of_files(
    choice: Choice, bias: bool, option: str
) -> None:
    with pytest.raises(ValueError, match=f"^{option} is only for a CSV file; circle is built in$"):
        find("circle:seed=3", choice, bias=bias)
