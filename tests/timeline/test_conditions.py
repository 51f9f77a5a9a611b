"""Running until: a condition comes true where the plain script says, and its text can be typed."""

from __future__ import annotations

from math import isnan
from operator import eq, ge, gt, le, lt, ne

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.plain_events import is_right, plain_events
from helpers.strategies import (
    ANY_ALPHAS,
    ORDINARY_NUMBERS,
    experiments,
    mean_absolute,
    same,
    stepping,
)
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.condition import OPERATORS, Condition
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.conditions import (
    AnyTurnsRight,
    Compared,
    ErrorRises,
    ExampleRight,
    IterationReached,
    SignChanges,
)
from tinynet_tui.timeline.timeline import Timeline

RELATIONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
XOR_RUN = Experiment()
TWO_LAYERS = Experiment(dataset=COPY_FIRST, hidden=0)


def run_until(timeline: Timeline, condition: Condition, goal: int, speed: int = 1000) -> bool:
    after = timeline.position
    while True:
        rest = goal - timeline.position.iteration
        count = min(rest, speed, timeline.slice)
        if timeline.advance_until(condition, after, count):
            return True
        if count == rest:
            return False


@st.composite
def conditions(draw: st.DrawFn, experiment: Experiment) -> Condition:
    y = experiment.dataset.y
    name = draw(st.sampled_from(experiment.script.weights))
    rows, columns = experiment.dimensions.shape(name)
    cell = draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    number = draw(st.integers(0, len(y) - 1))
    output = draw(st.none() | st.integers(0, y.shape[1] - 1))
    sign = draw(st.sampled_from(list(OPERATORS)))
    plain: list[Condition] = [
        IterationReached(draw(st.integers(0, 60))),
        Compared(sign, draw(st.floats(1e-3, 2))),
        Compared(sign, draw(st.floats(-3, 3)), name, cell),
        ErrorRises(),
        SignChanges(),
        SignChanges(name),
        SignChanges(name, cell),
        AnyTurnsRight(),
    ]
    if not (y[number] == 0.5).any():
        plain.append(ExampleRight(number, output))
    return draw(st.sampled_from(plain))


def holds(number: float, sign: str, value: float) -> bool:
    return bool(RELATIONS[sign](number, value)) and not isnan(number)


def plain_first(
    experiment: Experiment, condition: Condition, after: Position, goal: int
) -> Position | None:
    """Where a condition first comes true, found one iteration after the other."""
    script, y = experiment.script, experiment.dataset.y
    compare = script.step(script.error).number
    places: list[Position] = []
    for iteration, values in zip(range(goal), stepping(experiment), strict=False):
        known = Position(iteration, compare)
        match condition:
            case IterationReached(wanted) if iteration >= wanted:
                places.append(known)
            case Compared(sign, value, "") if holds(
                mean_absolute(values[script.error]), sign, value
            ):
                places.append(known)
            case Compared(sign, value, weight, at) if weight and holds(
                values[weight][at], sign, value
            ):
                places.append(Position(iteration, script.step(weight).number))
            case ExampleRight(number, output):
                outputs = range(y.shape[1]) if output is None else [output]
                difference = values[script.error]
                if all(is_right(y[number, k], difference[number, k]) for k in outputs):
                    places.append(Position(iteration, compare - 1))
    for event in plain_events(experiment, goal):
        match condition, event.kind:
            case (ErrorRises(), "rise"):
                places.append(event.position)
            case (AnyTurnsRight(), "prediction") if event.up:
                places.append(event.position)
            case (SignChanges(name, cell), "weight"):
                if name in (None, event.name) and cell in (None, event.cell):
                    places.append(event.position)
    return min((place for place in places if place > after), default=None)


@examples(200)
@given(
    experiments(ORDINARY_NUMBERS | st.sampled_from([0.0, 0.5, 1.0]), ANY_ALPHAS, hidden=5, rows=5),
    st.tuples(st.integers(0, 30), st.integers(1, 9)),
    st.integers(1, 40),
    st.integers(2, 30),
    st.data(),
)
@example(XOR_RUN, (50, 2), 40, 7, None)
@example(TWO_LAYERS, (0, 1), 40, 2, None)
def test_it_comes_true_where_the_plain_script_says(
    experiment: Experiment,
    start: tuple[int, int],
    further: int,
    speed: int,
    data: st.DataObject | None,
) -> None:
    wanted = data.draw(conditions(experiment)) if data else parse("example 1", experiment)
    goal = start[0] + further
    timeline = Timeline(experiment)
    if start[0]:
        timeline.advance(start[0])
    timeline.stand_at(min(start[1], len(experiment.script.steps)))
    if data and data.draw(st.booleans()):  # over a stretch that is known already
        timeline.advance(further)
        timeline.approach(start[0])
        if rest := start[0] - timeline.position.iteration:
            timeline.advance(rest)
    expected = plain_first(experiment, wanted, timeline.position, goal)
    assert run_until(timeline, wanted, goal, speed) == (expected is not None)
    if expected is not None:
        assert timeline.position == expected
    straight = Timeline(experiment)
    if timeline.position.iteration:
        straight.advance(timeline.position.iteration)
    straight.stand_at(timeline.position.step)
    there, here = straight.snapshot(), timeline.snapshot()
    for name in experiment.script.names:
        a, b = there.value(name), here.value(name)
        assert (a is None) == (b is None)
        if a and b:
            assert same(a.array, b.array)
            assert a.stale == b.stale


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("500", "500:l2_error", ""),
        ("error < 0.1", "498:l2_error", "the error is below 0.1"),
        ("weight", "18:syn0", "syn0[2,1] turns negative"),
        ("syn0[2,2]", "112:syn0", "syn0[2,2] turns positive"),
        ("example", "58:l2", "example 1 crosses to the correct side of 0.5"),
        ("example 1", "58:l2", "example 1 is on the correct side of 0.5"),
        ("example 3", "254:l2", "example 3 is on the correct side of 0.5"),
    ],
)
def test_the_default_run(text: str, place: str, said: str) -> None:
    timeline = Timeline(XOR_RUN)
    condition = parse(text, XOR_RUN)
    assert condition.already(timeline.snapshot()) == ""
    assert run_until(timeline, condition, 60_000)
    assert timeline.position == Position.parse(place, XOR_RUN.script)
    assert timeline.furthest == timeline.position
    assert condition.arrival(timeline.snapshot()) == said


def test_what_does_not_happen_leaves_the_run_at_its_end() -> None:
    timeline = Timeline(XOR_RUN)
    assert not run_until(timeline, ErrorRises(), 3000)
    assert timeline.position == Position(2999, 4)
    assert ErrorRises().denial == "the error did not rise"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("200", "iteration 200 is already past: go back to it"),
        ("300", "this is iteration 300"),
        ("301", ""),
        ("error < 0.5", "the error is below 0.5 already"),
        ("error < 0.01", ""),
        ("syn1[1,0] > 2", "syn1[1,0] is above 2 already"),
        ("syn1[1,0] < 2", ""),
        ("example 3", "example 3 is on the correct side of 0.5 already"),
        ("weight", ""),
        ("error rises", ""),
        ("example", ""),
    ],
)
def test_what_is_true_already(text: str, said: str) -> None:
    timeline = Timeline(XOR_RUN)
    timeline.advance(300)
    timeline.stand_at(4)
    assert parse(text, XOR_RUN).already(timeline.snapshot()) == said


# The text form.


@given(experiments(rows=5), st.data())
def test_the_text_form_can_be_read_again(experiment: Experiment, data: st.DataObject) -> None:
    condition = data.draw(conditions(experiment))
    assert parse(condition.text, experiment) == condition
    assert parse(f"  {condition.text.upper()} ", experiment) == condition
    assert condition.words
    assert condition.denial


@given(st.floats(0, exclude_min=True, allow_infinity=False, allow_nan=False))
def test_any_error_can_be_typed(value: float) -> None:
    assert parse(Compared("<", value).text, XOR_RUN) == Compared("<", value)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("1,000", IterationReached(1000)),
        ("60_000", IterationReached(60_000)),
        ("iteration 7", IterationReached(7)),
        ("error<.1", Compared("<", 0.1)),
        ("error below 1e-3", Compared("<", 0.001)),
        ("the error falls below 0.1", Compared("<", 0.1)),
        ("error 0.2", Compared("<", 0.2)),
        ("error rises above 0.4", Compared(">", 0.4)),
        ("error>=.5", Compared(">=", 0.5)),
        ("syn0[0,1]>2", Compared(">", 2.0, "syn0", (0, 1))),
        ("syn1[3,0] = -1", Compared("==", -1.0, "syn1", (3, 0))),
        ("rise", ErrorRises()),
        ("the error rises", ErrorRises()),
        ("any weight", SignChanges()),
        ("weights", SignChanges()),
        ("syn1", SignChanges("syn1")),
        ("weight syn0[0,1]", SignChanges("syn0", (0, 1))),
        ("syn0 [ 0 , 1 ]", SignChanges("syn0", (0, 1))),
        ("syn0[0][1]", SignChanges("syn0", (0, 1))),
        ("syn0 0 1 changes sign", SignChanges("syn0", (0, 1))),
        ("example3", ExampleRight(3)),
        ("prediction 3", ExampleRight(3)),
        ("example 3 output 0", ExampleRight(3, 0)),
        ("l2[3,0]", ExampleRight(3, 0)),
        ("any example", AnyTurnsRight()),
    ],
)
def test_ways_to_say_it(text: str, condition: Condition) -> None:
    assert parse(text, XOR_RUN) == condition


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "run until what"),
        ("soon", "'soon' is not a condition"),
        ("error < 0", "cannot fall below 0"),
        ("error < -1", "cannot fall below -1"),
        ("error < 1e999", "1e999 is not a number to compare with"),
        ("error < ", "is not a condition"),
        ("syn0[3,0]", "syn0 has rows 0 to 2 and columns 0 to 3"),
        ("syn0[3,0] > 1", "syn0 has rows 0 to 2 and columns 0 to 3"),
        ("syn0 > 1", "write one weight, such as syn0.0,0. > 1"),
        ("l2[3,0] > 0.5", "only the error and weights can be compared"),
        ("syn7[0,0]", "'syn7' is not a synapse; the synapses are syn0 syn1"),
        ("example 4", "from 0 to 3"),
        ("example 3 output 1", "from 0 to 0"),
        ("l1[0,0]", "predictions are in l2"),
        ("9" * 30, "is too large"),
        ("[" * 200, "run until what"),
        ("x" * 200, "is not a condition"),
    ],
)
def test_what_is_wrong_with_it(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as raised:
        parse(text, XOR_RUN)
    assert len(str(raised.value)) < 100


@given(st.text(max_size=40) | st.from_regex(r"\A(error|syn|example|l\d)?[ <\[\]\d.,e-]*\Z"))
def test_whatever_is_typed_is_read_or_complained_about(text: str) -> None:
    try:
        condition = parse(text, XOR_RUN)
    except ValueError:
        return
    assert parse(condition.text, XOR_RUN) == condition


def test_a_target_in_the_middle_has_no_right_side_to_wait_for() -> None:
    experiment = Experiment(dataset=Dataset.of("half", XOR.X, [0, 0.5, 1, 1]))
    with pytest.raises(ValueError, match=r"a target of example 1 is 0.5"):
        parse("example 1", experiment)
    assert parse("example 2", experiment) == ExampleRight(2)
