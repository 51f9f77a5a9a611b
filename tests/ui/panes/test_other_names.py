"""A script whose variables have other names is shown, told and saved just the same."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout

import pytest

from helpers.lectures import lecture_of, opened_lecture
from helpers.other_names import (
    CURSOR,
    SAME,
    WORDS,
    Names,
    Picture,
    assert_alike,
    called,
    in_other_words,
)
from helpers.panes import panes_of, view_of
from helpers.trainer import opened
from helpers.worker import straight_to
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.export.reopen_command import line, reopen
from tinynet_tui.lecture import spotlights
from tinynet_tui.report.train import train
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.dialogs.run_until import offers
from tinynet_tui.ui.panes.decision_map.pane import DecisionMap
from tinynet_tui.ui.panes.network.diagram import station_of, stations
from tinynet_tui.ui.panes.network.pane import Network
from tinynet_tui.ui.panes.source import SourcePane


def numbers(view: View) -> Iterator[Row]:
    """Every pane of numbers, as wide as its numbers and narrower."""
    for pane in panes_of(view.experiment).values():
        for width in (pane.natural_width(view.experiment, 2, all_blocks=True), 40, 18):
            yield from pane.rows(view, width, 6)


def drawing(view: View) -> Iterator[Row]:
    for size in ((80, 24), (80, 14), (46, 8)):
        yield from Network(id="network").rows(view, *size)


def decision_map(view: View) -> Sequence[Row]:
    pane = DecisionMap(id="map")
    pane.has_shades = False
    return pane.rows(view, 80, 12)


def source(view: View) -> Sequence[Row]:
    return SourcePane(id="source").rows(view, 40, 6)


@pytest.mark.parametrize("hidden", [4, 0])
@pytest.mark.parametrize("picture", [numbers, drawing, decision_map, source])
def test_a_picture_differs_by_the_names_only(picture: Picture, hidden: int) -> None:
    assert_alike(picture, lambda _: Experiment(hidden=hidden))


def test_the_cursor_goes_from_column_to_column_of_the_drawing() -> None:
    with called(WORDS):
        view = view_of(straight_to(Position(3, 9), Experiment()))
        assert stations(view) == ["y", "first", "w", "hidden", "v", "output"]
        for name, stop in (
            ("hidden_error", "hidden"),
            ("output_delta", "output"),
            ("v", "v"),
            ("y", "y"),
        ):
            assert station_of(name, view) == stop


def lights(names: Names, hidden: int) -> dict[str, str]:
    with called(names):
        return spotlights.names(Experiment(hidden=hidden))


@pytest.mark.parametrize("hidden", [4, 0])
def test_a_scene_lights_the_same_panes(hidden: int) -> None:
    expected = {
        in_other_words(name, WORDS): in_other_words(meant, WORDS)
        for name, meant in lights(SAME, hidden).items()
    }
    assert lights(WORDS, hidden) == expected


def saved(names: Names, hidden: int) -> str:
    with called(names):
        return numpy_script(Experiment(hidden=hidden), 300)


@pytest.mark.parametrize("hidden", [4, 0])
def test_the_saved_script_has_its_names_and_prints_the_same(hidden: int) -> None:
    text = saved(WORDS, hidden)
    assert text == in_other_words(saved(SAME, hidden), WORDS)
    with redirect_stdout(io.StringIO()) as printed:
        exec(text, {})
    with redirect_stdout(io.StringIO()) as expected:
        train(Experiment(hidden=hidden), iterations=300, every=10_000, as_json=False)
    assert printed.getvalue() == expected.getvalue()
    with called(WORDS), redirect_stdout(io.StringIO()) as trained:
        train(Experiment(hidden=hidden), iterations=300, every=10_000, as_json=False)
    assert trained.getvalue() == expected.getvalue()


def test_the_command_reopens_it_at_the_same_cell() -> None:
    with called(WORDS):
        words = reopen(Experiment(), 60_000, Position(254, 6), "hidden_error", CURSOR)
    assert line(words) == (
        "tinynet-tui --at 254:hidden_error --cell 'first[2,1]' --cell 'hidden_error[2,3]'"
    )


def test_to_run_until_its_own_weights_change_signs_is_offered() -> None:
    with called(WORDS):
        listed = [offer.text for offer in offers(straight_to(Position(9, 4), Experiment()), CURSOR)]
    assert any(text.startswith("w[1,3]") for text in listed)
    assert any(text.startswith("v[3,0]") for text in listed)


async def test_what_is_typed_to_run_until_is_completed_by_its_weights() -> None:
    with called(WORDS):
        async with opened(at=Position(9, 4)) as trainer:
            await trainer.rests_at(9, 4)
            await trainer.press("u", "v", "[")
            await trainer.shows("v[0,0]")


async def test_all_views_of_a_run_at_80_by_24() -> None:
    with called(WORDS):
        async with opened(at=Position(254, 4), size=(80, 24)) as trainer:
            await trainer.rests_at(254, 4)
            await trainer.shows("input", "synapse 0", "layer 1", "synapse 1", "•layer 2 y")
            await trainer.shows("output_error = y - output", "+0.33 +0.79 -4.14 -2.25", "-4.95")
            await trainer.press("2")
            await trainer.shows("example 0", "layer 1", "synapse 1", "•layer 2", "►error -.1681")
            for _ in range(5):
                await trainer.press("left")
            await trainer.until(lambda: trainer.main.pinned == "y")
            await trainer.press("3")
            await trainer.shows("map", "example 0: 0.168, target 0")


async def test_what_if_names_its_layers_and_weights() -> None:
    with called(WORDS):
        async with opened(at=Position(254, 4), size=(160, 40)) as trainer:
            await trainer.rests_at(254, 4)
            await trainer.press("a")
            await trainer.shows(" first ", "first @ w", "hidden", "× v", " hidden @ v", " output ")


async def test_a_lecture_lights_and_writes_what_it_means() -> None:
    with called(WORDS):
        lecture = lecture_of(
            """
            Other names

            # One
            at: 254:hidden_error
            cell: hidden_error[2,0]
            light: synapse 1

            {hidden_error[2,0]:+.4f} of {hidden[2,0]}
            """
        )
        assert lecture.scenes[0].light == "v"
        async with opened_lecture(lecture) as lecturer:
            value = lecturer.frame.snapshot.value("hidden_error")
            assert value is not None
            await lecturer.until(lambda: f"{value.array[2, 0]:+.4f} of 0.55" in lecturer.said)
            assert lecturer.pane("synapse1").lit


async def test_w_tells_the_story_of_a_weight() -> None:
    with called(WORDS):
        cell = Cursor.parse("w[1,2]", Experiment().dimensions)
        async with opened(at=Position(254, 9), cell=cell) as trainer:
            await trainer.rests_at(254, 9)
            await trainer.press("w")
            await trainer.shows(
                "w[1,2] · iteration 254",
                "input 1 → hidden neuron 2",
                "this iteration's update: w += alpha * first.T @ hidden_delta",
                "e first[e,1] × hidden_delta[e,2]",
            )


async def test_c_compares_both_slopes_of_a_weight() -> None:
    with called(WORDS):
        cell = Cursor.parse("v[2,0]", Experiment().dimensions)
        async with opened(at=Position(254, 9), cell=cell) as trainer:
            await trainer.rests_at(254, 9)
            await trainer.press("c")
            await trainer.shows(
                "check v[2,0] · iteration 254",
                "half the sum of all (y - output)²",
                "-(hidden.T @ output_delta)[2,0]",
            )
