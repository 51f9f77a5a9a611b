"""The views of a run: the numbers, the network drawn, the decision map."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from types import MappingProxyType

import numpy as np
import pytest
from textual import events

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
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.dialogs.goto import GoTo
from tinynet_tui.ui.panes.decision_map.ramp import SHADE_CUTS, SHADES
from tinynet_tui.ui.panes.network.pane import Network
from tinynet_tui.worker.speed import by_name

AT = Position(254, 6)
MARKS = "○●◊◆°•┼"


def parity() -> Dataset:
    X = np.array(list(product((0, 1), repeat=3)), float)
    return Dataset.of("parity", np.column_stack((X, np.ones(8))), list(X.sum(axis=1) % 2))


def cloud(count: int, inputs: int = 2, outputs: int = 1) -> Dataset:
    random = np.random.RandomState(3)
    X = random.uniform(-1, 1, (count, inputs))
    return Dataset.of("cloud", X, random.randint(0, 2, (count, outputs)).astype(float))


def inside(pane: Pane, trainer: Trainer) -> list[str]:
    """What stands within the frame of a pane."""
    x, y, width, height = pane.region
    return [line[x + 1 : x + width - 1] for line in trainer.lines[y + 1 : y + height - 1]]


def edges(pane: Pane, trainer: Trainer) -> tuple[str, str]:
    """The title and the foot of a pane."""
    return trainer.lines[pane.region.y], trainer.lines[pane.region.bottom - 1]


def said(trainer: Trainer, X: Array) -> Array:
    """What the network puts out of inputs with the weights that are shown, by the formula."""
    layer = X
    for name in trainer.frame.snapshot.experiment.script.weights:
        value = trainer.frame.snapshot.value(name)
        assert value is not None
        layer = sigmoid(layer @ value.array)
    return layer


async def turn_to(trainer: Trainer, key: str, *, shades: bool = False) -> Pane:
    """Show a view, without colours of its own unless asked for."""
    trainer.main.map.has_shades = shades
    await trainer.press(key)
    name = {"2": "network", "3": "map"}[key]
    pane = trainer.main.query_one(f"#{name}", Pane)
    await trainer.until(lambda: pane.region.area and trainer.lines[pane.region.y][2:].strip())
    await trainer.shows(f" {name} ")
    return pane


def has_width(pane: Pane, width: int) -> bool:
    """Whether a pane has been laid out so wide."""
    return pane.region.width == pane.size.width == width


async def scroll_down(trainer: Trainer, pane: Pane, x: int) -> None:
    """Turn the wheel over a column of a pane."""
    x, y = pane.region.x + x + 1, pane.region.y + 4
    trainer.app.screen._forward_event(
        events.MouseScrollDown(
            widget=None, x=x, y=y, delta_x=0, delta_y=0, button=0,
            shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y,
        )
    )  # fmt: skip
    await trainer.pilot.pause(0)


# From one view to another.


async def test_a_view_changes_neither_the_position_nor_the_cursor_and_1_brings_all_back() -> None:
    async with opened(at=AT, cell=("l1_error", Cursor(2, 1, 3))) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.until(lambda: trainer.main.graph.ready)
        trainer.main.graph.redraw()
        await trainer.pilot.pause(0)
        before = trainer.lines
        for key in "23":
            await turn_to(trainer, key)
            assert trainer.main.cursor == Cursor(2, 1, 3)
            await trainer.shows("l1_error[2,3]", "iteration 254 of 60,000", "error · log")
            assert "synapse 0 ─" not in trainer.text
        await trainer.press("1")
        await trainer.until(lambda: trainer.lines == before)


@pytest.mark.parametrize("key", ["2", "3"])
async def test_steps_show_in_every_view(key: str) -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        await turn_to(trainer, key)
        await trainer.press("n")
        await trainer.shows("254:l1_delta", "l1_delta[0,0]")
        await trainer.press("B")
        await trainer.shows("253:l1_delta")


async def test_numbers_of_views_are_typed_where_one_types() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.press("g")
        await trainer.until(lambda: isinstance(trainer.app.screen, GoTo))
        await trainer.press("3", "1", "2", "enter")
        await trainer.rests_at(312, 4)
        assert trainer.main.shown == "numbers"


async def test_the_focus_does_not_stay_on_what_is_not_seen() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.press("tab", "tab")
        assert trainer.main.focused is not None
        for key in "23":
            await turn_to(trainer, key)
            assert trainer.main.focused is None
            order = [key, "graph", "explanation", key]
            for _ in order[1:]:
                await trainer.press("tab")
                assert trainer.main.focused in trainer.main.panes
        await trainer.press("1")
        await trainer.shows("layer 2 y")
        assert trainer.main.focused is None


@pytest.mark.parametrize("key", ["2", "3"])
async def test_a_drawing_is_enlarged_and_shrunk_again(key: str) -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        pane = await turn_to(trainer, key)
        small = pane.region
        await trainer.press("m")
        await trainer.until(lambda: pane.region.height == 22)
        other = {"2": "3", "3": "2"}[key]
        larger = await turn_to(trainer, other)
        await trainer.until(lambda: larger.region.height == 22)
        await turn_to(trainer, key)
        await trainer.press("m")
        await trainer.until(lambda: pane.region == small)
        await trainer.press("m", "1")
        await trainer.shows("layer 2 y", "synapse 0")


@pytest.mark.parametrize(
    "experiment",
    first_quick(
        [
            Experiment(),
            Experiment(dataset=COPY_FIRST, hidden=0),
            Experiment(dataset=cloud(1, inputs=1), hidden=1),
            Experiment(dataset=cloud(300, inputs=20, outputs=3), hidden=64),
            Experiment(alpha=1e300),
            Experiment(dataset=Dataset.of("large", [[1e308], [-1e308]], [0, 1]), hidden=2),
        ]
    ),
    ids=lambda experiment: f"{experiment.dataset.name}-{experiment.hidden}-{experiment.alpha}",
)
@pytest.mark.parametrize("shades", [False, True])
async def test_every_network_is_drawn_within_its_frame_in_every_size(
    experiment: Experiment, shades: bool
) -> None:
    async with opened(experiment, at=Position(20, 2)) as trainer:
        await trainer.rests_at(20, 2)
        trainer.main.map.has_shades = shades
        for key, size in product("23", [(20, 5), (40, 12), (61, 17), (80, 24), (200, 60)]):
            await trainer.pilot.resize_terminal(*size)
            await trainer.until(lambda size=size: trainer.main.size == size)
            await trainer.press(key, "right", "left", "down", "up", "escape", "shift+right", "h")
            pane = trainer.main.drawing(trainer.main.shown)
            if size[0] < 40:
                assert not pane.region.area
                continue
            for _ in ("small", "enlarged"):
                width = size[0]
                await trainer.until(has_width, pane, width)
                await trainer.pilot.pause(0)
                top, *rows, bottom = trainer.lines[pane.region.y : pane.region.bottom]
                assert len(rows) >= 4
                assert (top[0], top[-1], bottom[0], bottom[-1]) == ("╭", "╮", "╰", "╯")
                assert all(row[0] == row[-1] == "│" and len(row) == width for row in rows)
                assert any(row[1:-1].strip() for row in rows)
                await trainer.press("m")


# The decision map.


async def test_the_map_is_what_the_network_says_of_every_point() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        rows = inside(await turn_to(trainer, "3"), trainer)
        height, width = len(rows), len(rows[0])
        xs = -0.2 + 1.4 * (np.arange(width) + 0.5) / width
        ys = (-0.2 + 1.4 * (np.arange(height) + 0.5) / height)[::-1]
        points = np.array([[x, y, 1.0] for y in ys for x in xs])
        levels = np.digitize(said(trainer, points)[:, 0], SHADE_CUTS).reshape(height, width)
        shown = [(y, x) for y in range(height) for x in range(width) if rows[y][x] not in MARKS]
        assert len(shown) == height * width - 4
        assert all(rows[y][x] == SHADES[levels[y, x]] for y, x in shown)
        assert len({rows[y][x] for y, x in shown}) > 3


async def test_with_colours_each_half_of_a_cell_is_blue_above_one_half_and_orange_below() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        pane = await turn_to(trainer, "3", shades=True)
        width, height = pane.size.width - 2, 2 * (pane.size.height - 2)
        xs = -0.2 + 1.4 * (np.arange(width) + 0.5) / width
        ys = (-0.2 + 1.4 * (np.arange(height) + 0.5) / height)[::-1]
        points = np.array([[x, y, 1.0] for y in ys for x in xs])
        positive = (said(trainer, points)[:, 0] >= 0.5).reshape(height, width)
        seen = 0
        for row in range(height // 2):
            cells = [
                (char, segment.style)
                for segment in pane.render_line(row + 1)
                for char in segment.text
            ][1:-1]
            for x, (char, style) in enumerate(cells):
                assert style is not None
                if char in MARKS:
                    continue
                upper = style.color if char == "▀" else style.bgcolor
                for half, colour in ((2 * row, upper), (2 * row + 1, style.bgcolor)):
                    assert colour is not None
                    red, _, blue = colour.get_truecolor()
                    assert (blue > red) == positive[half, x], (half, x)
                    seen += 1
        assert seen == width * height - 8


async def test_the_map_follows_the_training() -> None:
    async with opened(speed=by_name("max")) as trainer:
        pane = await turn_to(trainer, "3")
        before = inside(pane, trainer)
        await trainer.press("space")
        await trainer.until(lambda: trainer.position.iteration > 2000)
        await trainer.until(lambda: len(set("".join(inside(pane, trainer)))) > 6)
        assert inside(pane, trainer) != before


async def test_examples_stand_on_the_map_with_their_targets_and_whether_they_are_right() -> None:
    async with opened() as trainer:
        pane = await turn_to(trainer, "3")
        for iteration in (0, 100, 3000):
            await trainer.press("g", *str(iteration), "enter")
            await trainer.rests_at(iteration, 4)
            await trainer.pilot.pause(0)
            rows = inside(pane, trainer)
            found = [
                (y, x, c) for y, row in enumerate(rows) for x, c in enumerate(row) if c in MARKS
            ]
            corners = [1, 3, 0, 2]  # from the top left, by rows
            assert len(found) == 4
            right = (said(trainer, XOR.X)[:, 0] >= 0.5) == (XOR.y[:, 0] >= 0.5)
            for (_, _, glyph), example in zip(found, corners, strict=True):
                kinds = "○●" if right[example] else "◊◆"
                assert glyph == kinds[int(XOR.y[example, 0])]


async def test_examples_whose_other_inputs_differ_are_told_apart() -> None:
    async with opened(Experiment(dataset=parity())) as trainer:
        pane = await turn_to(trainer, "3")
        await trainer.shows("input 2 = 0 · input 3 = 1")
        assert not set("".join(inside(pane, trainer))) & set("°•")
        assert "differ" not in trainer.text
    dataset = cloud(20, inputs=4)
    async with opened(Experiment(dataset=dataset), size=(120, 40)) as trainer:
        pane = await turn_to(trainer, "3")
        await trainer.shows("input 2 = ", "other inputs differ")
        text = "".join(inside(pane, trainer))
        targets = dataset.y[1:, 0]
        assert text.count("•") == targets.sum()
        assert text.count("°") == len(targets) - targets.sum()
        assert sum(text.count(glyph) for glyph in "○●◊◆") == 1


async def test_arrows_go_to_the_next_example_and_the_explanation_follows() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        await turn_to(trainer, "3")
        for key, example in (("right", 2), ("up", 3), ("left", 1), ("down", 0)):
            await trainer.press(key)
            await trainer.shows(f"l1_error[{example},0]", f"example {example}: ")
            assert trainer.main.cursor.example == example
        await trainer.press("down")
        assert trainer.main.focused is trainer.main.graph


async def test_the_value_at_the_cross_hair_is_written() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        pane = await turn_to(trainer, "3")
        await trainer.press("shift+up", "shift+right", "shift+right", "shift+down", "shift+left")
        await trainer.shows("┼ ")
        point = trainer.main.map.cross
        assert point is not None
        value = said(trainer, point[None])[0, 0]
        assert f"┼ {point[0]:.3g}, {point[1]:.3g}: {value:.3f}" in edges(pane, trainer)[1]
        (row,) = (row for row in inside(pane, trainer) if "┼" in row)
        assert inside(pane, trainer).index(row) == 8
        assert trainer.main.cursor.example == 0
        await trainer.press("escape")
        await trainer.until(lambda: "┼" not in trainer.text)
        await trainer.press("shift+up", "right")
        await trainer.shows("example 2: ")
        assert "┼" not in trainer.text


@pytest.mark.parametrize(
    ("letters", "arrows"), [("K", "up"), ("L", "right"), ("KJ", "down"), ("LLH", "left")]
)
async def test_capitals_move_the_cross_hair_as_arrows_with_shift_do(
    letters: str, arrows: str
) -> None:
    names = {"H": "left", "J": "down", "K": "up", "L": "right"}
    assert names[letters[-1]] == arrows
    points = []
    for keys in (letters, [f"shift+{names[letter]}" for letter in letters]):
        async with opened(at=AT) as trainer:
            await trainer.rests_at(254, 6)
            await turn_to(trainer, "3")
            await trainer.press(*keys)
            await trainer.shows("┼ ")
            points.append(trainer.main.map.cross)
    assert points[0] is not None and points[1] is not None
    assert (points[0] == points[1]).all()


async def test_the_mouse_chooses_an_example_or_puts_the_cross_hair() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        pane = await turn_to(trainer, "3")
        rows = inside(pane, trainer)
        y = next(y for y, row in enumerate(rows) if "○" in row)
        x = rows[y].index("○")
        await trainer.pilot.click("#map", (x + 1, y + 1))
        await trainer.shows("example 3: ", "l1_error[3,0]")
        await trainer.pilot.click("#map", (40, 5))
        await trainer.until(lambda: inside(pane, trainer)[4][39] == "┼")
        assert trainer.main.cursor.example == 3


async def test_h_and_v_choose_the_inputs_and_never_the_same_twice() -> None:
    async with opened(Experiment(dataset=cloud(20, inputs=5))) as trainer:
        await turn_to(trainer, "3")
        await trainer.shows("input 0 →", "input 1 ↑", "3 others as in example 0")
        pairs = set()
        for key in "hhhhvhhhhhvvvvv":
            await trainer.press(key)
            chosen = trainer.main.map.axes
            assert chosen is not None
            await trainer.shows(f"input {chosen[0]} →", f"input {chosen[1]} ↑")
            pairs.add(chosen)
            assert chosen[0] != chosen[1]
        assert {across for across, _ in pairs} == set(range(5))
        assert {up for _, up in pairs} == set(range(5))


async def test_the_keys_of_the_map_do_nothing_in_other_views() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        for key in "12":
            await trainer.press(key, "h", "v", "shift+up")
            assert trainer.main.map.axes is None
            assert trainer.main.map.cross is None


async def test_several_outputs_have_a_map_each() -> None:
    dataset = Dataset.of("two", XOR.X, np.column_stack((XOR.y, 1 - XOR.y)))
    async with opened(Experiment(dataset=dataset), at=Position(5000, 3)) as trainer:
        await trainer.rests_at(5000, 3)
        pane = await turn_to(trainer, "3")
        first = inside(pane, trainer)
        await trainer.shows("map of output 0")
        trainer.main.choose("l2", (0, 1))
        await trainer.shows("map of output 1")
        assert "●" in first[1][:20]
        assert "○" in inside(pane, trainer)[1][:20]


async def test_the_map_shows_the_inputs_and_targets_of_the_snapshot() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(254, 6)
        pane = await turn_to(trainer, "3")
        frame = trainer.frame
        X, y = XOR.X.copy(), 1 - XOR.y
        X[:, 0] *= 10
        start = MappingProxyType({**frame.snapshot.current.start, "X": X, "y": y})
        current = replace(frame.snapshot.current, start=start)
        trainer.main.show(replace(frame, snapshot=replace(frame.snapshot, current=current)))
        await trainer.shows("input 0 → -2…12", "target 1 ")
        assert {c for row in inside(pane, trainer) for c in row} & set("●◆")


@pytest.mark.parametrize("key", ["2", "3"])
async def test_what_is_asked_is_told_by_no_view(key: str) -> None:
    async with opened(at=Position(254, 2)) as trainer:
        await trainer.rests_at(254, 2)
        pane = await turn_to(trainer, key)
        await trainer.press("t", "n")
        await trainer.shows("l2[0,0]?")
        if key == "3":
            assert "the map would show" in inside(pane, trainer)[1]
        else:
            (output,) = (row for row in inside(pane, trainer) if "y 0" in row)
            assert "?  y 0" in output
        await trainer.press("0")
        await trainer.until(lambda: "would tell" not in trainer.text and "?  y" not in trainer.text)


# The network drawn.


async def test_the_drawing_shows_each_neuron_s_output_and_the_weights_to_the_chosen_one() -> None:
    async with opened(at=Position(254, 3), cell=("l2", Cursor(2, 0, 1))) as trainer:
        await trainer.rests_at(254, 3)
        pane = await turn_to(trainer, "2")
        text = "\n".join(inside(pane, trainer))
        snapshot = trainer.frame.snapshot
        values = {name: snapshot.value(name) for name in ("l1", "l2", "syn0", "syn1")}
        arrays = {name: value.array for name, value in values.items() if value}
        for number in (*arrays["l1"][2], *arrays["l2"][2]):
            assert f" {number:.2f}" in text
        for number in (*arrays["syn0"][:, 1], *arrays["syn1"][:, 0]):
            assert f"{number:+.2f}" in text
        await trainer.shows("►layer 2", "•synapse 1", "•layer 1", "›1 0 1", "y 1")


async def test_a_brighter_neuron_puts_out_more() -> None:
    async with opened(at=Position(20_000, 3)) as trainer:
        await trainer.rests_at(20_000, 3)
        pane = await turn_to(trainer, "2")
        for example, lamp in ((0, "·· 0.00"), (1, "██ 0.99")):
            trainer.main.choose("l2", (example, 0))
            await trainer.until(lambda lamp=lamp: any(lamp in r for r in inside(pane, trainer)))


async def test_arrows_go_through_the_network_and_down_the_layers() -> None:
    async with opened(at=Position(254, 3)) as trainer:
        await trainer.rests_at(254, 3)
        await turn_to(trainer, "2")
        for key, cell in (
            ("left", "syn1[0,0]"),
            ("down", "syn1[1,0]"),
            ("left", "l1[0,1]"),
            ("down", "l1[0,2]"),
            ("left", "syn0[0,2]"),
            ("down", "syn0[1,2]"),
            ("left", "l0[0,1]"),
            ("left", "y[0,0]"),
            ("down", "y[1,0]"),
            ("right", "l0[1,1]"),
        ):
            await trainer.press(key)
            await trainer.shows(f"╭ {cell} ")
        assert trainer.main.cursor == Cursor(1, 1, 2, 0)
        await trainer.press("down", "down")
        assert trainer.main.focused is trainer.main.graph


async def test_an_error_is_written_beneath_its_neuron_and_stays_chosen_along_the_layer() -> None:
    async with opened(at=AT, cell=("l1_error", Cursor(2))) as trainer:
        await trainer.rests_at(254, 6)
        pane = await turn_to(trainer, "2")
        await trainer.shows("►error -.0458", "l1_error[2,0]")
        await trainer.press("down")
        await trainer.shows("►error +.1056", "l1_error[2,1]")
        assert sum("►" in row for row in inside(pane, trainer)) == 1


async def test_a_click_in_the_drawing_chooses() -> None:
    async with opened(at=Position(254, 3)) as trainer:
        await trainer.rests_at(254, 3)
        pane = await turn_to(trainer, "2")
        rows = inside(pane, trainer)
        for text, cell in (("0.73", "l1[0,2]"), ("-4.95", "syn1[2,0]"), ("1 0 1", "y[2,0]")):
            y = next(y for y, row in enumerate(rows) if text in row)
            await trainer.pilot.click("#network", (rows[y].index(text) + 2, y + 1))
            await trainer.shows(f"╭ {cell} ")
        assert trainer.main.cursor.example == 2


async def test_many_neurons_scroll_with_the_cursor_and_the_foot_says_which_are_seen() -> None:
    async with opened(Experiment(hidden=64), at=Position(254, 2)) as trainer:
        await trainer.rests_at(254, 2)
        pane = await turn_to(trainer, "2")
        assert isinstance(pane, Network)
        await trainer.shows("↕hidden 0–8 of 64")
        await trainer.press(*["down"] * 12)
        await trainer.shows("↕hidden 4–12 of 64", "l1[0,12]")
        rows = inside(pane, trainer)
        x = next(row.index("layer 1") for row in rows if "layer 1" in row)
        assert trainer.main.scrolling.origin.hidden == 4
        await scroll_down(trainer, pane, x)
        await trainer.shows("↕hidden 5–13 of 64")


# In lectures and real terminals.


async def test_a_lecture_has_the_views_too_and_a_scene_returns_to_the_numbers() -> None:
    async with opened_lecture(built_in(), first=11) as lecturer:
        for key in "23":
            await turn_to(lecturer, key)
            assert lecturer.main.text.region.area
        lecturer.main.set_focus(lecturer.main.map)
        assert lecturer.main.lit is not lecturer.main.map
        await lecturer.press("backspace")
        await lecturer.shows("layer 2 y")
        assert lecturer.main.shown == "numbers"


FEW_COLOURS: dict[str, dict[str, str | None]] = {
    "none": {"NO_COLOR": "1"},
    "16": {"TERM": "xterm-16color", "COLORTERM": None},
}


@pytest.mark.parametrize("colours", first_quick(FEW_COLOURS))
def test_without_colours_the_map_is_of_shades_and_signs_are_written(colours: str) -> None:
    with terminal("--at", "254:l1", changes=FEW_COLOURS[colours]) as it:
        it.wait_for("254:l1"[:3], "paused")
        it.send("3")
        it.wait_for(" map ", "░░░░", "▒▒▒▒", "▓▓▓▓", "·░▒▓█")
        assert "▀" not in it.text
        it.send("2")
        it.wait_for("solid +  dashed -", "+0.33", "-0.23", "▓▓ 0.76")


@pytest.mark.parametrize("changes", first_quick([{"COLORTERM": None}, {"COLORTERM": "truecolor"}]))
def test_with_256_colours_and_more_a_cell_is_two_pixels(changes: dict[str, str | None]) -> None:
    with terminal("--at", "254:l1", changes=changes) as it:
        it.wait_for("iteration 254")
        it.send("3")
        it.wait_for(" map ", "▀▀")
        assert "░" not in it.text
