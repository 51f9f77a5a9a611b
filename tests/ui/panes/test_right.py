"""The share of right examples and the examples held back, as the panes show them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from helpers.panes import text_of, texts, timeline_at, view_at, view_of
from helpers.trainer import opened
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.gradient_check import check_gradient
from tinynet_tui.explain.what_if import verdict
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.decision_map.edges import foot
from tinynet_tui.ui.panes.decision_map.ground import NetworkGround
from tinynet_tui.ui.panes.decision_map.marks import Shown
from tinynet_tui.ui.panes.error_graph.pane import ErrorGraph
from tinynet_tui.ui.panes.error_graph.plot import Axes
from tinynet_tui.ui.panes.numbers.labels import Length, labels
from tinynet_tui.ui.panes.past_runs import PastRunsPane
from tinynet_tui.ui.panes.status import StatusLine
from tinynet_tui.ui.panes.what_if.entry import Entry
from tinynet_tui.worker.past_runs import as_run

MOONS = Experiment(parse("moons"), alpha=0.1)
HELD = replace(MOONS, test=0.2)
FIRST = int(HELD.split.test[0])


def status(view: View, width: int) -> str:
    return text_of(StatusLine().rows(view, width, 1)[0])


def test_the_first_line_has_the_share_of_more_than_eight_examples() -> None:
    assert "  error 0.0" in status(view_at(3000, 5, MOONS), 100)
    assert status(view_at(3000, 5, MOONS), 100).endswith("  right 100%")
    assert status(view_at(3000, 5, HELD), 100).endswith("  right 100% test 100%")
    assert "right" not in status(view_at(3000, 5), 200)
    assert "test 0.2" in status(view_at(3000, 5, HELD), 120)
    assert "right 100% test 100%" in status(view_at(3000, 5, HELD), 80)


@pytest.mark.parametrize("width", range(20, 130))
def test_the_error_never_gives_way_to_it(width: int) -> None:
    assert "error" in status(view_at(3000, 5, HELD), width)


def test_past_runs_say_the_share_instead_of_stuck() -> None:
    run = as_run(timeline_at(HELD, 300), 60_000, 1)
    assert run is not None and run.right is not None
    view = view_of(timeline_at(MOONS, 300).snapshot(), runs=(run,))
    rows = texts(PastRunsPane(id="runs").content(view, 100, 8))
    assert rows[2].rstrip().endswith(run.right.words)
    assert "% right, test " in rows[2]
    assert rows[1].rstrip().endswith("% right")


def test_labels_explanation_and_map_mark_test_examples() -> None:
    shown = [FIRST, FIRST + 1]
    assert labels("example", shown, HELD, Length.SHORT) == [f"T{FIRST}", f"e{FIRST + 1}"]
    assert labels("example", shown, HELD, Length.FULL) == [f"test {FIRST}", f"example {FIRST + 1}"]
    view = view_at(200, 9, HELD, cursor=Cursor(example=FIRST))
    lines = explain(view.snapshot, "l2_delta", view.cursor).lines
    assert lines[0].text.startswith(f"test example {FIRST} (")
    assert [line.value for line in lines if line.kind == "result"] == ["0"]
    assert lines[-1].text == "a test example does not train: its delta is set to 0"
    found = Shown.of(NetworkGround.of(view), None, None, 20, 60).marks.values()
    glyphs = {mark.glyph for mark in found if mark.example in HELD.split.test}
    assert glyphs and glyphs <= set("tTfF")
    assert not {mark.glyph for mark in found if mark.example not in HELD.split.test} & set("tTfF")


def test_errors_are_of_the_training_examples_in_words_too() -> None:
    for experiment, words in ((HELD, " of the training examples"), (MOONS, "")):
        view = view_at(200, 4, experiment)
        said = [line.text for line in explain(view.snapshot, "l2_error", view.cursor).lines]
        assert any(f"the mean of all |error|{words};" in text for text in said)
        assert any(f"all squared errors{words}, not" in text for text in said)


def three_classes(tmp_path: Path, **options: Any) -> Experiment:
    file = tmp_path / "own.csv"
    middles = [(0, 0), (0, 9), (9, 0)]
    points = [(n, *middles[n % 3]) for n in range(30)]
    rows = [f"{x + n % 4},{y + n % 5},{'abc'[n % 3]}\n" for n, x, y in points]
    file.write_text("x,y,kind\n" + "".join(rows))
    return Experiment(load(str(file), bias=True, scale=True), alpha=0.1, **options)


def test_an_example_is_wrong_on_the_map_where_the_first_line_says_so(tmp_path: Path) -> None:
    experiment = three_classes(tmp_path)
    for iteration in (3, 30, 100):
        view = view_at(iteration, 5, experiment)
        assert view.snapshot.right is not None
        value = view.snapshot.value("l2")
        assert value is not None
        best = value.array.argmax(axis=1)
        wrong = best != experiment.dataset.y.argmax(axis=1)
        for output in range(3):
            there = NetworkGround.of(view_of(view.snapshot, Cursor(output=output)))
            shown = Shown.of(there, None, None, 20, 60)
            for mark in shown.marks.values():
                assert mark.example is not None
                assert (mark.glyph in "◊◆") == wrong[mark.example]


def number_with_units(tmp_path: Path) -> Experiment:
    file = tmp_path / "own.csv"
    file.write_text("x,y,grams\n" + "".join(f"{n % 7},{n % 5},{100 + 7 * n}\n" for n in range(20)))
    return Experiment(load(str(file), bias=True, scale=True), alpha=0.1)


@pytest.mark.parametrize("test", [0.0, 0.2])
def test_a_number_with_units_is_not_wrong_on_the_map(tmp_path: Path, test: float) -> None:
    view = view_at(3, 5, replace(number_with_units(tmp_path), test=test))
    shown = Shown.of(NetworkGround.of(view), None, None, 20, 60)
    assert not {mark.glyph for mark in shown.marks.values()} & set("◊◆Ff")
    assert "wrong" not in foot(shown, 200, coloured=True)
    assert "● ○ target high, low" in foot(shown, 200, coloured=True)


def test_the_marks_are_explained_at_80_columns(tmp_path: Path) -> None:
    experiments = (HELD, three_classes(tmp_path, test=0.2))
    for view in [view_at(3, 5, experiment) for experiment in experiments]:
        shown = Shown.of(NetworkGround.of(view), None, None, 20, 76)
        assert "◆ ◊ wrong  T t test  F f wrong" in foot(shown, 78, coloured=True)


def test_what_if_says_right_where_the_first_line_does(tmp_path: Path) -> None:
    view = view_at(30, 5, three_classes(tmp_path))
    value = view.snapshot.value("l2")
    assert value is not None
    right = value.array.argmax(axis=1) == view.experiment.dataset.y.argmax(axis=1)
    for example in range(30):
        said = {verdict(view.snapshot, example, value.array[example], at) for at in range(3)}
        assert said == {"right" if right[example] else "wrong"}
    view = view_at(3000, 5, MOONS)
    value = view.snapshot.value("l2")
    assert value is not None
    assert verdict(view.snapshot, 0, value.array[0], 0) == "correct side"


def test_the_gradient_check_agrees_without_them() -> None:
    iteration = view_at(100, 9, HELD).snapshot.current
    for name in ("syn0", "syn1"):
        assert check_gradient(HELD, iteration, name, (1, 0)).relative < 1e-5


async def test_l_shows_the_share_and_test_examples_are_a_second_curve() -> None:
    async with opened(HELD, at=Position(3000, 4)) as trainer:
        graph = trainer.main.graph
        await trainer.until(lambda: graph.ready)
        await trainer.press(*"lll")
        assert graph.axes.name == "RIGHT"
        await trainer.until(lambda: drawn_test_curve(graph))
        view = graph.view
        assert view is not None
        assert graph.title(view, 60).startswith(" share of right examples")
        assert texts(graph.content(view, 40, 10))[0].lstrip().startswith("1┤")
        assert "++ test examples" in graph.foot(view, 60)
        await trainer.press("l")
        assert graph.axes.name == "LOG"
        await trainer.until(lambda: drawn_test_curve(graph))


def drawn_test_curve(graph: ErrorGraph) -> bool:
    rows = texts(graph.content(graph.view, 40, 10)) if graph.view else []
    return any("+" in row for row in rows)


async def test_l_leaves_the_share_out_with_a_few_examples() -> None:
    async with opened() as trainer:
        await trainer.press(*"lll")
        assert trainer.main.graph.axes is Axes.LOG


def test_what_if_takes_the_units_of_the_file() -> None:
    raw = np.array([[1000.0, 1.0], [2000.0, 1.0], [1250.0, 1.0]])
    scaled = Dataset.of("own", raw, np.array([25.0, 346.0, 100.0]), is_file=True).scaled()
    entry = Entry(raw[2], 1, 0, scaled.scaling)
    assert entry.texts == ["1250", "1"]
    assert np.array_equal(entry.array, scaled.X[2])
    entry.nudge(1, scaled)
    assert entry.inputs[0] > 1250 and entry.inputs[0] == round(entry.inputs[0])
    entry.fill("2000 1", scaled)
    assert np.array_equal(entry.array, scaled.X[1])
