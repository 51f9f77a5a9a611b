"""Keys move the cursor, the focus and what is enlarged, on the running app."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.running_app import COMPARE, STEPS, focused, reversed_text
from helpers.trainer import Trainer, opened
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.panes.error_graph.plot import Axes
from tinynet_tui.ui.panes.numbers.pane import NumberPane


async def focus(trainer: Trainer, id: str) -> None:
    """Go to a pane with the tab key."""
    for _ in trainer.main.panes:
        await trainer.press("tab")
        if focused(trainer) == id:
            return
    raise AssertionError(f"no tab leads to {id}")


async def test_l_changes_the_axes_of_the_graph_in_a_circle() -> None:
    async with opened(at=Position(254, 4)) as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.rests_at(254, 4)
        pictures = []
        for axes in (Axes.LOG_LOG, Axes.LINEAR, Axes.LOG):
            await trainer.press("l")
            await trainer.shows(f" error · {axes.value} ")
            await trainer.marks_position()
            pictures.append(trainer.lines[13:22])
        assert len({tuple(picture) for picture in pictures}) == 3


async def test_m_enlarges_the_pane_that_is_explained_and_shrinks_it_again() -> None:
    async with opened(at=Position(254, 8)) as trainer:
        await trainer.rests_at(254, 8)
        await trainer.shows("►synapse 1", "input", "log iterations")
        await trainer.marks_position()
        small = trainer.text
        await trainer.press("m")
        await trainer.until(lambda: "╭ input" not in trainer.text)
        pane = trainer.main.enlarged
        assert pane is not None
        assert pane.id == "synapse1"
        assert pane.region.width == 80
        await trainer.shows("syn1[0,0]", " m back ")  # its explanation, and the way back
        numbers = trainer.frame.snapshot.current.values["syn1"][:, 0]
        await trainer.shows(*(f"{number:+.8f}" for number in numbers))
        await trainer.press("m")
        await trainer.until(lambda: trainer.text == small)


@pytest.mark.parametrize("id", ["input", "layer1", "back2", "step", "graph", "explanation"])
async def test_m_enlarges_the_focused_pane_and_esc_leaves_it(id: str) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await focus(trainer, id)
        await trainer.press("m")
        await trainer.until(lambda: trainer.main.enlarged)
        enlarged = trainer.main.enlarged
        assert enlarged is not None
        assert enlarged.id == id
        whole = id in ("graph", "explanation")
        await trainer.until(lambda: enlarged.region.width == 80)
        await trainer.until(lambda: (enlarged.region.height == 22) == whole)
        await trainer.shows(" m back ")
        if not whole:
            await trainer.until(lambda: trainer.main.explanation.region.bottom == 23)
        await trainer.press("escape")
        await trainer.until(lambda: all(pane.display for pane in trainer.main.panes))
        await trainer.until(lambda: enlarged.region.width < 80)
        assert trainer.main.enlarged is None


async def test_training_goes_on_in_an_enlarged_pane() -> None:
    async with opened(at=Position(254, 8)) as trainer:
        await trainer.rests_at(254, 8)
        await trainer.press("m", "N")
        await trainer.rests_at(255, 8)
        numbers = trainer.frame.snapshot.current.values["syn1"][:, 0]
        await trainer.shows("iteration 255", *(f"{number:+.8f}" for number in numbers))


async def test_arrows_move_the_cursor_and_explain_its_cell() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        for key, cell in [
            ("down", "l1_error[1,0]"),
            ("down", "l1_error[2,0]"),
            ("right", "l1_error[2,1]"),
            ("up", "l1_error[1,1]"),
            ("left", "l1_error[1,0]"),
        ]:
            await trainer.press(key)
            await trainer.shows(f" {cell} ")
        assert trainer.main.cursor == Cursor(example=1)
        assert focused(trainer) == "back1"


async def test_arrows_at_an_edge_enter_the_pane_beyond() -> None:
    async with opened(at=Position(254, 1)) as trainer:
        await trainer.rests_at(254, 1)
        visited: list[tuple[str | None, str]] = []

        def here() -> object:
            main = trainer.main
            return focused(trainer), main.pinned, main.cursor, trainer.frame.snapshot.position

        async def press(key: str) -> None:
            before = here()
            await trainer.press(key)
            await trainer.until(lambda: here() != before)

        async def go(key: str, until: Callable[[], bool]) -> None:
            visited.clear()
            while not until():
                visited.append((focused(trainer), str(trainer.main.pinned)))
                assert len(visited) < 40, visited
                await press(key)

        await go("right", lambda: trainer.main.pinned == "y")
        panes = list(dict.fromkeys(pane for pane, _ in visited if pane))
        assert panes == ["input", "synapse0", "layer1", "synapse1", "layer2"]
        await go("left", lambda: focused(trainer) == "input" and trainer.main.cursor.input == 0)
        panes = list(dict.fromkeys(pane for pane, _ in visited if pane))
        assert panes == ["layer2", "synapse1", "layer1", "synapse0", "input"]
        await go("down", lambda: focused(trainer) == "graph")
        assert [pane for pane, _ in visited][-1] == "step"
        await trainer.press("right")
        assert focused(trainer) == "explanation"
        await trainer.press("down", "right")
        assert focused(trainer) == "explanation"
        await go("up", lambda: focused(trainer) == "back1")
        await go("right", lambda: trainer.main.pinned == "l2_delta")
        assert ("back2", "l2_error") in visited
        await go("left", lambda: focused(trainer) == "step")
        assert "back1" in {pane for pane, _ in visited}


async def test_of_two_variables_in_one_place_the_one_explained_is_seen() -> None:
    cell = Cursor.parse("l1_delta[1,1]", Experiment().dimensions)
    async with opened(at=Position(3, 6), cell=cell) as trainer:
        await trainer.rests_at(3, 6)
        await trainer.shows(" l1_delta (2) ", " l1_delta[1,1] ")
        for key, moved in [("down", "[2,1]"), ("right", "[2,2]"), ("up", "[1,2]")]:
            await trainer.press(key)
            await trainer.shows(f" l1_delta{moved} ")
            assert len(reversed_text(trainer)) == 1
        await trainer.press("m")
        await trainer.until(lambda: trainer.main.enlarged is trainer.pane("back1"))
        await trainer.press("m", "N")
        await trainer.rests_at(4, 6)
        await trainer.shows(" l1_delta (3) ", " l1_delta[1,2] ")
        await trainer.press("escape")
        await trainer.shows("►l1_error ", " l1_error[1,2] ")


async def test_a_step_shows_the_variable_assigned_last_again() -> None:
    cell = Cursor.parse("l1_error[1,1]", Experiment().dimensions)
    async with opened(at=Position(3, 7), cell=cell) as trainer:
        await trainer.rests_at(3, 7)
        await trainer.shows("•l1_error ", " l1_error[1,1] ")
        assert trainer.pane("back1").names == ["l1_error"]
        await trainer.press("n")
        await trainer.rests_at(3, 8)
        await trainer.until(lambda: trainer.pane("back1").names == ["l1_delta"])


@pytest.mark.parametrize("size", [(40, 12), (50, 15), (79, 19), (60, 20)])
@pytest.mark.parametrize("name", ["l0", "syn0", "l1_error", "l1_delta", "l2_error"])
async def test_the_cursor_moves_where_its_pane_has_given_way_too(
    name: str, size: tuple[int, int]
) -> None:
    step = STEPS.index(name) + 1
    experiment = Experiment()
    async with opened(size=size, at=Position(3, step)) as trainer:
        await trainer.rests_at(3, step)
        await trainer.until(lambda: trainer.main.pinned is None)
        for key in ("down", "up", "down"):
            await trainer.press(key)
        await trainer.shows(f" {name}[1,0] ")
        assert trainer.main.cursor == Cursor().through(name, (1, 0), experiment.dimensions)
        await trainer.press("m")
        await trainer.until(lambda: len(reversed_text(trainer)) == 1)
        enlarged = trainer.main.enlarged
        assert isinstance(enlarged, NumberPane)
        assert name in enlarged.names
        await trainer.press("up")
        await trainer.until(lambda: trainer.main.cursor == Cursor())
        await trainer.press("m", "down")
        await trainer.shows(f" {name}[1,0] ")


async def test_a_focused_pane_that_gives_way_is_still_explained() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        await focus(trainer, "synapse0")
        await trainer.press("down")
        await trainer.shows(" syn0[1,0] ")
        for width, height in [(40, 12), (39, 11), (80, 24)]:
            await trainer.pilot.resize_terminal(width, height)
            await trainer.until(lambda width: trainer.main.size.width == width, width)
            await trainer.pilot.pause(0)
        await trainer.shows(" syn0[1,0] ")
        assert trainer.main.pinned == "syn0"
        await trainer.press("up")
        await trainer.shows(" syn0[0,0] ")


async def test_at_the_edge_of_a_pane_that_is_not_seen_the_cursor_stays() -> None:
    async with opened(size=(40, 12), at=Position(3, 8)) as trainer:
        await trainer.rests_at(3, 8)
        await trainer.press("n")
        await trainer.rests_at(3, 9)
        await trainer.press("up", "left")
        await trainer.shows(" syn0[0,0] ")
        assert trainer.main.cursor == Cursor()


async def test_arrows_in_an_enlarged_pane_move_the_cursor_in_it() -> None:
    async with opened(at=Position(3, 7)) as trainer:
        await trainer.rests_at(3, 7)
        await trainer.press("m", "n")
        await trainer.rests_at(3, 8)
        await trainer.press("down")
        await trainer.until(lambda: trainer.main.cursor == Cursor(example=1))
        assert trainer.main.enlarged is trainer.pane("back1")
        assert trainer.main.pinned in trainer.pane("back1").names


async def test_tab_goes_through_all_panes_and_shift_tab_back() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        order = [pane.id for pane in trainer.main.panes]
        here = order.index("back1")  # the pane of the step
        order = [*order[here + 1 :], *order[: here + 1]]
        for id in [*order, order[0]]:
            await trainer.press("tab")
            assert focused(trainer) == id
        for id in reversed(order):
            await trainer.press("shift+tab")
            assert focused(trainer) == id


async def test_tab_in_an_enlarged_pane_enlarges_the_next() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.press("m")
        for key, id in [("tab", "back2"), ("tab", "graph"), ("shift+tab", "back2")]:
            await trainer.press(key)
            enlarged = trainer.main.query_one(f"#{id}", Pane)
            assert trainer.main.enlarged is enlarged
            await trainer.until(lambda pane: pane.region.width == 80, enlarged)


async def test_a_focused_pane_is_explained_and_lit() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        await focus(trainer, "synapse0")
        await trainer.shows(" syn0[0,0] ")
        pane = trainer.pane("synapse0")
        lit = pane.render_line(0)._segments[0].style
        await trainer.press("tab")
        await trainer.shows(" l1[0,0] ")
        dim = pane.render_line(0)._segments[0].style
        assert lit is not None
        assert dim is not None
        assert lit.color != dim.color


async def test_esc_goes_back_to_the_cell_of_the_step_and_never_quits() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        await focus(trainer, "input")
        await trainer.press("down")
        await trainer.shows(" l0[1,0] ")
        await trainer.press("escape")
        await trainer.shows(" l1_error[1,0] ")
        assert focused(trainer) is None
        await trainer.press("escape", "escape", "N")
        await trainer.rests_at(4, 6)


async def test_esc_brings_no_earlier_message_back() -> None:
    async with opened() as trainer:
        await trainer.press("z")
        await trainer.shows("nothing to undo")
        await trainer.press("m")
        await trainer.until(lambda: "nothing to undo" not in trainer.text)
        await trainer.press("escape", "escape", "escape")
        await trainer.until(lambda: not trainer.main.enlarged)
        assert "nothing to undo" not in trainer.text


async def test_arrows_in_the_source_go_along_the_steps() -> None:
    async with opened(at=Position(3, 1)) as trainer:
        await trainer.rests_at(3, 1)
        trainer.main.set_focus(trainer.main.backward[0])
        await trainer.press("down", "down")
        await trainer.rests_at(3, 3)
        await trainer.press("up")
        await trainer.rests_at(3, 2)
        assert focused(trainer) == "step"
        await trainer.press("up")
        await trainer.rests_at(3, 1)
        await trainer.press("up")
        assert focused(trainer) == "input"


@pytest.mark.parametrize("axes", [0, 2])
async def test_arrows_in_the_graph_go_along_the_iterations(axes: int) -> None:
    async with opened(at=Position(20_000, 4)) as trainer:
        await trainer.rests_at(20_000, 4)
        await trainer.press(*["l"] * axes)
        trainer.main.set_focus(trainer.main.graph)
        visited = [20_000]

        def has_moved(before: Position) -> bool:
            return trainer.position != before and trainer.frame.going is None

        for key in ("left", "left", "left", "right", "right"):
            before = trainer.position
            await trainer.press(key)
            await trainer.until(has_moved, before)
            assert trainer.position.step == COMPARE
            visited.append(trainer.position.iteration)
        assert visited[:4] == sorted(visited[:4], reverse=True)
        assert visited[4:] == visited[2:0:-1]
        assert focused(trainer) == "graph"
        while focused(trainer) == "graph":
            before = trainer.position
            await trainer.press("right")
            await trainer.until(
                lambda before: has_moved(before) or focused(trainer) != "graph", before
            )
        assert trainer.position == Position(20_000, COMPARE)


@pytest.mark.parametrize(
    ("name", "cell"), [("l0", (12, 0)), ("l1", (0, 4)), ("syn2", (0, 0)), ("l3", (0, 0))]
)
async def test_a_cell_that_was_clicked_before_other_data_came_is_nothing(
    name: str, cell: tuple[int, int]
) -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = trainer.main.cursor, trainer.main.pinned
        trainer.main.post_message(NumberPane.Chosen(name, cell))
        trainer.main.post_message(NumberPane.Scrolled("syn2", 0, 1))
        await trainer.press("n")
        await trainer.rests_at(3, 7)
        assert (trainer.main.cursor, trainer.main.pinned) == before
