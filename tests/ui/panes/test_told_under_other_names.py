"""Of a script whose variables have other names the same is told, and the same can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from helpers.other_names import WORDS, Names, Picture, assert_alike, called, in_other_words
from helpers.panes import panes_of
from helpers.trainer import opened
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.network.pane import Network

EDITS = (
    "l1[:,3]=off@3:l0",
    "syn1[2,0]=0.5@5:syn1",
    "syn0[0,1]=off@5:l0",
    "syn0[1,3]=0.5@8:syn0",
    "X[2,1]=0.25@6:l2",
    "y[2,0]=1@7:syn0",
)


def explanation(view: View) -> Sequence[Row]:
    return ExplanationPane(id="explanation").rows(view, 90, 20)


def drawing(view: View) -> Sequence[Row]:
    return Network(id="network").rows(view, 80, 24)


def numbers(view: View) -> Iterator[Row]:
    for pane in panes_of(view.experiment).values():
        yield from pane.rows(view, 40, 6)


def edited(names: Names) -> Experiment:
    known = Experiment().dimensions
    texts = [in_other_words(text, names) for text in EDITS]
    return Experiment(edits=tuple(Edit.parse(text, known) for text in texts))


@pytest.mark.parametrize("hidden", [4, 0])
def test_an_explanation_differs_by_the_names_only(hidden: int) -> None:
    assert_alike(explanation, lambda _: Experiment(hidden=hidden))


@pytest.mark.parametrize("picture", [explanation, drawing, numbers])
def test_what_is_edited_looks_edited(picture: Picture) -> None:
    assert_alike(picture, edited)


@pytest.mark.parametrize("subject", ["hidden[2,1]", "hidden_error[2,1]", "hidden_delta[2,1]"])
async def test_w_tells_the_story_of_a_neuron(subject: str) -> None:
    with called(WORDS):
        cell = Cursor.parse(subject, Experiment().dimensions)
        async with opened(at=Position(254, 2), cell=cell, size=(80, 50)) as trainer:
            await trainer.rests_at(254, 2)
            await trainer.press("w")
            await trainer.shows(
                "hidden[2,1] · iteration 254",
                "step 2: hidden = sigmoid(first @ w)",
                "step 6 (not run yet): hidden_error = output_delta @ v.T",
                "step 7 (not run yet): hidden_delta = hidden_error * slope(hidden)",
                "v[1,0] to output 0   +2.1342",
            )


@pytest.mark.parametrize(
    ("subject", "weight"),
    [("w[1,2]", "w[1,2]"), ("hidden_delta[0,2]", "w[0,2]"), ("output_error[0,0]", "v[0,0]")],
)
async def test_c_compares_the_slopes_of_the_nearest_weight(subject: str, weight: str) -> None:
    with called(WORDS):
        cell = Cursor.parse(subject, Experiment().dimensions)
        async with opened(at=Position(254, 9), cell=cell) as trainer:
            await trainer.rests_at(254, 9)
            await trainer.press("c")
            layer, delta = ("first", "hidden") if weight[0] == "w" else ("hidden", "output")
            await trainer.shows(
                f"check {weight} · iteration 254",
                "half the sum of all (y - output)²",
                f"-({layer}.T @ {delta}_delta)",
            )


@pytest.mark.parametrize(
    ("subject", "target"),
    [("hidden_delta[0,2]", "w[0,2]"), ("hidden_error[0,2]", "v[2,0]"), ("first[2,1]", "X[2,1]")],
)
async def test_enter_changes_the_cell_that_it_was_computed_with(subject: str, target: str) -> None:
    with called(WORDS):
        cell = Cursor.parse(subject, Experiment().dimensions)
        async with opened(at=Position(254, 9), cell=cell) as trainer:
            await trainer.rests_at(254, 9)
            await trainer.press("enter")
            await trainer.shows(target, "enter keeps it, esc cancels")
