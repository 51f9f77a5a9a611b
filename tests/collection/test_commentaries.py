"""Every sentence of every commentary on our scripts, by running what it speaks of."""

from __future__ import annotations

import re
import textwrap

import numpy as np
import pytest

from helpers.collected import Run, ran
from tinynet_tui.collection.collection import COLLECTION, Collected, find

ONE = re.compile(r"(?<![\w-])[-+]?\d(?:[\d.,]*\d)?")


def script(name: str) -> Collected:
    found = find(name)
    assert found is not None
    return found


def says(name: str, *numbers: object) -> None:
    """The commentary has these numbers and no others, as they come out of the runs."""
    found = set(ONE.findall(script(name).commentary.replace("1 - l1 ** 2", "")))
    assert found == {f"{one:,}" if isinstance(one, int) else str(one) for one in numbers}


def marked(name: str) -> list[str]:
    """The lines of a script that the video's has not."""
    one = script(name)
    lines = one.text.split("\n")
    return [lines[number - 1].strip() for number in sorted(one.marked)]


def before(name: str, iterations: int) -> Run:
    """A run as it is after some iterations."""
    return ran(name.replace("-", "_"), iterations)


VIDEO = "three_layers"


def below() -> int:
    return ran(VIDEO).first_below()


@pytest.mark.parametrize("name", [one.name for one in COLLECTION])
def test_every_script_has_its_test(name: str) -> None:
    assert f"test_{name.replace('-', '_')}" in globals()


@pytest.mark.parametrize("one", COLLECTION, ids=lambda one: one.name)
def test_a_commentary_is_short(one: Collected) -> None:
    assert [other for other in COLLECTION if other.name == one.name] == [one]
    assert len(textwrap.wrap(one.commentary, 76)) <= 3
    assert 2 <= len(re.findall(r"\.(?= \w|$)", one.commentary)) <= 4
    assert len(one.title) <= 36


@pytest.mark.slow
def test_tanh() -> None:
    assert marked("tanh") == ["l1 = np.tanh(l0 @ syn0)", "l1_delta = l1_error * (1 - l1 ** 2)"]
    l1 = ran("tanh").values["l1"]
    assert -1 <= l1.min() < -0.9 and 0.9 < l1.max() <= 1
    says("tanh", -1, 1, 0.1, ran("tanh").first_below(), below())


@pytest.mark.slow
def test_relu() -> None:
    assert marked("relu") == ["l1 = np.maximum(0, l0 @ syn0)", "l1_delta = l1_error * (l1 > 0)"]
    run = ran("relu")
    assert not run.values["l1"][[0, 3]].any() and run.values["l1"][[1, 2]].any()
    assert (run.outputs[-1, [0, 3]] == 0.5).all()
    error = f"{ran('relu', seed=7).errors[-1]:.4f}"
    says("relu", 0, 1, 3, 0.5, 7, error)
    assert (np.abs(ran("relu", seed=7).y - ran("relu", seed=7).outputs[-1]) < 0.4).all()


@pytest.mark.slow
def test_biases() -> None:
    lines = marked("biases")
    assert "l1 = sigmoid(l0 @ syn0 + bias0)" in lines and "l2 = sigmoid(l1 @ syn1 + bias1)" in lines
    run = ran("biases")
    assert not (run.values["X"] == 1).all(axis=0).any()
    for number in (0, 1):
        update = f"bias{number} += alpha * l{number + 1}_delta.sum(axis=0, keepdims=True)"
        assert update in lines
        assert run.values[f"bias{number}"].all()
    says("biases", 0.1, run.first_below(), below())


@pytest.mark.slow
def test_cross_entropy() -> None:
    assert marked("cross-entropy")[1:] == ["l2_delta = l2_error"]
    assert "* slope(l2)" in ran_text(VIDEO) and "* slope(l2)" not in ran_text("cross_entropy")
    run = ran("cross_entropy")
    errors = f"{run.errors[-1]:.5f}", f"{ran(VIDEO).errors[-1]:.4f}"
    says("cross-entropy", 0.1, run.first_below(), below(), 60_000, *errors)


def ran_text(name: str) -> str:
    return script("tanh").path.with_name(f"{name}.py").read_text()


@pytest.mark.slow
def test_softmax() -> None:
    run = ran("softmax")
    ones = run.values["X"][:, :2].sum(axis=1).astype(int)
    assert (run.y.argmax(axis=1) == ones).all() and run.y.shape == (4, 3)
    assert np.allclose(run.outputs.sum(axis=2), 1)
    assert "l2_delta = l2_error" in marked("softmax")
    right = (run.outputs * run.y).sum(axis=2)
    since = int(np.flatnonzero((right <= 0.5).any(axis=1))[-1]) + 1
    says("softmax", 1, since, 0.5)


@pytest.mark.slow
def test_momentum() -> None:
    run, one = ran("momentum"), before("momentum", 1)
    for name in ("syn0", "syn1"):
        assert (one.values[name] == before(VIDEO, 1).values[name]).all()
        assert not (before("momentum", 2).values[name] == before(VIDEO, 2).values[name]).all()
    assert "syn1_move = momentum * syn1_move + alpha * l1.T @ l2_delta" in marked("momentum")
    says("momentum", float(run.values["momentum"]), 0.1, run.first_below(), below())


@pytest.mark.slow
def test_one_example() -> None:
    run = ran("one_example")
    rows = [int(before("one-example", n).values["row"]) for n in range(1, 6)]
    assert rows == [0, 1, 2, 3, 0]
    assert before("one-example", 1).values["l0"].shape == (1, 3)
    assert not ran(VIDEO).rises
    says("one-example", *rows, len(run.rises), 0.1, run.first_below())


@pytest.mark.slow
def test_mini_batches() -> None:
    run = ran("mini_batches")
    orders = {tuple(before("mini-batches", n).values["order"].tolist()) for n in range(1, 6)}
    assert len(orders) > 1 and all(sorted(order) == [0, 1, 2, 3] for order in orders)
    once = before("mini-batches", 1).values
    assert once["rows"].tolist() == once["order"].tolist()[2:]
    assert "size = 2" in marked("mini-batches")
    says("mini-batches", 0.1, run.first_below(), below())


@pytest.mark.slow
def test_dropout() -> None:
    run = ran("dropout")
    masks = np.array([before("dropout", n).values["mask"] for n in range(1, 201)])
    assert (masks == 0).mean() == pytest.approx(0.2, abs=0.03)
    assert set(np.unique(masks)) == {0, 1 / 0.8}
    errors = f"{run.errors[-1]:.3f}", f"{ran(VIDEO).errors[-1]:.3f}"
    says("dropout", 0, 0.2, 0.8, 1, *errors)
    first = before("dropout", 1)
    assert first.errors[0] == before(VIDEO, 1).errors[0]  # no mask in what is printed
    assert float(run.printed.split()[1]) == pytest.approx(run.errors[0])


@pytest.mark.slow
def test_weight_decay() -> None:
    assert marked("weight-decay")[-2:] == [
        "syn1 += alpha * (l1.T @ l2_delta - decay * syn1)",
        "syn0 += alpha * (l0.T @ l1_delta - decay * syn0)",
    ]
    found, largest = [], []
    for name in ("weight_decay", VIDEO):
        run = ran(name)
        found.append(f"{run.errors[-1]:.3f}")
        largest.append(f"{max(np.abs(run.values[one]).max() for one in ('syn0', 'syn1')):.1f}")
    decay = float(ran("weight_decay").values["decay"])
    assert float(ran("weight_decay").values["alpha"]) == 1
    says("weight-decay", f"{decay:.4f}", *found, *largest)


@pytest.mark.slow
def test_second_hidden() -> None:
    run = ran("second_hidden")
    assert {"syn0", "syn1", "syn2", "l3_delta", "l2_delta", "l1_delta"} <= {*run.values}
    assert run.errors[:501].min() == run.errors[500]
    errors = f"{run.errors[500]:.3f}", f"{run.errors[1000]:.3f}", f"{run.errors[-1]:.4f}"
    says("second-hidden", errors[0], 500, 1000, errors[1], 60_000, errors[2])


@pytest.mark.slow
def test_falling_alpha() -> None:
    run, steady = ran("falling_alpha"), ran(VIDEO, alpha=10)
    alpha = int(run.values["alpha"])
    assert {"alpha = 10", "rate = alpha / (1 + iteration / 1000)"} <= {*marked("falling-alpha")}
    assert before("falling-alpha", 1).values["rate"] == alpha
    assert before("falling-alpha", 1001).values["rate"] == 5
    last = f"{float(run.values['rate']):.2f}"
    errors = f"{run.errors[-1]:.4f}", f"{steady.errors[-1]:.4f}"
    below = run.first_below(), steady.first_below()
    says("falling-alpha", alpha, 5, 1000, last, 0.1, *below, *errors)
