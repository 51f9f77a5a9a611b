"""Each pane by itself: it is handed a view, and what it would paint is read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from helpers.panes import (
    VIDEO,
    painted,
    panes_of,
    reads_as,
    snapshot_at,
    styles_of,
    text_of,
    texts,
    timeline_at,
    view_at,
    view_of,
)
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.rounding import Sheet, Shown, attempts
from tinynet_tui.network.step import Step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.highlight import highlighted
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.panes.error_graph import pane as error_graph
from tinynet_tui.ui.panes.error_graph import plotext_figure
from tinynet_tui.ui.panes.error_graph.pane import ErrorGraph
from tinynet_tui.ui.panes.error_graph.plot import MARK, Axes
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.numbers.scale import Scale
from tinynet_tui.ui.panes.source import SourcePane
from tinynet_tui.ui.panes.status import KeyLine, StatusLine
from tinynet_tui.worker.speed import LADDER, by_name

TWO_LAYERS = Experiment(COPY_FIRST, hidden=0)
WIDTHS = range(40, 241)


# The script.


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS])
def test_the_step_pane_shows_the_source_and_where_it_is(experiment: Experiment) -> None:
    pane, steps = SourcePane(id="step"), experiment.script.steps
    assert pane.natural_height(experiment) == len(steps) + 2
    for step in steps:
        title, *lines, _ = painted(pane, view_at(3, step.number, experiment), 44, len(steps) + 2)
        assert f"step {step.number}/{len(steps)} " in title
        assert step.way in title
        for line, other in zip(lines, steps, strict=True):
            mark = "►" if other is step else " "
            assert line[1:-1].rstrip() == mark + other.source


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS])
def test_the_step_pane_gives_way_before_its_lines_are_cut(experiment: Experiment) -> None:
    pane = SourcePane(id="step")
    least = pane.preferred_width(experiment, 80).least
    lines = painted(pane, view_at(3, 1, experiment), least, 11)[1:-1]
    for line, step in zip(lines, experiment.script.steps, strict=False):
        assert line[2:-1].rstrip() == step.source


@pytest.mark.parametrize("height", range(1, 10))
def test_a_low_step_pane_follows_the_step(height: int) -> None:
    pane = SourcePane(id="step")
    for step in range(1, 10):
        lines = texts(pane.content(view_at(0, step), 40, height))
        assert len(lines) == height
        marked = [line for line in lines if line.startswith("►")]
        if height >= 3:
            assert marked == ["►" + VIDEO.script.steps[step - 1].source]


def test_what_is_done_in_this_iteration_is_brighter_than_what_comes() -> None:
    *done, current, _, _, _, _, _ = SourcePane(id="step").content(view_at(3, 4), 40, 9)
    coming = SourcePane(id="step").content(view_at(3, 4), 40, 9)[4:]
    for row in done:
        assert {style for text, style in row if re.search("l[012]|syn|X", text)} == {"text"}
        assert {style for text, style in row if text in ("sigmoid", "=", "@")} == {"muted"}
    assert {text for text, style in current if style == "strong"} == {"►", "l2_error", "y", "l2"}
    assert {style for text, style in current if text in "=-"} == {"text"}
    assert {style for row in coming for text, style in row if text.strip()} == {"muted"}


@pytest.mark.parametrize("step", range(1, 10))
def test_what_is_bold_in_the_current_line_is_assigned_or_read(step: int) -> None:
    view = view_at(3, step)
    (current,) = (
        row for row in SourcePane(id="step").content(view, 40, 9) if row[0][0].startswith("►")
    )
    assert {text for text, style in current[1:] if style == "strong"} == {
        view.step.name,
        *view.step.operands,
    }


@given(st.sampled_from([*VIDEO.script.steps, *TWO_LAYERS.script.steps]))
def test_the_source_in_styles_is_the_source(step: Step) -> None:
    for kind in ("done", "current", "to come"):
        assert "".join(text for text, _ in highlighted(step.source, kind)) == step.source


@pytest.mark.parametrize(
    ("step", "title"),
    [(1, "►"), (3, "►"), (4, "="), (5, "◄"), (7, "◄"), (8, "±"), (9, "±")],
)
def test_a_sign_says_which_way_the_data_flow(step: int, title: str) -> None:
    assert title in SourcePane(id="step").title(view_at(0, step), 40)


def test_a_narrow_step_pane_keeps_the_number() -> None:
    for width in range(9, 44):
        title = SourcePane(id="step").title(view_at(0, 6), width)
        assert len(title) <= width
        assert "6/9" in title


# The explanation.


@given(
    st.integers(0, 2),
    st.integers(1, 9),
    st.sampled_from(VIDEO.script.names),
    st.integers(20, 70),
    st.integers(3, 16),
)
@example(0, 1, "syn0", 36, 4)
@example(2, 9, "syn0", 36, 4)
def test_the_explanation_fits_its_pane_and_keeps_the_number(
    iteration: int, step: int, name: str, width: int, height: int
) -> None:
    view = view_at(iteration, step, subject=name, cursor=Cursor(1, 0, 2, 0))
    title, *lines, _ = painted(ExplanationPane(id="explanation"), view, width, height)
    row, column = view.cursor.cell(name, VIDEO.dimensions)
    assert f"{name}[{row},{column}]" in title
    value = view.snapshot.value(name)
    if value is not None:
        number = value.array[row, column]
        shown = [word for line in lines for word in line[1:-1].split()]
        assert any(reads_as(word, number) for word in shown)


@pytest.mark.parametrize("step", range(2, 10))
def test_the_numbers_of_an_explanation_stand_in_a_column(step: int) -> None:
    view = view_at(254, step)
    lines = explain(view.snapshot, view.subject, view.cursor).shortened(12)
    shown = texts(ExplanationPane(id="explanation").content(view, 90, 12))
    points = [
        text.rindex(" " + line.value) + 1 + len(line.value.partition(".")[0])
        for line, text in zip(lines, shown, strict=False)
        if line.value
    ]
    assert len(points) >= 3
    assert len(set(points)) == 1


def test_the_explanation_of_the_design() -> None:
    view = view_at(254, 6, cursor=Cursor(example=2))
    pane = ExplanationPane(id="explanation")
    assert pane.title(view, 40) == " l1_error[2,0] "
    assert [line.rstrip() for line in texts(pane.content(view, 40, 6))] == [
        " example 2 (1 0 1) · hidden neuron 0",
        " l1_error = l2_delta @ syn1.T",
        " l2_delta (4×1) @ syn1.T (1×4) → (4×4)",
        "   l2_delta[2,0]   +0.04948",
        " × syn1[0,0]       -0.92545",
        " = l1_error[2,0]   -0.04579",
    ]


def test_the_explanation_of_what_is_left_over_says_from_when() -> None:
    pane = ExplanationPane(id="explanation")
    assert pane.title(view_at(254, 6, subject="l1_delta"), 40) == " l1_delta[0,0] (253) "
    assert pane.title(view_at(254, 6, subject="l1_delta"), 20) == " l1_delta[0,0] (-1) "
    assert pane.title(view_at(254, 7, subject="l1_delta"), 40) == " l1_delta[0,0] "
    assert pane.title(view_at(0, 6, subject="l1_delta"), 40) == " l1_delta[0,0] "
    # What is explained of a weight before its update is the update before.
    assert pane.title(view_at(254, 6, subject="syn0"), 40) == " syn0[0,0] (253) "
    assert pane.title(view_at(254, 9, subject="syn0"), 40) == " syn0[0,0] "
    assert pane.title(view_at(0, 6, subject="syn0"), 40) == " syn0[0,0] "


SHORT = {
    "example 2 (1 0 1) · hidden neuron 3": ("example 2 (1 0 1) · hidden 3", "example 2 · hidden 3")
}


@pytest.mark.parametrize("width", range(20, 60))
@pytest.mark.parametrize(("step", "name"), [(1, "l1_error"), (6, "l1_error"), (7, "l1_delta")])
def test_words_of_an_explanation_are_not_cut_in_silence(step: int, name: str, width: int) -> None:
    view = view_at(0, step, subject=name, cursor=Cursor(example=2, hidden=3))
    lines = explain(view.snapshot, name, view.cursor).lines
    values = [line.value for line in lines if line.value]
    notes = [line.text for line in lines if line.kind == "note"]
    words = [line.text for line in lines if not line.value]
    for text in texts(ExplanationPane(id="explanation").content(view, width, 3 * len(lines))):
        assert len(text) <= width
        bare = re.sub(
            "[\u2800-\u28ff●].*|0 +[lx] +1$|[-+]?[0-9]+ +x +[-+]?[0-9]+$", "", text
        ).strip()
        if bare and not any(value in bare for value in values):
            whole = any(bare in (line, *SHORT.get(line, ())) for line in words)
            part = any(f" {bare} " in f" {note} " for note in notes)  # it is wrapped
            assert whole or part or bare[-1] == "…"


# The panes of numbers.


def numbers_in(line: str) -> list[float]:
    return [float(part.strip("▲▼")) for part in line.strip("│").split()]


def test_panes_show_the_numbers_of_the_position() -> None:
    view, panes = view_at(254, 6), panes_of(VIDEO)
    for id, name in [("synapse0", "syn0"), ("layer1", "l1"), ("synapse1", "syn1")]:
        value = view.snapshot.value(name)
        assert value is not None
        lines = painted(panes[id], view, 44, len(value.array) + 2)[1:-1]
        assert np.allclose([numbers_in(line) for line in lines], value.array, atol=0.00501)


def test_numbers_that_are_all_small_share_a_power_of_ten() -> None:
    view = view_at(59_999, 7)
    panes = panes_of(VIDEO)
    title, *lines, foot = painted(panes["back1"], view, 30, 6)
    assert "l1_delta" in title
    value = view.snapshot.value("l1_delta")
    assert value is not None
    exponent = math.floor(math.log10(np.abs(value.array).max()))
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert f"×10{superscript}" in title + foot
    shown = [numbers_in(line) for line in lines]
    assert np.allclose(shown, value.array / 10.0**exponent, atol=0.0051)


@pytest.mark.parametrize("width", [18, 30, 44, 60])
@pytest.mark.parametrize("step", [8, 9])
def test_arrows_say_which_way_a_weight_went(step: int, width: int) -> None:
    view, panes = view_at(1000, step), panes_of(VIDEO)
    current = view.snapshot.current
    updated = {"syn1": "synapse1", "syn0": "synapse0"} if step == 9 else {"syn1": "synapse1"}
    for name, id in updated.items():
        pane = panes[id]
        lines = painted(pane, view, width, 6)[1:-1]
        (placed,) = pane.placed
        went = np.sign(current.values[name] - current.start[name])
        for row in placed.rows:
            arrows = [char for char in lines[row] if char in "▲▼"]
            expected = ["▼·▲"[int(way) + 1] for way in went[row, placed.columns]]
            assert arrows == [arrow for arrow in expected if arrow != "·"]
    for step_before in range(1, step):
        lines = painted(panes["synapse0"], view_at(1000, step_before), width, 6)
        assert not set("▲▼") & set("".join(lines))


def test_a_weight_that_does_not_move_has_no_arrow() -> None:
    still = Experiment(Dataset.of("still", [[0, 1], [0, 1]], [0, 1]), hidden=0)
    view, panes = view_at(1, 5, still), panes_of(still)
    lines = painted(panes["synapse0"], view, 20, 4)[1:-1]
    assert not set("▲▼") & set(lines[0])
    assert set("▲▼") & set(lines[1])


def test_the_cursor_is_in_reverse_where_it_is_explained_and_underlined_elsewhere() -> None:
    view, panes = view_at(254, 6, cursor=Cursor(2, 1, 3, 0)), panes_of(VIDEO)
    for id, name, style in [
        ("back1", "l1_error", "reverse"),
        ("layer1", "l1", "underline"),
        ("synapse0", "syn0", "underline"),
        ("synapse1", "syn1", "underline"),
        ("input", "l0", "underline"),
        ("layer2", "y", "underline"),
    ]:
        row, column = view.cursor.cell(name, VIDEO.dimensions)
        runs = panes[id].content(view, 40, 4)
        marked = [
            (y, float(text))
            for y, line in enumerate(runs)
            for text, styles in line
            if styles.endswith("+" + style)
        ]
        value = view.snapshot.value(name)
        assert value is not None
        assert any(
            y == row and math.isclose(number, value.array[row, column], abs_tol=0.0051)
            for y, number in marked
        )
        assert {y for y, _ in marked} == {row}


@pytest.mark.parametrize("step", range(1, 10))
def test_marks_say_what_was_written_and_what_was_read(step: int) -> None:
    view, panes = view_at(5, step), panes_of(VIDEO)
    titles = {id: painted(pane, view, 60, 6)[0] for id, pane in panes.items()}
    captions = {
        "l0": "input",
        "syn0": "synapse 0",
        "l1": "layer 1",
        "syn1": "synapse 1",
        "l2": "layer 2",
        "l1_error": "l1_error",
        "l1_delta": "l1_delta",
        "l2_error": "error",
        "l2_delta": "delta",
    }
    places = {
        "l0": "input",
        "syn0": "synapse0",
        "l1": "layer1",
        "syn1": "synapse1",
        "l2": "layer2",
        "l1_error": "back1",
        "l1_delta": "back1",
        "l2_error": "back2",
        "l2_delta": "back2",
    }
    written, read = view.step.name, view.step.operands
    for name, caption in captions.items():
        title = titles[places[name]]
        # A wide pane of several has their names in full.
        marks = {title[at - 1] for text in (caption, name) if (at := title.find(text)) > 0}
        if name == written:
            assert "►" in marks
        elif name in read:
            assert "•" in marks
        else:
            assert not marks & {"►", "•"}


def test_weights_updated_are_written_and_not_merely_read() -> None:
    title = painted(panes_of(VIDEO)["synapse1"], view_at(5, 8), 30, 6)[0]
    assert "►synapse 1" in title


def test_nothing_assigned_is_a_dot() -> None:
    view, panes = view_at(0, 1), panes_of(VIDEO)
    for id in ("layer1", "back1", "back2"):
        lines = painted(panes[id], view, 40, 6)[1:-1]
        assert {char for line in lines for char in line} == set("│ ·")
    outputs = painted(panes["layer2"], view, 40, 6)[1:-1]
    assert [line.strip("│").split() for line in outputs] == [
        ["·", "0"],
        ["·", "1"],
        ["·", "1"],
        ["·", "0"],
    ]


@pytest.mark.parametrize("iteration", [1, 254, 59_999])
@pytest.mark.parametrize("step", range(1, 10))
def test_what_is_left_over_is_dim_and_says_from_when(iteration: int, step: int) -> None:
    view, panes = view_at(iteration, step), panes_of(VIDEO)
    for pane in panes.values():
        rows = pane.rows(view, 44, 6)
        edges = text_of(rows[0]) + text_of(rows[-1])
        for placed in pane.placed:
            value = view.snapshot.value(placed.block.name)
            assert value is not None
            styles = {
                style.split("+")[0]
                for row in rows[1:-1]
                for text, style in row
                if any(char.isdigit() for char in text)
            }
            assert ("muted" in styles) == any(
                (other := view.snapshot.value(p.block.name)) is not None and other.stale
                for p in pane.placed
            )
            if value.stale:
                assert f"({iteration - 1})" in edges
        if "muted" not in {s.split("+")[0] for row in rows[1:-1] for _, s in row}:
            assert f"({iteration - 1})" not in edges


EASY = Experiment(Dataset.of("easy", [[0, 1], [1, 1]], [0.25, 0.75]), hidden=3, alpha=20)
HUGE = Experiment(alpha=1e300)
SEVERAL = Experiment(Dataset.of("several", np.eye(4), np.eye(4)[:, :3] * 1e200), hidden=5)


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, EASY, HUGE, SEVERAL])
@pytest.mark.parametrize("step", range(1, 10))
def test_however_narrow_no_power_and_no_age_is_left_out(experiment: Experiment, step: int) -> None:
    step = min(step, len(experiment.script.steps))
    for iteration in (3, 3_000):
        with np.errstate(all="ignore"):
            view = view_at(iteration, step, experiment)
        for pane in panes_of(experiment).values():
            for width in range(pane.preferred_width(experiment, 40).least, 60):
                title, *_, foot = painted(pane, view, width, 6)
                edges = title + foot
                ages = [placed.age for placed in pane.placed if placed.age]
                told = edges.count("(-1)") + edges.count(f"({iteration - 1})")
                assert told == len(ages) or (all(p.age for p in pane.placed) and told == 1)
                for scale in (placed.scale for placed in pane.placed if placed.scale.power):
                    assert scale.power in edges or scale.brief_power in edges


@pytest.mark.parametrize(
    ("frame", "number"),
    [
        ({}, "+2.827"),
        ({"playing": True, "speed": by_name("10")}, "+2.827"),
        ({"playing": True, "speed": by_name("30")}, "+2.83 "),
        ({"playing": True, "speed": by_name("max")}, "+2.8  "),
    ],
)
def test_the_faster_it_goes_the_fewer_digits_rush_by(frame: dict[str, Any], number: str) -> None:
    view = view_at(3_000, 7, **frame)
    title, row, *_ = painted(panes_of(VIDEO)["back1"], view, 30, 6)
    assert "l1_delta ×10⁻⁴" in title
    assert row[1:].startswith(number)
    _, weights, *_ = painted(panes_of(VIDEO)["synapse0"], view, 30, 6)
    assert weights[1:].startswith("+3.57  +3.44")


def test_numbers_that_are_not_finite_are_named_and_lit() -> None:
    wild = Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200)
    view, panes = view_at(3, 4, wild), panes_of(wild)
    rows = panes["synapse0"].rows(view, 20, 4)
    shown = texts(rows)
    value = view.snapshot.value("syn0")
    assert value is not None
    assert not np.isfinite(value.array).all()
    for line, row, number in zip(shown[1:-1], rows[1:-1], value.array[:, 0], strict=True):
        if not np.isfinite(number):
            assert ("nan" if math.isnan(number) else "inf") in line
            assert any(style.startswith("alert") for _, style in row)


LARGE = Experiment(
    Dataset.of("large", np.arange(60_000.0).reshape(10_000, 6), [0.0, 1.0] * 5_000), hidden=64
)


@pytest.mark.parametrize("height", [3, 10, 40])
def test_only_what_can_be_seen_is_worked_on(height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = Scale.fitting

    def fitting(values: Any, width: int, style: Any) -> Any:
        sizes.append(values.size)
        return real(values, width, style)

    monkeypatch.setattr(Scale, "fitting", fitting)
    view = view_at(0, 6, LARGE)
    for pane in panes_of(LARGE).values():
        sizes.clear()
        rows = pane.content(view, 40, height)
        assert len(rows) <= height
        if pane.id != "input":  # whole numbers need no scale
            assert sizes
        assert all(size <= height * 40 for size in sizes)


@pytest.mark.parametrize("height", [1, 4, 10, 40])
def test_of_a_sum_over_all_rows_only_what_can_be_seen_is_written(
    height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: Counter[int] = Counter()
    real = Sheet.operand

    def operand(sheet: Sheet, value: float, sign: str = "+") -> Shown:
        written[id(sheet)] += 1
        return real(sheet, value, sign)

    view = view_at(0, 8, LARGE)
    sheets = list(attempts())
    monkeypatch.setattr("tinynet_tui.explain.rounding.attempts", lambda: sheets)
    monkeypatch.setattr(Sheet, "operand", operand)
    lines = texts(ExplanationPane(id="explanation").content(view, 60, height))
    assert len(lines) == height
    assert 0 < max(written.values()) <= 3 * (height + 5)


def test_the_foot_says_which_part_is_seen() -> None:
    panes = panes_of(LARGE)
    view = replace(view_at(0, 2, LARGE), origin=Cursor(example=5000, hidden=10))
    *_, foot = painted(panes["layer1"], view, 40, 12)
    assert "↕5000–5009 of 10000" in foot
    assert f"↔10–{panes['layer1'].placed[0].columns.stop - 1} of 64" in foot


# The graph.


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
        assert sum(line.count(MARK) for line in lines) == 1


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


# The first line.


def status_of(view: View, width: int) -> str:
    (row,) = StatusLine(id="status").rows(view, width, 1)
    return text_of(row)


def error_in(line: str) -> str:
    return line.partition("  error ")[2].split()[0]


STATUS_LINES: dict[str, tuple[int, int, Experiment]] = {
    "start": (0, 1, VIDEO),
    "early": (254, 6, VIDEO),
    "left over": (254, 1, VIDEO),
    "two layers": (254, 3, TWO_LAYERS),
    "done": (59_999, 9, VIDEO),
    "another": (9_999, 4, replace(VIDEO, seed=2**32 - 1, alpha=0.001)),
}


@pytest.mark.parametrize("name", STATUS_LINES)
def test_the_status_line_fits_and_never_cuts_the_error(name: str) -> None:
    view = view_at(*STATUS_LINES[name])
    error = view.snapshot.error
    for width in WIDTHS:
        line = status_of(view, width)
        assert len(line) <= width
        assert f"iteration {view.snapshot.position.iteration:,} " in line
        if error is None:
            assert error_in(line) == "·"
        elif width < 100:
            assert error_in(line) == f"{error[0]:.6f}"
        elif width >= 120:
            assert math.isclose(float(error_in(line)), error[0], rel_tol=1e-11)
        if width >= 64:
            assert f"seed {view.experiment.seed} " in line


def test_the_status_line_of_the_design() -> None:
    line = status_of(view_at(254, 6), 80)
    assert line.strip() == (
        "tinynet  xor 3-4-1  seed 1  alpha 1    iteration 254 of 60,000  error 0.306699"
    )


def test_the_changes_and_alpha_are_what_the_status_line_drops_last() -> None:
    edit = Edit.parse("syn0[0,1]=0.5@3", VIDEO.dimensions)
    view = view_at(254, 4, replace(VIDEO, edits=(edit,)))
    for width in range(40, 140):
        line = status_of(view, width)
        shown = [word in line for word in ("1 edit ", "alpha 1 ", "seed 1 ", "3-4-1", "xor")]
        assert shown == sorted(shown, reverse=True)
    assert "seed 1  alpha 1  1 edit " in status_of(view, 60)


def test_a_wide_status_line_shows_what_the_script_prints() -> None:
    line = status_of(view_at(10_000, 4), 120)
    assert "error 0.00858452565325" in line
    assert "iteration 10,000 of 60,000  17%" in line


def test_an_error_left_over_says_of_which_iteration() -> None:
    (row,) = StatusLine(id="status").rows(view_at(254, 1), 80, 1)
    assert text_of(row).endswith("(253)")
    assert styles_of(row, "(253)") == {"muted"}


def test_a_very_small_error_is_written_as_a_power_of_ten() -> None:
    easy = Experiment(Dataset.of("easy", [[1.0]], [0.9]), hidden=0)
    view = view_at(900, 3, easy)
    error = view.snapshot.error
    assert error is not None
    assert error[0] < 1e-3
    assert f"error {error[0]:.2e}" in status_of(view, 80)


DIVERGED = Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200)


def test_a_run_that_has_diverged_says_since_when() -> None:
    view = view_at(20, 3, DIVERGED)
    assert view.snapshot.diverged is not None
    for width in WIDTHS:
        line = status_of(view, width)
        assert len(line) <= width
        assert f"diverged at {view.snapshot.diverged}" in line


@dataclass(frozen=True)
class Far(Snapshot):
    """A moment at an iteration that no test has the time to reach."""

    told: tuple[float, int] = (0.0, 0)

    @property
    def error(self) -> tuple[float, int]:
        return self.told


NUMBERS = st.integers(1, MAX_ITERATIONS - 1) | st.integers(1, 10_000)


@given(
    NUMBERS,
    st.booleans(),
    st.none() | NUMBERS,
    st.sampled_from([1e-7, 0.5, 1e7, 1e300, math.inf, math.nan]),
    st.integers(40, 120),
)
@example(20, True, 19, 0.5, 40)
@example(59_999, True, None, 0.003, 40)
@example(MAX_ITERATIONS - 1, True, MAX_ITERATIONS - 1, 0.5, 40)
@example(MAX_ITERATIONS - 1, True, None, 1e300, 40)
def test_the_status_line_cuts_nothing_off_whatever_the_numbers(
    iteration: int, stale: bool, diverged: int | None, error: float, width: int
) -> None:
    here = replace(snapshot_at(VIDEO, Position(3, 4)), position=Position(iteration, 4))
    fields = {**vars(here), "diverged": diverged}
    line = status_of(view_of(Far(**fields, told=(error, iteration - stale))), width)
    assert len(line) < width, "and a blank at the end"
    plain = line.replace(",", "")
    assert str(iteration) in plain.split()
    if diverged is not None:
        assert plain.endswith(f"  diverged at {diverged}")
    if diverged is None or "error" in plain:
        assert np.isclose(float(error_in(line)), error, rtol=0.005, equal_nan=True)
        assert (f"({iteration - 1})" in plain or "(-1)" in plain) == stale


def test_a_run_that_has_not_diverged_says_nothing_of_it() -> None:
    for place in STATUS_LINES.values():
        assert "diverged" not in status_of(view_at(*place), 200)


# The last line.


def key_line() -> KeyLine:
    return KeyLine(last_line(), id="keys")


@pytest.mark.parametrize("on_map", [False, True])
def test_the_last_line_shows_whole_keys_only(on_map: bool) -> None:
    line, view = key_line(), view_at(3, 4)
    line.on_map = on_map
    counts = []
    for width in WIDTHS:
        text = text_of(line.rows(view, width, 1)[0])
        assert len(text.rstrip()) <= width
        rest = text.removeprefix(" paused  auto  ")
        shown = [f"{key.key} {key.does}" for key in line.keys if f" {key.key} {key.does} " in rest]
        assert rest.split() == " ".join(shown).split()
        counts.append(len(shown))
    assert counts == sorted(counts)
    of_the_map = {"map_hidden"}
    assert counts[-1] == sum(on_map or key.action not in of_the_map for key in line.keys)


@pytest.mark.parametrize(
    ("frame", "state"),
    [
        ({}, " paused "),
        ({"playing": True}, " playing "),
        ({"finished": True}, " finished "),
        ({"job": "going to 9:l1_error"}, " going to 9:l1_error "),
        ({"job": "running until the error rises"}, " running until the error rises "),
    ],
)
def test_the_last_line_says_what_the_run_is_doing(frame: dict[str, Any], state: str) -> None:
    for speed in LADDER:
        (row,) = key_line().rows(view_at(3, 4, speed=speed, **frame), 80, 1)
        assert text_of(row).startswith(state)
        if "job" not in frame:
            assert f"  {speed.words}  " in text_of(row)


def test_the_key_that_pauses_is_in_the_last_line_at_every_speed() -> None:
    for speed in LADDER:
        text = text_of(key_line().rows(view_at(3, 4, speed=speed, playing=True), 80, 1)[0])
        assert " space pause " in text


@pytest.mark.parametrize("shows_position", [False, True])
@pytest.mark.parametrize("playing", [False, True])
def test_help_and_then_quit_are_the_last_keys_to_give_way(
    playing: bool, shows_position: bool
) -> None:
    line = key_line()
    line.shows_position = shows_position
    for speed in LADDER:
        for width in range(40, 140):
            view = view_at(59_999, 5, speed=speed, playing=playing)
            text = text_of(line.rows(view, width, 1)[0])
            assert len(text.rstrip()) <= width
            assert " ? help " in f"{text} "
            if " q quit " not in f"{text} ":
                assert not any(
                    f" {key.key} {key.does} " in text for key in line.keys if key.action != "help"
                )


def test_what_is_said_is_cut_where_it_is_too_long() -> None:
    line = key_line()
    line.note = "this is more than there is room for"
    assert text_of(line.rows(view_at(3, 4), 20, 1)[0]).rstrip() == " this is more than …"


def test_while_it_plays_the_key_says_pause() -> None:
    (row,) = key_line().rows(view_at(3, 4, playing=True), 120, 1)
    assert " space pause " in text_of(row)
    (row,) = key_line().rows(view_at(3, 4), 120, 1)
    assert " space play " in text_of(row)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 160, 200])
def test_wide_characters_push_nothing_off_the_first_line(width: int) -> None:
    data = Dataset.of("学習データの名前.csv", [[0, 1], [1, 1]], [0, 1])
    (row,) = StatusLine().rows(view_at(254, 9, Experiment(data)), width, 1)
    text = text_of(row)
    assert cell_len(text) <= width
    assert re.search(r"error \d\.\d+", text) or width < 40
