"""Labels say what the rows and columns of numbers stand for, wherever there is room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from textual.geometry import Size

from helpers.panes import VIDEO, painted, panes_of, styles_of, text_of, texts, view_at
from helpers.trainer import Trainer, opened
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.panes.numbers.labels import Length, gutter, labels
from tinynet_tui.ui.panes.numbers.pane import NumberPane

LARGE = Experiment(
    Dataset.of("large", np.arange(30_000.0).reshape(10_000, 3), [0.0, 1.0] * 5_000), hidden=64
)
OUTPUTS = Experiment(
    Dataset.of("outputs", [[k % 7, k % 3, k % 2] for k in range(6)], np.eye(6)[:, :3]), hidden=5
)
TWO_LAYERS = Experiment(hidden=0)


# What they say.


@pytest.mark.parametrize(
    ("axis", "length", "expected"),
    [
        ("example", Length.FULL, ["example 0", "example 1", "example 2"]),
        ("input", Length.FULL, ["input 0", "input 1", "bias"]),
        ("hidden", Length.FULL, ["hidden 0", "hidden 1", "hidden 2"]),
        ("output", Length.FULL, ["output 0"]),
        ("example", Length.SHORT, ["e0", "e1", "e2"]),
        ("input", Length.SHORT, ["i0", "i1", "i2"]),
        ("hidden", Length.SHORT, ["h0", "h1", "h2"]),
        ("output", Length.SHORT, ["o0"]),
        ("target", Length.FULL, ["target 0"]),
        ("target", Length.SHORT, ["t0"]),
    ],
)
def test_labels_are_the_axis_and_the_index(axis: str, length: Length, expected: list[str]) -> None:
    assert labels(axis, range(len(expected)), VIDEO, length) == expected


def test_only_a_column_of_ones_is_a_bias() -> None:
    other = Experiment(Dataset.of("other", [[1, 0], [1, 1]], [0, 1]))
    assert labels("input", range(2), other, Length.FULL) == ["bias", "input 1"]
    none = Experiment(Dataset.of("none", [[1, 0], [0, 1]], [0, 1]))
    assert labels("input", range(2), none, Length.FULL) == ["input 0", "input 1"]
    edited = replace(VIDEO, edits=(Edit.parse("X[1,2]=0.5@3", VIDEO.dimensions),))
    assert labels("input", range(3), edited, Length.FULL)[2] == "input 2"
    elsewhere = replace(VIDEO, edits=(Edit.parse("X[1,1]=0.5@3", VIDEO.dimensions),))
    assert labels("input", range(3), elsewhere, Length.FULL)[2] == "bias"


@pytest.mark.parametrize("length", [Length.SHORT, Length.FULL])
def test_their_room_is_that_of_the_longest_wherever_it_is_scrolled_to(length: Length) -> None:
    for axis, count in LARGE.dimensions.sizes.items():
        widest = max(map(len, labels(axis, range(count), LARGE, length)))
        assert gutter(axis, LARGE, length) == widest + length


# A pane by itself.


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, OUTPUTS])
def test_each_row_of_numbers_begins_with_its_label(experiment: Experiment, length: Length) -> None:
    view = view_at(3, len(experiment.script.steps), experiment)
    for pane in panes_of(experiment).values():
        plain = painted(pane, view, 100, 12)
        pane.label(length, heads=False)
        rows, columns = experiment.dimensions.axes(pane.names[0])
        count = len(pane.placed[0].rows)
        labelled = painted(pane, view, 100, 12)
        names = labels(rows, range(count), experiment, length) if length else [""] * count
        for line, row, name in zip(labelled[1:-1], plain[1:-1], names, strict=False):
            assert line.strip("│ ").startswith(name)
            assert line.strip("│ ").removeprefix(name).split() == row.strip("│").split()
        assert labelled[-1].endswith(f"─{rows} × {columns}╯") or "(" in labelled[-1]


def test_labels_are_dim_and_the_numbers_as_before() -> None:
    view, pane = view_at(254, 6), panes_of(VIDEO)["synapse0"]
    pane.label(Length.FULL, heads=True)
    heads, first, *_ = pane.content(view, 70, 6)
    assert {style for text, style in heads if text.strip()} == {"muted"}
    assert styles_of(first, "input 0") == {"muted"}
    assert not styles_of(first, "0.33") & {"muted"}


@pytest.mark.parametrize("width", range(20, 90, 5))
@pytest.mark.parametrize("length", list(Length))
def test_heads_end_where_their_numbers_end(width: int, length: Length) -> None:
    view = replace(view_at(3, 6, LARGE), origin=Cursor(example=4990, hidden=13))
    for id in ("layer1", "back1"):
        pane = panes_of(LARGE)[id]
        pane.label(length, heads=True)
        heads, row, *_ = texts(pane.content(view, width, 9))
        (placed,) = pane.placed
        assert placed.columns.start == 13
        for number, column in enumerate(placed.columns):
            end = placed.left + number * placed.pitch + placed.scale.width
            assert heads[:end].endswith((f" h{column}", f" hidden {column}"))
            assert row[:end][-1].isdigit()
        assert len(heads) <= width
        if length:
            assert row.lstrip().startswith(("e4990 ", "example 4990 "))


def test_fully_labelled_the_foot_need_not_say_it_again() -> None:
    view, pane = view_at(254, 9), panes_of(VIDEO)["synapse0"]
    pane.label(Length.FULL, heads=True)
    assert "input × hidden" not in painted(pane, view, 70, 6)[-1]
    pane.label(Length.FULL, heads=False)
    assert "input × hidden" in painted(pane, view, 70, 6)[-1]


def test_the_foot_has_the_axes_before_the_visible_part_and_after_powers_and_ages() -> None:
    large = panes_of(LARGE)["layer1"]
    assert "─example × hidden ↕0–3 of 10000 ↔0" in painted(large, view_at(0, 2, LARGE), 60, 6)[-1]
    foot = painted(panes_of(VIDEO)["layer2"], view_at(254, 2), 40, 6)[-1]
    assert "(253)" in foot
    assert "example" not in foot


# Titles.


@pytest.mark.parametrize(
    ("id", "width", "title"),
    [
        ("input", 9, " input "),
        ("input", 14, " input = l0 "),
        ("synapse0", 18, " synapse 0 "),
        ("synapse0", 26, " synapse 0 = syn0 "),
        ("layer1", 21, " layer 1 = l1 "),
        ("layer2", 13, "•layer 2 y "),
        ("layer2", 21, "•layer 2, target y "),
        ("layer2", 28, "•layer 2 = l2, target = y "),
        ("back2", 17, "►error "),
        ("back2", 21, "►l2_error l2_delta "),
    ],
)
def test_titles_name_the_variables_of_the_script_where_they_fit(
    id: str, width: int, title: str
) -> None:
    top = painted(panes_of(VIDEO)[id], view_at(254, 4), width, 6)[0]
    assert top[1:].startswith(title)


def test_a_name_gives_way_to_an_age_and_no_age_to_a_name() -> None:
    pane = panes_of(VIDEO)["layer1"]
    tops = [painted(pane, view_at(iteration, 1), 21, 6)[0] for iteration in (254, 59_999)]
    assert [top.strip("╭╮─ ") for top in tops] == ["layer 1 = l1 (253)", "layer 1 (59998)"]


# All panes of a screen.


def pane_lines(trainer: Trainer, id: str) -> list[str]:
    return [text_of(row)[1:-1] for row in trainer.pane(id)._rows]


async def resized(trainer: Trainer, width: int, height: int) -> None:
    await trainer.pilot.resize_terminal(width, height)
    await trainer.until(lambda: trainer.main.size == Size(width, height))
    await trainer.settles()


async def test_the_larger_the_terminal_the_fuller_the_labels() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.settles()
        assert pane_lines(trainer, "synapse0")[1].startswith("+0.33 ")
        assert pane_lines(trainer, "synapse0")[-1].endswith("─input × hidden")
        assert pane_lines(trainer, "input")[-1] == "example"
        await resized(trainer, 84, 24)
        await trainer.shows("l2_error •l2_delta ")
        await resized(trainer, 90, 24)
        starts = {
            "input": "e0 0 0 1",
            "synapse0": "i0 +0.33 ",
            "layer1": "e0 0.46 ",
            "synapse1": "h0 -0.93 ",
            "layer2": "e0 0.17 ",
            "back1": "e0 +.0218",
            "back2": "e0 -0.17 ",
        }
        for id, start in starts.items():
            assert pane_lines(trainer, id)[1].startswith(start)
        await resized(trainer, 100, 30)
        for id, heads in (("synapse0", "h0 h1 h2 h3"), ("synapse1", "o0"), ("back2", "o0 o0")):
            assert pane_lines(trainer, id)[1].split() == heads.split()
        await resized(trainer, 200, 60)
        for id, heads, row in (
            ("input", "i0 i1 i2", "example 0 0 0 1"),
            ("synapse1", "output 0", "hidden 0 -0.925453"),
            ("layer2", "o0 t0", "example 0 0.168092"),
            ("synapse0", "hidden 0 hidden 1 hidden 2 hidden 3", "input 0 +0.332466"),
        ):
            lines = pane_lines(trainer, id)
            assert lines[1].split() == heads.split()
            assert lines[2].split()[: len(row.split())] == row.split()
        assert pane_lines(trainer, "synapse0")[4].split()[0] == "bias"


@pytest.mark.parametrize("width", range(80, 200, 17))
async def test_panes_side_by_side_are_labelled_alike(width: int) -> None:
    async with opened(size=(width, 30), at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        for row in (trainer.main.forward, trainer.main.backward):
            panes = [pane for pane in row if isinstance(pane, NumberPane)]
            assert len({(pane.row_labels, pane.has_heads) for pane in panes}) == 1
            for pane in panes:
                (count,) = {len(placed.rows) for placed in pane.placed}
                shape = trainer.main.experiment.dimensions.shape(pane.names[0])
                assert count == shape[0]
                assert sum(len(placed.columns) for placed in pane.placed) == sum(
                    trainer.main.experiment.dimensions.shape(name)[1] for name in pane.names
                )


async def test_a_click_on_a_number_or_on_the_label_of_its_row_chooses_it() -> None:
    async with opened(size=(100, 30), at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.settles()
        pane = trainer.pane("synapse0")
        lines = pane_lines(trainer, "synapse0")
        x, y = lines[3].index("-2.939") + 3, 3
        await trainer.pilot.click(pane, offset=(1 + lines[1].index("h1"), 1))
        await trainer.settles()
        assert trainer.main.cursor == Cursor()
        await trainer.pilot.click(pane, offset=(1 + x, y))
        await trainer.until(lambda: trainer.main.cursor == Cursor(input=1, hidden=1))
        assert trainer.main.pinned == "syn0"
        label = (1 + lines[4].index("bias" if "bias" in lines[4] else "i2"), 4)
        await trainer.pilot.click(pane, offset=label)
        await trainer.until(lambda: trainer.main.cursor == Cursor(input=2, hidden=1))


async def test_labels_scroll_along_and_follow_the_cursor() -> None:
    async with opened(LARGE, size=(120, 40)) as trainer:
        await trainer.settles()
        pane = trainer.pane("input")
        trainer.main.set_focus(pane)
        await trainer.press("m")
        await trainer.until(lambda: pane.region.size == (120, 38))
        await trainer.settles()
        assert pane_lines(trainer, "input")[2].split()[:2] == ["example", "0"]
        for _ in range(40):
            await trainer.press("down")
        await trainer.settles()
        (placed,) = pane.placed
        assert 40 in placed.rows
        assert placed.rows.start > 0
        firsts = [line.split()[:2] for line in pane_lines(trainer, "input")[2:-1]]
        assert firsts == [["example", str(row)] for row in placed.rows]
        await trainer.press("tab")
        await trainer.until(lambda: trainer.main.enlarged is trainer.pane("synapse0"))
        for _ in range(30):
            await trainer.press("right")
        await trainer.settles()
        heads = pane_lines(trainer, "synapse0")[1].replace("hidden ", "h").split()
        (placed,) = trainer.pane("synapse0").placed
        assert 30 in placed.columns
        assert heads == [f"h{column}" for column in placed.columns]


@pytest.mark.parametrize("size", [(20, 8), (40, 12), (80, 24), (200, 60)])
@pytest.mark.parametrize("id", ["synapse0", "layer1", "back1", "layer2", "synapse1"])
def test_enlarged_numbers_that_scroll_have_as_many_decimals_as_fit(
    id: str, size: tuple[int, int]
) -> None:
    experiment, (width, height) = Experiment(hidden=64), size
    pane = panes_of(experiment)[id]
    pane.allow(8, enlarged=True)
    rows = painted(pane, view_at(3, 9, experiment), width, height)
    assert all(len(row) == width for row in rows)
    scrolls = any(len(one.columns) < one.block.shape(experiment)[1] for one in pane.placed)
    if scrolls and width >= 40:
        assert all("." in row and len(row.split(".")[1].split()[0]) >= 8 for row in rows[1:2])
