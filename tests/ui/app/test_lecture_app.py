"""A lecture on the running app: its scenes, its keys and what is explored."""

from __future__ import annotations

import re
import threading
from itertools import islice
from pathlib import Path

import pytest
from textual import events

from helpers.lectures import lecture_of, opened_lecture, written
from helpers.strategies import stepping
from helpers.three_scenes import THREE, lit, next_scene
from helpers.trainer import opened
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.live_values import UNKNOWN, Written, write
from tinynet_tui.lecture.scene import LiveValue
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.dialogs.blank import close_dialogs
from tinynet_tui.ui.dialogs.help import HelpScreen
from tinynet_tui.ui.keys.table import LECTURE_KEYS
from tinynet_tui.ui.panes.error_graph.plot import Axes
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.worker.commands import Command


async def test_a_scene_stands_where_it_says() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        await it.shows("╭ 1/3 One ─", "iteration 254 ", "step 6/9", " l1_error[2,0] ")
        assert lit(it) == "back1"
        assert it.said == ("It is -.0458, and -0.045793; not yet: 0.306699. ? Why [bold]so[/]?")
        await it.shows("pgdn: answer")
        await it.press("pagedown")
        await it.shows("= Because.", "pgdn: next scene")
        await it.press("pagedown")
        await it.shows("2/3 Two ", "iteration 20 ", "No question here.")
        assert it.main.cursor == Cursor(3, 0, 1, 0)
        assert it.main.pinned is None
        await it.press("pagedown")
        await it.shows("3/3 Three ", "xor 3-2-1  seed 3", "step 3/9", " syn1[1,0] ", "the end")
        await it.until(lambda: lit(it) == "synapse1")
        assert it.pane("synapse1").placed[0].rows == range(2)
        number = it.frame.snapshot.current.values["l1"][0, 0]
        said = f"The first is {number:.2f}, · is not there yet."
        await it.until(lambda: it.said == said)  # once the new panes have their place


async def test_pageup_goes_back_to_the_beginning_of_a_scene() -> None:
    async with opened_lecture(lecture_of(THREE), first=2) as it:
        await it.press("pageup")
        await it.shows("2/3 Two ", "xor 3-4-1  seed 1")
        assert lit(it) == "graph"
        await it.press("pageup")
        await it.shows("1/3 One ", "pgdn: answer")
        await it.press("pageup")
        await it.shows("this is the first scene")
        assert it.lecture_app.index == 0


async def test_behind_the_last_scene_there_is_nothing() -> None:
    async with opened_lecture(lecture_of(THREE), first=2) as it:
        await it.press("pagedown")
        await it.shows("this is the last scene")
        assert it.lecture_app.index == 2
        await it.press("n")
        await it.rests_at(0, 4)
        assert "last scene" not in it.text


async def test_a_burst_of_keys_is_dealt_with_one_after_the_other() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        for key in ("pagedown", "pagedown", "pagedown", "n", "n"):
            it.app.post_message(events.Key(key, None))
        await it.rests_at(0, 5)
        assert it.frame.snapshot.experiment == Experiment(hidden=2, seed=3)
        assert it.main.pinned is None
        await it.shows("3/3 Three ", " l2_delta[0,0] ")


async def test_many_scenes_in_a_burst() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        for key in ["pagedown"] * 4 + ["pageup"] * 3 + ["pagedown"] * 3:
            it.app.post_message(events.Key(key, None))
        await it.stands(it.lecture_app.lecture.scenes[2])
        await it.until(lambda: lit(it) == "synapse1")
        assert len(it.main.query("#layer1")) == 1


async def test_the_graph_gives_way_unless_it_is_lit() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        await it.until(lambda: it.main.graph.ready)
        assert "log iterations" not in it.text
        assert it.main.explanation.region.area
        await next_scene(it)
        await it.shows("log iterations")
        await it.marks_position()
        assert not it.main.query_one("#explanation", ExplanationPane).display
        assert it.main.text.region.x == it.main.graph.region.right
        await next_scene(it)
        await it.until(lambda: "log iterations" not in it.text)
        await it.shows(" syn1[1,0] ")


async def test_a_scene_has_the_graph_with_its_own_axes_again() -> None:
    async with opened_lecture(lecture_of(THREE), first=1) as it:
        await it.until(lambda: it.main.graph.ready)
        await it.shows("log iterations")
        for back in (["backspace"], ["pageup", "pagedown", "pagedown"]):
            await it.press("l", "l")
            await it.until(lambda: it.main.graph.axes is Axes.LINEAR)
            await it.until(lambda: "log iterations" not in it.text)
            await it.press(*back)
            await it.stands(it.lecture_app.lecture.scenes[1])
            await it.shows("log iterations")
            assert it.main.graph.axes is Axes.LOG


async def test_an_explanation_that_is_lit_stays() -> None:
    async with opened_lecture(lecture_of("# T\nat: 3:l1\nlight: explanation\n")) as it:
        assert lit(it) == "explanation"
        await it.shows(" l1[0,0] ", "1/1 T ")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        *(("input", "input"), ("synapse 0", "synapse0"), ("layer 1", "layer1"), ("y", "layer2")),
        *(
            ("l1_delta", "back1"),
            ("error", "back2"),
            ("step", "step"),
            ("graph", "graph"),
            ("source", "step"),
        ),
    ],
)
async def test_every_pane_can_be_lit(name: str, id: str) -> None:
    async with opened_lecture(lecture_of(f"# T\nat: 3:l1\nlight: {name}\n")) as it:
        await it.until(lambda: lit(it) == id)


async def test_without_a_light_nothing_is_lit() -> None:
    async with opened_lecture(lecture_of("# T\n")) as it:
        assert "╔" not in it.text


async def test_changes_of_the_experiment_and_back() -> None:
    text = "# A\nhidden: 0\ndataset: copy-first\nat: 9:l1_delta\nlight: synapse 0\n# B\nat: 9\n"
    async with opened_lecture(lecture_of(text + "# C\nhidden: 64\nalpha: 10\nat: 7:syn1\n")) as it:
        await it.shows("copy-first 3-1 ", "step 4/5", "╔ synapse 0 ")
        assert {pane.id for pane in it.main.forward} == {"input", "synapse0", "layer1"}
        await next_scene(it)
        await it.shows("xor 3-4-1 ", "step 4/9", "synapse 1")
        await next_scene(it)
        await it.shows("xor 3-64-1 ", "alpha 10 ", "of 64")
        await it.press("pageup", "pageup")
        await it.shows("copy-first 3-1 ", "step 4/5")
        await it.press("pagedown")
        await it.shows("xor 3-4-1 ", "step 4/9", " l2_error[0,0] ")


async def test_the_quiz_ends_with_its_scene() -> None:
    async with opened_lecture(lecture_of(THREE), first=1) as it:
        await it.press("t", "n")
        await it.until(lambda: it.main.quiz.asked is not None)
        await it.press("pagedown")
        await it.stands(it.lecture_app.lecture.scenes[2])
        assert not it.main.quiz.on
        await it.press("n")
        await it.until(lambda: it.position != it.lecture_app.lecture.scenes[2].position)
        assert it.main.quiz.asked is None


async def test_the_same_experiment_goes_on_with_what_it_knows() -> None:
    async with opened_lecture(lecture_of("# A\nat: 3000\n# B\nat: 5\n")) as it:
        await it.press("pagedown")
        await it.stands(it.lecture_app.lecture.scenes[1])
        await it.press("end")
        await it.rests_at(3000, 4)


async def test_scenes_have_goals_of_their_own() -> None:
    async with opened_lecture(lecture_of("# A\niterations: 50\n# B\n")) as it:
        await it.shows("iteration 0 of 50 ")
        await it.press("pagedown")
        await it.shows("iteration 0 of 60,000 ")


async def test_nothing_of_the_scene_before_appears_in_the_next() -> None:
    async with opened_lecture(lecture_of(THREE), first=1) as it:
        await it.press("space")
        await it.until(lambda: it.frame.playing)
        send, sent = it.app.worker.send, threading.Event()

        def send_while_a_frame_is_on_its_way(command: Command) -> None:
            it.app.post_message(it.app.FrameReady())
            send(command)
            it.app.post_message(it.app.FrameReady())
            sent.set()

        it.app.worker.send = send_while_a_frame_is_on_its_way  # type: ignore[method-assign]
        await it.press("pagedown")
        await it.until(sent.is_set)
        await it.stands(it.lecture_app.lecture.scenes[2])
        assert not it.frame.playing


async def test_backspace_returns_from_wherever_one_has_gone() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        await it.press("pagedown")
        await it.shows("= Because.")
        before = it.text
        for keys in (["n", "N", "down", "right"], ["r"], ["space"], ["tab", "m"], ["home"], ["l"]):
            await it.press(*keys)
            await it.press("backspace")
            await it.stands(it.scene)
            await it.until(lambda: it.text == before)
        assert it.main.focused is None


async def test_live_values_follow_the_run() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        await it.press("N")
        await it.rests_at(255, 6)
        await it.until(lambda: it.said.startswith("It is -.0467, and -0.046658; "))
        await it.press("home")
        await it.rests_at(0, 1)
        await it.until(lambda: it.said.startswith("It is ·, and ·; not yet: ·."))


async def test_a_value_is_written_as_it_stands_in_its_pane() -> None:
    text = "# T\nat: 1000\n\n<{l2_error[0,0]}> <{l1[0,0]}> <{l2_error[1,0]:+.3f}> <{y[1,0]}>\n"
    async with opened_lecture(lecture_of(text)) as it:
        assert it.said == "<-3.50×10⁻²> <0.49> <+0.045> <1>"
        await it.shows("│-3.50", "×10⁻²")
    async with opened_lecture(lecture_of(text), size=(160, 40)) as it:
        value = re.findall("<(.*?)>", it.said)[1]
        assert len(value) > 6
        await it.shows(f" {value} ")


def test_values_of_another_network_than_the_scene_has_are_unknown() -> None:
    snapshot = Timeline(Experiment(hidden=0)).snapshot()
    for value in (LiveValue("l2", (0, 0)), LiveValue("l1", (0, 1)), LiveValue("syn0", (0, 1))):
        assert write(value, snapshot, lambda *_: "known") == Written(UNKNOWN, stale=True)
    assert write(LiveValue("syn0", (0, 0)), snapshot, lambda *_: "known").text == "known"


async def test_the_keys_of_a_lecture_are_in_the_help_of_a_lecture_only(tmp_path: Path) -> None:
    lecture = written(tmp_path / "mine.md", THREE)
    async with opened_lecture(lecture, path=tmp_path / "mine.md") as it:
        await it.press("question_mark")
        await it.shows(" pagedown ", " pageup ", " backspace ", " i ", "as the next scene", "╔═╗ ")
        assert isinstance(it.app.screen, HelpScreen)
        await it.press("i", "backspace")
        assert it.lecture_app.index == 0
    async with opened_lecture(lecture) as it:
        await it.press("question_mark")
        await it.shows(" backspace ")
        assert "as the next scene" not in it.text
    async with opened() as trainer:
        await trainer.press("question_mark")
        await trainer.shows("run the next line")
        assert "pagedown" not in trainer.text
        await trainer.press("escape", "pagedown", "backspace", "i", "n")
        await trainer.rests_at(0, 2)


async def test_the_palette_knows_them() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        titles = [command.title for command in it.app.get_system_commands(it.app.screen)]
        assert sum("scene" in title for title in titles) == 3 + 3
        assert len(LECTURE_KEYS) == 5


async def test_a_click_on_a_key_of_the_lecture_is_the_key() -> None:
    async with opened_lecture(lecture_of(THREE), first=1) as it:
        x = it.lines[23].index("pgdn")
        await it.pilot.click(offset=(x + 2, 23))
        await it.shows("3/3 Three")
        await it.press("n")
        await it.rests_at(0, 4)
        x = it.lines[23].index("bksp")
        await it.pilot.click(offset=(x + 2, 23))
        await it.rests_at(0, 3)


async def test_while_typing_a_position_the_keys_of_the_lecture_are_typed() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        await it.press("g", "1", "2", "backspace", "enter")
        await it.rests_at(1, 4)
        assert it.lecture_app.index == 0


async def test_a_number_that_is_asked_for_is_not_told_by_the_text() -> None:
    text = "# One\nat: 254:l2_delta\ncell: l1_error[2,0]\n\nIt is {l1_error[2,0]} or {error}.\n"
    async with opened_lecture(lecture_of(text)) as it:
        await it.press("t", "n")
        await it.until(lambda: it.said == "It is ? or 0.306699.")
        await it.press("down")
        await it.until(lambda: it.said == "It is -.0458 or 0.306699.")


async def test_half_the_squares_of_an_error_that_is_asked_for_are_not_told() -> None:
    text = "# One\nat: 254:l2\n\nIt is {squares}, or {squares:.2f}.\n"
    async with opened_lecture(lecture_of(text)) as it:
        errors = [values["l2_error"] for values in islice(stepping(Experiment()), 255)]
        before, now = (0.5 * float((errors[at] ** 2).sum()) for at in (253, 254))
        await it.until(lambda: it.said == f"It is {before:.6f}, or {before:.2f}.")
        await it.press("t", "n")
        await it.until(lambda: it.said == "It is ?, or ?.")
        await it.press("down")
        await it.until(lambda: it.said == f"It is {now:.6f}, or {now:.2f}.")


async def test_a_key_that_comes_as_the_lecture_closes_closes_no_dialog() -> None:
    async with opened_lecture(lecture_of(THREE)) as it:
        main = it.main
    assert not it.app.screen_stack
    assert await close_dialogs(it.app, main)  # nothing else is to be done
