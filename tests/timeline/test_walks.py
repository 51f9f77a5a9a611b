"""Wherever a walk leads, on, back, by jumps, at any speed: the numbers of a straight run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.strategies import experiments
from helpers.worker import Screen, assert_same_numbers, resting, running
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.worker.commands import Command, Faster, Go, GoWhere, Jump, Move, Play
from tinynet_tui.worker.speed import LADDER, Speed

STEPS: st.SearchStrategy[Command] = st.builds(
    Move, st.sampled_from(["step", "iteration"]), st.booleans()
)
JUMPS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Go, st.builds(Position, st.integers(0, 1500), st.integers(1, 5))),
    st.builds(GoWhere, st.sampled_from(["+1", "+300", "-1", "-40", ":l1", "end", "start", "77"])),
    st.builds(Jump, st.booleans()),
)
SPEEDS = st.sampled_from(
    [speed for speed in LADDER if speed.name in ("1000", "10000", "auto", "max")]
)


def play(screen: Screen, speed: Speed, by: int) -> None:
    """Play at a speed until the run has moved, change the speed, and pause."""
    before = screen.wait_for(resting).snapshot.position
    screen.send(Play(True), Faster(by))
    screen.wait_for(lambda frame: frame.snapshot.position > before or not frame.playing)
    screen.send(Play(False))


@examples(25)
@given(
    experiments(hidden=4),
    SPEEDS,
    st.lists(STEPS | JUMPS | st.integers(-1, 1), min_size=1, max_size=12),
)
def test_a_walk_gives_the_bits_of_a_straight_run(
    experiment: Experiment, speed: Speed, walk: list[Command | int]
) -> None:
    with running(experiment, speed=speed) as screen:
        for part in walk:
            if isinstance(part, int):
                play(screen, speed, part)
            else:
                screen.send(part)
        frame = screen.wait_for(resting)
        assert_same_numbers(frame.snapshot)
