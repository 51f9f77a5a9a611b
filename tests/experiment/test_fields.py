"""The table of an experiment's fields: none is missing, and every place takes them from it."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.project import ROOT
from helpers.reopening import situations
from helpers.waiting import DEADLINE
from tinynet_tui.data.names import FUNCTIONS, NAMED
from tinynet_tui.experiment import limits
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import DATASET, EDITS, FIELDS, RUN_LENGTH, in_words

NAMES = [field.name for field in dataclasses.fields(Experiment)]


def test_every_field_of_an_experiment_is_in_the_table() -> None:
    assert [field.name for field in FIELDS] == NAMES


def test_every_order_has_all_fields() -> None:
    assert sorted(field.name for field in in_words()) == sorted(NAMES)


def test_what_a_field_follows_stands_before_it() -> None:
    for at, field in enumerate(FIELDS):
        assert {*field.follows} <= {*NAMES[:at]}


def test_no_two_options_have_the_same_flag_or_value() -> None:
    options = [option for field in (*FIELDS, RUN_LENGTH) for option in field.options]
    assert len({option.flag for option in options}) == len(options)
    assert len({option.name for option in options}) == len(options)
    for field in FIELDS:
        assert field.options[0].name == field.name


def test_nothing_said_is_the_usual_experiment() -> None:
    experiment = Experiment()
    for field in FIELDS:
        assert getattr(experiment, field.name) == field.default(experiment)
    assert experiment.dataset.spec == next(iter(FUNCTIONS))
    assert (experiment.hidden, experiment.seed) == (limits.HIDDEN, limits.SEED)


@given(situations().map(lambda situation: situation[0]))
def test_a_field_is_read_back_from_what_is_written(experiment: Experiment) -> None:
    for field in FIELDS:
        if not (field is DATASET and experiment.dataset.is_file):  # a lecture knows no files
            value = getattr(experiment, field.name)
            assert field.read(field.text(experiment), experiment) == value


@given(situations().map(lambda situation: situation[0]))
def test_a_field_is_taken_back_from_the_values_of_its_options(experiment: Experiment) -> None:
    given_by: dict[str, Any] = {"targets": None, "bias": False, "scale": False}
    given_by |= {what: [] for what in NAMED}
    for field in FIELDS:
        given_by |= field.values(experiment)
    for field in FIELDS:
        assert field.take(given_by, experiment) == getattr(experiment, field.name)


@given(st.sampled_from([1, 2, 3]))
def test_other_seeds_are_other_words_and_other_sizes_too(seed: int) -> None:
    one, other = Experiment(), Experiment(hidden=2, seed=seed)
    apart = [field.name for field in in_words() if field.differs(one, other)]
    assert apart == ["hidden", *["seed"] * (seed != 1)]
    assert EDITS.is_moved(one, other) and not EDITS.is_moved(one, replace(one, seed=seed))


# A field that is made up joins the table, and nothing else is told of it.


@pytest.fixture(scope="module")
def places() -> Mapping[str, Any]:
    """What each place makes of it: see helpers/made_up_field.py."""
    done = subprocess.run(
        [sys.executable, "-m", "helpers.made_up_field"],
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
        cwd=ROOT / "tests",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_the_command_line_has_it(places: Mapping[str, Any]) -> None:
    for text in places["help"]:
        assert "--momentum M how much of a step goes on" in " ".join(text.split())
    assert places["refused"] == "tinynet-tui: --momentum: 'much' is not a number\n"
    assert places["out of bounds"] == "tinynet-tui: --momentum: momentum -1.0 is below 0\n"
    assert places["opened"] == [0.5, 0]


def test_a_preset_and_its_words_have_it(places: Mapping[str, Any]) -> None:
    assert places["preset"] == 0.5
    assert places["preset's words"] == "xor 3-4-1 · seed 1 · momentum 0.5 · alpha 1 · at 0:l0"


def test_reports_have_it(places: Mapping[str, Any]) -> None:
    assert places["document"] == {
        **{
            "dataset": "xor",
            "hidden": 4,
            "alpha": 1,
            "seed": 1,
            "edits": [],
            "test": 0,
            "momentum": 0.5,
        }
    }
    assert "momentum 0.5" in places["summary"].split(", ")


def test_commands_and_the_script_that_names_one_have_it(places: Mapping[str, Any]) -> None:
    assert places["reopen"] == ["tinynet-tui", "--momentum", "0.5"]
    assert places["train"] == [
        ["tinynet-tui", "train", "--momentum", "0.5"],
        ["tinynet-tui", "train"],
    ]
    assert "tinynet-tui train --momentum 0.5 --iterations 1\n" in places["script"]


def test_lectures_have_it(places: Mapping[str, Any]) -> None:
    assert places["lecture"] == [0.25, 0.5]
    assert places["mistake"] == ["momentum: 'x' is not a number"]
    assert "momentum: 0.75" in places["insertion"]


def test_the_words_of_the_screen_have_it(places: Mapping[str, Any]) -> None:
    whole, beside, first, second = places["settings"]
    assert whole == "xor 3-4-1 seed 1 momentum 0.5 alpha 1"
    assert (beside, first, second) == ("momentum 0.5", "momentum 0", "momentum 0.5")


def test_the_first_line_of_the_screen_has_it(places: Mapping[str, Any]) -> None:
    assert "momentum 0.5" in places["status"]


def test_the_options_dialog_has_it(places: Mapping[str, Any]) -> None:
    assert places["dialog"] == {"shown": "0.5", "hint": "how much of a step goes on", "run": 3}
