"""Events in a script's weights and output are those that each iteration's numbers show."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.manners import opened, table
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Engine, Where
from tinynet_tui.engine.happened import Again
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.values import Value
from tinynet_tui.worker.scripts.numbers import find

Found = dict[tuple[int, str, int], bool]
COUNT = 120


def told(engine: Engine, kind: str) -> tuple[Found, set[str]]:
    """Return the events of a kind, and the arrays in which there are some."""
    found: Found = {}
    for one in engine.happened:
        for iteration, group, cell, how in one.events.tolist():
            if one.groups[group].kind == kind and how < 2:
                key = (iteration, one.groups[group].label, cell)
                assert key not in found
                found[key] = bool(how)
    return found, {label for _, label, _ in found}


def after(engine: Engine, iteration: int, last: int) -> dict[str, Value]:
    """Return the variables after an iteration: as the next one begins, which is quickly found."""
    at_end = iteration == last - 1
    return (engine.stand(iteration) if at_end else engine.stand(iteration + 1, 0)).values


def straight(engine: Engine, labels: set[str], last: int) -> Found:
    """Return the changes of sign between the ends of iterations."""
    found: Found = {}
    before = engine.stand(0, 0).values
    for iteration in range(last):
        now = after(engine, iteration, last)
        for label in labels:
            old, new = find(before, label)[0].array, find(now, label)[0].array
            assert old is not None and new is not None
            up, down = ((old < 0) & (new >= 0)).ravel(), ((old >= 0) & (new < 0)).ravel()
            found |= {(iteration, label, int(c)): bool(up[c]) for c in np.flatnonzero(up | down)}
        before = now
    return found


@pytest.mark.parametrize(
    "name",
    [
        "flat_long_names",
        "class_train_think",
        "deep_list_of_weights",
        "momentum_params",
        "layer_objects",
        "class_loop_outside",
        "function_in_place",
        "for_break_converged",
        "two_trainings",
        "softmax",
    ],
)
def test_signs_are_those_of_each_iteration(name: str) -> None:
    with opened(table("scripts")[name]) as engine:
        engine.run_to(COUNT)
        found, labels = told(engine, "weight")
        assert found
        last = COUNT if engine.length is None else min(COUNT, engine.length)
    with opened(table("scripts")[name]) as engine:  # which goes forwards only, and so is fast
        assert found == straight(engine, labels, last)


BACKWARDS = b"""import numpy as np
rng = np.random.default_rng(4)
X, goal = rng.random((5, 3)), np.array([[1.0], [0.0], [0.5], [0.9], [0.2]])
w = rng.random((3, 1)) - 0.5
for i in range(200):
    out = 1 / (1 + np.exp(-X @ w))
    error = out - goal
    w -= 4 * X.T @ (error * out * (1 - out))
"""
SQUARED = BACKWARDS.replace(
    b"    w -=", b"    loss = np.mean(error ** 2)\n    print(loss)\n    w -="
)


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        (table("scripts")["flat_long_names"].data, "watered_the_plant"),
        (table("scripts")["eleven_lines"].data, "want"),
        (table("scripts")["class_train_think"].data, "answers"),
        (BACKWARDS, "goal"),
        (SQUARED, "goal"),
    ],
)
def test_crossings_are_those_of_each_iteration(text: bytes, goal: str) -> None:
    with Engine("it.py", text, Choice()) as engine:
        engine.run_to(COUNT)
        found, (label,) = told(engine, "prediction")
        assert found
    with Engine("it.py", text, Choice()) as engine:
        expected: Found = {}
        targets = engine.stand(0).values[goal].array
        before = None
        for iteration in range(COUNT):
            output = after(engine, iteration, COUNT)[label].array
            assert output is not None and targets is not None
            right = ((output > 0.5) == (targets > 0.5)).ravel()
            if before is not None:
                for cell in np.flatnonzero(right != before).tolist():
                    expected[(iteration, label, cell)] = bool(right[cell])
            before = right
        assert found == expected


def test_what_is_run_again_is_not_told_again_but_to_who_looks() -> None:
    with opened(table("scripts")["flat_long_names"]) as engine:
        engine.run_to(COUNT)
        found, _ = told(engine, "weight")
        engine.again = Again()
        engine.stand(3, 2)
        engine.run_to(COUNT)
        assert told(engine, "weight")[0] == found
        again = {one for told in engine.again.happened for one in told.events[:, 0].tolist()}
        assert {iteration for iteration, _, _ in found if iteration > 3} <= again


def test_an_edit_is_no_event() -> None:
    text = b"""import numpy as np
w = np.ones((2, 1))
X = np.array([[1.0, 0.0], [0.0, 1.0]])
y = np.array([[1.0], [1.0]])
for i in range(50):
    out = X @ w
    error = y - out
    w = w + 0.1 * error
"""
    with Engine("it.py", text, Choice()) as engine:
        engine.run_to(0)
        engine.edit([Edit(Where(10, 3), "w[0,0]", -0.5)])
        engine.run_to(50)
        found, _ = told(engine, "weight")
        assert list(found.values()) == [True]
        ((iteration, label, cell),) = found
        assert (label, cell) == ("w", 0) and iteration > 10


def test_large_arrays_are_left_out_and_named() -> None:
    text = b"""import numpy as np
w, v = np.ones((40, 40)), -np.ones((1, 40))
X, y = np.ones((3, 40)), np.zeros((3, 40))
for i in range(30):
    error = y - (X @ w + v)
    w += 0.01 * X.T @ error
    v += 0.5 * np.ones((1, 40))
"""
    with Engine("it.py", text, Choice()) as engine:
        engine.run_to(30)
        assert {one.left for one in engine.happened} == {("w",)}
        assert told(engine, "weight")[1] == {"v"}


PRIVATE = b"""import numpy as np
class Net:
    def __init__(self):
        self.__w = np.asfortranarray([[0.5, -0.5], [0.3, 0.2]])
        self.parts = [np.array([0.2]), {"bias": np.array([1, -1])}]
    def train(self, x, y):
        for i in range(40):
            out = x @ self.__w + self.parts[0] + self.parts[1]["bias"]
            error = y - out
            self.__w -= 0.1 * x.T @ error
            self.parts[0] = self.parts[0] - 0.05
            self.parts[1]["bias"] -= i % 3 - 1
Net().train(np.eye(2), np.zeros((2, 2)))
"""


def test_private_members_lists_and_arrays_of_other_orders_and_types() -> None:
    with Engine("it.py", PRIVATE, Choice()) as engine:
        engine.run_to(40)
        _, labels = told(engine, "weight")
        assert labels == {"self.__w", "self.parts[0]", "self.parts[1]['bias']"}
