"""The panes of the script and of the explanation, each by itself: what it paints is read."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.explanations import TWO_LAYERS
from helpers.panes import (
    VIDEO,
    painted,
    reads_as,
    texts,
    view_at,
)
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.explanation import explain
from tinynet_tui.network.step import Step
from tinynet_tui.ui.drawing.highlight import highlighted
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.source import SourcePane


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
