"""Layers in a list, which the loop takes one after the other under one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

LAYERS = """\
import numpy as np
class Layer:
    def __init__(self, rng, inputs, outputs):
        self.w = rng.normal(size=(inputs, outputs))
        self.b = np.zeros(outputs)
    def forward(self, x):
        self.x = x
        self.a = 1 / (1 + np.exp(-(x @ self.w + self.b)))
        return self.a
    def backward(self, slope, rate):
        delta = slope * self.a * (1 - self.a)
        before = delta @ self.w.T
        self.w -= rate * self.x.T @ delta
        self.b -= rate * delta.sum(axis=0)
        return before
rng = np.random.default_rng(2)
x = rng.normal(size=(6, 3))
y = (x[:, :1] > 0).astype(float)
layers = [Layer(rng, 3, 5), Layer(rng, 5, 4), Layer(rng, 4, 1)]
for epoch in range(20):
    out = x
    for layer in layers:
        out = layer.forward(out)
    slope = out - y
    for layer in reversed(layers):
        slope = layer.backward(slope, 0.9)
    if epoch % 10 == 0:
        print(epoch, np.mean((out - y) ** 2))
"""


def checked(tmp_path: Path, old: str = "", new: str = "") -> Verdict:
    path = tmp_path / "mine.py"
    assert old in LAYERS
    path.write_text(LAYERS.replace(old, new))
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict({0: engine.check(0)}, engine.plan)


def test_the_weights_of_each_layer_are_found_by_their_place_in_the_list(tmp_path: Path) -> None:
    found = checked(tmp_path)
    assert found.status == FOLLOWS
    names = [f"layers[{number}].{name}" for number in range(3) for name in "wb"]
    assert [row.weight for row in found.rows] == names


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("slope * self.a * (1 - self.a)", "slope * (1 - self.a)", 11),
        ("slope = out - y", "slope = abs(out - y)", 24),
        (
            "        before = delta @ self.w.T\n        self.w -= rate * self.x.T @ delta\n",
            "        self.w -= rate * self.x.T @ delta\n        before = delta @ self.w.T\n",
            13,
        ),
    ],
)
def test_the_wrong_line_of_layers_is_named(tmp_path: Path, old: str, new: str, line: int) -> None:
    found = checked(tmp_path, old, new)
    assert found.status == APART
    assert found.lines[0] == line
