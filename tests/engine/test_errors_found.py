"""The error of a script is found where it is computed: printed, subtracted, or called one."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from tinynet_tui.engine.calls import CallNames
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.loops import choose
from tinynet_tui.engine.plan import Choice, plan
from tinynet_tui.engine.source import read

LOOP = "import numpy as np\nx, y = np.ones((3, 2)), np.ones((3, 1))\nw = np.zeros((2, 1))\n"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("print(np.mean(d ** 2))", "np.mean(d ** 2)"),
        ("accuracy.append(np.mean(abs(d)))", "abs(y - x @ w).mean()"),
        ("print('right', np.mean(y == o))", "abs(y - x @ w).mean()"),
        ("history.append(1)", "abs(y - x @ w).mean()"),
    ],
)
def test_an_accuracy_is_no_error(body: str, error: str) -> None:
    text = (
        LOOP
        + f"for i in range(9):\n    d = y - x @ w\n    o = x @ w\n    w += x.T @ d\n    {body}\n"
    )
    assert plan(read("a.py", text.encode()), Choice()).error == error


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("loss = -np.sum(np.log(o))", "loss"),
        ("self_cost = sum(d ** 2)", "self_cost"),
        ("error_of_rows = np.sum(d, axis=1)", "abs(y - x @ w).mean()"),
        ("error_slope = np.sum(x.T @ d)", "abs(y - x @ w).mean()"),
        ("print(errors); total = np.abs(errors).mean(); print(total)", "errors"),
        ("print(errors); sum_error = np.abs(errors).mean(); print(sum_error)", "sum_error"),
    ],
)
def test_one_number_that_is_called_an_error_goes_before_an_array(body: str, error: str) -> None:
    text = f"for i in range(9):\n    o = x @ w\n    d = y - x @ w\n    errors = d\n    {body}\n"
    text = LOOP + text + "    w += x.T @ d\n"
    assert plan(read("a.py", text.encode()), Choice()).error == error


def test_a_method_that_the_loop_calls_tells_what_it_reads_and_writes() -> None:
    text = (
        "class Net:\n"
        "    def forward(self):\n        self.out = self.x @ self.w\n"
        "    def learn(self):\n"
        "        self.forward()\n"
        "        self.w += self.x.T @ (self.y - self.out)\n"
        "        return self.w\n        self.never = 1\n"
        "net = Net()\n"
        "for i in range(9):\n    net.learn()\n"
    )
    found = plan(read("a.py", text.encode()), Choice())
    assert found.error == "abs(net.y - net.out).mean()"
    assert found.steps[0].reads == ("net.x", "net.w", "net.y")
    assert found.steps[0].writes == ("net.out", "net.w")


def test_what_changes_something_is_not_computed_once_more() -> None:
    text = (
        "import numpy as np\nseen, w, y = [], np.zeros(2), np.ones(2)\n"
        "def noisy(w):\n    return w + np.random.rand(2)\n"
        "def kept(w):\n    seen.append(w)\n    return w\n"
        "def halved(w):\n    w /= 2\n    return w\n"
        "def plain(w):\n    return w * 2\n"
        "for i in range(9):\n    w = w + 0.1 * np.dot(w, w)\n"
    )
    tree = ast.parse(text)
    names = CallNames(tree, choose(tree))
    told = {one: names.repeats(ast.parse(f"y - {one}(w)")) for one in ("noisy", "kept", "halved")}
    assert told == {"noisy": False, "kept": False, "halved": False}
    assert names.repeats(ast.parse("y - plain(w)"))


NET = """\
import numpy as np
X, y = np.eye(3), np.ones((3, 1))
class Net:
    def __init__(self):
        self.w = np.zeros((3, 1))
    def train(self, X, y):
        error = y - X @ self.w
        self.w += 0.1 * X.T @ error
        return {result}
net, history, losses, accuracies = Net(), [], [], []
def step():
    return net.train(X, y)
for i in range(9):
    {body}
print(net.w.ravel())
"""
MEAN = "np.mean(np.abs(error))"


@pytest.mark.parametrize(
    ("body", "result", "error"),
    [
        ("losses.append(net.train(X, y))", MEAN, "net.train(X, y)"),
        ("losses.append(net.train(X, y))", "error[0, 0]", "net.train(X, y)"),
        ("history.append(float(net.train(X, y)))", MEAN, "net.train(X, y)"),
        ("history.append((i, round(net.train(X, y), 3)))", MEAN, "net.train(X, y)"),
        ("print('loss', net.train(X, y))", MEAN, "net.train(X, y)"),
        ("print(f'{i} {net.train(X, y):.3f}')", MEAN, "net.train(X, y)"),
        ("losses.append(step())", MEAN, "step()"),
        ("losses.append(net.train(X, y))", "error", "net.train(X, y)"),
        ("history.append(net.train(X, y))", "X @ self.w", "abs(y - X @ net.w).mean()"),
        ("history.append(net.train(X, y))", "np.mean(y == 1)", "abs(y - X @ net.w).mean()"),
        ("accuracies.append(net.train(X, y))", MEAN, "abs(y - X @ net.w).mean()"),
        ("history.append(net.train(X, y))", "(error, self.w)", "abs(y - X @ net.w).mean()"),
    ],
)
def test_an_error_that_a_call_gives_back_is_recorded_as_it_comes(
    body: str, result: str, error: str
) -> None:
    text = NET.format(body=body, result=result)
    with Engine("made.py", text.encode()) as engine:
        engine.finish()
        assert engine.plan["error"] == error
        assert f"[{1 - 0.9**9:.8f}" in engine.out.until(engine.out.length).decode()
        if error.endswith(")") and not error.startswith("abs") and result != "error[0, 0]":
            assert np.concatenate(engine.errors) == pytest.approx([0.9**i for i in range(9)])


def test_an_array_that_a_call_gives_back_and_that_changes_later_is_recorded_as_it_was() -> None:
    text = NET.format(body="losses.append(net.train(X, y))", result="self.e")
    text = text.replace("error = y - X @ self.w", "self.e[:] = error = y - X @ self.w")
    text = text.replace("self.w =", "self.e, self.w = np.zeros((3, 1)),", 1)
    with Engine("made.py", text.encode()) as engine:
        engine.finish()
        assert np.concatenate(engine.errors) == pytest.approx([0.9**i for i in range(9)])


def test_a_measure_that_calls_the_scripts_functions_is_recorded_as_it_is_printed() -> None:
    text = (
        "import numpy as np\n"
        "class Net:\n"
        "    def __init__(self):\n        self.w, self.calls = np.zeros((2, 1)), 0\n"
        "    def predict(self, X):\n"
        "        self.calls += 1\n        self.out = X @ self.w\n        return self.out\n"
        "    def learn(self, X, y):\n"
        "        out = self.predict(X)\n        self.w += 0.1 * X.T @ (y - out)\n"
        "X, y, net = np.ones((3, 2)), np.ones((3, 1)), Net()\n"
        "for i in range(9):\n"
        "    net.learn(X, y)\n"
        "    if i % 4 == 0:\n"
        "        print(i, np.mean(np.abs(y - net.predict(X))))\n"
    )
    expression = "np.mean(np.abs(y - net.predict(X)))"
    assert plan(read("a.py", text.encode()), Choice()).error == expression
    with Engine("a.py", text.encode()) as engine:
        engine.run_to(9)
        errors = np.concatenate(engine.errors)
    known = np.flatnonzero(~np.isnan(errors))
    assert known.tolist() == [0, 4, 8]
    np.testing.assert_allclose(errors[known], [0.4, 0.4**5, 0.4**9])
    accuracy = text.replace("np.abs(y - net.predict(X))", "np.abs(y - net.predict(X)) < 0.5")
    assert plan(read("a.py", accuracy.encode()), Choice()).error != expression


@pytest.mark.parametrize(
    "body",
    [
        "print('error', d.shape, 'mean', np.mean(abs(d)))",
        "print('error shape: ' + str(d_error.shape))\n    print(np.mean(abs(d)))",
        "print(len(d_error), d_error.size)\n    print(np.mean(abs(d)))",
    ],
)
def test_the_shape_of_an_error_is_no_error(body: str) -> None:
    text = f"{LOOP}for i in range(9):\n    d = d_error = y - x @ w\n    w += x.T @ d\n    {body}\n"
    assert plan(read("a.py", text.encode()), Choice()).error == "np.mean(abs(d))"


def test_what_a_loss_function_gives_back_is_the_error_under_any_name() -> None:
    body = "def loss(o, y):\n    return -(y * np.log(o)).sum()\n"
    body += "def loss_slope(o, y):\n    return o - y\n"
    loop = "for i in range(9):\n    o = np.exp(x @ w)\n"
    after = "    E = loss(o, y)\n    d = loss_slope(o, y)\n    w -= x.T @ d\n    {}\n"
    for line, error in (
        ("kept = np.append(kept, E)", "E"),
        ("print(E)", "E"),
        ("print(d)", "abs(o - y).mean()"),
    ):
        text = LOOP + "kept = []\n" + body + loop + after.format(line)
        assert plan(read("a.py", text.encode()), Choice()).error == error


@pytest.mark.parametrize(
    ("grows", "error"),
    [
        ("all_of_it += np.abs(miss[0])", "all_of_it"),
        ("all_of_it += miss ** 2", "all_of_it"),
        ("all_of_it += 0.5 * (miss * miss)", "all_of_it"),
        ("all_of_it += 0.1 * miss", "miss"),
        ("all_of_it += abs(miss) * x[k]", "miss"),
    ],
)
def test_what_sums_up_an_error_over_the_rounds_is_the_error(grows: str, error: str) -> None:
    """There is no difference from what is given: the targets are made in the loop."""
    text = (
        f"{LOOP}for i in range(9):\n    all_of_it = 0\n    for k in range(3):\n"
        "        wanted = y[k] * i\n        miss = wanted - x[k] @ w\n"
        f"        {grows}\n        w += 0.1 * np.outer(x[k], miss)\n"
    )
    assert plan(read("a.py", text.encode()), Choice()).error == error


@pytest.mark.parametrize("reset", ["loss = 0", "loss, right = 0, 0"])
def test_what_is_set_back_when_it_is_printed_is_known_where_it_is_printed(reset: str) -> None:
    text = (
        "import numpy as np\nw = np.ones(2)\n"
        "for epoch in range(3):\n    loss = 0\n    for n in range(4):\n"
        "        d = n - w.sum()\n        w += 0.1 * d\n        loss += d * d\n"
        f"        if n % 2:\n            print(loss / 2)\n            {reset}\n"
    )
    with Engine("a.py", text.encode()) as engine:
        assert engine.plan["error"] == "loss / 2"
        engine.finish()
        printed = np.array(engine.out.until(engine.out.length).split(), dtype=float)
        found = np.concatenate(engine.errors)
    assert found == pytest.approx(printed.reshape(3, 2).mean(axis=1))


def test_an_error_that_a_call_gives_back_is_found_though_nobody_takes_it() -> None:
    text = (
        "import numpy as np\nw = [np.zeros(2)]\n"
        "def step(x, y):\n    out = np.dot(x, w[0])\n    slope = out - y\n"
        "    w[0] -= 0.1 * slope * x\n    return np.mean(slope ** 2)\n"
        "for i in range(3):\n    step(np.ones(2), 1)\n"
    )
    with Engine("a.py", text.encode()) as engine:
        assert engine.plan["error"] == "step(np.ones(2), 1)"
        engine.finish()
        assert np.concatenate(engine.errors) == pytest.approx([1, 0.64, 0.4096])


def test_what_is_added_up_of_targets_that_an_inner_loop_takes_is_the_error() -> None:
    text = LOOP + (
        "for i in range(9):\n    total = 0\n    for a, b in zip(x, y):\n        out = a @ w\n"
        "        w += 0.1 * np.outer(a, b - out)\n        total += ((b - out) ** 2).mean()\n"
    )
    assert plan(read("a.py", text.encode()), Choice()).error == "total"


@pytest.mark.parametrize(
    ("result", "call", "error"),
    [
        ("loss", "value = step()", "value"),
        ("o, float(loss)", "o, value = step()", "value"),
        ("o, loss", "o, accuracy = step()", ""),
        ("o", "value = step()", ""),
        ("loss, o", "value, o = step()", "value"),
        ("d_loss", "value = step()", "value"),
        ("loss_grad", "value = step()", ""),
        ("error", "print(np.mean(np.abs(step())))", "np.mean(np.abs(step()))"),
        ("o", "print(np.mean(np.abs(step())))", ""),
    ],
)
def test_an_error_that_a_call_gives_back_is_found_under_any_name(
    result: str, call: str, error: str
) -> None:
    text = LOOP + (
        "def step():\n"
        "    global w\n"
        "    o = x @ w\n"
        "    error = y - o\n"
        "    loss = d_loss = loss_grad = np.mean(error**2)\n"
        "    w += x.T @ error\n"
        f"    return {result}\n"
        f"for i in range(9):\n    {call}\n"
    )
    assert plan(read("a.py", text.encode()), Choice()).error == (error or None)
