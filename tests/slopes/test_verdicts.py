"""What the check says of scripts: right ones follow, and of wrong ones the line is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.manners import SCRIPTS, opened, table
from helpers.waiting import DEADLINE
from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lab.lab import find
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN, Verdict
from tinynet_tui.slopes.verdict import verdict

MISTAKES: dict[str, tuple[int, tuple[int, ...]]] = {
    "bias_never_updated": (APART, ()),
    "error_every_thousandth": (APART, (24,)),
    "flat_targets": (UNKNOWN, ()),
    "flat_targets_unnoticed": (APART, (25, 21)),
    "hidden_from_error": (APART, (27, 9)),
    "hidden_from_gradient": (APART, (27,)),
    "index_wraps": (APART, (29, 13)),
    "no_update": (APART, ()),
    "prints_too_rarely": (FOLLOWS, ()),
    "relu_bypassed": (APART, (26, 13)),
    "right": (FOLLOWS, ()),
    "right_bias": (FOLLOWS, ()),
    "right_list": (FOLLOWS, ()),
    "right_one_layer": (FOLLOWS, ()),
    "right_relu": (FOLLOWS, ()),
    "seed_after_weights": (FOLLOWS, ()),
    "sigmoid_for_slope": (APART, (26, 9)),
    "sigmoid_twice": (APART, (26, 13)),
    "sign_of_error": (APART, (23, 29, 30)),
    "slope_of_preactivation": (APART, (27, 13)),
    "squared_error": (APART, (23,)),
    "targets_out_of_reach": (FOLLOWS, ()),
    "twelve": (APART, (23,)),
    "updated_too_early": (APART, (28, 27)),
    "weights_broadcast": (FOLLOWS, ()),
    "wrong_layer": (APART, (28, 13)),
    "xor": (FOLLOWS, ()),
}
"""The status, and the lines that are named."""
WRONG = {"dropout": 22, "targets_1d": 13, "bar_library": 15, "ratings": 18}
"""Scripts among the good ones whose slopes are wrong: dropout takes the slope of the sigmoid at
what has been divided by the share that is kept; in the others one table or layer is updated before
the error goes through it."""
UNSAID = {
    *("error_in_rounds", "error_named", "py2_single_numbers"),
    *("integer_weights", "matrix_class", "numeric_gradient", "perceptron_step", "py2_tabs_mixed"),
    *("list_in_function", "memory_of_patterns"),
}
QUICK = {
    "batches_by_method",
    *("adam", "momentum_params", "minibatch_default_rng", "layer_objects", "function_global"),
    *("samples_outer", "softmax", "biases_flat", "copies_and_views", "comprehension_locals"),
    *("eleven_lines", "random_sample", "walrus", "odd_statements", *WRONG, *UNSAID),
}


def checked(path: Path) -> Verdict:
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize("name", MISTAKES)
def test_the_line_of_a_mistake_is_named(name: str) -> None:
    found = checked(SCRIPTS / "mistakes" / f"{name}.py")
    assert (found.status, found.lines) == MISTAKES[name], found.words
    for line in found.lines:
        assert any(str(line) in words for words in found.words)


def test_all_mistakes_are_listed() -> None:
    assert {path.stem for path in (SCRIPTS / "mistakes").glob("*.py")} == {*MISTAKES}


def good(name: str) -> None:
    with opened(table("scripts")[name]) as engine:
        found = verdict(check_some(engine), engine.plan)
    if name in WRONG:
        assert (found.status, found.lines[0]) == (APART, WRONG[name]), found.words
    else:
        assert found.status == (UNKNOWN if name in UNSAID else FOLLOWS), found.words


@pytest.mark.parametrize("name", sorted(QUICK))
def test_right_scripts_follow(name: str) -> None:
    good(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*table("scripts")} - QUICK))
def test_all_other_right_scripts_follow(name: str) -> None:
    good(name)


def test_nothing_of_the_run_changes(tmp_path: Path) -> None:
    path = SCRIPTS / "dropout.py"
    with Engine(str(path), path.read_bytes()) as engine:
        engine.run_to(5)
        engine.check(5)
        after = engine.stand(7)
    with Engine(str(path), path.read_bytes()) as engine:
        straight = engine.stand(7)
    for name, value in straight.values.items():
        assert value.digest == after.values[name].digest, name


SCRIPT = """\
import numpy as np
np.random.seed(1)
X = np.random.rand(6, 3)
y = np.random.rand(6, 1)
w = np.random.rand(3, 1)
for i in range(20):
    r = X @ w - y
    w -= 0.1 * X.T @ np.sign(r)
"""


@pytest.mark.parametrize(
    "loss, status",
    [
        ("np.sum(np.abs(r))", FOLLOWS),
        ("np.sum(r ** 4)", APART),
        ("np.sum(np.abs(r), keepdims=True)", FOLLOWS),
        ("np.abs(r)", UNKNOWN),
        ("np.sum(nothing)", UNKNOWN),
        ("i * 2", UNKNOWN),
    ],
)
def test_the_loss_can_be_named(tmp_path: Path, loss: str, status: int) -> None:
    path = tmp_path / "mine.py"
    path.write_text(SCRIPT)
    with Engine(str(path), path.read_bytes()) as engine:
        assert verdict(check_some(engine, loss), engine.plan).status == status


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tinynet_tui", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)


def test_the_command_prints_a_table_and_the_verdict() -> None:
    done = run(str(SCRIPTS / "mistakes" / "wrong_layer.py"))
    assert done.returncode == APART
    words, rows, _ = done.stdout.split("\n\n")
    assert "The first difference from the slope is in l1_delta (line 28)." in words
    assert [row.split()[:3] for row in rows.splitlines()] == [
        ["position", "line", "weight"],
        *(["0:9", "30", "syn0"], ["0:8", "29", "syn1"]),
        ["--all", "shows", "all"],
    ]


def test_every_update_is_printed_on_request() -> None:
    done = run(str(SCRIPTS / "mistakes" / "wrong_layer.py"), "--all")
    assert done.stdout.count("does not follow") > 3 and "--all" not in done.stdout


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["no_such_file.py"], "no_such_file.py"),
        ([], "check needs a Python file"),
        (
            [str(SCRIPTS / "mistakes" / "right.py"), "--loss", "1 +"],
            "is not squared, cross-entropy",
        ),
        (
            [str(SCRIPTS / "mistakes" / "right.py"), "--loss", "l2_error**2"],
            "--loss has shape (4×1): it must be one number, such as np.sum(l2_error**2).",
        ),
        ([str(SCRIPTS / "matrix_class.py")], "It cannot be said: it computes with np.matrix."),
    ],
)
def test_what_cannot_be_said_is_one_line(arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert done.returncode == UNKNOWN
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


TWO_LAYERS = """\
import numpy as np
np.random.seed(1)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = np.random.rand(3, 4)
v = np.random.rand(4, 1)
for i in range(20):
    h = np.tanh(X @ w)
    o = h @ v
    r = o - y
    g = r @ v.T * (1 - h * h)
    v -= 0.1 * h.T @ r
    w -= 0.1 * X.T @ g
"""


@pytest.mark.parametrize("edit", ["v[0,0]=5@0:1", "w[1,1]=off@0:1", "w[0,0]=3@0:6", "v[1,0]=2@0:5"])
def test_edits_in_the_iteration_are_made_and_are_no_updates(tmp_path: Path, edit: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(TWO_LAYERS)
    with Engine(str(path), path.read_bytes()) as engine:
        plain = engine.check(0)
        engine.edit([Edit.parse(edit)])
        told = engine.check(0)
        found = verdict({0: told, 1: engine.check(1)}, engine.plan)
    assert found.status == FOLLOWS, found.words
    first = [one["size"] for one in plain["tried"][0]]
    assert ([one["size"] for one in told["tried"][0]] != first) == (edit.endswith(":1"))


def test_a_check_is_ended_at_once_and_the_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    slow = "    if type(w) is not np.ndarray:\n        while True: pass\n    v -="
    path.write_text(TWO_LAYERS.replace("    v -=", slow, 1))
    with Engine(str(path), path.read_bytes()) as engine:
        told = engine.check(3, interrupted=lambda: engine.where == (3, 0))
        assert told["reason"] == "it was ended"
        assert engine.stand(7, 1).where == (7, 1)


def test_minus_a_number_of_the_script_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    text = TWO_LAYERS.replace("w -= 0.1", "w -= rate")
    path.write_text(text.replace("for i", "rate = 0.1\nfor i"))
    with Engine(str(path), path.read_bytes()) as engine:
        found = verdict({0: engine.check(0)}, engine.plan)
    assert found.status == FOLLOWS, found.words
    assert {(row.weight, row.ratio, row.line) for row in found.rows} == {
        ("w", "-0.1 = -rate", 14),
        ("v", "-0.1", 13),
    }


def test_a_new_name_of_a_weight_with_its_update_is_named() -> None:
    lab = find("lab/almost")
    assert lab is not None
    with Engine(lab.path.name, lab.path.read_bytes()) as engine:
        found = verdict({at: engine.check(at) for at in (0, 1)}, engine.plan)
    assert found.words[2] == ("It uses new_w2 (line 31), which is w2 with this iteration's update.")


@pytest.mark.parametrize(
    "fire", ["np.where(z > 0, 1, 0)", "1 if z > 0 else 0", "np.sign(z)", "float(z > 0)"]
)
def test_an_output_that_is_a_step_has_no_slope(tmp_path: Path, fire: str) -> None:
    text = f"""\
import numpy as np
x, y = np.array([[0.0, 1], [1, 1], [1, 0]]), np.array([0, 1, 0])
w, b = np.array([0.3, 0.2]), -0.1
def fire(z):
    return {fire}
for i in range(30):
    for k in range(3):
        miss = y[k] - fire(np.dot(x[k], w) + b)
        w = w + 0.1 * miss * x[k]
        b += 0.1 * miss
"""
    path = tmp_path / "mine.py"
    path.write_text(text)
    reason = "line 5: the output goes through a step, which has no slope."
    assert checked(path).words == (f"It cannot be said: {reason}",)


@pytest.mark.slow
def test_of_an_iteration_with_very_many_rounds_the_first_ones_tell(tmp_path: Path) -> None:
    text = """\
import numpy as np
x, y, w = np.eye(3), np.ones((3, 1)), np.zeros((3, 1))
while np.abs(y - x @ w).mean() > 1e-9:
    for i in range(60000):
        miss = y - x @ w
        w += 1e-5 * x.T @ miss
"""
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes(), Choice(loop=3)) as engine:
        found = verdict(check_some(engine), engine.plan)
    assert found.words[0] == "The update of w follows the slope of half the sum of squared errors."
