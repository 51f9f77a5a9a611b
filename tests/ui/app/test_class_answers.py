"""A scene asks the whole class: hidden on all screens until the lecturer shows the answer."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from helpers.classes import FollowTrainer, RealRoom, Room, agree, following, leading
from helpers.lectures import Lecturer, lecture_of
from helpers.questions import CELL, NUMBER, SIGN
from tinynet_tui.ui.app.follow_app import FollowApp
from tinynet_tui.ui.dialogs.prompt import Prompt

PLAIN = "# Plain\nat: 254:l2_delta\n\nText.\n"


async def is_asked(she: FollowTrainer) -> None:
    await she.until(lambda: she.main.is_open)


async def show_answer(it: Lecturer) -> None:
    await it.until(lambda: it.main.text.begun and it.main.quiz.asked)
    await it.press("pagedown")
    await it.until(lambda: it.main.text.answered)


async def test_the_class_is_asked_what_the_lecturer_asks() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN + PLAIN)) as it, following(room) as she:
        await is_asked(she)
        await agree(it, she)
        await she.shows("l1_error[2,0]? ", "It is ?.", "? Which sign", "↑ or +  positive")
        assert "0458" not in she.text
        assert "show it" not in she.text  # the lecturer does
        await she.press("up")
        await she.shows("your answer: positive ", "► ↑ or +  positive")
        await she.press("minus")  # changed
        await she.shows("your answer: negative ")
        assert not she.seat.is_away
        await show_answer(it)
        await she.shows("It is -.0458.", "Right: l1_error[2,0] is negative,", "= Minus.")
        await she.press("up")  # too late: it moves the cursor
        await she.until(lambda: she.seat.is_away)
        await she.press("backspace")
        await she.shows("following", "Right: l1_error[2,0] is negative,", "= Minus.")
        await it.press("pagedown")
        await she.shows("2/2 Plain")
        await it.press("pageup")
        await she.shows("1/2 Sign", "l1_error[2,0]? ", "It is ?.")  # asked again


async def test_a_wrong_answer_and_none() -> None:
    room = Room()
    async with (
        leading(room, lecture_of(SIGN)) as it,
        following(room) as one,
        following(room, size=(60, 20)) as two,
    ):
        await is_asked(one)
        await is_asked(two)
        await one.press("up")
        await show_answer(it)
        await one.shows("Not positive: l1_error[2,0] is")
        await two.shows("= Minus.")
        assert "negative," not in two.text


async def test_the_keys_of_a_question_stay_in_the_last_line() -> None:
    room = Room()
    plain = PLAIN.replace("l2_delta", "l1_error")  # the run does not move
    async with leading(room, lecture_of(plain + SIGN)) as it, following(room) as she:
        await she.shows("1/2 Plain", "Text.")
        await agree(it, she)  # a message goes when the run moves
        await she.press("pagedown")
        await she.shows("the lecturer turns to the next scene")
        await it.press("pagedown")
        await is_asked(she)
        await she.shows(" l1_error[2,0]?  ↑")
        await she.press("up", "pagedown")
        await she.shows("your answer: positive ")
        await she.pilot.pause(0)
        assert "next scene" not in she.text


async def test_no_key_that_answers_is_without_its_meaning(tmp_path: Path) -> None:
    room = RealRoom(tmp_path)
    async with leading(room, lecture_of(SIGN), size=(60, 20)) as it:
        await it.shows(" l1_error[2,0]?  ↑ + positive  ↓ - negative  0 zero")
        async with following(room, size=(60, 20)) as she:
            await it.shows(" answered 0 of 1 · l1_error[2,0]?  pgdn show it")
            assert "↑" not in it.lines[-1]
            await she.shows(" l1_error[2,0]?  ↑ + positive  ↓ - negative  0 zero")


async def test_no_arrow_stands_for_more_while_it_answers() -> None:
    room, text = Room(), SIGN.replace("\n?", "\nMore text that fills the pane. " * 30 + "\n\n?")
    async with leading(room, lecture_of(text)), following(room, size=(60, 20)) as she:
        await is_asked(she)
        await she.shows("─ pgdn: more ")
        room.end()
        await she.press("n")
        await she.shows("↓ pgdn: more ")


async def test_an_open_question_does_not_hide_that_the_lecturer_is_gone() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)), following(room) as she:
        await is_asked(she)
        room.lose()
        await she.shows("the lecturer is gone; waiting until they are back")
        room.end()
        await she.shows("the class is over")


@pytest.mark.parametrize("key", ["c", "w", "a", "W", "t", "n", "N", "space", "end", "g", "r", "x"])
async def test_pages_do_not_show_what_is_hidden(key: str) -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)) as it, following(room) as she:
        await is_asked(she)
        await she.press(key)
        await she.shows("the lecturer shows the answer first")
        assert she.app.screen is she.main
        assert she.main.what_if is None
        await she.press("down")
        await she.shows("your answer: negative ", "It is ?.")
        assert not she.seat.is_away
        await show_answer(it)
        await she.shows("Right: ")


async def test_a_number_is_typed_by_one_who_follows() -> None:
    room = Room()
    async with leading(room, lecture_of(NUMBER)) as it, following(room) as she:
        await is_asked(she)
        assert ".3067" not in she.text
        await she.press("enter")
        await she.until(lambda: isinstance(she.app.screen, Prompt))
        await she.press(*"0.3", "enter")
        await she.shows("your answer: 0.3 ")
        assert not she.seat.is_away
        await show_answer(it)
        await she.shows("Right: the error is 0.306699.")


async def test_what_is_typed_as_the_lecturer_comes_back_is_answered() -> None:
    room = Room()
    async with leading(room, lecture_of(NUMBER)) as it, following(room) as she:
        await is_asked(she)
        await agree(it, she)
        room.lose()
        await she.shows("the lecturer is gone; waiting until they are back")
        await she.press("enter")
        await she.until(lambda: isinstance(she.app.screen, Prompt))
        await she.press(*"0.3")
        room.return_anew()
        await she.until(lambda: cast(FollowApp, she.app).following.news.status == "following")
        await she.press("enter")
        await she.shows("your answer: 0.3 ")
        await she.until(lambda: she.seat.given[2] == "0.3")
        assert not she.seat.is_away
        await show_answer(it)
        await she.shows("Right: the error is 0.306699.")


@pytest.mark.parametrize("late", ["the answer is shown", "in the next scene"])
async def test_what_is_typed_too_late_is_closed(late: str) -> None:
    room = Room()
    async with leading(room, lecture_of(NUMBER + PLAIN)) as it, following(room) as she:
        await is_asked(she)
        await she.press("enter")
        await she.until(lambda: isinstance(she.app.screen, Prompt))
        await she.press(*"0.3")
        if late == "the answer is shown":
            await show_answer(it)
            await she.shows("1/2 Number", "It is 0.306699")
        else:
            await it.press("g", "number_sign", "2", "enter")
            await she.shows("2/2 Plain")
        assert not she.seat.is_away and not she.seat.given[2]


async def test_with_the_cursor_one_answers_and_does_not_break_away() -> None:
    room = Room()
    async with leading(room, lecture_of(CELL)) as it, following(room) as she:
        await is_asked(she)
        await agree(it, she)
        await she.press("down", "enter")
        await she.shows("your answer: l2_delta[1,0] ")
        room.publish(room.states[-1]._replace(playing=""), {})  # news: the cursor stays
        await she.press("down", "down", "enter")
        await she.shows("your answer: l2_delta[3,0] ")
        assert not she.seat.is_away
        await show_answer(it)
        await she.shows("Right: l2_delta[3,0] is farthest")
        await agree(it, she)
        assert not she.seat.is_away
        await she.press("down")
        await she.until(lambda: she.seat.is_away)


async def test_who_is_away_when_the_answer_is_shown_cannot_change_theirs() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)) as it, following(room) as she:
        await is_asked(she)
        await she.press("up", "right")
        await she.until(lambda: she.seat.is_away)
        await show_answer(it)
        await she.shows("the answer is shown · backspace rejoins")
        assert not she.main.is_open
        await she.press("down", "backspace")
        await she.shows("following", "Not positive: l1_error[2,0] is")


async def test_who_comes_late_is_asked_or_sees_the_answer() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)) as it:
        async with following(room) as she:
            await is_asked(she)
        await show_answer(it)
        async with following(room) as she:
            await she.shows("= Minus.", "It is -.0458.")
            assert not she.main.is_open


async def test_an_answer_that_is_shown_as_the_scene_is_left_is_not_the_next_ones() -> None:
    room = Room()
    other = CELL.replace("l2_delta", "l1_error")
    async with leading(room, lecture_of(other + SIGN)) as it, following(room) as she:
        await is_asked(she)
        await agree(it, she)
        seat, look, app = she.seat, she.seat.look, cast(FollowApp, she.app)
        seat.look = lambda: None  # until both states are there
        await show_answer(it)
        await it.until(lambda: room.states[-1].shown)
        await it.press("pagedown")
        await it.until(lambda: room.states[-1].scene == 1 and room.states[-1].page)
        shown = [state for state in room.states if state.scene == 0][-1]
        for state in (shown, room.states[-1]):
            room.tell(room.news._replace(state=state))
            await app.following.look()
        seat.look = look
        await agree(it, she)
        await she.settles()
        assert she.main.is_open and "It is ?." in she.text


async def test_escape_does_not_lead_away_from_a_question() -> None:
    room, text = Room(), SIGN.replace("cell: l1_error[2,0]", "cell: l2_delta[2,0]")
    async with leading(room, lecture_of(text)) as it, following(room) as she:
        await is_asked(she)
        await agree(it, she)
        assert she.main.pinned == "l2_delta"
        await she.press("escape", "down")
        await she.shows("your answer: negative ")
        assert not she.seat.is_away
        await show_answer(it)
        await she.shows("Right: ")
        await agree(it, she)
        assert she.main.pinned == "l2_delta" and not she.seat.is_away


async def test_answers_are_counted_and_shown_as_bars(tmp_path: Path) -> None:
    room = RealRoom(tmp_path)
    async with (
        leading(room, lecture_of(SIGN + CELL)) as it,
        following(room) as one,
        following(room, size=(60, 20)) as two,
        following(room, size=(120, 40)) as three,
    ):
        await it.shows("answered 0 of 3 · l1_error[2,0]?")
        for she in (one, two, three):
            await is_asked(she)
        await one.press("up")
        await it.shows("answered 1 of 3")
        await one.press("down")
        await two.press("down")
        await it.shows("answered 2 of 3")
        await three.press("up")
        await it.shows("answered 3 of 3")
        await it.until(lambda: room.counts(it) == {"+": 1, "-": 2})
        assert it.main.quiz.asked  # the lecturer has not answered
        await show_answer(it)
        for who in (it, one, two, three):
            await who.shows("positive 1 ", "negative 2 ", "█ right", "= Minus.")
        await it.shows("3 here")
        await one.shows("Right: l1_error[2,0]")
        await three.shows("Not positive: l1_error[2,0]")
        await it.press("pagedown")
        await it.shows("2/2 Cell", "answered 0 of 3")
        for she, downs in ((one, 3), (two, 3), (three, 0)):
            await is_asked(she)
            await she.press(*["down"] * downs, "enter")
        await it.shows("answered 3 of 3")
        await show_answer(it)
        for who in (it, one, two, three):
            await who.shows("l2_delta[3,0] 2 ", "l2_delta[0,0] 1 ")
        await it.press("pageup")
        await it.shows("1/2 Sign", "answered 0 of 3")
        await one.shows("1/2 Sign", "It is ?.")


async def test_who_is_away_or_goes_is_counted_right(tmp_path: Path) -> None:
    room = RealRoom(tmp_path)
    async with leading(room, lecture_of(SIGN)) as it, following(room) as she:
        await is_asked(she)
        await she.press("down", "right")
        await she.shows("away from the lecturer (scene 1) · backspace rejoins ")
        await it.shows("answered 1 of 1")
        async with following(room) as other:
            await is_asked(other)
            await it.shows("answered 1 of 2")
            await other.press("up")
            await it.shows("answered 2 of 2")
        await it.shows("answered 1 of 1")
        await it.press("n")  # shows it, too
        await it.shows("-.0458")
        await she.until(lambda: not she.main.is_open)
        await she.press("backspace")
        await she.shows("-.0458", "? Which sign")
        assert "Minus" not in she.text
        await it.press("pagedown")
        await it.shows("negative 1 ", "= Minus.")
        await she.shows("negative 1 ", "Right: ")


async def test_without_a_class_nothing_is_counted() -> None:
    async with leading(Room(), lecture_of(SIGN)) as it:
        await it.shows(" l1_error[2,0]? ")
        assert "answered" not in it.text
        await show_answer(it)
        await it.shows("= Minus.", "0 here")
        assert it.main.text.answers == ()
