"""What a scene asks for and which answers are right: the run alone decides."""

from __future__ import annotations

import pytest

from helpers.lectures import lecture_of
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.answers import flaw, grade, is_right, read_answer, said
from tinynet_tui.lecture.asking import MOST_IN_LINE, Setting, parse
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.snapshots import mistakes, snapshots
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

VIDEO = Experiment()


def at(iteration: int, step: str) -> Snapshot:
    timeline = Timeline(VIDEO)
    timeline.advance(iteration)
    timeline.stand_at(VIDEO.script.step(step).number)
    return timeline.snapshot()


@pytest.fixture(scope="module")
def there() -> Snapshot:
    """The position of design.md's first screen: l1_error[2,0] is -0.04579, l2[2,0] is 0.7417."""
    return at(254, "l1_error")


@pytest.mark.parametrize(
    ("setting", "text", "right", "wrong"),
    [
        ("choices", "0.12 | 0.48 | 0.74 of l2[2,0]", ["0.74"], ["0.12", "0.48"]),
        ("choices", "-1 | 0 | 1 of l1_error[2,0]", ["0"], ["-1", "1"]),
        ("choices", "0.1|0.3 of error", ["0.3"], ["0.1"]),
        ("answer", "sign of l1_error[2,0]", ["-"], ["+", "0"]),
        ("answer", "sign of l0[0,0]", ["0"], ["+", "-"]),
        ("answer", "sign of y[1,0]", ["+"], ["-", "0"]),
        ("answer", "l2[2,0] within 0.05", ["0.74", ".7", "7e-1", "+0.79"], ["0.69", "0.8", "-1"]),
        ("answer", "l2[2,0] within 0.05", ["0,74", ",7", "+0,79"], ["0,69", "-0,74"]),
        ("answer", "squares within 0.01", ["0.225"], ["0.25"]),
        ("answer", "cell of l2_delta", ["3,0", " 3 , 0 "], ["0,0", "1,0"]),
        ("answer", "largest cell of l2_delta", ["1,0"], ["3,0"]),
        ("answer", "smallest cell of l1_error", ["1,2"], ["3,2"]),
    ],
)
def test_right_is_what_the_run_says(
    setting: Setting, text: str, right: list[str], wrong: list[str], there: Snapshot
) -> None:
    ask = parse(setting, text, VIDEO)
    assert parse(ask.setting, ask.text, VIDEO) == ask  # it can be sent
    assert flaw(ask, there) == ""
    for answers, expected in ((right, True), (wrong, False)):
        for answer in answers:
            given = read_answer(ask, answer, VIDEO)
            assert read_answer(ask, given, VIDEO) == given
            assert is_right(ask, given, there) == expected, answer


def test_choices_without_of_are_about_the_cell_of_the_scene() -> None:
    def asked(settings: str) -> str:
        [scene] = lecture_of(f"# A\n{settings}\nchoices: 0 | 1\n\n? How?\n= So.\n").scenes
        assert scene.ask is not None
        return scene.ask.what

    assert asked("at: 254:l1_error\ncell: l2[2,0]") == "l2[2,0]"
    assert asked("at: 254:l1_error\ncursor: example 3, hidden 1") == "l1_error[3,1]"


@pytest.mark.parametrize(
    ("setting", "text", "why"),
    [
        ("choices", "0.5", "write 2 to 6 numbers, such as 0.12 | 0.48 | 0.95"),
        ("choices", "1|2|3|4|5|6|7", "write 2 to 6 numbers, such as 0.12 | 0.48 | 0.95"),
        ("choices", "0.5 | 0.50", "0.5 and 0.50 are the same number"),
        ("choices", "0.5 | half", "'half' is not a number"),
        ("choices", "0.5 | 0.1234567890123", "'0.1234567890'… is longer than 12 characters"),
        ("choices", "1 | 2 of l2", "'l2' is no number: write error, squares or a cell as l2[0,0]"),
        ("answer", "sign of l2[9,0]", "l2 has rows 0 to 3 and columns 0 to 0"),
        ("answer", "l2[2,0] within 0", "within 0: write a number above 0, such as 0.05"),
        ("answer", "l2[2,0] within -1", "within -1: write a number above 0, such as 0.05"),
        ("answer", "l2[2,0] within nan", "'nan' is not a finite number"),
        ("answer", "cell of l2_detla", "'l2_detla' is not a variable: did you mean l2_delta?"),
        ("answer", "bigest cell of l2", "there is no 'bigest' cell: did you mean largest?"),
        ("answer", "x" * (MOST_IN_LINE + 1), "is longer than 200 characters"),
        (
            "answer",
            "because",
            "'because' is no answer that the run can give: write `sign of l1_error[2,0]`, `l2[2,0] "
            "within 0.05` or `cell of l1_error`; words belong behind `= `",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_hint(setting: Setting, text: str, why: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse(setting, text, VIDEO)
    assert str(raised.value) == why


@pytest.mark.parametrize(
    ("text", "answer", "why"),
    [
        ("sign of l2[0,0]", "plus", "'plus' is no sign: + or - or 0"),
        ("0.1 | 0.9 of l2[0,0]", "0.10", "'0.10' is no choice: 0.1 or 0.9"),
        ("l2[0,0] within 1", "inf", "'inf' is not a finite number"),
        ("l2[0,0] within 1", "\x1b[31m", "'\\x1b[31m' is not a number"),
        ("cell of l2", "l2[0,0]", "'l2[0,0]' is no cell, such as 2,0"),
        ("cell of l2", "4,0", "l2 has rows 0 to 3 and columns 0 to 0"),
        ("cell of l2", "9" * 25, "an answer has at most 24 characters"),
    ],
)
def test_an_answer_is_read_with_care(text: str, answer: str, why: str) -> None:
    ask = parse("choices" if "|" in text else "answer", text, VIDEO)
    with pytest.raises(ValueError) as raised:
        read_answer(ask, answer, VIDEO)
    assert str(raised.value) == why


@pytest.mark.parametrize(
    ("setting", "text", "why"),
    [
        (
            "choices",
            "0.5 | 1 of l2[2,0]",
            "l2[2,0] is 0.7417, not clearly nearer to 0.5 than to 1",
        ),
        (
            "answer",
            "cell of y",
            "y[1,0] and y[2,0] are both farthest from 0: ask for something else",
        ),
    ],
)
def test_exactly_one_answer_must_be_right(
    setting: Setting, text: str, why: str, there: Snapshot
) -> None:
    assert flaw(parse(setting, text, VIDEO), there) == why


def test_a_number_must_exist_at_the_position() -> None:
    start = Timeline(VIDEO).snapshot()
    for text in ("sign of l1[0,0]", "cell of l2_delta", "error within 0.1"):
        assert "has no value at 0:l0" in flaw(parse("answer", text, VIDEO), start)
    assert flaw(parse("answer", "sign of syn0[0,0]", VIDEO), start) == ""


def test_a_verdict_says_what_is_right(there: Snapshot) -> None:
    def told(setting: Setting, text: str, answer: str) -> str:
        ask = parse(setting, text, VIDEO)
        return grade(ask, answer, there, lambda name, cell, number: f"{number:.4f}").text

    assert told("answer", "sign of l1_error[2,0]", "+") == ("l1_error[2,0] is negative, -0.0458")
    assert told("choices", "0.1 | 0.7 of l2[2,0]", "0.1") == "l2[2,0] is 0.7417, nearest to 0.7"
    assert told("answer", "error within 0.1", "0") == "the error is 0.306699"
    assert told("answer", "cell of l2_delta", "0,0") == (
        "l2_delta[3,0] is farthest from 0, -0.1242"
    )
    assert said(parse("answer", "cell of l2_delta", VIDEO), "0,0") == "l2_delta[0,0]"


ASKING = """\
# One
at: 254:l1_error
answer: sign of l1_error[2,0]

? Which sign?
= Minus.

# Two
at: 20:l2
choices: 0.45 | 0.95 of l2[0,0]

? How large?
= So.
"""


def test_check_needs_a_question_and_only_one_way_to_answer() -> None:
    both = "# A\nchoices: 0 | 1\nanswer: sign of l0[0,0]\n\n? Which?\n= So.\n"
    assert [(mistake.line, mistake.message) for mistake in check(both).mistakes] == [
        (3, "answer: a question has choices or an answer, not both")
    ]
    none = "# A\nanswer: sign of l0[0,0]\n\nText.\n"
    assert [(mistake.line, mistake.message) for mistake in check(none).mistakes] == [
        (2, "answer: there is no question: begin it with '? '")
    ]
    head = "Title\nanswer: sign of l0[0,0]\n# A\n"
    assert check(head).mistakes[0].message == (
        "answer: belongs in a scene, directly below its title"
    )


def test_flaws_are_told_with_the_line_of_the_setting() -> None:
    [mistake] = mistakes(lecture_of(ASKING.replace("0.45 | 0.95", "0.4 | 0.5")).scenes)
    assert mistake.line == 10
    assert mistake.message == "choices: l2[0,0] is 0.4544, not clearly nearer to 0.5 than to 0.4"
    assert [*mistakes(lecture_of(ASKING).scenes)] == []


def test_replies_count_what_was_answered() -> None:
    scenes = lecture_of(ASKING).scenes
    found = snapshots(scenes)
    replies = Replies()

    def show(scene: Scene) -> str:
        replies.show(scene, found[scene.line], lambda name, cell, number: f"{number:.1f}")
        return replies.verdict(scene)

    one, two = scenes
    replies.give(one, "+")
    replies.give(one, "-")  # changeable
    assert (replies.verdict(one), replies.score) == ("", "")
    assert show(one) == "Right: l1_error[2,0] is negative, -0.0."
    replies.give(one, "+")  # too late
    assert replies.given(one) == "-" and replies.score == "1 of 1 right"
    assert show(two) == "" and replies.score == "1 of 1 right"  # nobody has answered
    replies.enter(two)
    replies.give(two, "0.95")
    assert show(two) == "Not 0.95: l2[0,0] is 0.5, nearest to 0.45."
    replies.enter(one)  # the same scene again: its question is open
    assert replies.given(one) == "" and not replies.is_shown(one)
    replies.give(one, "+")
    assert show(one) == "Not positive: l1_error[2,0] is negative, -0.0."
    assert replies.score == "0 of 2 right"


@pytest.mark.parametrize(
    ("settings", "explained", "row"),
    [
        ("at: 254\nanswer: cell of l1_error", "l1_error", 0),
        ("at: 254:l1_error\nanswer: cell of l1_error", None, 0),
        ("at: 254\nanswer: sign of l1_error[2,0]", "l1_error", 2),
        ("at: 254:l2\nchoices: 0.3 | 0.5 of l2[3,0]", None, 3),
        ("at: 254\nchoices: 0.3 | 0.5 of l2[3,0]", "l2", 3),
        ("at: 254\ncell: l2[1,0]\nanswer: sign of l1_error[2,0]", "l2", 1),
        ("at: 254\ncursor: example 1\nanswer: sign of l1_error[2,0]", None, 1),
        ("at: 254\nanswer: error within 0.1", None, 0),
    ],
)
def test_what_is_asked_for_is_explained_if_no_cell_is_set(
    settings: str, explained: str | None, row: int
) -> None:
    (scene,) = lecture_of(f"# Scene\n{settings}\n\n? Which?\n= That.\n").scenes
    assert (scene.pinned, scene.cursor.example) == (explained, row)
