"""A scene asks; the answer can be changed until the next page shows the right one."""

from __future__ import annotations

from textwrap import dedent

from helpers.lectures import Lecturer, lecture_of, opened_lecture
from helpers.questions import CELL, NUMBER, SIGN
from tinynet_tui.ui.dialogs.edit import EditCell
from tinynet_tui.ui.dialogs.prompt import Prompt, PromptInput

CHOICES = """\
    # Choices
    at: 254:l2
    cell: l2[2,0]
    choices: 0.12 | 0.48 | 0.74

    ? How large?
    = So.
    """


async def shows_answer(it: Lecturer) -> None:
    await it.press("pagedown")
    await it.until(lambda: it.main.text.answered and not it.main.quiz.asked)


async def asks(it: Lecturer) -> None:
    await it.until(lambda: it.main.quiz.asked)


async def test_a_sign_is_asked_for_and_hidden_until_the_next_page() -> None:
    async with opened_lecture(lecture_of(SIGN)) as it:
        await asks(it)
        await it.shows("l1_error[2,0]? ", "It is ?.", "↑ or +  positive", "pgdn show it")
        assert "-.0458" not in it.text and "-0.0458" not in it.text
        await it.press("up")
        await it.shows("your answer: positive ", "► ↑ or +  positive")
        await it.press("minus")  # changed
        await it.shows("your answer: negative ", "► ↓ or -  negative")
        assert it.main.pinned == "l1_error"
        await shows_answer(it)
        await it.shows(
            "It is -.0458.", "Right: l1_error[2,0] is negative,", "the end: 1 of 1 right"
        )
        await it.press("pagedown")
        await it.shows("this is the last scene: 1 of 1 right")
        await it.press("down")  # moves the cursor again
        await it.until(lambda: it.main.cursor.example == 3)


async def test_what_is_hidden_is_shown_by_a_step_too_and_asked_again_on_return() -> None:
    async with opened_lecture(lecture_of(SIGN + CELL)) as it:
        await asks(it)
        await it.press("down", "n")
        await it.shows("Right: l1_error[2,0] is negative, -.0458.")
        assert it.frame.snapshot.position.step == 6  # the first n only shows it
        await it.press("backspace", "up")  # it stays shown
        await it.stands(it.scene)
        assert it.main.quiz.asked is None
        await shows_answer(it)
        await it.shows("= Minus.", "Right: ")
        await it.press("pagedown")
        await it.shows("2/2 Cell")
        await it.press("pageup")
        await it.shows("1/2 Sign", "l1_error[2,0]? ", "It is ?.")


async def test_without_an_answer_nothing_is_counted() -> None:
    async with opened_lecture(lecture_of(SIGN)) as it:
        await asks(it)
        await shows_answer(it)
        await it.shows("= Minus.", " the end ")
        assert "right" not in it.text


async def test_choices_are_gone_through_with_the_arrows() -> None:
    async with opened_lecture(lecture_of(CHOICES)) as it:
        await asks(it)
        await it.shows("  0.12    0.48    0.74", "l2[2,0]?  ↑ ↓ 0.12 | 0.48 | 0.74")
        for key, given in (("up", "0.74"), ("up", "0.48"), ("down", "0.74"), ("down", "0.74")):
            await it.press(key)
            await it.shows(f"your answer: {given} ", f"► {given}")
        await it.press("plus")
        await it.shows("► 0.48")
        await shows_answer(it)
        await it.shows("Not 0.48: l2[2,0] is 0.74.", "0 of 1 right")


async def test_enter_after_a_choice_or_a_sign_edits_nothing() -> None:
    async with opened_lecture(lecture_of(dedent(CHOICES) + SIGN)) as it:
        for given in ("0.12", "negative"):
            await asks(it)
            await it.press("down", "enter")
            await it.shows(f"your answer: {given} ")
            await it.pilot.pause(0)
            assert it.app.screen is it.main
            await shows_answer(it)
            await it.press("pagedown")


async def test_what_was_answered_does_not_count_as_a_paragraph() -> None:
    pages = []
    for keys in ((), ("down",)):  # a lecturer who does not answer, and a follower who does
        async with opened_lecture(lecture_of(CHOICES), size=(60, 20)) as it:
            await asks(it)
            await it.press(*keys)
            await shows_answer(it)
            assert bool(it.main.text.verdict) == bool(keys)
            pages.append(it.main.text.page)
            it.main.text.turn_to(pages[0])
            assert it.main.text.top == 0
    assert pages[0] == pages[1]


async def test_a_number_is_typed() -> None:
    async with opened_lecture(lecture_of(NUMBER), size=(200, 60)) as it:
        await asks(it)
        await it.shows("the error?  enter type a number", "error ?")
        assert "0.306699" not in it.text
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, Prompt))
        line = it.app.screen.query_one(PromptInput)
        assert not (line.value or line.placeholder)  # nothing that looks like the answer
        await it.press("x", "enter")
        await it.shows("'x' is not a number")
        await it.press("backspace", *"0.7", "enter")
        await it.until(lambda: it.app.screen is it.main)
        await it.shows("your answer: 0.7 ")
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, Prompt))
        assert it.app.screen.query_one(PromptInput).value == "0.7"
        await it.press(*"0.3", "enter")  # typing replaces it
        await it.until(lambda: it.app.screen is it.main)
        await it.shows("your answer: 0.3 ")
        await shows_answer(it)
        await it.shows("Right: the error is 0.306699.", "It is 0.306699.")


async def test_a_cell_is_gone_to() -> None:
    async with opened_lecture(lecture_of(CELL)) as it:
        await asks(it)
        await it.shows("which cell of l2_delta?  enter this one, at the cursor", "-.1242")
        await it.press("down", "enter")
        await it.shows("your answer: l2_delta[1,0] ")
        await it.press("down", "down", "enter")
        await it.shows("your answer: l2_delta[3,0] ")
        await shows_answer(it)
        await it.shows("Right: l2_delta[3,0] is farthest", "1 of 1 right")
        await it.press("enter")  # edits again
        await it.until(lambda: isinstance(it.app.screen, EditCell))


async def test_elsewhere_nothing_is_asked() -> None:
    async with opened_lecture(lecture_of(CELL)) as it:
        await asks(it)
        await it.press("enter", "n")  # nothing is hidden, so nothing has to be shown first
        await it.rests_at(254, 6)
        await it.until(lambda: it.main.quiz.asked is None)
        await it.press("backspace")
        await it.shows("your answer: l2_delta[0,0] ")  # the answer is kept
