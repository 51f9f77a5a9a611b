"""A screen's settings: what is written is read again, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lectures import lecture_of
from helpers.strategies import edits
from helpers.three_scenes import THREE
from tinynet_tui.data.built_in import find, parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import NAMES, Choice
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.handed_out import read_scene, scene_text
from tinynet_tui.lecture.own_data import name_of, text_of, written
from tinynet_tui.lecture.own_data import read as read_data
from tinynet_tui.lecture.scene import VIEWS, Scene
from tinynet_tui.lecture.screen_settings import Head, ScreenState, lines, read
from tinynet_tui.lecture.spotlights import with_curve

OWN = "size;rooms;kind;price\n" + "".join(
    f"{at / 7:.3f};{at % 5};{'ab'[at % 2]};{(at % 3) / 2}\n" for at in range(20)
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "my own.csv"
    path.write_text(OWN)
    return path


@st.composite
def screens(draw: st.DrawFn, *data: Dataset) -> ScreenState:
    dataset = draw(st.sampled_from([*map(parse, NAMES), parse("moons:points=9"), *data]))
    experiment = Experiment(
        dataset,
        draw(st.sampled_from([0, 1, 4, 64])),
        draw(st.floats(0, 1e300, exclude_min=True) | st.sampled_from([dataset.alpha, 1.0])),
        draw(st.integers(0, 2**32 - 1)),
        test=draw(st.sampled_from([0.0, 0.0, 0.25])),
    )
    changes = draw(st.lists(edits(experiment, 10**6), max_size=9))
    experiment = replace(experiment, edits=tuple(changes))
    names = experiment.script.names
    sizes: dict[str, int] = {}
    for name in names:
        dimensions = experiment.dimensions
        sizes |= zip(dimensions.axes(name), dimensions.shape(name), strict=True)
    cursor = Cursor(**{axis: draw(st.integers(0, size - 1)) for axis, size in sizes.items()})
    position = Position(draw(st.integers(0, 10**12 - 1)), draw(st.integers(1, len(names))))
    pinned = draw(st.none() | st.sampled_from([*names, "y"]))
    light = draw(st.none() | st.sampled_from([*names, "y", "graph", "step", "explanation"]))
    explained = pinned or names[position.step - 1]
    curve = light is not None and explained in with_curve(experiment) and draw(st.booleans())
    view = draw(st.sampled_from(VIEWS))
    iterations = draw(st.integers(1, 10**12))
    return ScreenState(experiment, iterations, position, cursor, pinned, light, view, curve)


@given(data=st.data())
def test_a_screen_is_read_as_it_was_written(own: Path, data: st.DataObject) -> None:
    choices = [Choice(2), Choice(target=("rooms", "price")), Choice(ignore=("kind",))]
    mine = [find(str(own), choice, bias=True, scale=True) for choice in choices]
    screen = data.draw(screens(find(str(own), scale=True), *mine))

    def text(name: str) -> str | None:
        return OWN if name == own.name else None

    settings = "\n".join(lines(screen, Head(), lambda dataset: written(dataset, own.name)))
    again = read(settings, lambda said: read_data(said, text))
    dataset = replace(again.experiment.dataset, spec=screen.experiment.dataset.spec)
    assert replace(again, experiment=replace(again.experiment, dataset=dataset)) == screen
    weights = zip(
        again.experiment.initial_weights(), screen.experiment.initial_weights(), strict=True
    )
    assert all(np.array_equal(one, other) for one, other in weights)


def test_own_data_are_never_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text(OWN)
    for said in ("own.csv", "./own.csv --bias", f"{tmp_path}/own.csv", "'own.csv"):
        with pytest.raises(ValueError, match=r"is not one of xor|No closing quotation"):
            read_data(said, lambda name: None)
    assert name_of(read_data("own.csv --scale", lambda name: OWN)) == "own.csv"


@pytest.mark.parametrize(
    "said",
    [
        "own.csv --none",
        "own.csv --bias=3",
        "own.csv --targets",
        "own.csv --targets x",
        "m.py --bias",
    ],
)
def test_wrong_options_of_data_are_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"--|m\.py|'x'"):
        read_data(said, lambda name: OWN)


def test_a_file_that_has_changed_is_not_handed_on(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(OWN)
    dataset = find(str(path), scale=True)
    assert text_of(dataset) == OWN
    path.write_text(OWN.replace("0.143", "0.144"))
    with pytest.raises(ValueError, match=r"own\.csv has changed since it was opened"):
        text_of(dataset)


@pytest.mark.parametrize(
    "text",
    [
        *("", "at: x", "at: 3\n# Two", "at: 3\n\ntext", "script: mine.py", "at: 3\nNotes: no"),
        *("dataset: /etc/passwd", "dataset: own.csv", "hidden: 65", "view: none", "at: 3\nat: 4"),
        *("? why", "set: syn0[9,9]=1@3", "light: curve\ncell: y[0,0]", "seed: -1"),
    ],
)
def test_anything_else_is_refused_in_a_line(text: str) -> None:
    if not text:
        assert read(text).position == Position()
        return
    with pytest.raises(ValueError, match=r".+") as refused:
        read(text)
    assert str(refused.value).isprintable()


def shown(scene: Scene) -> Scene:
    """A scene without its place in the file, and what only the presenter has of it."""
    without = {
        "title": "",
        "line": 0,
        "ask_line": 0,
        "at_line": 0,
        "notes": (),
        "play": "",
        "minutes": 0.0,
    }
    return replace(scene, **without, expects=())  # type: ignore[arg-type]


def test_a_scene_is_handed_out_without_what_is_the_presenters() -> None:
    lecture = lecture_of(
        "Mine\nseed: 3\n\n"
        + THREE.replace("    ", "")
        + "Notes: secret\nand more\n<!-- hidden -->\n"
    )
    for index, scene in enumerate(lecture.scenes):
        text = scene_text(lecture, index)
        assert "secret" not in text
        assert "hidden -->" not in text
        handed = read_scene(text)
        assert handed.title == f"{index + 1}/3 {scene.title}"
        assert shown(handed) == shown(scene)
        assert handed.text == scene.text


def test_every_scene_of_the_built_in_lecture_can_be_handed_out() -> None:
    lecture = built_in()
    for index, scene in enumerate(lecture.scenes):
        text = scene_text(lecture, index)
        assert len(text) < 3_000
        handed = read_scene(text)
        assert shown(handed) == shown(scene)
        assert handed.text == scene.text


PIECES = [
    "at: 3",
    "at: 10:l1",
    "cursor: example 1",
    "cell: l1[0,0]",
    "light: graph, curve",
    "seed: 7",
]
PIECES += ["dataset: own.csv --bias", "dataset: m.py", "dataset: 'x", "hidden: 0", "view: map"]
PIECES += [
    "set: syn0[0,0]=off@3",
    "# a",
    "? q",
    "= a",
    "Notes:",
    "<!--",
    "-->",
    "",
    "iterations: 9",
]


@given(
    said=st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=8),
    data=st.sampled_from([OWN, "", "X = np.array([[1]])\ny = np.array([[1]])\n", "a;b\n1"])
    | st.text(max_size=60),
)
def test_whatever_comes_is_a_screen_or_one_line(said: list[str], data: str) -> None:
    try:
        read("\n".join(said), lambda text: read_data(text, lambda name: data))
    except ValueError as error:
        assert str(error)
    try:
        read_scene("\n".join(["# a", *said]))
    except ValueError as error:
        assert str(error)


def test_a_scene_with_data_beside_the_lecture_is_handed_out(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN)
    text = "# One\ndataset: own.csv --scale\nuntil: 7\nexpect: error < 1\nplay: auto\n\nIt is so.\n"
    lecture = check(text, tmp_path).lecture
    handed = scene_text(lecture, 0)
    assert "until" not in handed
    assert "expect" not in handed
    scene = read_scene(handed, lambda said: read_data(said, lambda name: OWN))
    assert scene.position == lecture.scenes[0].position == Position(7, 4)
    assert np.array_equal(scene.experiment.dataset.X, lecture.scenes[0].experiment.dataset.X)
    with pytest.raises(ValueError, match="cannot be read"):
        read_scene(handed)
    with pytest.raises(ValueError, match="nobody is sent"):
        read_scene("# One\nuntil: error < 1e-9\n")


def test_in_code_a_line_that_looks_like_notes_stays() -> None:
    lecture = lecture_of("# One\n\n```\nNotes: in code\n```\n\nText.\n\nNotes: not this.\n")
    assert "Notes: in code" in scene_text(lecture, 0)
    assert "not this" not in scene_text(lecture, 0)
