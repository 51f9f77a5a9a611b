"""At a position every variable holds what a debugger would show, however one got there."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.strategies import (
    ANY_ALPHAS,
    FINITE_NUMBERS,
    ORDINARY_NUMBERS,
    experiments,
    mean_absolute,
    same,
    stepping,
)
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.checkpoints import MOST, SPACING, Checkpoints
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

TWO_LAYERS = Experiment(hidden=0)


def at(experiment: Experiment, iteration: int, step: str) -> Snapshot:
    """The snapshot at a position, reached the shortest way."""
    timeline = Timeline(experiment)
    while missing := iteration - timeline.position.iteration:
        timeline.advance(min(missing, timeline.slice))
    timeline.stand_at(experiment.script.step(step).number)
    return timeline.snapshot()


def iterations(experiment: Experiment, count: int) -> list[dict[str, Array]]:
    """What the variables hold after each of the first iterations."""
    return list(itertools.islice(stepping(experiment), count))


def test_a_run_opens_at_its_first_step() -> None:
    snapshot = Timeline(Experiment()).snapshot()
    assert snapshot.position == Position(0, 1)
    assert snapshot.step == "l0"
    assert snapshot.error is None
    assert snapshot.points == []
    assert snapshot.diverged is None
    known = {n: snapshot.value(n) for n in ("X", "y", *snapshot.experiment.script.names)}
    assert {name for name, value in known.items() if value} == {"X", "y", "l0", "syn0", "syn1"}
    drawn = known["syn0"]
    assert drawn
    assert drawn.origin is None
    assert same(drawn.array, Experiment().initial_weights()[0])


@examples(50)
@given(experiments(hidden=8), st.integers(0, 12), st.data())
def test_every_variable_at_every_position(
    experiment: Experiment, iteration: int, data: st.DataObject
) -> None:
    script = experiment.script
    step = data.draw(st.sampled_from(script.steps))
    snapshot = at(experiment, iteration, step.name)
    *_, before, now = [None, *iterations(experiment, iteration + 1)]
    assert now is not None
    for other in script.steps:
        value = snapshot.value(other.name)
        if other.number <= step.number:
            assert value
            assert same(value.array, now[other.name])
            assert (value.origin, value.stale) == (snapshot.current, False)
        elif before is not None:
            assert value
            assert same(value.array, before[other.name])
            assert value.origin is snapshot.previous
            assert value.origin
            assert value.origin.number == iteration - 1
            # Weights that wait for their update are as they should be; the rest is left over.
            assert value.stale == (other.name not in script.weights)
        elif other.name not in script.weights:
            assert value is None


@examples(50)
@given(experiments(hidden=8), st.integers(0, 5), st.data())
def test_operands_are_as_they_were_when_they_were_read(
    experiment: Experiment, iteration: int, data: st.DataObject
) -> None:
    script, dataset = experiment.script, experiment.dataset
    snapshot = at(experiment, iteration, data.draw(st.sampled_from(script.names)))
    for done in filter(None, (snapshot.previous, snapshot.current)):
        for name, result in done.values.items():
            step = script.step(name)
            read = {
                operand: done.operand(operand, name)
                for operand in step.operands
                if operand != "alpha"
            }
            assert same(script.again(step, read, experiment.alpha), result)
    assert same(snapshot.current.operand("y", script.error), dataset.y)


def test_an_operand_that_was_not_there_yet_is_an_error() -> None:
    snapshot = at(Experiment(), 3, "syn0")
    with pytest.raises(KeyError):
        snapshot.current.operand("l2", "l1")


@pytest.mark.parametrize("experiment", [Experiment(), TWO_LAYERS])
def test_the_error_says_of_which_iteration_it_is(experiment: Experiment) -> None:
    script = experiment.script
    compare = script.step(script.error).number
    errors = [mean_absolute(values[script.error]) for values in iterations(experiment, 8)]
    for step in script.steps:
        snapshot = at(experiment, 7, step.name)
        known = 7 if step.number >= compare else 6
        assert snapshot.error == (errors[known], known)
        assert snapshot.points == ([(7, errors[7])] if known == 7 else [])
        assert snapshot.reached == 7
        assert snapshot.history.envelope(range(8), 7) == [
            (i, e, e) for i, e in enumerate(errors[:7])
        ]


def test_the_lecturers_place() -> None:
    snapshot = at(Experiment(), 254, "l1_error")
    assert snapshot.error
    assert f"{snapshot.error[0]:.6f}" == "0.306699"
    value = snapshot.value("l1_error")
    assert value
    assert f"{value.array[2, 0]:.5f}" == "-0.04579"


@examples(50)
@given(
    experiments(hidden=8),
    st.lists(st.integers(1, 9) | st.just(0), max_size=25),
)
@example(Experiment(), [0] * 18)
@example(TWO_LAYERS, [0] * 10)
def test_any_way_there_gives_the_same_numbers(experiment: Experiment, moves: list[int]) -> None:
    """A move is one step (0) or so many iterations."""
    timeline = Timeline(experiment)
    passed, steps = 0, len(experiment.script.steps)
    for move in moves:
        if move:
            timeline.advance(move)
        else:
            timeline.advance_step()
        passed += move * steps or 1
    iteration, step = divmod(passed, steps)
    assert timeline.position == Position(iteration, step + 1)
    here, straight = timeline.snapshot(), at(experiment, iteration, experiment.script.names[step])
    for name in ("X", "y", *experiment.script.names):
        one, other = here.value(name), straight.value(name)
        assert (one is None) == (other is None)
        if one and other:
            assert same(one.array, other.array)
            assert one.stale == other.stale
    assert here.error == straight.error
    edges = range(iteration + 1)
    assert here.history.envelope(edges) == straight.history.envelope(edges)


def first_not_finite(experiment: Experiment, most: int) -> int | None:
    script = experiment.script
    for number, values in enumerate(iterations(experiment, most)):
        numbers = [values[name] for name in script.weights]
        numbers.append(np.array(mean_absolute(values[script.error])))
        if not all(np.isfinite(array).all() for array in numbers):
            return number
    return None


# So small an input that its weight overflows before the sigmoid saturates.
GROWING = Dataset.of("growing", [[3e-308]], [[1e308]])
LATE = Experiment(dataset=GROWING, hidden=0, alpha=1e307)


@examples(100)
@given(
    experiments(ORDINARY_NUMBERS | FINITE_NUMBERS, ANY_ALPHAS, hidden=8, rows=4),
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
)
@example(Experiment(alpha=1e308), [1])
@example(LATE, [250, 10])
@example(LATE, [1] * 256)
@example(LATE, [254, 1, 1])
@example(LATE, [255])
@pytest.mark.filterwarnings("error")
def test_divergence_is_noticed_at_its_iteration(experiment: Experiment, parts: list[int]) -> None:
    timeline = Timeline(experiment)
    for part in parts:
        timeline.advance(part)
        timeline.snapshot()
    assert timeline.diverged == first_not_finite(experiment, sum(parts))


def test_what_is_cut_short_is_the_same_run() -> None:
    cut, straight = Timeline(Experiment()), Timeline(Experiment())
    parts = [0]
    while sum(parts) < 1000:
        looks = itertools.chain([False] * (len(parts) % 3), itertools.repeat(True))
        parts.append(cut.advance(1000 - sum(parts), looks.__next__))
        assert cut.position.iteration == sum(parts)
    assert parts[:4] == [0, 200, 240, 56]
    straight.advance(1000)
    assert cut.history.columns(1000)[0].tolist() == straight.history.columns(1000)[0].tolist()
    assert list(cut.events) == list(straight.events)
    assert all(
        (one == other).all()
        for one, other in zip(cut.snapshot().weights, straight.snapshot().weights, strict=True)
    )


def test_a_run_can_diverge_late() -> None:
    timeline = Timeline(LATE)
    timeline.advance(254)
    assert timeline.diverged is None
    timeline.advance(500)
    assert timeline.diverged == 254
    snapshot = timeline.snapshot()
    assert snapshot.diverged == 254
    weights = snapshot.value("syn0")
    assert weights
    assert not np.isfinite(weights.array).any()


def test_nothing_in_a_snapshot_changes() -> None:
    timeline = Timeline(Experiment())
    timeline.advance(5)
    timeline.stand_at(9)
    snapshot = timeline.snapshot()
    names = ("X", "y", *snapshot.experiment.script.names)
    values = [value for name in names if (value := snapshot.value(name))]
    assert snapshot.previous
    arrays = [value.array for value in values]
    arrays += [*snapshot.current.start.values(), *snapshot.previous.start.values()]
    arrays += snapshot.previous.values.values()
    assert not any(array.flags.writeable for array in arrays)
    before = [array.copy() for array in arrays]
    timeline.advance(20)
    assert all(map(same, arrays, before))


def test_there_is_no_step_beyond_the_script() -> None:
    timeline = Timeline(TWO_LAYERS)
    for step in (0, 6):
        with pytest.raises(ValueError, match=f"no step {step}"):
            timeline.stand_at(step)
    assert timeline.position == Position(0, 1)


def trail(timeline: Timeline) -> dict[str, bytes]:
    """Every variable where a timeline stands, as its bytes."""
    snapshot = timeline.snapshot()
    names = ("X", "y", *timeline.experiment.script.names)
    values = {name: snapshot.value(name) for name in names}
    return {name: value.array.tobytes() for name, value in values.items() if value is not None}


def go(timeline: Timeline, target: Position) -> None:
    """Go to a position as the worker does."""
    timeline.approach(target.iteration)
    while timeline.position.iteration < target.iteration:
        timeline.advance(min(timeline.slice, target.iteration - timeline.position.iteration))
    timeline.stand_at(target.step)


@examples(30)
@given(
    hidden=st.integers(0, 5),
    alpha=st.sampled_from([0.1, 1.0, 10.0, 1e3]),
    seed=st.integers(0, 100),
    targets=st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 5)), min_size=1, max_size=8),
)
def test_going_anywhere_gives_the_bits_of_having_run_straight_there(
    hidden: int, alpha: float, seed: int, targets: list[tuple[int, int]]
) -> None:
    experiment = Experiment(hidden=hidden, alpha=alpha, seed=seed)
    walker = Timeline(experiment)
    for iteration, step in targets:
        target = Position(iteration, step)
        go(walker, target)
        straight = Timeline(experiment)
        go(straight, target)
        assert trail(walker) == trail(straight)
        assert walker.position == target
        assert walker.furthest >= target


def test_going_back_does_not_lose_or_double_an_error_of_the_history() -> None:
    walker, straight = Timeline(Experiment()), Timeline(Experiment())
    for iteration in (700, 20, 900, 0, 450, 1200):
        go(walker, Position(iteration, 4))
    go(straight, Position(1200, 4))
    edges = range(1201)
    assert walker.history.length == straight.history.length == 1200
    assert walker.history.envelope(edges) == straight.history.envelope(edges)


def test_checkpoints_stay_few_and_near_however_long_the_run() -> None:
    weights = (np.zeros((3, 4)),)
    checkpoints = Checkpoints(weights)
    for iteration in range(0, 10_000_000, 100):
        checkpoints.offer(iteration, weights)
    assert len(checkpoints) <= MOST
    for iteration in (0, 1, 59_999, 5_000_000, 9_999_999):
        at = checkpoints.before(iteration).iteration
        assert at <= iteration < at + 2 * checkpoints.spacing
    assert checkpoints.spacing <= 10_000_000 / MOST * 2


def test_any_of_the_first_60000_iterations_is_near_a_checkpoint() -> None:
    weights = (np.zeros((3, 4)),)
    checkpoints = Checkpoints(weights)
    for iteration in range(0, 60_000, 10):
        checkpoints.offer(iteration, weights)
    assert checkpoints.spacing == SPACING


def test_known_ground_is_not_trained_again_in_either_direction() -> None:
    timeline = Timeline(Experiment())
    while timeline.position.iteration < 20_000:
        timeline.advance(timeline.slice)
    for iteration in (10_000, 5, 19_999, 1, 12_345, 0, 20_000):
        timeline.approach(iteration)
        assert 0 <= iteration - timeline.position.iteration <= SPACING + timeline.slice


def test_standing_nearer_than_any_checkpoint_nothing_is_moved() -> None:
    timeline = Timeline(Experiment())
    timeline.advance(100)
    timeline.advance(20)
    timeline.approach(130)
    assert timeline.position.iteration == 120
