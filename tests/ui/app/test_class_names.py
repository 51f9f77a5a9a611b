"""Names, results and scores of a class."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.classes import FollowTrainer, RealRoom, Room, agree, following, leading
from helpers.lectures import Lecturer, lecture_of
from helpers.questions import NUMBER, SIGN
from tinynet_tui.classroom import board, places
from tinynet_tui.classroom.lecturer import Lecturer as Class
from tinynet_tui.lecture.results import Results
from tinynet_tui.ui.app import shown_answers
from tinynet_tui.ui.app.own_name import NamePrompt
from tinynet_tui.ui.dialogs.who_is_here import WhoIsHere

ASKS = "the lecturer asks for your name"
PLAIN = "# Plain\nat: 254:l2_delta\n\nText.\n"


async def is_asked_for_name(she: FollowTrainer) -> None:
    await she.until(lambda: isinstance(she.app.screen, NamePrompt))


async def calls_herself(she: FollowTrainer, name: str) -> None:
    await is_asked_for_name(she)
    await she.press("ctrl+u", *name, "enter")
    await she.until(lambda: she.app.screen is she.main)


async def show_answer(it: Lecturer) -> None:
    await it.until(lambda: it.main.text.begun and it.main.quiz.asked)
    await it.press("pagedown")
    await it.until(lambda: it.main.text.answered)


def kept(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


async def test_nobody_is_asked_for_a_name_unless_the_lecturer_does() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)) as it, following(room) as she:
        await agree(it, she)
        await she.settles()
        assert she.app.screen is she.main
        assert not [*it.app.own_commands, *she.app.own_commands]


async def test_the_name_of_the_account_is_offered_and_esc_keeps_it() -> None:
    room = Room(names=True)
    async with (
        leading(room, lecture_of(SIGN)) as it,
        following(room) as she,
        following(room) as other,
    ):
        for one in (she, other):
            await is_asked_for_name(one)
            await one.shows(ASKS, "esc: anonymous", places.account(places.own()))
            await one.until(lambda one=one: one.position == it.position)
        await she.press("escape")
        await other.press("enter")
        await other.shows("the lecturer sees your name: ")
        room.tell(room.news._replace(why=""))
        await she.settles()
        assert (she.seat.name, other.seat.name) == ("", places.account(places.own()))
        assert she.app.screen is she.main, "it is asked once"


async def test_a_name_is_given_from_the_palette_too_and_taken_back() -> None:
    room = Room(names=True)
    async with leading(room, lecture_of(SIGN)), following(room, kiosk=True) as she:
        await is_asked_for_name(she)
        assert she.app.screen.line.value == "", "a guest has no account"  # type: ignore[attr-defined]
        await she.press(*"...", "enter")
        await she.shows("a name has a letter or a digit")
        await she.press("ctrl+u", *"Ada", "enter")
        await she.until(lambda: she.seat.name == "Ada")
        assert not she.seat.is_away
        await she.press("colon")
        await she.press(*"your name", "enter")
        await is_asked_for_name(she)
        await she.press("ctrl+u", "enter")
        await she.shows("you are anonymous")
        assert she.seat.name == ""


async def test_the_lecturer_sees_who_is_here_and_nobody_else_does(tmp_path: Path) -> None:
    room = RealRoom(tmp_path, names=True)
    async with (
        leading(room, lecture_of(SIGN)) as it,
        following(room) as ada,
        following(room) as bob,
        following(room) as she,
    ):
        await calls_herself(ada, "Ada")
        await calls_herself(bob, "Bob")
        await is_asked_for_name(she)
        await she.press("escape")
        await ada.until(lambda: ada.main.is_open)
        await ada.press("up")
        await bob.press("right")
        await it.shows("answered 1 of 3")
        await it.until(lambda: room.leads._lecturer.away == 1)
        await it.press("colon")
        await it.press(*"who is here", "enter")
        await it.until(lambda: isinstance(it.app.screen, WhoIsHere))
        await it.shows("who is here: 3", "Ada  answered", "Bob  away", "1 without a name")
        for one in (ada, bob, she):
            assert "Ada" not in one.text.replace("your name: Ada", "")


async def test_the_lecturer_sees_how_many_answers_of_each_person_were_right(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    results = Results(path, names=True)
    room = RealRoom(tmp_path, names=True, results=results)
    async with (
        leading(room, lecture_of(SIGN + NUMBER + PLAIN)) as it,
        following(room) as ada,
        following(room) as bob,
    ):
        await calls_herself(ada, "Ada")
        await calls_herself(bob, "Ada")  # of one name, and yet two people
        for one, key in ((ada, "down"), (bob, "up")):
            await one.until(lambda one=one: one.main.is_open)
            await one.press(key)
        await it.shows("answered 2 of 2")
        await show_answer(it)
        await it.press("pagedown")
        await ada.until(lambda: ada.main.is_open)
        await ada.press("enter", *"0.3", "enter")
        await it.shows("answered 1 of 2")
        await show_answer(it)
        await it.press("pagedown")
        await it.shows("3/3 Plain")
        await it.press("colon", *"who is here", "enter")
        await it.shows("who is here: 2", "Ada  2 of 2 right", "Ada  0 of 2 right")
    totals = [(row["name"], row["answer"]) for row in kept(path) if row["title"] == "total"]
    assert sorted(totals) == [("Ada", "0 of 2 right"), ("Ada", "2 of 2 right")]
    assert results.summary().startswith("answers of 2 questions are in ")


async def test_who_comes_back_has_name_and_score_again(tmp_path: Path) -> None:
    room = RealRoom(tmp_path, names=True)
    async with leading(room, lecture_of(SIGN + NUMBER + PLAIN)) as it:
        async with following(room) as ada:
            await calls_herself(ada, "Ada")
            await ada.until(lambda: ada.main.is_open)
            await ada.press("down")
            await it.shows("answered 1 of 1")
            await show_answer(it)
            await ada.shows("Right: l1_error")
            await it.press("pagedown")
            await ada.until(lambda: ada.main.is_open)
            await ada.press("enter", *"0.9", "enter")
            await it.shows("answered 1 of 1")
            await show_answer(it)
            lecturer = room.leads._lecturer
            assert isinstance(lecturer, Class)
            assert lecturer._room is not None
            known = lecturer._room._board.memory._known
            await ada.until(lambda: known and known[places.own()].score.endswith("-"))
        await it.shows("0 here")
        async with following(room) as again:
            await again.shows("0.9 1 ")
            assert again.app.screen is again.main
            assert [one.name for one in lecturer.people(0, "")] == ["Ada"]
            await it.press("pagedown")
            await again.shows("3/3 Plain", "the end: 1 of 2 right")
            await it.press("pageup", "pageup")
            await again.shows("1/3 Sign")
            await again.until(lambda: again.main.is_open)
            await again.press("up")
            await it.shows("answered 1 of 1")
            await show_answer(it)
            await again.shows("Not positive")
            await it.press("pagedown", "pagedown", "pagedown")
            await again.shows("3/3 Plain", "the end: 0 of 2 right")


@pytest.mark.parametrize("names", [False, True])
async def test_the_answers_are_written_when_the_right_one_is_shown(
    names: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    room = RealRoom(tmp_path, names=names, results=Results(path, names=names))
    async with (
        leading(room, lecture_of(SIGN + NUMBER)) as it,
        following(room) as ada,
        following(room) as bob,
        following(room) as she,
    ):
        if names:
            await calls_herself(ada, "=Ada")
            await calls_herself(bob, "Bob")
            await is_asked_for_name(she)
            await she.press("escape")
        for one, key in ((ada, "down"), (she, "up")):
            await one.until(lambda one=one: one.main.is_open)
            await one.press(key)
        await it.shows("answered 2 of 3")
        assert kept(path) == []
        await show_answer(it)
        await it.until(lambda: kept(path))
        rows = kept(path)
        assert {(row["scene"], row["title"]) for row in rows} == {("1", "Sign")}
        assert rows[0]["question"] == "Is l1_error[2,0] positive or negative?"
        assert rows[0]["right answer"].startswith("l1_error[2,0] is negative, -")
        if names:
            assert [(row["name"], row["answer"], row["right"]) for row in rows] == [
                ("'=Ada", "negative", "yes"),
                ("", "positive", "no"),
            ]
        else:
            assert [(row["answer"], row["right"], row["count"]) for row in rows] == [
                ("positive", "no", "1"),
                ("negative", "yes", "1"),
            ]
        await it.press("backspace")
        await it.settles()
        assert kept(path) == rows, "once"
        await it.press("pagedown")
        await it.shows("2/2 Number")
        await ada.until(lambda: ada.main.is_open)
        await ada.press("enter", *"0.3", "enter")
        await it.shows("answered 1 of 3")
        await show_answer(it)
        await it.shows("0.3 1 ████")
    last = kept(path)[len(rows) :]  # written at the end, if not before
    assert [row["answer"] for row in last if row["scene"]] == ["0.3"]
    assert last[0]["right"] == "yes"


async def test_who_follows_sees_how_many_answers_were_right() -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN + NUMBER + PLAIN)) as it, following(room) as she:
        await she.until(lambda: she.main.is_open)
        await she.press("up")
        await show_answer(it)
        await she.shows("Not positive")
        await it.press("pagedown")
        await she.until(lambda: she.main.is_open)
        await she.press("enter", *"0.3", "enter")
        await show_answer(it)
        await she.shows("Right: the error")
        assert "1 of 2" not in she.text
        await it.press("pagedown")
        await she.shows("3/3 Plain", "the end: 1 of 2 right")
        await it.press("pageup", "pageup")
        await she.shows("1/3 Sign")
        await she.until(lambda: she.main.is_open)
        await she.press("down")
        await show_answer(it)
        await she.shows("Right: l1_error")
        room.end()
        await she.shows("the class is over · 2 of 2 right")
        room.publish(room.states[0], {})  # another class
        await she.until(lambda: "the class is over" not in she.text)
        room.end()
        await she.shows("the class is over")
        assert "right" not in she.last


@pytest.mark.parametrize("key", ["enter", "y", "s"])
async def test_dialogs_do_not_show_what_is_hidden(key: str) -> None:
    room = Room()
    async with leading(room, lecture_of(SIGN)), following(room) as she:
        await she.until(lambda: she.main.is_open)
        await she.press(key)
        await she.shows("the lecturer shows the answer first")
        assert she.app.screen is she.main


async def test_an_answer_on_its_way_counts_when_the_right_one_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (board, shown_answers):
        monkeypatch.setattr(one, "GRACE", 60.0)  # however slow the machine is
    room = RealRoom(tmp_path)
    async with leading(room, lecture_of(SIGN)) as it, following(room) as she:
        await she.until(lambda: she.main.is_open)
        for key in ("up", "down", "up", "down"):  # faster than they are told
            await she.press(key)
        await show_answer(it)
        await she.shows("Right: l1_error[2,0]", "positive 0", "negative 1")


async def test_more_answers_than_travel_are_counted_as_others() -> None:
    room = Room()
    async with leading(room, lecture_of(NUMBER)) as it, following(room, size=(120, 60)) as she:
        await she.until(lambda: she.main.is_open)
        for number in range(20):
            room.seat().given = (*she.seat.given[:2], f"{number}")
        it.app.call_later(it.main.repaint)
        for seat in room.followers[1:]:
            seat.given = (it.app.index, room.states[-1].lecture, seat.given[2])  # type: ignore[attr-defined]
        await show_answer(it)
        await she.until(lambda: she.main.text.answers)
        assert (len(she.main.text.answers), she.main.text.others) == (16, 4)
        await she.shows("others")
