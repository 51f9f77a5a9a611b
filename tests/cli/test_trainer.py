"""Opening another experiment while one runs: only what was asked for is seen, at its place."""

from __future__ import annotations

import pytest

from helpers.worker import COMPARE, FAR, assert_same_numbers, playing_beyond, running, standing_at
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.worker.commands import Open, Play, Restart

OTHER = Experiment(dataset=COPY_FIRST, hidden=0, alpha=2.0, seed=5)


def test_another_experiment_rests_where_it_should() -> None:
    with running() as screen:
        screen.send(Play(True))
        screen.wait_for(playing_beyond(100))
        screen.send(Open(OTHER, Position(300, 3), 500))
        frame = screen.wait_for(standing_at(Position(300, 3)))
        assert frame.snapshot.experiment == OTHER
        assert (frame.goal, frame.playing, frame.going) == (500, False, None)
        assert frame.furthest.iteration == 300
        assert_same_numbers(frame.snapshot)


def test_the_same_experiment_keeps_what_is_known_of_its_run() -> None:
    with running() as screen:
        screen.send(Open(Experiment(), Position(5000, COMPARE), 60_000))
        screen.wait_for(standing_at(Position(5000, COMPARE)))
        screen.send(Open(Experiment(), Position(254, 6), 60_000))
        frame = screen.wait_for(standing_at(Position(254, 6)))
        assert frame.furthest == Position(5000, COMPARE)
        assert frame.snapshot.reached >= 5000
        assert_same_numbers(frame.snapshot)


def test_another_goal_counts_from_now_on() -> None:
    with running(iterations=300) as screen:
        screen.send(Open(Experiment(), Position(254, 6), 1000))
        assert screen.wait_for(standing_at(Position(254, 6))).goal == 1000
        screen.send(Open(Experiment(), Position(254, 6), 100))
        assert screen.wait_for(lambda frame: frame.run == 2).goal == 300
        screen.send(Restart())
        assert screen.wait_for(lambda frame: frame.run == 3).goal == 100


@pytest.mark.usefixtures("interleaved")
@pytest.mark.parametrize("on_the_way", [Play(True), FAR])
def test_no_frame_of_the_old_run_is_taken_after_it(on_the_way: Play) -> None:
    with running(iterations=10**9) as screen:
        for seed in range(2, 200):
            screen.send(on_the_way, Open(Experiment(seed=seed), Position(3, 2), 60_000))
            frame = screen.wait_for(lambda frame: True)
            assert frame.snapshot.experiment.seed == seed
