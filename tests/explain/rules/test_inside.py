"""A number that a method writes into an attribute is explained by the line of the method."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.cli.main import main

NET = """\
import numpy as np
class Net:
    def __init__(self, lr):
        rng = np.random.default_rng(7)
        self.lr, self.steps = lr, 0
        self.W1 = rng.standard_normal((3, 4))
        self.W2 = rng.standard_normal((4, 1))
    def act(self, z):
        return 1.0 / (1.0 + np.exp(-z))
    def forward(self, X, training=True):
        self.a0 = X
        if training:
            self.a1 = self.act(self.a0 @ self.W1)
        else:
            self.a1 = None
        self.a2 = self.act(self.a1 @ self.W2)
        return self.a2
    def backward(self, y):
        err, slope = y - self.a2, self.a2 * (1 - self.a2)
        delta2 = err * slope
        self.update(delta2, (delta2 @ self.W2.T) * self.a1 * (1 - self.a1))
        return np.mean(np.abs(err))
    def update(self, delta2, delta1):
        self.W2 += self.lr * self.a1.T @ delta2
        self.W1 += self.lr * self.a0.T @ delta1
    def train(self, X, y):
        out = self.forward(X)
        self.out = out
        return self.backward(y)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
net = Net(lr=0.5)
for i in range(9):
"""
TWO = NET + "    out = net.forward(X)\n    loss = net.backward(y)\n"
ONE = NET + "    loss = net.train(X, y)\n"
Capture = pytest.CaptureFixture[str]


def explained(tmp_path: Path, capsys: Capture, text: str, at: str, cell: str) -> list[str]:
    (tmp_path / "mine.py").write_text(text)
    assert main(["explain", str(tmp_path / "mine.py"), "--at", at, "--cell", cell]) == 0
    printed = capsys.readouterr().out.split(f"\n{cell}:\n")[1].split("\n\n")[0]
    return [line.strip() for line in printed.splitlines()]


@pytest.mark.parametrize(("text", "at"), [(TWO, "3:2"), (ONE, "3:1")])
@pytest.mark.parametrize(
    ("cell", "place", "words"),
    [
        ("net.W1[0,1]", "line 25 in update", "their sum × lr 0.5"),
        ("net.W2[0,0]", "line 24 in update", "+ W2[0,0] before"),
        ("net.a1[1,0]", "line 13 in forward", "X (4×3) @ net.W1 (3×4) → (4×4)"),
        ("net.a2[1,0]", "line 16 in forward", "net.a2[1,0] = act(z)"),
    ],
)
def test_the_line_of_the_method_is_told_with_its_numbers(
    tmp_path: Path, capsys: Capture, text: str, at: str, cell: str, place: str, words: str
) -> None:
    head, *lines = explained(tmp_path, capsys, text, at, cell)
    assert head == place
    assert any(line.startswith(words) for line in lines)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("delta2 = err * slope", "delta2 = err * slope * np.random.rand()"),
        ("self.W2 += self.lr", "for _ in (1,): self.W2 += self.lr"),
        ("err * slope", "err * slope\n        print(end='')"),
    ],
)
def test_what_no_rule_knows_is_told_with_the_line_only(
    tmp_path: Path, capsys: Capture, old: str, new: str
) -> None:
    lines = explained(tmp_path, capsys, TWO.replace(old, new), "3:2", "net.W2[0,0]")
    assert float(lines[0])
    assert any("computed by line" in line for line in lines)
