"""Asking the network: against plain NumPy at the position, and on the screen by bursts of keys."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helpers.explanations import standing_at
from helpers.strategies import ANY_ALPHAS, FINITE_NUMBERS, ORDINARY_NUMBERS, experiments, same
from helpers.terminal import terminal
from helpers.trainer import Trainer, opened, running
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import Choice
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_HIDDEN
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.what_if import Reply, ask, examples_like, side
from tinynet_tui.lecture.files import built_in
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.panes.what_if.choice_row import choice_row
from tinynet_tui.ui.panes.what_if.entry import Entry
from tinynet_tui.ui.panes.what_if.pane import WhatIfPane
from tinynet_tui.ui.panes.what_if.reply_rows import (
    Columns,
    bar,
    prediction_row,
    sum_row,
    table,
    track,
)

COMPARE, SYN1 = 4, 8
TWO_OUTPUTS = Experiment(
    Dataset.of(
        "two", [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], [[0, 1], [1, 0], [1, 1], [0, 0]]
    )
)


def weights_at(snapshot: Snapshot) -> list[Array]:
    values = [snapshot.value(name) for name in snapshot.experiment.script.weights]
    return [value.array for value in values if value]


def by_numpy(snapshot: Snapshot, inputs: Any) -> list[Array]:
    """The weighted sums and outputs of every layer, as the script's lines have them for a row."""
    found, layer = [], np.array([inputs], float)
    with np.errstate(all="ignore"):
        for weight in weights_at(snapshot):
            found.append(layer @ weight)
            layer = 1 / (1 + np.exp(-(layer @ weight)))
            found.append(layer)
    return [array[0] for array in found]


# The mathematics.


@given(
    experiments(FINITE_NUMBERS, ANY_ALPHAS, hidden=MAX_HIDDEN, rows=4),
    st.integers(0, 3),
    st.integers(1, 9),
    st.data(),
)
def test_a_reply_is_what_numpy_gives_with_the_weights_there(
    experiment: Experiment, iteration: int, step: int, data: st.DataObject
) -> None:
    step = min(step, len(experiment.script.steps))
    snapshot = standing_at(experiment, Position(iteration, step))
    inputs = data.draw(arrays(float, experiment.sizes[0], elements=FINITE_NUMBERS))
    reply, expected = ask(snapshot, inputs), by_numpy(snapshot, inputs)
    assert same(reply.predictions, expected[-1])
    assert same(reply.sums, expected[-2])
    if experiment.hidden:
        assert reply.layer_sums is not None
        assert same(reply.layer_sums, expected[0])
        assert same(reply.outputs, expected[1])
    else:
        assert reply.layer_sums is None
        assert same(reply.outputs, inputs)
    with np.errstate(all="ignore"):
        for output in range(experiment.sizes[-1]):
            assert same(reply.parts(output), reply.outputs * weights_at(snapshot)[-1][:, output])


@given(experiments(hidden=8), st.integers(0, 20))
def test_a_training_example_gets_what_the_script_gives(
    experiment: Experiment, iteration: int
) -> None:
    snapshot = standing_at(experiment, Position(iteration, experiment.script.step("l1").number))
    X, y, script = experiment.dataset.X, experiment.dataset.y, experiment.script
    weights = tuple(weights_at(snapshot))
    prediction = ask(snapshot, X[0]).prediction
    with np.errstate(all="ignore"):
        whole = script.compute(X, y, weights, experiment.alpha, len(script.steps))[prediction]
    for number in range(len(X)):
        row = slice(number, number + 1)
        with np.errstate(all="ignore"):
            alone = script.compute(X[row], y[row], weights, experiment.alpha, len(script.steps))
        predictions = ask(snapshot, X[number]).predictions
        assert same(predictions, alone[prediction][0])
        np.testing.assert_allclose(predictions, whole[number], rtol=1e-12)
        same_inputs = [at for at, other in enumerate(X) if (other == X[number]).all()]
        assert examples_like(snapshot, X[number]) == same_inputs


@given(experiments(hidden=8), st.data())
def test_the_parts_add_up_to_the_weighted_sum(experiment: Experiment, data: st.DataObject) -> None:
    inputs = data.draw(arrays(float, experiment.sizes[0], elements=ORDINARY_NUMBERS))
    reply = ask(standing_at(experiment, Position(3, 1)), inputs)
    for output, total in enumerate(reply.sums):
        assert reply.parts(output).sum() == pytest.approx(total, rel=1e-9, abs=1e-9)


def test_after_an_update_the_new_weights_count() -> None:
    before, after = (standing_at(Experiment(), Position(254, step)) for step in (SYN1 - 1, SYN1))
    inputs = np.array([0.5, 0, 1])
    one, other = ask(before, inputs), ask(after, inputs)
    assert same(one.outputs, other.outputs)  # syn0 is still to be updated
    assert one.predictions[0] != other.predictions[0]


def test_a_neuron_that_is_off_has_no_part() -> None:
    off = Edit(Position(0, 1), "l1", (None, 2), "off")
    snapshot = standing_at(Experiment(edits=(off,)), Position(254, COMPARE))
    reply = ask(snapshot, np.array([0.0, 0, 1]))
    assert reply.outputs[2] > 0
    assert reply.parts(0)[2] == 0
    assert reply.predictions[0] == by_numpy(snapshot, [0, 0, 1])[-1][0]


@given(st.floats(0, 1), st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]))
def test_the_right_side_is_the_target_s(prediction: float, target: float) -> None:
    if abs(prediction - 0.5) > 1e-9:
        same_side = (prediction > 0.5) == (target > 0.5)
        assert side(prediction, target) == (
            "" if target == 0.5 else "correct" if same_side else "wrong"
        )
    assert side(0.5, 1.0) == "wrong"
    assert side(float("nan"), 1.0) == ""


# The example that is typed.


@given(st.text("0123456789.-", max_size=20))
def test_what_is_typed_is_the_number_that_it_says(keys: str) -> None:
    entry = Entry(np.array([7.0, 8.0]), 1, 0)
    for key in keys:
        entry.type(key)
    assert entry.inputs[1] == 8
    if not keys:
        assert entry.inputs[0] == 7
        return
    assert entry.texts[0] == f"{entry.typed}_"
    if re.fullmatch(r"-?\d+\.?\d*", keys) and len(keys) <= 12:
        assert entry.typed == keys
        assert entry.inputs[0] == float(keys)
    for _ in keys:
        entry.erase()
    assert entry.inputs[0] == 0
    assert entry.texts[0] == "0"


@given(st.lists(st.sampled_from("0.-9<>+_x"), max_size=30), experiments(FINITE_NUMBERS))
def test_no_keys_lead_to_anything_but_finite_numbers(
    keys: list[str], experiment: Experiment
) -> None:
    entry = Entry(experiment.dataset.X[0], experiment.sizes[-1], 0)
    for key in keys:
        match key:
            case "<" | ">":
                entry.choose(entry.at + (1 if key == ">" else -1))
            case "+" | "_":
                entry.nudge(1 if key == "+" else -1, experiment.dataset)
            case "x":
                entry.erase()
            case _:
                entry.type(key)
    assert len(entry.inputs) == experiment.sizes[0]
    assert np.isfinite(entry.array).all()
    assert 0 <= entry.output < experiment.sizes[-1]


@pytest.mark.parametrize(
    ("keys", "number"),
    [("10", 0), ("01", 1), ("0110", 0), ("0.5", 0.5), ("15", 15), ("25", 25), ("-1", -1)],
)
def test_0_and_1_replace_each_other_in_an_input_that_has_no_other_numbers(
    keys: str, number: float
) -> None:
    entry = Entry(np.array([7.0, 8.0]), 1, 0)
    for key in keys:
        entry.type(key, toggles=True)
    assert entry.inputs == [number, 8]


async def test_1_and_then_0_is_0() -> None:
    async with opened() as trainer:
        await trainer.press("a", "1", "0", "right", "1")
        pane = trainer.main.what_if
        assert pane is not None
        await trainer.until(lambda: pane.entry.inputs == [0, 1, 1])


def test_a_nudge_makes_0_of_1_and_no_more() -> None:
    entry = Entry(np.array([0.0, 0.5, 1.0]), 1, 0)
    entry.nudge(1, Experiment().dataset)
    entry.nudge(1, Experiment().dataset)
    assert entry.inputs == [1, 0.5, 1]
    entry.choose(1)
    entry.nudge(-1, Experiment().dataset)
    assert entry.inputs == [1, 0, 1]
    fine = replace(Experiment(), dataset=Dataset.of("fine", [[0.1, 0, 0], [2.3, 0, 1]], [0, 1]))
    entry.choose(0)
    entry.nudge(2, fine.dataset)
    assert entry.inputs[0] == pytest.approx(1.2)


def test_numbers_are_filled_in_from_the_chosen_one_on() -> None:
    entry = Entry(np.zeros(3), 1, 0)
    entry.choose(1)
    data = Experiment().dataset
    assert entry.fill("0.5, -2 7 9", data) == "left out: 7, 9"
    assert entry.inputs == [0, 0.5, -2]
    assert entry.at == 2
    with pytest.raises(ValueError, match=r"'nan' is not a number such as 0\.5"):
        entry.fill("1 nan", data)
    assert entry.inputs == [0, 0.5, -2]


# How it is written.


def reply_of(outputs: list[float], weights: list[float]) -> Reply:
    layer, weight = np.array(outputs), np.array([weights]).T
    total = layer @ weight
    return Reply("l1", "syn1", "l2", layer * 2, layer, weight, total, 1 / (1 + np.exp(-total)))


def text_of(row: Any) -> str:
    return "".join(text for text, _ in row)


@given(
    st.lists(st.tuples(st.floats(0, 1), FINITE_NUMBERS | st.just(np.inf)), min_size=1, max_size=64),
    st.integers(38, 198),
    st.integers(4, 8),
    st.integers(0, 60),
)
@example([(1.0, 1.0), (1.0, 1.0), (1.0, np.inf)], 38, 4, 2)
def test_rows_fit_whatever_the_numbers_are(
    terms: list[tuple[float, float]], width: int, decimals: int, height: int
) -> None:
    outputs, weights = (list(side) for side in zip(*terms, strict=True))
    with np.errstate(all="ignore"):
        reply = reply_of(outputs, weights)
    columns = Columns.fitting(reply, 0, width, decimals)
    rows = table(reply, 0, [False] * len(terms), columns, height, "l0 @ syn0")
    assert len(rows) <= max(height, 0)
    every = [*rows, sum_row(reply, 0, columns), prediction_row(reply, 0, width, decimals)]
    assert max(len(text_of(row)) for row in every) <= width


def test_of_more_neurons_than_fit_the_largest_parts_are_shown_and_the_rest_is_added_up() -> None:
    reply = reply_of([1.0] * 10, [0.1, -5, 0.2, 3, 0.3, 0.1, -0.2, 4, 0.1, 0.4])
    columns = Columns.fitting(reply, 0, 42, 4)
    rows = table(reply, 0, [False] * 10, columns, 5, "l0 @ syn0")
    assert [text_of(row).split()[0] for row in rows] == ["l1", "1", "3", "7", "…"]
    assert "… 7 smaller" in text_of(rows[-1])
    assert "+1.0000" in text_of(rows[-1])


def test_a_bar_says_sign_and_size_without_colour() -> None:
    bars = {value: text_of(bar(value, 2.0, 9, "text")) for value in (2.0, -2.0, 0.25, 0.0, np.nan)}
    assert bars[2.0] == "    │━━━━"
    assert bars[-2.0] == "━━━━│    "
    assert bars[0.25] == "    │╸   "
    assert bars[0.0] == bars[np.nan] == "    │    "


def test_a_line_from_0_to_1_is_heavy_as_far_as_the_prediction() -> None:
    lines = {value: text_of(track(value, 9)) for value in (0.0, 0.34, 1.0, np.nan)}
    assert lines[0.0] == lines[np.nan] == "────┼────"
    assert lines[0.34] == "━━━─┼────"
    assert lines[1.0] == "━━━━┿━━━━"


@given(st.lists(st.text("0123456789", max_size=12), min_size=1, max_size=40), st.data())
def test_the_chosen_one_of_many_is_always_seen(texts: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, len(texts) - 1))
    row, places = choice_row("l0", texts, chosen, 38, focused=True)
    text = text_of(row)
    assert f"[{texts[chosen]}]" in text
    assert len(text) <= 38
    assert all(text[span.start + 1 : span.stop - 1] == texts[at] for span, at in places)
    assert ("‹" in text, "›" in text) == (places[0][1] > 0, places[-1][1] < len(texts) - 1)
    if len(places) < len(texts):
        assert text.startswith(f" l0[{chosen}] ")


# On the screen.


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
        assert [note.message for note in trainer.app._notifications] == ["left out: id, kind"]
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
        assert re.search(r" 2  0\.\d{4}      off  \+0\.0000", trainer.text)


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


async def test_a_terminal_too_small_for_it_loses_nothing() -> None:
    async with opened(size=(30, 8)) as trainer:
        await trainer.press("a", "1", "N")
        await trainer.rests_at(1, 1)
        await trainer.pilot.resize_terminal(80, 24)
        await trainer.shows("what-if · ")


async def test_in_a_lecture_it_takes_the_explanation_s_place_until_the_next_scene() -> None:
    app = LectureApp(built_in(), first=11)
    async with running(app) as trainer:
        await trainer.shows("12/18")
        await trainer.until(lambda: not app.main.text.awaited)
        await open_pane(trainer)
        assert "12/18" in trainer.text
        await trainer.press("5", "backspace", "backspace")
        assert pane_of(trainer).entry.inputs[0] == 0
        await app.run_action("page(1)")
        await trainer.until(lambda: app.main.text.answered)
        await app.run_action("page(1)")
        await trainer.shows("13/18")
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
