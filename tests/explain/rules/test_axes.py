"""What the dimensions of a script's arrays count: found out from its lines, said beside them."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.positions import Frame, Where
from tinynet_tui.engine.values import Value, pack, unpack
from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.rules.lookup import Subject, explained
from tinynet_tui.explain.rules.script import script_text

ELEVEN = """import numpy as np

def nonlin(x, deriv=False):
    if deriv == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))

inputs = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
wanted = np.array([[0, 1, 1, 0]]).T
np.random.seed(1)
w1 = 2 * np.random.random((3, 4)) - 1
w2 = 2 * np.random.random((4, 1)) - 1
rate = 0.5
for i in range(60000):
    l0 = inputs
    l1 = nonlin(np.dot(l0, w1))
    l2 = nonlin(np.dot(l1, w2))
    err = wanted - l2
    d2 = err * nonlin(l2, deriv=True)
    e1 = d2.dot(w2.T)
    d1 = e1 * nonlin(l1, deriv=True)
    w2 += rate * l1.T.dot(d2)
    w1 += rate * l0.T.dot(d1)
"""
BIASED = """import numpy as np

X = np.array([[0.5, 0.25], [1.0, -1.0], [0.0, 2.0]])
y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
rng = np.random.default_rng(1)
W1, b1 = rng.normal(size=(2, 5)), np.zeros((1, 5))
W2, b2 = rng.normal(size=(5, 2)), np.zeros((1, 2))
for i in range(100):
    a1 = np.tanh(X @ W1 + b1)
    out = a1 @ W2 + b2
    error = out - y
    g2 = a1.T @ error
    g1 = X.T @ ((error @ W2.T) * (1 - a1 ** 2))
    s1 = np.sum(error @ W2.T, axis=0, keepdims=True)
    W2 -= 0.1 * g2
    b2 -= 0.1 * np.sum(error, axis=0, keepdims=True)
    W1 -= 0.1 * g1
    b1 -= 0.1 * s1
"""


class Walk:
    """A script's first iteration, one statement after the other."""

    def __init__(self, source: str) -> None:
        tree = ast.parse(source)
        loop = tree.body.pop()
        assert isinstance(loop, ast.For)
        self.source = source
        space: dict[str, Any] = {}
        exec(compile(tree, "?", "exec"), space)
        self.frames = [Frame(Where(0, 0), None, told(space), 0)]
        self.writes: list[str] = []
        for at, line in enumerate(loop.body):
            exec(compile(ast.Module([line], []), "?", "exec"), space)
            assert isinstance(line, ast.Assign | ast.AugAssign)
            target = line.target if isinstance(line, ast.AugAssign) else line.targets[0]
            self.writes.append(ast.unparse(target))
            self.frames.append(Frame(Where(0, at + 1), at, told(space), 0))

    def axes(self) -> Mapping[str, Any]:
        text = script_text("mine.py", self.source.encode(), Choice())
        assert text is not None
        return text.described(self.frames[-1].values).axes

    def explain(self, name: str, *cell: int) -> Explanation:
        at = self.writes.index(name)
        trail = (self.frames[at + 1], self.frames[at])
        script = ("mine.py", self.source.encode(), Choice())
        found = explained(trail, (at,), script, Subject(name, name, cell)).lines(None)
        assert found is not None
        return found

    def texts(self, name: str, *cell: int) -> list[str]:
        return [line.text for line in self.explain(name, *cell).lines]


def told(space: Mapping[str, Any]) -> dict[str, Value]:
    """The values as the script's process tells them."""
    kinds = (np.ndarray, float, int)
    values = {name: copy.deepcopy(one) for name, one in space.items() if isinstance(one, kinds)}
    return unpack(*pack(values))


def test_the_axes_of_all_arrays_follow_from_inputs_and_targets() -> None:
    axes = Walk(ELEVEN).axes()
    assert axes["inputs"] == axes["l0"] == ("example", "input")
    assert axes["wanted"] == axes["l2"] == axes["err"] == axes["d2"] == ("example", "output")
    assert axes["l1"] == axes["e1"] == axes["d1"] == ("example", "hidden")
    assert axes["w1"] == ("input", "hidden")
    assert axes["w2"] == ("hidden", "output")


def test_a_bias_has_one_row_for_all_examples() -> None:
    axes = Walk(BIASED).axes()
    assert axes["W1"] == ("input", "hidden")
    assert axes["out"] == ("example", "output")
    assert axes["g1"] == ("input", "hidden")
    assert axes["b1"][1] == "hidden"
    assert axes["b1"][0] != "example"


def test_an_example_per_column_turns_all_axes_round() -> None:
    source = ELEVEN.replace("1, 1]])", "1, 1]]).T").replace("0]]).T", "0]])")
    for old, new in (
        ("np.dot(l0, w1)", "np.dot(w1.T, l0)"),
        ("np.dot(l1, w2)", "np.dot(w2.T, l1)"),
        ("d2.dot(w2.T)", "w2.dot(d2)"),
        ("l1.T.dot(d2)", "l1.dot(d2.T)"),
        ("l0.T.dot(d1)", "l0.dot(d1.T)"),
    ):
        assert old in source
        source = source.replace(old, new)
    axes = Walk(source).axes()
    assert axes["l1"] == ("hidden", "example")
    assert axes["l2"] == ("output", "example")
    assert axes["w1"] == ("input", "hidden")


def test_a_cell_and_a_sum_are_told_in_words() -> None:
    walk = Walk(ELEVEN)
    layer = walk.texts("l1", 2, 3)
    assert layer[0] == "example 2 (1 0 1) · hidden neuron 3"
    assert layer[3].endswith("l0[2,i] × w1[i,3]  (i = input)")
    assert walk.texts("l2", 2, 0)[3].endswith("(h = hidden neuron)")
    update = walk.texts("w2", 1, 0)
    assert update[0] == "hidden neuron 1 · output 0"
    assert update[3].endswith("l1[e,1] × d2[e,0]  (e = example)")
    assert "their sum × rate 0.5" in update


@pytest.mark.parametrize(
    ("name", "cell", "note"),
    [
        ("l0", (0, 0), "l0 is the input itself"),
        ("l0", (0, 2), "this column is always 1, so its weights are biases"),
        ("l1", (0, 1), "input 2 is always 1, so w1[2,1] is the bias"),
        ("l1", (0, 1), "nonlin(x) = 1 / (1 + e^-x) turns any x into a number between 0 and 1"),
        ("l2", (0, 0), "l1 has no column of ones, so outputs have no bias"),
        ("e1", (0, 0), "w2.T: back through the same weights, from output to hidden"),
        ("w2", (0, 0), "l1.T has one row per neuron, so the sum is over the examples"),
        ("w1", (2, 0), "this input is always 1, so this weight is a bias"),
    ],
)
def test_notes_belong_to_roles(name: str, cell: tuple[int, int], note: str) -> None:
    assert note in Walk(ELEVEN).texts(name, *cell)


def test_of_a_bias_that_a_line_adds_no_column_of_ones_is_missed() -> None:
    walk = Walk(BIASED.replace("    out = a1 @ W2 + b2", "    z = a1 @ W2\n    out = z + b2"))
    for name in ("a1", "z", "out"):
        assert not any("no bias" in text for text in walk.texts(name, 1, 1))


def test_where_inputs_are_not_known_nothing_is_said_of_axes() -> None:
    head = "import numpy as np\nw = np.ones((3, 3))\n"
    walk = Walk(head + "for i in range(9):\n    v = w @ w\n    w = v / 9\n")
    assert walk.texts("v", 0, 1)[0] == "v = w @ w"
    assert walk.texts("v", 0, 1)[2].split() == ["k", "w[0,k]", "×", "w[k,1]"]
