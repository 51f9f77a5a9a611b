"""The what-if pane on the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from helpers.terminal import terminal
from helpers.trainer import Trainer, opened, running
from helpers.what_if import COMPARE, SYN1, by_numpy
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import Choice
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.what_if import ask
from tinynet_tui.lecture.files import built_in
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.panes.what_if.pane import WhatIfPane

TWO_OUTPUTS = Experiment(
    Dataset.of(
        "two", [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], [[0, 1], [1, 0], [1, 1], [0, 0]]
    )
)


def pane_of(trainer: Trainer) -> WhatIfPane:
    assert trainer.main.what_if is not None
    return trainer.main.what_if


def prediction_on(trainer: Trainer) -> str:
    found = re.search(r"│ l[12](?:\[\d\])?  (\S+)  0 ├", trainer.text)
    assert found, trainer.text
    return found[1]


async def open_pane(trainer: Trainer) -> WhatIfPane:
    await trainer.press("a")
    await trainer.until(
        lambda: trainer.main.what_if and trainer.main.focused is trainer.main.what_if
    )
    await trainer.shows("a close")
    return pane_of(trainer)


def at_254() -> dict[str, Any]:
    return {"at": Position(254, COMPARE)}


async def test_it_takes_the_explanation_s_place_with_the_cursor_s_example() -> None:
    async with opened(**at_254(), cell=("l2", Cursor(example=2))) as trainer:
        await trainer.rests_at(254, COMPARE)
        await trainer.shows("┤")  # the graph, too
        explained = trainer.text
        await open_pane(trainer)
        assert "l0  [1] 0  1" in trainer.text
        assert "what-if · example 2 · target 1 · correct " in trainer.text
        assert not trainer.main.explanation.display
        parts = ask(trainer.frame.snapshot, np.array([1.0, 0, 1])).parts(0)
        assert all(f"{part:+.4f}" in trainer.text for part in parts)
        assert prediction_on(trainer) == f"{by_numpy(trainer.frame.snapshot, [1, 0, 1])[-1][0]:.4f}"
        await trainer.press("a")
        await trainer.until(lambda: trainer.main.what_if is None)
        await trainer.until(lambda: trainer.text == explained)


@pytest.mark.parametrize("key", ["a", "escape"])
async def test_it_opens_and_closes_however_fast(key: str) -> None:
    async with opened(**at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        await trainer.shows("┤")  # the graph, too
        before = trainer.text
        for _ in range(5):
            trainer.app.post_message(key_event("a"))
            trainer.app.post_message(key_event(key))
        await trainer.press("a", "a")
        await trainer.until(lambda: trainer.main.what_if is None and trainer.text == before)


def key_event(key: str) -> Any:
    from textual.events import Key

    return Key(key, key if len(key) == 1 else None)


async def test_the_prediction_follows_while_the_network_is_trained() -> None:
    async with opened(play=True) as trainer:
        pane = await open_pane(trainer)
        await trainer.press("0", "full_stop", "5", "enter", "1")
        seen = set()

        def agrees() -> bool:
            snapshot = trainer.frame.snapshot
            expected = by_numpy(snapshot, [0.5, 1, 1])[-1][0]
            assert prediction_on(trainer) == f"{expected:.4f}"
            seen.add(snapshot.position.iteration)
            return len(seen) > 20

        assert pane.entry.inputs == [0.5, 1, 1]
        await trainer.shows("not a training example")
        await trainer.until(agrees)
        assert trainer.frame.playing


async def test_the_run_s_keys_go_on_and_the_pane_keeps_the_focus() -> None:
    async with opened(**at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        pane = await open_pane(trainer)
        await trainer.press("N", "n")
        await trainer.rests_at(255, COMPARE + 1)
        await trainer.press("b", "B")
        await trainer.rests_at(254, COMPARE)
        await trainer.press("space")
        await trainer.until(lambda: trainer.frame.playing)
        await trainer.press("p")
        await trainer.until(lambda: not trainer.frame.playing)
        assert trainer.main.focused is pane
        speed = trainer.frame.speed
        await trainer.press("minus", "2")  # types, and does not slow down
        await trainer.shows("[-2_]")
        assert trainer.frame.speed == speed
        await trainer.press("plus")
        await trainer.until(lambda: trainer.frame.speed != speed)
        await trainer.press("g", *"300", "enter")
        await trainer.rests_at(300, COMPARE)
        assert pane.entry.inputs[0] == -2


async def test_elsewhere_the_keys_are_what_they_were() -> None:
    async with opened(**at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        pane = await open_pane(trainer)
        await trainer.press("tab", "tab", "tab", "minus")
        await trainer.until(lambda: trainer.frame.speed.name != "auto")
        assert pane.entry.inputs == [0, 0, 1]
        await trainer.shows("a: change the inputs")
        await trainer.press("a", "up")
        assert pane.entry.inputs == [1, 0, 1]
        assert trainer.main.what_if is pane


async def test_tab_goes_through_the_inputs_and_outputs_then_to_the_next_pane() -> None:
    async with opened(TWO_OUTPUTS, **at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        pane = await open_pane(trainer)
        for at in (1, 2, 3, 4):
            await trainer.press("tab")
            assert (trainer.main.focused, pane.entry.at) == (pane, at)
        await trainer.press("shift+tab")
        assert pane.entry.at == 3
        await trainer.press("tab", "tab")
        assert trainer.main.focused is not pane
        await trainer.press("shift+tab")
        assert (trainer.main.focused, pane.entry.at) == (pane, 4)
        await trainer.press(*["shift+tab"] * 5)
        assert trainer.main.focused not in (pane, None)
        await trainer.press("tab")
        assert (trainer.main.focused, pane.entry.at) == (pane, 0)


async def test_a_click_chooses_and_a_paste_fills_in() -> None:
    from textual.events import Paste

    async with opened(TWO_OUTPUTS, **at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        pane = await open_pane(trainer)
        await trainer.pilot.click(pane, offset=(9, 1))
        await trainer.until(lambda: pane.entry.at == 1)
        trainer.app.post_message(Paste("0.25 x"))
        trainer.app.post_message(Paste("0.25 0.75"))
        await trainer.until(lambda: pane.entry.inputs == [0, 0.25, 0.75])
        await trainer.press("right", "right")
        assert pane.entry.output == 1
        snapshot = trainer.frame.snapshot
        expected = by_numpy(snapshot, [0, 0.25, 0.75])[-1]
        await trainer.shows(f"l2[1]  {expected[1]:.4f}", f"[{expected[1]:.2f}]")
        await trainer.press("9", "up", "backspace")
        assert pane.entry.inputs == [0, 0.25, 0.75]


async def test_a_newer_message_about_a_paste_replaces_the_older() -> None:
    from textual.events import Paste

    async with opened(TWO_OUTPUTS, **at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        await open_pane(trainer)
        seen = trainer.app._notifications
        for text in ("x y", "y z"):
            trainer.app.post_message(Paste(text))
            await trainer.until(lambda word=text[0]: f"'{word}'" in str([*seen]))
            assert len(seen) == 1
        trainer.app.post_message(Paste("0 1 1"))
        await trainer.until(lambda: not len(seen))


async def test_a_whole_row_of_the_file_fills_in_its_inputs(tmp_path: Path) -> None:
    from textual.events import Paste

    file = tmp_path / "own.csv"
    file.write_text("id;height;colour;kind\n1;0,5;red;plum\n2;1,5;green;pear\n3;2;red;apple\n")
    data = load(str(file), Choice(ignore=("id",)), bias=True)
    async with opened(Experiment(data)) as trainer:
        pane = await open_pane(trainer)
        await trainer.shows("height ─")
        trainer.app.post_message(Paste("2;1,5;green;pear\n"))
        await trainer.until(lambda: pane.entry.inputs == [1.5, 0, 1])
        await trainer.shows("colour=red ─")
        left_out = "left out: id, kind"
        await trainer.until(
            lambda: [note.message for note in trainer.app._notifications] == [left_out]
        )
        trainer.app.post_message(Paste("2;1,5;blue;pear\n"))
        refused = "column 3 (colour): 'blue' is not one of green, red"
        await trainer.until(
            lambda: [note.message for note in trainer.app._notifications] == [refused]
        )
        assert pane.entry.inputs == [1.5, 0, 1]


async def test_the_names_of_outputs_stand_beside_the_predictions(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("a,kind\n1,plum\n2,pear\n3,[b]fig\n")
    async with opened(Experiment(load(str(file))), size=(120, 40)) as trainer:
        await open_pane(trainer)
        await trainer.shows("[b]fig 0.", "pear 0.", "plum 0.")
    async with opened(Experiment(load(str(file))), size=(80, 24)) as trainer:
        await open_pane(trainer)
        await trainer.shows("l2[0] [b]fig  0.")


async def test_what_is_asked_first_is_not_told() -> None:
    async with opened(at=Position(254, SYN1 - 1), cell=("syn1", Cursor())) as trainer:
        await trainer.rests_at(254, SYN1 - 1)
        pane = await open_pane(trainer)
        told = prediction_on(trainer)
        await trainer.press("t", "n")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.shows("Does syn1[0,0] rise or fall?", "↑ or +")
        assert "0 ├" not in trainer.text
        await trainer.press("0")
        await trainer.until(lambda: not trainer.main.quiz.asked)
        await trainer.shows("0 ├")
        assert pane.entry.inputs == [0, 0, 1]
        assert prediction_on(trainer) != told
        await trainer.press("n")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.press("a")
        await trainer.until(lambda: not trainer.main.quiz.asked)


async def test_what_is_switched_off_is_said() -> None:
    edits = (
        Edit(Position(0, 1), "l1", (None, 2), "off"),
        Edit(Position(0, 1), "l0", (None, 1), "off"),
    )
    async with opened(Experiment(edits=edits), **at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        await open_pane(trainer)
        assert "l0  [0] 0 off  1" in trainer.text
        assert re.search(r" 2  0\.\d{4}      off   0\.0000", trainer.text)


async def test_another_network_begins_anew() -> None:
    async with opened() as trainer:
        pane = await open_pane(trainer)
        await trainer.press("0", "full_stop", "5")
        other = Experiment(replace(COPY_FIRST, name="copy"), hidden=0)
        await trainer.app.open_run(other, Position(10, 1), 60_000)
        await trainer.until(lambda: trainer.frame.snapshot.experiment == other)
        await trainer.rests_at(10, 1)
        assert pane.entry.inputs == [0.5, 0, 1]
        await trainer.shows("l0 @ syn0")
        assert (
            prediction_on(trainer) == f"{by_numpy(trainer.frame.snapshot, [0.5, 0, 1])[-1][0]:.4f}"
        )
        five = Experiment(Dataset.of("five", np.eye(5), [0, 1, 0, 1, 0]))
        await trainer.app.open_run(five, Position(), 60_000)
        await trainer.until(lambda: trainer.frame.snapshot.experiment == five)
        assert pane.entry.inputs == [1, 0, 0, 0, 0]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_it_can_be_enlarged_and_shrinks_before_it_closes(size: tuple[int, int]) -> None:
    async with opened(size=size, **at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        pane = await open_pane(trainer)
        expected = by_numpy(trainer.frame.snapshot, [0, 0, 1])[-1][0]
        await trainer.press("m")
        await trainer.shows(f"l2  {expected:.8f}", "l1 @ syn1")
        assert pane.region.height == size[1] - 2
        await trainer.press("1", "escape")
        await trainer.shows("a close")
        assert trainer.main.enlarged is None
        assert pane.entry.inputs == [1, 0, 1]
        await trainer.press("escape")
        await trainer.until(lambda: trainer.main.what_if is None)


async def test_escape_closes_it_before_the_hidden_neurons_of_the_map() -> None:
    async with opened(size=(120, 40), **at_254()) as trainer:
        await trainer.rests_at(254, COMPARE)
        await trainer.press("3", "d")
        await trainer.until(lambda: trainer.main.map.split)
        await open_pane(trainer)
        await trainer.press("escape")
        await trainer.until(lambda: trainer.main.what_if is None)
        assert trainer.main.map.split
        await trainer.press("escape")
        await trainer.until(lambda: not trainer.main.map.split)


async def test_a_terminal_too_small_for_it_loses_nothing() -> None:
    async with opened(size=(30, 8)) as trainer:
        await trainer.press("a", "1", "N")
        await trainer.rests_at(1, 1)
        await trainer.pilot.resize_terminal(80, 24)
        await trainer.shows("what-if · ")


async def test_in_a_lecture_it_takes_the_explanation_s_place_until_the_next_scene() -> None:
    app = LectureApp(built_in(), first=11)
    async with running(app) as trainer:
        await trainer.shows("12/19")
        await trainer.until(lambda: not app.main.text.awaited)
        await open_pane(trainer)
        assert "12/19" in trainer.text
        await trainer.press("5", "backspace", "backspace")
        assert pane_of(trainer).entry.inputs[0] == 0
        await app.run_action("page(1)")
        await trainer.until(lambda: app.main.text.answered)
        await app.run_action("page(1)")
        await trainer.shows("13/19")
        await trainer.until(lambda: trainer.position == app.scene.position)
        await trainer.until(lambda: trainer.main.what_if is None)


@pytest.mark.parametrize(
    "keys",
    ["a0.5\r1\x1b[C0.25", "a\x1b[200~0.5 1 0.25\x1b[201~N", "aaa0.5\rn1\r0.25p", "g5\ra.5\r1\r.25"],
)
def test_no_key_of_a_burst_is_lost_around_it(keys: str) -> None:
    with terminal() as it:
        it.wait_for("paused", "iteration 0")
        it.send(keys)
        it.wait_for("what-if · not a training example")
        it.wait_until(lambda: re.search(r"l0   0?\.5  1 \[0?\.25_?\] ", it.text), "its inputs")


async def test_a_pane_that_was_clicked_while_it_went_does_not_keep_the_keys() -> None:
    async with opened() as trainer:
        await trainer.press("a")
        pane = trainer.main.what_if
        await trainer.press("a")
        await trainer.until(lambda: pane is not None and not pane.is_attached)
        trainer.main.focused = pane  # as Textual does if the click comes in between
        await trainer.press("question_mark")
        await trainer.until(lambda: trainer.app.screen is not trainer.main)
