"""The room is shared out to the last column and row."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinynet_tui.ui.canvas.sizes import PreferredWidth, heights, row_heights, share, usual_decimals


@st.composite
def preferred_widths(draw: st.DrawFn) -> PreferredWidth:
    sizes = draw(st.lists(st.integers(3, 90), min_size=1, max_size=5))
    sizes.sort(reverse=True)
    least, rank = draw(st.integers(1, sizes[-1])), draw(st.integers(0, 3))
    return PreferredWidth(tuple(sizes), least, rank, draw(st.integers(1, 12)))


PANES = st.lists(preferred_widths(), min_size=1, max_size=6)
WIDTHS = st.integers(1, 320)


@given(WIDTHS, PANES)
def test_the_widths_fill_the_row_exactly(width: int, row: list[PreferredWidth]) -> None:
    widths = share(width, row)
    assert len(widths) == len(row)
    assert sum(widths) == width
    assert min(widths) >= 0


@given(WIDTHS, PANES)
def test_nobody_gets_less_than_the_least_while_that_fits(
    width: int, row: list[PreferredWidth]
) -> None:
    assume(sum(preferred_width.least for preferred_width in row) <= width)
    assert all(
        got >= preferred_width.least
        for got, preferred_width in zip(share(width, row), row, strict=True)
    )


@given(WIDTHS, PANES)
def test_the_highest_rank_gives_way_first_and_no_more_than_need_be(
    width: int, row: list[PreferredWidth]
) -> None:
    widths = share(width, row)
    in_order = sorted(range(len(row)), key=lambda at: (row[at].rank, at))
    shown = [at for at in in_order if widths[at]]
    assert shown == in_order[: len(shown)]
    assert shown
    if len(shown) > 1:
        assert sum(row[at].least for at in shown) <= width
    if len(shown) < len(row):
        assert sum(row[at].least for at in in_order[: len(shown) + 1]) > width


@given(PANES, st.data())
def test_all_get_the_same_choice_where_it_fits(
    row: list[PreferredWidth], data: st.DataObject
) -> None:
    choice = data.draw(
        st.integers(0, max(len(preferred_width.sizes) for preferred_width in row) - 1)
    )
    sizes = [
        preferred_width.sizes[min(choice, len(preferred_width.sizes) - 1)]
        for preferred_width in row
    ]
    surplus = data.draw(st.integers(0, 20))
    width = sum(sizes) + surplus
    before = [
        preferred_width.sizes[min(choice - 1, len(preferred_width.sizes) - 1)]
        for preferred_width in row
    ]
    assume(choice == 0 or sum(before) > width)
    more = [got - size for got, size in zip(share(width, row), sizes, strict=True)]
    assert sum(more) == surplus
    assert max(more) - min(more) <= 1


def test_a_row_that_does_not_fit_is_cut_where_there_is_most_to_scroll() -> None:
    assert share(
        40, [PreferredWidth((8,), 8), PreferredWidth((200,), 18), PreferredWidth((20,), 14)]
    ) == [8, 18, 14]
    assert share(
        46, [PreferredWidth((8,), 8), PreferredWidth((200,), 18), PreferredWidth((20,), 14)]
    ) == [8, 21, 17]


def test_panes_are_cut_by_whole_columns() -> None:
    row = [
        PreferredWidth((19,), 16, step=6),
        PreferredWidth((27,), 16, step=6),
        PreferredWidth((21,), 16, step=5),
    ]
    assert share(61, row) == [19, 21, 21]
    assert share(58, row) == [19, 18, 21]
    assert share(48, row) == [16, 16, 16]


def test_the_panes_that_matter_least_give_way() -> None:
    row = [
        PreferredWidth((9,), 9, rank=3),
        PreferredWidth((9,), 9),
        PreferredWidth((9,), 9, rank=2),
        PreferredWidth((9,), 9, rank=2),
    ]
    assert share(36, row) == [9, 9, 9, 9]
    assert share(35, row) == [0, 11, 12, 12]
    assert share(18, row) == [0, 9, 9, 0]
    assert share(17, row) == [0, 17, 0, 0]
    assert share(5, row) == [0, 5, 0, 0]


ROWS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=5
)


@given(st.integers(0, 120), ROWS)
def test_the_heights_fill_the_screen_exactly(total: int, rows: list[tuple[int, int, int]]) -> None:
    assert sum(heights(total, rows)) == total


@given(st.integers(0, 120), ROWS)
def test_no_row_is_lower_than_its_least_while_that_fits(
    total: int, rows: list[tuple[int, int, int]]
) -> None:
    assume(sum(least for least, _, _ in rows) <= total)
    assert all(got >= least for got, (least, _, _) in zip(heights(total, rows), rows, strict=True))


@given(ROWS, st.data())
def test_where_the_leasts_do_not_fit_only_the_last_row_is_lower(
    rows: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    *others, last = (least for least, _, _ in rows)
    height = data.draw(st.integers(0, last))
    assert heights(sum(others) + height, rows)[-1] >= height
    if height < last:
        assert heights(sum(others) + height, rows) == [*others, height]


@given(st.integers(0, 120), ROWS)
def test_nobody_gets_a_surplus_before_all_have_what_they_like(
    total: int, rows: list[tuple[int, int, int]]
) -> None:
    result = heights(total, rows)
    likes = [max(least, liked) for least, liked, _ in rows]
    if sum(likes) <= total:
        assert all(got >= like for got, like in zip(result, likes, strict=True))
    else:
        assert all(got <= like for got, like in zip(result, likes, strict=True))


def test_the_surplus_goes_by_shares() -> None:
    assert heights(31, [(6, 6, 0), (4, 5, 1), (5, 5, 2)]) == [6, 10, 15]
    assert heights(22, [(6, 6, 0), (6, 11, 0), (10, 10, 1)]) == [6, 6, 10]
    assert heights(25, [(6, 6, 0), (6, 11, 0), (10, 10, 1)]) == [6, 9, 10]


def test_a_row_of_labels_comes_after_all_that_was_there_before() -> None:
    assert row_heights(22, 6, 11, low=False) == [6, 6, 10]
    assert row_heights(24, 6, 11, low=False) == [6, 8, 10]
    assert row_heights(25, 6, 11, low=False) == [7, 8, 10]
    assert row_heights(43, 6, 11, low=False) == [7, 11, 25]
    assert row_heights(16, 6, 11, low=True) == [6, 0, 10]


@given(st.integers(0, 120), st.integers(3, 100), st.integers(3, 20), st.booleans())
def test_the_rows_of_panes_fill_the_screen(
    total: int, forward: int, backward: int, low: bool
) -> None:
    assert sum(row_heights(total, forward, backward, low=low)) == total


@pytest.mark.parametrize(
    ("width", "decimals"),
    [(40, 2), (99, 2), (100, 3), (119, 3), (120, 4), (159, 4), (160, 6), (300, 6)],
)
def test_wider_screens_show_more_decimals(width: int, decimals: int) -> None:
    assert usual_decimals(width) == decimals
