"""The script prints what `train` does, with examples held back and with a scaled file too."""

from __future__ import annotations

import contextlib
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.strategies import ORDINARY_NUMBERS, edits, experiments
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.report.train import train


def run_here(text: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out, np.errstate(all="ignore"):
        exec(compile(text, "script", "exec"), {})
    return out.getvalue()


def trained(experiment: Experiment, iterations: int) -> str:
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()),
    ):
        train(experiment, iterations=iterations, every=10_000, as_json=False)
    return out.getvalue()


@settings(max_examples=40)
@given(st.data(), experiments(ORDINARY_NUMBERS, hidden=4, rows=20), st.floats(0, 0.9))
def test_any_run_prints_the_same(data: st.DataObject, experiment: Experiment, share: float) -> None:
    if len(experiment.dataset.y) < 2:
        return
    changes = data.draw(st.lists(edits(experiment, 6), max_size=3))
    experiment = replace(experiment, test=share, edits=tuple(changes))
    assert run_here(numpy_script(experiment, 6)) == trained(experiment, 6)


def test_what_is_right_and_the_test_error_are_printed() -> None:
    experiment = Experiment(parse("moons"), alpha=0.1, test=0.2)
    printed = run_here(numpy_script(experiment, 2000))
    assert printed == trained(experiment, 2000)
    assert printed.splitlines()[-3].startswith("Test error: 0.0")
    assert printed.splitlines()[-2:] == ["Right: 80 of 80", "Right of the test examples: 20 of 20"]


def test_a_few_examples_have_no_such_lines() -> None:
    assert (
        trained(Experiment(), 10).splitlines()[-1]
        == run_here(numpy_script(Experiment(), 10)).splitlines()[-1]
    )
    assert "ight" not in trained(Experiment(), 10)


def test_the_script_of_a_scaled_file_has_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [f"{1000 + 37 * i % 91},{i % 3},{25 + i * i}\n" for i in range(12)]
    Path("own.csv").write_text("".join(rows))
    experiment = Experiment(load("own.csv", bias=True, scale=True), alpha=0.5, test=0.2)
    text = numpy_script(experiment, 50)
    assert "# The inputs are scaled" in text
    printed = run_here(text)
    assert printed == trained(experiment, 50)
    assert "Output 0 * 121 + 25 is in the units of the file\n" in printed
    assert "Right" not in printed  # a number with units is neither right nor wrong
