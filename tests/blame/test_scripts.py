"""Blame in scripts of the user: each hop is what brute force finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from helpers.waiting import Patience
from tinynet_tui.blame.hop import Hop, Place
from tinynet_tui.engine.plan import Choice
from tinynet_tui.worker.commands import Blame, GoWhere, HopBack
from tinynet_tui.worker.scripts.commands import Put, ScriptCommand
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.opening import Opening
from tinynet_tui.worker.scripts.session import ScriptSession
from tinynet_tui.worker.speed import AUTO

VIDEO = (
    """
import numpy as np
np.random.seed(4)
def nonlin(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
""",
    (
        "l0 = X",
        "l1 = nonlin(np.dot(l0, syn0))",
        "l2 = nonlin(np.dot(l1, syn1))",
        "l2_error = y - l2",
        "l2_delta = l2_error * nonlin(l2, True)",
        "l1_error = l2_delta.dot(syn1.T)",
        "l1_delta = l1_error * nonlin(l1, True)",
        "syn1 += l1.T.dot(l2_delta)",
        "syn0 += l0.T.dot(l1_delta)",
    ),
)
SOFTMAX = (
    """
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(6, 3))
t = np.eye(3)[[0, 1, 2, 0, 1, 2]]
w = rng.normal(size=(3, 3))
b = np.zeros(3)
v = np.zeros((3, 3))
rate = 0.4
""",
    (
        "z = X @ w + b",
        "e = np.exp(z)",
        "p = e / e.sum(axis=1, keepdims=True)",
        "d = (p - t) / len(X)",
        "m = d.mean(axis=0)",
        "v = 0.9 * v - rate * X.T @ d",
        "w = w + v",
        "b -= rate * m",
    ),
)
SCRIPTS = {"video": VIDEO, "softmax": SOFTMAX}


def text(name: str, iterations: int = 3000) -> str:
    prologue, body = SCRIPTS[name]
    return prologue + f"for j in range({iterations}):\n" + "".join(f"    {one}\n" for one in body)


def straight(name: str, iterations: int) -> list[list[dict[str, Any]]]:
    """Run a script statement by statement; return the variables after each of an iteration.

    The first of them are those before it.
    """
    prologue, body = SCRIPTS[name]
    scope: dict[str, Any] = {}
    exec(prologue, scope)

    def now() -> dict[str, Any]:
        return {key: np.array(one) for key, one in scope.items() if isinstance(one, np.ndarray)}

    found = []
    for _ in range(iterations):
        states = [now()]
        for statement in body:
            exec(statement, scope)
            states.append(now())
        found.append(states)
    return found


@contextmanager
def opened(path: Path, data: str) -> Iterator[ScriptSession]:
    path.write_text(data, encoding="utf-8")
    one = ScriptSession(
        path,
        Choice(),
        speed=AUTO,
        fps=10,
        opening=Opening(),
        edits=(),
        text=None,
        waiting=lambda: False,
        stopping=lambda: False,
        tell=lambda: None,
    )
    try:
        one.open()
        yield one
    finally:
        one.close()


def after(one: ScriptSession, *commands: ScriptCommand) -> ScriptFrame:
    """Return the Frame once these commands have been obeyed."""
    for command in commands:
        one.obey(0, command)
    patience = Patience()
    while one.has_job:
        patience.check("it goes on")
        one.go_on()
    return one.frame()


def blamed(one: ScriptSession, label: str, *cell: int) -> Hop:
    """Return the hop from a number where the session stands."""
    frame = after(one, Blame(label, cell, one.frame().hops))
    assert frame.hop is not None and frame.note == frame.hop.words
    if frame.hop.place is not None:
        assert frame.where == frame.hop.place[2:]
    return frame.hop


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptSession]:
    with opened(tmp_path_factory.mktemp("video") / "mine.py", text("video")) as one:
        yield one


@pytest.fixture(scope="module")
def softmax(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptSession]:
    with opened(tmp_path_factory.mktemp("softmax") / "mine.py", text("softmax")) as one:
        yield one


def first_largest(values: Any) -> int:
    sizes = [abs(float(one)) for one in values]
    return sizes.index(max(sizes))


def furthest(values: Any, total: float | None = None) -> int:
    """Return which is the first of the largest with the sign of the total, their sum by default."""
    total = sum(values) if total is None else total
    sizes = [float(one) * float(np.sign(total)) for one in values]
    return sizes.index(max(sizes))


@pytest.mark.parametrize("at", [0, 1, 45, 200])
def test_computed_numbers_lead_to_the_largest_term(video: ScriptSession, at: int) -> None:
    random, states = np.random.default_rng(at), straight("video", at + 1)[at]
    old, new = states[0], states[-1]
    e, j = int(random.integers(4)), int(random.integers(4))

    def hop(name: str, *cell: int) -> Place | None:
        after(video, GoWhere(f"{at}:last"))
        return blamed(video, name, *cell).place

    k = first_largest(new["l1"][e] * old["syn1"][:, 0])
    assert hop("l2", e, 0) == Place("syn1", (k, 0), at, 3)
    k = first_largest(new["l0"][e] * old["syn0"][:, j])
    assert hop("l1", e, j) == Place("syn0", (k, j), at, 2)
    assert hop("l1_error", e, j) == Place("syn1", (j, 0), at, 6)
    assert hop("l2_delta", e, 0) == Place("l2_error", (e, 0), at, 4)
    assert hop("l1_delta", e, j) == Place("l1_error", (e, j), at, 6)
    target = new["l2"][e, 0] <= abs([0, 1, 1, 0][e])
    there = Place("y", (e, 0), at, 4) if target else Place("l2", (e, 0), at, 3)
    assert hop("l2_error", e, 0) == there


@pytest.mark.parametrize(("at", "step"), [(0, 9), (3, 2), (150, 9), (151, 8)])
def test_weights_lead_to_the_update_and_then_to_the_example(
    video: ScriptSession, at: int, step: int
) -> None:
    random, run = np.random.default_rng(step + at), straight("video", at + 1)
    for name, layer, delta, number in (
        ("syn0", "l0", "l1_delta", 9),
        ("syn1", "l1", "l2_delta", 8),
    ):
        after(video, GoWhere(f"{at}:{step}"))
        row, column = (int(random.integers(size)) for size in run[0][0][name].shape)
        moves = [s[-1][name][row, column] - s[0][name][row, column] for s in run]
        moves = moves if step >= number else moves[:-1]
        best, total = furthest(moves), sum(moves)
        hop = blamed(video, name, row, column)
        assert hop == Hop(hop.words, Place(name, (row, column), best, number), is_update=True)
        verb = "raised" if total > 0 else "lowered"
        assert hop.words.startswith(f"iteration {best} {verb} {name}[{row},{column}] most: ")
        assert f" {moves[best]:+.3g}" in hop.words and f"{total:+.3g}" in hop.words
        values = run[best][-1]
        e = furthest(values[layer][:, row] * values[delta][:, column])
        assert blamed(video, name, row, column).place == Place(
            delta, (e, column), best, 7 if delta == "l1_delta" else 5
        )


def test_the_way_back_and_keys_typed_at_once(video: ScriptSession) -> None:
    start = after(video, GoWhere("120:3")).where
    before = video.frame().hops
    frame = after(video, *[Blame("l2", (1, 0), before)] * 4)
    assert frame.hops == before + 4
    assert frame.hop is not None and frame.hop.place is not None
    assert frame.hop.place.label == "l2_error"
    labels = []
    for _ in range(4):
        hop = after(video, HopBack()).hop
        assert hop is not None and hop.place is not None
        labels.append(hop.place.label)
    assert labels == ["l2_delta", "syn1", "syn1", "l2"]
    assert video.frame().where == start


def test_what_is_given_ends_the_trail(video: ScriptSession) -> None:
    after(video, GoWhere("0:3"))
    for label in ("X", "y"):
        hop = blamed(video, label, 1, 0)
        assert hop == Hop(
            f"{label}[1,0] is given: the loop does not change it: the trail ends here"
        )
    assert blamed(video, "syn1", 1, 0).words == (
        "syn1[1,0] is as it was before the loop: the trail ends here"
    )
    assert blamed(video, "l0", 1, 0).place == Place("X", (1, 0), 0, 1)


@pytest.mark.parametrize("at", [0, 7, 90])
def test_softmax_means_biases_and_momentum(softmax: ScriptSession, at: int) -> None:
    random, run = np.random.default_rng(at), straight("softmax", at + 1)
    old, new = run[at][0], run[at][-1]
    e, k = int(random.integers(6)), int(random.integers(3))

    def hop(name: str, *cell: int) -> Hop:
        after(softmax, GoWhere(f"{at}:last"))
        return blamed(softmax, name, *cell)

    i = first_largest([*(new["X"][e] * old["w"][:, k]), old["b"][k]])
    label, cell = ("w", (i, k)) if i < 3 else ("b", (k,))
    assert hop("z", e, k).place == Place(label, cell, at, 1)
    assert hop("e", e, k).place == Place("z", (e, k), at, 1)
    assert hop("p", e, k).place == Place("e", (e, k), at, 2)
    largest = first_largest([new["p"][e, k], new["t"][e, k]])
    assert hop("d", e, k).place == Place(*(("t", (e, k), at, 4), ("p", (e, k), at, 3))[not largest])
    e = first_largest(new["d"][:, k])
    assert hop("m", k).place == Place("d", (e, k), at, 4)
    assert hop("m", k).words == (
        f"m[{k}]: the largest term is d[{e},{k}] / 6, {new['d'][e, k] / 6:+.3g}; "
        f"all terms together {new['m'][k]:+.3g}"
    )
    for name, step in (("w", 7), ("v", 6), ("b", 8)):
        cell = (1, k) if name != "b" else (k,)
        moves = [states[-1][name][cell] - states[0][name][cell] for states in run]
        best = furthest(moves)
        found = hop(name, *cell)
        assert found.place == Place(name, cell, best, step)
        into = blamed(softmax, name, *cell).place
        if name == "w":
            assert into == Place("v", cell, best, 7)
        elif name == "v":
            e = furthest(-run[best][-1]["X"][:, 1] * run[best][-1]["d"][:, k])
            assert into == Place("d", (e, k), best, 4)
        else:
            assert into == Place("m", (k,), best, 5)


ONE_BY_ONE = """
import numpy as np
X = np.array([[1.0, 0.5], [0.2, 1.0], [0.9, -1.0]])
y = np.array([1.0, 0.0, 0.5])
w = np.array([0.3, -0.2])
for epoch in range(40):
    for x, target in zip(X, y):
        out = x @ w
        error = target - out
        w += 0.1 * error * x
"""


def test_an_inner_loop_leads_to_the_round_that_moved_a_weight_most(tmp_path: Path) -> None:
    w, moves = np.array([0.3, -0.2]), []
    X, y = np.array([[1.0, 0.5], [0.2, 1.0], [0.9, -1.0]]), np.array([1.0, 0.0, 0.5])
    for _ in range(12):
        rounds = []
        for x, target in zip(X, y, strict=True):
            old = w.copy()
            w = w + 0.1 * (target - x @ w) * x
            rounds.append(w[1] - old[1])
        moves.append(rounds)
    best = furthest([sum(rounds) for rounds in moves])
    step = 3 * furthest(moves[best]) + 3
    with opened(tmp_path / "mine.py", ONE_BY_ONE) as one:
        after(one, GoWhere("11:last"))
        assert blamed(one, "w", 1).place == Place("w", (1,), best, step)
        place = blamed(one, "w", 1).place
        assert place is not None and (place.label, place.step) == ("error", step - 1)
        assert blamed(one, "error").words.startswith("error = target - out = ")


def test_an_edit_counts_as_a_move(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", text("video")) as one:
        after(one, GoWhere("20:4"), Put("syn1[2,0]", 30.0))
        after(one, GoWhere("60:2"))
        hop = blamed(one, "syn1", 2, 0)
        assert hop.words.startswith("syn1[2,0] was edited at 20:4: that raised it most, +")
        assert hop.place == Place("syn1", (2, 0), 20, 4)
        after(one, Put("syn1[0,0]", 1.0))
        assert one.frame().hops == 0  # that is another run


INLINE = """
import numpy as np
X = np.array([[1.0, 0.5], [0.2, 1.0], [0.9, -1.0]])
y = np.array([[1.0], [0.0], [0.5]])
w = np.array([[3.0], [-0.2]])
b = np.zeros((1, 1))
hidden = np.maximum(X, 0)
for epoch in range(40):
    z = X.dot(w) + b
    out = 1 / (1 + np.exp(-z))
    cut = np.maximum(z, 0)
    chosen = np.where(z > 0, z, 0.1 * out)
    error = out - y
    w -= 0.1 * X.T.dot(error)
    b -= 0.1 * error.sum(axis=0, keepdims=True)
"""


def test_a_number_in_the_text_is_not_blamed(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", INLINE) as one:
        for name, row in (("out", 0), ("out", 2), ("cut", 0), ("chosen", 0)):
            after(one, GoWhere("5:last"))  # 1 is larger than the exponential beside it
            hop = blamed(one, name, row, 0)
            assert hop.place == Place("z", (row, 0), 5, 1)
            value = hop.words.rpartition(" = ")[2]
            formula = {"out": f"1 / (1 + exp(-z[{row},0]))", "cut": f"max(z[{row},0], 0)"}.get(
                name, f"where(z[{row},0] > 0, z[{row},0], 0.1 × out[{row},0])"
            )
            assert hop.words == f"{name}[{row},0] = {formula} = {value}"
        assert blamed(one, "z", 0, 0).place == Place("w", (0, 0), 5, 1)
        assert blamed(one, "w", 0, 0).is_update
        hop = blamed(one, "w", 0, 0)
        assert hop.words.startswith("largest in this update: -0.1 × X[") and hop.place is not None
        assert hop.place.label == "error"
        after(one, GoWhere("5:last"))
        hop = blamed(one, "error", 1, 0)
        assert hop.words.startswith("error[1,0] = out[1,0] - y[1,0] = 0.")
        assert hop.place is not None and hop.place.label == "out"
        after(one, GoWhere("5:last"))
        assert blamed(one, "b", 0, 0).is_update
        assert blamed(one, "b", 0, 0).words.startswith("largest part of this update: -0.1 × error[")


def test_an_edited_number_is_said_to_be_edited(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", text("video")) as one:
        after(one, GoWhere("20:3"), Put("l2[2,0]", 0.9))
        words = "set l2[2,0] to 0.9; it was "
        hop = blamed(one, "l2", 2, 0)
        assert hop.words.startswith(f"an edit here {words}") and hop.place is None
        after(one, GoWhere("20:6"))
        hop = blamed(one, "l2", 2, 0)
        assert hop.words.startswith(f"an edit at 20:3 {words}")
        assert hop.place == Place("l2", (2, 0), 20, 3)
        after(one, GoWhere("21:4"))
        assert "edit" not in blamed(one, "l2", 2, 0).words
        after(one, GoWhere("20:4"), Put("X[2,0]", 7.0), Put("syn1[2,0]", 30.0))
        after(one, GoWhere("65:2"))
        assert blamed(one, "X", 2, 0).words == "an edit at 20:4 set X[2,0] to 7; it was 1"
        after(one, GoWhere("65:2"))
        assert blamed(one, "syn1", 2, 0).is_update
        assert blamed(one, "syn1", 2, 0).words.startswith("an edit here set syn1[2,0] to 30; ")


NESTED = """
import numpy as np
np.random.seed(0)
X, y = np.random.randn(4, 3), np.random.randn(4, 1)
a, b, c = np.random.randn(3, 5), np.random.randn(5, 2), np.random.randn(2, 1)
for i in range(5):
    p = a.dot(b.dot(c))
    q = X @ (a @ (b @ c)) - y
    r = np.tanh(X @ (a @ b)) @ c
    s = (X @ a).mean()
    a -= 0.01 * X.T @ q @ c.T @ b.T
"""


def test_numbers_of_nested_products_are_named(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", NESTED) as one:
        frame = after(one, GoWhere("1:q"))
        a, b, c, X = (np.asarray(frame.values[name].array) for name in "abcX")
        k = first_largest(a[1] * (b @ c)[:, 0])
        at = frame.where
        assert f" a[1,{k}] × b.dot(c)[{k},0], " in blamed(one, "p", 1, 0).words
        after(one, GoWhere(f"{at.iteration}:{at.step}"))
        assert blamed(one, "q", 1, 0).words.startswith(
            "q[1,0] = (X @ (a @ (b @ c)))[1,0] - y[1,0] = "
        )
        after(one, GoWhere("1:s"))
        k = first_largest(np.tanh(X @ (a @ b))[1] * c[:, 0])
        assert f" tanh((X @ (a @ b))[1,{k}]) × c[{k},0], " in blamed(one, "r", 1, 0).words
        after(one, GoWhere("1:s"))
        e, j = np.unravel_index(first_largest((X @ a).ravel()), (4, 5))
        assert f" (X @ a)[{e},{j}] / 20, " in blamed(one, "s").words


COUNTING = """
import numpy as np
X = np.array([[1.0, 0.5], [0.2, 1.0], [0.9, -1.0]])
w = np.array([[3.0], [-0.2]])
c, alpha, n, total = 0.1, 0.5, 0, 0.0
while n < 40:
    error = X.dot(w) + c
    alpha *= 0.5
    for k in range(2):
        total += k * error.mean()
    c -= 0.1 * error.mean()
    w -= 0.1 * X.T.dot(error)
    n += 1
"""


def test_what_only_counts_is_not_blamed(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", COUNTING) as one:
        for name, words in (
            ("n", "line 13 changes n in each round: 0 at the start, 4 here"),
            ("alpha", "line 8 changes alpha in each round: 0.5 at the start, 0.03125 here"),
            ("k", "k is set by a loop in each of its rounds: the trail ends here"),
        ):
            after(one, GoWhere("3:last"))
            assert blamed(one, name) == Hop(words)
        for name in ("c", "total"):  # what is computed from arrays is
            after(one, GoWhere("3:last"))
            assert blamed(one, name).is_update


GROWING = """
import numpy as np
w, y = np.array([2.0, 3.0]), np.array([1.0, 1.0])
for i in range(30):
    error = y - w
    g = error ** 2 * w
    w = w + g
    s = w[0] - w[1]
"""


def test_the_iteration_that_made_a_number_infinite_moved_it_most(tmp_path: Path) -> None:
    w, lost = np.array([2.0, 3.0]), 0
    with np.errstate(all="ignore"):
        while np.isfinite(w[0]):
            w, lost = w + (1 - w) ** 2 * w, lost + 1
    with opened(tmp_path / "mine.py", GROWING) as one:
        after(one, GoWhere("20:last"))
        hop = blamed(one, "w", 0)
        assert hop.words == f"iteration {lost - 1} made w[0] a number that is not finite"
        assert hop.place == Place("w", (0,), lost - 1, 3)
        assert blamed(one, "w", 0).place == Place("g", (0,), lost - 1, 2)
        assert blamed(one, "g", 0).place == Place("error", (0,), lost - 1, 1)
        after(one, GoWhere(f"{lost - 1}:2"))
        assert blamed(one, "g", 0).place == Place("w", (0,), lost - 1, 2)
        after(one, GoWhere("20:last"))
        hop = blamed(one, "s")  # the first of two infinite terms
        assert hop.words == "s = w[0] - w[1] = inf - inf = +nan"


def test_a_long_search_is_said_and_ends_with_a_key(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", text("video", 9_000)) as one:
        where = after(one, GoWhere("6000:3")).where
        one.obey(0, Blame("syn0", (1, 1)))
        one.go_on()
        assert one.has_job
        assert one.frame().job.startswith("looking for what moved syn0[1,1] most")
        one.obey(0, GoWhere("5:2"))
        assert after(one).where == (5, 2) != where
        assert one.frame().hops == 0


STUDENT = """
import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
first = 2 * np.random.random((3, 4)) - 1
second = 2 * np.random.random((4, 1)) - 1
rate, m = 0.8, 4
for j in range(400):
    hidden = 1 / (1 + np.exp(-(X @ first)))
    out = 1 / (1 + np.exp(-(hidden @ second)))
    miss = y - out
    top = miss * out * (1 - out)
    low = (top @ second.T) * hidden * (1 - hidden)
    second += rate * hidden.T @ top
    first += rate / m * X.T @ low
"""


def test_a_trail_names_the_rate_the_sum_x_and_ends_at_the_error(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", STUDENT) as one:
        values = after(one, GoWhere("254:2")).values
        hidden, second = values["hidden"].array, values["second"].array
        assert hidden is not None and second is not None
        terms = hidden[1] * second[:, 0]
        k = first_largest(terms)
        assert blamed(one, "out", 1, 0).words == (
            f"out[1,0]: x is {sum(terms):+.3g}, "
            f"its largest term hidden[1,{k}] × second[{k},0] is {terms[k]:+.3g}"
        )
        assert blamed(one, "second", k, 0).is_update
        found = after(one).values
        hidden, top = found["hidden"].array, found["top"].array
        assert hidden is not None and top is not None
        parts = 0.8 * hidden[:, k] * top[:, 0]
        e = furthest(parts)
        hop = blamed(one, "second", k, 0)
        assert f": rate × hidden[{e},{k}] × top[{e},0], {parts[e]:+.3g}; in all " in hop.words
        assert hop.words.endswith(f"{sum(parts):+.3g}")
        assert blamed(one, "top", e, 0).words.startswith(
            f"top[{e},0] = miss[{e},0] × out[{e},0] × (1 - out[{e},0]) = "
        )
        hop = blamed(one, "miss", e, 0)
        assert hop.words.startswith(f"miss[{e},0] = y[{e},0] - out[{e},0] = ")
        assert hop.words.endswith(": the trail ends here") and hop.place is None

        after(one, GoWhere("254:last"))
        assert blamed(one, "first", 1, 2).is_update
        assert ": rate / m × X[" in blamed(one, "first", 1, 2).words


DECAYING = """
import numpy as np
x, y, w, v = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.1, 5.9]), np.zeros(1), np.ones(1)
for i in range(20):
    error = y - x * w
    v = 0.9 * v + 0.01 * (x * error).sum()
    w = w + v
"""


def test_momentum_is_what_an_update_is_added_to(tmp_path: Path) -> None:
    with opened(tmp_path / "mine.py", DECAYING) as one:
        after(one, GoWhere("9:last"))
        assert blamed(one, "v", 0).is_update
        assert " added to 0.9 × v[0]" in blamed(one, "v", 0).words
