"""A state is sent as what differs from the one before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.classroom import at
from helpers.examples import examples
from tinynet_tui.classroom.changes import NOTHING, changed, checked, lines
from tinynet_tui.classroom.lines import LINE, Nonsense, read
from tinynet_tui.classroom.messages import LECTURERS, Change
from tinynet_tui.classroom.shared import MOST_SETTINGS, Shared, digest

TEXTS = st.text(st.sampled_from('ab:, 1"\\é\U0001f600'), max_size=60)
SETTINGS = st.builds(
    lambda lines, many: "\n".join(lines * many)[:3_000],
    st.lists(TEXTS, max_size=6),
    st.sampled_from([1, 1, 9]),
)
DIGESTS = st.sampled_from([digest(str(number)) for number in range(4)])
FILES = st.lists(st.tuples(TEXTS.filter(bool).filter(str.isprintable), DIGESTS), max_size=8)
ANSWERS = st.text(st.sampled_from('01.,+- "\\'), min_size=1, max_size=24)
STATES = st.builds(
    Shared,
    SETTINGS,
    st.just("") | DIGESTS,
    st.integers(0, 30),
    st.integers(0, 3),
    st.sampled_from(["", "auto", "10"]),
    FILES.map(tuple),
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(ANSWERS, st.integers(1, 500)), max_size=3).map(tuple),
    st.integers(0, 500),
    st.integers(-1, 10**15),
)


def applied(before: Shared, data: bytes) -> Shared:
    *_, last = lines = data.splitlines()
    for one in lines:
        assert len(one) <= LINE
        change = read(one, LECTURERS)
        assert isinstance(change, Change)
        before = changed(before, change)
        assert change.more == (one is not last)
    return checked(before)


@examples(300)
@given(st.lists(STATES, min_size=1, max_size=5))
def test_what_is_changed_becomes_what_was_shown(states: list[Shared]) -> None:
    before = NOTHING
    for number, state in enumerate(states):
        before = applied(before, lines(before, state, number))
        assert before == state


def test_a_step_costs_a_few_bytes() -> None:
    assert len(lines(at(253), at(254), 1_000)) < 70
    assert len(lines(at(253, scene=2), at(9, scene=3, page=0), 1_000)) < 80


def test_long_settings_go_in_several_lines() -> None:
    state = Shared("\n".join(["edit: 7 synapse_0[1,2] = 0.123456789"] * 400))
    assert len(state.settings) < MOST_SETTINGS
    data = lines(NOTHING, state, 1)
    assert len(data.splitlines()) > 10
    assert applied(NOTHING, data) == state


@pytest.mark.parametrize(
    "change",
    [
        Change(1, settings=(1, 0, "x")),
        Change(1, settings=(0, 1, "x")),
        Change(1, settings=(0, 0, "a\tb")),
    ],
)
def test_what_cannot_be_a_change_is_nonsense(change: Change) -> None:
    with pytest.raises(Nonsense):
        checked(changed(NOTHING, change))


def test_settings_cannot_grow_without_end() -> None:
    state = NOTHING
    with pytest.raises(Nonsense):
        for _ in range(MOST_SETTINGS):
            state = changed(state, Change(1, True, (len(state.settings), 0, "x" * 800)))
