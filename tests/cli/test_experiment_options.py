"""`--preset` and the command that lists them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from helpers.reopening import caught
from tinynet_tui.cli import main as cli
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.experiment.presets import PRESETS, Preset, find

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the trainer has been opened with, instead of being opened."""
    return caught(monkeypatch)


@pytest.mark.parametrize("one", PRESETS, ids=lambda one: one.name)
def test_a_preset_opens_its_experiment_at_its_place(
    opened: list[dict[str, Any]], one: Preset
) -> None:
    assert cli.main(["--preset", one.name]) == 0
    (call,) = opened
    assert call["experiment"] == one.experiment
    assert call["iterations"] == one.iterations
    assert call["at"] == one.position
    assert call["cell"] == one.cursor
    assert not call["play"]


def named(name: str) -> Experiment:
    preset = find(name)
    assert preset is not None
    return preset.experiment


@pytest.mark.parametrize(
    ("words", "experiment", "at"),
    [
        ("--preset stuck --seed 3", Experiment(seed=3), Position(59_999, 8)),
        ("--seed=3 --preset=stuck", Experiment(seed=3), Position(59_999, 8)),
        ("--preset stuck --at 7:l0", Experiment(seed=911), Position(7, 1)),
        ("--preset dead --alpha 1", Experiment(), Position(3, 5)),
        ("--preset equal --seed 2", replace(named("equal"), seed=2), Position(59_999, 9)),
        ("--preset equal --hidden 4", named("equal"), Position(59_999, 9)),
        # A place need not exist in another network or in other data.
        ("--preset stuck --hidden 1", Experiment(seed=911, hidden=1), None),
        ("--preset stuck --dataset copy-first", Experiment(dataset=COPY_FIRST, seed=911), None),
        ("--preset article --dataset xor", Experiment(hidden=0), None),
    ],
)
def test_options_win_over_the_preset(
    opened: list[dict[str, Any]], words: str, experiment: Experiment, at: Position | None
) -> None:
    assert cli.main(words.split()) == 0
    assert opened[0]["experiment"] == experiment
    assert opened[0]["at"] == at


def test_a_commentary_is_told_of_its_own_run_only(opened: list[dict[str, Any]]) -> None:
    for words in (
        "--preset stuck --at 7:l0",
        "--preset stuck --seed 911",
        "--preset stuck --seed 3",
    ):
        assert cli.main(words.split()) == 0
    told = [call["greeting"].partition("\n")[0] for call in opened]
    assert told == ["Two examples that cancel out", "Two examples that cancel out", ""]


def test_edits_are_added_to_those_of_the_preset(opened: list[dict[str, Any]]) -> None:
    assert cli.main(["--preset", "equal", "--set", "syn0[1,2]=2@0:l0"]) == 0
    edits = opened[0]["experiment"].edits
    assert edits[:-1] == named("equal").edits
    assert (edits[-1].target, edits[-1].value) == ("syn0[1,2]", 2)


def test_a_cell_wins_over_the_presets(opened: list[dict[str, Any]]) -> None:
    assert cli.main(["--preset", "stuck", "--cell", "syn0[1,0]"]) == 0
    assert opened[0]["cell"] == ("syn0", Cursor(input=1))


def test_iterations_win_even_where_they_are_the_usual_number(opened: list[dict[str, Any]]) -> None:
    assert cli.main(["--preset", "late", "--iterations", "60000"]) == 0
    assert opened[0]["iterations"] == 60_000


def test_train_takes_the_settings(capsys: Capture) -> None:
    assert cli.main(["train", "--preset", "zero", "--iterations", "1000", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["output"] == [[0.5]] * 4


@pytest.mark.parametrize("one", PRESETS, ids=lambda one: one.name)
def test_train_takes_every_preset(capsys: Capture, one: Preset) -> None:
    assert cli.main(["train", "--preset", one.name, "--iterations", "1"]) == 0
    assert capsys.readouterr().out.startswith("Error: ")


def test_explain_takes_the_place_and_the_cell(capsys: Capture) -> None:
    assert cli.main(["explain", "--preset", "stuck"]) == 0
    plain = capsys.readouterr().out
    words = ["--seed", "911", "--at", "59999:syn1", "--cell", "syn1[2,0]"]
    assert cli.main(["explain", *words]) == 0
    assert plain == capsys.readouterr().out
    assert cli.main(["explain", "--preset", "stuck", "--cell", "syn1[0,0]"]) == 0
    other = capsys.readouterr().out
    assert "syn1[0,0]" in other and "syn1[2,0]" not in other


def test_an_unknown_preset_is_refused_in_one_line(capsys: Capture) -> None:
    assert cli.main(["--preset", "stcuk"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "'stcuk'" in err and err.endswith("; did you mean stuck?\n")
    assert all(preset.name in err for preset in PRESETS)


def test_what_resembles_no_preset_is_refused_too(capsys: Capture) -> None:
    assert cli.main(["train", "--preset", ""]) == 2
    assert capsys.readouterr().err.endswith(f"{PRESETS[-1].name}\n")


def test_the_command_lists_them_all(capsys: Capture) -> None:
    assert cli.main(["presets"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    flowing = " ".join(out.split())
    for preset in PRESETS:
        assert f"{preset.name}: {preset.title} {preset.settings} {preset.commentary}" in flowing
    assert out.endswith("\n\nOpen one: tinynet-tui --preset NAME\n")


@pytest.mark.parametrize("command", ["presets", "verify"])
def test_the_command_takes_no_arguments(command: str, capsys: Capture) -> None:
    assert cli.main([command, "stuck"]) == 2
    assert f"{command} takes no arguments, but 'stuck' was given" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["--hidden 0", "--dataset copy-first"])
def test_edits_that_would_not_fit_are_refused(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--preset", "equal", *words.split()]) == 2
    assert "--preset: equal edits weights of xor 3-4-1" in capsys.readouterr().err
