"""The speaker's terminal on running apps, in a class with a socket."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.classes import RealRoom, agree, following, leading, speaking
from helpers.lectures import lecture_of
from helpers.questions import SIGN
from tinynet_tui.classroom.cue import Cue
from tinynet_tui.classroom.follower import News, Status
from tinynet_tui.lecture.files import load
from tinynet_tui.ui.app.speaker_app import SpeakerApp
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.end_class import QUESTION
from tinynet_tui.ui.panes.speaker import LOST
from tinynet_tui.worker.commands import Go, Play

NOTES = """
Notes:
Let them guess first.
  - an indented line
"""
TWO = (
    SIGN.replace("answer: sign", "minutes: 5\nanswer: sign")
    + NOTES
    + """
# Plain
at: 254:l2_delta
minutes: 0.5

The error is {error:.4f}, the difference {l2[2,0] - y[2,0]}.

    so
"""
)


@pytest.fixture
def room(tmp_path: Path) -> RealRoom:
    return RealRoom(tmp_path)


async def test_it_shows_what_only_the_lecturer_should_see(room: RealRoom) -> None:
    async with speaking(room, size=(80, 24)) as hers:
        await hers.shows("Waiting for your class to begin.", " speaker's terminal")
        await hers.shows("same name after --lead.")
        async with leading(room, lecture_of(TWO)) as it, following(room) as she:
            await hers.shows(
                *(" 1/2 Sign ", " 1 here  0:0", " of 5:30 · scene until 5:00 "),
                *("│ Let them guess first.", "│   - an indented line"),
                *("planned from 0:00 to 5:00 ╯", "question · the answer is hidden"),
                *("? Which sign arrives?", "= l1_error[2,0] is negative, -.0458."),
                *("│   Minus.", "answered 0 of 1 ╯", "next · 2/2 Plain"),
                "The error is {error}, the difference {l2[2,0] - y[2,0]}.",
                " pgdn answer  pgup previous ",
            )
            assert "guess" not in it.text + she.text
            assert "0458" not in it.text + she.text
            await she.until(lambda: she.main.is_open)
            await she.press("down")
            await hers.shows("negative 1 ", "█ right", "positive 0 ", "answered 1 of 1 ╯")
            assert "negative 1" not in it.text + she.text
            await she.press("right")
            await hers.shows(" 0 here · 1 away  ")
            await it.until(lambda: it.main.text.begun)
            await it.press("pagedown")
            await hers.shows("question · the answer is shown", "answered 1 of 1 ╯", "negative 1 ")
            await hers.shows(" pgdn next scene ")
            await it.press("pagedown")
            await hers.shows(" 2/2 Plain ", "There are no notes for this scene.")
            await hers.shows("This is the last scene.", "planned from 5:00 to 5:30 ╯")
            await hers.until(lambda: "question" not in hers.text)
        await hers.until(lambda: hers.app.return_value == 0)


async def test_the_answer_has_the_number_as_the_pane_will_show_it(room: RealRoom) -> None:
    async with leading(room, lecture_of(SIGN)) as it, speaking(room) as hers:
        await hers.shows("= l1_error[2,0] is negative, ")
        [told] = re.findall(r"is negative, (\S+)", hers.text)
        told = told.rstrip(".")
        assert told not in it.text
        await it.until(lambda: it.main.text.begun and it.main.quiz.asked)
        await it.press("pagedown")
        await it.until(lambda: it.main.text.answered)
        assert it.text.count(told) >= 2, "in the text and in the pane"


async def test_it_says_what_the_next_page_does(room: RealRoom) -> None:
    text = "# Long\nplay: 10\n\n" + "A paragraph.\n\n" * 30
    async with leading(room, lecture_of(text)) as it, speaking(room) as hers:
        await it.until(lambda: it.main.text.begun)
        for does in ("play", "more"):
            await hers.shows(f" pgdn {does} ")
            await hers.press("pagedown")
        await it.until(lambda: it.main.text.top > 0)


async def test_it_drives_the_lecture_and_all_follow(room: RealRoom) -> None:
    async with (
        leading(room, lecture_of(TWO)) as it,
        following(room) as she,
        speaking(room) as hers,
    ):
        await hers.shows(" 1/2 Sign ", "is negative")
        await it.until(lambda: it.main.text.begun)
        await hers.press("pagedown")
        await she.shows("= Minus.", "1/2 Sign")
        await hers.shows("the answer is shown")
        await hers.press("pagedown")
        await she.shows("2/2 Plain")
        await hers.shows(" 2/2 Plain ")
        await hers.press("pagedown")
        await hers.shows(" this is the last scene ")
        await hers.press("pageup")
        await she.shows("1/2 Sign")
        await hers.press(*"g#2", "enter")
        await she.shows("2/2 Plain")
        await hers.press(*"g30:l1", "enter")
        await it.rests_at(30, 2)
        await agree(it, she)
        await hers.press("full_stop")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await hers.shows(" the lecture's screen is blank ")
        assert isinstance(it.app.screen, Blank)
        await hers.press("full_stop")
        await she.until(lambda: she.app.screen is she.main)
        await hers.until(lambda: "is blank" not in hers.text)
        await hers.press("full_stop")
        await she.until(lambda: isinstance(she.app.screen, Blank))
        await hers.press("pagedown")
        await she.until(lambda: she.app.screen is she.main)
        assert it.position == (30, 2)


@pytest.mark.parametrize("key", ["question_mark", "g", "colon", "q", "w"])
async def test_it_closes_what_is_open_at_the_lecturer_first(key: str, room: RealRoom) -> None:
    async with leading(room, lecture_of(TWO), first=1) as it, speaking(room) as hers:
        await hers.shows(" 2/2 Plain ")
        for keys in (["pageup"], [*"g#2", "enter"]):
            await it.press(key)
            await it.until(lambda: it.app.screen is not it.main)
            other = 1 - it.lecture_app.index
            await hers.press(*keys)
            await it.until(lambda other: it.lecture_app.index == other, other)
            assert it.app.screen is it.main and QUESTION not in it.text


async def test_where_it_cannot_go_is_said_there_and_not_to_the_class(room: RealRoom) -> None:
    async with leading(room, lecture_of(TWO)) as it, speaking(room) as hers:
        await hers.shows(" 1/2 Sign ")
        await hers.press(*"g#9", "enter")
        await hers.shows("there is no scene 9: the scenes are #1 to #2")
        await hers.press("escape", "g", *"x" * 201, "enter")
        await hers.shows("write one line of at most 200 characters")
        await hers.press("escape", *"gnonsense", "enter")
        await hers.shows(" 'nonsense' is not a position, ")
        assert "nonsense" not in it.text
        await it.press("g", "#", "2", "enter")
        await hers.shows(" 2/2 Plain ")
        await hers.until(lambda: "nonsense" not in hers.text)


async def test_paging_closes_its_own_dialogs(room: RealRoom) -> None:
    async with leading(room, lecture_of(TWO)) as it, speaking(room) as hers:
        await hers.shows(" 1/2 Sign ")
        await it.until(lambda: it.main.text.begun)
        for key in ("question_mark", "g"):
            await hers.press(key)
            await hers.until(lambda: hers.app.screen is not hers.app.main)
            await hers.press("pagedown")
            await hers.until(lambda: hers.app.screen is hers.app.main)
        await it.until(lambda: it.lecture_app.index == 1)
        assert it.main.text.answered is False


async def test_the_class_without_a_lecture(room: RealRoom) -> None:
    async with speaking(room) as hers:
        async with leading(room) as it, following(room):
            await hers.shows("This class has no lecture", " tinynet ", " 1 here  0:0")
            assert "pgdn" not in hers.text and "question" not in hers.text
            await hers.press("pagedown")
            await hers.shows(" there is no lecture to page through ")
            await hers.press(*"g9", "enter")
            await it.until(lambda: it.position.iteration == 9)
        await hers.until(lambda: hers.app.return_value == 0)


async def test_the_clock_runs_on_while_the_lecturer_is_gone(room: RealRoom) -> None:
    times = [0.0]
    async with speaking(room, now=lambda: times[0]) as hers, leading(room, lecture_of(TWO)):
        await hers.shows(" 0:00 of 5:30 ")  # its clock is behind the lecturer's
        app = hers.app
        assert isinstance(app, SpeakerApp) and app._began is not None
        for seconds, shown in ((299, " 4:59 of 5:30 · scene until 5:00 "), (3_661.9, " 61:01 of ")):
            times[0] = app._began + seconds
            app.beat()
            await hers.shows(shown)
        cue = app._news.state
        assert cue is not None
        app._speaker = Gone(cue._replace(stands=cue.stands._replace(began=app._began + 3_600)))
        for status in ("lost", "following"):
            app._speaker.status = status
            app.look()
            await hers.until(lambda status: app._news.status == status, status)
            await hers.shows(" 61:01 of 5:30 ", "1/2 Sign")
            assert (LOST in hers.text) == (status == "lost") != (" here" in hers.lines[0])
        await hers.press("R")
        await hers.shows(" 0:00 of 5:30 ")


class Gone:
    """A lecturer who is gone, and comes back."""

    status: Status

    def __init__(self, cue: Cue) -> None:
        self._cue = cue

    def take(self) -> News[Cue]:
        return News(self._cue, "ada", self.status)

    def drive(self, key: str, where: str = "") -> None: ...


EXAMPLE = """\
# One
minutes: 1

Text.

Notes:
Before.
"""


async def test_what_is_saved_is_shown_at_once(room: RealRoom, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text(EXAMPLE)
    async with leading(room, load(path), path=path), speaking(room) as hers:
        await hers.shows("Before.", " 1/1 One ")
        path.write_text(EXAMPLE.replace("Before.", "After.").replace("# One", "# Won"))
        await hers.shows("After.", " 1/1 Won ")


async def test_numbers_go_on_while_it_plays_and_are_right_at_rest(room: RealRoom) -> None:
    text = "# One\n\nText.\n\n? Which?\n= {iteration}.\n"
    async with leading(room, lecture_of(text)) as it, speaking(room) as hers:
        await hers.shows("= 0.")
        it.app.worker.send(Play(True))
        await hers.until(lambda: "= 0." not in hers.text)
        it.app.worker.send(Play(False))
        it.app.worker.send(Go(it.position._replace(iteration=77)))
        await hers.shows("= 77.")


LONG = "# One\n\nText.\n\n? Why?\n= So.\n\nNotes:\n" + "\n".join(f"line {at}" for at in range(200))


@pytest.mark.parametrize("size", [(40, 12), (40, 15), (80, 24), (200, 60), (30, 4), (12, 2)])
async def test_it_fits_and_long_notes_scroll(size: tuple[int, int], room: RealRoom) -> None:
    width, height = size
    async with leading(room, lecture_of(LONG)), speaking(room, size=size) as hers:
        await hers.until(lambda: hers.main.view.has_lecture and "0:" in hers.lines[0])
        await hers.settles()
        assert len(hers.lines) == height
        assert all(len(line) == width for line in hers.lines)
        if height < 5:
            return
        await hers.shows("line 0 ")
        assert all(line[0] in "│╭╰" and line[-1] in "│╮╯" for line in hers.lines[1:-1])
        if height >= 12:
            await hers.shows("? Why?")
        await hers.press("down")
        await hers.until(lambda: "line 0 " not in hers.text)
        await hers.press("j", "up", "k", "up")
        await hers.shows("line 0 ")
        hers.main.notes.scroll_rows(999)
        await hers.shows("line 199 ")
        if height >= 12:
            await hers.press("tab", "tab", "down")
            assert hers.app.focused is hers.main.question
            assert "line 199 " in hers.text


async def test_another_size_in_ascii_without_colours(
    room: RealRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with leading(room, lecture_of(TWO)), speaking(room, ascii=True) as hers:
        hers.app.suit_terminal()
        await hers.shows("+ notes ----", "| Let them guess first.")
        assert hers.text.isascii()
        await hers.pilot.resize_terminal(120, 30)
        await hers.until(lambda: any("notes" in line and "question" in line for line in hers.lines))
        await hers.pilot.resize_terminal(60, 20)
        await hers.until(lambda: len(hers.lines[0]) == 60)
        await hers.settles()
        assert not any("notes" in line and "question" in line for line in hers.lines)
        assert hers.text.isascii()


async def test_the_help_explains_its_keys(room: RealRoom) -> None:
    async with speaking(room, size=(80, 60)) as hers:
        await hers.press("f1")
        await hers.shows(
            "the speaker's terminal", "leave this terminal; the lecture goes on", "marks"
        )
        await hers.press("q")
        await hers.until(lambda: hers.app.screen is hers.app.main)
        await hers.press("pagedown")
        await hers.shows(" there is no lecture to drive now ")
        await hers.press("q")
        await hers.until(lambda: hers.app.return_value == 0)


async def test_the_users_own_keys_work(room: RealRoom) -> None:
    async with (
        leading(room, lecture_of(TWO)) as it,
        speaking(room, keys={"goto": "f3"}, clicker=True) as hers,
    ):
        await hers.shows(" 1/2 Sign ", " f3 go ")
        await hers.press("b")
        await it.until(lambda: isinstance(it.app.screen, Blank))
        await hers.press("f3", "#", "2", "enter")
        await it.until(lambda: it.lecture_app.index == 1)


async def test_a_click_on_a_key_drives(room: RealRoom) -> None:
    async with leading(room, lecture_of(TWO), first=1) as it, speaking(room) as hers:
        await hers.shows(" 2/2 Plain ", " pgup previous ")
        await hers.pilot.click("#keys", offset=(hers.lines[-1].index("pgup") + 1, 0))
        await it.until(lambda: it.lecture_app.index == 0)
