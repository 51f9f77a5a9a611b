"""Experiments, positions and cells, and the text in which they travel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import experiments
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.script import Script

VIDEO = Experiment()
SCRIPTS = st.sampled_from([THREE_LAYERS, TWO_LAYERS])


def test_the_default_is_the_videos_network() -> None:
    assert VIDEO.dataset is XOR
    assert (VIDEO.sizes, VIDEO.alpha, VIDEO.seed) == ((3, 4, 1), 1.0, 1)
    assert Experiment(dataset=COPY_FIRST, hidden=0).sizes == (3, 1)
    assert XOR.X.tolist() == [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert XOR.y.tolist() == [[0], [1], [1], [0]]
    assert COPY_FIRST.y.tolist() == [[0], [0], [1], [1]]


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"hidden": -1}, "-1 hidden neurons: not between 0 and 64"),
        ({"hidden": 65}, "65 hidden neurons: not between 0 and 64"),
        ({"alpha": 0.0}, "alpha 0.0 is not a finite number above 0"),
        ({"alpha": -1.0}, "alpha -1.0 is not a finite number above 0"),
        ({"alpha": float("nan")}, "alpha nan is not a finite number above 0"),
        ({"alpha": float("inf")}, "alpha inf is not a finite number above 0"),
        ({"seed": -1}, "seed -1 is not between 0 and 4294967295"),
        ({"seed": 2**32}, "seed 4294967296 is not between 0 and 4294967295"),
    ],
)
def test_what_the_network_does_not_take(settings: dict[str, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{complaint}$"):
        Experiment(**settings)  # type: ignore[arg-type]


def test_the_outermost_values_are_taken() -> None:
    assert Experiment(hidden=64, alpha=5e-324, seed=2**32 - 1).initial_weights()[0].shape == (3, 64)
    assert Experiment(hidden=0, alpha=1.7e308, seed=0).initial_weights()[0].shape == (3, 1)


def test_reseeding_takes_the_next_seed_and_nothing_else() -> None:
    experiment = Experiment(dataset=COPY_FIRST, hidden=2, alpha=3.0, seed=7)
    expected = Experiment(dataset=COPY_FIRST, hidden=2, alpha=3.0, seed=8)
    assert experiment.reseeded() == expected
    assert Experiment(seed=2**32 - 1).reseeded().seed == 0


def test_data_is_read_only_and_a_copy() -> None:
    inputs, targets = [[1.0, 2.0]], [3.0]
    dataset = Dataset.of("own", inputs, targets)
    assert dataset.y.shape == (1, 1)
    inputs[0][0] = 9.0
    assert dataset.X[0, 0] == 1.0
    for array in (dataset.X, dataset.y, XOR.X, XOR.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 5.0


@pytest.mark.parametrize(
    ("inputs", "targets"), [([[1], [2]], [1]), ([1, 2], [1, 2]), ([], []), ([[]], [1])]
)
def test_data_that_does_not_go_together(inputs: list[object], targets: list[object]) -> None:
    with pytest.raises(ValueError, match=r"^own: X \(.*\) and y \(.*\) do not go together"):
        Dataset.of("own", inputs, targets)


@given(SCRIPTS, st.integers(0, MAX_ITERATIONS - 1), st.data())
def test_a_position_reads_back_as_it_is_written(
    script: Script, iteration: int, data: st.DataObject
) -> None:
    position = Position(iteration, data.draw(st.sampled_from(script.steps)).number)
    assert Position.parse(position.text(script), script) == position


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("0:l0", Position(0, 1)),
        ("254", Position(254, 4)),
        ("254:l1_error", Position(254, 6)),
        (" 59999 : syn0 ", Position(59_999, 9)),
        ("60,000", Position(60_000, 4)),
        ("1_000_000", Position(1_000_000, 4)),
    ],
)
def test_positions_as_they_are_typed(text: str, position: Position) -> None:
    assert Position.parse(text, THREE_LAYERS) == position


def test_a_plain_iteration_is_where_its_error_is_known() -> None:
    assert Position.parse("7", THREE_LAYERS).text(THREE_LAYERS) == "7:l2_error"
    assert Position.parse("7", TWO_LAYERS).text(TWO_LAYERS) == "7:l1_error"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", r"'' is not a position, such as 254 or 254:l2_error"),
        ("l2", r"'l2' is not a position, such as 254 or 254:l2_error"),
        ("-1", r"'-1' is not a position, such as 254 or 254:l2_error"),
        ("1.5", r"'1.5' is not a position, such as 254 or 254:l2_error"),
        ("254:", r"'254:' is not a position, such as 254 or 254:l2_error"),
        ("254:bogus", r"'bogus' is not a step; the steps are l0 l1 l2 l2_error .* syn1 syn0"),
        ("1:X", r"'X' is not a step; the steps are l0 .*"),
        ("1000000000001", "iteration 1000000000001 is too large: at most 999,999,999,999"),
        ("1000000000000", "iteration 1000000000000 is too large: at most 999,999,999,999"),
    ],
)
def test_what_is_not_a_position(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{complaint}$"):
        Position.parse(text, THREE_LAYERS)


def test_positions_follow_one_another_as_they_are_run() -> None:
    order = ["0:l0", "0:syn0", "1:l0", "1:l2_error", "1:l2_delta", "2:l0"]
    positions = [Position.parse(text, THREE_LAYERS) for text in order]
    assert sorted(positions) == positions


@given(experiments(hidden=64), st.data())
def test_a_cell_reads_back_as_it_is_written(experiment: Experiment, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*experiment.script.names, "y"]))
    rows, columns = experiment.dimensions.shape(name)
    row, column = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    read, cursor = Cursor.parse(f" {name}[{row}, {column}] ", experiment.dimensions)
    assert read == name
    assert cursor.cell(name, experiment.dimensions) == (row, column)
    assert cursor == Cursor().through(name, (row, column), experiment.dimensions)


@given(experiments(hidden=8))
def test_shapes_are_those_of_the_arrays(experiment: Experiment) -> None:
    data = experiment.dataset
    weights = experiment.initial_weights()
    values = experiment.script.compute(data.X, data.y, weights, 1.0, len(experiment.script.steps))
    for name, array in {"X": data.X, "y": data.y, **values}.items():
        assert experiment.dimensions.shape(name) == array.shape


def test_a_cursor_crosses_every_variable_in_its_own_cell() -> None:
    cursor = Cursor(example=2, input=1, hidden=3, output=0)
    cells = {"X": (2, 1), "l0": (2, 1), "syn0": (1, 3), "l1": (2, 3), "l1_delta": (2, 3)}
    cells |= {"syn1": (3, 0), "l2": (2, 0), "l2_error": (2, 0), "y": (2, 0)}
    for name, cell in cells.items():
        assert cursor.cell(name, VIDEO.dimensions) == cell
    flat = Experiment(hidden=0)
    assert cursor.cell("syn0", flat.dimensions) == (1, 0)
    assert cursor.cell("l1_delta", flat.dimensions) == (2, 0)
    assert flat.dimensions.axes("syn0") == ("input", "output")


def test_moving_in_one_variable_keeps_the_rest_of_the_cursor() -> None:
    cursor = Cursor(example=2, input=1, hidden=3, output=0)
    assert cursor.through("syn0", (0, 2), VIDEO.dimensions) == Cursor(2, 0, 2, 0)
    assert cursor.through("y", (1, 0), VIDEO.dimensions) == Cursor(1, 1, 3, 0)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "'' is not a cell, such as l2_error[0,0]"),
        ("l1", "'l1' is not a cell, such as l2_error[0,0]"),
        ("l1[0]", "'l1[0]' is not a cell, such as l2_error[0,0]"),
        ("l1[-1,0]", "'l1[-1,0]' is not a cell, such as l2_error[0,0]"),
        ("l9[0,0]", "'l9' is not a variable; the variables are l0 l1 l2 l2_error l2_delta"),
        ("l1[4,0]", "l1 has rows 0 to 3 and columns 0 to 3"),
        ("syn1[0,1]", "syn1 has rows 0 to 3 and columns 0 to 0"),
    ],
)
def test_what_is_not_a_cell(text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as caught:
        Cursor.parse(text, VIDEO.dimensions)
    assert str(caught.value).startswith(complaint)


HERE, FURTHEST = Position(254, 6), Position(900, 4)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("254", Position(254, 4)),
        ("254:syn0", Position(254, 9)),
        (":l1", Position(254, 2)),
        ("+1000", Position(1254, 6)),
        ("-1", Position(253, 6)),
        ("-254", Position(0, 6)),
        ("+1,000", Position(1254, 6)),
        ("start", Position(0, 1)),
        (" END ", FURTHEST),
    ],
)
def test_short_ways_to_say_where_to_go(text: str, position: Position) -> None:
    assert Position.resolve(text, THREE_LAYERS, HERE, FURTHEST) == position


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-255", "only 254 iterations before"),
        (":l9", "'l9' is not a step"),
        ("", "is not a position"),
        ("+", "is not a position"),
        ("middle", "is not a position"),
        (":", "is not a position"),
        ("+1:", "is not a position"),
        ("+1:step", "is not a step"),
        ("+" + "9" * 5000, "is too large"),
        ("9" * 5000, "is too large"),
    ],
)
def test_where_nobody_can_go_is_said_so_in_a_line(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as error:
        Position.resolve(text, THREE_LAYERS, HERE, FURTHEST)
    assert len(str(error.value)) < 120
