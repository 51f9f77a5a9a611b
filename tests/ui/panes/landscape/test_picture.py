"""The landscape's picture: its pixels, its path, and the bands into which errors are parted."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helpers.panes import snapshot_at
from helpers.waiting import DEADLINE
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain import error_landscape
from tinynet_tui.explain.error_landscape import Axes, Weight, error_here
from tinynet_tui.network.activations import sigmoid
from tinynet_tui.network.array import Array
from tinynet_tui.timeline import past_weights
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.ui.panes.landscape import background, picture
from tinynet_tui.ui.panes.landscape.background import Background
from tinynet_tui.ui.panes.landscape.picture import (
    Painter,
    Picture,
    Stopped,
    Task,
    point_at,
)
from tinynet_tui.ui.panes.landscape.surface import thresholds

VIDEO = Experiment()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_weights, "SECONDS", 60.0)


def task_at(iteration: int, step: int = 4, experiment: Experiment = VIDEO) -> Task:
    snapshot = snapshot_at(experiment, Position(iteration, step))
    return Task(snapshot, Axes.through(Cursor(0, 2, 1), experiment.dimensions), 50, 20)


def painted(task: Task) -> Picture:
    found = Painter().paint(task, lambda: False)
    assert found is not None
    return found


def error_with(snapshot: Snapshot, changed: dict[Weight, float]) -> float:
    """The error of the video's network with some weights changed, by the formula."""
    synapses = [weight.copy() for weight in snapshot.weights]
    for (name, cell), value in changed.items():
        synapses[snapshot.experiment.script.weights.index(name)][cell] = value
    start = snapshot.current.start
    output = sigmoid(sigmoid(start["X"] @ synapses[0]) @ synapses[1])
    return float(np.abs(start["y"] - output).mean())


@pytest.mark.parametrize(("iteration", "step"), [(0, 1), (254, 4), (254, 8), (1000, 9)])
def test_a_pixel_is_the_error_with_the_weights_in_its_middle(iteration: int, step: int) -> None:
    task = task_at(iteration, step)
    found = painted(task)
    assert found.errors.shape == (20, 50)
    for y, x in ((0, 0), (3, 40), (10, 25), (19, 49)):
        across = found.across.low + (x + 0.5) / 50 * (found.across.high - found.across.low)
        up = found.up.high - (y + 0.5) / 20 * (found.up.high - found.up.low)
        changed = {Weight("syn0", (2, 1)): across, Weight("syn1", (1, 0)): up}
        assert found.errors[y, x] == pytest.approx(error_with(task.snapshot, changed), rel=1e-12)


def test_a_pixel_counts_the_examples_that_train_as_the_first_line_does() -> None:
    experiment = replace(Experiment(parse("moons:points=20"), alpha=0.1), test=0.4)
    task = task_at(30, 4, experiment)
    found, train = painted(task), experiment.split.train
    start = task.snapshot.current.start
    synapses = [weight.copy() for weight in task.snapshot.weights]
    synapses[0][2, 1] = found.across.low + 20.5 / 50 * (found.across.high - found.across.low)
    synapses[1][1, 0] = found.up.high - 3.5 / 20 * (found.up.high - found.up.low)
    output = sigmoid(sigmoid(start["X"] @ synapses[0]) @ synapses[1])
    expected = float(np.abs(start["y"] - output)[train].mean())
    assert found.errors[3, 20] == pytest.approx(expected, rel=1e-12)
    assert task.snapshot.error is not None
    assert error_here(task.snapshot) == task.snapshot.error[0]


def test_its_path_is_where_the_two_weights_were() -> None:
    found = painted(task_at(1000))
    assert found.path[0][0] == 0
    assert 900 < found.path[-1][0] <= 1000
    for iteration, point in found.path[::10]:
        start = snapshot_at(VIDEO, Position(iteration, 1)).current.start
        assert point == (start["syn0"][2, 1], start["syn1"][1, 0])
        assert found.cell(point) is not None


def test_a_cell_is_where_its_pixels_are() -> None:
    task = task_at(254)
    found = painted(task)
    across, up = point_at(task.snapshot, task.axes)
    assert (across, up) == (task.snapshot.weights[0][2, 1], task.snapshot.weights[1][1, 0])
    cell = found.cell((across, up))
    assert cell is not None
    here = error_with(task.snapshot, {})
    around = found.errors[max(0, cell[0] - 1) : cell[0] + 2, cell[1] - 1 : cell[1] + 2]
    assert around.min() <= here <= around.max()
    corner = (found.across.low, found.up.high)
    assert found.cell(corner) == (0, 0)
    assert found.cell((found.across.high, found.up.low)) == (19, 49)
    assert found.cell((found.across.high + 1, found.up.low)) is None


def test_of_a_network_with_one_weight_all_rows_are_alike() -> None:
    experiment = Experiment(Dataset.of("one", [[1.0], [2.0]], [1.0, 0.0]), hidden=0)
    snapshot = snapshot_at(experiment, Position(3, 1))
    found = painted(Task(snapshot, Axes.through(Cursor(), experiment.dimensions), 30, 8))
    assert (found.errors == found.errors[0]).all()
    assert len(set(found.errors[0])) == 30
    cell = found.cell(point_at(snapshot, found.task.axes))
    assert cell is not None
    assert cell[0] == 4


def test_with_many_examples_pixels_share_a_value_and_all_examples_count() -> None:
    random = np.random.RandomState(1)
    X, y = random.uniform(-1, 1, (10_000, 3)), random.randint(0, 2, (10_000, 1)).astype(float)
    experiment = Experiment(Dataset.of("many", X, y), alpha=1e-4)
    for other in (Weight("syn1", (1, 0)), Weight("syn0", (0, 1))):
        snapshot = snapshot_at(experiment, Position(0, 4))
        task = Task(snapshot, Axes(Weight("syn0", (2, 1)), other), 70, 40)
        with mock.patch.object(picture, "errors", wraps=error_landscape.errors) as computing:
            found = painted(task)
        xs, ys = computing.call_args.args[4]
        assert len(xs) < 70
        assert len(xs) * len(ys) * len(X) <= picture.MOST_WORK
        assert found.errors.shape == (40, 70)
        coarse = -(-70 // len(xs))
        for row, column in ((0, 0), (len(ys) // 2, len(xs) // 2), (len(ys) - 1, len(xs) - 1)):
            changed = {task.axes.across: xs[column], other: ys[row]}
            expected = error_with(snapshot, changed)
            assert found.errors[row * coarse, column * coarse] == pytest.approx(expected)


def test_where_a_weight_is_infinite_there_is_no_picture() -> None:
    experiment = Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200)
    snapshot = snapshot_at(experiment, Position(20, 3))
    axes = Axes.through(Cursor(), experiment.dimensions)
    assert Painter().paint(Task(snapshot, axes, 30, 8), lambda: False) is None


def test_painting_can_be_stopped() -> None:
    with pytest.raises(Stopped):
        Painter().paint(task_at(254), lambda: True)


# The bands.


@given(arrays(float, 6, elements=st.floats(0, 1e6) | st.just(np.nan)), st.integers(1, 8))
def test_thresholds_lie_between_the_errors_and_are_few(errors: Array, most: int) -> None:
    found = thresholds(errors, most)
    assert len(found) <= most
    assert found == sorted(set(found))
    assert all(np.nanmin(errors) < cut < np.nanmax(errors) for cut in found)


@pytest.mark.parametrize(
    ("low", "high", "most", "cuts"),
    [
        (0.483, 0.518, 8, [0.485, 0.49, 0.495, 0.5, 0.505, 0.51, 0.515]),
        (0.0029, 0.4, 8, [0.005, 0.01, 0.02, 0.05, 0.1, 0.2]),
        (0.041, 0.303, 5, [0.05, 0.1, 0.2, 0.3]),
        (0.3, 0.3, 8, []),
        (0.0, 1.0, 5, [0.2, 0.4, 0.6, 0.8]),
        (0.1, 0.9, 0, []),
    ],
)
def test_thresholds_are_round(low: float, high: float, most: int, cuts: list[float]) -> None:
    assert thresholds(np.array([low, high]), most) == cuts


# In a thread.


class Answers:
    """What a background has delivered, and when."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self.times: list[float] = []
        self.arrived = threading.Condition()

    def deliver(self, task: Task, _: Picture | None) -> None:
        with self.arrived:
            self.tasks.append(task)
            self.times.append(time.monotonic())
            self.arrived.notify()

    def wait_for(self, task: Task) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.tasks[-1:] == [task], timeout=DEADLINE)


def test_the_latest_position_wins_and_a_moving_run_gets_few_pictures() -> None:
    answers = Answers()
    worker = Background(answers.deliver)
    tasks = [task_at(254, step % 9 + 1) for step in range(200)]
    worker.ask(tasks[0])
    answers.wait_for(tasks[0])
    for task in tasks[1:]:
        worker.ask(task)
        time.sleep(0.003)
    answers.wait_for(tasks[-1])
    worker.stop()
    gaps = np.diff(answers.times)
    assert gaps.min() > 0.7 * background.SECONDS


def test_a_path_that_takes_long_is_completed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_weights, "SECONDS", 0.001)
    monkeypatch.setattr(background, "SECONDS", 0.01)
    done = threading.Event()
    pictures: list[Picture] = []

    def deliver(_: Task, found: Picture | None) -> None:
        assert found is not None
        pictures.append(found)
        if found.is_complete:
            done.set()

    worker = Background(deliver)
    worker.ask(task_at(4000))
    assert done.wait(DEADLINE)
    worker.stop()
    assert len(pictures) > 1
    assert len(pictures[0].path) < len(pictures[-1].path)
    assert not pictures[0].is_complete


def test_other_weights_are_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "SECONDS", 1000.0)
    answers = Answers()
    worker = Background(answers.deliver)
    first = task_at(254)
    other = replace(first, axes=first.axes.moved(1, VIDEO.dimensions, upright=False))
    for task in (first, other, first):
        worker.ask(task)
        answers.wait_for(task)
    worker.stop()


def test_it_ends_when_it_is_stopped() -> None:
    worker = Background(lambda *_: None)
    worker.stop()
    worker.ask(task_at(254))
    assert worker._thread is None
    worker = Background(lambda *_: None)
    worker.ask(task_at(254))
    worker.stop()
    assert worker._thread is not None
    worker._thread.join(60)
    assert not worker._thread.is_alive()
