"""A built-in script, a copy of it, or one with other numbers is opened as the built-in network."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from helpers.reopening import opened_by, state
from tinynet_tui.cli import main as cli
from tinynet_tui.cli import script
from tinynet_tui.data.built_in import COPY_FIRST, find
from tinynet_tui.data.csv_file import load
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.last_session import LastSession, default_path
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.export.reopen_command import reopen
from tinynet_tui.network.bundled_scripts import FOLDER, THREE_LAYERS, TWO_LAYERS

LET = ("--seed", "5", "--let", "alpha=0.5", "--at", "254:l1_error", "--play")


class OpenedByEngine(Exception):
    """The file is a script of the user's own."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def refuse(name: str) -> None:
        raise OpenedByEngine(name)

    monkeypatch.setattr(script, "require_script", refuse)


def opened(*words: str) -> dict[str, Any]:
    return opened_by(["tinynet-tui", *words])


def written(text: str, name: str = "mine.py") -> str:
    Path(name).write_text(text)
    return name


def by_engine(*words: str) -> bool:
    try:
        opened(*words)
    except OpenedByEngine:
        gc.enable()
        return True
    return False


def test_the_files_are_the_built_in_network() -> None:
    call = opened(str(FOLDER / "three_layers.py"))
    assert (call["experiment"], call["iterations"]) == (Experiment(), 60_000)
    assert (call["at"], call["cell"], call["greeting"], call["play"]) == (None, None, "", False)
    call = opened(str(FOLDER / "two_layers.py"))
    assert call["experiment"] == Experiment(COPY_FIRST, hidden=0)
    assert call["iterations"] == 10_000


def test_a_copy_takes_the_options_of_a_script() -> None:
    call = opened(written(THREE_LAYERS.text), *LET)
    assert call["experiment"] == Experiment(seed=5, alpha=0.5)
    assert (call["at"], call["play"]) == (Position(254, 6), True)


def test_what_only_the_engine_can_do_goes_to_the_engine() -> None:
    name = written(THREE_LAYERS.text)
    assert not by_engine(name)
    for words in (
        ["--at", "254:7"],
        ["--set", "syn0[0,1]=0.5@100:7"],
        ["--error", "abs(l2_error).max()"],
        ["--loop", str(THREE_LAYERS.loop.line)],
        ["--let", "beta=2"],
    ):
        assert by_engine(name, *words)


@pytest.mark.parametrize(
    "text",
    [
        THREE_LAYERS.text.replace("slope(l2)", "sigmoid(l2)"),
        TWO_LAYERS.text.replace("+= alpha", "-= alpha"),
        "for",
        "print(1)\n",
        "",
    ],
)
def test_another_line_goes_to_the_engine(text: str) -> None:
    assert by_engine(written(text))


def test_what_is_no_file_goes_to_the_engine() -> None:
    Path("folder.py").mkdir()
    assert by_engine("folder.py")


def test_data_of_the_text_are_data_from_then_on() -> None:
    name = written(THREE_LAYERS.text.replace("[0, 0, 1]", "[0, 0.5, 1]"))
    experiment = opened(name)["experiment"]
    assert experiment.dataset.spec == name
    words = reopen(experiment, 60_000, Position(3, 2), "l1", Cursor())
    assert words[:3] == ["tinynet-tui", "--dataset", name]
    assert opened_by(words)["experiment"] == experiment


def test_a_saved_run_has_the_data_that_it_names() -> None:
    Path("own.csv").write_text("height,width,kind\n1,2,0\n2,1,1\n3,5,0\n2,2,1\n")
    for data in (load("own.csv"), load("own.csv", scale=True), find("circle:points=20,seed=3")):
        experiment = Experiment(data, hidden=3, alpha=0.5, seed=2, test=0.2)
        call = opened(written(numpy_script(experiment, 100)))
        assert (call["experiment"], call["iterations"]) == (experiment, 100)
    Path("own.csv").unlink()
    experiment = Experiment(data, hidden=3, alpha=0.5, seed=2)
    assert opened(written(numpy_script(experiment, 100)))["experiment"] == experiment


def test_the_last_session_and_the_copied_command_lead_back() -> None:
    name = written(THREE_LAYERS.text.replace("[0, 0, 1]", "[0, 0.5, 1]"))
    experiment = opened(name, "--seed", "3")["experiment"]
    with state():
        left = LastSession.at(experiment, 60_000, Position(7, 3), "l2", Cursor())
        left.write(default_path())
        Path("elsewhere").mkdir()
        call = opened("--resume")
        assert call["experiment"].seed == 3
        assert (call["experiment"].dataset.X == experiment.dataset.X).all()
        assert call["at"] == Position(7, 3)
        assert "last session" in call["greeting"]
        LastSession(["tinynet-tui", str(Path(name).absolute()), "--at", "5:l1"], "").write(
            default_path()
        )
        assert opened("--resume")["at"] == Position(5, 2)


def test_explain_explains_it_as_the_built_in_network(capsys: pytest.CaptureFixture[str]) -> None:
    name = written(THREE_LAYERS.text)
    for at in (["--at", "254:l1_error"], []):
        assert cli.main(["explain", *at]) == 0
        built_in = capsys.readouterr().out
        assert cli.main(["explain", name, *at]) == 0
        assert capsys.readouterr().out == built_in
    assert cli.main(["explain", name, "--let", "alpha=0.5", "--at", "3:syn0"]) == 0
    changed = capsys.readouterr().out
    assert cli.main(["explain", "--alpha", "0.5", "--at", "3:syn0"]) == 0
    assert capsys.readouterr().out == changed


def test_data_of_a_script_take_no_options_of_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    name = written(THREE_LAYERS.text)
    assert cli.main(["train", "--dataset", name, "--scale"]) == 2
    assert "--scale is only for a CSV file; mine.py is a script" in capsys.readouterr().err
    other = written("X = 3\n", "other.py")
    assert cli.main(["train", "--dataset", other]) == 2
    assert "other.py: it has no matrix of numbers X" in capsys.readouterr().err
    broken = written("X = (\n", "broken.py")
    assert cli.main(["train", "--dataset", broken]) == 2
    assert "broken.py:1: not Python" in capsys.readouterr().err


def test_a_cell_and_hidden_neurons_are_those_of_the_built_in_network(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = written(THREE_LAYERS.text)
    call = opened(name, "--cell", "l1[2,3]", "--hidden", "6")
    assert call["experiment"] == Experiment(hidden=6)
    assert call["cell"] == ("l1", Cursor(example=2, hidden=3))
    for words, said in (
        (["--cell", "l9[0,0]"], "--cell: 'l9' is not a variable"),
        (["--hidden", "2", "--cell", "l1[2,3]"], "--cell: "),
    ):
        assert cli.main([name, *words]) == 2
        assert said in capsys.readouterr().err


def test_explain_takes_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    name = written(THREE_LAYERS.text)
    at = ["explain", name, "--at", "254:l1_error"]
    assert cli.main([*at, "--cell", "l1_error[2,0]"]) == 0
    assert "l1_error[2,0]   -0.04579" in capsys.readouterr().out
    assert cli.main([*at, "--hidden", "3", "--cell", "l1_error[2,2]"]) == 0
    assert "hidden neuron 2" in capsys.readouterr().out


OWN = """\
import numpy as np
np.random.seed(1)
width = 5
rate = 0.5
X, y = np.eye(3), np.ones((3, 1))
w = np.random.rand(3, 1)
for i in range(10):
    e = y - X @ w
    w += rate * X.T @ e
"""


@pytest.mark.parametrize("command", [[], ["explain"]])
def test_for_a_script_of_ones_own_hidden_says_what_to_use(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    name = written(OWN)
    assert cli.main([*command, name, "--hidden", "3"]) == 2
    assert capsys.readouterr().err == (
        "tinynet-tui: --hidden is for the built-in scripts; "
        "--let changes a number of this one: width, rate\n"
    )
    name = written(OWN.replace("width = 5\nrate = 0.5\n", "").replace("rate *", "0.5 *"))
    assert cli.main([*command, name, "--hidden", "3"]) == 2
    assert "this one has no such number" in capsys.readouterr().err
