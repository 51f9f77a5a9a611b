"""Which cells a cell is made of: those that it changes with, and no others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.explanations import SMALL, VIDEO, cells, standing_at
from helpers.panes import painted, panes_of, view_at
from helpers.strategies import experiments
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.operands import Part, part_read
from tinynet_tui.network.activations import sigmoid, slope
from tinynet_tui.network.array import Array


@examples(25)
@given(experiments(**SMALL), st.data())  # type: ignore[arg-type]
def test_a_cell_changes_with_what_it_reads_and_with_nothing_else(
    experiment: Experiment, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from(experiment.script.steps))
    names = [name for name in step.operands if name != "alpha"]
    name = data.draw(st.sampled_from(names))
    rng = np.random.RandomState(data.draw(st.integers(0, 99)))
    before = {
        operand: rng.uniform(0.2, 0.8, experiment.dimensions.shape(operand)) for operand in names
    }
    helpers = {"sigmoid": sigmoid, "slope": slope, "alpha": 1.0}

    def computed(values: dict[str, Array]) -> Array:
        space = {operand: value.copy() for operand, value in values.items()}
        exec(step.source, helpers, space)
        return space[step.name]

    first = computed(before)
    for (row, column), _ in cells(name, experiment):
        changed = {operand: value.copy() for operand, value in before.items()}
        changed[name][row, column] += 0.1
        second = computed(changed)
        for cell, _ in cells(step.name, experiment):
            part = part_read(experiment.script.roles, step, cell, name)
            assert part is not None
            assert ((row, column) in part) == (first[cell] != second[cell])


def test_what_is_not_read_has_no_part() -> None:
    roles, step = VIDEO.script.roles, VIDEO.script.step("l1_error")
    assert part_read(roles, step, (2, 1), "l1") is None
    assert part_read(roles, step, (2, 1), "syn1") == Part(row=1)


def underlined(id: str, name: str, step: int, subject: str, cursor: Cursor) -> list[float]:
    view = view_at(254, step, subject=subject, cursor=cursor)
    pane = panes_of(VIDEO)[id]
    painted(pane, view, 60, 8)
    return [
        float(text)
        for row in pane.content(view, 58, 6)
        for text, style in row
        if style.endswith("+underline")
    ]


def test_the_operands_of_the_explained_cell_are_underlined_in_their_panes() -> None:
    cursor = Cursor(example=2, input=1, hidden=3)
    snapshot = standing_at(VIDEO, Position(254, 9))
    values = {name: snapshot.current.values[name] for name in ("l0", "l1")}
    for id, name, subject, step, expected in [
        ("input", "l0", "l1", 2, values["l0"][2]),
        ("synapse0", "syn0", "l1", 2, snapshot.current.start["syn0"][:, 3]),
        ("layer1", "l1", "l2", 3, values["l1"][2]),
        ("input", "l0", "syn0", 9, values["l0"][:, 1]),
        ("layer1", "l1", "syn1", 8, values["l1"][:, 3]),
    ]:
        shown = underlined(id, name, step, subject, cursor)
        assert np.allclose(shown, expected, atol=0.0051)


def test_of_what_was_not_computed_only_the_cursor_is_underlined() -> None:
    cursor = Cursor(example=2, input=1, hidden=3)
    view = view_at(0, 1, subject="l1", cursor=cursor)
    assert view.read("l0") is None
    assert view_at(0, 2, subject="syn0", cursor=cursor).read("l0") is None
    assert view_at(0, 2, subject="y", cursor=cursor).read("l2") is None
