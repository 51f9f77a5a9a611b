"""The built-in scripts are files: `python` runs them, and they are what the program knows."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from helpers.strategies import same
from helpers.waiting import DEADLINE
from tinynet_tui.collection.collection import COLLECTION
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.engine.plan import Choice, plan
from tinynet_tui.engine.source import read
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.network import activations
from tinynet_tui.network.bundled_scripts import FOLDER, THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.script import Script

ERRORS = [
    *(0.496410031903, 0.00858452565325, 0.00578945986251),
    *(0.00462917677677, 0.00395876528027, 0.00351012256786),
]
PUBLISHED = {
    "three_layers": (ERRORS, [0.00260572, 0.99672209, 0.99701711, 0.00386759]),
    "two_layers": ([0.517208275438], [0.00966449, 0.00786506, 0.99358898, 0.99211957]),
}
ITSELF = {
    "three_layers": (Experiment(), 60_000),
    "two_layers": (Experiment(COPY_FIRST, hidden=0), 10_000),
}
BOTH = pytest.mark.parametrize("script", [THREE_LAYERS, TWO_LAYERS])


@pytest.mark.parametrize("name", PUBLISHED)
def test_python_prints_the_published_digits(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(FOLDER / f"{name}.py")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE)
    assert (done.returncode, done.stderr) == (0, "")
    errors, outputs = PUBLISHED[name]
    first, matrix = done.stdout.split("Output After Training:\n")
    printed = [float(line.removeprefix("Error: ")) for line in first.splitlines()]
    assert printed == pytest.approx(errors, rel=1e-9)
    assert [float(word) for word in matrix.replace("[", "").replace("]", "").split()] == outputs


@pytest.mark.parametrize("name", ITSELF)
def test_what_is_saved_of_the_run_in_a_file_is_that_file(name: str) -> None:
    text = (FOLDER / f"{name}.py").read_text()
    file, saved = ast.parse(text), ast.parse(numpy_script(*ITSELF[name]))
    del file.body[0]  # its docstring
    assert ast.dump(file) == ast.dump(saved)


def test_every_file_is_known() -> None:
    known = {*(f"{name}.py" for name in PUBLISHED), *(one.path.name for one in COLLECTION)}
    assert known == {path.name for path in FOLDER.glob("*.py")}


@BOTH
def test_the_steps_are_the_engines(script: Script) -> None:
    """Those that write something; the engine has the line that prints as well."""
    found = plan(read(script.name, script.text.encode()), Choice())
    writing = [step for step in found.steps if step.writes]
    assert [(step.name, step.operands) for step in script.steps] == [
        (step.writes[0], step.reads) for step in writing
    ]
    compare = found.steps[found.compares or 0]
    assert compare.writes == (script.error,)
    assert {setting.name: setting.value for setting in found.settings} == {"alpha": 1}
    assert found.seed == 1


@BOTH
def test_roles_follow_from_the_flow_of_data(script: Script) -> None:
    found = script.variables
    assert found.given == ("X", "y", "alpha")
    assert found.states == {*script.weights}
    assert {*script.weights} == {step.name for step in script.steps if step.way == "update"}
    assert all(found.is_computed(s.name) for s in script.steps if s.way != "update")


@BOTH
def test_its_functions_are_those_that_are_explained(script: Script) -> None:
    x = np.linspace(-20, 20, 1001)
    assert list(script.functions) == list(activations.FUNCTIONS)
    for name, function in script.functions.items():
        assert same(function(x), activations.FUNCTIONS[name].compute(x))
