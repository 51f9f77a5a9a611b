"""View 5: the error over two weights, the run's path and its position, in every terminal."""

from __future__ import annotations

import re

import numpy as np
import pytest
from rich.color import Color, ColorSystem

from helpers.slow import first_quick
from helpers.terminal import terminal
from helpers.trainer import Trainer, opened
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.error_landscape import errors
from tinynet_tui.network.activations import sigmoid
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.panes.landscape.pane import Landscape
from tinynet_tui.ui.panes.landscape.surface import thresholds
from tinynet_tui.ui.panes.landscape.surface_pane import (
    COLOURS,
    DARK,
    HERE,
    LATER,
    PAST,
    SHADES,
    START,
)
from tinynet_tui.worker.speed import by_name

AT = Position(254, 4)
MARKS = {HERE, START, PAST, LATER}


async def landscape(trainer: Trainer, *, shades: bool = False) -> Landscape:
    """Show the landscape, without colours of its own unless asked for."""
    trainer.main.landscape.has_shades = shades
    await trainer.press("5")
    await trainer.until(lambda: trainer.main.landscape.is_up_to_date)
    await trainer.shows("error over")
    return trainer.main.landscape


async def is_painted(trainer: Trainer, *texts: str) -> None:
    """Wait until the picture is that of the position, and the screen shows some texts."""
    await trainer.until(lambda: trainer.main.landscape.is_up_to_date)
    await trainer.shows(*texts)


def is_of_the_frame(pane: Landscape, trainer: Trainer) -> bool:
    """Whether the picture is that of the numbers that are shown."""
    return pane.picture is not None and pane.picture.task.snapshot is trainer.frame.snapshot


def picture_rows(pane: Landscape, trainer: Trainer) -> list[str]:
    """The rows of the picture, without what stands around it."""
    assert pane.picture is not None
    x, y, width, height = pane.region
    rows = [line[x + 1 : x + width - 1] for line in trainer.lines[y + 1 : y + height - 1]]
    columns = pane.picture.task.columns
    left = 10 if len(rows[0]) > columns else 0
    return [row[left : left + columns] for row in rows[: len(rows) - bool(left)]]


def place(mark: str, rows: list[str]) -> tuple[int, int]:
    (y,) = (y for y, row in enumerate(rows) if mark in row)
    return y, rows[y].index(mark)


# What it shows.


async def test_its_caption_says_what_it_shows_and_the_axes_have_names_and_numbers() -> None:
    async with opened(at=AT, cell=("l1", Cursor(0, 2, 3))) as trainer:
        await trainer.rests_at(*AT)
        pane = await landscape(trainer)
        title = "error over syn0[2,3] (across) and syn1[3,0] (up), all other weights held"
        await trainer.shows(title, "syn1[3,0] ", "syn0[2,3] →")
        assert pane.picture is not None
        lines = trainer.lines[pane.region.y : pane.region.bottom]
        assert lines[1][1:11] == f"{pane.picture.up.high:g}".rjust(9) + " "
        assert lines[-3][1:11] == f"{pane.picture.up.low:g}".rjust(9) + " "
        assert lines[-2].split()[1] == f"{pane.picture.across.low:g}"
        assert lines[-2].split()[-2] == f"{pane.picture.across.high:g}"


async def test_every_cell_has_the_shade_of_its_error_and_the_legend_says_which() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT)
        pane = await landscape(trainer)
        rows = picture_rows(pane, trainer)
        assert pane.picture is not None
        found = pane.picture
        height, width = len(rows), len(rows[0])
        first, second = trainer.frame.snapshot.weights
        X, y = trainer.main.experiment.dataset.X, trainer.main.experiment.dataset.y
        xs, ys = found.across.centres(width), found.up.centres(height)[::-1]
        legend = re.findall(r"(\S?)\S? ([<>])(0\.\d+) ", "\n".join(trainer.lines[2:11]))
        bounds = [float(number) for _, side, number in legend if side == ">"][::-1]
        assert bounds == thresholds(found.errors, len(SHADES) - 1)
        shades = [shade or " " for shade, _, _ in legend][::-1]
        for row in range(height):
            for column in range(width):
                if rows[row][column] in MARKS:
                    continue
                one, two = first.copy(), second.copy()
                one[0, 0], two[0, 0] = xs[column], ys[row]
                error = np.abs(y - sigmoid(sigmoid(X @ one) @ two)).mean()
                assert rows[row][column] == shades[int(np.digitize(error, bounds))]


async def test_with_colours_each_half_of_a_cell_is_a_pixel() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT)
        pane = await landscape(trainer, shades=True)
        assert pane.picture is not None
        found = pane.picture
        cuts = thresholds(found.errors, 8)
        levels = np.digitize(found.errors, cuts)
        colours: dict[int, set[str]] = {}
        height, width = found.errors.shape
        assert height == 2 * (pane.size.height - 3)
        for row in range(height // 2):
            cells = [
                (char, segment.style)
                for segment in pane.render_line(row + 1)
                for char in segment.text
            ][11 : 11 + width]
            for x, (char, style) in enumerate(cells):
                assert style is not None
                if char in MARKS:
                    continue
                upper = style.color if char == "▀" else style.bgcolor
                for half, colour in ((2 * row, upper), (2 * row + 1, style.bgcolor)):
                    assert colour is not None
                    colours.setdefault(int(levels[half, x]), set()).add(colour.name)
        assert all(len(names) == 1 for names in colours.values())
        order = [COLOURS.index(names.pop()) for _, names in sorted(colours.items())]
        assert order == sorted(set(order))
        assert (order[0], order[-1]) == (0, len(COLOURS) - 1)


def luminance(name: str) -> float:
    channels = [value / 255 for value in Color.parse(name).get_truecolor()]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_higher_bands_are_brighter_and_marks_on_all_of_them_can_be_read() -> None:
    bright = [luminance(name) for name in COLOURS]
    assert bright == sorted(bright)
    for number, light in enumerate(bright):
        contrast = 1.05 / (light + 0.05) if number < DARK else (light + 0.05) / 0.05
        assert contrast >= 4.5


def test_in_256_colours_they_are_the_same() -> None:
    for name in COLOURS:
        colour = Color.parse(name)
        assert colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor() == colour.get_truecolor()


async def test_the_error_below_is_that_of_the_first_line() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT)
        await landscape(trainer)
        await trainer.shows("◆ error 0.306699 = mean |l2_error| ", "error 0.306699")
        for _ in range(4):
            await trainer.press("n")
        await trainer.shows(
            "254:syn1", "with the updated weights", "iteration 254 of 60,000  error 0.306699"
        )
        await trainer.press("n", "n", "n", "n", "n")
        await trainer.shows("255:l2_error")
        error = trainer.frame.snapshot.error
        assert error is not None
        await trainer.shows(f"◆ error {error[0]:.6f} = mean |l2_error|")


# The run's path.


async def test_the_path_leads_from_the_start_to_the_position_and_on_after_going_back() -> None:
    async with opened(at=Position(2000, 4)) as trainer:
        await trainer.rests_at(2000, 4)
        pane = await landscape(trainer)
        rows = picture_rows(pane, trainer)
        assert pane.picture is not None
        ways = [(it, pane.picture.cell(p)) for it, p in pane.picture.path]
        assert place(START, rows) == ways[0][1]
        for y, row in enumerate(rows):
            for x, char in enumerate(row):
                assert char != PAST or (y, x) in [cell for _, cell in ways]
        assert "".join(rows).count(PAST) > 5
        assert LATER not in "".join(rows)
        await trainer.press("g", *"300", "enter")
        await trainer.rests_at(300, 4)
        await is_painted(trainer, "iteration 300", "° later")
        rows = picture_rows(pane, trainer)
        assert {PAST, LATER, HERE, START} <= set("".join(rows))
        weights = trainer.frame.snapshot.weights
        point = float(weights[0][0, 0]), float(weights[1][0, 0])
        assert place(HERE, rows) == pane.picture.cell(point)


async def test_it_follows_the_training_and_every_step_back() -> None:
    async with opened(speed=by_name("max")) as trainer:
        pane = await landscape(trainer)
        first = pane.picture
        await trainer.press("space")
        await trainer.until(lambda: pane.picture is not first and trainer.position.iteration > 900)
        await trainer.press("space")
        await trainer.shows("paused")
        await trainer.until(lambda: is_of_the_frame(pane, trainer))
        await trainer.press("b")
        await trainer.shows(":l2  ")
        await trainer.until(lambda: is_of_the_frame(pane, trainer))
        await trainer.press("home")
        await trainer.rests_at(0, 1)
        await is_painted(trainer, "0:l0")
        assert pane.picture is not None
        assert pane.picture.path[-1][0] > 800, "the path still reaches the furthest"


async def test_an_edit_changes_it() -> None:
    async with opened(at=AT, cell=("syn1", Cursor(0, 0, 2))) as trainer:
        await trainer.rests_at(*AT)
        pane = await landscape(trainer)
        before = pane.picture
        await trainer.press("x")
        await trainer.until(lambda: trainer.frame.snapshot.edits == 1)
        await trainer.rests_at(*AT)
        await is_painted(trainer, "  1 edit")
        assert pane.picture is not None and before is not None
        off = trainer.frame.snapshot.weights
        assert off[1][2, 0] == 0
        task = pane.picture.task
        start = task.snapshot.current.start
        values = (
            pane.picture.across.centres(task.columns),
            pane.picture.up.centres(task.height)[::-1],
        )
        script = task.snapshot.experiment.script
        expected = errors(script, (start["X"], start["y"]), off, task.axes, values)
        np.testing.assert_array_equal(pane.picture.errors, expected)
        await trainer.press("z")
        await trainer.until(lambda: "edit" not in trainer.lines[0])
        await is_painted(trainer)
        np.testing.assert_array_equal(pane.picture.errors, before.errors)


# Which weights.


async def test_arrows_choose_the_weights_and_the_explanation_follows() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT)
        await landscape(trainer)
        for key, across, up, cursor in (
            ("right", "syn0[0,1]", "syn1[0,0]", "syn0[0,1]"),
            ("down", "syn0[0,1]", "syn1[1,0]", "syn1[1,0]"),
            ("left", "syn0[0,0]", "syn1[1,0]", "syn0[0,0]"),
            ("left", "syn1[3,0]", "syn1[1,0]", "syn1[3,0]"),
            ("up", "syn1[3,0]", "syn1[0,0]", "syn1[0,0]"),
            ("up", "syn1[3,0]", "syn0[2,3]", "syn0[2,3]"),
        ):
            await trainer.press(key)
            await is_painted(trainer, f"error over {across} (across) and {up} (up)", f"╭ {cursor} ")
        await trainer.press("1")
        trainer.main.choose("syn0", (1, 2))
        await trainer.press("5")
        await is_painted(trainer, "error over syn0[1,2] (across) and syn1[2,0] (up)")


async def test_steps_leave_the_weights_as_they_are() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT)
        await landscape(trainer)
        await trainer.press("right", "right", "up")
        await is_painted(trainer, "error over syn0[0,2] (across) and syn0[2,3] (up)")
        await trainer.press("n", "N", "b")
        await is_painted(
            trainer, "error over syn0[0,2] (across) and syn0[2,3] (up)", "255:l2_error"
        )


async def test_without_a_hidden_layer_and_with_a_single_weight() -> None:
    X = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    async with opened(Experiment(Dataset.of("flat", X, [0.0, 0, 1, 1]), hidden=0)) as trainer:
        await landscape(trainer)
        await is_painted(
            trainer, "error over syn0[0,0] (across) and syn0[1,0] (up)", "mean |l1_error|"
        )
        await trainer.press("down")
        await is_painted(trainer, "error over syn0[0,0] (across) and syn0[2,0] (up)")
    async with opened(Experiment(Dataset.of("one", [[1.0]], [1.0]), hidden=0)) as trainer:
        pane = await landscape(trainer)
        await is_painted(trainer, "error over syn0[0,0] (across) ")
        assert len(set(picture_rows(pane, trainer))) == 2  # one has the mark
        await trainer.press("right")
        assert trainer.main.focused is None or trainer.main.focused is pane


async def test_another_network_has_its_own() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT)
        pane = await landscape(trainer)
        await trainer.press("left")
        await is_painted(trainer, "error over syn1[3,0]")
        await trainer.app.open_run(Experiment(hidden=2), Position(10, 4), 60_000)
        await trainer.rests_at(10, 4)
        await is_painted(trainer, "error over syn0[0,0] (across) and syn1[0,0] (up)")
        assert pane.picture is not None
        assert pane.picture.task.snapshot.experiment.hidden == 2


# Where there is little room, and where there is nothing to show.


SIZES = [(80, 24), (200, 60), (40, 12), (59, 24), (60, 15), (80, 12), (300, 20)]


@pytest.mark.parametrize(("width", "height"), first_quick(SIZES, 3))
async def test_it_fills_its_frame_at_every_size(width: int, height: int) -> None:
    async with opened(at=AT, size=(width, height)) as trainer:
        await trainer.until(lambda: trainer.position == AT)
        for colours in (False, True):
            trainer.main.landscape.has_shades = colours
            await trainer.press("5", "m", "m")
            pane = trainer.main.landscape
            await trainer.until(lambda pane=pane: pane.is_up_to_date and pane.picture)
            await trainer.settles()
            top, *rows, bottom = trainer.lines[pane.region.y : pane.region.bottom]
            assert (top[0], top[-1], bottom[0], bottom[-1]) == ("╭", "╮", "╰", "╯")
            assert all(row[0] == row[-1] == "│" and len(row) == width for row in rows)
            assert HERE in "".join(rows)
            assert HERE in bottom
            await trainer.press("1")


async def test_a_diverged_run_says_why_there_is_none() -> None:
    wild = Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200)
    async with opened(wild, at=Position(20, 3)) as trainer:
        await trainer.until(lambda: trainer.position == Position(20, 3))
        await trainer.press("5")
        await trainer.shows("the weights are too large to compute a landscape")
        await trainer.press("home")
        await trainer.until(lambda: trainer.position == Position(0, 1))
        await trainer.shows("error over syn0[0,0]")


async def test_the_quiz_is_not_given_away() -> None:
    async with opened(at=Position(254, 2)) as trainer:
        await trainer.rests_at(254, 2)
        pane = await landscape(trainer)
        await trainer.press("t", "n")
        await trainer.shows("l2[0,0]?", "the landscape would show the answer")
        assert HERE not in trainer.lines[pane.region.bottom - 1]
        await trainer.press("0")
        await is_painted(trainer, "error over")


async def test_it_ends_with_the_app_and_computes_nothing_while_another_view_is_shown() -> None:
    async with opened(speed=by_name("max")) as trainer:
        pane = await landscape(trainer)
        await trainer.press("1", "space")
        asked = pane._asked
        await trainer.until(lambda: trainer.position.iteration > 1000)
        assert pane._asked is asked
        thread = pane._background._thread
    assert thread is not None
    thread.join(60)
    assert not thread.is_alive()


# In real terminals.

FEW_COLOURS: dict[str, dict[str, str | None]] = {
    "none": {"NO_COLOR": "1"},
    "16": {"TERM": "xterm-16color", "COLORTERM": None},
}


@pytest.mark.parametrize("guest", [[], ["--kiosk"]])
@pytest.mark.parametrize("colours", first_quick(FEW_COLOURS))
def test_without_colours_it_is_of_shades(colours: str, guest: list[str]) -> None:
    with terminal("--at", "254", *guest, changes=FEW_COLOURS[colours]) as it:
        it.wait_for("254:l2"[:3], "paused")
        it.send("5")
        it.wait_for("error over syn0[0,0]", "░░░", "▒▒▒", "██ >", "◆ error 0.306699")
        assert "▀" not in it.text


def test_in_ascii_the_marks_differ_from_the_shades() -> None:
    with terminal("--at", "1000", "--ascii") as it:
        it.wait_for("1,000", "paused")
        it.send("5g300\r")
        it.wait_for("300", "X error 0.24", "o start  * path  , later", "@@ >")
        assert it.text.isascii()


def test_pictures_send_only_what_has_changed() -> None:
    with terminal("--at", "3000", changes={"COLORTERM": "truecolor"}) as it:
        it.wait_for("3,000", "paused")
        it.send("5")
        it.wait_for("error over syn0[0,0]", "▀▀")
        it.wait_for_quiet()
        received = len(it.received)
        it.send("N")
        it.wait_for("3,001")
        it.wait_for_quiet()
        assert len(it.received) - received < 1500


async def test_with_another_theme_the_colours_stay() -> None:
    async with opened(at=AT, settings=Settings(theme="textual-light")) as trainer:
        await trainer.rests_at(*AT)
        pane = await landscape(trainer, shades=True)
        styles = {s.style.bgcolor.name for s in pane.render_line(3) if s.style and s.style.bgcolor}
        assert styles & set(COLOURS)
