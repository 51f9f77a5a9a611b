"""The panes of numbers: each is handed a view, and what it paints is read."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from helpers.explanations import TWO_LAYERS
from helpers.panes import (
    VIDEO,
    painted,
    panes_of,
    text_of,
    texts,
    view_at,
)
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.rounding import Sheet, Shown, attempts
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.numbers.scale import Scale
from tinynet_tui.worker.speed import by_name


def numbers_in(line: str) -> list[float]:
    return [float(part.strip("▲▼")) for part in line.strip("│").split()]


def test_panes_show_the_numbers_of_the_position() -> None:
    view, panes = view_at(254, 6), panes_of(VIDEO)
    for id, name in [("synapse0", "syn0"), ("layer1", "l1"), ("synapse1", "syn1")]:
        value = view.snapshot.value(name)
        assert value is not None
        lines = painted(panes[id], view, 44, len(value.array) + 2)[1:-1]
        assert np.allclose([numbers_in(line) for line in lines], value.array, atol=0.00501)


def test_numbers_that_are_all_small_share_a_power_of_ten() -> None:
    view = view_at(59_999, 7)
    panes = panes_of(VIDEO)
    title, *lines, foot = painted(panes["back1"], view, 30, 6)
    assert "l1_delta" in title
    value = view.snapshot.value("l1_delta")
    assert value is not None
    exponent = math.floor(math.log10(np.abs(value.array).max()))
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert f"×10{superscript}" in title + foot
    shown = [numbers_in(line) for line in lines]
    assert np.allclose(shown, value.array / 10.0**exponent, atol=0.0051)


@pytest.mark.parametrize("width", [18, 30, 44, 60])
@pytest.mark.parametrize("step", [8, 9])
def test_arrows_say_which_way_a_weight_went(step: int, width: int) -> None:
    view, panes = view_at(1000, step), panes_of(VIDEO)
    current = view.snapshot.current
    updated = {"syn1": "synapse1", "syn0": "synapse0"} if step == 9 else {"syn1": "synapse1"}
    for name, id in updated.items():
        pane = panes[id]
        lines = painted(pane, view, width, 6)[1:-1]
        (placed,) = pane.placed
        went = np.sign(current.values[name] - current.start[name])
        for row in placed.rows:
            arrows = [char for char in lines[row] if char in "▲▼"]
            expected = ["▼·▲"[int(way) + 1] for way in went[row, placed.columns]]
            assert arrows == [arrow for arrow in expected if arrow != "·"]
    for step_before in range(1, step):
        lines = painted(panes["synapse0"], view_at(1000, step_before), width, 6)
        assert not set("▲▼") & set("".join(lines))


def test_a_weight_that_does_not_move_has_no_arrow() -> None:
    still = Experiment(Dataset.of("still", [[0, 1], [0, 1]], [0, 1]), hidden=0)
    view, panes = view_at(1, 5, still), panes_of(still)
    lines = painted(panes["synapse0"], view, 20, 4)[1:-1]
    assert not set("▲▼") & set(lines[0])
    assert set("▲▼") & set(lines[1])


def test_the_cursor_is_in_reverse_where_it_is_explained_and_underlined_elsewhere() -> None:
    view, panes = view_at(254, 6, cursor=Cursor(2, 1, 3, 0)), panes_of(VIDEO)
    for id, name, style in [
        ("back1", "l1_error", "reverse"),
        ("layer1", "l1", "underline"),
        ("synapse0", "syn0", "underline"),
        ("synapse1", "syn1", "underline"),
        ("input", "l0", "underline"),
        ("layer2", "y", "underline"),
    ]:
        row, column = view.cursor.cell(name, VIDEO.dimensions)
        runs = panes[id].content(view, 40, 4)
        marked = [
            (y, float(text))
            for y, line in enumerate(runs)
            for text, styles in line
            if styles.endswith("+" + style)
        ]
        value = view.snapshot.value(name)
        assert value is not None
        assert any(
            y == row and math.isclose(number, value.array[row, column], abs_tol=0.0051)
            for y, number in marked
        )
        assert {y for y, _ in marked} == {row}


@pytest.mark.parametrize("step", range(1, 10))
def test_marks_say_what_was_written_and_what_was_read(step: int) -> None:
    view, panes = view_at(5, step), panes_of(VIDEO)
    titles = {id: painted(pane, view, 60, 6)[0] for id, pane in panes.items()}
    captions = {
        "l0": "input",
        "syn0": "synapse 0",
        "l1": "layer 1",
        "syn1": "synapse 1",
        "l2": "layer 2",
        "l1_error": "l1_error",
        "l1_delta": "l1_delta",
        "l2_error": "error",
        "l2_delta": "delta",
    }
    places = {
        "l0": "input",
        "syn0": "synapse0",
        "l1": "layer1",
        "syn1": "synapse1",
        "l2": "layer2",
        "l1_error": "back1",
        "l1_delta": "back1",
        "l2_error": "back2",
        "l2_delta": "back2",
    }
    written, read = view.step.name, view.step.operands
    for name, caption in captions.items():
        title = titles[places[name]]
        # A wide pane of several has their names in full.
        marks = {title[at - 1] for text in (caption, name) if (at := title.find(text)) > 0}
        if name == written:
            assert "►" in marks
        elif name in read:
            assert "•" in marks
        else:
            assert not marks & {"►", "•"}


def test_weights_updated_are_written_and_not_merely_read() -> None:
    title = painted(panes_of(VIDEO)["synapse1"], view_at(5, 8), 30, 6)[0]
    assert "►synapse 1" in title


def test_nothing_assigned_is_a_dot() -> None:
    view, panes = view_at(0, 1), panes_of(VIDEO)
    for id in ("layer1", "back1", "back2"):
        lines = painted(panes[id], view, 40, 6)[1:-1]
        assert {char for line in lines for char in line} == set("│ ·")
    outputs = painted(panes["layer2"], view, 40, 6)[1:-1]
    assert [line.strip("│").split() for line in outputs] == [
        ["·", "0"],
        ["·", "1"],
        ["·", "1"],
        ["·", "0"],
    ]


@pytest.mark.parametrize("iteration", [1, 254, 59_999])
@pytest.mark.parametrize("step", range(1, 10))
def test_what_is_left_over_is_dim_and_says_from_when(iteration: int, step: int) -> None:
    view, panes = view_at(iteration, step), panes_of(VIDEO)
    for pane in panes.values():
        rows = pane.rows(view, 44, 6)
        edges = text_of(rows[0]) + text_of(rows[-1])
        for placed in pane.placed:
            value = view.snapshot.value(placed.block.name)
            assert value is not None
            styles = {
                style.split("+")[0]
                for row in rows[1:-1]
                for text, style in row
                if any(char.isdigit() for char in text)
            }
            assert ("muted" in styles) == any(
                (other := view.snapshot.value(p.block.name)) is not None and other.stale
                for p in pane.placed
            )
            if value.stale:
                assert f"({iteration - 1})" in edges
        if "muted" not in {s.split("+")[0] for row in rows[1:-1] for _, s in row}:
            assert f"({iteration - 1})" not in edges


EASY = Experiment(Dataset.of("easy", [[0, 1], [1, 1]], [0.25, 0.75]), hidden=3, alpha=20)


HUGE = Experiment(alpha=1e300)


SEVERAL = Experiment(Dataset.of("several", np.eye(4), np.eye(4)[:, :3] * 1e200), hidden=5)


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, EASY, HUGE, SEVERAL])
@pytest.mark.parametrize("step", range(1, 10))
def test_however_narrow_no_power_and_no_age_is_left_out(experiment: Experiment, step: int) -> None:
    step = min(step, len(experiment.script.steps))
    for iteration in (3, 3_000):
        with np.errstate(all="ignore"):
            view = view_at(iteration, step, experiment)
        for pane in panes_of(experiment).values():
            for width in range(pane.preferred_width(experiment, 40).least, 60):
                title, *_, foot = painted(pane, view, width, 6)
                edges = title + foot
                ages = [placed.age for placed in pane.placed if placed.age]
                told = edges.count("(-1)") + edges.count(f"({iteration - 1})")
                assert told == len(ages) or (all(p.age for p in pane.placed) and told == 1)
                for scale in (placed.scale for placed in pane.placed if placed.scale.power):
                    assert scale.power in edges or scale.brief_power in edges


@pytest.mark.parametrize(
    ("frame", "number"),
    [
        ({}, "+2.827"),
        ({"playing": True, "speed": by_name("10")}, "+2.827"),
        ({"playing": True, "speed": by_name("30")}, "+2.83 "),
        ({"playing": True, "speed": by_name("max")}, "+2.8  "),
    ],
)
def test_the_faster_it_goes_the_fewer_digits_rush_by(frame: dict[str, Any], number: str) -> None:
    view = view_at(3_000, 7, **frame)
    title, row, *_ = painted(panes_of(VIDEO)["back1"], view, 30, 6)
    assert "l1_delta ×10⁻⁴" in title
    assert row[1:].startswith(number)
    _, weights, *_ = painted(panes_of(VIDEO)["synapse0"], view, 30, 6)
    assert weights[1:].startswith("+3.57  +3.44")


def test_numbers_that_are_not_finite_are_named_and_lit() -> None:
    wild = Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200)
    view, panes = view_at(3, 4, wild), panes_of(wild)
    rows = panes["synapse0"].rows(view, 20, 4)
    shown = texts(rows)
    value = view.snapshot.value("syn0")
    assert value is not None
    assert not np.isfinite(value.array).all()
    for line, row, number in zip(shown[1:-1], rows[1:-1], value.array[:, 0], strict=True):
        if not np.isfinite(number):
            assert ("nan" if math.isnan(number) else "inf") in line
            assert any(style.startswith("alert") for _, style in row)


LARGE = Experiment(
    Dataset.of("large", np.arange(60_000.0).reshape(10_000, 6), [0.0, 1.0] * 5_000), hidden=64
)


@pytest.mark.parametrize("height", [3, 10, 40])
def test_only_what_can_be_seen_is_worked_on(height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = Scale.fitting

    def fitting(values: Any, width: int, style: Any) -> Any:
        sizes.append(values.size)
        return real(values, width, style)

    monkeypatch.setattr(Scale, "fitting", fitting)
    view = view_at(0, 6, LARGE)
    for pane in panes_of(LARGE).values():
        sizes.clear()
        rows = pane.content(view, 40, height)
        assert len(rows) <= height
        if pane.id != "input":  # whole numbers need no scale
            assert sizes
        assert all(size <= height * 40 for size in sizes)


@pytest.mark.parametrize("height", [1, 4, 10, 40])
def test_of_a_sum_over_all_rows_only_what_can_be_seen_is_written(
    height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: Counter[int] = Counter()
    real = Sheet.operand

    def operand(sheet: Sheet, value: float, sign: str = "+") -> Shown:
        written[id(sheet)] += 1
        return real(sheet, value, sign)

    view = view_at(0, 8, LARGE)
    sheets = list(attempts())
    monkeypatch.setattr("tinynet_tui.explain.rounding.attempts", lambda: sheets)
    monkeypatch.setattr(Sheet, "operand", operand)
    lines = texts(ExplanationPane(id="explanation").content(view, 60, height))
    assert len(lines) == height
    assert 0 < max(written.values()) <= 3 * (height + 5)


def test_the_foot_says_which_part_is_seen() -> None:
    panes = panes_of(LARGE)
    view = replace(view_at(0, 2, LARGE), origin=Cursor(example=5000, hidden=10))
    *_, foot = painted(panes["layer1"], view, 40, 12)
    assert "↕5000–5009 of 10000" in foot
    assert f"↔10–{panes['layer1'].placed[0].columns.stop - 1} of 64" in foot
