"""What is found in a script before it runs: its loop, its error, its settings."""

from __future__ import annotations

import ast
from dis import get_instructions
from textwrap import dedent

import pytest

from helpers.manners import opened, table
from tinynet_tui.engine.hook_calls import PREFIX
from tinynet_tui.engine.loops import choose
from tinynet_tui.engine.plan import Choice, Plan, plan
from tinynet_tui.engine.source import read


def planned(text: str) -> Plan:
    return plan(read("mine.py", dedent(text).encode()), Choice())


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("bar_library", "np.mean(e ** 2)"),
        ("batches_by_method", None),
        ("class_loop_outside", "np.mean(np.square(brain.surprise))"),
        ("error_in_rounds", "missed"),
        ("letters_rnn", "loss"),
        ("ratings", "s"),
        ("samples_outer", "abs(targets[i] - o).mean()"),
        ("silent_methods", "abs(tutor.wanted - tutor.opinion).mean()"),
        ("weights_of_module", "loss"),
    ],
)
def test_an_error_is_found(name: str, error: str | None) -> None:
    manner = table("scripts")[name]
    assert plan(read(manner.path.name, manner.data), Choice()).error == error


def test_what_grows_in_an_inner_loop_is_known_when_it_has_grown() -> None:
    with opened(table("scripts")["error_in_rounds"]) as engine:
        engine.finish()
        assert engine.errors[0][0] == 4


def test_a_variable_that_passes_through_layers_is_not_trained() -> None:
    found = planned(
        """
        import numpy as np
        weights = [np.random.rand(2, 2) for _ in range(3)]
        def answer(x):
            for w in weights:
                x = np.tanh(np.dot(w, x))
            return x
        for epoch in range(10):
            e = answer(np.ones(2)) - 0.5
            weights[0] = weights[0] - 0.1 * np.outer(e, e)
        """
    )
    assert found.loop_line == 8
    assert "weights" in found.variables


def test_a_list_that_takes_in_each_layer_is_not_trained() -> None:
    text = """
        import numpy as np
        x, y = np.ones((4, 2)), np.ones((4, 1))
        ws = [np.ones((2, 3)), np.ones((3, 1))]
        def forward(x):
            outs = [x]
            for w in ws:
                z = outs[-1] @ w
                outs.append(np.tanh(z))
            return outs
        for epoch in range(3):
            outs = forward(x)
            delta = (outs[-1] - y) * (1 - outs[-1] ** 2)
            back = delta @ ws[1].T * (1 - outs[1] ** 2)
            for n, one in enumerate((back, delta)):
                ws[n] -= outs[n].T @ one
        """
    assert planned(text).loop_line == 11


def test_a_gradient_in_a_called_function_comes_back() -> None:
    found = planned(
        """
        import numpy as np
        def slope(w, X, y):
            return X.T @ (X @ w - y)
        def descend(w, X, y):
            for i in range(10):
                w = w - 0.1 * slope(w, X, y)
            return w
        def until(w, X, y):
            g = slope(w, X, y)
            while np.abs(g).sum() > 1e-3:
                w = w - 0.1 * g
                g = slope(w, X, y)
            return w
        descend(np.zeros(2), np.eye(2), np.ones(2))
        """
    )
    assert found.loop_line == 6


def test_a_function_imported_by_its_name_draws() -> None:
    loop = "w = randn(2)\nfor i in range(3):\n    w = w - 0.1 * (w @ w) * w\n"
    assert not planned("from numpy.random import randn\n" + loop).seeded
    assert planned("from numpy import linspace as randn\n" + loop).seeded


def test_settings_are_what_the_call_passes() -> None:
    found = planned(
        """
        import numpy as np
        def train(X, y, rate=0.1, epochs=1000, momentum=0.5):
            w = np.zeros(2)
            for epoch in range(epochs):
                w = w - rate * X.T @ (X @ w - y)
            return w
        rate = 0.3
        train(np.eye(2), np.ones(2), rate=rate, epochs=40)
        after = 7
        """
    )
    assert {one.name: one.value for one in found.settings} == {
        "momentum": 0.5,
        "rate": 0.3,
        "epochs": 40,
    }


@pytest.mark.parametrize(("second", "rates"), [("0.2", [0.2]), ("0.3", []), ("alpha", [])])
def test_what_all_calls_in_the_loop_pass_is_a_setting(second: str, rates: list[float]) -> None:
    found = planned(
        f"""
        import numpy as np
        def move(w, slope, rate=0.05):
            w -= rate * slope
        alpha, v, w = 1, np.ones(2), np.ones(2)
        for i in range(9):
            r = v * w - 3
            move(v, r * w, 0.2)
            move(w, r * v, rate={second})
        """
    )
    assert [one.value for one in found.settings if one.name == "rate"] == rates


def test_each_class_has_settings_of_its_own() -> None:
    found = planned(
        """
        import numpy as np
        class Layer:
            def __init__(self, width):
                self.w = np.zeros(width)
        class Descent:
            def __init__(self, rate=0.5, decay=0.0):
                self.rate, self.decay = rate, decay
        layer, descent = Layer(4), Descent(0.1)
        for i in range(9):
            layer.w -= descent.rate * (layer.w @ layer.w) * layer.w
        """
    )
    assert {one.name: one.value for one in found.settings} == {
        "width": 4,
        "rate": 0.1,
        "decay": 0.0,
    }


def test_what_stands_in_a_condition_of_a_called_function_is_read() -> None:
    found = planned(
        """
        import numpy as np
        class Net:
            def __init__(self):
                self.w, self.least = np.ones(2), 0.01
            def learn(self):
                if self.w @ self.w > self.least:
                    self.w -= 0.1 * (self.w @ self.w) * self.w
        net = Net()
        for i in range(9):
            net.learn()
        """
    )
    assert found.steps[0].reads == ("net.w", "net.least")


def test_an_object_that_is_passed_is_changed_by_the_method() -> None:
    manner = table("scripts")["object_passed"]
    found = plan(read(manner.path.name, manner.data), Choice())
    assert found.steps[0].writes == ("net.inside", "said")
    assert found.steps[4].writes == ("net.lower", "net.upper")
    assert "net" not in found.variables


def test_what_changes_a_part_of_a_list_changes_the_list() -> None:
    manner = table("scripts")["layer_objects"]
    assert "network" in plan(read(manner.path.name, manner.data), Choice()).written


def test_hooks_are_not_looked_for_among_the_names_of_a_module() -> None:
    manner = table("scripts")["flat_long_names"]
    chosen = plan(read(manner.path.name, manner.data), Choice())
    code = compile(chosen.tree, manner.path.name, "exec", dont_inherit=True)
    hooks = [one for one in get_instructions(code) if str(one.argval).startswith(PREFIX)]
    assert {one.opname for one in hooks} == {"LOAD_GLOBAL"}


def test_a_function_that_changes_a_variable_of_the_module_trains() -> None:
    text = """
        import numpy as np
        w = np.zeros(2)
        def learn():
            global w
            w = w + 0.1 * np.dot(np.eye(2), 1 - w)
            return 1
        for i in range(3):
            print(i * 2)
        for i in range(9):
            done = learn()
            print(done)
        """
    assert choose(ast.parse(dedent(text))).line == 10


@pytest.mark.parametrize(
    ("head", "body", "line"),
    [
        ("range(60000)", "w += 0.1 * x.T @ (y - x @ w)", 5),
        ("range(60000)", "w += 0.1 * x[n] * (y[n] - x[n] @ w)", 4),
        ("range(0, 60000)", "w += 0.1 * x.T @ (y - x @ w)", 5),
        ("range(4)", "w += 0.1 * x.T @ (y - x @ w)", 4),
        ("range(0, 4, 1000)", "w += 0.1 * x.T @ (y - x @ w)", 4),
    ],
)
def test_a_while_around_thousands_of_rounds_is_not_the_training(
    head: str, body: str, line: int
) -> None:
    text = (
        "import numpy as np\nx, y, w = np.eye(4), np.ones(4), np.zeros(4)\nerror = 1\n"
        f"while error > 1e-10:\n    for n in {head}:\n        {body}\n"
        "        error = np.abs(y - x @ w).mean()\n"
    )
    assert choose(ast.parse(text)).line == line


BATCHES = """
import numpy as np
class Net:
    def update(self, batch):
        total = np.zeros(2)
        for x, y in batch:
            total = total + self.slope(x, y)
        self.w = self.w - 0.1 * total
    def slope(self, x, y):
        return np.dot(x, np.dot(x, self.w) - y) * x
net = Net()
net.w = np.zeros(2)
for epoch in range(9):
    net.update(data)
"""
LAYERS = """
import numpy as np
class Dense:
    def forward(self, x):
        self.x = x
        return np.dot(x, self.w)
    def step(self):
        self.w -= 0.1 * np.dot(self.x.T, self.slope)
class Tanh:
    def forward(self, x):
        return np.tanh(x)
    def step(self):
        pass
for epoch in range(9):
    out = x
    for layer in net:
        out = layer.forward(out)
    for layer in net:
        layer.step()
"""


BACK = """
import numpy as np
class Net:
    def back(self, targets):
        {loop}
            self.cells[t].back(targets[t])
    def learn(self):
        self.w -= 0.1 * self.slope
class Cell:
    def back(self, target):
        net.slope += np.outer(np.dot(net.w, self.x) - target, self.x)
for epoch in range(9):
    net.back(targets)
    net.learn()
"""
TIMES = "t = 5\n        while t >= 0:\n            t -= 1"
TREE = """
import numpy as np
class Value:
    def __init__(self, data, parts=()):
        self.data, self.parts, self.slope = data, parts, 0
    def __matmul__(self, other):
        return Value(np.dot(self.data, other.data), (self, other))
    def back(self):
        found = []
        def build(one):
            for part in one.parts:
                build(part)
            found.append(one)
        build(self)
        self.spread(found)
for epoch in range(9):
    out = x @ w
    out.back()
    w.data -= 0.1 * w.slope
"""
BACKWARDS = (TIMES, "for t in reversed(range(5)):", "for t in range(5, -1, -1):")


@pytest.mark.parametrize(
    "text", [BATCHES, LAYERS, TREE, *(BACK.format(loop=one) for one in BACKWARDS)]
)
def test_a_loop_over_the_examples_of_a_batch_or_the_layers_is_a_part(text: str) -> None:
    assert choose(ast.parse(text)).line == text.splitlines().index("for epoch in range(9):") + 1


COUNTS_DOWN = """
import numpy as np
def fit(w, epochs):
    {loop}
        e = 1 / (1 + np.exp(-x @ w)) - y
        {last}
    return w
for seed in range(3):
    print(fit(np.zeros((3, 1)), 40))
"""


@pytest.mark.parametrize(
    ("loop", "last"),
    [
        ("for epoch in reversed(range(epochs)):", "w -= 0.1 * x.T @ e"),
        ("for epoch in range(epochs, 0, -1):", "w -= 0.1 * x.T @ e"),
        ("while epochs > 0:", "w -= 0.1 * x.T @ e; epochs -= 1"),
    ],
)
def test_a_training_may_count_down(loop: str, last: str) -> None:
    text = COUNTS_DOWN.format(loop=loop, last=last)
    assert choose(ast.parse(text)).line == 4


DENSE = """
import numpy as np
class Dense:
    def forward(self, x):
        self.x = x
        self.out = np.dot(x, self.w)
        return self.out
    def back(self, slope):
        back = np.dot(slope, self.w.T)
        {update}
        return back
class Net:
    def predict(self, x):
        for layer in layers:
            x = layer.forward(x)
        return x
    def learn(self, x, y):
        slope = self.predict(x) - y
        for layer in layers[::-1]:
            slope = layer.back(slope)
"""
UPDATES = (
    "self.w -= 0.1 * np.dot(self.x.T, slope)",
    "self.w = self.w - 0.1 * np.dot(self.x.T, slope)",
)
PASSED = """
out = x
for layer in layers:
    out = layer.forward(out)
print(out)
def train():
    for epoch in range(9):
        out = x
        for layer in layers:
            out = layer.forward(out)
        slope = out - y
        for layer in reversed(layers):
            slope = layer.back(slope)
train()
"""
PREDICTED = """
for one, target in zip(x, y):
    print(net.predict(one), target)
for epoch in range(9):
    net.learn(x, y)
"""


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("run", [PASSED, PREDICTED])
def test_a_way_forward_before_the_training_is_none(run: str, update: str) -> None:
    text = DENSE.format(update=update) + run
    lines = [line.strip() for line in text.splitlines()]
    assert choose(ast.parse(text)).line == lines.index("for epoch in range(9):") + 1


WHOLE = """
import numpy as np
class Net:
    def fit(self, x, y):
        errors = []
        for n in range(30):
            error = x @ self.w - y
            self.w -= 0.1 * x.T @ error
            errors.append(np.mean(error ** 2))
        self.errors = self.errors + errors
for fold in range(5):
    net.fit(x, y)
"""
LOCAL = """
import numpy as np
def fit(x, y):
    w, errors = np.zeros(3), 0
    for n in range(30):
        error = x @ w - y
        w = w - 0.1 * x.T @ error
        errors += np.mean(error ** 2)
    model.errors = model.errors + errors
for fold in range(5):
    fit(x, y)
"""


@pytest.mark.parametrize("text", [WHOLE, LOCAL])
def test_a_loop_that_trains_is_no_part_though_something_is_summed_up_behind_it(text: str) -> None:
    found = choose(ast.parse(text))
    assert (
        found.line == [line.strip() for line in text.splitlines()].index("for n in range(30):") + 1
    )


UNUSED = """
import numpy as np
class Linear:
    def forward(self, x):
        self.x = x
        return x @ self.w
    def backward(self, slope):
        self.slope = self.x.T @ slope
class Descent:
    def step(self):
        for part in self.parts:
            part.w -= 0.1 * part.slope
def total():
    error = 0
    for x, t in zip(inputs, targets):
        error += (net.forward(x) - t) ** 2
    return error
for epoch in range(9):
    net.backward(net.forward(inputs) - targets)
    descent.step()
"""


def test_a_loop_in_a_function_that_nobody_calls_comes_last() -> None:
    lines = UNUSED.splitlines()
    assert choose(ast.parse(UNUSED)).line == lines.index("for epoch in range(9):") + 1
