"""What the error plot promises: exact sizes, the right places, and nothing that stops it."""

import itertools
import os
import re
import subprocess
import sys
import textwrap
from collections import defaultdict
from functools import partial
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tinynet_tui
from helpers.waiting import DEADLINE, seconds_here
from tinynet_tui.ui.panes.error_graph.plot import (
    FRAME,
    MARK,
    Axes,
    column_edges,
    kind,
    plot,
    sub_columns,
)

Curve = list[tuple[int, float, float]]
POWERS = defaultdict(lambda: 1.0, k=1e3, M=1e6, G=1e9, T=1e12)
SIZES = [(36, 8), (78, 10), (120, 20), (198, 30)]
# Bits of a braille cell by column and by row from the top.
BRAILLE = {
    (0, 0): 1,
    (0, 1): 2,
    (0, 2): 4,
    (0, 3): 64,
    (1, 0): 8,
    (1, 1): 16,
    (1, 2): 32,
    (1, 3): 128,
}


def falling(iteration: int) -> float:
    """An error like that of a network that learns: 0.5 at first, 0.0025 at 60,000."""
    return 0.5 / (1 + iteration / 300)


def learned(axes: Axes, width: int, iterations: int = 60_000) -> Curve:
    """A whole run, in as many columns as a plot of this width has."""
    edges = column_edges(axes, iterations, sub_columns(width))
    return [(i, falling(j), falling(i)) for i, j in itertools.pairwise(edges)]


def canvas(lines: list[str]) -> list[str]:
    """The plot without its numbers and frame."""
    return [re.split(f"[{FRAME}]", line)[1] for line in lines[:-1]]


def dots(lines: list[str]) -> set[tuple[int, int]]:
    """Every dot of the curve, (column, row), counted from the lower left."""
    rows = canvas(lines)
    return {
        (2 * column + x, 4 * (len(rows) - row) - 1 - y)
        for row, line in enumerate(rows)
        for column, char in enumerate(line)
        if kind(char) == "curve"
        for (x, y), bit in BRAILLE.items()
        if (ord(char) - 0x2800) & bit
    }


def numbers(lines: list[str]) -> dict[int, str]:
    """The numbers of the y axis by row."""
    labels = {row: re.split(f"[{FRAME}]", line)[0].strip() for row, line in enumerate(lines[:-1])}
    return {row: label for row, label in labels.items() if label}


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in an interpreter of its own."""
    paths = [Path(tinynet_tui.__file__).parents[1], os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))} | environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )


def test_the_axes_are_cycled_through_and_back() -> None:
    assert Axes.LOG.next() is Axes.LOG_LOG
    assert Axes.LOG_LOG.next() is Axes.LINEAR
    assert Axes.LINEAR.next() is Axes.RIGHT
    assert Axes.RIGHT.next() is Axes.LOG


@given(st.sampled_from(Axes), st.integers(1, 10**12), st.integers(1, 600) | st.integers(-3, 3))
def test_column_edges_rise_from_the_first_iteration_to_the_last(
    axes: Axes, iterations: int, columns: int
) -> None:
    edges = column_edges(axes, iterations, columns)
    assert (edges[0], edges[-1]) == (0, iterations)
    assert all(a < b for a, b in itertools.pairwise(edges))
    assert len(edges) <= max(columns, 1) + 1


def test_column_edges_are_even_on_a_linear_axis_and_powers_on_a_log_axis() -> None:
    assert column_edges(Axes.LINEAR, 60_000, 4) == [0, 15_000, 30_000, 45_000, 60_000]
    # Drawn over iteration + 1: 1, 10, 100, 1000.
    assert column_edges(Axes.LOG, 999, 3) == [0, 9, 99, 999]
    assert column_edges(Axes.LOG_LOG, 999, 3) == [0, 9, 99, 999]
    assert column_edges(Axes.LOG, 3, 600) == [0, 1, 2, 3]


# With 2,047 and 624 some edges are whole numbers that floating point misses by a trifle.
@pytest.mark.parametrize(
    ("width", "iterations"), [(36, 57), (36, 60_000), (16, 2_047), (17, 2_047), (17, 624)]
)
@pytest.mark.parametrize("axes", Axes)
def test_what_lies_between_two_edges_is_drawn_in_one_column_of_dots(
    axes: Axes, width: int, iterations: int
) -> None:
    def column(iteration: int) -> int:
        curve = [(iteration, 0.2, 0.2)]
        lines = plot(curve, width=width, height=4, iterations=iterations, axes=axes)
        ((x, _),) = dots(lines)
        return x

    edges = column_edges(axes, iterations, sub_columns(width))
    columns = [(column(a), column(b - 1)) for a, b in itertools.pairwise(edges)]
    assert all(first == last for first, last in columns)
    assert all(a < b for (a, _), (b, _) in itertools.pairwise(columns))
    assert column(iterations) == sub_columns(width) - 1


@pytest.mark.parametrize(("width", "height"), [(16, 3), *SIZES, (300, 100)])
def test_every_dot_is_drawn_where_it_belongs(width: int, height: int) -> None:
    high, wide = 4 * (height - 1), sub_columns(width)
    for step in range(0, max(wide, high), 1 + max(wide, high) // 60):
        x, y = min(step, wide - 1), min(step, high - 1)
        error = 0.5 * y / (high - 1)
        first = (0, 0.5, 0.5)
        lines = plot(
            [first, (1, nan, nan), (x + 1, error, error)],
            width=width,
            height=height,
            iterations=wide,
            axes=Axes.LINEAR,
        )
        assert dots(lines) == {(0, high - 1), (min(x + 1, wide - 1), y)}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("axes", [Axes.LOG, Axes.LOG_LOG, Axes.LINEAR])
def test_an_error_that_falls_is_drawn_falling_from_upper_left_to_lower_right(
    axes: Axes, width: int, height: int
) -> None:
    lines = plot(learned(axes, width), width=width, height=height, iterations=60_000, axes=axes)
    columns: dict[int, list[int]] = {}
    for x, y in dots(lines):
        columns.setdefault(x, []).append(y)
    assert sorted(columns) == list(range(sub_columns(width)))
    assert max(columns[0]) == 4 * (height - 1) - 1
    assert all(max(columns[x]) >= max(columns[x + 1]) for x in range(len(columns) - 1))
    assert min(columns[len(columns) - 1]) < height


def test_the_range_of_a_column_is_drawn_as_a_vertical_stretch() -> None:
    curve = [(30_000, 0.1, 0.4)]
    lines = plot(curve, width=36, height=8, iterations=60_000, axes=Axes.LINEAR)
    drawn = dots(lines)
    assert {x for x, _ in drawn} == {sub_columns(36) // 2}
    # 0.1 to 0.4, the axis ends at 0.4: the upper three quarters of 28 dots.
    assert {y for _, y in drawn} == set(range(7, 28))


@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_what_is_not_finite_leaves_a_gap(bad: float) -> None:
    def columns(middle: float) -> set[int]:
        curve = [(0, 0.5, 0.5), (30_000, middle, 0.3), (60_000, 0.1, 0.1)]
        lines = plot(curve, width=36, height=8, iterations=60_000, axes=Axes.LINEAR)
        return {x for x, _ in dots(lines)}

    assert columns(0.3) == set(range(sub_columns(36)))
    assert columns(bad) == {0, sub_columns(36) - 1}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("axes", Axes)
def test_the_mark_stands_on_the_curve_at_its_iteration(axes: Axes, width: int, height: int) -> None:
    curve = learned(axes, width)
    for iteration in (0, 9, 254, 9_999, 60_000):
        mark = (iteration, falling(iteration))
        draw = partial(plot, width=width, height=height, iterations=60_000, axes=axes)
        plain, marked = canvas(draw(curve)), canvas(draw(curve, mark=mark))
        changed = [
            (row, column)
            for row, (before, after) in enumerate(zip(plain, marked, strict=True))
            for column, (a, b) in enumerate(zip(before, after, strict=True))
            if a != b
        ]
        ((row, column),) = changed
        assert marked[row][column] == MARK
        assert kind(plain[row][column]) == "curve"


def test_the_mark_is_at_the_right_column_and_row() -> None:
    draw = partial(plot, width=36, height=8, iterations=9_999, axes=Axes.LOG, mark=(99, 0.25))
    lines = draw([(0, 0.5, 0.5)])
    # Iteration 99 stands at 100, half of the way from 1 to 10,000, and 0.25 half of the way up.
    assert canvas(lines)[3][15] == MARK
    assert numbers(lines)[3] == "0.25"
    assert lines[3].index(MARK) == lines[-1].index("100") + 1
    # With no curve the axis is made for the mark.
    assert numbers(draw([]))[0] == "0.25"
    assert canvas(draw([]))[0][15] == MARK


@pytest.mark.parametrize("mark", [(-1, 0.2), (60_001, 0.2), (5, nan), (5, inf), None])
def test_a_mark_outside_is_not_drawn(mark: tuple[int, float] | None) -> None:
    lines = plot([], width=36, height=8, iterations=60_000, axes=Axes.LOG, mark=mark)
    assert MARK not in "".join(lines)


@pytest.mark.parametrize(
    ("axes", "below", "beside"),
    [
        (Axes.LOG, "1 10 100 1k 10k 60k", {0: "0.5", 3: "0.25", 6: "0"}),
        (Axes.LOG_LOG, "1 10 100 1k 10k 60k", {0: "0.5", 1: "0.1", 4: "0.01", 6: "1e-3"}),
        (Axes.LINEAR, "0 20k 40k 60k", {0: "0.5", 3: "0.25", 6: "0"}),
    ],
)
def test_the_numbers_of_the_default_run(axes: Axes, below: str, beside: dict[int, str]) -> None:
    lines = plot(learned(axes, 36), width=36, height=8, iterations=60_000, axes=axes)
    assert lines[-1].split() == below.split()
    assert numbers(lines) == beside
    # Right aligned, each with a tick of the frame.
    assert all(lines[row].startswith(f"{label:>4}┤") for row, label in beside.items())


@given(st.sampled_from(Axes), st.integers(16, 300), st.integers(1, 10**12))
def test_the_numbers_below_never_touch_at_any_width(
    axes: Axes, width: int, iterations: int
) -> None:
    line = plot([], width=width, height=3, iterations=iterations, axes=axes)[-1]
    labels = line.split()
    assert labels[0] == ("0" if axes is Axes.LINEAR else "1")
    assert all(re.fullmatch(r"(\d{1,3}|\d\.\d{1,2}|\d\d\.\d)[kMGT]?", label) for label in labels)
    values = [float(label.rstrip("kMGT")) * POWERS[label[-1]] for label in labels]
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("error", "top"),
    [(0.496, "0.5"), (0.5, "0.5"), (0.53, "0.6"), (1, "1"), (0.0312, "0.04"), (123456, "1.5e5")],
)
def test_the_y_axis_ends_at_a_round_number(error: float, top: str) -> None:
    lines = plot([(0, error, error)], width=36, height=8, iterations=10, axes=Axes.LOG)
    assert numbers(lines)[0] == top


@pytest.mark.parametrize("axes", [Axes.LOG, Axes.LINEAR])
def test_the_y_axis_stays_while_the_error_falls(axes: Axes) -> None:
    curve = learned(axes, 36)
    shown = [
        numbers(plot(curve[:n], width=36, height=8, iterations=60_000, axes=axes))
        for n in range(len(curve) + 1)
    ]
    assert all(labels == shown[0] for labels in shown)


def test_zero_lies_at_the_bottom_of_a_log_axis() -> None:
    curve = [(0, 0.5, 0.5), (9, 0.0, 0.0)]
    lines = plot(curve, width=36, height=8, iterations=10, axes=Axes.LOG_LOG)
    assert min(y for _, y in dots(lines)) == 0
    assert numbers(lines) == {0: "0.5", 2: "0.1", 6: "0.01"}


def test_order_and_duplicates_do_not_matter() -> None:
    curve = learned(Axes.LOG, 36)
    draw = partial(plot, width=36, height=8, iterations=60_000, axes=Axes.LOG)
    assert draw([*reversed(curve), *curve]) == draw(curve)


def test_a_plot_leaves_nothing_behind_for_the_next() -> None:
    def one(axes: Axes) -> list[str]:
        return plot(learned(axes, 36), width=36, height=8, iterations=60_000, axes=axes)

    before = one(Axes.LOG)
    blank = plot([], width=78, height=10, iterations=5, axes=Axes.LOG)
    assert not dots(blank)
    one(Axes.LINEAR)
    assert one(Axes.LOG) == before
    assert plot([], width=78, height=10, iterations=5, axes=Axes.LOG) == blank


def test_a_size_too_small_gives_blank_lines() -> None:
    curve = learned(Axes.LOG, 36)
    for width, height in itertools.product((0, 1, 15, 16, 36), (0, 1, 2, 3)):
        lines = plot(curve, width=width, height=height, iterations=60_000, axes=Axes.LOG)
        assert [len(line) for line in lines] == [width] * height
        assert any(line.strip() for line in lines) == (width >= 16 and height >= 3)


def test_a_character_is_curve_mark_frame_or_text() -> None:
    assert [kind(char) for char in "⠁⣿◆│┤0k. "] == [
        *["curve"] * 2,
        "mark",
        *["frame"] * 2,
        *["text"] * 4,
    ]


any_error = st.floats() | st.floats(0, 1) | st.sampled_from([nan, inf, -inf, 1e308, -1e308, 5e-324])
any_iteration = st.integers(-5, 10**12 + 5) | st.integers(0, 20)


@given(
    curve=st.lists(st.tuples(any_iteration, any_error, any_error), max_size=30),
    width=st.integers(0, 120),
    height=st.integers(0, 30),
    iterations=st.integers(1, 10**12) | st.integers(1, 20),
    axes=st.sampled_from(Axes),
    mark=st.none() | st.tuples(any_iteration, any_error),
)
def test_whatever_comes_the_size_is_exact_and_the_characters_known(
    curve: Curve,
    width: int,
    height: int,
    iterations: int,
    axes: Axes,
    mark: tuple[int, float] | None,
) -> None:
    lines = plot(curve, width=width, height=height, iterations=iterations, axes=axes, mark=mark)
    assert [len(line) for line in lines] == [width] * height
    for char in set("".join(lines)):
        assert kind(char) != "text" or char in " 0123456789.-ekMGT"


@pytest.mark.slow
def test_thousands_of_random_curves_do_not_bring_the_process_down() -> None:
    done = run("""
        import random
        from tinynet_tui.ui.panes.error_graph.plot import Axes, plot

        chance = random.Random(20240229)
        odd = [float("nan"), float("inf"), -float("inf"), 1e308, -1e308, 5e-324, 1e-310, 0.0, -1.0]

        def error():
            large = chance.uniform(-1, 1) * 10.0 ** chance.randint(-300, 300)
            return chance.choice([chance.random(), chance.random(), large, chance.choice(odd)])

        for count in range(4000):
            size = chance.randint(0, 300), chance.randint(0, 100)
            width, height = chance.choice([(36, 8), size])
            iterations = chance.choice([1, 2, 9, 10, 60_000, 10**12, chance.randint(1, 10**6)])
            curve = [
                (chance.randint(-2, iterations + 2), error(), error())
                for _ in range(chance.choice([0, 1, 2, 5, 25]))
            ]
            mark = chance.choice([None, (chance.randint(-2, iterations + 2), error())])
            axes = chance.choice(list(Axes))
            lines = plot(
                curve, width=width, height=height, iterations=iterations, axes=axes, mark=mark
            )
            assert [len(line) for line in lines] == [width] * height, (width, height, curve)
            assert "\\x1b" not in "".join(lines)
        print("finished")
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "finished\n", "")


def test_loading_in_a_thread_leaves_the_process_as_it_was() -> None:
    done = run(
        """
        import ctypes, os, signal, sys, threading
        from tinynet_tui.ui.panes.error_graph.plot import Axes, plot
        from tinynet_tui.ui.panes.error_graph.plotext_figure import load

        assert "plotext" not in sys.modules

        def state():
            handlers = [signal.getsignal(number) for number in sorted(signal.valid_signals())]
            streams = (sys.stdin, sys.stdout, sys.stderr, sys.excepthook)
            importing = (*sys.meta_path, sys.getswitchinterval())
            return dict(os.environ), handlers, streams, ctypes.CDLL, importing

        def watch(event, _):
            if event == "import":
                libraries.add(ctypes.CDLL)

        before, libraries = state(), set()
        sys.addaudithook(watch)
        thread = threading.Thread(target=load)
        thread.start()
        thread.join()
        assert "plotext" in sys.modules
        assert state() == before
        assert libraries == {ctypes.CDLL}, "others are left alone while it is imported, too"
        assert threading.active_count() == 1
        # The help menu and the packages for pictures are left out, and not left blocked.
        unused = {"PIL", "ffpyplayer", "yt_dlp", "plotext._doc", "plotext._doc.doc"}
        assert not unused & set(sys.modules)
        lines = plot([(0, 0.5, 0.5)], width=36, height=8, iterations=9, axes=Axes.LOG)
        print(ascii(lines[0]))
        """,
        LC_ALL="C",
        COLUMNS="10",
        LINES="2",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ascii(" 0.5┤⠁".ljust(36)) + "\n"


def test_a_busy_thread_does_not_hold_up_loading_and_drawing() -> None:
    # Each release of the interpreter lock costs up to 5 ms here, and plotext makes thousands:
    # left alone, these lines take more than twenty seconds.
    done = run("""
        import threading, time
        from tinynet_tui.ui.panes.error_graph.plot import Axes, plot

        def work():
            while True:
                sum(range(1000))

        threading.Thread(target=work, daemon=True).start()
        curve = [(i, 0.5 / i, 1 / i) for i in range(1, 60)]
        start = time.monotonic()
        for _ in range(20):
            plot(curve, width=36, height=8, iterations=60, axes=Axes.LINEAR)
        print(time.monotonic() - start)
    """)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < seconds_here(5)
