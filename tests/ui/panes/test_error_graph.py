"""The error graph: it is handed a view, and what it paints is read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from helpers.panes import (
    VIDEO,
    painted,
    snapshot_at,
    timeline_at,
    view_at,
    view_of,
)
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.error_graph import pane as error_graph
from tinynet_tui.ui.panes.error_graph import plotext_figure
from tinynet_tui.ui.panes.error_graph.pane import ErrorGraph
from tinynet_tui.ui.panes.error_graph.plot import MARK, Axes


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> ErrorGraph:
    plotext_figure.load()
    pane = ErrorGraph(id="graph")
    monkeypatch.setattr(pane, "ready", True)
    return pane


@pytest.mark.parametrize("axes", [axes for axes in Axes if axes is not Axes.RIGHT])
@pytest.mark.parametrize("iteration", [0, 254, 59_999])
def test_the_graph_fills_its_pane_and_marks_the_position(
    graph: ErrorGraph, axes: Axes, iteration: int
) -> None:
    graph.set_reactive(ErrorGraph.axes, axes)
    for width, height in [(24, 5), (36, 10), (90, 24)]:
        lines = painted(graph, view_at(iteration, 4), width, height)
        assert axes.value in lines[0]
        assert sum(line.count(MARK) for line in lines[:-1]) == 1
        assert f" {MARK} now " in lines[-1]


def test_before_there_is_an_error_the_graph_has_no_mark(graph: ErrorGraph) -> None:
    assert MARK not in "".join(painted(graph, view_at(0, 3), 36, 10))


def test_the_mark_stands_at_an_error_left_over(graph: ErrorGraph) -> None:
    timeline_at.cache_clear()  # a run that has been further knows more events
    here, before = view_at(254, 1), view_at(253, 4)
    assert painted(graph, here, 36, 10) == painted(graph, before, 36, 10)


def test_until_plotext_is_there_the_graph_is_empty() -> None:
    lines = painted(ErrorGraph(id="graph"), view_at(254, 4), 36, 10)
    assert {line.strip("│").strip() for line in lines[1:-1]} == {""}


WILD = [
    Experiment(alpha=1e308),
    Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200),
    Experiment(Dataset.of("not far", [[1.0], [2.0]], [1e300, -1e300]), hidden=2),
]


@pytest.mark.parametrize("experiment", WILD)
@pytest.mark.parametrize("iteration", [0, 1, 2, 3, 10])
def test_what_is_not_finite_never_reaches_plotext(
    graph: ErrorGraph, experiment: Experiment, iteration: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers: list[float] = []
    figure = plotext_figure._figure

    class Watched:
        def __getattr__(self, name: str) -> Any:
            return getattr(figure, name)

        def signal(self, xs: Sequence[float], ys: Sequence[float], **options: Any) -> Any:
            numbers.extend([*xs, *ys])
            return figure.signal(xs, ys, **options)

    monkeypatch.setattr(plotext_figure, "_figure", Watched())
    compare = experiment.script.step(experiment.script.error).number
    with np.errstate(all="ignore"):
        view = view_at(iteration, compare, experiment)
        for axes in Axes:
            graph.set_reactive(ErrorGraph.axes, axes)
            lines = painted(graph, view, 60, 12)
            assert view.snapshot.error is not None
            assert (MARK in "".join(lines)) == math.isfinite(view.snapshot.error[0])
    assert all(0 <= number <= 1 for number in numbers)


def test_a_graph_of_a_run_that_plays_is_drawn_twice_a_second(
    graph: ErrorGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    drawn: list[View] = []
    monkeypatch.setattr(error_graph, "time", SimpleNamespace(monotonic=lambda: now))

    def draw(pane: Pane, view: View) -> None:
        drawn.append(view)
        pane._rows_size = pane.size

    monkeypatch.setattr(Pane, "show", draw)
    snapshot = snapshot_at(VIDEO, Position(3, 4))

    def show(**frame: Any) -> bool:
        drawn.clear()
        graph.show(view_of(snapshot, **frame))
        return bool(drawn)

    assert show(playing=True)
    now += 0.4
    assert not show(playing=True)
    now += 0.2
    assert show(playing=True)
    assert not show(going=Position(9, 1), job="going to 9:l0")
    assert show(), "what a pause rests at is drawn at once"
    assert show(), "and so is every step"
    assert show(playing=True, run=1), "and a new run"
