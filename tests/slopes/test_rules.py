"""The slopes of NumPy's operations, beside slopes that are measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tinynet_tui.slopes.moves import gather
from tinynet_tui.slopes.slopes import Seed, go_back, hot
from tinynet_tui.slopes.tape import PRESENT, Tape
from tinynet_tui.slopes.traced import Traced
from tinynet_tui.slopes.wrapping import node_of

A = np.array([[0.3, -0.7, 1.2], [0.9, 0.4, -0.2]])
B = np.array([[0.5, 0.1], [-0.4, 0.8], [0.6, -0.3]])
V = np.array([0.2, -0.5, 0.7])


def in_place(a: Any) -> Any:
    """Views, slices and writes into parts."""
    whole = a.copy()
    first = whole[0]
    whole[:, 1] *= 3
    first += V
    whole[whole < 0] = 0.25
    return first * whole


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "dot": lambda a: a.dot(B),
    "dot from the left": lambda a: B @ a,
    "@ a vector": lambda a: a @ V,
    "a vector @": lambda a: np.array([1.0, 2.0]) @ a,
    "outer": lambda a: np.outer(a[0], a[1]),
    "inner": lambda a: np.inner(a, a),
    "einsum": lambda a: np.einsum("ij,kj->ik", a, a),
    "T": lambda a: a.T.dot(a),
    "reshape": lambda a: a.reshape(3, 2) @ a,
    "ravel": lambda a: a.ravel() ** 2,
    "a row is added": lambda a: (A + a[:1]) ** 2,
    "a number is added": lambda a: (A + a[0, 1]) ** 2,
    "sums": lambda a: a.sum(axis=0) * a.sum() + np.sum(a, axis=1, keepdims=True),
    "means": lambda a: a.mean(0) * np.mean(a),
    "largest": lambda a: a - a.max(axis=1, keepdims=True),
    "var": lambda a: a.var(axis=0) + np.std(a),
    "norm": lambda a: a / np.linalg.norm(a),
    "softmax": lambda a: np.exp(a) / np.exp(a).sum(axis=1, keepdims=True),
    "relu": lambda a: np.maximum(a, 0) + np.where(a > 0, a, 0.1 * a),
    "masked": lambda a: a * (a > 0),
    "abs": lambda a: abs(a) + np.sqrt(np.abs(a)),
    "log": lambda a: np.log(a**2 + 1) + np.log1p(a * a),
    "power": lambda a: 2**a + (a + 2) ** 1.5,
    "clip": lambda a: np.clip(a, -0.5, 1),
    "tanh": lambda a: np.tanh(a) * np.square(a),
    "rows chosen": lambda a: a[[0, 1, 0]] * 2,
    "stacked": lambda a: np.vstack([a, a * 2, np.ones((1, 3))]) ** 2,
    "appended": lambda a: np.append(a[0], 1.0) ** 2,
    "gathered": lambda a: gather([a[0] * 2, a[1]]) ** 2,
    "in place": in_place,
}


def taped(value: np.ndarray[Any, Any]) -> tuple[Tape, Any]:
    tape = PRESENT.tape = Tape("", {})
    return tape, np.array(value).view(Traced)


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_slope_is_the_measured_one(name: str) -> None:
    operation = OPERATIONS[name]
    tape, a = taped(A)
    leaf = tape.node(a)
    result = operation(a)
    end = node_of(result)
    factor = np.cos(np.arange(end.value.size)).reshape(end.value.shape)
    seed = Seed(end, factor, lambda value: float(np.sum(value * factor)))
    cut = frozenset({leaf.index})
    found = go_back([seed], cut, hot(tape.nodes, cut))[leaf.index]
    for cell in np.ndindex(A.shape):
        moved = []
        for by in (1e-6, -1e-6):
            other = A.copy()
            other[cell] += by
            _, b = taped(other)
            moved.append(float(np.sum(node_of(operation(b)).value * factor)))
        assert found[cell] == pytest.approx((moved[0] - moved[1]) / 2e-6, abs=1e-6), cell


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_values_are_those_of_numpy(name: str) -> None:
    _, a = taped(A)
    if name == "gathered":
        return
    assert np.array_equal(node_of(OPERATIONS[name](a)).value, OPERATIONS[name](A.copy()))


def test_an_unknown_operation_has_no_slope_but_a_value() -> None:
    tape, a = taped(A)
    result = np.sort(a)
    assert np.array_equal(np.asarray(result), np.sort(A))
    assert tape.node(result).back is None
