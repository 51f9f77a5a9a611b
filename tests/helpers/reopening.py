"""Random screens, and what a command line opens the trainer with."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st

from helpers.clouds import CLOUDS
from helpers.strategies import ANY_ALPHAS, edits
from tinynet_tui.cli import main as cli
from tinynet_tui.cli import viewing
from tinynet_tui.data.built_in import of_cloud, parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import NAMES, Choice
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS, MAX_HIDDEN, MAX_ITERATIONS
from tinynet_tui.experiment.position import Position

FIRST = Cursor()
RESUME = ["tinynet-tui", "--resume"]


@contextmanager
def state() -> Iterator[Path]:
    """The file in which it is kept, in a folder that is not there yet."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", folder)
        yield Path(folder, "tinynet-tui", "left.json")


@st.composite
def from_files(draw: st.DrawFn) -> Dataset:
    """Data from one of several CSV files, which exist as long as the tests run."""
    name = draw(st.sampled_from(FILES))
    with_bias, scale, choice = (
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(CHOICES)),
    )
    return load(str(Path(FOLDER.name) / name), choice, bias=with_bias, scale=scale)


FILES = ("data.csv", "my data.csv", "-x.csv", "day's $1.csv", "ü.csv")
CHOICES = (
    *(
        Choice(1),
        Choice(2),
        Choice(target=("-b, c",)),
        Choice(ignore=("a",)),
        Choice(ignore=("3",)),
    ),
    *(Choice(target=("kind", "-b, c")), Choice(target=("4",), ignore=("-b, c", "a"))),
)
FOLDER = TemporaryDirectory()
for _name in FILES:
    (Path(FOLDER.name) / _name).write_text(
        'a,"-b, c",kind,d\n-0.5,1,x,0\n1e-3,0.25,"y y",1\n0,0,z,0.5\n'
    )


def as_typed(edit: Edit) -> Edit:
    """An edit without a negative zero, which nobody can type."""
    return edit if isinstance(edit.value, str) else replace(edit, value=edit.value + 0.0)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Experiment, int, Position, str, Cursor]:
    """An experiment, its length, a position, a variable and the cursor."""
    builtin = st.sampled_from(NAMES).map(parse)
    dataset = draw(builtin | CLOUDS.map(of_cloud) | from_files())
    plain = Experiment(
        dataset=dataset,
        hidden=draw(st.sampled_from([0, 4]) | st.integers(0, MAX_HIDDEN)),
        alpha=draw(st.just(dataset.alpha) | ANY_ALPHAS),
        seed=draw(st.sampled_from([1]) | st.integers(0, 2**32 - 1)),
    )
    changes = draw(st.lists(edits(plain, MAX_ITERATIONS).map(as_typed), max_size=4))
    experiment = replace(
        plain, edits=tuple(changes), test=draw(st.just(0.0) | st.floats(0, 0.99).map(abs))
    )
    script, examples = experiment.script, len(dataset.X)
    position = Position(
        draw(st.integers(0, MAX_ITERATIONS - 1)), draw(st.integers(1, len(script.steps)))
    )
    cursor = Cursor(
        draw(st.integers(0, examples - 1)),
        draw(st.integers(0, experiment.sizes[0] - 1)),
        draw(st.integers(0, max(1, plain.hidden) - 1)),
        draw(st.integers(0, experiment.sizes[-1] - 1)),
    )
    subject = draw(st.sampled_from([script.names[position.step - 1], *script.names, "y"]))
    iterations = draw(st.just(ITERATIONS) | st.integers(1, MAX_ITERATIONS))
    return experiment, iterations, position, subject, cursor


def caught(patch: pytest.MonkeyPatch, status: int = 0) -> list[dict[str, Any]]:
    """Replace opening the trainer by a function that records its arguments in the list returned."""
    calls: list[dict[str, Any]] = []

    def open_trainer(experiment: Experiment, **options: object) -> int:
        calls.append({"experiment": experiment, **options})
        return status

    module = ModuleType("tinynet_tui.ui.app.launch")
    module.open_trainer = open_trainer  # type: ignore[attr-defined]
    patch.setitem(sys.modules, "tinynet_tui.ui.app.launch", module)
    patch.setattr(viewing, "is_terminal", lambda stream: True)
    patch.setenv("TERM", "xterm-256color")
    return calls


def opened_by(words: list[str]) -> dict[str, Any]:
    """The arguments with which a command opens the trainer."""
    with pytest.MonkeyPatch.context() as patch:
        calls = caught(patch)
        assert words[0] == "tinynet-tui"
        assert cli.main(words[1:]) == 0
    gc.enable()  # the app does
    (call,) = calls
    return call
