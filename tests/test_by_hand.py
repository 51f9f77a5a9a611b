"""A student with a calculator gets what is shown: every calculation redone from its own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from strategies import experiments
from test_explanation import SMALL, TWO_LAYERS, VIDEO, WIDE, cells, close, places, standing_at
from tinynet_tui.net.datasets import Dataset
from tinynet_tui.net.digits import FEWEST, MOST, Form, Sheet, form_of_operand
from tinynet_tui.net.experiment import Experiment, Position, Thread
from tinynet_tui.net.explanation import Explanation, explain
from tinynet_tui.net.line import Line

CALCULATOR = Context(prec=60)
NUMBER = r"[+-]?\d+(?:\.\d+)?(?:e-?\d+)?"


class Calculator:
    """Works out each line of an explanation from the lines above it, as they are printed."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.terms = [Decimal(line.value) for line in lines if line.kind == "term"]
        self.sums = {line.text: Decimal(line.value) for line in lines if line.kind == "sum"}
        self.lines = lines

    def steps(self, way: str) -> Iterator[tuple[Decimal, str]]:
        """What each number that is not given should be, and what is printed instead of it."""
        for line in self.lines:
            factors = re.search(rf"({NUMBER}) × +({NUMBER})$", line.text)
            if line.kind == "term" and factors:
                yield Decimal(factors[1]) * Decimal(factors[2]), line.value
        together = self._together()
        for line in self.lines:
            if line.kind == "sum" and line.text.startswith("x = "):
                yield together, line.value
                together = Decimal(line.value)
            elif line.kind == "sum" and "× alpha" in line.text:
                yield together * Decimal(line.text.split()[-1]), line.value
                together = Decimal(line.value)
            elif line.kind == "sum" and line.text.endswith("before"):
                together += Decimal(line.value)
            elif line.text.startswith("× slope = "):
                output = self.sums[next(text for text in self.sums if text.startswith("l = "))]
                yield output * (1 - output), line.value
            elif line.kind == "result" and way == "forward":
                yield 1 / (1 + (-together).exp()), line.value
            elif line.kind == "result":
                yield together, line.value

    def _together(self) -> Decimal:
        """The terms: added up in a table of products, else as their signs say."""
        if any(line.kind == "head" for line in self.lines):
            return sum(self.terms, Decimal(0))
        first, second = self.terms
        is_difference = any(line.text.startswith("- ") for line in self.lines)
        return first - second if is_difference else first * second


def last_digit(text: str) -> Decimal:
    """One unit of the last digit that is printed."""
    return Decimal((0, (1,), int(Decimal(text).as_tuple().exponent)))


def misses(lines: Sequence[Line], way: str) -> list[tuple[Decimal, str]]:
    """The numbers that a calculator does not give, however it rounds."""
    with localcontext(CALCULATOR):
        return [
            (worked_out, printed)
            for worked_out, printed in Calculator(lines).steps(way)
            for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
            if worked_out.quantize(last_digit(printed), rounding) != Decimal(printed)
        ]


def calculations(experiment: Experiment, position: Position) -> Iterator[tuple[str, Explanation]]:
    """Every calculation that can be looked at in a place."""
    moment = standing_at(experiment, position)
    for phase in experiment.script.phases:
        value = moment.value(phase.name)
        if value is None or value.origin is None or phase.name == "l0":
            continue
        for _, thread in cells(phase.name, experiment):
            yield phase.way, explain(moment, phase.name, thread)


def calculation(lines: Sequence[Line]) -> tuple[int, list[Line]]:
    """How many terms are written or stood for, and all else that is part of it."""
    terms = sum(line.stands_for for line in lines if line.kind == "term")
    return terms, [line for line in lines if line.kind in ("head", "sum", "result")]


def is_exact(lines: Sequence[Line]) -> bool:
    (result,) = (line for line in lines if line.kind == "result")
    return "≈" not in result.text


@settings(max_examples=60)
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


@settings(max_examples=30)
@given(experiments(**SMALL), st.data())  # type: ignore[arg-type]
@example(replace(VIDEO, hidden=64), None)
def test_it_does_so_with_terms_left_out(experiment: Experiment, data: st.DataObject | None) -> None:
    height = data.draw(st.integers(5, 12)) if data else 8
    moment = standing_at(experiment, Position(2, len(experiment.script.phases)))
    for phase in experiment.script.phases[1:]:
        for _, thread in cells(phase.name, experiment):
            explanation = explain(moment, phase.name, thread, terms=height)
            lines = explanation.shortened(height, 40)
            if calculation(lines) == calculation(explanation.lines) and is_exact(lines):
                assert misses(lines, phase.way) == []


@pytest.mark.parametrize("hidden", [0, 1, 4, 64])
@pytest.mark.parametrize("iteration", [0, 1000, 3000])
def test_there_are_digits_enough_for_nearly_all(hidden: int, iteration: int) -> None:
    experiment = replace(VIDEO, hidden=hidden)
    phases = len(experiment.script.phases)
    found = [
        is_exact(explanation.lines)
        for _, explanation in calculations(experiment, Position(iteration, phases))
    ]
    assert found.count(False) <= 0.01 * len(found)


@given(places())
@example((VIDEO, Position(254, 9)))
def test_no_fewer_digits_would_do(place: tuple[Experiment, Position]) -> None:
    experiment, position = place
    moment = standing_at(experiment, position)
    phase = experiment.script.phase(experiment.script.error)
    error, output = moment.value(phase.name), moment.value(phase.operands[1])
    if error is None or output is None or output.stale != error.stale:
        return
    for cell, thread in cells(phase.name, experiment):
        y, layer, result = (
            line.value for line in explain(moment, phase.name, thread).lines if line.value
        )
        if "e" in y + layer + result:
            continue
        for fewer in range(FEWEST, len(layer.partition(".")[2])):
            shown = [
                Sheet(fewer).operand(float(number)).worth
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
    assert text[0] in "+-"
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
        (0.0, "+0.0000"),
        (-0.0, "+0.0000"),
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
        "+0",
    ]
    assert form_of_operand(0.001, 5) == Form(5)
    assert form_of_operand(0.000999, 5) == Form(8, powers=True)


def test_what_never_comes_out_says_so() -> None:
    # The output is 1 to eight decimals, which leaves nothing of its slope.
    experiment = Experiment(Dataset.of("sure", [[300.0]], [[0.0]]), hidden=0, seed=0)
    explanation = explain(standing_at(experiment, Position(0, 4)), "l1_delta", Thread())
    assert explanation.lines[-3].text == "≈ l1_delta[0,0]"
    assert misses(explanation.lines, "back-propagation")
