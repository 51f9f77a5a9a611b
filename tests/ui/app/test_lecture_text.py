"""The text of a scene on the running app: it is paged, and waits for its position."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from rich.cells import cell_len
from textual import events

from helpers.lectures import lecture_of, opened_lecture
from helpers.three_scenes import THREE, lit
from helpers.trainer import running
from tinynet_tui.lecture.files import built_in
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.worker.jobs import Going


async def test_a_long_text_is_paged_through_before_the_answer_and_the_next_scene() -> None:
    words = " ".join(f"w{number}" for number in range(150))
    text = f"# Long\n\n{words}\n\n? And {words}?\n= Yes.\n# Next\n"
    async with opened_lecture(lecture_of(text)) as it:
        seen = it.said
        while it.lecture_app.index == 0:
            before = (it.main.text.top, it.main.text.answered)
            await it.press("pagedown")
            await it.until(
                lambda before: (
                    it.lecture_app.index or (it.main.text.top, it.main.text.answered) != before
                ),
                before,
            )
            await it.pilot.pause(0)
            seen += it.said
        assert [f"w{number}" in seen for number in range(150)] == [True] * 150
        assert "= Yes." in seen
        await it.press("pageup")
        await it.shows("1/2 Long ", "w0 ", "more ╯")


async def test_a_long_text_scrolls_by_wheel_and_arrows() -> None:
    words = " ".join(f"w{number}" for number in range(150))
    async with opened_lecture(lecture_of(f"# Long\n\n{words}\n")) as it:
        it.main.set_focus(it.main.text)
        await it.press("down", "down")
        assert it.main.text.top == 2
        await it.press("up")
        assert it.main.text.top == 1
        assert it.main.focused is it.main.text
        await it.press("up", "up")
        assert it.main.text.top == 0
        await it.until(lambda: it.main.focused is not it.main.text)
        x, y = it.main.text.region.offset
        await it.pilot._post_mouse_events([events.MouseScrollDown], offset=(x + 3, y + 3), button=0)
        await it.until(lambda: it.main.text.top == 1)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 35), (200, 60)])
async def test_every_word_can_be_read_in_every_size(size: tuple[int, int]) -> None:
    lecture = built_in()
    async with opened_lecture(lecture, size=size, first=11) as it:
        pane, seen = it.main.text, it.said
        while not (pane.answered and "next scene ╯" in it.text):
            before = (pane.top, pane.answered)
            await it.press("pagedown")
            await it.until(lambda before: (pane.top, pane.answered) != before, before)
            seen += " " + it.said
        text = "each hidden neuron change? Minus: hidden neuron 0 should go down."
        words = re.findall(r"\S+", text)
        assert [word in seen for word in words] == [True] * len(words)
        assert all(cell_len(line) == size[0] for line in it.lines)


async def test_a_tiny_terminal_says_so_and_the_scenes_go_on() -> None:
    async with opened_lecture(lecture_of(THREE), size=(20, 5)) as it:
        await it.press("pagedown", "pagedown")
        await it.stands(it.lecture_app.lecture.scenes[1])
        await it.pilot.resize_terminal(80, 24)
        await it.shows("2/3 Two ")
        assert lit(it) == "graph"


async def test_wide_characters_keep_the_frame() -> None:
    text = (
        "# 神经网络 "
        + "标" * 40
        + "\n\n一个小的神经网络，{error} 可以逐个阅读 e\u0301. "
        + "字" * 60
    )
    async with opened_lecture(lecture_of(text + "\nat: 3\n".join([""]))) as it:
        assert all(cell_len(line) == 80 for line in it.lines)
        assert "可以逐个阅读" in it.text
        await it.press("N", "n", "n", "n")
        await it.rests_at(1, 4)
        assert all(cell_len(line) == 80 for line in it.lines)


async def test_an_enlarged_text_has_the_whole_screen() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        it.main.set_focus(it.main.text)
        await it.press("m")
        await it.until(lambda: it.main.text.region.size == (80, 22))
        await it.press("pagedown")
        await it.shows("= Because.")
        await it.press("pagedown")
        await it.shows("2/3 Two ", "synapse 0")


async def test_an_enlarged_pane_gives_way_to_the_answer() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        await it.press("m")
        await it.shows(" m back ")
        await it.press("pagedown")
        await it.shows("= Because.", "1/3 One")


FAR = """\
    # Far
    at: 59999:l2

    It is the end.

    ? What now?

    = Nothing.
    """


@pytest.fixture
def halted() -> Iterator[Callable[[], None]]:
    """Keep every run on its way, until the function is called."""
    go_on, go = Going.go_on, threading.Event()

    def stay(going: Going, *others: Any) -> Any:
        return go_on(going, *others) if go.is_set() else None

    with mock.patch.object(Going, "go_on", stay):
        yield go.set


async def test_a_text_waits_until_the_run_is_where_it_is_about(halted: Callable[[], None]) -> None:
    app = LectureApp(lecture_of(FAR), fps=60)
    async with running(app) as it:
        await it.shows("The run is on its way to iteration", "59,999. Then the text appears.")
        await it.press("pagedown", "pagedown")
        assert not app.main.text.answered
        halted()
        await it.shows("It is the end.", "What now?", "pgdn: answer")
        await it.press("n")
        await it.rests_at(59_999, 4)
        assert "It is the end." in it.text


async def test_a_text_that_was_left_on_the_way_says_how_to_go_there(
    halted: Callable[[], None],
) -> None:
    app = LectureApp(lecture_of(FAR), fps=60)
    async with running(app) as it:
        await it.shows("The run is on its way to iteration", "59,999. Then the text appears.")
        await it.press("space")
        await it.shows("The text is about iteration 59,999.", "goes there.")
        halted()
        await it.press("backspace")
        await it.shows("It is the end.")


async def test_the_first_page_is_shown_before_pagedown_turns_it() -> None:
    app = LectureApp(lecture_of(FAR), fps=60)
    async with running(app) as it:
        await it.press("pagedown", "pagedown")  # at once
        await it.shows("It is the end.", "pgdn: answer")
        assert not app.main.text.answered
        await it.press("pagedown")
        await it.shows("= Nothing.")


@pytest.mark.parametrize("size", [(80, 19), (80, 14), (60, 16), (40, 19), (40, 12)])
async def test_the_lit_pane_is_the_last_to_give_way(size: tuple[int, int]) -> None:
    app = LectureApp(built_in(), fps=60)
    async with running(app, size) as it:
        for scene in app.lecture.scenes:
            app.main.stage(scene)
            for lit_pane in (pane for pane in app.main.every_pane if pane.lit):
                await it.until(lambda pane: pane.display and pane.region.area, lit_pane)


async def test_values_may_be_any_cell_or_a_difference_in_any_form() -> None:
    lecture = lecture_of(
        """\
        # One
        at: 254:l2_error

        {l2[2,0] - y[2,0]:.3f} {l2[2,0]-y[2,0]} {error:.1%} {squares:.2e} {hidden} {X[2,0]}
        {iteration - seed} {syn0[1,2]:+.4f}
        """
    )
    async with opened_lecture(lecture) as it:
        values = it.frame.snapshot.current.values
        gap, syn0 = values["l2"][2, 0] - 1, it.frame.snapshot.weights[0]
        assert it.said == (f"{gap:.3f} {gap:.4f} 30.7% 2.17e-01 4 1 253 {syn0[1, 2]:+.4f}")


async def test_pagedown_reveals_the_text_then_the_question_then_the_answer() -> None:
    lecture = lecture_of(
        """\
        # One
        at: 3

        First.

        ...

        ```
        if x:
            y   = 1
        ```

        ...

        ? Third?
        = Fourth.

        # Two
        at: 3
        """
    )
    async with opened_lecture(lecture) as it:
        await it.shows("First.", "… pgdn: more")
        assert "if x" not in it.text
        await it.press("pagedown")
        await it.shows("│ if x:", "│     y   = 1", "… pgdn: more")
        assert "Third" not in it.text
        await it.press("pagedown")
        await it.shows("? Third?", "pgdn: answer")
        await it.press("pagedown")
        await it.shows("= Fourth.", "pgdn: next scene")
        there = it.main.text.page
        it.main.text.turn_to(1)
        await it.shows("First.", "… pgdn: more")
        it.main.text.turn_to(there)
        await it.shows("= Fourth.", "pgdn: next scene")
        await it.press("pagedown")
        await it.shows("2/2 Two")
        await it.press("pageup")
        await it.shows("First.", "… pgdn: more")
        assert "if x" not in it.text


async def test_on_a_wide_screen_the_text_is_between_graph_and_explanation() -> None:
    async with opened_lecture(built_in(), first=1, size=(160, 45)) as it:
        await it.shows(" error · log iterations ", "2/19 The sigmoid", " l1[0,0] ")
        graph, text, explanation = it.main.graph, it.main.text, it.main.explanation
        assert 0 < graph.region.right <= text.region.x < text.region.right <= explanation.region.x
        assert text.region.width < 80  # a line that can be read
        await it.press("a")
        await it.until(lambda: it.main.what_if)
        await it.until(lambda: not graph.display and not explanation.display)


@pytest.mark.parametrize(
    ("scene", "counts", "bars"),
    [
        (5, [("0.45", 1), ("0.5", 1), ("0.509", 1)], ["0.45  1", "0.5   1", "0.509 1"]),
        (5, [("0.5", 9), ("1", 4), ("2", 2), ("3", 1), ("4", 1)], ["0.5    9", "others"]),
        (7, [("+", 1), ("0", 1), ("-", 1)], ["positive 1", "zero     1", "negative 1"]),
    ],
)
async def test_every_answer_of_a_class_is_in_a_bar_or_is_counted(
    scene: int, counts: list[tuple[str, int]], bars: list[str]
) -> None:
    async with opened_lecture(built_in(), first=scene) as it:
        await it.page_to_answer()
        it.main.show_answers(counts)
        pages = [it.text]
        while it.main.text.scroll_rows(3):
            await it.pilot.pause(0)
            pages.append(it.text)
        shown = "\n".join(pages)
        assert all(bar in shown for bar in bars), shown
