"""Numbers in cells: they fit, they line up, and they say what the value is."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinynet_tui.network.array import Array
from tinynet_tui.ui.panes.numbers.scale import SUPERSCRIPTS, Scale, Style

WEIGHT, OUTPUT, FINE = Style(), Style(signed=False), Style(zero=False)

FINITE = st.floats(allow_nan=False, allow_infinity=False)
TAME = st.floats(-20, 20, allow_subnormal=False)
SMALL = st.floats(-1e-3, 1e-3, allow_subnormal=False)


@st.composite
def cells(draw: st.DrawFn) -> tuple[list[float], int, Style]:
    """Numbers for a matrix, the width of its cells, and its style."""
    style = draw(st.sampled_from([WEIGHT, OUTPUT, FINE]))
    numbers = draw(st.sampled_from([FINITE, TAME, SMALL]))
    values = draw(st.lists(numbers, min_size=1, max_size=12))
    if not style.signed:
        values = [abs(value) for value in values]
    decimals = draw(st.integers(1, 8))
    return values, style.width(decimals) + draw(st.integers(0, 3)), style


def fitting(values: list[float], width: int, style: Style) -> Scale:
    return Scale.fitting(np.array(values), width, style)


def read(text: str) -> Fraction:
    return Fraction(text.strip())


@given(cells())
def test_every_number_fills_its_cell(matrix: tuple[list[float], int, Style]) -> None:
    scale = fitting(*matrix)
    for value in [*matrix[0], 0.0, -0.0, math.inf, -math.inf, math.nan]:
        assert len(scale.write(value)) == matrix[1] == scale.width


@given(cells())
def test_what_is_written_is_the_value_to_the_last_decimal(
    matrix: tuple[list[float], int, Style],
) -> None:
    scale = fitting(*matrix)
    for value in matrix[0]:
        text = scale.write(value)
        assert len(text.strip().partition(".")[2]) == scale.decimals
        off = abs(read(text) - Fraction(value) / Fraction(10) ** scale.exponent)
        assert off <= Fraction(501, 1000) / 10**scale.decimals


@given(cells())
def test_the_sign_is_written(matrix: tuple[list[float], int, Style]) -> None:
    scale = fitting(*matrix)
    for value in matrix[0]:
        text = scale.write(value).strip()
        if scale.signed:
            sign = "-" if value / 10.0**scale.exponent < 0 else "+"
            assert text[0] == (sign if value else "0" if scale.zero else ".")
        else:
            assert text[0].isdigit()


@given(cells())
def test_the_largest_shows_two_digits(matrix: tuple[list[float], int, Style]) -> None:
    scale = fitting(*matrix)
    largest = max(map(abs, matrix[0]))
    assume(largest >= 1e-300)  # a power that can still be computed with
    digits = scale.write(largest).replace(".", "").strip(" +-").lstrip("0")
    assert len(digits) >= 2


@given(
    st.floats(0.1, 9),
    st.lists(st.floats(0, 1), max_size=8),
    st.integers(2, 8),
    st.sampled_from([WEIGHT, OUTPUT, FINE]),
)
def test_no_power_where_two_digits_show_without_it(
    largest: float, shares: list[float], decimals: int, style: Style
) -> None:
    values = [largest, *(largest * share for share in shares)]
    assert fitting(values, style.width(decimals), style).power == ""


@given(cells(), st.sampled_from([math.nan, math.inf, -math.inf]))
def test_what_is_not_finite_changes_nothing_for_the_others(
    matrix: tuple[list[float], int, Style], odd: float
) -> None:
    values, width, style = matrix
    assert fitting([odd, *values], width, style) == fitting(values, width, style)


@given(cells())
def test_numbers_of_one_matrix_can_be_compared(matrix: tuple[list[float], int, Style]) -> None:
    scale = fitting(*matrix)
    written = [read(scale.write(value)) for value in sorted(matrix[0])]
    assert written == sorted(written)


@pytest.mark.parametrize(
    ("values", "width", "style", "texts", "power"),
    [
        ([0.33, -4.1449, 12.3], 5, WEIGHT, ["+0.3", "-4.1", "+12.3"], ""),
        ([0.3261, -4.1449], 5, WEIGHT, ["+0.33", "-4.14"], ""),
        ([0.3261, -4.1449], 9, WEIGHT, ["+0.326100", "-4.144900"], ""),
        ([0.4554, 0.005], 4, OUTPUT, ["0.46", "0.01"], ""),
        ([0.02175, -0.65], 6, FINE, ["+.0217", "-.6500"], ""),
        ([0.02175, -1.65], 6, FINE, ["+0.022", "-1.650"], ""),
        ([0.0521, -0.0009], 5, WEIGHT, ["+5.21", "-0.09"], "×10⁻²"),
        ([0.0996, -0.0009], 5, WEIGHT, ["+0.10", "-0.00"], ""),
        ([0.00999999, 0.001], 5, WEIGHT, ["+1.00", "+0.10"], "×10⁻²"),
        ([-123456.0, 1.0], 5, WEIGHT, ["-1.23", "+0.00"], "×10⁵"),
        ([1e308, -1e307], 5, WEIGHT, ["+1.00", "-0.10"], "×10³⁰⁸"),
        ([3e-300, 0.0], 4, OUTPUT, ["3.00", "0.00"], "×10⁻³⁰⁰"),
        ([5e-324, 0.0], 5, WEIGHT, ["+0.00", "0.00"], "×10⁻³⁰⁰"),
    ],
)
def test_examples(
    values: list[float], width: int, style: Style, texts: list[str], power: str
) -> None:
    scale = fitting(values, width, style)
    assert [scale.write(value) for value in values] == [text.rjust(width) for text in texts]
    assert scale.power == power


@pytest.mark.parametrize("style", [WEIGHT, FINE])
def test_zero_has_no_minus(style: Style) -> None:
    for others in ([], [1.5], [0.5], [1e-7], [1e200]):
        scale = fitting([-0.0, *others], 6, style)
        assert "-" not in scale.write(-0.0)
        assert scale.write(-0.0) == scale.write(0.0)


def test_not_finite_numbers_are_named() -> None:
    weights, outputs = fitting([1.5], 5, WEIGHT), fitting([0.5], 4, OUTPUT)
    assert [weights.write(value) for value in (math.inf, -math.inf, math.nan)] == [
        " +inf",
        " -inf",
        "  nan",
    ]
    assert [outputs.write(value) for value in (math.inf, math.nan)] == [" inf", " nan"]
    nothing_else = fitting([math.nan, math.inf], 5, WEIGHT)
    assert nothing_else.write(math.inf) == " +inf"
    assert nothing_else.power == ""


EXACT = [(999, 0), (9999, 1), (9999, 2)]
"""The largest number in units of its last decimal, and how many decimals."""


@given(st.sampled_from(EXACT), st.data())
def test_data_of_few_digits_are_written_as_they_are(
    kind: tuple[int, int], data: st.DataObject
) -> None:
    most, decimals = kind
    units = data.draw(st.lists(st.integers(-most, most), min_size=1, max_size=12))
    values = [float(f"{unit}e-{decimals}") for unit in units]
    scale = Scale.exact(np.array(values))
    assert scale is not None
    texts = [scale.write(value) for value in values]
    assert {len(text) for text in texts} == {scale.width}
    assert [float(text) for text in texts] == values
    assert scale.signed == (min(values) < 0)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.0, 1.0], ["0", "1"]),
        ([-1.0, 12.0], [" -1", "+12"]),
        ([0.5, 1.0], ["0.5", "1.0"]),
        ([-0.25, 0.5], ["-0.25", "+0.50"]),
    ],
)
def test_no_more_decimals_than_the_data_have(values: list[float], texts: list[str]) -> None:
    scale = Scale.exact(np.array(values))
    assert scale is not None
    assert [scale.write(value) for value in values] == texts


@pytest.mark.parametrize(
    "values", [[0.125], [100.01], [0.1, 1000.0], [-1000.0], [math.nan], [math.inf], []]
)
def test_data_of_many_digits_are_not_written_exactly(values: list[float]) -> None:
    array: Array = np.array(values, float)
    assert Scale.exact(array) is None


@pytest.mark.parametrize(
    ("integers", "texts"),
    [
        ([65, 9, 100], ["  65", "   9", " 100"]),
        ([-65, 9], [" -65", "  +9"]),
        ([0, 1], ["   0", "   1"]),
    ],
)
def test_integers_have_no_point(integers: list[int], texts: list[str]) -> None:
    array: Array = np.array(integers, float)
    scale = Scale.whole(array, 4)
    assert scale is not None
    assert [scale.write(number) for number in array] == texts


@pytest.mark.parametrize("integer", [10_000, -1_000])
def test_integers_that_do_not_fit_are_written_like_others(integer: int) -> None:
    assert Scale.whole(np.array([integer], float), 4) is None


@given(st.integers(-400, 400))
def test_powers_are_written_above_the_line(exponent: int) -> None:
    power = Scale(5, True, True, 2, exponent).power
    back = {chr(raised): chr(plain) for plain, raised in SUPERSCRIPTS.items()}
    if exponent:
        assert power.startswith("×10")
        assert int("".join(back[char] for char in power[3:])) == exponent
    else:
        assert power == ""


@given(cells(), st.sampled_from([1, 2]))
def test_a_calmer_scale_writes_the_same_numbers_shorter(
    matrix: tuple[list[float], int, Style], digits: int
) -> None:
    values, width, style = matrix
    scale = fitting(values, width, style)
    calmer = scale.calmer(np.array(values), style, digits)
    fewer = scale.decimals - calmer.decimals
    assert 0 <= fewer <= (digits if scale.exponent else 0)
    assert scale.width - calmer.width == fewer
    assert bool(scale.exponent) == bool(calmer.exponent)
    assert not fewer or calmer.decimals >= 3 - digits
    assert all(len(calmer.write(value)) == calmer.width for value in values)
