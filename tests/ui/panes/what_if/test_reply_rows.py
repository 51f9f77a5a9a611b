"""How a reply is written: its rows, bars and lines."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.strategies import FINITE_NUMBERS
from tinynet_tui.explain.what_if import Reply
from tinynet_tui.ui.panes.what_if.choice_row import choice_row
from tinynet_tui.ui.panes.what_if.reply_rows import (
    Columns,
    bar,
    prediction_row,
    sum_row,
    table,
    track,
)


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
