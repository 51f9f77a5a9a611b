"""A class on running apps: who follows has the same numbers, breaks away, and comes back."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from helpers.classes import RealRoom, Room, agree, following, leading
from helpers.lectures import lecture_of
from helpers.three_scenes import THREE
from tinynet_tui.data.built_in import find
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.files import built_in
from tinynet_tui.ui.app import leading as leading_module
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.end_class import QUESTION
from tinynet_tui.worker.commands import AtSpeed
from tinynet_tui.worker.speed import by_name


async def test_who_follows_has_the_same_numbers() -> None:
    room = Room()
    async with leading(room) as it, following(room, size=(100, 30)) as she:
        await agree(it, she)
        await she.shows("following ada", "error · log")
        await it.press("N", "N", "n", "down", "right")
        await agree(it, she)
        assert she.main.cursor == it.main.cursor
        await it.press("2")
        await agree(it, she)
        assert she.main.shown == "network"
        await it.press("1", "r")
        await agree(it, she)
        assert she.frame.snapshot.experiment == Experiment(seed=2)
        await it.press("x")
        await it.until(lambda: it.frame.snapshot.experiment.edits)
        await agree(it, she)
        assert she.frame.snapshot.experiment.edits
        assert not she.seat.is_away


async def test_scenes_texts_pages_and_the_lit_pane_are_followed() -> None:
    room = Room()
    async with leading(room, lecture_of(THREE)) as it, following(room, size=(60, 20)) as she:
        await she.shows("1/3 One", "following ada's lecture")
        await agree(it, she)
        assert she.main.lit is not None and she.main.lit.id == "back1"
        assert "Because" not in she.text
        await it.press("pagedown")
        await she.shows("= Because.")
        await it.press("pagedown")
        await she.shows("2/3 Two", "No question here.")
        await agree(it, she)
        await it.press("pagedown")
        await she.shows("3/3 Three")
        await agree(it, she)
        await it.press("full_stop")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await it.press("n")
        await she.until(lambda: she.app.screen is she.main)


async def test_an_own_key_breaks_away_and_backspace_rejoins() -> None:
    room = Room()
    async with leading(room, lecture_of(THREE)) as it, following(room) as she:
        await agree(it, she)
        await she.press("n")
        await she.shows("away from the lecturer (scene 1) · backspace rejoins")
        assert she.seat.is_away
        await she.press("x")
        await she.until(lambda: she.frame.snapshot.experiment.edits)
        await it.press("pagedown", "pagedown")
        await it.shows("2/3 Two")
        await she.press("n")
        await she.shows("away from the lecturer (scene 2)", "1/3 One")
        await it.press("N", "down")
        await she.press("backspace")
        await she.shows("following ada's lecture", "2/3 Two")
        await agree(it, she)
        assert not she.frame.snapshot.experiment.edits
        assert not she.seat.is_away


@pytest.mark.parametrize("key", ["down", "tab", "3", "plus", "g 7 enter", "home", "r", "a"])
async def test_what_breaks_away(key: str) -> None:
    room = Room()
    async with leading(room, experiment=Experiment()) as it, following(room) as she:
        await it.press("N")
        await agree(it, she)
        await she.press(*key.split())
        if key == "a":  # pages and dialogs of one's own do not
            await she.until(lambda: she.main.what_if)
            assert not she.seat.is_away
        else:
            await she.until(lambda: she.seat.is_away)


@pytest.mark.parametrize("key", ["question_mark", "colon", "c", "w", "g", "m", "l"])
async def test_pages_and_dialogs_of_ones_own_do_not_break_away(key: str) -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        await she.press(key)
        await it.press("N", "right")
        await agree(it, she)
        assert not she.seat.is_away


async def test_waiting_loss_return_and_the_end() -> None:
    room = Room()
    async with following(room) as she:
        await she.shows("waiting for the class to begin", "The class has not begun yet")
        async with leading(room) as it:
            await she.until(lambda: "has not begun" not in she.text)
            await agree(it, she)
            await it.press("p")
            await she.until(lambda: she.frame.playing)
            room.lose()
            await she.shows("the lecturer is gone; waiting until they are back")
            await she.until(lambda: not she.frame.playing)
            await she.press("n", "down")
            await she.shows("away from the lecturer (gone)")
            await she.press("backspace")
            await she.shows("the lecturer is gone")
            await she.until(lambda: she.main.cursor == it.main.cursor)
            room.lost = False
            await it.press("p", "N")
            await agree(it, she)
            await it.press("q")
            await it.shows(QUESTION)
            await it.press("n")
            await it.until(lambda: it.app.screen is it.main)
            assert it.app.is_running
            await it.press("q", "y")
            await it.until(lambda: it.app.return_value == 0)
        room.end()
        await she.shows("the class is over")


async def test_playing_is_followed_and_ends_at_the_same_place() -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        for speed in ("auto", "3steps", "max"):
            it.app.worker.send(AtSpeed(by_name(speed)))
            begun = it.position
            await it.press("p")
            await it.until(lambda begun=begun: it.position > begun and she.position > begun)
            await it.press("p")
            await it.until(lambda: not it.frame.playing)
            await agree(it, she)
            assert not she.seat.is_away


async def test_a_quiz_of_the_lecturer_is_not_answered_by_the_class() -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        await it.press(*"g 0:l2 enter".replace("0:l2", "0 colon l 2").split())
        await agree(it, she)
        await it.press("t", "n")
        await it.until(lambda: it.main.quiz.asked)
        before = she.position
        await it.pilot.pause(0.05)
        assert she.position == before
        await it.press("n")
        await agree(it, she)


async def test_what_cannot_be_shown_is_said_in_words() -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        room.publish(room.states[-1]._replace(settings="script: mine.py", scene=3), {})
        await she.shows(" the class ", "This version cannot show what the")
        room.publish(room.states[-1]._replace(settings="nonsense: 3"), {})
        await she.shows("This version cannot show what the")
        assert she.app.screen is she.main
        room.publish(room.states[0], {})
        await agree(it, she)


MOVES = ["n", "b", "N", "B", "r", "R", "x", "z", "right", "down", "left", "up", "tab", "2", "1"]
MOVES += ["home", "end", "f", "pagedown", "pageup", "backspace", "g 3 0 enter", "W", "3", "X"]


@pytest.mark.parametrize("seed", range(3))
async def test_after_random_leading_and_breaking_away_all_have_the_same(
    seed: int, tmp_path: Path
) -> None:
    room, random = RealRoom(tmp_path), Random(seed)
    async with (
        leading(room, built_in() if seed else None) as it,
        following(room) as one,
        following(room, size=(60, 20)) as two,
    ):
        for _ in range(6):
            for who, most in ((it, 6), (one, 3), (two, 0)):
                for _ in range(random.randint(0, most)):
                    await who.press(*random.choice(MOVES).split())
            if one.seat.is_away:
                await one.press("backspace")
                await one.until(lambda: not one.seat.is_away)
            await agree(it, one, two)


async def test_own_data_and_many_edits_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "my own.csv"
    path.write_text("size,rooms,good\n" + "".join(f"{n / 9},{n % 4},{n % 2}\n" for n in range(12)))
    dataset = find(str(path), bias=True, scale=True)
    changes = tuple(Edit(Position(at, 1), "syn0", (at % 3, at % 4), at / 7) for at in range(1, 200))
    room = RealRoom(tmp_path)
    experiment = Experiment(dataset, edits=changes)
    async with leading(room, experiment=experiment) as it, following(room) as she:
        await it.press("N", "right")
        await she.until(
            lambda: (
                she.frame.snapshot.position == it.frame.snapshot.position
                and she.main.cursor == it.main.cursor
            )
        )
        mine, hers = it.frame.snapshot, she.frame.snapshot
        assert hers.experiment.edits == changes
        assert hers.experiment.dataset.name == "my own.csv"
        for name, values in mine.current.values.items():
            assert np.array_equal(hers.current.values[name], values)
        path.write_text("another")
        await it.press("o")  # what is shared already stays
        await it.press("escape", "N")
        await she.until(lambda: she.frame.snapshot.position == it.frame.snapshot.position)


async def test_pages_of_a_text_are_followed_and_turned_by_oneself() -> None:
    room = Room()
    lecture = lecture_of("# One\n\n" + "\n\n".join(f"Paragraph {n} of it." for n in range(20)))
    async with (
        leading(room, lecture, size=(60, 20)) as it,
        following(room, size=(60, 20)) as small,
        following(room, size=(120, 60)) as tall,
    ):
        for she in (it, small, tall):
            await she.shows("Paragraph 0 of it.")
        assert "Paragraph 19" in tall.text
        await it.press("pagedown", "pagedown")
        await it.until(lambda: "Paragraph 4 " not in it.text)
        top = next(line for line in it.lines if "Paragraph" in line).strip(" │")
        await small.until(lambda: top in small.text and "Paragraph 4 " not in small.text)
        assert "Paragraph 19" in tall.text
        await small.press("pagedown")
        await small.until(lambda: top not in small.text)
        await small.press("pageup", "pageup", "pageup", "pageup")
        await small.shows("Paragraph 0 of it.")
        assert not small.seat.is_away
        await small.press("pageup")
        await small.shows("the lecturer turns to the next scene")


async def test_a_scene_with_an_open_question_is_followed() -> None:
    room = Room()
    text = "# One\nat: 20\nanswer: sign of l2_error[1,0]\n\nText.\n\n? Which sign?\n= Look.\n"
    async with leading(room, lecture_of(text)) as it, following(room) as she:
        await it.until(lambda: it.main.quiz.asked)
        await she.shows("1/1 One", "? Which sign?", "iteration 20 ")
        assert "= Look." not in she.text
        await it.press("pagedown")
        await she.shows("= Look.")


async def test_while_it_plays_only_the_pace_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading_module, "SECONDS", 1e6)
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        before = len(room.states)
        await it.press("p")
        await it.until(lambda: it.position.iteration > 9)
        assert [state.playing for state in room.states[before:]] == ["auto"]
        await it.press("p")
        await it.until(lambda: not it.frame.playing)
        await agree(it, she)
        assert [state.playing for state in room.states[before:]] == ["auto", ""]
