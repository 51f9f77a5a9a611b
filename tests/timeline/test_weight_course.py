"""The course of a weight: the weights themselves, in the order of the run, in bounded time."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.explanations import SMALL, VIDEO, standing_at
from helpers.strategies import experiments, stepping
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.weight_course import EARLY, Course, course, spread
from tinynet_tui.ui.drawing.course_curve import HERE, course_rows


@examples(20)
@given(experiments(**SMALL), st.integers(0, 40), st.integers(2, 30))  # type: ignore[arg-type]
def test_a_course_is_the_weights_of_the_run(
    experiment: Experiment, iteration: int, points: int
) -> None:
    snapshot = standing_at(experiment, Position(iteration, 1))
    synapse = experiment.script.weights[-1]
    run = stepping(experiment)
    weights = [experiment.initial_weights()[-1], *(next(run)[synapse] for _ in range(iteration))]
    found = course(snapshot, synapse, (0, 0), points)
    assert found[0][0] == 0
    assert found[-1][0] == iteration
    assert [at for at, _ in found] == sorted({at for at, _ in found})
    assert all(weight == weights[at][0, 0] for at, weight in found)


def test_later_than_what_is_trained_anew_it_comes_from_checkpoints() -> None:
    snapshot = standing_at(VIDEO, Position(30_000, 1))
    found = course(snapshot, "syn1", (2, 0), 150)
    late = [at for at, _ in found if at > EARLY]
    assert len(late) > 20
    assert found[-1] == (30_000, snapshot.current.start["syn1"][2, 0])
    logs = [math.log(at + 1) for at, _ in found if at > 30]
    assert max(b - a for a, b in pairwise(logs)) < 0.25
    for at, weight in (found[-2], found[len(found) // 2]):
        assert standing_at(VIDEO, Position(at, 1)).current.start["syn1"][2, 0] == weight


def test_after_going_back_the_course_still_reaches_the_furthest() -> None:
    snapshot = standing_at(VIDEO, Position(6_000, 1))
    back = standing_at(VIDEO, Position(10, 1))
    found = course(replace(back, checkpoints=snapshot.checkpoints), "syn0", (0, 0), 100)
    assert found[-1][0] >= 5_000
    assert 10 in dict(found)


def test_it_can_be_stopped() -> None:
    snapshot = standing_at(VIDEO, Position(3_000, 1))
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    assert len(course(snapshot, "syn0", (0, 0), 100, stopped)) < 60


@given(st.integers(0, 10**12), st.integers(1, 200))
def test_iterations_are_spread_over_the_whole_axis(last: int, points: int) -> None:
    found = spread(last, points)
    assert found[0] == 0
    assert found == sorted(set(found))
    assert found[-1] <= last
    assert found[-1] == pytest.approx(last, rel=1e-6)


POINTS = st.floats(allow_nan=True, allow_infinity=True)


@given(
    st.dictionaries(st.integers(0, 10**12), POINTS, min_size=1, max_size=40),
    st.integers(12, 90),
    st.integers(2, 10),
)
@example({0: 1.0}, 72, 6)
@example({0: -1e308, 1: 1e308}, 72, 6)
def test_a_course_is_drawn_in_its_room(points: dict[int, float], width: int, height: int) -> None:
    drawn: Course = sorted(points.items())
    here = drawn[len(drawn) // 2][0]
    lines = ["".join(text for text, _ in row) for row in course_rows(drawn, here, width, height)]
    if not any(math.isfinite(weight) for weight in points.values()):
        assert lines == ["no finite numbers"]
        return
    assert len(lines) == height + 1
    assert "".join(lines).count(HERE) == 1


def test_a_course_has_its_scale() -> None:
    snapshot = standing_at(VIDEO, Position(2_000, 1))
    found = course(snapshot, "syn1", (0, 0), 120)
    *lines, ticks = ["".join(t for t, _ in row) for row in course_rows(found, 2_000, 72, 6)]
    weights = [weight for _, weight in found]
    assert lines[0].split()[0] == f"{max(weights):+.4f}"
    assert lines[-1].split()[0] == f"{min(weights):+.4f}"
    assert ticks.split() == ["0", "10", "100", "2,000"]
    assert all(len(line) <= 72 for line in [*lines, ticks])
    assert HERE in lines[-1]


def test_a_constant_has_one_number_beside_its_line() -> None:
    rows = course_rows([(at, 0.5) for at in range(20)], 7, 40, 5)
    lines = ["".join(text for text, _ in row) for row in rows]
    [line] = [line for line in lines if "+0.5000" in line]
    assert HERE in line
