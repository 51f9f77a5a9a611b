"""The first and the last line: each is handed a view, and what it paints is read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from helpers.explanations import TWO_LAYERS
from helpers.panes import (
    VIDEO,
    snapshot_at,
    styles_of,
    text_of,
    view_at,
    view_of,
)
from tinynet_tui.blame.hop import Hop
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.panes.status import KeyLine, StatusLine
from tinynet_tui.worker.speed import LADDER

WIDTHS = range(40, 241)


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


def test_at_the_end_of_a_loop_no_key_goes_on() -> None:
    line, view = key_line(), view_at(3, 4)
    assert "n b step  N B iteration  space play" in text_of(line.rows(view, 120, 1)[0])
    line.at_end = True
    text = text_of(line.rows(view, 120, 1)[0])
    assert " b step back  B iteration back  g go" in text and "space" not in text
    assert line._targets[0][1] == "step('step', True)"


@pytest.mark.parametrize("hops", [0, 2])
def test_beside_a_sentence_about_a_hop_help_stays(hops: int) -> None:
    for length in range(10, 130):
        line, words = key_line(), "x" * length
        line.note = words
        text = text_of(line.rows(view_at(3, 4, hop=Hop(words), hops=hops), 80, 1)[0])
        assert len(text.rstrip()) <= 80
        assert (" ? help " in f"{text} ") == (length <= 69), length
        assert "?" not in text or " ? help " in f"{text} "
        assert (words in text) == (length <= 79)
        if hops:
            assert (" backspace goes back " in f"{text} ") == (length <= 49)


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
