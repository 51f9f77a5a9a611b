"""A class with biases is compared with ours: with its rate, its neurons, and by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.collection.collection import path_of
from tinynet_tui.collection.named import named
from tinynet_tui.compare.asked import Asked, Result
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.words import told
from tinynet_tui.engine.refusal import Refusal

TEXT = """\
import numpy as np


class Network:
    def __init__(self, inputs, hidden, outputs):
        rng = np.random.RandomState(5)
        self.w1 = rng.randn(inputs, hidden) * 0.6
        self.b1 = np.zeros(hidden)
        self.w2 = rng.randn(hidden, outputs) * 0.6
        self.b2 = np.zeros(outputs)

    def squash(self, x):
        return 1 / (1 + np.exp(-x))

    def learn(self, X, y, rate):
        hidden = self.squash(X @ self.w1 + self.b1)
        out = self.squash(hidden @ self.w2 + self.b2)
        d_out = (y - out) * out * (1 - out)
        d_hidden = d_out @ self.w2.T * hidden * (1 - hidden)
        self.w2 += rate * hidden.T @ d_out
        self.b2 += rate * d_out.sum(axis=0)
        self.w1 += rate * X.T @ d_hidden
        self.b1 += rate * d_hidden.sum(axis=0)


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
net = Network(2, HIDDEN, 1)
for epoch in range(6000):
    net.learn(X, y, 0.8)
"""

OWN = """\
import numpy as np
rng = np.random.RandomState(3)
X = rng.uniform(-1, 1, (30, 2))
y = (X[:, :1] > 0) * 1.0
alpha = 0.1
w, v = rng.randn(2, 7), rng.randn(7, 1)
b, c = np.zeros((1, 7)), np.zeros((1, 1))
for i in range(200):
    h = 1 / (1 + np.exp(-(X @ w + b)))
    o = 1 / (1 + np.exp(-(h @ v + c)))
    d = (y - o) * o * (1 - o)
    e = d @ v.T * h * (1 - h)
    v += alpha * h.T @ d
    c += alpha * d.sum(axis=0)
    w += alpha * X.T @ e
    b += alpha * e.sum(axis=0)
"""


def compared(folder: Path, text: str, other: Path) -> Result:
    mine = folder / "mine.py"
    mine.write_text(text)
    return compare(Asked(mine, other, iterations=30))


@pytest.mark.parametrize("hidden", [4, 5])
def test_the_other_script_takes_it_over(hidden: int, tmp_path: Path) -> None:
    text = TEXT.replace("HIDDEN", str(hidden))
    result = compared(tmp_path, text, path_of("biases", tmp_path))
    assert "rate (mine.py) is 0.8, alpha (biases.py:32) is 1" in [
        one.text for one in result.settings
    ]
    assert result.is_setting
    assert result.evened is not None
    assert result.evened.looked == 30


def test_a_mistake_is_found_all_the_same(tmp_path: Path) -> None:
    wrong = TEXT.replace("HIDDEN", "5").replace("d_hidden.sum(axis=0)", "d_out.sum()")
    parting = compared(tmp_path, wrong, path_of("biases", tmp_path)).telling
    assert parting is not None
    assert parting.theirs is not None
    assert parting.theirs.text.startswith("bias0 += alpha * l1_delta.sum(")


def test_a_script_of_ours_takes_other_data(tmp_path: Path) -> None:
    result = compared(tmp_path, OWN, path_of("biases", tmp_path))
    assert result.is_setting
    assert result.evened is not None
    assert result.evened.looked == 30
    with pytest.raises(Refusal, match=r"too differently.*step through it.*X is 30×2, not 4×3"):
        compared(tmp_path, OWN, path_of("momentum", tmp_path))


def test_both_may_pass_one(tmp_path: Path) -> None:
    text = TEXT.replace("HIDDEN", "4")
    other = tmp_path / "other.py"
    other.write_text(text.replace("0.8)", "0.3)"))
    result = compared(tmp_path, text, other)
    assert [one.text for one in result.settings] == [
        "rate (mine.py) is 0.8, rate (other.py) is 0.3"
    ]
    assert result.is_setting


def test_without_another_script_one_is_named_that_fits(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT.replace("HIDDEN", "4"))
    with pytest.raises(Refusal) as refused:
        compare(Asked(mine))
    assert refused.value.reason == (
        "X has 2 columns in mine.py, and 3 in three_layers.py. Name a second script, such as "
        "biases; `tinynet-tui scripts` lists ours"
    )


def test_a_file_goes_before_a_name_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert named("biases") == path_of("biases", tmp_path)
    assert named("mine.py") == Path("mine.py")
    Path("biases").write_text(TEXT)
    assert named("biases") == Path("biases")


def test_what_follows_from_another_seed_is_counted(tmp_path: Path) -> None:
    result = compared(tmp_path, TEXT.replace("HIDDEN", "4"), path_of("biases", tmp_path))
    lines = told(result, 5)
    assert lines[1:4] == [
        "  seed: mine.py has seed 5, biases.py has seed 1",
        "  rate (mine.py) is 0.8, alpha (biases.py:32) is 1",
        "  and 5 more (--all)",
    ]
    assert [line for line in told(result) if line not in lines] == [
        f"  {one.text}" for one in result.settings[2:]
    ]
