"""The layer before a script's output, as its own lines make it: neurons, weights, bias, the sum."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.manners import opened, table
from tinynet_tui.engine.engine import Engine, Where

BEGINNING = """import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1.]])
y = np.array([[0,1,1,0]]).T
w = np.random.randn(3, 4)
v = np.random.randn(4, 1)
b = np.array([[0.25]])
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
def think(rows):
    return sigmoid(rows @ w)
class Layer:
    def __init__(self, weights):
        self.weights = weights
    def __call__(self, rows):
        return sigmoid(rows.dot(self.weights))
first, second = Layer(w), Layer(v)
for i in range(20):
"""
END = "    v += 0.1 * (np.tanh(X @ w)).T @ (y - out)\n"


def asked(lines: str) -> tuple[Engine, Where]:
    text = BEGINNING + "".join(f"    {line}\n" for line in lines.split("; ")) + END
    engine = Engine("mine.py", text.encode())
    engine.run_to(3)
    return engine, engine.stand(3, 0).where


def sigmoid(
    x: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize(
    "lines",
    [
        "out = sigmoid(sigmoid(X @ w) @ v)",
        "out = sigmoid(np.dot(sigmoid(np.dot(X, w)), v))",
        "out = sigmoid(sigmoid(X.dot(w)).dot(v))",
        "h = think(X); out = 1 / (1 + np.exp(-h @ v))",
        "out = second(first(X))",
        "h = np.asarray(think(X)); z = np.matmul(h, v); out = sigmoid(z)",
        "h = think(X); out = sigmoid(v.T.dot(h.T)).T",
        "h = np.zeros((len(X), 4)); h[:] = think(X); out = sigmoid(h @ v)",
        "h = think(X); z = h @ v; h[:] = 0; out = sigmoid(z)",
    ],
)
def test_however_it_is_written_the_layer_is_what_the_last_product_takes(lines: str) -> None:
    engine, where = asked(lines)
    with engine:
        points = np.array([[0.5, 2.0, 1.0], [0.0, 1.0, 1.0], [-1.0, 0.0, 1.0]])
        answer = engine.ask(where, points, (1, 2), hidden=True)
        values = engine.stand(*where).values
        first, second = values["w"].array, values["v"].array
        assert first is not None and second is not None
        assert answer.no_hidden == "" and not answer.bias.size
        np.testing.assert_allclose(answer.hidden, sigmoid(points @ first), rtol=1e-12)
        assert (answer.weights == second).all()
        np.testing.assert_allclose(sigmoid(answer.hidden @ second), answer.outputs, rtol=1e-12)


@pytest.mark.parametrize("sign", ["+", "-"])
def test_what_is_added_next_is_the_bias(sign: str) -> None:
    engine, where = asked(f"z = think(X) @ v; z = z {sign} b; out = sigmoid(z)")
    with engine:
        answer = engine.ask(where, np.ones((1, 3)), (1, 1), hidden=True)
        assert answer.bias.tolist() == [[float(f"{sign}0.25")]]
        sums = answer.hidden @ answer.weights + answer.bias
        np.testing.assert_allclose(sigmoid(sums), answer.outputs, rtol=1e-12)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (
            "out = sigmoid(X @ w @ v); out = sigmoid(X @ w[:, :1])",
            "the inputs lead straight to out",
        ),
        ("h = think(X); out = sigmoid(h @ v + X @ w[:, :1])", "more than one matrix product"),
        ("h = think(X); out = sigmoid((h * v.T).sum(axis=1, keepdims=True))", "no matrix product"),
        ("out = sigmoid((X * w[:, 0]).sum(axis=1, keepdims=True))", "no matrix product"),
    ],
)
def test_where_there_is_no_such_layer_the_reason_is_said(lines: str, why: str) -> None:
    engine, where = asked(lines)
    with engine:
        answer = engine.ask(where, np.ones((1, 3)), (1, 1), hidden=True)
        assert why in answer.no_hidden
        assert answer.outputs.shape == (1, 1) and not answer.hidden.size


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("deep_list_of_weights", 5), ("samples_outer", 4), ("layer_objects", 3), ("softmax", 12)],
)
def test_it_is_found_in_scripts_of_many_manners(name: str, hidden: int) -> None:
    with opened(table("scripts")[name]) as engine:
        engine.run_to(2)
        where = engine.stand(2).where
        points = engine.ask(where).X[:2]
        plain = engine.ask(where, points, (1, 2))
        answer = engine.ask(where, points, (1, 2), hidden=True)
        assert answer.hidden.shape == (2, hidden)
        assert (answer.outputs == plain.outputs).all()
        assert engine.stand(2).where == where
