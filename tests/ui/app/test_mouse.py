"""Clicks and the wheel, and what is scrolled to, on the running app."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.geometry import Offset

from helpers.running_app import EFFECTS, reversed_text, state
from helpers.slow import first_quick
from helpers.trainer import Trainer, opened
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.keys.table import KEYS

BY_ID = {binding.id: binding for binding in KEYS}


async def test_a_click_on_a_number_moves_the_cursor_there() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        for line, number, cell, cursor in [
            (9, "-.3182", "l1_error[1,2]", Cursor(1, 0, 2, 0)),
            (3, "-2.94", "syn0[1,1]", Cursor(1, 1, 1, 0)),
            (10, "+.0495", "l2_delta[2,0]", Cursor(2, 1, 1, 0)),
            (5, "0.14", "l1[3,3]", Cursor(3, 1, 3, 0)),
        ]:
            x = trainer.lines[line].index(number)
            await trainer.pilot.click(offset=(x + 2, line))
            await trainer.shows(f" {cell} ")
            assert trainer.main.cursor == cursor
            strip = trainer.app.screen._compositor.render_strips()[line]
            (reverse,) = [
                segment.text.strip() for segment in strip if segment.style and segment.style.reverse
            ]
            assert reverse == number


@pytest.mark.parametrize("id", ["step.line", "step.iteration", "play", "reseed", "help", "quit"])
async def test_a_click_on_a_key_is_the_key(id: str) -> None:
    async with opened(at=Position(3, 6), size=(100, 24)) as trainer:
        await trainer.rests_at(3, 6)
        (key,) = [key for key in trainer.main.keys.keys if key.action == BY_ID[id].action]
        text = f" {key.key} {key.does} "
        await trainer.shows(text)
        x = trainer.lines[23].index(text)
        await trainer.pilot.click(offset=(x + len(text) - 2, 23))
        await trainer.until(lambda: EFFECTS[id](trainer))


@pytest.mark.parametrize(
    ("keys", "glyph", "id"),
    [
        ("n b step", "n", "step.line"),
        ("n b step", "b", "back.line"),
        ("n b step", "step", "step.line"),
        ("N B iteration", "N", "step.iteration"),
        ("N B iteration", "B", "back.iteration"),
        ("+ - speed", "+", "faster"),
        ("+ - speed", "-", "slower"),
    ],
)
async def test_of_two_keys_a_click_does_what_the_one_clicked_says(
    keys: str, glyph: str, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(at=Position(3, 6), size=(120, 24)) as trainer:
        await trainer.rests_at(3, 6)
        await trainer.shows(f" {keys} ")
        actions: list[str] = []
        run_action = trainer.app.run_action

        async def record(action: Any, *arguments: Any) -> bool:
            actions.append(action)
            return await run_action(action, *arguments)

        monkeypatch.setattr(trainer.app, "run_action", record)
        x = trainer.lines[23].index(f" {keys} ") + 1 + keys.index(glyph)
        await trainer.pilot.click(offset=(x, 23))
        await trainer.until(lambda: actions)
        assert actions == [BY_ID[id].action]


async def test_a_click_beside_the_keys_does_nothing() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.pilot.click(offset=(2, 23))
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


LARGE = Experiment(
    Dataset.of("large", [[k % 7, k % 3, 1] for k in range(10_000)], [k % 2 for k in range(10_000)]),
    hidden=64,
)


async def turn_wheel(trainer: Trainer, id: str, down: bool, shift: bool = False) -> None:
    region = trainer.pane(id).region
    x, y = region.offset + Offset(3, 2)
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    trainer.app.screen._forward_event(
        kind(
            widget=None, x=x, y=y, delta_x=0, delta_y=0, button=0,
            shift=shift, meta=False, ctrl=False, screen_x=x, screen_y=y,
        )
    )  # fmt: skip
    await trainer.pilot.pause(0)


def first_shown(trainer: Trainer, axis: str) -> dict[str, int]:
    """The first example, or hidden neuron, of each pane that has it."""
    firsts = {}
    panes = {"example": ["input", "layer1", "layer2", "back1", "back2"], "hidden": ["layer1"]}
    for id in panes[axis]:
        (placed, *_) = trainer.pane(id).placed
        firsts[id] = (placed.rows if axis == "example" else placed.columns).start
    if axis == "hidden":
        firsts["synapse0"] = trainer.pane("synapse0").placed[0].columns.start
        firsts["synapse1"] = trainer.pane("synapse1").placed[0].rows.start
        firsts["back1"] = trainer.pane("back1").placed[0].columns.start
    return firsts


async def test_the_wheel_scrolls_all_panes_that_share_the_index() -> None:
    async with opened(LARGE, at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        assert set(first_shown(trainer, "example").values()) == {0}
        for turns, id in enumerate(["input", "layer1", "back1", "layer2", "back2"], 1):
            await turn_wheel(trainer, id, down=True)
            await trainer.until(
                lambda turns: set(first_shown(trainer, "example").values()) == {turns}, turns
            )
        await turn_wheel(trainer, "back1", down=False)
        await trainer.until(lambda: set(first_shown(trainer, "example").values()) == {4})
        assert set(first_shown(trainer, "hidden").values()) == {0}
        for turns in (1, 2):
            await turn_wheel(trainer, "synapse0", down=True, shift=True)
            await trainer.until(
                lambda turns: set(first_shown(trainer, "hidden").values()) == {turns}, turns
            )
        await turn_wheel(trainer, "synapse1", down=True)
        await trainer.until(lambda: set(first_shown(trainer, "hidden").values()) == {3})
        assert set(first_shown(trainer, "example").values()) == {4}


async def test_the_wheel_stops_at_the_edges() -> None:
    async with opened(at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        await trainer.marks_position()
        before = trainer.text
        for id in ("input", "synapse0", "layer1", "back2"):
            for down in (False, True):
                for shift in (False, True):
                    await turn_wheel(trainer, id, down, shift)
        assert trainer.text == before


async def test_the_cursor_drags_what_is_shown_along() -> None:
    async with opened(LARGE, at=Position(0, 2)) as trainer:
        await trainer.rests_at(0, 2)
        await trainer.press(*["down"] * 8, *["right"] * 6)
        await trainer.shows(" l1[8,6] ")
        for pane in map(trainer.pane, ("input", "layer1", "layer2", "back1", "back2")):
            assert 8 in pane.placed[0].rows
        assert 6 in trainer.pane("layer1").placed[0].columns
        assert 6 in trainer.pane("synapse0").placed[0].columns
        assert 6 in trainer.pane("synapse1").placed[0].rows


async def scroll(trainer: Trainer, id: str, turns: int, shift: bool = False) -> None:
    for _ in range(turns):
        await turn_wheel(trainer, id, down=True, shift=shift)


@pytest.mark.parametrize("id", first_quick(["layer1", "synapse0", "synapse1", "back1"]))
async def test_enlarging_and_shrinking_a_pane_keeps_what_was_scrolled_to(id: str) -> None:
    async with opened(LARGE, at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        await trainer.marks_position()
        await scroll(trainer, "layer1", 30)
        await scroll(trainer, "layer1", 40, shift=True)
        await trainer.until(lambda: set(first_shown(trainer, "example").values()) == {30})
        await trainer.until(lambda: set(first_shown(trainer, "hidden").values()) == {40})
        trainer.main.set_focus(trainer.pane(id))
        await trainer.pilot.pause(0)
        before = trainer.text
        await trainer.press("m")
        # With three rows of weights, the graph and the explanation have room below.
        await trainer.until(lambda: trainer.main.enlarged and trainer.pane(id).region.width == 80)
        assert (trainer.pane(id).region.height == 22) == (id != "synapse0")
        (placed, *_) = trainer.pane(id).placed
        assert placed.columns.start == 40 or placed.rows.start in (30, 40)
        await trainer.press("m")
        await trainer.until(lambda: trainer.text == before)


@pytest.mark.parametrize("sizes", [[(120, 40)], [(40, 12)], [(200, 60), (40, 12), (100, 30)]])
async def test_resizing_keeps_what_was_scrolled_to(sizes: list[tuple[int, int]]) -> None:
    async with opened(LARGE, at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        await trainer.marks_position()
        await scroll(trainer, "layer1", 30)
        before = trainer.text
        for width, height in sizes:
            await trainer.pilot.resize_terminal(width, height)
            pane = trainer.pane("layer2")
            await trainer.until(lambda size: trainer.main.keys.region.bottom == size, height)
            await trainer.until(lambda pane: pane.placed[0].rows.start == 30, pane)
        await trainer.pilot.resize_terminal(80, 24)
        await trainer.until(lambda: trainer.text == before)


async def test_a_cursor_in_sight_stays_in_sight_when_the_terminal_shrinks() -> None:
    cell = Cursor.parse("l1[9000,63]", LARGE.dimensions)
    async with opened(LARGE, at=Position(0, 2), cell=cell, size=(120, 40)) as trainer:
        await trainer.rests_at(0, 2)
        for width, height in [(120, 40), (80, 24), (40, 12), (100, 34)]:
            await trainer.pilot.resize_terminal(width, height)
            await trainer.until(lambda bottom: trainer.main.keys.region.bottom == bottom, height)
            await trainer.until(lambda: len(reversed_text(trainer)) == 1)
            (placed,) = trainer.pane("layer1").placed
            assert 9000 in placed.rows
            assert 63 in placed.columns
