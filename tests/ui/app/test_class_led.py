"""A class on running apps: what goes on while the lecturer moves on, or sends nonsense."""

from __future__ import annotations

import pytest

from helpers.classes import Room, agree, following, leading
from helpers.lectures import lecture_of
from helpers.trainer import Trainer
from tinynet_tui.classroom.shared import Shared, digest
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.following import LedWorker
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.end_class import QUESTION
from tinynet_tui.ui.panes.error_graph.plot import Axes
from tinynet_tui.ui.panes.views import HIDDEN, MAP
from tinynet_tui.worker.commands import AtSpeed, Go, Play
from tinynet_tui.worker.comparing import Comparing
from tinynet_tui.worker.speed import by_name


@pytest.mark.parametrize("key", ["enter", "o", "u", "e"])
async def test_a_dialog_about_a_run_goes_on_with_that_run(key: str) -> None:
    room = Room()
    async with leading(room, experiment=Experiment(hidden=6)) as it, following(room) as she:
        await it.press("N", *["right", "right", "right", "right", "right"])
        await agree(it, she)
        await she.press(key)
        await she.until(lambda: she.app.screen is not she.main)
        await it.press("r")
        await she.until(lambda: she.seat.is_away)
        room.publish(room.states[-1]._replace(settings="at: 3\nhidden: 2"), {})
        await she.pilot.pause()
        assert she.frame.snapshot.experiment == Experiment(hidden=6)
        await she.press("escape", "backspace")
        await she.until(lambda: she.frame.snapshot.experiment == Experiment(hidden=2))
        assert not she.seat.is_away


@pytest.mark.parametrize("text", ["", "no title", "\n", "# One\nuntil: error < 0.1\n\nText."])
async def test_nonsense_of_a_lecturer_is_said_in_words(text: str) -> None:
    room = Room()
    async with following(room) as she:
        room.publish(Shared(""), {})  # it names no settings
        await she.shows("This version cannot show what the")
        room.publish(Shared("at: 3"), {})
        await she.until(lambda: she.position.iteration == 3)
        room.publish(Shared("at: 4", lecture=digest(text)), {digest(text): text})
        await she.shows("This version cannot show what the")
        room.publish(Shared("at: 5"), {})
        await she.until(lambda: she.position.iteration == 5)


COMPARED = """\
# One
at: 20
iterations: 60
compare: seed 3

Text.

# Two
at: 20
iterations: 60

Text.
"""


async def test_the_run_to_compare_with_is_followed() -> None:
    room = Room()
    async with leading(room, lecture_of(COMPARED)) as it, following(room) as she:
        await agree(it, she)
        await she.until(lambda: she.frame.others)
        assert [run.experiment for run in she.frame.others] == [Experiment(seed=3)]
        assert [run.length for run in she.frame.others] == [60]
        await it.press("pagedown")
        await she.shows("2/2 Two")
        await agree(it, she)
        await she.until(lambda: not she.frame.others)
        assert not she.seat.is_away


async def test_a_run_to_compare_with_that_the_lecturer_ends_is_ended_there_for_all() -> None:
    room = Room()
    endless = lecture_of(COMPARED.replace("iterations: 60", f"iterations: {10**12}"))

    def lengths(side: Trainer) -> list[tuple[Experiment, int]]:
        return [(run.experiment, run.length) for run in side.frame.others]

    async with leading(room, endless) as it, following(room) as she:
        for one in (it, she):
            await one.until(lambda one=one: one.frame.job == Comparing.words)
        await it.press("space")
        await it.until(lambda: it.frame.others)
        await agree(it, she)
        [(other, length)] = lengths(it)
        assert (other, length < 10**12) == (Experiment(seed=3), True)
        assert lengths(she) == lengths(it)
        assert it.position.iteration == she.position.iteration == 20
        async with following(room) as late:
            await late.until(lambda: late.frame.others)
            await agree(it, late)
            assert lengths(late) == lengths(it)
        await it.press("r", "N")
        await agree(it, she)
        assert lengths(she) == lengths(it)
        assert (other, length) in lengths(it)


async def test_what_one_scene_switched_on_ends_with_it() -> None:
    room = Room()
    scenes = "# One\nat: 20\n\nText.\n\n# Two\nat: 5\n\nText.\n"
    async with leading(room, lecture_of(scenes)) as it, following(room) as she:
        await agree(it, she)
        await she.press("a")
        await it.press("r", "N")
        await agree(it, she)
        assert it.frame.runs and she.frame.runs
        await it.press("pagedown")
        await she.shows("2/2 Two")
        await agree(it, she)
        for one in (it, she):
            assert not one.frame.runs and one.main.graph.axes is Axes.LOG
            assert one.frame.furthest.iteration == 5, "not how far the run came before"
        assert not she.seat.is_away


async def test_what_each_hidden_neuron_sees_is_followed_and_ends_with_the_scene() -> None:
    room = Room()
    scenes = "# One\nview: map\n\nText.\n\n# Two\nview: map\n\nText.\n"
    async with leading(room, lecture_of(scenes)) as it, following(room) as she:
        await agree(it, she)
        await it.press("d")
        await she.until(lambda: she.main.seen == HIDDEN)
        await it.press("pagedown")
        await she.shows("2/2 Two")
        await she.until(lambda: (it.main.seen, she.main.seen) == (MAP, MAP))
        assert not she.seat.is_away
        await she.press("d")
        await she.until(lambda: she.seat.is_away)
        await she.press("backspace")
        await she.until(lambda: she.main.seen == MAP)
        await it.press("pageup")
        await she.shows("1/2 One")
        await she.until(lambda: she.main.seen == MAP)


async def test_a_run_is_as_long_as_the_lecturers() -> None:
    room = Room()
    async with leading(room, experiment=Experiment(), iterations=9) as it, following(room) as she:
        await it.press("end", "p")
        await it.until(lambda: it.frame.finished)
        await agree(it, she)
        await it.press("p")
        await it.until(lambda: it.frame.goal == 18 and it.frame.finished)
        await agree(it, she)
        assert she.frame.goal == 18
        await it.press("R")
        await it.until(lambda: it.frame.goal == 9)
        await agree(it, she)
        await she.until(lambda: she.frame.goal == 9)
        worker = she.app.worker
        assert isinstance(worker, LedWorker)
        worker.led = True
        worker.send(Go(Position(8, 9)))
        worker.send(Play(True))
        await she.until(lambda: she.frame.goal == 18)
        worker.led = False
        await it.press("n")
        await agree(it, she)
        await she.until(lambda: she.frame.goal == 9)


async def test_another_class_begins_afresh() -> None:
    room = Room()
    async with following(room) as she:
        async with leading(room, experiment=Experiment()) as it:
            await it.press(*["g", "3", "0", "enter"])
            await agree(it, she)  # who follows may pass over what is shown for a moment only
            await it.press("r", "N")
            await agree(it, she)
            await she.until(lambda: she.frame.runs)
        await she.shows("the class is over")
        async with leading(room, experiment=Experiment()) as it:
            await agree(it, she)
            assert not she.frame.runs and she.frame.snapshot.history.length == 0
            await it.press("r", "N")
            await agree(it, she)
            assert she.frame.snapshot.history.length == 1


async def test_a_blank_screen_is_the_lecturers_until_a_key_moves() -> None:
    room = Room()
    async with leading(room, lecture_of(COMPARED)) as it, following(room) as she:
        await agree(it, she)
        await it.press("full_stop")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await she.shows("the lecturer has blanked the screen")
        await she.press("question_mark", "pagedown", "pageup", "down", "escape", "backspace")
        assert isinstance(she.app.screen, Blank) and not she.seat.is_away
        await it.press("x")
        await she.until(lambda: she.app.screen is she.main)
        await it.press("full_stop")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await she.press("n")
        await she.shows("away from the lecturer (scene 1) · backspace rejoins")
        assert she.seat.is_away and she.position == it.position
        await she.press("backspace")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await she.press("q")
        await she.until(lambda: she.app.return_value == 0)


async def test_the_words_after_the_end() -> None:
    room = Room()
    async with following(room) as she:
        async with leading(room) as it:
            await agree(it, she)
            await she.press("backspace")
            await she.shows("this is what the lecturer shows")
        await she.shows("the class is over")
        await she.press("backspace")
        await she.shows("this is what the lecturer showed last")
        await she.press("n")
        await she.shows("the class is over · backspace goes back to its end")


async def test_only_y_ends_a_class() -> None:
    room = Room()
    async with leading(room) as it:
        await it.press("ctrl+c")
        await it.shows(QUESTION)
        await it.press("ctrl+c")
        await it.until(lambda: it.app.screen is it.main)
        assert it.app.return_value is None


async def test_the_speed_is_the_lecturers_only_while_it_plays() -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        before = she.frame.speed
        it.app.worker.send(AtSpeed(by_name("3steps")))
        await it.press("p")
        await she.until(lambda: she.frame.playing and she.frame.speed.name == "3steps")
        await it.press("p")
        await agree(it, she)
        await she.until(lambda: she.frame.speed == before)
