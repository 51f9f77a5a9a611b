"""What the built-in lecture says, scene by scene, from the script alone: every claim.

The numbers in it are in test_numbers.py and, if they are live, in test_build_train_test.py.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

from helpers.lecture_runs import error, half_squares, run, whole_run
from helpers.strategies import mean_absolute
from tinynet_tui.cli.reports import EVERY
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.network.array import Array
from tinynet_tui.report.verify import NUMBERS
from tinynet_tui.timeline.timeline import Timeline

SCENES = built_in().scenes
VIDEO = Experiment()
X, Y = VIDEO.dataset.X, VIDEO.dataset.y


def sigmoid(x: Array | float) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.asarray(x))))


def slope(l: Array | float) -> Array:  # noqa: E741 - as in the script
    return np.asarray(l * (1 - np.asarray(l)))


def half_sum(l1: Array, syn1: Array) -> float:
    return 0.5 * float(((Y - sigmoid(l1 @ syn1)) ** 2).sum())


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
def test_every_scene_has_its_test(scene: Scene) -> None:
    name = re.sub(r"\W+", "_", scene.title.lower()).strip("_")
    assert f"test_{name}" in globals()


def test_build_train_test() -> None:
    assert len(VIDEO.script.steps) == 9


def test_the_sigmoid() -> None:
    x = float(X[0] @ VIDEO.initial_weights()[0][:, 0])
    assert sigmoid(x) == run(1)[0]["l1"][0, 0]
    assert -0.25 < x < 0 and f"{sigmoid(x):.2f}" == "0.45"  # a little below
    many = np.linspace(-30, 30, 601)
    assert ((sigmoid(many) > 0) & (sigmoid(many) < 1)).all()
    assert sigmoid(0.0) == 0.5
    assert (sigmoid(many[many < 0]) < 0.5).all() and (sigmoid(many[many > 1e-9]) > 0.5).all()
    assert f"{sigmoid(10.0):.5f}" == "0.99995"


def test_the_input_and_the_target() -> None:
    outputs = run(1)[0]["l2"]
    assert np.flatnonzero((outputs > 0.5) != (Y > 0.5)).tolist() == [1, 3]  # ◆ and ◊
    assert X.shape == (4, 3) and Y.shape == (4, 1)
    assert (X[:, 2] == 1).all()
    assert SCENES[6 - 1].title == "The column of ones"
    assert [bool(a) != bool(b) for a, b in X[:, :2]] == Y[:, 0].astype(bool).tolist()
    for column in (X[:, 0], X[:, 1]):
        assert Y[column == 0].mean() == Y[column == 1].mean() == 0.5  # it says nothing about y
        assert (column == Y[:, 0]).sum() == 2  # two guesses are correct, two are wrong
    # No straight line separates them: the 0s have the same middle as the 1s.
    assert (X[Y[:, 0] == 0].mean(axis=0) == X[Y[:, 0] == 1].mean(axis=0)).all()


def test_the_seed() -> None:
    for seed in (1, 2, 3):
        same, again = Experiment(seed=seed).initial_weights(), Experiment(seed=seed)
        for weights, others in zip(same, again.initial_weights(), strict=True):
            assert (weights >= -1).all() and (weights < 1).all()
            assert (weights == others).all()
    assert (
        Experiment(seed=1).initial_weights()[0] != Experiment(seed=2).initial_weights()[0]
    ).all()
    published = [number for number in NUMBERS if number.experiment == VIDEO]
    assert len(published) >= 6  # `verify` and its tests compare them with the runs of seed 1


def test_synapses() -> None:
    shapes = [weights.shape for weights in VIDEO.initial_weights()]
    assert shapes == [(3, 4), (4, 1)]
    assert [weights.size for weights in VIDEO.initial_weights()] == [12, 4]
    assert 12 + 4 == 16


def test_the_column_of_ones() -> None:
    syn0, syn1 = VIDEO.initial_weights()
    assert (X[:, 2] == 1).all() and not X[0, :2].any()
    assert (sigmoid(X[0, :2] @ np.random.default_rng(0).normal(size=(2, 4))) == 0.5).all()
    assert X[0] @ syn0[:, 0] == syn0[2, 0]
    assert sigmoid(syn0[2, 0]) == run(1)[0]["l1"][0, 0]
    assert f"{sigmoid(syn0[2, 0]):.2f}" == "0.45"  # with its bias
    edited = {(edit.name, edit.cell, edit.value) for edit in SCENES[5].experiment.edits}
    assert edited == {("syn0", (2, column), "off") for column in range(4)}
    without = Timeline(SCENES[5].experiment)
    without.advance(1000)
    assert (sigmoid(X @ without.snapshot().weights[0])[0] == 0.5).all()  # training does not change
    assert len(syn1) == VIDEO.hidden  # a row for each hidden neuron, none for a bias


def test_forward() -> None:
    first, (syn0, syn1) = run(1)[0], VIDEO.initial_weights()
    assert (first["l0"] == X).all()
    assert (first["l1"] == sigmoid(X @ syn0)).all()
    assert (first["l2"] == sigmoid(first["l1"] @ syn1)).all()
    assert len(syn0) == 3  # products in a number of layer 1
    outputs = [f"{output:.2f}" for output in first["l2"][:, 0]]
    assert outputs == ["0.47", "0.49", "0.54", "0.54"]  # nearly 0.5


def test_the_error() -> None:
    first = run(1)[0]
    assert (first["l2_error"] == Y - first["l2"]).all()
    assert mean_absolute(Y - 0.5) == 0.5
    assert 0.49 < error(0) < 0.5
    assert EVERY == 10_000
    assert len(range(0, 60_000, EVERY)) == 6
    assert first["l2"][3, 0] > Y[3, 0] == 0 and first["l2_error"][3, 0] < 0


def test_it_learns() -> None:
    correct = [((held["l2"] > 0.5) == (Y > 0.5))[:, 0] for held in run(1)]
    wholly = [one.all() for one in correct]
    assert wholly.index(True) == 254 == SCENES[8].iterations - 1 == SCENES[9].position.iteration
    assert [one[3] for one in correct].index(True) == 254  # example 3 is the last
    assert correct[253].tolist() == [True, True, True, False]
    output = run(1)[254]["l2"][3, 0]  # shown with two decimals or four, as there is room
    assert (f"{output:.2f}", f"{output:.4f}") == ("0.50", "0.4967")
    changed = zip(VIDEO.initial_weights(), (run(1)[0]["syn0"], run(1)[0]["syn1"]), strict=True)
    for before, after in changed:
        assert (np.abs(after - before) > 0).all() and np.abs(after - before).max() < 0.1
    assert all(error(at) > error(at + 1) for at in range(254))


def test_why_the_error_times_the_slope() -> None:
    held = run(1)[254]
    output, wrong, delta = (held[name][:, 0] for name in ("l2", "l2_error", "l2_delta"))
    assert np.allclose(delta, wrong * slope(output), rtol=1e-15)
    assert slope(0.5) == 0.25 == slope(np.linspace(0, 1, 1001)).max()
    assert slope(0.001) < 0.001 and slope(0.999) < 0.001
    assert np.argmax(np.abs(delta)) == np.argmax(np.abs(wrong)) == 3
    assert np.argmax(slope(output)) == 3
    assert (f"{output[3]:.4f}", f"{delta[3]:.4f}") == ("0.4967", "-0.1242")
    # A sure but wrong output changes only a little.
    assert 0.99 * slope(0.99) < 0.1 * 0.5 * slope(0.5)
    # The delta is minus the gradient of half the squared error with respect to the sum x.
    x, step = np.log(output / (1 - output)), 1e-6
    loss = [0.5 * (Y[:, 0] - sigmoid(x + sign * step)) ** 2 for sign in (1, -1)]
    assert np.allclose(-(loss[0] - loss[1]) / (2 * step), delta, rtol=1e-6)


def test_the_slope_of_an_output() -> None:
    output, wrong = (run(1)[254][name][1, 0] for name in ("l2", "l2_error"))
    assert (f"{output:.2f}", f"{wrong:.2f}") == ("0.70", "0.30")
    assert f"{0.70 * (1 - 0.70):.2f}" == f"{slope(output):.2f}" == "0.21"
    delta = run(1)[254]["l2_delta"][1, 0]
    assert f"{0.30 * 0.21:.2f}" == f"{delta:.2f}" == "0.06"
    x, step = np.log(output / (1 - output)), 1e-6
    measured = (sigmoid(x + step) - sigmoid(x - step)) / (2 * step)
    assert np.isclose(measured, slope(output), rtol=1e-6)


def test_back_along_the_same_synapse() -> None:
    held, syn1 = run(1)[254], run(1)[253]["syn1"]
    assert syn1.shape == (4, 1) and syn1.T.shape == (1, 4)
    assert held["l1_error"][2, 0] == held["l2_delta"][2, 0] * syn1[0, 0]
    assert syn1[0, 0] < 0 < held["l2_delta"][2, 0]
    assert f"{held['l1_error'][2, 0]:.4f}" == "-0.0458"
    assert held["l2_error"][2, 0] > 0  # it needs a higher output


def test_the_delta_of_layer_1() -> None:
    held = run(1)[254]
    assert np.allclose(held["l1_delta"], held["l1_error"] * slope(held["l1"]), rtol=1e-15)
    assert np.argmax(np.abs(held["l1_error"][3])) == 2
    assert f"{held['l1'][3, 2]:.8f}" == "0.00050328"
    assert np.abs(held["l1_delta"][3, 2]) < 0.001
    assert f"{held['l1_error'][3, 2]:.2f}" in SCENES[12].ask.choices  # type: ignore[union-attr]


def test_the_update() -> None:
    held, before = run(1)[254], run(1)[253]
    for weights, layer, delta in (("syn1", "l1", "l2_delta"), ("syn0", "l0", "l1_delta")):
        assert (held[weights] == before[weights] + held[layer].T @ held[delta]).all()
    assert VIDEO.alpha == 1
    assert held["l1"].shape == held["l1"].T.shape == (4, 4)
    assert f"{before['syn1'][2, 0]:.2f}" == "-4.95"
    assert f"{held['syn1'][2, 0]:.2f}" == "-4.97"
    assert held["syn1"][2, 0] < before["syn1"][2, 0] < 0
    for row, update in enumerate(held["syn1"] - before["syn1"]):  # each goes downhill
        moved = before["syn1"].copy()
        moved[row] += 1e-3 * update
        assert half_sum(held["l1"], moved) < half_sum(held["l1"], before["syn1"])


def test_updating_synapse_1_too_early_gives_what_the_notes_say() -> None:
    syn0, syn1 = (weights.copy() for weights in VIDEO.initial_weights())
    for _ in range(10_001):
        l1 = sigmoid(X @ syn0)
        l2 = sigmoid(l1 @ syn1)
        l2_error = Y - l2
        l2_delta = l2_error * l2 * (1 - l2)
        syn1 += l1.T @ l2_delta
        syn0 += X.T @ (l2_delta @ syn1.T * l1 * (1 - l1))
    assert f"{mean_absolute(l2_error):.8f}" == "0.00858507"
    assert f"{whole_run(1)[0][10_000]:.8f}" == "0.00858453"
    notes = " ".join(note for scene in SCENES for note in scene.notes)
    assert "0.00858507 instead of 0.00858453" in notes


def test_what_training_minimises() -> None:
    assert [f"{error(at, 6):.6f}" for at in (0, 5)] == ["0.499900", "0.500402"]
    assert [f"{half_squares(at, 6):.6f}" for at in (0, 5)] == ["0.562533", "0.506459"]
    assert all(error(at, 6) < error(at + 1, 6) for at in range(5))
    mean, squares = (np.diff(one) for one in whole_run(6))
    assert (squares < 0).all()
    assert (mean[8:] < 0).all()  # later both fall
    assert all((np.diff(one) < 0).all() for one in whole_run(1))  # seed 1: from the start


def test_over_and_over() -> None:
    errors = {at: f"{error(at):.3f}" for at in (100, 254, 500, 1000)}
    assert errors == {100: "0.458", 254: "0.307", 500: "0.099", 1000: "0.043"}
    assert (SCENES[15].position.iteration, SCENES[15].iterations) == (254, 10_001)
    last = whole_run(1)[0][-1]
    assert (error(0) - error(1000)) / (error(0) - last) > 0.9  # most is learned
    assert 254 < 1000 < EVERY  # the script prints nothing between


def test_was_it_luck() -> None:
    scene = SCENES[16]  # that only these two seeds are stuck: tests/experiment/test_presets.py
    assert (scene.experiment, scene.compare) == (Experiment(seed=911), VIDEO)
    timeline = Timeline(scene.experiment)
    timeline.advance(scene.position.iteration)
    syn0, syn1 = timeline.snapshot().weights
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    assert [f"{output:.2f}" for output in l2[:, 0]] == ["0.00", "0.50", "1.00", "0.50"]
    assert np.abs(l1[1] - l1[3]).max() < 0.01  # the same to its hidden neurons
    delta = ((Y - l2) * slope(l2))[:, 0]
    assert abs(delta[1] + delta[3]) < 0.01 * abs(delta[1])  # nearly cancel out


def test_what_it_has_learned() -> None:
    timeline = Timeline(VIDEO)
    timeline.advance(59_999)
    syn0, syn1 = timeline.snapshot().weights
    l1, ones = sigmoid(X @ syn0), Y[:, 0] == 1
    for hidden in l1.T:  # none alone: neither all above nor all below
        assert not (hidden[ones].min() > hidden[~ones].max())
        assert not (hidden[ones].max() < hidden[~ones].min())
    assert ((sigmoid(l1 @ syn1)[:, 0] > 0.5) == ones).all()  # but their sum
    for weights in syn0.T:  # divided by a line: some point of the map is on each side
        corners = [np.array([x, y, 1]) @ weights for x in (-0.2, 1.2) for y in (-0.2, 1.2)]
        assert min(corners) < 0 < max(corners)


def test_test_it() -> None:
    scene, errors = SCENES[18], whole_run(1)[0]
    assert scene.iterations == 60_000 == scene.position.iteration + 1
    assert Y[:, 0].tolist() == [0, 1, 1, 0]
    assert (f"{error(0):.4f}", f"{errors[59_999]:.4f}") == ("0.4964", "0.0032")
    trained = Timeline(VIDEO)
    trained.advance(59_999)
    syn0, syn1 = trained.snapshot().weights
    last = np.abs(Y - sigmoid(sigmoid(X @ syn0) @ syn1))[:, 0]
    assert np.argmax(last) == 3 and f"{last[3]:.4f}" == "0.0039" and last.min() > 0
    assert f"{errors[50_000]:.12g}" == "0.00351012256786"
    assert max(range(0, 60_000, EVERY)) == 50_000
    timeline = Timeline(VIDEO)
    misses = []
    for _ in range(2):  # the run, and the next 60,000
        timeline.advance(60_000)
        syn0, syn1 = timeline.snapshot().weights
        misses.append(np.abs(Y - sigmoid(sigmoid(X @ syn0) @ syn1)))
    assert (misses[1] < misses[0]).all()  # nearer
    assert (np.diff(slope(np.linspace(0.5, 1, 1001))) < 0).all()  # flatter and flatter
    gains = -np.diff(errors[::1000])
    assert (np.diff(gains) < 0).all()  # slower and slower
