"""The events of a run: none is missed, however it is run, however long it is."""

from __future__ import annotations

from functools import cache
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.plain_events import Seen, is_right, plain_events, seen
from helpers.restless import RESTLESS
from helpers.strategies import ANY_ALPHAS, FINITE_NUMBERS, ORDINARY_NUMBERS, experiments
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.events import log as event_log
from tinynet_tui.events.event import KINDS
from tinynet_tui.events.log import Events
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

CHAOTIC = Experiment(alpha=100)
DIVERGING = Experiment(dataset=Dataset.of("huge", [[1e200]], [1]), alpha=1e200)


def run(timeline: Timeline, iteration: int) -> None:
    while rest := iteration - timeline.position.iteration:
        timeline.advance(min(rest, timeline.slice))


def go(timeline: Timeline, iteration: int, step: int, speed: int = 1000) -> None:
    """To a position, the way the program goes there."""
    if iteration < timeline.position.iteration:
        timeline.approach(iteration)
    while rest := iteration - timeline.position.iteration:
        timeline.advance(min(rest, speed, timeline.slice))
    timeline.stand_at(step)


def listed(events: Events) -> list[Seen]:
    return [seen(event) for event in events]


def expected(experiment: Experiment, furthest: Position) -> list[Seen]:
    found = plain_events(experiment, furthest.iteration + 1)
    return [event for event in found if event.position <= furthest]


@cache
def early(experiment: Experiment) -> list[Seen]:
    return plain_events(experiment, 902)


def known(experiment: Experiment, furthest: Position) -> list[Seen]:
    """What is expected of one of a few experiments, no later than iteration 900."""
    return [event for event in early(experiment) if event.position <= furthest]


def test_the_events_of_the_default_run() -> None:
    timeline = Timeline(Experiment())
    run(timeline, 60_000)
    script = Experiment().script
    events = timeline.snapshot().events
    said = [(event.position.text(script), event.words(Experiment())) for event in events]
    assert said == [
        ("18:syn0", "syn0[2,1] turns negative"),
        ("58:l2", "example 1 crosses to the correct side of 0.5"),
        ("112:syn0", "syn0[2,2] turns positive"),
        ("229:syn0", "syn0[0,0] turns positive"),
        ("254:l2", "example 3 crosses to the correct side of 0.5"),
        ("270:syn0", "syn0[1,0] turns positive"),
        ("276:syn0", "syn0[2,0] turns positive"),
        ("315:syn0", "syn0[2,0] turns negative"),
        ("425:syn0", "syn0[1,0] turns negative"),
        ("1136:syn0", "syn0[2,0] turns positive"),
    ]
    assert listed(events) == plain_events(Experiment(), 2000)


@pytest.mark.slow
def test_after_them_nothing_happens() -> None:
    assert plain_events(Experiment(), 60_000) == plain_events(Experiment(), 2000)


PLACES = st.lists(
    st.tuples(st.integers(0, 25), st.integers(1, 9), st.integers(1, 12)), min_size=1, max_size=6
)


@examples(150)
@given(
    experiments(
        ORDINARY_NUMBERS | FINITE_NUMBERS | st.sampled_from([0.0, 0.5, 1.0]),
        ANY_ALPHAS | st.sampled_from([100.0, 30.0]),
        hidden=8,
        rows=5,
    ),
    PLACES,
)
@example(RESTLESS, [(25, 9, 3), (3, 1, 1), (25, 9, 7), (26, 2, 7)])
@example(CHAOTIC, [(25, 9, 3), (3, 1, 1), (25, 9, 7), (26, 2, 7)])
@example(Experiment(dataset=COPY_FIRST, hidden=0, alpha=30), [(25, 5, 4), (0, 1, 1), (30, 2, 9)])
@example(DIVERGING, [(0, 8, 1), (2, 3, 1), (1, 1, 1), (9, 9, 4)])
def test_what_happened_is_what_the_plain_script_says_at_any_speed_on_any_way(
    experiment: Experiment, places: list[tuple[int, int, int]]
) -> None:
    timeline = Timeline(experiment)
    for iteration, step, speed in places:
        go(timeline, iteration, min(step, len(experiment.script.steps)), speed)
        snapshot = timeline.snapshot()
        so_far = expected(experiment, timeline.furthest)
        assert listed(snapshot.events) == so_far
        here = [event for event in so_far if event.position == snapshot.position]
        assert [seen(event) for event in snapshot.happening] == here
        assert snapshot.events.at(snapshot.position) == snapshot.happening


@examples(50)
@given(experiments(ORDINARY_NUMBERS, st.sampled_from([1.0, 30.0]), hidden=4, rows=4))
@example(CHAOTIC)
def test_stepping_by_steps_shows_each_event_where_it_can_first_be_seen(
    experiment: Experiment,
) -> None:
    timeline = Timeline(experiment)
    known: list[Seen] = []
    for _ in range(12 * len(experiment.script.steps)):
        timeline.advance_step()
        events = listed(timeline.snapshot().events)
        assert events[: len(known)] == known
        assert all(event.position == timeline.position for event in events[len(known) :])
        known = events
    assert known == expected(experiment, timeline.furthest)


def test_for_targets_of_0_and_1_the_right_side_is_exactly_that_of_the_prediction() -> None:
    half = 0.5
    near = [half]
    for direction in (0.0, 1.0):
        value = half
        for _ in range(4):
            value = float(np.nextafter(value, direction))
            near.append(value)
    for prediction in [*near, 0.0, 1.0, 1e-300, 0.25, 0.75]:
        assert is_right(1.0, 1.0 - prediction) == (prediction > half)
        assert is_right(0.0, 0.0 - prediction) == (prediction < half)


def test_a_target_in_the_middle_has_no_sides() -> None:
    experiment = Experiment(dataset=Dataset.of("half", XOR.X, [0.5, 0.5, 0.5, 0.5]), alpha=10)
    timeline = Timeline(experiment)
    run(timeline, 200)
    assert not any(event.kind == "prediction" for event in timeline.events)


def test_several_outputs_are_told_apart() -> None:
    data = Dataset.of("two", XOR.X, np.array([[0, 1], [1, 0], [1, 1], [0, 0]]))
    timeline = Timeline(Experiment(dataset=data))
    run(timeline, 2000)
    words = [event.words(timeline.experiment) for event in timeline.events]
    assert any("example 1, output 1, crosses to the" in line for line in words)


def test_the_divergence_is_seen_where_the_first_number_is_no_longer_finite() -> None:
    experiment = DIVERGING
    timeline = Timeline(experiment)
    run(timeline, 50)
    (event,) = [event for event in timeline.events if event.kind == "divergence"]
    assert event.position.iteration == timeline.diverged
    go(timeline, event.position.iteration, event.position.step)
    value = timeline.snapshot().value(event.name)
    assert value is not None
    assert not np.isfinite(value.array).all()
    assert event.words(experiment).startswith("the run diverges")


# Bounded, and complete all the same.


@pytest.fixture
def few() -> mock._patch[int]:
    """Let only a handful of each kind be kept."""
    return mock.patch.object(event_log, "MOST", 5)


def test_of_each_kind_the_first_are_kept_and_the_others_counted(few: mock._patch[int]) -> None:
    with few:
        timeline = Timeline(RESTLESS)
        run(timeline, 500)
        events = timeline.events
    plain = plain_events(RESTLESS, 500)
    for kind in KINDS:
        mine = [event for event in plain if event.kind == kind]
        assert [seen(event) for event in events if event.kind == kind] == mine[:5]
        assert events.more(kind) == max(0, len(mine) - 5)
    assert all(events.more(kind) > 0 for kind in ("prediction", "weight", "rise"))


def test_memory_is_bounded_however_much_happens() -> None:
    timeline = Timeline(RESTLESS)
    run(timeline, 40_000)
    events = timeline.events
    assert events.more("rise") > 1000
    assert len(events) <= event_log.MOST * len(KINDS)
    assert sum(part.iterations.nbytes + part.codes.nbytes for part in events.kept) < 1 << 18


def search(timeline: Timeline, position: Position, *, back: bool, speed: int) -> Position | None:
    found = timeline.search(position, back=back)
    while not found.ended:
        found.go_on(min(speed, found.slice))
    return found.found


@examples(60)
@given(
    st.sampled_from([CHAOTIC, Experiment(), RESTLESS, DIVERGING]),
    st.integers(1, 6),
    st.tuples(st.integers(0, 900), st.integers(1, 9)),
    st.data(),
)
def test_the_event_before_and_after_is_found_wherever_it_is(
    experiment: Experiment, most: int, furthest: tuple[int, int], data: st.DataObject
) -> None:
    with mock.patch.object(event_log, "MOST", most):
        timeline = Timeline(experiment)
        go(timeline, *furthest)
        plain = [event.position for event in known(experiment, timeline.furthest)]
        near = st.sampled_from(plain or [Position()])
        for _ in range(4):
            place = data.draw(st.tuples(st.integers(0, furthest[0]), st.integers(1, 9)))
            position = min(Position(*place), timeline.furthest)
            position = data.draw(st.just(position) | near)
            speed = data.draw(st.sampled_from([7, 100, 1000]))
            before = max((at for at in plain if at < position), default=None)
            after = min((at for at in plain if at > position), default=None)
            assert search(timeline, position, back=True, speed=speed) == before
            assert search(timeline, position, back=False, speed=speed) == after
        assert timeline.position == timeline.furthest == Position(*furthest)


def test_the_most_important_event_of_each_column() -> None:
    timeline = Timeline(CHAOTIC)
    run(timeline, 300)
    order = event_log.IMPORTANCE
    best: dict[int, str] = {}
    for event in plain_events(CHAOTIC, 300):
        at = event.position.iteration
        best[at] = max(best.get(at, "rise"), event.kind, key=order.index)
    assert dict(timeline.events.columns(range(302))) == best
    (column,) = timeline.events.columns([0, 400])
    assert column[1] == max(best.values(), key=order.index)


def test_a_snapshot_keeps_its_events_while_the_run_goes_on() -> None:
    timeline = Timeline(CHAOTIC)
    run(timeline, 50)
    snapshot = timeline.snapshot()
    run(timeline, 3000)
    assert listed(snapshot.events) == expected(CHAOTIC, Position(50, 1))
    assert all(at <= 50 for at, _ in snapshot.events.columns([*range(60), 4000]))
