"""The scripts of the lab: plain Python runs them, and each has its one wrong line."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers.lab_runs import bug, ran
from helpers.waiting import DEADLINE
from tinynet_tui.collection.collection import find as find_collected
from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.lab.lab import FOLDER, LAB, Bug, find, is_ours, numbered, path_of
from tinynet_tui.slopes.verdict import verdict
from tinynet_tui.ui.dialogs.page import WIDTH

EACH = pytest.mark.parametrize("one", LAB, ids=lambda one: one.name)
QUICK = {"all-zeros", "sixteen", "behind"}
SOME = pytest.mark.parametrize(
    "one",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name not in QUICK))
        for one in LAB
    ],
)


def test_there_are_twenty_in_three_degrees() -> None:
    assert len(LAB) == len({one.name for one in LAB}) == 20
    degrees = [one.degree for one in LAB]
    assert degrees == sorted(degrees)
    assert {degrees.count(degree) for degree in (1, 2, 3)} == {6, 8}
    files = {path.name for path in FOLDER.glob("*.py")}
    assert files == {one.path.name for one in LAB}
    assert [one.number for one in LAB] == [*range(1, 21)]


def test_they_are_found_by_name_and_number() -> None:
    assert numbered("3") is numbered("hardly") is find("lab/3") is find("lab/hardly") is LAB[2]
    assert find("hardly") is None and find("lab/unheard-of") is None and numbered("21") is None
    assert is_ours("lab/deep") and is_ours("tanh") and not is_ours("deep")
    assert path_of("lab/deep", Path("there")) == FOLDER / "deep.py"
    assert path_of("mine.py", Path("there")) == Path("there/mine.py")
    collected = find_collected("tanh")
    assert collected is not None and path_of("tanh", Path("there")) == collected.path


@EACH
def test_one_line_differs_and_the_file_does_not_tell(one: Bug) -> None:
    lines, right = one.text.split("\n"), one.corrected.split("\n")
    differ = [at for at, pair in enumerate(zip(lines, right, strict=True), 1) if len({*pair}) > 1]
    assert differ == [one.line]
    assert one.wrong == lines[one.line - 1] and one.right == right[one.line - 1]
    assert "#" not in one.text
    docstring = ast.get_docstring(ast.parse(one.text))
    assert docstring is not None and docstring.endswith("One line of this script is wrong.")
    told = (one.title, one.task)
    assert one.wrong.strip() not in one.name and one.right.strip() not in " ".join(told)


@EACH
def test_the_words_are_short(one: Bug) -> None:
    assert len(one.title) <= 31
    assert len(one.task) <= 120
    assert len(one.right.strip()) <= WIDTH - len("right  ")
    for hint in one.hints:
        assert len(hint) <= 3 * WIDTH
    assert len(one.seen) <= 3.3 * WIDTH
    assert not re.search(r"\bline \d+", " ".join((one.task, *one.hints)))


@SOME
def test_python_runs_it_as_it_stands(one: Bug, tmp_path: Path) -> None:
    path = tmp_path / one.path.name
    path.write_text(one.text)
    command = [sys.executable, "-W", "ignore", "-I", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ran(one.name).printed


@SOME
def test_the_errors_are_those_of_real_runs(one: Bug) -> None:
    at = one.errors.iterations - 1
    for right, told in ((False, one.errors.wrong), (True, one.errors.right)):
        digits = len(told.partition(".")[2])
        run = ran(one.name, right=right)
        assert len(run.errors) == 10_000
        assert f"{run.errors[at]:.{digits}f}" == told
    assert f"{one.errors.iterations:,}" in one.effect


def test_the_effect_is_said_in_words() -> None:
    assert bug("hardly").effect == (
        "After 10,000 iterations the error is 0.476 with this line, and 0.0086 with the right one."
    )
    assert (
        bug("one-number").effect == "After 10,000 iterations the error is 0.0086 with either line."
    )


@SOME
def test_the_slope_check_says_what_the_hint_says(one: Bug) -> None:
    with Engine(str(one.path), one.text.encode()) as engine:
        found = verdict(check_some(engine), engine.plan)
    words = re.sub(r" \(line \d+\)", "", found.words[0])
    (check,) = (
        table["check"]
        for table in tomllib.loads((FOLDER / "lab.toml").read_text())["bug"]
        if table["name"] == one.name
    )
    assert words.startswith(check) and len(check) > 35
    assert one.hints[1].startswith(f"c says: {check.removesuffix('.')}. ")
