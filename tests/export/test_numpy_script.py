"""The saved script is plain NumPy, and its numbers are the run's, to the last bit."""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.edited import LENGTH, edited
from helpers.examples import examples
from helpers.pages import page
from helpers.strategies import ANY_ALPHAS, FINITE_NUMBERS, experiments, same
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.export.numpy_script import EVERY, number, numpy_script
from tinynet_tui.export.reopen_command import train
from tinynet_tui.report import train as report
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.edit_schedule import Iteration

SWITCHED = (
    "l1[:,2]=off@3:l0",
    "syn1[2,0]=0.5@5:syn1",
    "syn0[0,1]=off@5:l0",
    "syn0[0,1]=off@6:syn0",
    "syn0[0,1]=on@9:syn0",
    "l0[:,1]=off@4:l2_delta",
    "X[1,0]=0.25@6:l2",
    "y[3,0]=1@7:syn0",
)


def with_edits(*texts: str, seed: int = 1) -> Experiment:
    plain = Experiment(seed=seed)
    return Experiment(seed=seed, edits=tuple(Edit.parse(text, plain.dimensions) for text in texts))


def executed(text: str) -> tuple[dict[str, Any], str]:
    """What the script's variables hold in the end, and what it has printed."""
    variables: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()) as out, np.errstate(all="ignore"):
        exec(text, variables)
    return variables, out.getvalue()


def trained(experiment: Experiment, iterations: int, every: int) -> str:
    with redirect_stdout(io.StringIO()) as out:
        report.train(experiment, iterations=iterations, every=every, as_json=False)
    return out.getvalue()


def last(experiment: Experiment, iterations: int) -> Iteration:
    """The last of so many iterations, as the app computes it."""
    timeline = Timeline(experiment)
    for _ in report.slices(timeline, iterations):
        pass
    iteration = timeline.snapshot().previous
    assert iteration is not None
    return iteration


def assert_same_run(experiment: Experiment, iterations: int) -> None:
    text = numpy_script(experiment, iterations)
    variables, printed = executed(text)
    expected = last(experiment, iterations)
    for name in experiment.script.names:
        if name != "l0":
            assert same(variables[name], expected.values[name]), name
    assert printed == trained(experiment, iterations, EVERY)
    of_every_iteration = executed(text.replace(f"% {EVERY} ", "% 1 "))[1]
    assert of_every_iteration == trained(experiment, iterations, 1)


@examples(100)
@given(edited(), st.integers(1, LENGTH + 2))
@example(with_edits(*SWITCHED), 12)
@example(with_edits(*SWITCHED), 6)
@example(with_edits("syn1[2,0]=0.5@5:syn0", "syn1[2,0]=0.25@5:syn1"), 6)
def test_any_run_with_changes_has_the_same_bits(experiment: Experiment, iterations: int) -> None:
    assert_same_run(experiment, iterations)


@examples(60)
@given(experiments(FINITE_NUMBERS, ANY_ALPHAS), st.integers(1, 6))
def test_so_has_any_run_that_overflows(experiment: Experiment, iterations: int) -> None:
    assert_same_run(experiment, iterations)


def test_what_is_changed_later_is_not_in_it() -> None:
    experiment = with_edits("syn0[0,1]=0.5@100:l0", "syn1[2,0]=off@254:syn0", "y[0,0]=1@255:l0")
    text = numpy_script(experiment, 255)
    code = [row for row in text.splitlines() if not row.startswith("#")]
    assert sum("iteration ==" in row for row in code) == 2
    assert "syn1[2,0]=off@254:syn0" in text


def test_without_changes_it_is_the_videos_script_and_nothing_else() -> None:
    for experiment in (Experiment(), Experiment(COPY_FIRST, hidden=0)):
        text = numpy_script(experiment, 60_000)
        loop = text[text.index("for iteration") :]
        at = [loop.index(f"\n    {step.source}\n") for step in experiment.script.steps]
        assert at == sorted(at)
        assert "switch" not in text
        assert "os.environ" not in text
        assert len(text.splitlines()) < 52


def test_large_data_are_in_it_whole() -> None:
    random = np.random.RandomState(0)
    X, y = random.normal(size=(10_000, 3)), random.random_sample((10_000, 1))
    experiment = Experiment(Dataset.of("large", X, y), 8, 0.0001)
    text = numpy_script(experiment, 3)
    assert text.index("OPENBLAS_NUM_THREADS") < text.index("import numpy")
    variables, printed = executed(text)
    assert same(variables["X"], X)
    assert printed == trained(experiment, 3, EVERY)
    assert printed.count("\n") == 10_003  # the error, a heading, the output, what is right


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(-0.0)
@example(1e16)
def test_numbers_are_written_to_the_last_bit(value: float) -> None:
    assert float(eval(number(value))).hex() == value.hex()


# In a Python of its own.


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True)


@pytest.mark.parametrize(
    ("experiment", "iterations"),
    [
        (Experiment(), 20_001),
        (Experiment(COPY_FIRST, hidden=0), 10_000),
        (with_edits(*SWITCHED, seed=3), 255),
    ],
)
def test_it_prints_what_train_prints(
    experiment: Experiment, iterations: int, tmp_path: Path
) -> None:
    file = tmp_path / "run.py"
    file.write_text(numpy_script(experiment, iterations), encoding="utf-8")
    program, *options = train(experiment, iterations)
    assert shlex.join([program, *options]) in file.read_text(encoding="utf-8")
    plain = run("-W", "error", str(file))
    assert plain.stderr == ""
    assert plain.stdout == run("-m", "tinynet_tui", *options).stdout
    assert plain.stdout.startswith("Error: 0.")


def test_it_needs_nothing_of_the_program() -> None:
    text = numpy_script(with_edits(*SWITCHED), 12)
    imports = [row for row in text.splitlines() if row.startswith(("import", "from"))]
    assert imports == ["import numpy as np"]


def test_it_says_where_the_trainer_stood() -> None:
    text = numpy_script(Experiment(seed=3), 255, "tinynet-tui --seed 3")
    head = text.splitlines()[:3]
    assert "iterations 0 to 254" in head[0]
    assert "tinynet-tui train --seed 3 --iterations 255" in head[1]
    assert head[2].endswith("tinynet-tui --seed 3")


def test_the_manual_shows_what_it_prints() -> None:
    _, printed = executed(numpy_script(Experiment(), 255))
    assert f"$ python tinynet-xor-seed1-254.py\n{printed}" == page("saving").block("$ python")
