"""What each hidden neuron sees: its map, times its weight, added up to the output's."""

from __future__ import annotations

from itertools import product
from time import thread_time

import numpy as np
import pytest
from rich.color import Color

from helpers.lectures import opened_lecture
from helpers.slow import first_quick
from helpers.terminal import terminal
from helpers.trainer import Trainer, opened
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.files import built_in
from tinynet_tui.network.activations import sigmoid
from tinynet_tui.network.array import Array
from tinynet_tui.ui.panes.decision_map.hidden_layout import GAP, LEAST_WIDTH, Places
from tinynet_tui.ui.panes.decision_map.marks import CROSS
from tinynet_tui.ui.panes.decision_map.pane import DecisionMap
from tinynet_tui.ui.panes.decision_map.ramp import SHADE_CUTS, SHADES, SIGN_CUTS, SIGNS
from tinynet_tui.worker.speed import by_name

AT = Position(5000, 4)
MARKS = "○●◊◆┼"
TWO_OUTPUTS = Dataset.of("two", XOR.X, np.column_stack((XOR.y, 1 - XOR.y)))
CLOUD = Dataset.of(
    "cloud",
    np.random.RandomState(3).uniform(-1, 1, (300, 20)),
    np.random.RandomState(4).randint(0, 2, (300, 3)).astype(float),
)


async def split(trainer: Trainer, *, coloured: bool = False) -> DecisionMap:
    """Show the hidden neurons' maps."""
    trainer.main.map.has_shades = coloured
    await trainer.press("3", "d")
    await trainer.until(lambda: trainer.main.map.seen() and shown_of(trainer.main.map))
    await trainer.settles()
    return trainer.main.map


def shown_of(pane: DecisionMap) -> Places | None:
    """Where the maps are, once the pane has its height."""
    return pane._places


def places_of(pane: DecisionMap) -> Places:
    places = shown_of(pane)
    assert places is not None
    return places


def inside(pane: DecisionMap, trainer: Trainer) -> list[str]:
    x, y, width, height = pane.region
    return [line[x + 1 : x + width - 1] for line in trainer.lines[y + 1 : y + height - 1]]


def cut_out(pane: DecisionMap, trainer: Trainer, column: int, *, lower: bool) -> list[str]:
    """The rows of one map."""
    places = places_of(pane)
    top, x = places.lower if lower else places.upper, places.x(column)
    rows = inside(pane, trainer)[top : top + places.rows]
    return [row[x : x + places.width] for row in rows]


def numbers(pane: DecisionMap, trainer: Trainer, row: int) -> list[float]:
    """The numbers in a line below maps."""
    words = inside(pane, trainer)[row].split()
    return [float(word) for word in words if word[-1].isdigit()]


def by_numpy(trainer: Trainer, X: Array, output: int = 0) -> tuple[Array, Array, Array, Array]:
    """The hidden outputs, the parts, their sum and the output, by the formulas."""
    first, second = trainer.frame.snapshot.weights
    hidden = sigmoid(X @ first)
    parts = hidden * second[:, output]
    return hidden, parts, parts.sum(axis=1), sigmoid(parts.sum(axis=1))


def grid(columns: int, rows: int) -> Array:
    """The middles of the pixels of a map of XOR, row by row from the top."""
    xs = -0.2 + 1.4 * (np.arange(columns) + 0.5) / columns
    ys = (-0.2 + 1.4 * (np.arange(rows) + 0.5) / rows)[::-1]
    return np.array([[x, y, 1.0] for y in ys for x in xs])


def foot(pane: DecisionMap, trainer: Trainer) -> str:
    return trainer.lines[pane.region.bottom - 1]


# What is on the maps.


async def test_every_map_is_what_numpy_computes_and_the_parts_add_up() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)
        places = places_of(pane)
        shape = (places.rows, places.width)
        hidden, parts, sums, outputs = by_numpy(trainer, grid(places.width, places.rows))
        largest = np.abs(trainer.frame.snapshot.weights[1]).max()
        upper, lower = [*hidden.T, outputs], [*parts.T, sums]
        for values, cuts, shades, below in (
            (upper, SHADE_CUTS, SHADES, False),
            ([each / largest for each in lower], SIGN_CUTS, SIGNS, True),
        ):
            assert len(values) == places.columns == 5
            for column, each in enumerate(values):
                rows = cut_out(pane, trainer, column, lower=below)
                levels = np.digitize(each, cuts).reshape(shape)
                for y, x in product(*map(range, shape)):
                    if rows[y][x] not in MARKS:
                        assert rows[y][x] == shades[levels[y, x]], (below, column, y, x)


async def test_in_colours_the_maps_are_blue_and_orange_and_grey_where_nothing_is_added() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer, coloured=True)
        places = places_of(pane)
        found = by_numpy(trainer, grid(places.width, 2 * places.rows))
        hidden, parts, sums, outputs = found
        largest = np.abs(trainer.frame.snapshot.weights[1]).max()
        kinds = {
            False: [np.where(each >= 0.5, 1, -1) for each in (*hidden.T, outputs)],
            True: [
                np.where(np.abs(each / largest) < 0.05, 0, np.sign(each))
                for each in (*parts.T, sums)
            ],
        }
        seen = set()
        for below, column in product((False, True), range(5)):
            top, x = places.lower if below else places.upper, places.x(column)
            kind = kinds[below][column].reshape(2 * places.rows, places.width)
            for row in range(places.rows):
                cells = [
                    (character, segment.style)
                    for segment in pane.render_line(1 + top + row)
                    for character in segment.text
                ][1 + x : 1 + x + places.width]
                for at, (character, style) in enumerate(cells):
                    assert style is not None
                    if character in MARKS:
                        continue
                    above = style.color if character == "▀" else style.bgcolor
                    for half, colour in ((2 * row, above), (2 * row + 1, style.bgcolor)):
                        assert sign(colour) == kind[half, at], (below, column, half, at)
                        seen.add((below, sign(colour)))
        assert len(seen) == 5


def sign(colour: Color | None) -> int:
    """1 for blue, -1 for orange, 0 for grey."""
    assert colour is not None
    red, _, blue = colour.get_truecolor()
    return (blue > red) - (blue < red)


async def test_the_numbers_are_numpy_s_and_each_column_and_the_sum_come_out() -> None:
    async with opened(at=AT, cell=("l2_error", Cursor(2))) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)
        places = places_of(pane)
        hidden, parts, sums, outputs = (each[0] for each in by_numpy(trainer, XOR.X[2:3]))
        weights = trainer.frame.snapshot.weights[1][:, 0]
        below = places.upper + places.rows
        assert numbers(pane, trainer, below) == pytest.approx([*hidden, outputs], abs=1e-4)
        assert numbers(pane, trainer, below + 1) == pytest.approx(weights, abs=1e-4)
        *added, total = numbers(pane, trainer, places.lower + places.rows)
        assert added == pytest.approx(parts, abs=1e-4)
        assert total == pytest.approx(sums, abs=1e-4)
        assert total == pytest.approx(sum(added), abs=1e-9)  # on a calculator, to the last digit
        assert "≈" not in trainer.text
        await trainer.shows("hidden neuron 0", "↑ sigmoid", "example 2: 0.988, target 1")


async def test_every_map_has_the_cross_hair_at_the_same_point() -> None:
    async with opened(at=AT, cell=("l2_error", Cursor(3))) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)

        def crosses() -> set[tuple[int, int]]:
            maps = [
                cut_out(pane, trainer, column, lower=lower)
                for lower in (False, True)
                for column in range(5)
            ]
            found = [
                {(y, x) for y, row in enumerate(rows) for x, c in enumerate(row) if c == CROSS}
                for rows in maps
            ]
            assert all(one == found[0] and len(one) == 1 for one in found)
            return found[0]

        ((row, column),) = crosses()
        await trainer.press("shift+left", "J", "shift+left")
        await trainer.settles()
        assert crosses() == {(row + 1, column - 2)}
        point = pane.cross
        assert point is not None
        places = places_of(pane)
        hidden, parts, sums, outputs = (each[0] for each in by_numpy(trainer, point[None]))
        below = places.upper + places.rows
        assert numbers(pane, trainer, below) == pytest.approx([*hidden, outputs], abs=1e-4)
        found = numbers(pane, trainer, places.lower + places.rows)
        assert found == pytest.approx([*parts, sums], abs=1e-4)
        x = pane.region.x + 1 + places.x(2) + 4
        await trainer.pilot.click("#map", (x, 1 + places.lower + 2))
        await trainer.settles()
        assert crosses() == {(2, 4)}
        await trainer.press("escape")
        await trainer.settles()
        assert crosses() == {(row, column)}


async def test_examples_are_marked_on_hidden_maps_by_their_targets_alone() -> None:
    async with opened(cell=("l2_error", Cursor(0))) as trainer:
        pane = await split(trainer)
        for column in range(4):
            assert glyphs(cut_out(pane, trainer, column, lower=False)) == "●○┼●"
            assert glyphs(cut_out(pane, trainer, column, lower=True)) == "┼"
        assert set(glyphs(cut_out(pane, trainer, 4, lower=False))) & set("◊◆")


def glyphs(rows: list[str]) -> str:
    return "".join(c for row in rows for c in row if c in MARKS)


# At every position.


async def test_going_back_shows_the_same_maps_and_numbers_as_on_the_way() -> None:
    async with opened(at=Position(254, 7), size=(80, 24)) as trainer:
        await trainer.rests_at(254, 7)
        pane = await split(trainer)
        seen = {}
        for step in (8, 9):
            seen[step - 1] = inside(pane, trainer)
            await trainer.press("n")
            await trainer.rests_at(254, step)
            await trainer.settles()
        assert seen[7] != seen[8] != inside(pane, trainer)
        for step in (8, 7):
            await trainer.press("b")
            await trainer.rests_at(254, step)
            await trainer.settles()
            assert inside(pane, trainer) == seen[step]
        await trainer.press("g", *"9000", "enter")
        await trainer.rests_at(9000, 4)
        await trainer.press("g", *"254:l1_delta", "enter")
        await trainer.rests_at(254, 7)
        await trainer.settles()
        assert inside(pane, trainer) == seen[7]


async def test_the_maps_follow_a_run_that_plays_with_digits_that_keep_still() -> None:
    async with opened(speed=by_name("max"), iterations=10**7) as trainer:
        pane = await split(trainer)
        before = inside(pane, trainer)
        await trainer.press("space")
        await trainer.until(lambda: trainer.position.iteration > 5000 and trainer.frame.playing)
        await trainer.until(lambda: set("=-#+") <= set("".join(inside(pane, trainer))))
        assert inside(pane, trainer) != before
        places = places_of(pane)
        for word in inside(pane, trainer)[places.upper + places.rows + 1].split():
            if word[-1].isdigit():
                assert len(word.partition(".")[2]) == 2
        await trainer.press("space")


async def test_an_edited_weight_changes_its_part_and_one_that_is_off_says_so() -> None:
    async with opened(at=AT, cell=("syn1", Cursor(hidden=1))) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)
        places = places_of(pane)
        await trainer.press("x")
        await trainer.until(lambda: " off" in inside(pane, trainer)[places.upper + places.rows + 1])
        assert numbers(pane, trainer, places.lower + places.rows)[1] == 0.0
        rows = cut_out(pane, trainer, 1, lower=True)
        assert not "".join(rows).replace(CROSS, "").strip()


# Which neurons, which output.


async def test_the_arrows_choose_the_hidden_neuron_and_the_example() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)
        for neuron in (1, 2, 3, 3):
            await trainer.press("right")
            assert trainer.main.cursor == Cursor(hidden=neuron)
            await trainer.settles()
            assert reversed_texts(pane) == [f"hidden neuron {neuron}"]
        assert trainer.main.view
        assert trainer.main.view.subject == "l1"
        await trainer.press("left", "down", "down", "up")
        assert trainer.main.cursor == Cursor(example=1, hidden=2)
        await trainer.shows("┼ example 1: ")
        await trainer.press(*["down"] * 5, *["left"] * 5)
        assert trainer.main.cursor == Cursor(example=3)
        places = places_of(pane)
        await trainer.pilot.click("#map", (1 + places.x(2), 1 + places.top))
        await trainer.until(lambda: trainer.main.cursor == Cursor(example=3, hidden=2))


def reversed_texts(pane: DecisionMap) -> list[str]:
    """What is in reverse, cross-hairs aside."""
    return [
        segment.text
        for y in range(pane.size.height)
        for segment in pane.render_line(y)
        if segment.style and segment.style.reverse and segment.text != CROSS
    ]


async def test_of_many_neurons_those_that_fit_are_shown_and_the_others_named_and_added() -> None:
    async with opened(Experiment(hidden=64), at=Position(254, 4)) as trainer:
        await trainer.rests_at(254, 4)
        pane = await split(trainer)
        await trainer.shows("↔hidden 0–3 of 64", "60 others")
        await trainer.press(*["right"] * 9)
        await trainer.shows("↔hidden 6–9 of 64")
        await trainer.settles()
        assert reversed_texts(pane) == ["hidden 9"]
        places = places_of(pane)
        assert places.shown == range(6, 10)
        _, parts, sums, _ = by_numpy(trainer, XOR.X[:1])
        *added, others, total = numbers(pane, trainer, places.lower + places.rows)
        assert added == pytest.approx(parts[0, 6:10], abs=1e-4)
        assert others == pytest.approx(sums[0] - parts[0, 6:10].sum(), abs=1e-4)
        assert total == pytest.approx(sum(added) + others, abs=1e-3)
        await trainer.pilot._post_mouse_events([_wheel()], "#map", (5, 5))
        await trainer.shows("↔hidden 7–10 of 64")
        await trainer.pilot.resize_terminal(200, 60)
        await trainer.until(lambda: len(places_of(pane).shown) > 10)


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_several_outputs_have_the_hidden_neurons_weights_to_the_cursor_s_output() -> None:
    async with opened(Experiment(dataset=TWO_OUTPUTS), at=AT) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)
        for output in (0, 1):
            trainer.main.choose("l2_error", (2, output))
            await trainer.shows(f"output {output}")
            await trainer.settles()
            places = places_of(pane)
            _, parts, sums, outputs = by_numpy(trainer, XOR.X[2:3], output)
            found = numbers(pane, trainer, places.lower + places.rows)
            assert found == pytest.approx([*parts[0], *sums], abs=1e-4)
            found = numbers(pane, trainer, places.upper + places.rows)
            assert found[-1] == pytest.approx(outputs[0], abs=1e-4)


async def test_without_hidden_neurons_it_says_why_there_is_nothing_to_see() -> None:
    async with opened(Experiment(dataset=COPY_FIRST, hidden=0)) as trainer:
        await trainer.press("3", "d")
        await trainer.shows("There are no hidden neurons to see.", "one straight line", "d back")
        await trainer.press("right", "down", "shift+up", "h", "m", "m", "d")
        await trainer.shows("target 1, 0")
        assert "no hidden" not in trainer.text


# The key, and the room.


async def test_d_and_escape_lead_back_to_the_map_as_it_was() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(5000, 4)
        trainer.main.map.has_shades = False
        await trainer.press("3")
        await trainer.shows("d hidden", "target 1, 0")
        await trainer.settles()
        before = trainer.lines
        for key in ("d", "escape"):
            await trainer.press("d")
            await trainer.shows("what each hidden neuron sees", "d back")
            await trainer.press(key)
            await trainer.until(lambda: trainer.lines == before)
        await trainer.press("d", "1")
        await trainer.shows("layer 2 y")
        assert "d hidden" not in trainer.text
        await trainer.press("d", "3")
        await trainer.shows("what each hidden neuron sees")


async def test_with_what_if_below_both_have_room_and_say_the_same() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer)
        await trainer.press("a")
        await trainer.shows("what-if", "↑ sigmoid", "what each hidden neuron sees")
        assert places_of(pane).rows >= 3
        await trainer.press("a")
        await trainer.until(lambda: pane.region.height == 22)


async def test_in_a_lecture_the_text_stays_and_m_gives_the_maps_its_room() -> None:
    async with opened_lecture(built_in(), first=11) as lecturer:
        pane = await split(lecturer)
        assert lecturer.main.text.region.area
        await lecturer.shows("↑ sigmoid", "12/19")
        assert places_of(pane).rows >= 3
        await lecturer.press("m")
        await lecturer.until(lambda: places_of(pane).rows >= 7)


async def test_the_quiz_hides_them() -> None:
    async with opened(at=Position(254, 2)) as trainer:
        await trainer.rests_at(254, 2)
        pane = await split(trainer)
        await trainer.press("t", "n")
        await trainer.shows("l2[0,0]?", "the map would show the answer")
        assert "sigmoid" not in "".join(inside(pane, trainer))


@pytest.mark.parametrize(
    "experiment",
    first_quick(
        [
            Experiment(),
            Experiment(dataset=COPY_FIRST, hidden=1),
            Experiment(dataset=CLOUD, hidden=64),
            Experiment(alpha=1e300),
            Experiment(dataset=Dataset.of("large", [[1e308], [-1e308]], [0, 1]), hidden=2),
        ],
        quick=2,
    ),
    ids=lambda experiment: f"{experiment.dataset.name}-{experiment.hidden}-{experiment.alpha}",
)
@pytest.mark.parametrize("coloured", [False, True])
async def test_they_fit_in_every_size(experiment: Experiment, coloured: bool) -> None:
    async with opened(experiment, at=Position(20, 2)) as trainer:
        await trainer.rests_at(20, 2)
        pane = await split(trainer, coloured=coloured)
        for size in [(40, 12), (61, 17), (80, 24), (100, 30), (200, 60)]:
            await trainer.pilot.resize_terminal(*size)
            await trainer.until(lambda size=size: trainer.main.size == size)
            for key in ("m", "right", "left", "down", "up", "shift+right", "h", "escape", "m"):
                await trainer.press(key)
            if not pane.split:  # escape has closed it
                await trainer.press("d")
            await trainer.until(lambda width=size[0]: pane.region.width == width)
            await trainer.settles()
            places = places_of(pane)
            top, *rows, bottom = trainer.lines[pane.region.y : pane.region.bottom]
            assert (top[0], top[-1], bottom[0], bottom[-1]) == ("╭", "╮", "╰", "╯")
            assert all(row[0] == row[-1] == "│" and len(row) == size[0] for row in rows)
            assert places.rows >= (1 if size[1] < 17 else 2)
            captions = rows[places.top]
            assert f"output {trainer.main.cursor.output}" in captions
            assert captions.count("h") >= len(places.shown)
            assert places.lower + places.rows < len(rows)


@pytest.mark.parametrize("hidden", [1, 2, 4, 5, 6, 64, 1000])
def test_the_places_fill_the_width_and_never_overlap(hidden: int) -> None:
    for width, height, first in product((38, 59, 78, 118, 198), (4, 8, 10, 20, 42), (0, 3, 2000)):
        places = Places.fitting(hidden, first, width, height)
        assert places.columns >= 2
        assert len(places.shown) >= 1
        assert 0 <= places.shown[0] <= places.shown[-1] < hidden
        assert places.x(places.columns - 1) + places.width <= width
        assert places.lower + places.rows + 1 <= height
        assert places.width >= LEAST_WIDTH
        assert places.width > GAP


# In real terminals.

COLOURS: dict[str, dict[str, str | None]] = {
    "true": {"COLORTERM": "truecolor"},
    "256": {"COLORTERM": None},
    "16": {"TERM": "xterm-16color", "COLORTERM": None},
    "none": {"NO_COLOR": "1"},
}


@pytest.mark.parametrize("guest", first_quick(["--fps=10", "--kiosk"]))
@pytest.mark.parametrize("colours", COLOURS)
def test_in_every_kind_of_colours(colours: str, guest: str) -> None:
    with terminal("--at", "5000", guest, changes=COLOURS[colours]) as it:
        it.wait_for("iteration 5,000")
        it.send("3d")
        it.wait_for("hidden neuron 3", "-5.61314", "↑ sigmoid", "-4.5296", "d back")
        it.wait_for_quiet()
        if colours in ("true", "256"):
            it.wait_for("▀▀", "blue adds, orange subtracts")
            assert "░" not in it.text
        else:
            it.wait_for("░▒", "##", "==", "+# adds, =- subtracts")
            assert "▀" not in it.text


def test_in_ascii_there_is_nothing_else_than_ascii() -> None:
    with terminal("--at", "5000", "--ascii") as it:
        it.wait_for("iteration 5,000")
        it.send("3d")
        it.wait_for("hidden neuron 3", "^ sigmoid", "-4.5296", "x", "+# adds, =- subtracts")
        assert it.text.isascii()


def test_a_step_sends_only_what_it_changes() -> None:
    with terminal("--at", "5000") as it:
        it.wait_for("iteration 5,000")
        it.send("3d")
        it.wait_for("hidden neuron 3", "-4.5296")
        it.wait_for_quiet()
        before = len(it.received)
        it.send("n")
        it.wait_for("5000:l2_delta")
        it.wait_for_quiet()
        assert len(it.received) - before < 400  # no weight has changed, so no map has


async def test_a_frame_takes_a_few_milliseconds() -> None:
    async with opened(at=AT, size=(200, 60)) as trainer:
        await trainer.rests_at(5000, 4)
        pane = await split(trainer, coloured=True)
        assert trainer.main.view
        times = []
        for _ in range(20):
            begun = thread_time()
            pane.rows(trainer.main.view, *pane.size)
            times.append(thread_time() - begun)
        assert min(times) < 0.05, f"{1000 * min(times):.1f} ms"
