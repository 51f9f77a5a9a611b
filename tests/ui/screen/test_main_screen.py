"""What stands on the screen, at every size, and what is repainted of it."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rich.style import Style
from textual.geometry import Region, Size
from textual.widget import Widget

from helpers.slow import first_quick
from helpers.trainer import Trainer, opened
from tinynet_tui.data.built_in import COPY_FIRST, parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.canvas.canvas import Canvas, Row
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.screen.layout import LEAST
from tinynet_tui.worker.speed import by_name
from tinynet_tui.worker.worker import Frame

VIDEO = Experiment()
OUTPUTS = Dataset.of("outputs", np.linspace(-2, 2, 30).reshape(6, 5), np.eye(6)[:, :3])
LARGE = Dataset.of(
    "large",
    [[k % 7, k % 3, 1] for k in range(10_000)],
    [k % 2 for k in range(10_000)],
)
EXPERIMENTS = {
    "two layers": Experiment(COPY_FIRST, hidden=0),
    "one neuron": Experiment(hidden=1),
    "the video's": VIDEO,
    "64 neurons": Experiment(hidden=64),
    "several outputs": Experiment(OUTPUTS, hidden=3),
    "10,000 rows": Experiment(LARGE, hidden=64),
}

WIDTHS = sorted({at + by for at in (1, 40, 80, 100, 120, 160, 299) for by in (-1, 0, 1)} - {0})
HEIGHTS = sorted({at + by for at in (1, 12, 20, 34, 99) for by in (-1, 0, 1)} - {0})


def sizes(seed: str, count: int = 20) -> list[tuple[int, int]]:
    """Sizes on both sides of the breakpoints, and others, in no order."""
    chance = random.Random(seed)
    some = [(width, chance.choice(HEIGHTS)) for width in WIDTHS]
    some += [(chance.choice(WIDTHS), height) for height in HEIGHTS]
    some += [(chance.randint(40, 300), chance.randint(12, 100)) for _ in range(8)]
    some = [(1, 1), (40, 12), (80, 24), (300, 100), *chance.sample(some, count)]
    chance.shuffle(some)
    return some


async def resize(trainer: Trainer, width: int, height: int) -> None:
    """Resize the terminal and wait until all of the new one is laid out."""
    await trainer.pilot.resize_terminal(width, height)
    notice = trainer.main.query_one("#notice")

    def is_laid_out() -> bool:
        ends = {
            notice.region.size,
            Size(trainer.main.keys.region.right, trainer.main.keys.region.bottom),
        }
        return trainer.main.size == Size(width, height) and Size(width, height) in ends

    await trainer.until(is_laid_out)
    await trainer.pilot.pause(0)


def shown(trainer: Trainer, row: str) -> list[Widget]:
    return [pane for pane in trainer.main.query_one(f"#{row}").children if pane.display]


def assert_filled(trainer: Trainer, width: int, height: int) -> None:
    """Rows of panes fill the screen between the first and the last line, side by side."""
    main = trainer.main
    assert main.status.region == Region(0, 0, width, 1)
    assert main.keys.region == Region(0, height - 1, width, 1)
    top = 1
    for row in ("forward", "backward", "bottom"):
        container = main.query_one(f"#{row}")
        if not container.display:
            assert row == "backward"
            continue
        assert container.region.x == 0
        assert container.region.y == top
        assert container.region.width == width
        left = 0
        for pane in shown(trainer, row):
            assert pane.region.offset == (left, top)
            assert pane.region.height == container.region.height >= 3
            assert pane.region.width >= 3
            left = pane.region.right
        assert left == width
        top = container.region.bottom
    assert top == height - 1


def assert_framed(trainer: Trainer, width: int) -> None:
    """Each line between the first and the last goes from frame to frame."""
    lines = trainer.lines
    assert {len(line) for line in lines} == {width}
    for line in lines[1:-1]:
        assert line[0] in "╭│╰"
        assert line[-1] in "╮│╯"


# Sizes.


@pytest.mark.parametrize("name", first_quick(EXPERIMENTS))
async def test_panes_fill_the_screen_at_every_size(name: str) -> None:
    experiment = EXPERIMENTS[name]
    step = len(experiment.script.steps) - 1
    async with opened(experiment, at=Position(2, step)) as trainer:
        await trainer.rests_at(2, step)
        for width, height in sizes(name):
            await resize(trainer, width, height)
            notice = trainer.main.query_one("#notice")
            if width < LEAST.width or height < LEAST.height:
                assert notice.region == Region(0, 0, width, height)
                assert not any(pane.region.area for pane in trainer.main.panes)
            else:
                assert not notice.display
                assert_filled(trainer, width, height)
                assert_framed(trainer, width)
        assert trainer.position == Position(2, step)


@pytest.mark.parametrize("size", [(39, 24), (80, 11), (30, 5)])
async def test_too_small_a_terminal_says_what_it_needs_and_everything_goes_on(
    size: tuple[int, int],
) -> None:
    async with opened(size=size) as trainer:
        await trainer.shows("tinynet needs 40×12")
        assert "iteration" not in trainer.text
        await trainer.press("N", "n")
        await trainer.rests_at(1, 2)
        await trainer.press("space")
        await trainer.until(lambda: trainer.position.iteration > 5)
        await trainer.press("space")
        await trainer.until(lambda: not trainer.frame.playing)
        await trainer.press("l", "m", "m", "down", "+", "-", "r", "question_mark", "escape")
        await trainer.until(lambda: trainer.frame.snapshot.experiment.seed == 2)
        await resize(trainer, 80, 24)
        await trainer.shows("seed 2 ", "iteration 0 of", "log-log")
        await trainer.press("q")
        await trainer.until(lambda: trainer.app._exit)
        assert trainer.app.return_value == 0


async def test_a_notice_is_cut_and_never_fails() -> None:
    async with opened(size=(1, 1)) as trainer:
        await resize(trainer, 10, 2)
        await resize(trainer, 1, 1)
        await trainer.press("N")
        await trainer.rests_at(1, 1)


async def test_the_least_size_shows_numbers_and_where_they_come_from() -> None:
    async with opened(size=LEAST, at=Position(254, 4)) as trainer:
        await trainer.rests_at(254, 4)
        await trainer.shows("iteration 254", "error 0.306699", " l2_error[0,0] ", "paused")
        assert_filled(trainer, *LEAST)
        assert any(isinstance(pane, NumberPane) for pane in shown(trainer, "forward"))
        assert trainer.main.explanation.region.area


@pytest.mark.parametrize("name", first_quick(EXPERIMENTS))
async def test_what_is_furthest_from_the_outputs_gives_way_first(name: str) -> None:
    async with opened(EXPERIMENTS[name], size=(79, 24)) as trainer:
        order = [pane.id for pane in trainer.main.forward]
        for width in range(79, 39, -3):
            await resize(trainer, width, 24)
            ids = [pane.id for pane in shown(trainer, "forward")]
            assert ids == order[-len(ids) :]
            assert len(ids) >= 2
        await resize(trainer, 80, 24)
        assert [pane.id for pane in shown(trainer, "forward")] == order


async def test_the_least_size_says_what_is_not_computed_yet() -> None:
    cell = Cursor.parse("l1_error[1,2]", VIDEO.dimensions)
    async with opened(size=LEAST, at=Position(0, 3), cell=cell) as trainer:
        await trainer.rests_at(0, 3)
        await trainer.shows(" l1_error[1,2] ", "not computed yet")


@pytest.mark.parametrize("name", first_quick(["the video's", "10,000 rows"]))
async def test_resizing_while_it_plays_is_safe(name: str) -> None:
    async with opened(EXPERIMENTS[name], play=True) as trainer:
        await trainer.until(lambda: trainer.position.iteration > 3)
        for width, height in sizes(name):
            await trainer.pilot.resize_terminal(width, height)
        await resize(trainer, 80, 24)
        assert trainer.frame.playing
        assert_filled(trainer, 80, 24)
        before = trainer.position
        await trainer.until(lambda: trainer.position > before)
        await trainer.until(lambda: all(line[0] in "╭│╰" for line in trainer.lines[1:-1]))
        assert_framed(trainer, 80)


async def test_resizing_while_a_pane_is_enlarged_is_safe() -> None:
    async with opened(at=Position(254, 8)) as trainer:
        await trainer.rests_at(254, 8)
        await trainer.press("m")
        for width, height in [(120, 40), (40, 12), (39, 11), (300, 100), (60, 15)]:
            await resize(trainer, width, height)
            pane = trainer.main.enlarged
            assert pane is not None
            if width >= 40:
                assert pane.region.offset == (0, 1) and pane.region.width == width
                below = trainer.main.explanation.region if height >= 18 else Region()
                assert pane.region.height + below.height == height - 2
        await trainer.press("m")
        await trainer.until(lambda: len(shown(trainer, "forward")) > 1)
        await trainer.pilot.pause(0)
        assert_filled(trainer, 60, 15)


async def test_larger_terminals_show_more() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        assert "l1_delta[" not in trainer.text
        small = {pane.id: pane.region for pane in trainer.main.panes}
        await resize(trainer, 200, 60)
        await trainer.shows(*(step.source for step in VIDEO.script.steps), "►l1_error", "l1_delta")
        syn0 = trainer.frame.snapshot.current.start["syn0"]
        await trainer.shows(*(f"{weight:+.6f}" for weight in syn0.flat))
        assert trainer.main.graph.region.height > 2 * small["graph"].height


# The numbers.

SKETCH = """
 tinynet  xor 3-4-1  seed 1  alpha 1    iteration 254 of 60,000  error 0.306699
 input   synapse 0 = syn0          layer 1 = l1             •synapse 1 layer 2 y
 0 0 1   +0.33 +0.79 -4.14 -2.25   0.46 0.38 0.73 0.76     -0.93     0.17    0
 0 1 1   -0.23 -2.94 -4.43 -0.70   0.41 0.03 0.03 0.61     +2.13     0.70    1
 1 0 1   -0.14 -0.47 +0.98 +1.14   0.55 0.58 0.04 0.25     -4.95     0.74    1
 1 1 1                             0.49 0.07 0.00 0.14     +2.13     0.50    0
 example          input × hidden      example × hidden         hidden    example
 step 6/9 ◄ back-propagation        ►l1_error                     error •delta
 l2_error = y - l2                 +.0218 -.0502 +.1164 -.0500   -0.17  -.0235
 l2_delta = l2_error * slope(l2)   -.0594 +.1371 -.3182 +.1367   +0.30  +.0642
►l1_error = l2_delta @ syn1.T      -.0458 +.1056 -.2451 +.1053   +0.26  +.0495
 l1_delta = l1_error * slope(l1)   +.1149 -.2650 +.6150 -.2643   -0.50  -.1242
"""


def words(line: str) -> list[str]:
    return re.sub("[╭╮╰╯│─]", " ", line).split()


async def test_the_first_screen_holds_the_numbers_of_the_design() -> None:
    cell = Cursor.parse("l1_error[2,0]", VIDEO.dimensions)
    async with opened(at=Position(254, 6), cell=cell) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.shows("l1_error[2,0]")
        await trainer.marks_position()
        lines = trainer.lines
        expected = [line for line in SKETCH.splitlines() if line]
        painted = lines[:12]
        for line, sketch in zip(painted, expected, strict=True):
            assert words(line) == words(sketch)
        bottom = "\n".join(lines[13:23])
        for text in (
            "error · log iterations",
            "example 2 (1 0 1) · hidden neuron 0",
            "l2_delta[2,0]   +0.04948",
            "× syn1[0,0]       -0.92545",
            "= l1_error[2,0]   -0.04579",
            ".T: back through the same weights",
        ):
            assert text in bottom
        assert lines[23].startswith(" paused  auto ")


async def test_before_the_first_step_nothing_has_a_value() -> None:
    async with opened() as trainer:
        await trainer.shows("error ·", "iteration 0 of")
        lines = trainer.lines
        assert words(lines[2]) == [
            *("0", "0", "1"),
            *("-0.17", "+0.44", "-1.00", "-0.40"),
            *"····",
            "-0.59",
            *("·", "0"),
        ]
        for line in lines[8:12]:
            assert words(line)[-6:].count("·") == 6
        assert "▲" not in trainer.text
        assert "▼" not in trainer.text


@pytest.mark.parametrize(
    ("size", "iteration"),
    [((80, 24), 1), ((80, 24), 59_999), ((100, 30), 254), ((120, 40), 254), ((200, 60), 254)],
)
async def test_what_is_left_over_says_from_when_in_title_or_foot(
    size: tuple[int, int], iteration: int
) -> None:
    async with opened(size=size, at=Position(iteration, 1)) as trainer:
        for step in range(1, 10):
            await trainer.rests_at(iteration, step)
            await trainer.pilot.pause(0)
            stale = 0
            for pane in trainer.main.query(NumberPane):
                lines = [text_of(row) for row in pane._rows]
                old = [placed for placed in pane.placed if placed.age]
                stale += len(old)
                edges = lines[0] + lines[-1]
                assert (f"({iteration - 1})" in edges or "(-1)" in edges) == bool(old), edges
            assert stale or step >= 6
            await trainer.press("n")


async def test_left_over_numbers_are_dim_on_the_screen() -> None:
    async with opened(at=Position(254, 2)) as trainer:
        await trainer.rests_at(254, 2)
        await trainer.pilot.pause(0)

        def colours(id: str) -> set[object]:
            pane = trainer.pane(id)
            segments = pane.render_line(1).crop(1, pane.size.width - 1)
            return {s.style.color for s in segments if s.style and s.text.strip()}

        foreground = {style_of(trainer, "muted").color}
        assert colours("back1") == foreground
        assert not colours("synapse0") & foreground
        assert colours("layer1") == {style_of(trainer, "text").color}
        for _ in range(5):
            await trainer.press("n")
        await trainer.rests_at(254, 7)
        await trainer.until(lambda: not colours("back1") & foreground)


def style_of(trainer: Trainer, name: str) -> Style:
    return trainer.main.get_component_rich_style(f"cells--{name}")


def text_of(row: Row) -> str:
    return "".join(text for text, _ in row)


PUBLISHED = {
    "layer2": ["0.00260572", "0.99672209", "0.99701711", "0.00386759"],
    "synapse0": [
        *("+4.60135710", "+4.17197193", "-6.30956245", "-4.19745118"),
        *("-2.58413484", "-5.81447929", "-6.60793435", "-3.68396123"),
        *("+0.97538679", "-2.02685775", "+2.52949751", "+5.84371739"),
    ],
    "synapse1": ["-6.96765763", "+7.14101949", "-10.31917382", "+7.86128405"],
}


async def test_the_published_output_and_weights_can_be_read() -> None:
    async with opened(at=Position(59_999, 9)) as trainer:
        await trainer.rests_at(59_999, 9)
        await trainer.shows("finished", "iteration 59,999 of 60,000")
        for id, numbers in PUBLISHED.items():
            pane = trainer.pane(id)
            trainer.main.set_focus(pane)
            await trainer.press("m")
            await trainer.until(lambda pane: pane.region.width == 80, pane)
            for number in numbers:
                # A number of ten and more takes a decimal from all of them.
                await trainer.until(lambda n: n in trainer.text or n[:-1] in trainer.text, number)
            await trainer.press("m")
            await trainer.until(lambda: trainer.main.enlarged is None)


async def test_arrows_stand_behind_all_weights_of_an_update() -> None:
    async with opened(at=Position(1000, 7)) as trainer:
        await trainer.rests_at(1000, 7)
        assert not re.search("[▲▼]", trainer.text)
        for step, names in ((8, ["syn1"]), (9, ["syn0", "syn1"])):
            await trainer.press("n")
            await trainer.rests_at(1000, step)
            current = trainer.frame.snapshot.current
            up = sum(int((current.values[n] > current.start[n]).sum()) for n in names)
            down = sum(int((current.values[n] < current.start[n]).sum()) for n in names)
            await trainer.until(lambda up: trainer.text.count("▲") == up, up)
            await trainer.until(lambda down: trainer.text.count("▼") == down, down)
            assert up + down == sum(current.values[n].size for n in names)
        await trainer.press("n")
        await trainer.rests_at(1001, 1)
        await trainer.until(lambda: not re.search("[▲▼]", trainer.text))


# What is repainted.


@pytest.fixture
def repainted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Region, ...]]]:
    """What canvases ask to be repainted: their id and the regions, none for all of it."""
    asked: list[tuple[str, tuple[Region, ...]]] = []
    refresh = Canvas.refresh

    def record(canvas: Canvas, *regions: Region, **options: Any) -> Any:
        asked.append((canvas.id or "", regions))
        return refresh(canvas, *regions, **options)

    monkeypatch.setattr(Canvas, "refresh", record)
    return asked


def with_number(frame: Frame, name: str, cell: tuple[int, int], number: float) -> Frame:
    """The same Frame, but for one number."""
    snapshot = frame.snapshot
    array = snapshot.current.values[name].copy()
    array[cell] = number
    current = replace(snapshot.current, values={**snapshot.current.values, name: array})
    return replace(frame, snapshot=replace(snapshot, current=current))


async def test_the_same_view_is_not_repainted(
    repainted: list[tuple[str, tuple[Region, ...]]],
) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.marks_position()
        repainted.clear()
        trainer.main.show(trainer.frame)
        assert repainted == []


@pytest.mark.parametrize(
    ("name", "pane", "cell"),
    [
        ("l1", "layer1", (2, 1)),
        ("l1", "layer1", (0, 3)),
        ("l2_error", "back2", (3, 0)),
        ("l1_error", "back1", (1, 2)),
    ],
)
async def test_a_number_that_changes_repaints_its_row(
    name: str, pane: str, cell: tuple[int, int], repainted: list[tuple[str, tuple[Region, ...]]]
) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.marks_position()
        graph = trainer.main.graph
        repainted.clear()
        frame = with_number(trainer.frame, name, cell, 0.123)
        trainer.main.show(frame)
        changed = [(id, regions) for id, regions in repainted if id not in ("status", graph.id)]
        ((id, (region,)),) = changed
        assert id == pane
        assert (region.x, region.y, region.height) == (0, cell[0] + 1, 1)
        placed = trainer.pane(pane).placed[0]
        right = 1 + placed.left + cell[1] * placed.pitch + placed.scale.width
        assert right <= region.right <= trainer.pane(pane).size.width
        if name != "l2_error":  # the status line and the graph show the error too
            assert repainted == changed


async def test_a_number_that_changes_too_little_to_be_seen_repaints_nothing(
    repainted: list[tuple[str, tuple[Region, ...]]],
) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.marks_position()
        repainted.clear()
        number = trainer.frame.snapshot.current.values["l1"][0, 0]
        trainer.main.show(with_number(trainer.frame, "l1", (0, 0), number + 1e-9))
        assert repainted == []


async def test_what_was_not_repainted_had_not_changed() -> None:
    """Rows kept from before are what painting all of them anew gives."""

    def picture() -> list[list[tuple[str, str]]]:
        strips = trainer.main._compositor.render_strips()
        return [[(s.text, str(s.style)) for s in strip.simplify()] for strip in strips]

    async with opened(at=Position(6, 1)) as trainer:
        await trainer.rests_at(6, 1)
        await trainer.marks_position()
        keys = [*["n"] * 10, "N", "tab", "down", "right", "l", "l", "escape", "R", "r", "n", "n"]
        for key in keys:
            before = trainer.frame
            await trainer.press(key)
            if key in "nNRr":
                await trainer.until(lambda before: trainer.frame is not before, before)
            await trainer.pilot.pause(0)
            kept = picture()
            for canvas in trainer.main.query(Canvas):
                canvas._styles_cache.clear()
                canvas.refresh()
            assert picture() == kept


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_of_much_data_only_what_can_be_seen_is_painted(size: tuple[int, int]) -> None:
    async with opened(EXPERIMENTS["10,000 rows"], size=size) as trainer:
        await trainer.shows("of 10000")
        for pane in trainer.main.query(NumberPane):
            assert len(pane._rows) == pane.size.height <= size[1]
            assert pane.placed
            for placed in pane.placed:
                assert len(placed.rows) <= pane.size.height - 2
                assert len(placed.columns) * placed.pitch <= pane.size.width


async def test_flat_out_the_screen_shows_ever_later_iterations() -> None:
    async with opened(speed=by_name("max"), play=True, iterations=10**9) as trainer:
        for _ in range(5):
            before, line = trainer.position, trainer.lines[0]
            await trainer.until(lambda before: trainer.position > before, before)
            await trainer.until(lambda line: trainer.lines[0] != line, line)


async def test_of_points_both_coordinates_are_seen_as_they_are() -> None:
    data = parse("circle")
    async with opened(Experiment(data, alpha=data.alpha), at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        shown = [line.split("│")[1] for line in trainer.lines[2:6]]
        assert [[*map(float, line.split())] for line in shown] == data.X[:4].tolist()
        assert "circle 3-4-1  seed 1  alpha 0.1" in trainer.lines[0]


async def test_where_there_is_room_the_status_line_says_how_the_data_are_made() -> None:
    data = parse("circle:points=20,seed=7")
    for size, name in (((80, 24), " circle 3-4-1"), ((160, 24), " circle:points=20,seed=7 3-4-1")):
        async with opened(Experiment(data), size=size) as trainer:
            await trainer.rests_at(0, 1)
            assert name in trainer.lines[0]


@pytest.mark.parametrize("by_hand", [0.25, -3.0, 12.5])
async def test_there_is_room_for_what_is_put_into_whole_numbers_by_hand(by_hand: float) -> None:
    edit = Edit(Position(0, 1), "X", (0, 1), by_hand)
    async with opened(Experiment(edits=(edit,)), at=Position(3, 2)) as trainer:
        await trainer.rests_at(3, 2)
        shown = trainer.lines[2].split("│")[1].split()
        assert [*map(float, shown)] == [0, by_hand, 1]
