"""A script's outputs for other inputs: the way forward is found, and nothing of the run changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from helpers.manners import opened, table
from tinynet_tui.engine.engine import Engine, Frame, Where

FOUND = {
    "adam": ("X", "Y"),
    "biases_row": ("switches", "lamp"),
    "class_loop_outside": ("scenes", "truth"),
    "class_train_think": ("questions", "answers"),
    "deep_list_of_weights": ("X", "y"),
    "dict_params": ("X", "Y"),
    "eleven_lines": ("seen", "want"),
    "function_global": ("animals", "flies"),
    "function_returns_weights": ("X", "Y"),
    "lambda_forward": ("x", "t"),
    "generator_batches": ("x", "t"),
    "layer_objects": ("X", "Y"),
    "logistic_regression": ("X", "Y"),
    "matrix_class": ("X", "y"),
    "minibatch_default_rng": ("X", "y"),
    "momentum_params": ("X", "Y"),
    "py2_integer_division": ("X", "target"),
    "py2_print": ("coins", "worth"),
    "py2_tabs_mixed": ("points", "labels"),
    "random_sample": ("X", "T"),
    "samples_outer": ("samples", "targets"),
    "shadowed_names": ("input", "type"),
    "softmax": ("points", "onehot"),
    "targets_1d": ("X", "y"),
    "two_trainings": ("letters", "letters"),
}
NOT = {
    "dropout": "random numbers",
    "random_state_instance": "random numbers",
    "comprehension_locals": "do not show",
    "numeric_gradient": "do not show",
}
BEGINNING = """import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1.]])
y = np.array([[0,1,1,0]]).T
w = np.random.randn(3, 4)
v = np.random.randn(4, 1)
"""


def engine_of(text: str) -> Engine:
    return Engine("mine.py", (BEGINNING + text).encode())


@pytest.mark.parametrize("name", FOUND)
def test_the_input_and_the_targets_are_found(name: str) -> None:
    with opened(table("scripts")[name]) as engine:
        engine.run_to(2)
        frame = engine.stand(2)
        before = engine.ask(frame.where)
        assert (before.reason, (before.source, before.targets)) == ("", FOUND[name])
        points = before.X[:2]
        answer = engine.ask(frame.where, points, (1, 2))
        np.testing.assert_allclose(answer.outputs, answer.own[:2], rtol=1e-9, atol=1e-12)
        assert answer.own.shape == answer.y.shape


@pytest.mark.parametrize("name", NOT)
def test_where_there_is_no_answer_the_reason_is_said(name: str) -> None:
    with opened(table("scripts")[name]) as engine:
        engine.run_to(2)
        assert NOT[name] in engine.ask(engine.stand(2).where).reason


@pytest.mark.parametrize(
    "name", ["eleven_lines", "flat_long_names", "softmax", "biases_row", "targets_1d"]
)
def test_for_the_scripts_own_inputs_the_outputs_are_its_own_bit_for_bit(name: str) -> None:
    with opened(table("scripts")[name]) as engine:
        engine.run_to(7)
        steps = engine.plan["steps"]
        asked = engine.ask(engine.stand(7).where)
        last = max(n for n, one in enumerate(steps) if asked.output in one["writes"])
        frame = engine.stand(7, last + 1)
        value = frame.values[asked.output].array
        assert value is not None
        answer = engine.ask(frame.where)
        assert answer.own.tobytes() == np.ascontiguousarray(value).tobytes()


def same(one: Frame, other: Frame) -> bool:
    return {n: v.digest or v.text for n, v in one.values.items()} == {
        n: v.digest or v.text for n, v in other.values.items()
    }


@pytest.mark.parametrize(
    "name", ["random_sample", "dropout", "deep_list_of_weights", "samples_outer"]
)
def test_the_run_is_untouched(name: str) -> None:
    """Walks with questions on the way lead to the same bits and the same output."""
    manner = table("scripts")[name]
    places = [Where(3, 2), Where(3, 4), Where(9, 1), Where(4, 3), Where(9, 2)]
    with opened(manner) as straight, opened(manner) as engine:
        for place in places:
            expected = straight.stand(*place)
            assert same(engine.stand(*place), expected)
            engine.ask(place, np.zeros((1, 2)), (1, 1))
            assert same(engine.stand(*place), expected)
        assert engine.finish() == straight.finish()
        length = straight.out.length
        assert engine.out.until(engine.out.length) == straight.out.until(length)


def test_functions_are_called_as_they_are_and_what_they_print_is_not_heard() -> None:
    with engine_of(
        """
def think(rows):
    print("thinking")
    return 1 / (1 + np.exp(-np.tanh(rows @ w) @ v))
for i in range(50):
    out = think(X)
    v += np.tanh(X @ w).T @ (y - out)
"""
    ) as engine:
        engine.run_to(5)
        place = engine.stand(5, 2).where
        printed = engine.out.length
        answer = engine.ask(place, np.array([[0.5, 2, 1]]), (1, 1))
        assert answer.outputs.shape == (1, 1) and 0 < answer.outputs[0, 0] < 1
        assert engine.out.length == printed


def test_what_never_ends_is_cut_off() -> None:
    with engine_of(
        """
def think(rows):
    while len(rows) > 4:
        pass
    return rows @ w @ v
for i in range(50):
    out = think(X)
    v += .1 * (X @ w).T @ (y - out)
"""
    ) as engine:
        engine.run_to(5)
        place = engine.stand(5).where
        assert "too long" in engine.ask(place).reason
        engine.run_to(6)
        assert engine.stand(6).where.iteration == 6


def test_a_slow_script_answers_a_grid_coarsely() -> None:
    with engine_of(
        """
import time
def think(rows):
    time.sleep(0.01)
    return rows @ w @ v
for i in range(50):
    for x, t in zip(X, y):
        out = think(x)
        v += .1 * np.outer(x @ w, t - out)
"""
    ) as engine:
        engine.run_to(1)
        place = engine.stand(1, 1).where
        points = np.random.RandomState(0).randn(600, 3)
        answer = engine.ask(place, points, (20, 30))
        assert answer.reason == "" and answer.outputs.shape == (600, 1)
        assert len(np.unique(answer.outputs)) < 60


def test_the_script_alone_prints_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        BEGINNING
        + """
for i in range(60):
    h = np.tanh(X @ w)
    out = h @ v
    v += .01 * h.T @ (y - out)
    if i % 20 == 0: print(i, abs(y - out).mean())
"""
    )
    alone = subprocess.run([sys.executable, path], stdout=subprocess.PIPE, check=True).stdout
    with Engine(str(path), path.read_bytes()) as engine:
        for iteration in (3, 30, 7):
            place = engine.stand(iteration, 2).where
            assert engine.ask(place, np.ones((4, 3)), (2, 2)).outputs.shape == (4, 1)
        engine.finish()
        assert engine.out.until(engine.out.length) == alone
