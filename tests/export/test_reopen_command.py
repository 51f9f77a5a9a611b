"""The command that is copied opens exactly what was seen, whatever is done to it on the way."""

from __future__ import annotations

import asyncio
import shlex
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.reopening import FIRST, FOLDER, opened_by, situations
from helpers.trainer import opened
from tinynet_tui.cli import main as cli
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.reopen_command import describe, line, quoted, reopen, train, wrapped
from tinynet_tui.report import train as report
from tinynet_tui.ui.dialogs.copy import command

(Path(FOLDER.name) / "a\nb\x1b.csv").write_text("a,b,c\n-0.5,1,0\n1e-3,0.25,1\n")


async def copied_from(opened_with: dict[str, Any]) -> list[str]:
    """What the app copies where a command has opened it."""
    options = {name: opened_with[name] for name in ("iterations", "at", "cell")}
    position = options["at"] or Position()
    async with opened(opened_with["experiment"], **options) as trainer:
        await trainer.rests_at(position.iteration, position.step)
        assert trainer.main.view is not None
        return command(trainer.main.view)


@examples(15)
@given(situations())
def test_any_experiment_survives_the_app(
    situation: tuple[Experiment, int, Position, str, Cursor],
) -> None:
    """From the command line into the app, and out of it as the command that is copied."""
    experiment, iterations, position, subject, cursor = situation
    near = Position(position.iteration % 50, position.step)
    words = reopen(experiment, iterations, near, subject, cursor)
    assert asyncio.run(copied_from(opened_by(words))) == words


def read_by(shell: str, command: str) -> list[str]:
    """The words that a shell makes of a command."""
    out = subprocess.run(
        [shell, "-c", f"printf '%s\\0' {command}"], capture_output=True, check=True
    )
    return [word.decode(errors="surrogateescape") for word in out.stdout.split(b"\0")[:-1]]


@given(situations())
def test_any_experiment_survives_the_command(
    situation: tuple[Experiment, int, Position, str, Cursor],
) -> None:
    experiment, iterations, position, subject, cursor = situation
    words = reopen(*situation)
    assert shlex.split(line(words)) == words
    found = opened_by(shlex.split(line(words)))
    assert found["experiment"] == experiment
    assert found["iterations"] == iterations
    at = found["at"] or Position()
    assert at == position
    name, there = found["cell"] or (experiment.script.names[at.step - 1], FIRST)
    assert name == subject
    assert all(
        there.cell(other, experiment.dimensions) == cursor.cell(other, experiment.dimensions)
        for other in (*experiment.script.names, "y")
    )
    assert not found["play"]
    assert reopen(found["experiment"], found["iterations"], at, name, there) == words


@given(situations())
def test_train_takes_the_same_options(
    situation: tuple[Experiment, int, Position, str, Cursor],
) -> None:
    experiment, iterations, *_ = situation
    calls: list[tuple[Experiment, int]] = []

    def record(experiment: Experiment, *, iterations: int, **_: object) -> int:
        calls.append((experiment, iterations))
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "train", record)
        assert cli.main(train(experiment, iterations)[1:]) == 0
    assert calls == [(experiment, iterations)]


def test_what_goes_without_saying_is_left_out() -> None:
    words = reopen(Experiment(), ITERATIONS, Position(), "l0", FIRST)
    assert words == ["tinynet-tui"]
    circle = parse("circle")
    assert describe(Experiment(circle, alpha=circle.alpha)) == ["--dataset", "circle"]
    assert describe(Experiment(circle, alpha=1.0)) == ["--dataset", "circle", "--alpha", "1"]


def test_the_command_of_the_issue() -> None:
    experiment = Experiment(seed=3, edits=(Edit(Position(100, 1), "syn0", (0, 1), 0.5),))
    words = reopen(experiment, ITERATIONS, Position(254, 6), "syn0", Cursor(hidden=1))
    assert line(words) == (
        "tinynet-tui --seed 3 --set 'syn0[0,1]=0.5@100:l0' --at 254:l1_error --cell 'syn0[0,1]'"
    )


def test_the_name_of_a_file_stays_as_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER.name)
    for name in ("my data.csv", "-x.csv"):
        dataset = load(name)
        words = ["tinynet-tui", *describe(Experiment(dataset, alpha=dataset.alpha))]
        assert any(word.endswith(name) for word in words)
        assert not any(FOLDER.name in word for word in words)
        assert opened_by(words)["experiment"].dataset == dataset


# In a shell.


@pytest.mark.parametrize("shell", ["bash", "sh"])
@given(situations())
@example((Experiment(load(str(Path(FOLDER.name) / "day's $1.csv"))), 9, Position(), "l0", FIRST))
def test_a_shell_makes_the_same_words(
    shell: str, situation: tuple[Experiment, int, Position, str, Cursor]
) -> None:
    words = reopen(*situation)
    assert read_by(shell, line(words)) == words
    assert read_by(shell, "\n".join(wrapped(words, 40))) == words


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
@example("a\nb\x1b.csv")
@example("a'\\\x7f")
@example("\x1b1\udcff2")
def test_any_word_is_printable_and_the_same_in_bash(word: str) -> None:
    assert quoted(word).isprintable()
    assert read_by("bash", quoted(word)) == [word]


def test_a_file_whose_name_would_confuse_a_terminal() -> None:
    experiment = Experiment(load(str(Path(FOLDER.name) / "a\nb\x1b.csv")))
    words = reopen(experiment, ITERATIONS, Position(), "l0", FIRST)
    assert r"a\012b\033.csv" in line(words)
    assert opened_by(read_by("bash", line(words)))["experiment"] == experiment


# In lines.


@given(situations(), st.integers(20, 100))
def test_lines_are_no_longer_than_there_is_room(
    situation: tuple[Experiment, int, Position, str, Cursor], width: int
) -> None:
    words = reopen(*situation)
    lines = wrapped(words, width)
    assert all(text.endswith(" \\") for text in lines[:-1])
    for text in lines:
        option = text.removesuffix(" \\").strip()
        assert len(text) <= width or option.count(" --") == 0
        assert not option.endswith(tuple(f" --{name}" for name in ("at", "cell", "set", "seed")))


def test_the_numbers_are_the_same_not_the_text_only() -> None:
    """What the copied words open has the same bits as what was copied."""
    edit = Edit(Position(3, 6), "syn0", (0, 1), float(np.nextafter(0.1, 1)))
    experiment = Experiment(seed=2**32 - 1, alpha=float(np.nextafter(1, 2)), edits=(edit,))
    again = opened_by(reopen(experiment, ITERATIONS, Position(9), "l0", FIRST))["experiment"]
    assert again.alpha.hex() == experiment.alpha.hex()
    assert again.edits[0].value.hex() == edit.value.hex()  # type: ignore[union-attr]
