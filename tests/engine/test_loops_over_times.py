"""A loop through the times of a sequence, in a function of its own, is no training."""

from __future__ import annotations

import ast

import pytest

from tinynet_tui.engine.loops import choose

GATED = """\
import numpy as np
p = {"w": np.ones((2, 4)), "u": np.ones((4, 4)), "v": np.ones(4)}
def run(xs):
    h, tape = np.zeros(4), []
    for x in xs:
        z = np.tanh(x @ p["w"] + h @ p["u"])
        tape.append((x, h, z))
        h = (1 - z) * h + z * z
    return h @ p["v"], {"w": xs[0], "u": h, "v": h}
for i in range(9):
    y, g = run(np.ones((3, 2)))
    for k in p:
        p[k] = p[k] - 0.1 * (y - 1) * g[k]
"""
METHODS = """\
import numpy as np
class Net:
    def forward(self, xs):
        h = np.zeros((4, 1))
        for x in xs:
            z = np.tanh(self.w @ x + self.u @ h)
            h = (1 - z) * h + z * z
        self.h = h
        return self.v @ h
    def update(self, rate, d):
        self.v -= rate * d * self.h.T
net = Net()
for i in range(9):
    y = net.forward(np.ones((3, 2, 1)))
    net.update(0.1, y - 1)
"""
TRAINED = """\
import numpy as np
def fit(xs, rate):
    w = np.zeros(2)
    for x in xs:
        w = w - rate * (x @ w - 1) * x
    return w
best = np.zeros(2)
for rate in (0.1, 0.2):
    w = fit(np.ones((3, 2)), rate)
    best = best + w
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GATED, "for i in range(9):"),
        (METHODS, "for i in range(9):"),
        (TRAINED, "    for x in xs:"),
    ],
)
def test_the_loop_that_updates_is_taken(text: str, line: str) -> None:
    assert choose(ast.parse(text)).line == text.splitlines().index(line) + 1
