"""The runs without a screen print what is on record, and say so when they do not."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.strategies import experiments, mean_absolute, stepping
from tinynet_tui.data.built_in import COPY_FIRST, find
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.report.progress import Progress
from tinynet_tui.report.train import train

# The weight overflows at iteration 254; from then on it makes NaN of the second example's zero.
GROWING = Dataset.of("growing", [[3e-308], [0]], [1e308, 0.5])
VIDEO = Experiment()
DIVERGING = Experiment(dataset=GROWING, hidden=0, alpha=1e307)

VIDEOS_OUTPUT = """\
Error: 0.496410031903
Error: 0.00858452565325
Error: 0.00578945986251
Error: 0.00462917677677
Error: 0.00395876528027
Error: 0.00351012256786
Output After Training:
[[0.00260572]
 [0.99672209]
 [0.99701711]
 [0.00386759]]
"""


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The one JSON object on standard output, in which only finite numbers are allowed."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    out = capsys.readouterr().out
    assert out.count("\n") == 1
    document = json.loads(out, parse_constant=refuse)
    assert isinstance(document, dict)
    return document


def test_it_prints_what_the_videos_script_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert train(VIDEO, iterations=60_000, every=10_000, as_json=False) == 0
    assert capsys.readouterr() == (VIDEOS_OUTPUT, "")


def test_the_articles_two_layers(capsys: pytest.CaptureFixture[str]) -> None:
    experiment = Experiment(dataset=COPY_FIRST, hidden=0)
    assert train(experiment, iterations=10_000, every=10_000, as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Error: 0.5")
    assert lines[1:] == [
        "Output After Training:",
        "[[0.00966449]",
        " [0.00786506]",
        " [0.99358898]",
        " [0.99211957]]",
    ]


@pytest.mark.parametrize(
    ("iterations", "every", "at"),
    [
        (1, 1, [0]),
        (5, 2, [0, 2, 4]),
        (4, 2, [0, 2]),
        (3, 10, [0]),
        (2500, 1250, [0, 1250]),
        (2501, 1250, [0, 1250, 2500]),
        (3000, 999, [0, 999, 1998, 2997]),
    ],
)
def test_errors_are_those_of_every_so_many_iterations(
    capsys: pytest.CaptureFixture[str], iterations: int, every: int, at: list[int]
) -> None:
    train(VIDEO, iterations=iterations, every=every, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    train(VIDEO, iterations=iterations, every=every, as_json=True)
    errors = printed(capsys)["errors"]
    run = stepping(VIDEO)
    expected = [mean_absolute(next(run)["l2_error"]) for _ in range(iterations)]
    assert errors == [[iteration, expected[iteration]] for iteration in at]
    assert lines[: len(at)] == [f"Error: {expected[iteration]:.12g}" for iteration in at]
    assert lines[len(at)] == "Output After Training:"


def test_json_holds_the_run_to_the_last_bit(capsys: pytest.CaptureFixture[str]) -> None:
    experiment = Experiment(dataset=COPY_FIRST, hidden=2, alpha=0.5, seed=7)
    train(experiment, iterations=3, every=2, as_json=True)
    run = stepping(experiment)
    steps = [next(run) for _ in range(3)]
    errors = [[i, mean_absolute(steps[i]["l2_error"])] for i in (0, 2)]
    assert printed(capsys) == {
        "experiment": {
            "dataset": "copy-first",
            "hidden": 2,
            "alpha": 0.5,
            "seed": 7,
            "edits": [],
            "test": 0,
        },
        "iterations": 3,
        "every": 2,
        "errors": errors,
        "output": steps[2]["l2"].tolist(),
        "weights": {"syn0": steps[2]["syn0"].tolist(), "syn1": steps[2]["syn1"].tolist()},
        "diverged": None,
    }


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("circle:points=7",), {"dataset": "circle:points=7"}),
        (("own.csv", 2), {"dataset": "own.csv", "targets": 2, "bias": False, "scale": False}),
    ],
)
def test_json_names_the_data_as_the_command_line_does(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[Any, ...],
    named: dict[str, object],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text("1,0,1\n")
    train(Experiment(find(*words), 0), iterations=1, every=1, as_json=True)
    experiment = printed(capsys)["experiment"]
    assert {name: experiment[name] for name in named} == named
    assert ("targets" in experiment) == ("targets" in named)


def test_a_long_output_is_printed_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    rows = np.random.RandomState(0).random_sample((3000, 2))
    experiment = Experiment(dataset=Dataset.of("long", rows, rows[:, 0]), hidden=1)
    train(experiment, iterations=1, every=1, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + 3000 + 1
    assert not any("..." in line for line in lines)


def test_a_diverging_run_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert train(DIVERGING, iterations=300, every=100, as_json=False) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-2:] == ["[[nan]", " [nan]]"]
    assert err == (
        "tinynet-tui: the run diverged at iteration 254: some of its numbers are no longer finite\n"
    )


def test_an_error_that_is_not_a_number_is_printed_as_such(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert train(DIVERGING, iterations=260, every=1, as_json=False) == 0
    errors = [line for line in capsys.readouterr().out.splitlines() if "Error" in line]
    assert len(errors) == 260
    assert errors[254] == "Error: 5e+307"
    assert errors[255:] == ["Error: nan"] * 5


def test_json_has_null_for_what_is_not_finite(capsys: pytest.CaptureFixture[str]) -> None:
    assert train(DIVERGING, iterations=300, every=299, as_json=True) == 0
    document = printed(capsys)
    assert document["diverged"] == 254
    assert document["errors"] == [[0, 5e307], [299, None]]
    assert document["output"] == [[None], [None]]
    assert document["weights"] == {"syn0": [[None]]}


@examples(20)
@given(
    experiments(st.floats(allow_nan=False, allow_infinity=False), st.just(1e300), hidden=3),
    st.integers(1, 5),
)
def test_json_is_valid_whatever_happens(experiment: Experiment, iterations: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        out = io.StringIO()
        patch.setattr("sys.stdout", out)
        train(experiment, iterations=iterations, every=1, as_json=True)
    document = json.loads(out.getvalue(), parse_constant=pytest.fail)
    assert len(document["errors"]) == iterations


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(text: str) -> str:
    """What stands on a terminal's line after all this has been written to it."""
    line = ""
    for part in text.split("\r"):
        line = part + line[len(part) :]
    return line.rstrip()


def test_a_bar_on_a_terminal_is_cleared_at_the_end() -> None:
    terminal = Terminal()
    with Progress(terminal, 60_000, seconds=0) as progress:
        progress.show(0)
        assert shown(terminal.getvalue()).endswith("]   0% of 60,000")
        progress.show(30_000)
        half = shown(terminal.getvalue())
        assert half == f"[{'#' * 15}{'.' * 15}]  50% of 60,000"
        progress.clear()
        assert shown(terminal.getvalue()) == ""
        progress.show(60_000)
        assert shown(terminal.getvalue()) == f"[{'#' * 30}] 100% of 60,000"
    assert shown(terminal.getvalue()) == ""
    assert "\n" not in terminal.getvalue()


def test_a_bar_is_cleared_when_the_run_is_broken_off() -> None:
    terminal = Terminal()
    with pytest.raises(KeyboardInterrupt), Progress(terminal, 10, seconds=0) as progress:
        progress.show(5)
        raise KeyboardInterrupt
    assert shown(terminal.getvalue()) == ""


def test_a_bar_is_drawn_only_so_often() -> None:
    terminal = Terminal()
    with Progress(terminal, 10, seconds=1e6) as progress:
        for done in range(10):
            progress.show(done)
    assert terminal.getvalue() == ""


def test_there_is_no_bar_in_a_file(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as log, Progress(log, 10, seconds=0) as progress:
        progress.show(5)
    assert (tmp_path / "log").read_text() == ""
    with Progress(None, 10, seconds=0) as progress:
        progress.show(5)


def test_results_and_the_bar_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both on one terminal: what is left is what would have been printed without a bar."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("tinynet_tui.report.progress.BAR_SECONDS", 0.0)
    train(VIDEO, iterations=60_000, every=10_000, as_json=False)
    written = terminal.getvalue()
    assert "% of 60,000" in written
    assert "\n".join(map(shown, written.split("\n"))) == VIDEOS_OUTPUT


class Gone(io.StringIO):
    """A terminal that takes nothing any more."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


def test_a_bar_that_cannot_be_drawn_any_more_is_left_out() -> None:
    with Progress(Gone(), 100, 0.0) as progress:
        progress.show(50)
        progress.show(60)
