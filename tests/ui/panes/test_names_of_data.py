"""The names of a file's columns stand wherever there is room, as they are, and are no markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.panes import painted, view_at
from helpers.trainer import opened
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.called import brief, called
from tinynet_tui.explain.explanation import explain
from tinynet_tui.report.handout import document
from tinynet_tui.ui.panes.network.pane import Network
from tinynet_tui.ui.panes.numbers.labels import Length, labels

ROWS = "0.5,3,plum\n0.25,4,pear\n0.75,5,[b]fig[/b]\n"


@pytest.fixture
def own(tmp_path: Path) -> Dataset:
    file = tmp_path / "own.csv"
    file.write_text("sepal length (cm),[red]x,kind\n" + ROWS)
    return load(str(file), bias=True)


@pytest.fixture
def experiment(own: Dataset) -> Experiment:
    return Experiment(own)


def test_an_index_is_called_by_its_name_too(experiment: Experiment) -> None:
    assert called("input", 0, experiment) == "input 0 sepal length (cm)"
    assert called("input", 2, experiment) == "input 2"
    assert called("output", 0, experiment) == "output 0 [b]fig[/b]"
    assert called("hidden", 1, experiment) == "hidden neuron 1"
    assert called("input", 1, Experiment()) == "input 1"


def test_a_long_name_is_cut_where_it_stays_different(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("mean radius (mm),mean radius (cm),area of it all,y\n1,2,3,0\n")
    data = load(str(file))
    assert brief("input", 0, data, 12) == "mean …s (mm)"
    assert brief("input", 1, data, 12) == "mean …s (cm)"
    assert brief("input", 2, data, 9) == "area of …"
    assert brief("input", 2, data, 40) == "area of it all"


def test_labels_are_names(experiment: Experiment) -> None:
    assert labels("input", range(3), experiment, Length.FULL) == ["sepal lengt…", "[red]x", "bias"]
    assert labels("output", range(3), experiment, Length.FULL) == ["[b]fig[/b]", "pear", "plum"]
    assert labels("target", range(1, 2), experiment, Length.FULL) == ["pear"]
    assert labels("input", range(2), experiment, Length.SHORT) == ["i0", "i1"]


def test_explanations_have_them(experiment: Experiment) -> None:
    snapshot = view_at(3, 9, experiment).snapshot
    lines = [line.text for line in explain(snapshot, "syn0", Cursor(input=1)).lines]
    assert lines[0] == "input 1 [red]x · hidden neuron 0"
    lines = [line.text for line in explain(snapshot, "y", Cursor(output=2)).lines]
    assert lines[0].endswith("output 2 plum")
    assert lines[-1] == "kind: an output each for [b]fig[/b], pear and plum"
    handout = "\n".join(document(snapshot, [("syn0", Cursor(input=1))], worksheet=False))
    assert "syn0[1,0]: input 1 [red]x · hidden neuron 0" in handout


def test_the_drawing_has_them(experiment: Experiment) -> None:
    lines = painted(Network(id="network"), view_at(3, 4, experiment), 120, 20)
    text = "\n".join(lines)
    assert "input 0 sepal length (cm) · hidden neuron 0 · output 0 [b]fig[/b]" in lines[0]
    for name in ("sepal len", "[red]x", "y 1  plum", "pear", "[b]fig[/b]"):
        assert name.replace("  ", " ") in text
    narrow = painted(Network(id="network"), view_at(3, 4, experiment), 40, 12)
    assert all(len(line) == 40 for line in narrow)


async def test_the_map_has_them(experiment: Experiment) -> None:
    async with opened(experiment, size=(120, 30), at=Position(3, 9)) as trainer:
        await trainer.press("3")
        await trainer.shows(" map of [b]fig[/b] · sepal length (cm) → ", " · [red]x ↑ ")
    async with opened(experiment, size=(46, 24), at=Position(3, 9)) as trainer:
        await trainer.press("3")
        await trainer.shows("sepal len… → · [red]x ↑")


@pytest.mark.parametrize("name", ["高さ", "e\u0301te\u0301", "👩\u200d🔬", "\u202eabc", "a\tb"])
@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_no_name_breaks_the_screen(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    file = tmp_path / "own.csv"
    file.write_text(f'"{name}","[bold]",kind\n' + ROWS.replace("pear", name))
    async with opened(Experiment(load(str(file))), size=size, at=Position(3, 9)) as trainer:
        for key in ("2", "3", "1", "m", "m", "a"):
            await trainer.press(key)
            await trainer.shows("own.csv")
            assert not any(char in trainer.text for char in "\x1b\t\u202e")


async def test_a_name_in_a_dialogs_title_is_no_markup(experiment: Experiment) -> None:
    at = Position(3, 9)
    async with opened(experiment, at=at, cell=("syn0", Cursor(input=1))) as trainer:
        await trainer.rests_at(3, 9)
        await trainer.press("enter")
        await trainer.shows("edit syn0[1,0] · [red]x")


async def test_named_axes_of_the_map_have_the_units_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("grams,size,kind\n" + "100,0.5,plum\n300,0.5,fig\n200,0.8,plum\n")
    scaled = Experiment(load(str(file), scale=True))
    assert abs(scaled.dataset.X).max() < 2
    async with opened(scaled, size=(100, 30), at=Position(3, 9)) as trainer:
        await trainer.press("3")
        await trainer.shows(" map · grams → 60…340 · size ↑ 0.44…0.86 ")
        await trainer.press("K")
        await trainer.shows("┼ 101, 0.")
