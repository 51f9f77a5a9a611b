"""A file that is a built-in script with other numbers is told by its text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.edited import LENGTH, edited
from helpers.examples import examples
from helpers.reopening import as_typed
from helpers.strategies import experiments, same
from tinynet_tui.data.built_in import COPY_FIRST, find
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.source import read
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.export.known_script import Known, known
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS

VIDEO = THREE_LAYERS.text


def told(text: str, choice: Choice | None = None) -> Known | None:
    return known(read("mine.py", text.encode()), choice or Choice())


def assert_same_run(found: Known | None, experiment: Experiment) -> None:
    """All that determines a number is the same; the data may have another name."""
    assert found is not None
    one = found.experiment
    assert (one.hidden, one.alpha, one.seed) == (
        experiment.hidden,
        experiment.alpha,
        experiment.seed,
    )
    assert same(one.dataset.X, experiment.dataset.X)
    assert same(one.dataset.y, experiment.dataset.y)
    assert (
        numpy_script(one, 9, data=False).splitlines()[2:]
        == (numpy_script(experiment, 9, data=False).splitlines()[2:])
    )


def test_the_built_in_files_are_their_own_experiments() -> None:
    assert told(VIDEO) == (Experiment(), 60_000)
    assert told(TWO_LAYERS.text) == (Experiment(COPY_FIRST, hidden=0), 10_000)


ALIKE = {
    "np.random.seed(1)": ("np.random.seed(7)", Experiment(seed=7)),
    "alpha = 1\n": ("alpha = 0.25\n", Experiment(alpha=0.25)),
    "alpha = 1 ": ("alpha = 1.0 ", Experiment()),
    "    [0],\n    [1],\n    [1],\n    [0],": ("[0], [0], [0], [1]", Experiment(find("and"))),
    "], float)": ("])", Experiment()),
    "% 10000": ("% 500", Experiment()),
    "    l0 = X\n": ("\n    # the input\n    l0=X  # again\n", Experiment()),
    "    return l * (1 - l)": ('    """Return a slope."""\n    return l*(1-l)', Experiment()),
}


@pytest.mark.parametrize("old", [old for old in ALIKE if old in VIDEO])
def test_other_numbers_make_another_experiment_and_comments_none(old: str) -> None:
    new, experiment = ALIKE[old]
    found = told(VIDEO.replace(old, new))
    assert found is not None
    assert (found.experiment, found.iterations) == (experiment, 60_000)


def test_the_shapes_tell_the_hidden_neurons() -> None:
    found = told(VIDEO.replace("(3, 4)", "(3, 7)").replace("(4, 1)", "(7, 1)"))
    assert found == (Experiment(hidden=7), 60_000)
    assert told(VIDEO.replace("(3, 4)", "(3, 7)")) is None


def test_the_loop_tells_the_iterations() -> None:
    assert told(VIDEO.replace("range(60000)", "range(300)")) == (Experiment(), 300)


def test_numbers_that_are_chosen_are_put_in() -> None:
    found = told(VIDEO, Choice(seed=5, lets={"alpha": 0.5}))
    assert found == (Experiment(seed=5, alpha=0.5), 60_000)


OTHERS = {
    "l2_error * slope(l2)": "l2_error * sigmoid(l2)",
    "l2_delta @ syn1.T": "l2_error @ syn1.T",
    "syn0 += alpha": "syn0 -= alpha",
    "return l * (1 - l)": "return 1 - l * l",
    "np.random.seed(1)": "np.random.seed(1 + 1)",
    "2 * np.random.random((3, 4)) - 1": "np.random.random((3, 4))",
    "alpha = 1\n": "alpha = -1\n",
    "    [0],\n    [1],\n    [1],\n    [0],": "0, 1, 1, 0",
    "[1, 1, 1],": "[1, 1],",
    "[0, 0, 1],": "[0, 0, np.nan],",
    "print(l2)": "print(l2 > 0.5)",
    "    l0 = X\n": "    l0 = X\n    alpha = alpha * 0.999\n",
    "range(60000)": "range(0)",
    "% 10000": "% 0",
    "import numpy as np": "import numpy as np\nnp.seterr(all='raise')",
}


@pytest.mark.parametrize("old", OTHERS)
def test_a_line_that_matters_makes_it_another_script(old: str) -> None:
    assert old in VIDEO
    assert told(VIDEO.replace(old, OTHERS[old], 1)) is None


def test_who_chooses_a_loop_or_an_error_wants_the_engine() -> None:
    assert told(VIDEO, Choice(loop=THREE_LAYERS.loop.line)) is None
    assert told(VIDEO, Choice(error="abs(l2_error).max()")) is None
    assert told(VIDEO, Choice(lets={"beta": 1.0})) is None


@examples(100)
@given(edited(), st.integers(1, LENGTH + 2))
def test_any_run_with_edits_is_told_by_what_is_saved_of_it(
    experiment: Experiment, iterations: int
) -> None:
    data = experiment.dataset
    targets = Dataset.of("random", data.X, np.abs(data.y) % 1)  # as in any file of data
    edits = tuple(map(as_typed, experiment.edits))
    experiment = replace(experiment, dataset=targets, edits=edits)
    found = told(numpy_script(experiment, iterations, "tinynet-tui --at 5:l1"))
    assert found is not None
    assert found.iterations == iterations
    assert (
        numpy_script(found.experiment, iterations).splitlines()[2:]
        == (numpy_script(experiment, iterations).splitlines()[2:])
    )


@examples(60)
@given(experiments(st.floats(0, 1)))
def test_any_data_stand_in_what_is_saved(experiment: Experiment) -> None:
    assert_same_run(told(numpy_script(experiment, 9)), experiment)


@pytest.mark.parametrize("share", [0.2, 0.25, 0.5, 0.9])
def test_examples_held_back_are_told_too(share: float) -> None:
    experiment = Experiment(find("circle"), test=share)
    assert told(numpy_script(experiment, 9)) == (experiment, 9)


def test_data_named_in_the_file_keep_their_name(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("a,b,t\n0,0.5,0\n1,0.25,1\n")
    experiment = Experiment(load(str(path)), alpha=0.5)
    source = read("mine.py", numpy_script(experiment, 9).encode())
    commands: list[str] = []

    def named(command: str) -> None:
        commands.append(command)

    plain = known(source, Choice(), named)
    assert plain is None or plain.experiment.dataset.spec == "mine.py"
    assert commands == [f"tinynet-tui train --dataset {path} --alpha 0.5 --iterations 9"]
    assert known(source, Choice(), lambda command: experiment.dataset) == (experiment, 9)
    other = Experiment(find("circle")).dataset
    assert known(source, Choice(), lambda command: other) == plain


def test_a_file_without_a_suffix_is_opened_by_the_engine_if_its_data_have_no_name() -> None:
    text = VIDEO.replace("[0, 0, 1]", "[0, 0.5, 1]")
    assert known(read("mine", text.encode()), Choice()) is None
    found = known(read("mine.py", text.encode()), Choice())
    assert found is not None
    assert found.experiment.dataset.spec == "mine.py"
    assert np.array_equal(found.experiment.dataset.X[0], [0, 0.5, 1])
