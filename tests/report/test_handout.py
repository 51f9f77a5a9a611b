"""A step in plain text: by the real program, and read back number by number."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.calculator import CALCULATOR, last_digit, misses
from helpers.examples import examples
from helpers.explanations import SMALL, TWO_LAYERS, VIDEO, close, standing_at
from helpers.strategies import experiments
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.data.built_in import parse
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.network.array import Array
from tinynet_tui.network.step import Step
from tinynet_tui.report.handout import WIDTH, document, printable

ALL_VIDEO = [f"254:{name}" for name in VIDEO.script.names]


def program(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tinynet_tui", "explain", *words]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(command, capture_output=True, env=env, timeout=DEADLINE, check=False)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["explain", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def matrix(text: str, title: str) -> list[list[str]]:
    """The numbers of a matrix that is printed under a title, as they are written."""
    lines = iter(text.splitlines())
    next(line for line in lines if line.startswith(f"{title} ("))
    rows: dict[str, list[str]] = {}
    for line in lines:
        match = re.match(r"  \[(\d+)(?:,\d+:\d+)?\]((?:  +\S+)+)$", line)
        if not match:
            break
        rows.setdefault(match[1], []).extend(match[2].split())
    return list(rows.values())


def assert_rounded(written: list[list[str]], array: Array) -> None:
    """Check that each number is the array's, rounded, with four digits or decimals at least."""
    assert len(written) == len(array)
    for row, numbers in zip(written, array, strict=True):
        for text, number in zip(row, numbers, strict=True):
            unit = float(last_digit(text))
            assert abs(float(text) - number) <= 0.5001 * unit + 1e-12 * abs(number)
            assert "." not in text or unit <= max(1e-4, 1e-3 * np.abs(array).max())


def test_it_is_plain_text_on_standard_output() -> None:
    done = program("--at", "254:l1_error", "--cell", "l1_error[2,0]")
    assert done.returncode == 0
    assert done.stderr == b""
    text = done.stdout.decode("utf-8")
    assert not re.search(r"[^\n -~×·→≈²…]", text)
    assert "\niteration 254, step 6 of 9, back-propagation: l1_error = l2_delta @ syn1.T\n" in text
    assert text.startswith("xor 3-4-1, seed 1, alpha 1\n")
    for line in ("    l2_delta[2,0]   +0.04948", "  = l1_error[2,0]   -0.04579"):
        assert f"\n{line}\n" in text


def test_where_the_locale_has_no_such_characters_there_are_plain_ones() -> None:
    done = program("--at", "254:syn1", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stderr == b""
    text = done.stdout.decode("ascii")
    assert "l1.T (4x4) @ l2_delta (4x1) -> (4x1)" in text
    assert "?" not in text


@given(st.text(), st.sampled_from(["ascii", "latin-1", "utf-8", "cp437"]))
def test_any_text_can_be_printed_in_any_encoding(text: str, encoding: str) -> None:
    encoded = printable(text.replace("\ud800", ""), encoding)
    encoded.encode(encoding, "strict" if encoding != "utf-8" else "replace")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--at", "soon"], "--at: 'soon' is not a position"),
        (["--at", "3:l9"], "--at: 'l9' is not a step"),
        (["--cell", "l1"], "--cell: 'l1' is not a cell"),
        (["--cell", "l1[9,0]"], "--cell: l1 has rows 0 to 3 and columns 0 to 3"),
        (["--hidden", "0", "--cell", "syn1[0,0]"], "--cell: 'syn1' is not a variable"),
        (["--worksheets"], "unknown option '--worksheets' for explain; did you mean --worksheet?"),
        (["--alpha", "-1"], "--alpha: "),
        (["l1"], "explain takes options only, not 'l1'"),
    ],
)
def test_what_is_wrong_is_one_line(words: list[str], complaint: str) -> None:
    done = program(*words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"tinynet-tui: {complaint}")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, replace(VIDEO, hidden=64, seed=5)])
def test_matrices_are_what_the_step_read_and_made(experiment: Experiment) -> None:
    for step in experiment.script.steps:
        snapshot = standing_at(experiment, Position(7, step.number))
        text = "\n".join(document(snapshot, [(step.name, Cursor())], worksheet=False))
        values = snapshot.current.values
        title = f"{step.name} after" if step.way == "update" else step.name
        assert_rounded(matrix(text, title), values[step.name])
        for operand in step.operands:
            if operand != "alpha":
                title = f"{operand} before" if operand == step.name else operand
                read = snapshot.current.operand(operand, step.name)
                printed = np.array(matrix(text, title), dtype=float)
                assert np.allclose(printed, read, rtol=1e-6, atol=6e-9)
        assert all(len(line) <= WIDTH for line in text.splitlines())


def test_a_wide_matrix_of_single_digits_fits_into_the_lines() -> None:
    snapshot = standing_at(replace(VIDEO, hidden=64, alpha=1e300), Position(7, 2))
    lines = list(document(snapshot, [("l1", Cursor())], worksheet=False))
    assert any(re.match(r"  \[0,0:\d\d\](  [01])+$", line) for line in lines)
    assert max(map(len, lines)) <= WIDTH


@examples(25)
@given(experiments(**SMALL), st.data())  # type: ignore[arg-type]
def test_a_worksheet_leaves_the_results_out_and_its_key_has_them(
    experiment: Experiment, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from(experiment.script.steps[1:]))
    snapshot = standing_at(experiment, Position(data.draw(st.integers(0, 3)), step.number))
    cell = (step.name, Cursor())
    whole = list(document(snapshot, [cell], worksheet=False))
    sheet = list(document(snapshot, [cell], worksheet=True))
    at = sheet.index("Answers")
    explanation = explain(snapshot, *cell)
    asked = [line for line in explanation.lines if line.value and not line.given]
    task, key = sheet[:at], sheet[at + 1 :]
    for number, line in enumerate(asked, 1):
        (blank,) = (text for text in task if text.endswith(f" ({number})"))
        assert line.text in blank
        assert line.value not in blank.removeprefix(f"  {line.text}")
        assert key.count(f"({number}) {line.value}") == 1
    beyond = f"({len(asked) + 1})"
    assert not any(text.endswith(f" {beyond}") for text in task)
    assert not any(text.startswith(beyond) for text in key)
    title = f"{step.name} after" if step.way == "update" else step.name
    assert matrix("\n".join(key), title) == matrix("\n".join(whole), title)
    blanks = "\n".join(task).split(f"\n{title} (")[1].splitlines()[1]
    assert re.fullmatch(r"  \[0(,\d+:\d+)?\](  +_+(\._+)?(e-?_+)?)+", blanks)
    assert "≈" in asked[-1].text or misses(explanation.lines, step.way) == []


def test_a_worksheet_can_be_filled_in_from_its_own_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys, "--at", "254:syn1", "--cell", "syn1[1,0]", "--worksheet")
    task, key = text.split("\nAnswers\n")
    for answer in re.findall(r"^\(\d+\) (\S+)$", key, re.MULTILINE):
        assert answer not in task
    products = re.findall(r"(\d\.\d+) × ([+-]\d\.\d+) +_\.(_+) \(\d\)", task)
    worked_out = [f"{float(a) * float(b):+.{len(places)}f}" for a, b, places in products]
    assert worked_out == re.findall(r"^\([1-4]\) (\S+)$", key, re.MULTILINE)
    step = sum(map(float, worked_out))
    before = re.search(r"\+ syn1\[1,0\] before +(\S+)", task)
    assert before
    (now,) = re.findall(r"^\(6\) (\S+)$", key, re.MULTILINE)
    assert f"{float(before[1]) + step:+.4f}" == now


def test_a_blank_has_the_point_and_the_power_of_its_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    task, key = printed(capsys, "--at", "59999:l1_delta", "--worksheet").split("\nAnswers\n")
    assert re.search(r"^  = l1_delta\[0,0\] +_\.___e-_ \(2\)$", task, re.MULTILINE)
    assert "\n(2) +9.382e-6" in key
    blanks, numbers = (
        text.split("\nl1_delta (4×4)\n")[-1].splitlines()[:4] for text in (task, f"\n{key}")
    )
    assert blanks == [
        label + re.sub(r"\d", "_", re.sub(r"[+-](?=\d\.)", " ", row))
        for label, row in ((line[:5], line[5:]) for line in numbers)
    ]
    for words in (("--at", "254:l1_error"), ("--at", "5", "--hidden", "2")):
        task, key = printed(capsys, *words, "--worksheet").split("\nAnswers\n")
        (first,) = re.findall(r"^  \[0\]  [+-](\S+)", key, re.MULTILINE)
        assert f"  [0]   {re.sub('[0-9]', '_', first)}" in task
        assert "__________" not in task


def worked_out(text: str, step: Step, alpha: float) -> list[list[Decimal]]:
    """A step's result by a calculator, from the matrices that a text shows."""
    names = [f"{name} before" if name == step.name else name for name in step.operands]
    read = [
        np.array([[Decimal(number) for number in row] for row in matrix(text, name)], dtype=object)
        for name in names
        if name != "alpha"
    ]
    by_hand = np.vectorize(lambda x: 1 / (1 + (-x).exp()), otypes=[object])
    match step.source.partition("= ")[2]:
        case "l0 @ syn0" | "sigmoid(l0 @ syn0)" | "sigmoid(l1 @ syn1)":
            made = by_hand(read[0] @ read[1])
        case "y - l1" | "y - l2":
            made = read[0] - read[1]
        case "l2_delta @ syn1.T":
            made = read[0] @ read[1].T
        case source if "slope" in source:
            made = read[0] * read[1] * (1 - read[1])
        case _:
            before, layer, delta = read
            made = before + Decimal(str(alpha)) * (layer.T @ delta)
    return [list(row) for row in made]


@pytest.mark.parametrize("iteration", [0, 1, 57, 254, 1000, 59_999])
@pytest.mark.parametrize(
    "experiment",
    [VIDEO, TWO_LAYERS, replace(VIDEO, seed=3, hidden=7, alpha=0.3)],
    ids=["video", "two layers", "seven hidden"],
)
def test_every_number_of_a_result_follows_from_the_matrices_above_it(
    experiment: Experiment, iteration: int
) -> None:
    for step in experiment.script.steps[1:]:
        snapshot = standing_at(experiment, Position(iteration, step.number))
        text = "\n".join(document(snapshot, [(step.name, Cursor())], worksheet=False))
        title = f"{step.name} after" if step.way == "update" else step.name
        assert "may differ" not in text
        with localcontext(CALCULATOR):
            made = worked_out(text, step, experiment.alpha)
            for row, numbers in zip(matrix(text, title), made, strict=True):
                for shown, number in zip(row, numbers, strict=True):
                    assert number.quantize(last_digit(shown)) == Decimal(shown), (step.name, shown)


def test_where_four_digits_do_not_follow_the_handout_says_so() -> None:
    many = replace(VIDEO, dataset=parse("moons:points=2000"), hidden=64)
    snapshot = standing_at(many, Position(3, 2))
    lines = list(document(snapshot, [("l1", Cursor())], worksheet=False))
    assert "  note: the last digits may differ from what the numbers above give" in lines


def test_what_an_edit_sets_does_not_count_as_a_digit_that_differs() -> None:
    edits = (Edit.parse("syn1[0,0]=0.123456789@7:syn1", VIDEO.dimensions),)
    for one in (VIDEO, replace(VIDEO, edits=edits)):
        snapshot = standing_at(one, Position(7, 8))
        text = "\n".join(document(snapshot, [("syn1", Cursor())], worksheet=False))
        assert "may differ" not in text


def test_a_worksheet_of_what_is_not_computed_yet_is_refused() -> None:
    for words in (["--cell", "l2[0,0]"], ["--cell", "l1[0,0]", "--cell", "l2[0,0]"]):
        done = program("--at", "0:l1", "--worksheet", *words)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(
            "tinynet-tui: --cell: l2 is not computed yet at 0:l1: "
        )
        assert done.stderr.count(b"\n") == 1
    assert program("--at", "0:l2", "--worksheet", "--cell", "l2[0,0]").returncode == 0


@pytest.mark.parametrize(
    ("at", "cells"),
    [
        ("254:l1_error", ["l1_error[0,0]", "l2_delta[0,0]"]),
        ("254:l2", ["l1[0,1]", "l2[0,0]"]),
        ("254:syn1", ["syn1[0,0]", "l2_delta[2,0]", "l2_error[1,0]"]),
        ("254:l1_delta", ["syn0[0,0]", "l1[0,0]"]),
        ("59999:syn0", [f"{name}[0,0]" for name in VIDEO.script.names]),
    ],
)
def test_what_is_asked_for_stands_nowhere_in_the_worksheet(
    capsys: pytest.CaptureFixture[str], at: str, cells: list[str]
) -> None:
    words = [word for cell in cells for word in ("--cell", cell)]
    task, key = printed(capsys, "--at", at, "--worksheet", *words).split("\nAnswers\n")
    snapshot = standing_at(VIDEO, Position.parse(at, VIDEO.script))
    for name in (cell.partition("[")[0] for cell in cells):
        title = f"{name} after" if name.startswith("syn") else name
        value = snapshot.value(name)
        assert value is not None
        assert_rounded(matrix(f"{key}\n", title), value.array)
    results = " ".join(re.findall(r"^  \[.*", key, re.MULTILINE))
    for number in re.findall(r"[+-]\d+\.\d{4,8}(?!\S)|[+-]\d\.\d+e-\d+", results):
        assert number not in task.split()
    # Nor in the arithmetic: what one cell is given is another's answer.
    for line in task.splitlines():
        given = re.fullmatch(r"(?:  |  [×-] |  l = )  ?(\w+)\[\d,\d\] +(\S+)", line)
        if given and f"{given[1]}[" in " ".join(cells):
            assert re.fullmatch(r"[_.e-]+", given[2]), line


def test_a_factor_that_is_asked_for_is_blank_and_the_other_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--cell", "l2[0,0]", "--cell", "l1[0,0]"]
    task = printed(capsys, "--at", "5:l2", "--worksheet", *words)
    assert "\nl1 (4×4): use your own results\n  [0]   _.________ " in task
    assert "\n  0  _.____ × -0.6063     _.____ (1)\n" in task
    assert "\n  0  0 × -0.1725          _.____ (7)\n" in task
    assert "  0  0.4489 × -0.6063" in printed(capsys, "--at", "5:l2", "--worksheet", *words[:2])


def test_the_error_that_is_printed_belongs_to_the_key(capsys: pytest.CaptureFixture[str]) -> None:
    task, key = printed(capsys, "--at", "254", "--worksheet").split("\nAnswers\n")
    assert "0.30669" not in task
    assert "Error: 0.306698732884" in key


def test_several_cells(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--cell", "l1[0,1]", "--cell", "l1[3,2]", "--cell", "syn1[0,0]"]
    text = printed(capsys, "--at", "12:l1", *words)
    assert text.count("\nl1 (4×4)\n") == 2  # by itself, and as syn1's operand
    for head in ("l1[0,1]: example 0", "l1[3,2]: example 3", "syn1[0,0]: hidden neuron 0"):
        assert f"\n{head}" in text
    assert "syn1 was last computed in iteration 11: syn1 += alpha * l1.T @ l2_delta" in text


CURVE = """\
  0.25 |                  ******O******
       |              ****             ****
       |           ***                     ***
       |         **                           **
       |      **O                               ***
       |     *                                     *
       |   **                                       **
       | **                                           **
     0 |*                                               *
        0                       l                       1
"""


def test_the_curve_of_the_slope_has_the_points_of_all_cells(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--cell", "l2_delta[0,0]", "--cell", "l2_delta[3,0]"]
    text = printed(capsys, "--at", "254:l2_delta", *words)
    head = "\nThe curve of slope(l), for l2_delta; O is l2_delta[0,0], l2_delta[3,0]\n"
    assert text.endswith(head + CURVE)


def test_a_worksheet_has_the_curve_without_the_points(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "--at", "254:l2_delta", "--worksheet")
    head = "\nThe curve of slope(l), for l2_delta; mark your own l on it\n"
    assert head + CURVE.replace("O", "*") + "\nAnswers\n" in text


@pytest.mark.parametrize("name", VIDEO.script.names)
def test_a_curve_is_drawn_where_a_function_is_applied(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, "--at", f"254:{name}")
    function = VIDEO.script.step(name).function
    assert text.count("\nThe curve of ") == (function is not None)
    if function is not None:
        assert f"\nThe curve of {function}(" in text


def test_what_is_not_computed_yet_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "--at", "0:l1", "--cell", "l2[0,0]")
    assert "not computed yet\n  note: comes in step 3 of 9" in text
    assert "drawn at random" in printed(capsys, "--cell", "syn0[0,0]")


def test_a_result_is_the_one_of_numpy_at_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = standing_at(VIDEO, Position(254, 9))
    for at, name in zip(ALL_VIDEO, VIDEO.script.names, strict=True):
        text = printed(capsys, "--at", at)
        results = rf"  (= )?{name}\[0,0\]( now| = sigmoid\(x\))?  +(\S+)"
        (shown,) = (
            match[3] for line in text.splitlines() if (match := re.fullmatch(results, line))
        )
        assert close(shown, snapshot.current.values[name][0, 0])


def test_a_number_that_is_exactly_0_has_no_sign(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--at", "12:l1", "--cell", "l1[0,1]", "--set", "syn0[2,1]=0@12"]
    text = printed(capsys, *words)
    assert "  0.00000000" in text and "+0.00000000" not in text
    for line in ("  0  0 × +0.3959         0\n", "  x = their sum          0\n"):
        assert line in text
    task, key = printed(capsys, *words, "--worksheet").split("\nAnswers\n")
    assert "x = their sum          _.____ (" in task and ") 0\n" in key
