"""The options dialog: everything a run begins with, in one place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.trainer import Trainer, opened
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.names import NAMES
from tinynet_tui.data.point_clouds import SHAPES
from tinynet_tui.experiment.chosen_alpha import chosen_alpha
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import DATASET, FIELDS, RUN_LENGTH
from tinynet_tui.experiment.nudges import nudge_alpha
from tinynet_tui.experiment.position import Position
from tinynet_tui.experiment.presets import PRESETS
from tinynet_tui.ui.dialogs.options import FieldInput, OptionsScreen, data_text, read_data
from tinynet_tui.ui.dialogs.presets import PresetsScreen


async def options(trainer: Trainer) -> OptionsScreen:
    await trainer.press("o")
    await trainer.until(lambda: isinstance(trainer.app.screen, OptionsScreen))
    screen = trainer.app.screen
    assert isinstance(screen, OptionsScreen)
    return screen


async def fill(trainer: Trainer, **values: str) -> None:
    screen = await options(trainer)
    for name, value in values.items():
        screen.query_one(f"#{name}", FieldInput).value = value
    await trainer.press("enter")


async def test_everything_can_be_changed_at_once() -> None:
    async with opened() as trainer:
        await fill(trainer, data="parity", hidden="6", alpha="0.5", seed="9", iterations="5000")
        await trainer.shows("parity 4-6-1", "seed 9", "alpha 0.5", "of 5,000")
        assert trainer.app.screen is trainer.main
        assert trainer.frame.snapshot.experiment == Experiment(parse("parity"), 6, 0.5, 9)
        await trainer.rests_at(0, 1)
        await trainer.press("N", "n")
        await trainer.rests_at(1, 2)


async def test_typed_by_hand_in_one_burst_and_then_on() -> None:
    async with opened() as trainer:
        keys = ["o", "tab", "2", "tab", "tab", "7", "enter", "n", "n"]
        for key in keys:
            trainer.pilot.app.simulate_key(key)
        await trainer.rests_at(0, 3)
        experiment = trainer.frame.snapshot.experiment
        assert (experiment.hidden, experiment.seed) == (2, 7)


async def test_other_data_bring_their_learning_rate_and_what_to_look_for() -> None:
    async with opened() as trainer:
        screen = await options(trainer)
        await trainer.press("down")
        await trainer.shows(parse(NAMES[1]).remark[:40])
        screen.query_one("#data", FieldInput).value = "circle:points=400"
        await trainer.until(
            lambda: (
                screen.query_one("#alpha", FieldInput).value
                == f"{parse('circle:points=400').alpha:g}"
            )
        )
        await trainer.press("enter")
        await trainer.shows(parse("circle").remark[:40])
        assert trainer.frame.snapshot.experiment.dataset.spec == "circle:points=400"


async def test_a_learning_rate_of_ones_own_stays() -> None:
    async with opened() as trainer:
        screen = await options(trainer)
        screen.query_one("#alpha", FieldInput).value = "3"
        screen.query_one("#data", FieldInput).value = "circle"
        await trainer.press("enter")
        await trainer.until(lambda: trainer.frame.snapshot.experiment.alpha == 3)


async def test_other_iterations_alone_go_on_where_it_stands() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await fill(trainer, iterations="1,000")
        await trainer.shows("of 1,000")
        await trainer.rests_at(254, 6)


async def test_changes_by_hand_stay_where_they_mean_the_same() -> None:
    edit = Edit.parse("syn0[0,1]=0.5@10:l0", Experiment().dimensions)
    async with opened(Experiment(edits=(edit,))) as trainer:
        await fill(trainer, alpha="2")
        await trainer.until(lambda: trainer.frame.snapshot.experiment.alpha == 2)
        assert trainer.frame.snapshot.experiment.edits == (edit,)
        await fill(trainer, hidden="2")
        await trainer.until(lambda: trainer.frame.snapshot.experiment.hidden == 2)
        assert not trainer.frame.snapshot.experiment.edits


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("data", "xr", "did you mean xor?"),
        ("data", "", "type the name of the data"),
        ("data", "no.csv", "no.csv: No such file"),
        ("data", "xor --bias", "--bias is only for a CSV file"),
        ("data", "a b", "'b' is too much"),
        ("data", "'", "a quotation mark is missing"),
        ("hidden", "65", "65 hidden neurons: not between 0 and 64"),
        ("hidden", "four", "'four' is not a whole number"),
        ("alpha", "0", "alpha 0.0 is not a finite number above 0"),
        ("alpha", "x", "'x' is not a number"),
        ("seed", "-1", "seed -1 is not between"),
        ("iterations", "0", "0 is not between 1 and"),
    ],
)
async def test_what_is_wrong_is_said_and_the_run_stays(name: str, value: str, reason: str) -> None:
    async with opened(at=Position(3, 4)) as trainer:
        await trainer.rests_at(3, 4)
        await fill(trainer, **{name: value})
        await trainer.shows(reason)
        assert trainer.app.focused is not None and trainer.app.focused.id == name
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.rests_at(3, 4)


async def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my data.csv"
    path.write_text("a,b,t\n0.5,1,1\n-0.25,0,0\n")
    async with opened(size=(100, 30)) as trainer:
        await fill(trainer, data=f"'{path}' --bias")
        await trainer.shows("my data.csv 3-4-1", "-0.25")
        path.unlink()
        await fill(trainer, seed="2")  # what is read already is not read again
        await trainer.shows("my data.csv 3-4-1", "seed 2")


async def test_a_file_is_scaled_and_gets_the_alpha_of_its_trial(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("a,b,t\n" + "".join(f"{1000 * i},{i % 2},{i % 2}\n" for i in range(20)))
    async with opened(size=(100, 30)) as trainer:
        await fill(trainer, data=f"'{path}'")
        await trainer.shows("own.csv 2-4-1", "--scale --bias")
        await fill(trainer, data=f"'{path}' --bias --scale", test="0.2")
        await trainer.shows("own.csv scaled 3-4-1", "test 0.2")
        experiment = trainer.frame.snapshot.experiment
        assert experiment.dataset == load(str(path), bias=True, scale=True)
        assert experiment.alpha == chosen_alpha(experiment)
        assert data_text(experiment.dataset).endswith("own.csv --bias --scale")
        await fill(trainer, alpha="0.7", hidden="3")
        await trainer.shows("own.csv", "3-3-1", "alpha 0.7")


async def test_the_presets_are_one_key_further() -> None:
    async with opened() as trainer:
        await options(trainer)
        await trainer.press("f2")
        await trainer.until(lambda: isinstance(trainer.app.screen, PresetsScreen))
        await trainer.press("down", "enter")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        preset = PRESETS[1]
        await trainer.until(lambda: trainer.frame.snapshot.experiment == preset.experiment)
        await trainer.rests_at(preset.position.iteration, preset.position.step)


NUDGED = [field for field in (*FIELDS, RUN_LENGTH) if field.nudge and field is not DATASET]


@given(st.sampled_from(NUDGED), st.text(max_size=8))
def test_a_nudge_of_anything_is_a_value_or_nothing(field: Field, text: str) -> None:
    for by in (1, -1):
        assert field.nudge
        nudged = field.nudge(text, by)
        assert nudged is None or float(nudged) >= 0


@pytest.mark.parametrize(
    ("alpha", "up", "down"),
    [
        ("1", "2", "0.5"),
        ("0.3", "0.5", "0.2"),
        ("5e-324", "1e-323", None),
        ("1e308", None, "5e+307"),
    ],
)
def test_alpha_goes_by_one_two_five(alpha: str, up: str | None, down: str | None) -> None:
    assert nudge_alpha(alpha, 1) == up
    assert nudge_alpha(alpha, -1) == down


@pytest.mark.parametrize("name", [*NAMES, *(f"{name}:points=20,seed=3" for name in SHAPES)])
def test_data_read_back_from_what_the_dialog_shows(name: str) -> None:
    assert read_data(data_text(parse(name))) == parse(name)


def test_a_file_is_named_as_in_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    Path("my own.csv").write_text("id,y,kind\n1,0,a\n2,1,b\n3,0,a\n")
    one = read_data("'my own.csv' --target kind --ignore id")
    assert read_data("my\\ own.csv --target=kind --ignore=id") == one
    assert read_data("--target=3 --ignore id --dataset 'my own.csv'") == one
    assert read_data("--dataset='my own.csv' --target kind --ignore 1") == one
    assert data_text(one) == "'my own.csv' --target kind --ignore id"
    assert read_data("my\\ own.csv --targets=2").y.shape == (3, 2)
    home = read_data("~/my\\ own.csv")
    assert home.spec == str(tmp_path / "my own.csv")
    assert read_data("~/'my own.csv' --bias").bias


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("own.csv --targets=x", "'x' is not a whole number"),
        ("own.csv --targets", "--targets needs a value"),
        ("own.csv --ignore", "--ignore needs a value"),
        ("own.csv other.csv", "'other.csv' is too much; put a name with blanks in quotes"),
        ("xor --ignore 1", "--ignore is only for a CSV file; xor is built in"),
    ],
)
def test_a_mistake_after_the_name_is_said_in_a_line(text: str, line: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_data(text)
    assert str(caught.value) == line
