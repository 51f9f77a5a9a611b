"""Running until a share of the examples is right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tinynet_tui.data.built_in import parse as data
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.conditions import RightAtLeast
from tinynet_tui.timeline.timeline import Timeline

MOONS = Experiment(data("moons"), alpha=0.1)
XOR = Experiment()


def arrived(experiment: Experiment, share: float, goal: int = 3000) -> Timeline | None:
    timeline = Timeline(experiment)
    while timeline.position.iteration < goal:
        if timeline.advance_until(RightAtLeast(share), Position(), 500):
            return timeline
    return None


@pytest.mark.parametrize("share", [0.8, 0.9, 0.95, 1.0])
@pytest.mark.parametrize("test", [0.0, 0.25])
def test_it_stops_in_the_first_iteration_with_that_share(share: float, test: float) -> None:
    experiment = replace(MOONS, test=test)
    timeline = arrived(experiment, share)
    assert timeline is not None
    snapshot = timeline.snapshot()
    assert snapshot.right is not None and snapshot.right.train >= share
    assert RightAtLeast(share).already(snapshot)
    run, here = Timeline(experiment), timeline.position.iteration
    while run.position.iteration < here:
        run.stand_at(5)
        shares = run.snapshot().right
        assert shares is not None and shares.train < share
        run.advance(1)


def test_with_a_few_examples_too() -> None:
    timeline = arrived(XOR, 1.0)
    assert timeline is not None
    assert timeline.position == Position(254, 4)  # example 3 is the last to cross 0.5
    assert timeline.snapshot().right is None  # four examples can be seen one by one


@pytest.mark.parametrize(
    "text", ["right >= 0.95", "right>=.95", "Right 0.95", "right > 95%", "right at least 95 %"]
)
def test_it_can_be_typed(text: str) -> None:
    assert parse(text, MOONS) == RightAtLeast(0.95)


def test_its_own_text_can_be_typed_and_its_words_be_read() -> None:
    condition = RightAtLeast(0.995)
    assert parse(condition.text, MOONS) == condition
    assert condition.words == "at least 99.5% of the examples are right"
    assert condition.denial == "fewer than 99.5% of the examples were right"


@pytest.mark.parametrize("text", ["right >= 1.5", "right >= 0", "right >= 101%"])
def test_a_share_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a share above 0, up to 1"):
        parse(text, MOONS)


def test_a_number_with_units_is_never_right_or_wrong() -> None:
    scaled = Dataset.of("own", np.arange(20.0).reshape(-1, 1), np.arange(20.0)).scaled()
    experiment = Experiment(scaled)
    assert Timeline(experiment).snapshot().right is None
    with pytest.raises(ValueError, match="units of their own"):
        parse("right >= 0.9", experiment)


def test_it_was_never_so_in_a_run_that_does_not_learn() -> None:
    assert arrived(replace(MOONS, alpha=1e-9), 0.99, goal=500) is None
