"""A built-in script has the same bits in the engine, which runs its file, and in the fast loop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.strategies import experiments, same
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.script import Script
from tinynet_tui.timeline.timeline import Timeline

ITSELF = [
    (THREE_LAYERS, Experiment()),
    (TWO_LAYERS, Experiment(COPY_FIRST, hidden=0)),
]


@contextmanager
def engine_of(text: str) -> Iterator[Engine]:
    engine = Engine("mine.py", text.encode(), Choice())
    try:
        yield engine
    finally:
        engine.close()


def assert_same_at(
    engine: Engine, timeline: Timeline, iteration: int, name: str, script: Script
) -> None:
    """Every variable that has a value there has the same one in both."""
    steps = engine.plan["steps"]
    number = next(n for n, step in enumerate(steps) if name in step["writes"])
    printing = next(n for n, step in enumerate(steps) if not step["writes"])
    prints = not iteration % 10_000  # then that is a step, too
    frame = engine.stand(iteration, number + 1 - (number > printing and not prints))
    timeline.approach(iteration)
    while timeline.position.iteration < iteration:
        timeline.advance(min(timeline.slice, iteration - timeline.position.iteration))
    timeline.stand_at(script.step(name).number)
    snapshot = timeline.snapshot()
    assert snapshot.position == Position(iteration, script.step(name).number)
    seen = set()
    for variable in (*script.names, "X", "y"):
        value = snapshot.value(variable)
        if value is not None and variable in frame.values:
            own = frame.values[variable].array
            assert own is not None
            assert same(np.asarray(own, float), value.array), (iteration, name, variable)
            seen.add(variable)
    assert {name, "X", "y", *script.weights} <= seen


@pytest.mark.parametrize(("script", "experiment"), ITSELF)
def test_the_files_have_the_same_bits_at_random_positions(
    script: Script, experiment: Experiment
) -> None:
    random = np.random.RandomState(4)
    timeline = Timeline(experiment)
    with engine_of(script.text) as engine:
        for iteration in (0, *random.randint(0, 9_999, 12).tolist(), 3, 5_000, 0):
            name = script.names[random.randint(len(script.names))]
            assert_same_at(engine, timeline, iteration, name, script)


@examples(6)
@given(experiments(st.floats(0, 1), hidden=6), st.data())
def test_so_has_what_is_saved_of_any_run(experiment: Experiment, data: st.DataObject) -> None:
    script, timeline = experiment.script, Timeline(experiment)
    with engine_of(numpy_script(experiment, 50)) as engine:
        for _ in range(4):
            iteration, name = (
                data.draw(st.integers(0, 49)),
                data.draw(st.sampled_from(script.names)),
            )
            assert_same_at(engine, timeline, iteration, name, script)


def test_whole_numbers_have_the_same_bits_as_floats() -> None:
    data = Dataset.of("own", [[0, 2, 1], [3, 1, 1], [1, 0, 1], [1, 1, 1]], [0, 1, 1, 0])
    text = numpy_script(Experiment(data), 50).replace("], float)", "])")
    timeline = Timeline(Experiment(data))
    with engine_of(text) as engine:
        for iteration in (49, 7, 0):
            assert_same_at(engine, timeline, iteration, "syn0", THREE_LAYERS)
