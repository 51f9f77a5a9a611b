"""A student with a calculator gets what is shown: every calculation redone from its own text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.calculator import calculation, calculations, is_exact, last_digit, misses
from helpers.examples import examples
from helpers.explanations import SMALL, TWO_LAYERS, VIDEO, WIDE, cells, close, places, standing_at
from helpers.strategies import experiments
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.rounding import FEWEST, MOST, Form, Sheet, form_of_operand


@examples(60)
@given(places())
@example((VIDEO, Position(254, 6)))
@example((VIDEO, Position(1000, 9)))
@example((replace(VIDEO, alpha=0.1), Position(700, 9)))
@example((TWO_LAYERS, Position(100, 5)))
@example((WIDE, Position(2, 9)))
@example((replace(VIDEO, hidden=64), Position(40, 9)))
def test_a_calculator_gives_every_number_that_is_shown(place: tuple[Experiment, Position]) -> None:
    for way, explanation in calculations(*place):
        if is_exact(explanation.lines):
            assert misses(explanation.lines, way) == []
        else:
            assert misses(explanation.lines, way) != []


@examples(30)
@given(experiments(**SMALL), st.data())  # type: ignore[arg-type]
@example(replace(VIDEO, hidden=64), None)
def test_it_does_so_with_terms_left_out(experiment: Experiment, data: st.DataObject | None) -> None:
    height = data.draw(st.integers(5, 12)) if data else 8
    snapshot = standing_at(experiment, Position(2, len(experiment.script.steps)))
    for step in experiment.script.steps[1:]:
        for _, cursor in cells(step.name, experiment):
            explanation = explain(snapshot, step.name, cursor, terms=height)
            lines = explanation.shortened(height, 40)
            if calculation(lines) == calculation(explanation.lines) and is_exact(lines):
                assert misses(lines, step.way) == []


@pytest.mark.parametrize("hidden", [0, 1, 4, 64])
@pytest.mark.parametrize("iteration", [0, 1000, 3000])
def test_there_are_digits_enough_for_nearly_all(hidden: int, iteration: int) -> None:
    experiment = replace(VIDEO, hidden=hidden)
    steps = len(experiment.script.steps)
    found = [
        is_exact(explanation.lines)
        for _, explanation in calculations(experiment, Position(iteration, steps))
    ]
    assert found.count(False) <= 0.01 * len(found)


@given(places())
@example((VIDEO, Position(254, 9)))
def test_no_fewer_digits_would_do(place: tuple[Experiment, Position]) -> None:
    experiment, position = place
    snapshot = standing_at(experiment, position)
    step = experiment.script.step(experiment.script.error)
    error, output = snapshot.value(step.name), snapshot.value(step.operands[1])
    if error is None or output is None or output.stale != error.stale:
        return
    for cell, cursor in cells(step.name, experiment):
        y, layer, result = (
            line.value for line in explain(snapshot, step.name, cursor).lines if line.value
        )
        if "e" in y + layer + result:
            continue
        for fewer in range(FEWEST, len(layer.partition(".")[2])):
            shown = [
                Sheet(fewer).operand(float(number)).value
                for number in (experiment.dataset.y[cell], output.array[cell])
            ]
            by_hand = {
                (shown[0] - shown[1]).quantize(last_digit(result), rounding)
                for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
            }
            assert by_hand != {Decimal(result)}


# How a number is written.


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_rounded_correctly_and_shows_four_digits(value: float) -> None:
    text = Form.of(value).write(value, "+")
    assert text[0] in "+-" if value else text == "0"
    if abs(value) < 1.797e308:
        assert close(text, value)
        digits = re.sub(r"e.*|[+.-]", "", text).lstrip("0")
        assert len(digits) >= 4 or not value


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(FEWEST, MOST))
def test_an_operand_has_so_many_decimals_or_digits(value: float, digits: int) -> None:
    text = Sheet(digits).operand(value).text
    if abs(value) < 1.797e308:
        assert close(text, value)
    if re.fullmatch(r"-?\d+", text):
        assert int(text) == value
    elif "e" in text:
        assert not 1e-3 <= abs(value) < 1e4
        assert len(re.sub(r"e.*|[+.-]", "", text)) in (digits, digits + 1)
    else:
        assert len(text.partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "+0.5000"),
        (-0.045791, "-0.04579"),
        (0.0045791, "+0.004579"),
        (0.00045791, "+4.579e-4"),
        (-3.5e-12, "-3.500e-12"),
        (9876.54321, "+9876.5432"),
        (12345.678, "+1.235e4"),
        (0.0, "0"),
        (-0.0, "0"),
        (float("inf"), "+inf"),
        (float("nan"), "+nan"),
    ],
)
def test_numbers_as_results(value: float, text: str) -> None:
    assert Form.of(value).write(value, "+") == text


def test_numbers_in_a_table_end_at_the_same_place() -> None:
    form = Form.of(1.5e-6, largest=2e-6)
    assert [form.write(value, "+") for value in (1.5e-6, 2.04e-7, -4e-10, 1e-12, 0.0)] == [
        "+1.500e-6",
        "+2.04e-7",
        "+0",
        "+0",
        "0",
    ]
    assert form_of_operand(0.001, 5) == Form(5)
    assert form_of_operand(0.000999, 5) == Form(8, powers=True)


def test_what_never_comes_out_says_so() -> None:
    # The output is 1 to eight decimals, which leaves nothing of its slope.
    experiment = Experiment(Dataset.of("sure", [[300.0]], [[0.0]]), hidden=0, seed=0)
    explanation = explain(standing_at(experiment, Position(0, 4)), "l1_delta", Cursor())
    assert explanation.lines[-3].text == "≈ l1_delta[0,0]"
    assert misses(explanation.lines, "back-propagation")
