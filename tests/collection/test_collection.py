"""Our scripts: plain Python runs them, the engine opens them, and other data fit in."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from helpers.collected import of_text, ran
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.collection.collection import COLLECTION, Collected, find, path_of
from tinynet_tui.collection.fitted import Fitted, fitted
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.script_file import in_tree
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.network.bundled_scripts import FOLDER, THREE_LAYERS
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.scripts.saved_file import stamp
from tinynet_tui.worker.scripts.script import Script

Capture = pytest.CaptureFixture[str]
EACH = pytest.mark.parametrize("one", COLLECTION, ids=lambda one: one.name)
ISSUE = (
    *("tanh", "relu", "biases", "cross-entropy", "softmax", "momentum"),
    *("one-example", "mini-batches", "dropout", "weight-decay", "second-hidden", "falling-alpha"),
)
"""What there is to be, in this order."""


def script(name: str) -> Collected:
    found = find(name)
    assert found is not None
    return found


@contextmanager
def opened(one: Collected, text: Fitted | None = None) -> Iterator[Script]:
    given = text or fitted(one)
    found = Script(one.path, Choice(), lambda: False, (given.data, stamp(one.path)))
    try:
        found.enter()
        yield found
    finally:
        found.close()


def test_there_are_all_of_them() -> None:
    assert tuple(one.name for one in COLLECTION) == ISSUE
    assert find("unheard-of") is None
    assert path_of("mine.py", Path("there")) == Path("there/mine.py")
    assert path_of("tanh", Path("there")) == FOLDER / "tanh.py"


@EACH
@pytest.mark.parametrize("iterations", [10_001, pytest.param(60_000, marks=pytest.mark.slow)])
def test_python_prints_its_errors_as_the_videos_script_does(
    one: Collected, iterations: int, tmp_path: Path
) -> None:
    path = tmp_path / one.path.name
    path.write_text(one.text.replace("range(60000)", f"range({iterations})"))
    command = [sys.executable, "-I", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE)
    assert (done.returncode, done.stderr) == (0, "")
    run = ran(one.path.stem, iterations)
    errors = [f"Error: {error:.12g}" for error in run.errors[::10_000]]
    head, tail = done.stdout.split("Output After Training:\n")
    assert head.splitlines() == errors
    assert tail.rstrip("\n") == str(run.outputs[-1])


@EACH
def test_the_marked_lines_are_those_that_the_videos_script_has_not(one: Collected) -> None:
    lines, own = one.text.split("\n"), THREE_LAYERS.text.split("\n")
    known = {line.strip() for line in own}
    others = {number for number, line in enumerate(lines, 1) if line.strip() not in known}
    assert one.marked <= {*range(2, len(lines) + 1)}
    assert others - {1} <= one.marked
    assert len(one.marked) <= 11
    ends = (f"{number}" for number in (min(one.marked), max(one.marked)))
    assert all(end in one.settings for end in ends)


@EACH
def test_it_opens_at_a_line_of_its_own(one: Collected) -> None:
    with opened(one) as found:
        frame = found.at(resolve(one.at, found.plan, Where(0, 1), Where(0, 1)))
        assert frame is not None and frame.line is not None
        assert found.plan.steps[frame.line].line in one.marked
        name = one.at.partition(":")[2]
        assert found.writes(frame, name)
        assert found.plan.has_error


@EACH
def test_the_engine_has_the_same_errors(one: Collected) -> None:
    with opened(one) as found:
        found.run_to(200)
        assert found.known_errors()[:200] == pytest.approx(ran(one.path.stem, 200).errors)


# Fitted to other data.


@EACH
def test_fitted_to_nothing_it_is_itself(one: Collected) -> None:
    assert fitted(one) == Fitted(one.text.encode(), one.marked)


@EACH
@pytest.mark.parametrize(("spec", "hidden"), [("parity", 7), ("moons:points=12", 2), ("and", None)])
def test_it_learns_other_data(one: Collected, spec: str, hidden: int | None) -> None:
    data = parse(spec)
    text = fitted(one, data, hidden, usual=data.alpha)
    tree = ast.parse(text.data)
    found = in_tree("own", tree)
    assert (found.X == data.X).all()
    expected = np.hstack([1 - data.y, data.y]) if one.classes else data.y
    assert (found.y == expected).all()
    run = of_text(text.data.decode(), 20, {})
    assert run.outputs.shape[1:] == expected.shape
    neurons = hidden or 4
    assert run.values["syn0"].shape == (data.X.shape[1], neurons)
    last = max(name for name in run.values if name.startswith("syn") and name[3:].isdecimal())
    assert run.values[last].shape == (neurons, expected.shape[1])
    assert np.isfinite(run.outputs).all()
    own = float(ran(one.path.stem, 1).values["alpha"])
    assert float(run.values["alpha"]) == pytest.approx(own * (1 if one.few else data.alpha))


def plain(text: bytes | str, numbers: frozenset[int]) -> list[str]:
    lines = (text.decode() if isinstance(text, bytes) else text).split("\n")
    return [lines[number - 1].split("=")[0] for number in sorted(numbers)]


@EACH
def test_the_marks_move_with_their_lines(one: Collected) -> None:
    text = fitted(one, parse("parity"), 3)
    data = {"[0, 0],", "[0, 1],", "[1, 0],", "[1, 1],"} | {
        f"[{row}]," for row in ("1, 0, 0", "0, 1, 0", "0, 0, 1")
    }
    kept = [line for line in plain(one.text, one.marked) if line.strip() not in data]
    assert plain(text.data, text.marked) == kept


def test_only_the_numbers_that_are_asked_for_change() -> None:
    text = fitted(script("tanh"), hidden=9, alpha=0.25).data.decode()
    expected = script("tanh").text.replace("(3, 4)", "(3, 9)").replace("(4, 1)", "(9, 1)")
    assert text == expected.replace("alpha = 1\n", "alpha = 0.25\n")


def test_softmax_needs_classes() -> None:
    shares = Dataset.of("shares", [[0.0, 1.0], [1.0, 1.0]], [0.3, 0.7])
    with pytest.raises(ValueError, match="softmax needs one class for each example, and shares"):
        fitted(script("softmax"), shares)
    three = Dataset.of("three", np.eye(3), np.eye(3))
    assert of_text(fitted(script("softmax"), three).data.decode(), 5, {}).outputs.shape == (5, 3, 3)


# The command line.


def run(capfd: Capture, *words: str) -> str:
    assert cli.main(words) == 0
    return capfd.readouterr().out


def test_the_list_has_all(capfd: Capture) -> None:
    text = run(capfd, "scripts")
    flowing = " ".join(text.split())
    for one in COLLECTION:
        assert f"{one.name}: {one.title} {one.path.name}, {one.settings}" in flowing
        assert one.commentary in flowing
    assert str(FOLDER) in text


def test_train_and_explain_take_it(capfd: Capture) -> None:
    words = ("--script", "tanh", "--dataset", "and", "--hidden", "3", "--alpha", "0.5")
    text = run(capfd, "train", *words, "--seed", "2")
    own = fitted(script("tanh"), parse("and"), 3, 0.5).data.decode()
    assert text.splitlines()[0] == f"Error: {of_text(own, 1, {'seed': 2}).errors[0]:.12g}"
    assert "l1, 4×3 float64" in run(capfd, "explain", *words, "--at", "5:l1")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--script tan", "--script: 'tan' is not one of tanh, relu"),
        ("--script tanh --kiosk", "--kiosk opens the built-in network only"),
        ("--script tanh mine.py", "--script names the script, and 'mine.py' is a second one"),
        ("--script tanh --preset stuck", "--preset belongs to the built-in network"),
        ("--script tanh --hidden 0", "--hidden: these scripts have a hidden layer"),
        ("--script tanh --hidden 65", "--hidden: "),
        ("--script tanh --alpha -1", "--alpha: "),
        ("--script tanh --dataset xo", "--dataset: 'xo' is not one of"),
        ("--script tanh --let beta=1", "'beta' is not one of its settings"),
        ("serve --script tanh", "--script: a kiosk opens the built-in network only"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(words: str, message: str, capfd: Capture) -> None:
    command = words.split()
    if "--kiosk" in command or command[0] == "serve":
        done = subprocess.run(
            [sys.executable, "-m", "tinynet_tui", *command],
            capture_output=True,
            text=True,
            timeout=DEADLINE,
        )
        status, text = done.returncode, done.stderr
    else:
        status = cli.main(["train", *command])
        text = capfd.readouterr().err
    assert status == 2
    assert message in text
    assert text.count("\n") == 1
