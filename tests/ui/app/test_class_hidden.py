"""What a scene's question hides stays hidden at those who follow, whatever they press."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.classes import FollowTrainer, Room, following, leading
from helpers.lectures import lecture_of
from helpers.questions import SIGN
from helpers.script_classes import Attendance, leading_scene
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.worker.commands import Go

PLAIN = "# Plain\nat: 254:l2_delta\n\nText.\n"
FIRST = "the lecturer shows the answer first"


async def is_asked(she: FollowTrainer) -> None:
    await she.until(lambda: she.main.is_open)


async def test_the_run_does_not_move_past_a_number_that_is_asked_for() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN + PLAIN)) as it, following(room) as she:
        await is_asked(she)
        she.app.worker.send(Go(None))  # as a dialog or a click would
        await she.shows(FIRST, "It is ?.")
        assert not she.seat.is_away
        await she.press("right")  # the cursor may be one's own
        await she.until(lambda: she.seat.is_away)
        there = she.position
        await she.press("n")
        await she.shows(FIRST)
        assert she.position == there
        await it.until(lambda: it.main.text.begun and it.main.quiz.asked)
        room.publish(room.states[-1]._replace(scene=1), {})
        await she.until(lambda: room.states[-1].scene == 1 and not she.seat.fresh)
        await she.press("n")  # nobody will show it any more
        await she.until(lambda: she.position != there)


async def test_after_the_class_the_run_can_be_moved() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)), following(room) as she:
        await is_asked(she)
        room.end()
        await she.shows("the class is over")
        await she.press("n")
        await she.until(lambda: not she.main.is_open)
        await she.shows("-0.0458")


@pytest.mark.parametrize(
    ("size", "keys"),
    [((80, 24), "↑ + positive  ↓ - negative  0 zero"), ((60, 20), "↑ +   ↓ -   0")],
)
async def test_what_must_wait_leaves_the_keys_that_answer(size: tuple[int, int], keys: str) -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)), following(room, size=size) as she:
        await is_asked(she)
        await she.press("n")
        await she.shows(f" {FIRST} · {keys}")
        await she.press("up")
        await she.shows(" your answer: positive ")


async def test_the_key_that_rejoins_leaves_the_keys_of_a_question() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)), following(room) as she:
        await is_asked(she)
        await she.press("n")
        await she.shows(FIRST)
        await she.press("backspace")
        await she.shows(" l1_error[2,0]?  ↑")


async def test_nobody_is_told_that_this_is_the_lecturers_screen_when_it_is_not() -> None:
    room = Room()
    async with leading(room, lecture_of(PLAIN)) as it, following(room) as she:
        await she.shows("1/1 Plain", "following")
        await she.press("backspace")
        await she.shows("this is what the lecturer shows")
        await it.press("full_stop")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await she.press("n")
        await she.shows("away from the lecturer")
        assert "this is what" not in she.text


async def test_a_script_does_not_move_past_a_number_that_is_asked_for(tmp_path: Path) -> None:
    path, room = tmp_path / "talk.md", Room()
    path.write_text(
        "Talk\n\n# One\nscript: momentum\nat: 1:syn1_move\nanswer: error within 0.1\n\n"
        "Text.\n\n? How much?\n= So.\n"
    )
    she = Attendance(room)
    async with leading_scene(room, path, 0) as it:
        await it.shows("How much?")
        async with she.network() as at:
            await she.leaves(at)
        async with she.script() as at:
            await at.until(lambda: at.main.quiz.asked)
            there = at.frame.where
            await at.press("n")
            await at.shows(FIRST)
            assert at.frame.where == there and not at.seat.is_away
