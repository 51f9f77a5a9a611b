"""The other views of a script: the drawing of its network, the decision map; why not, elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.engine import Where
from tinynet_tui.ui.panes.script.chain import Chain, chain
from tinynet_tui.ui.panes.script.decision_map import ScriptMap

SIZES = [(80, 24), (200, 60)]
CHAINS = {
    "eleven_lines": "3-6-1",
    "softmax": "2-12-3",
    "deep_list_of_weights": "3-6-5-1",
    "dict_params": "2-8-4-1",
    "momentum_params": "3-7-1",
    "samples_outer": "2-4-1",
    "class_train_think": "3-1",
    "layer_objects": "2-3-1",
    "class_loop_outside": "3-5-1",
    "object_passed": "3-4-1",
    "dropout": "3-10-1",
    "for_break_converged": "1-6-1",
    "biases_row": "2-",
    "biases_flat": "2-8-1",
    "biases_single": "2-1",
    "copies_and_views": "4-3-1",
    "matrix_class": "3-4-1",
    "function_returns_weights": "3-4-2",
}


def the_map(it: ScriptTrainer) -> ScriptMap:
    drawn = it.main.map
    assert drawn is not None
    return drawn


def is_known(it: ScriptTrainer) -> bool:
    """True when the worker has told what the map shows."""
    drawn, view = the_map(it), it.main.view
    return (
        drawn.wanted is not None
        and view is not None
        and view.on_grid(drawn.wanted.points, drawn.wanted.grid) is not None
        and it.frame.reply is not None
        and it.frame.reply.where == it.where
    )


async def test_a_layer_is_drawn_from_the_array_of_all_examples() -> None:
    async with opened(SCRIPTS / "object_passed.py") as it:
        await it.go("30:off")
        await it.typed("2")
        await it.until(lambda: "net.inside" in it.lines[2])
        assert "said" in it.lines[2]


PER_SAMPLE = """\
import numpy as np
class Net:
    def __init__(self):
        self.W1 = np.linspace(-1, 1, 4).reshape(4, 1)
        self.b1 = np.zeros(4)
        self.W2 = np.linspace(-1, 0.5, 4)
    def forward(self, x):
        self.x = x
        self.h = np.tanh(self.W1 @ x + self.b1)
        return self.W2 @ self.h
    def backward(self, e):
        d = e * self.W2 * (1 - self.h ** 2)
        self.W1 -= 0.1 * np.outer(d, self.x)
        self.b1 -= 0.1 * d
        self.W2 -= 0.1 * e * self.h
net = Net()
xs, ts = [[-1.0], [0.5], [1.0]], [1.0, 0.25, 1.0]
for epoch in range(20):
    for x, t in zip(xs, ts):
        p = net.forward(np.array(x))
        e = p - t
        net.backward(e)
"""


async def test_biases_are_not_drawn_as_weights(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(PER_SAMPLE)
    async with opened(path) as it:
        await it.go("0:4")
        await it.typed("2")
        await it.until(lambda: "network 1-4-1" in it.text and "net.W2" in it.lines[2])
        assert it.lines[2].strip("│ ").split()[-1].strip("►•") == "p"
        assert "net.b1" not in it.lines[2]


@pytest.mark.parametrize("size", SIZES)
async def test_the_map_shows_what_the_script_makes_of_each_point(size: tuple[int, int]) -> None:
    async with opened(SCRIPTS / "eleven_lines.py", size=size) as it:
        await it.go("900")
        await it.typed("3")
        for keys in ((), ("N",), ("B", "B", "n")):
            await it.typed(*keys)
            await it.until(lambda: is_known(it))
            view, drawn = it.main.view, the_map(it)
            assert view is not None and drawn.wanted is not None
            found = view.on_grid(drawn.wanted.points, drawn.wanted.grid)
            a, b = (it.frame.values[name].array for name in "ab")
            assert found is not None and a is not None and b is not None
            assert len(drawn.wanted.points) < 20_000
            hidden = 1 / (1 + np.exp(-(drawn.wanted.points @ a)))
            np.testing.assert_allclose(found, 1 / (1 + np.exp(-(hidden @ b))), rtol=1e-9)
        assert "map · input 0 → -0.2…1.2 · input 1" in it.text


async def test_axes_cross_hair_and_examples_of_the_map() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.typed("3")
        await it.until(lambda: is_known(it))
        await it.typed("right")
        await it.until(lambda: "example 2:" in it.text)
        await it.typed("v")
        await it.until(lambda: "input 2 ↑" in it.text)
        await it.typed("L")
        await it.until(lambda: is_known(it) and "┼ " in it.text and "nan" not in it.text)
        await it.typed("escape")
        await it.until(lambda: "┼ " not in it.text)
        await it.typed("1")
        await it.until(lambda: "map" not in it.text and it.frame.reply is None)


async def test_the_output_of_the_map_is_chosen_by_the_cursor() -> None:
    async with opened(SCRIPTS / "softmax.py") as it:
        await it.go("20")
        await it.typed("3")
        await it.until(lambda: "map of output 0" in it.text and is_known(it))
        await it.typed("2")
        await it.until(lambda: "network 2-12-3" in it.text)
        await it.typed("right", "right", "down", "down", "3")
        await it.until(lambda: "map of output 2" in it.text)


@pytest.mark.parametrize("name", CHAINS)
async def test_the_drawing_shows_layers_and_weights(name: str) -> None:
    async with opened(SCRIPTS / f"{name}.py") as it:
        await it.go("2")
        await it.typed("2")
        await it.until(lambda: it.frame.reply is not None)
        await it.until(lambda: f"network {CHAINS[name]}" in it.text)
        view = it.main.view
        assert view is not None
        found = chain(view)
        assert isinstance(found, Chain)
        for layer, link in zip(found.layers, found.links, strict=False):
            assert layer.outputs is None or len(layer.outputs) == layer.size
            value = link.item.value(it.frame.values)
            assert value is not None and value.array is not None
            cell = (0,) if link.vector else link.cell(0, 0)
            assert link.array[0, 0] == value.array[cell]
        await it.typed("right", "down", "down", "left", "up")
        await it.typed("n", "N", "b")


HELD = """\
import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(6, 2))
y = rng.random((6, 1))
W = [rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 1))]
def forward(W, X):
    held = {}
    for n, w in enumerate(W):
        X = np.tanh(X @ w)
        held[f"h{n}"] = X
    EXTRA
    return held
for i in range(10):
    held = forward(W, X)
    out = held["h2"]
    delta = (y - out) * (1 - out ** 2)
    W[2] += 0.1 * held["h1"].T @ delta
"""


@pytest.mark.parametrize(
    ("extra", "names"),
    [("pass", ["held['h0']", "held['h1']"]), ("held['more'] = X @ w.T", ["layer 1", "layer 2"])],
)
async def test_layers_in_a_dictionary_are_drawn_where_it_is_clear_which_they_are(
    tmp_path: Path, extra: str, names: list[str]
) -> None:
    path = tmp_path / "mine.py"
    path.write_text(HELD.replace("EXTRA", extra))
    async with opened(path) as it:
        await it.typed("2")
        await it.until(lambda: "network 2-3-3-1" in it.text)
        view = it.main.view
        found = chain(view) if view is not None else ""
        assert isinstance(found, Chain)
        assert [layer.name for layer in found.layers[1:3]] == names
        held = it.frame.values["held"]
        for layer, part in zip(found.layers[1:3], held.parts, strict=False):
            if extra == "pass":
                assert part.array is not None and layer.outputs is not None
                assert layer.outputs.tolist() == part.array[0].tolist()
            else:
                assert layer.outputs is None


async def test_what_a_network_of_dictionaries_gives_is_drawn() -> None:
    async with opened(SCRIPTS / "dict_params.py", size=(200, 60)) as it:
        await it.typed("2")
        await it.until(lambda: "cache['A1']" in it.text and "cache['A2']" in it.text)


@pytest.mark.parametrize("size", SIZES)
async def test_the_drawing_follows_the_run(size: tuple[int, int]) -> None:
    async with opened(SCRIPTS / "eleven_lines.py", size=size) as it:
        await it.go("254")
        await it.typed("2")
        await it.until(lambda: "network 3-6-1 · example 0" in it.text)
        for keys in ((), ("N",), ("B", "B")):
            await it.typed(*keys)
            weight = it.frame.values["b"].array
            assert weight is not None
            await it.until(lambda weight=weight: f"{weight[0, 0]:+.2f}" in it.text)


TWO_LAYERS = """\
import numpy as np
np.random.seed(1)
X, y = np.array([[0., 1], [1, 1]]), np.array([[1.], [0]])
v, w = np.random.rand(2, 3), np.random.rand(3, 1)
for i in range(9):
    h = np.tanh(X @ v)
    out = h @ w
    e = y - out
    back = e @ w.T * (1 - h * h)
    w += 0.1 * h.T @ e
    v += 0.1 * X.T @ back
"""


async def test_every_view_tells_updated_weights_from_those_of_the_layers(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(TWO_LAYERS)
    async with opened(tmp_path / "mine.py") as it:
        await it.typed("2")
        heads = {"1:1": "· dim: (0) ─", "1:4": "0 ───", "1:5": "· updated: w ─", "1:6": ": v, w ─"}
        for where, words in heads.items():
            await it.go(where)
            await it.until(lambda words=words: f"{words}" in it.text)
        words = "with the updated weights"
        await it.typed("5")
        await it.until(lambda: words in it.text)
        short = "new weights"  # beside the shades of a map without colours
        await it.typed("3")
        await it.until(lambda: is_known(it) and short in it.text)
        await it.go("1:4")
        await it.until(lambda: is_known(it) and short not in it.text)


async def test_keys_of_the_map_say_where_they_work() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.typed("h")
        await it.until(lambda: "3 shows it" in it.text)


@pytest.mark.parametrize("key", ["2", "3", "a"])
@pytest.mark.parametrize(
    "name", ["dropout", "comprehension_locals", "early_stopping", "rnn_reversed"]
)
async def test_each_says_why_it_does_not_work(name: str, key: str) -> None:
    async with opened(SCRIPTS / f"{name}.py") as it:
        await it.typed("N", key)
        works = (("early_stopping", "2"), ("early_stopping", "a"), ("dropout", "2"))
        if (name, key) in works:
            await it.until(lambda: it.frame.reply is not None)
        else:
            await it.until(lambda: " here: " in it.text)
        await it.typed("n", "right", "down", "1")
        assert it.where >= Where(1, 1)


async def hidden_neurons(it: ScriptTrainer) -> None:
    """Show the hidden neurons' maps."""
    await it.typed("3", "d")
    await it.until(lambda: "what each hidden neuron sees" in it.text or "No hidden" in it.text)


def numbers_of(line: str) -> list[float]:
    return [float(one) for one in re.findall(r"[-+]?\d[\d.]*(?:e[-+]?\d+)?", line)]


@pytest.mark.parametrize("size", SIZES)
async def test_d_shows_what_each_hidden_neuron_sees_and_how_that_adds_up(
    size: tuple[int, int],
) -> None:
    async with opened(SCRIPTS / "biases_row.py", size=size) as it:
        await it.go("900")
        await hidden_neurons(it)
        for keys in ((), ("N",), ("B", "B"), ("down",), ("shift+right",)):
            await it.typed(*keys)
            await it.until(lambda: is_known(it) and the_map(it)._places is not None)
            view, drawn = it.main.view, the_map(it)
            assert view is not None and view.answer is not None and drawn._shown is not None
            at = next(at for at, line in enumerate(it.lines) if "↑ sigmoid" in line)
            outputs = numbers_of(it.lines[at - 1])
            weights = numbers_of(it.lines[at])
            parts = numbers_of(next(line for line in it.lines[at + 1 :] if numbers_of(line)))
            assert len(outputs) == 6 and len(weights) == 5 and len(parts) == 6
            assert outputs[4] == 1
            for output, weight, part in zip(outputs, weights, parts, strict=False):
                assert output * weight == pytest.approx(part, abs=1e-3)
            assert sum(parts[:5]) == pytest.approx(parts[5], abs=1e-3)
            assert 1 / (1 + np.exp(-parts[5])) == pytest.approx(outputs[5], abs=1e-3)
        assert "┼" in it.text and "bias" in it.text
        await it.press("escape")
        await it.press("escape")
        await it.until(lambda: " map " in it.lines[1])


async def test_left_and_right_go_through_the_hidden_neurons_the_last_included() -> None:
    async with opened(SCRIPTS / "softmax.py") as it:
        await it.go("20")
        await hidden_neurons(it)
        await it.until(lambda: "others" in it.text)
        for _ in range(12):
            await it.press("right")
        await it.until(lambda: "bias" in it.text and "hidden 11" in it.text)
        assert "of 13" in it.text
        await it.press("d")
        await it.until(lambda: " map of output 0" in it.lines[1])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("biases_single", "No hidden neurons here: the inputs lead straight to p."),
        ("matrix_class", "No hidden neurons here: a np.matrix cannot be followed"),
    ],
)
async def test_where_no_hidden_neurons_are_known_the_pane_says_why(name: str, why: str) -> None:
    async with opened(SCRIPTS / f"{name}.py") as it:
        await it.go("5")
        await hidden_neurons(it)
        await it.until(lambda: why in it.text)
        assert "d back" in it.text
        await it.press("d")
        await it.until(lambda: why not in it.text and "target" in it.text)


ONE_BY_ONE = """\
import numpy as np
np.random.seed(1)
X = np.array([[0., 1.], [1., 0.], [1., 0.], [1., 1.]])
y = np.array([1., 0., 1., 0.])
w, v = np.random.rand(2, 3), np.random.rand(3)
def f(x):
    return 1 / (1 + np.exp(-x))
for epoch in range(20):
    for i in range(4):
        x = X[i]
        l1 = f(x @ w)
        out = f(l1 @ v)
        e = y[i] - out
        v += e * l1
        w += np.outer(x, e * v * l1 * (1 - l1))
"""
NOISE = ONE_BY_ONE.replace("x = X[i]", "k = i; x = X[k % 4] + 0.01 * np.random.rand(2)")
INDEX = ONE_BY_ONE.replace("x = X[i]\n", "pass\n").replace("x @ w", "X[i] @ w")
INDEX = INDEX.replace("outer(x", "outer(X[i]")
ZIP = ONE_BY_ONE.replace("for i in range(4):", "for x, t in zip(X, y):")
ZIP = ZIP.replace("        x = X[i]\n", "").replace("y[i]", "t")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (ONE_BY_ONE, ["example 0", "example 1", "example 2", "example 3"]),
        (INDEX, ["example 0", "example 1", "example 2", "example 3"]),
        (NOISE, ["this example"] * 4),
        (ZIP, ["example 0", "this example", "this example", "example 3"]),
    ],
)
async def test_the_drawing_names_the_example_at_which_the_loop_is(
    tmp_path: Path, text: str, called: list[str]
) -> None:
    path = tmp_path / "net.py"
    path.write_text(text)
    async with opened(path) as it:
        await it.go("2:l1")
        await it.typed("2")
        await it.until(lambda: "network 2-3-1" in it.text)
        for name in called:
            await it.until(lambda name=name: f" · {name} " in it.lines[1])
            assert ("target" in it.text) == (name != "this example")
            await it.typed("N")
