"""Where a number comes from: with NumPy as the judge, for every cell and every step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.explanations import (
    SMALL,
    SUMS,
    TWO_LAYERS,
    VIDEO,
    WIDE,
    Debugger,
    cells,
    close,
    of_kind,
    operands_of,
    places,
    result_of,
    standing_at,
)
from helpers.strategies import ANY_ALPHAS, FINITE_NUMBERS, experiments
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line
from tinynet_tui.export.numpy_script import EVERY


@given(places())
@example((VIDEO, Position(254, 6)))
@example((VIDEO, Position(1000, 9)))
@example((TWO_LAYERS, Position(100, 5)))
@example((WIDE, Position(2, 9)))
def test_the_result_is_what_the_script_computes(place: tuple[Experiment, Position]) -> None:
    experiment, position = place
    snapshot, debugger = standing_at(experiment, position), Debugger(experiment, position)
    for name, result in debugger.result.items():
        for cell, cursor in cells(name, experiment):
            explanation = explain(snapshot, name, cursor)
            assert explanation.cell == f"{name}[{cell[0]},{cell[1]}]"
            line = result_of(explanation)
            assert explanation.cell in line.text
            assert close(line.value, result[cell])
            assert experiment.script.step(name).source in [
                formula.text for formula in of_kind(explanation, "formula")
            ]


@given(places())
@example((VIDEO, Position(254, 9)))
@example((TWO_LAYERS, Position(100, 5)))
@example((WIDE, Position(2, 9)))
def test_the_operands_are_those_that_the_step_read(place: tuple[Experiment, Position]) -> None:
    experiment, position = place
    snapshot, debugger = standing_at(experiment, position), Debugger(experiment, position)
    for name, read in debugger.read.items():
        step = experiment.script.step(name)
        for (row, column), cursor in cells(name, experiment):
            explanation = explain(snapshot, name, cursor)
            terms = [line.value for line in of_kind(explanation, "term")]
            if len(step.operands) == 1:
                assert not terms
                continue
            if step.way == "compare":
                factors = [read["y"][row, column], read[step.operands[1]][row, column]]
                assert all(map(close, terms, factors))
                continue
            if step.way == "back-propagation" and not step.operands[1].startswith("syn"):
                error, layer = (read[operand][row, column] for operand in step.operands)
                assert all(map(close, terms, [error, layer * (1 - layer)]))
                continue
            if step.way == "update":
                _, _, layer_name, delta_name = step.operands
                _, before = of_kind(explanation, "sum")
                assert close(before.value, read[name][row, column])
                left, right = read[layer_name][:, row], read[delta_name][:, column]
            elif step.way == "forward":
                left, right = (read[operand] for operand in step.operands)
                left, right = left[row], right[:, column]
            else:
                left, right = (read[operand] for operand in step.operands)
                left, right = left[row], right[column]
            if len(left) == 1:
                assert all(map(close, terms, [left[0], right[0]]))
                continue
            shown = operands_of(explanation)
            assert len(shown) == len(terms) == len(left)
            assert all(close(first, value) for (first, _), value in zip(shown, left, strict=True))
            assert all(close(last, value) for (_, last), value in zip(shown, right, strict=True))
            assert all(map(close, terms, left * right))


@given(places())
@example((VIDEO, Position(254, 9)))
@example((TWO_LAYERS, Position(100, 5)))
@example((WIDE, Position(2, 9)))
def test_the_numbers_in_between_are_numpys(place: tuple[Experiment, Position]) -> None:
    experiment, position = place
    snapshot, debugger = standing_at(experiment, position), Debugger(experiment, position)
    for name, read in debugger.read.items():
        step = experiment.script.step(name)
        for (row, column), cursor in cells(name, experiment):
            sums = {
                line.text: line.value for line in of_kind(explain(snapshot, name, cursor), "sum")
            }
            if step.way == "forward" and len(step.operands) == 2:
                layer, synapse = (read[operand] for operand in step.operands)
                assert all(close(text, (layer @ synapse)[row, column]) for text in sums.values())
                assert list(sums) == [next(text for text in sums if text.startswith("x = their "))]
            elif step.way == "update":
                _, _, layer_name, delta_name = step.operands
                difference = experiment.alpha * (read[layer_name].T @ read[delta_name])[row, column]
                (label, shown), _ = sums.items()
                assert close(shown, difference)
                assert float(label.split()[-1]) == experiment.alpha
            elif "slope" in step.source:
                output = read[step.operands[1]][row, column]
                assert list(sums) == [f"l = {step.operands[1]}[{row},{column}]"]
                assert all(close(text, output) for text in sums.values())
            else:
                assert not sums


@given(places(), st.data())
def test_a_shortened_explanation_fits_and_keeps_the_result(
    place: tuple[Experiment, Position], data: st.DataObject
) -> None:
    experiment, position = place
    snapshot = standing_at(experiment, position)
    names = [name for name in experiment.script.names if snapshot.value(name) is not None]
    name = data.draw(st.sampled_from([*names, "y"]))
    rows, columns = experiment.dimensions.shape(name)
    cell = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    explanation = explain(snapshot, name, Cursor().through(name, cell, experiment.dimensions))
    assert explanation.shortened(0) == []
    for height in range(1, len(explanation.lines) + 1):
        lines = explanation.shortened(height)
        assert len(lines) <= height
        assert result_of(explanation) in lines
        kept = [line for line in lines if line in explanation.lines]
        assert [line for line in explanation.lines if line in kept] == kept
        left_out = [line.text for line in lines if line not in explanation.lines]
        if left_out:
            (text,) = left_out
            shown = sum(line.kind == "term" and line.stands_for == 1 for line in lines)
            missing = len(of_kind(explanation, "term")) - shown
            assert text == f"… {missing} more terms …"
    assert explanation.shortened(len(explanation.lines)) == list(explanation.lines)


@given(places(), st.data())
def test_arithmetic_is_written_whole_or_not_at_all(
    place: tuple[Experiment, Position], data: st.DataObject
) -> None:
    experiment, position = place
    snapshot = standing_at(experiment, position)
    names = [name for name in experiment.script.names if snapshot.value(name) is not None]
    explanation = explain(snapshot, data.draw(st.sampled_from(names)), Cursor())
    for height in range(1, len(explanation.lines) + 1):
        lines = explanation.shortened(height)
        kinds = [line.kind for line in lines]
        terms = sum(line.stands_for for line in lines if line.kind == "term")
        sums = kinds.count("sum")
        if terms:
            assert terms == len(of_kind(explanation, "term"))
            assert kinds.count("head") == len(of_kind(explanation, "head"))
        if terms or sums:
            assert sums == len(of_kind(explanation, "sum"))
        elif of_kind(explanation, "term") and height >= 2:
            assert "formula" in kinds, "which says what is not written out"


@pytest.mark.parametrize("height", [1, 2, 3])
def test_however_low_it_says_that_nothing_is_computed_yet(height: int) -> None:
    explanation = explain(standing_at(VIDEO, Position(0, 3)), "l1_error", Cursor())
    assert "not computed yet" in [line.text for line in explanation.shortened(height)]


def test_terms_are_left_out_in_the_middle() -> None:
    experiment = replace(VIDEO, hidden=64)
    explanation = explain(standing_at(experiment, Position(3, 3)), "l2", Cursor())
    lines = explanation.shortened(8)
    assert [line.kind for line in lines] == [
        "head",
        "term",
        "term",
        "term",
        "term",
        "term",
        "sum",
        "result",
    ]
    assert lines[4].text == "… 60 more terms …"
    left_out = of_kind(explanation, "term")[3:-1]
    assert Decimal(lines[4].value) == sum(Decimal(line.value) for line in left_out)
    assert lines[4].stands_for == 60
    assert lines[5].text.startswith("63 ")


def test_of_a_long_sum_only_as_many_terms_are_written_as_asked_for() -> None:
    experiment = replace(VIDEO, hidden=64)
    snapshot = standing_at(experiment, Position(3, 3))
    brief = explain(snapshot, "l2", Cursor(), terms=5)
    *first, ellipsis, last = of_kind(brief, "term")
    assert [line.text.split()[0] for line in [*first, last]] == ["0", "1", "2", "3", "63"]
    assert ellipsis.text == "… 59 more terms …"
    assert ellipsis.stands_for == 59
    l1, syn1 = (snapshot.value(name) for name in ("l1", "syn1"))
    assert l1 and syn1
    assert close(ellipsis.value, float(l1.array[0, 4:63] @ syn1.array[4:63, 0]))
    whole = explain(snapshot, "l2", Cursor())
    assert len(of_kind(whole, "term")) == 64
    assert [line.text for line in brief.lines if line.kind not in ("term", "head")] == [
        line.text for line in whole.lines if line.kind not in ("term", "head")
    ]


def test_the_step_of_a_weight_can_be_seen() -> None:
    for iteration in (0, 254, 900, 5000):
        lines = explain(standing_at(VIDEO, Position(iteration, 8)), "syn1", Cursor()).lines
        step, before, now = (Decimal(line.value) for line in lines if line.kind in SUMS)
        assert abs(step) < abs(before)
        assert now != before
        assert (before + step).quantize(now) == now


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, WIDE])
def test_what_is_not_assigned_yet_says_when_it_will_be(experiment: Experiment) -> None:
    steps = experiment.script.steps
    for step in steps:
        snapshot = standing_at(experiment, Position(0, step.number))
        for other in steps:
            texts = [line.text for line in explain(snapshot, other.name, Cursor()).lines]
            said = " ".join(texts[2:])
            later = other.number > step.number and other.way != "update"
            assert ("not computed yet" in said) == later
            if later:
                assert texts[1] == other.source
                assert f"comes in step {other.number} of {len(steps)}" in said


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, WIDE])
def test_weights_as_drawn_say_so(experiment: Experiment) -> None:
    snapshot = standing_at(experiment, Position(0, 2))
    for name, weights in zip(experiment.script.weights, experiment.initial_weights(), strict=True):
        for cell, cursor in cells(name, experiment):
            explanation = explain(snapshot, name, cursor)
            assert close(result_of(explanation).value, weights[cell])
            assert f"seed {experiment.seed}" in explanation.lines[-1].text
            assert "random" in explanation.lines[-1].text


def test_the_target_is_given() -> None:
    snapshot = standing_at(VIDEO, Position(0, 1))
    explanation = explain(snapshot, "y", Cursor(example=1))
    assert result_of(explanation) == Line("result", "y[1,0]", "1")
    assert "target" in explanation.lines[-1].text


def test_a_weight_before_its_update_is_explained_by_the_one_before() -> None:
    before = explain(standing_at(VIDEO, Position(6, 9)), "syn1", Cursor(hidden=2))
    for step in range(1, 8):
        assert explain(standing_at(VIDEO, Position(7, step)), "syn1", Cursor(hidden=2)) == before
    assert explain(standing_at(VIDEO, Position(7, 8)), "syn1", Cursor(hidden=2)) != before


def test_the_example_of_the_design() -> None:
    snapshot = standing_at(VIDEO, Position(254, 6))
    explanation = explain(snapshot, "l1_error", Cursor(example=2))
    assert [(line.text, line.value) for line in explanation.lines] == [
        ("example 2 (1 0 1) · hidden neuron 0", ""),
        ("l1_error = l2_delta @ syn1.T", ""),
        ("l2_delta (4×1) @ syn1.T (1×4) → (4×4)", ""),
        ("  l2_delta[2,0]", "+0.04948"),
        ("× syn1[0,0]", "-0.92545"),
        ("= l1_error[2,0]", "-0.04579"),
        ("syn1.T: back through the same weights, from output to hidden", ""),
    ]


def test_the_error_that_the_script_prints_is_told() -> None:
    explanation = explain(standing_at(VIDEO, Position(0, 4)), "l2_error", Cursor())
    printed = of_kind(explanation, "note")[0].text
    assert printed == (
        "Error: 0.496410031903, the mean of all |error|; "
        f"the script prints it every {EVERY:,} iterations"
    )


def test_the_cursor_is_said_in_words() -> None:
    snapshot = standing_at(WIDE, Position(0, 9))
    words = {
        name: explain(snapshot, name, Cursor(1, 2, 1, 2)).lines[0].text
        for name in (
            "l0",
            "syn0",
            "l1",
            "syn1",
            "l2",
            "y",
        )
    }
    assert words == {
        "l0": "example 1 (0.5 0.625 0.75 0.875) · input 2",
        "syn0": "input 2 · hidden neuron 1",
        "l1": "example 1 (0.5 0.625 0.75 0.875) · hidden neuron 1",
        "syn1": "hidden neuron 1 · output 2",
        "l2": "example 1 (0.5 0.625 0.75 0.875) · output 2",
        "y": "example 1 (0.5 0.625 0.75 0.875) · output 2",
    }


@examples(50)
@given(experiments(FINITE_NUMBERS, ANY_ALPHAS, **SMALL), st.integers(0, 2), st.data())
@example(replace(VIDEO, alpha=1e308), 2, None)
def test_no_number_is_too_wild_to_be_explained(
    experiment: Experiment, iteration: int, data: st.DataObject | None
) -> None:
    steps = experiment.script.steps
    step = data.draw(st.integers(1, len(steps))) if data else len(steps)
    snapshot = standing_at(experiment, Position(iteration, step))
    for name in experiment.script.names:
        value = snapshot.value(name)
        if value is None:
            continue
        assigned = value.origin.values[name] if value.origin else value.array
        for cell, cursor in cells(name, experiment):
            text = result_of(explain(snapshot, name, cursor)).value
            shown = float(text)
            # The largest of all floats is rounded to more than that.
            assert abs(assigned[cell]) >= 1.797e308 or close(text, assigned[cell])
            assert np.isnan(shown) == np.isnan(assigned[cell])
