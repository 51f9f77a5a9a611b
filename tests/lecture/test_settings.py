"""The settings of a scene: what each makes of it, and what is wrong with its line."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tinynet_tui.data.csv_file import load
from tinynet_tui.experiment import presets
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture import files
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.insert import insert
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.lecture.settings import SPEEDS
from tinynet_tui.worker.speed import LADDER


def scenes(text: str, folder: Path | None = None) -> tuple[Scene, ...]:
    checked = check(dedent(text), folder)
    assert checked.mistakes == ()
    return checked.lecture.scenes


def mistake(line: str, folder: Path | None = None) -> str:
    """What is wrong with the only setting of a scene."""
    (found,) = check(f"# One\n{line}\n", folder).mistakes
    assert found.line == 2
    return found.message


def test_until_is_where_the_run_first_gets_there() -> None:
    below, rises, over, right = scenes(
        """\
        # Below
        until: error < 0.1
        # Rises
        until: error rises
        seed: 6
        # Over
        until: 700
        # Right
        hidden: 2
        seed: 3
        iterations: 3000
        until: example 3
        """
    )
    assert below.position == Position(498, 4)  # as the preset `quick` says of seed 1
    assert rises.position == Position(1, 4)
    assert over.position == Position(700, 4)
    assert 0 <= right.position.iteration < 3000


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "until: error < 1e-9",
            "until: the error was not below 1e-09 by iteration 60,000",
        ),
        (
            "until: soon",
            "until: 'soon' is not a condition such as error < 0.1, weight, example 3",
        ),
        ("preset: stick", "preset: there is no preset 'stick': did you mean stuck?"),
        ("play: 99", f"play: there is no speed '99': the speeds are {', '.join(SPEEDS)}"),
        ("play: atuo", "play: there is no speed 'atuo': did you mean auto?"),
        ("predict: yes", "predict: 'yes' is neither on nor off"),
        ("minutes: five", "minutes: 'five' is not a number"),
        ("minutes: 0", "minutes: 0 is not between 0 and 600"),
        ("minutes: nan", "minutes: nan is not between 0 and 600"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, message: str) -> None:
    assert mistake(line) == message


def test_a_scene_has_one_position() -> None:
    (found,) = check("# One\nat: 3\nuntil: error < 0.1\n").mistakes
    assert (found.line, found.message) == (3, "until: the position is already set in line 2")


def test_the_end_is_the_last_step_of_the_run() -> None:
    usual, short = scenes("# One\nat: end\n# Two\niterations: 7\nhidden: 0\nat: End\n")
    assert usual.position == Position(59_999, 9)
    assert short.position == Position(6, len(short.experiment.script.steps))


def test_a_preset_is_opened_as_the_program_opens_it() -> None:
    for preset in presets.PRESETS:
        (scene,) = scenes(f"# One\npreset: {preset.name}\n")
        opened = (scene.experiment, scene.position, scene.iterations)
        assert opened == (preset.experiment, preset.position, preset.iterations)
        if preset.cursor:
            assert (scene.pinned, scene.cursor) == preset.cursor


def test_what_a_scene_sets_outweighs_its_preset() -> None:
    stuck = presets.find("stuck")
    assert stuck is not None
    scene, other = scenes(
        """\
        seed: 5
        alpha: 0.5
        # One
        preset: stuck
        at: 7
        # Two
        preset: stuck
        dataset: circle
        """
    )
    assert (scene.experiment, scene.position) == (stuck.experiment, Position(7, 4))
    assert other.experiment.seed == stuck.experiment.seed
    assert other.experiment.alpha == other.experiment.dataset.alpha


def test_a_preset_can_be_for_all_scenes() -> None:
    quick = presets.find("quick")
    assert quick is not None
    one, two = scenes("preset: quick\n# One\n# Two\nseed: 3\n")
    assert one.experiment == quick.experiment
    assert one.position == Position()
    assert two.experiment == Experiment(seed=3)


def test_the_speeds_are_those_of_the_program() -> None:
    assert [speed.name for speed in LADDER] == [*SPEEDS]


def test_play_predict_and_minutes() -> None:
    one, two = scenes("# One\nplay: 10\npredict: on\nminutes: 2.5\n# Two\npredict: off\n")
    assert (one.play, one.predict, one.minutes) == ("10", True, 2.5)
    assert (two.play, two.predict, two.minutes) == ("", False, 0)


# Data beside the lecture.

OWN = "a,b,sum\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n"


def test_data_of_ones_own_are_beside_the_lecture(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN)
    (tmp_path / "two words.csv").write_text(OWN)
    own = str(tmp_path / "own.csv")
    plain, bias, target, blank = scenes(
        """\
        # Plain
        dataset: own.csv
        # With ones
        dataset: own.csv --bias
        # Its target
        dataset: own.csv --target=a --ignore b --scale
        # A blank
        dataset: "two words.csv" --targets 2
        """,
        tmp_path,
    )
    assert plain.experiment.dataset == load(own)
    assert bias.experiment.dataset == load(own, bias=True)
    assert target.experiment.dataset.choice.arguments == ["--target", "a", "--ignore", "b"]
    assert target.experiment.dataset.scaling is not None
    assert blank.experiment.dataset.y.shape == (4, 2)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("own.csv --bas", "there is no option '--bas': did you mean --bias?"),
        ("own.csv --bias=1", "--bias takes no value"),
        ("own.csv --target", "--target needs a value: --target NAME"),
        ("own.csv --targets x", "'x' is not a whole number"),
        ("own.csv --target none", "own.csv: "),
        ("xor --bias", "--bias is only for a CSV file; xor is built in"),
        ("none.csv", "none.csv: No such file or directory"),
        ('"own.csv', "No closing quotation"),
    ],
)
def test_wrong_data_are_a_mistake(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "own.csv").write_text(OWN)
    assert message in mistake(f"dataset: {line}", tmp_path)


def test_without_a_folder_there_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN)
    assert "is not one of" in mistake(f"dataset: {tmp_path / 'own.csv'}")


def test_a_screen_with_data_of_ones_own_is_inserted(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "own data.csv").write_text(OWN)
    path = tmp_path / "talks" / "mine.md"
    path.write_text("# One\n")
    experiment = Experiment(load(str(tmp_path / "own data.csv"), bias=True), hidden=2)
    screen = ScreenState(experiment, 60_000, Position(), Cursor(), None, None, predict=True)
    lecture, index = insert(path, files.load(path).scenes[0], screen)
    assert "\ndataset: '../own data.csv' --bias\n" in path.read_text()
    scene = lecture.scenes[index]
    assert scene.predict
    assert (scene.experiment.dataset.X == experiment.dataset.X).all()
    assert (scene.experiment.alpha, scene.experiment.hidden) == (experiment.alpha, 2)
