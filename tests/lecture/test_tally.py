"""What a class answered: a row for each answer, the right one marked, nonsense left out."""

from __future__ import annotations

import pytest

from helpers.lectures import lecture_of
from tinynet_tui.classroom import shared
from tinynet_tui.lecture import answers
from tinynet_tui.lecture.tally import Row, most_common, tally, valid
from tinynet_tui.timeline.timeline import Timeline

SCENE = "# One\nat: 254:l1_error\ncell: l2[2,0]\n{}\n\n? What?\n= So.\n"


@pytest.mark.parametrize(
    ("setting", "counts", "rows"),
    [
        (
            "answer: sign of l1_error[2,0]",
            [("+", 3), ("-", 25), ("x", 9)],
            [("positive", 3, False), ("negative", 25, True)],
        ),
        (
            "answer: sign of l1_error[2,0]",
            [("0", 1)],
            [("positive", 0, False), ("negative", 0, True), ("zero", 1, False)],
        ),
        (
            "choices: 0.12 | 0.48 | 0.74",
            [("0.48", 2), ("0.5", 7)],
            [("0.12", 0, False), ("0.48", 2, False), ("0.74", 0, True)],
        ),
        (
            "answer: error within 0.05",
            [("0.3", 1), ("2", 4), ("0.30", 2), ("3e-1", 3), ("nan", 1), ("-0", 1), ("0", 1)],
            [("0.3", 6, True), ("2", 4, False), ("0", 2, False)],
        ),
        (
            "answer: cell of l2_delta",
            [("3,0", 4), ("1,0", 5), ("9,9", 8), ("3, 0", 2), ("$(ls)", 1)],
            [("l2_delta[3,0]", 6, True), ("l2_delta[1,0]", 5, False)],
        ),
        ("answer: cell of l2_delta", [("4,0", 9), ("", 2)], []),
    ],
)
def test_answers_are_counted_and_graded_by_the_run(
    setting: str, counts: list[tuple[str, int]], rows: list[tuple[str, int, bool]]
) -> None:
    scene = lecture_of(SCENE.format(setting)).scenes[0]
    assert scene.ask is not None
    timeline = Timeline(scene.experiment)
    timeline.advance(scene.position.iteration)
    timeline.stand_at(scene.position.step)
    assert tally(scene.ask, counts, timeline.snapshot()) == tuple(Row(*row) for row in rows)
    found = valid(scene.ask, counts, scene.experiment)
    assert sum(found.values()) == sum(count for _, count, _ in rows)


def test_of_many_answers_the_most_common_are_shown() -> None:
    scene = lecture_of(SCENE.format("answer: l2[2,0] within 0.05")).scenes[0]
    assert scene.ask is not None
    found = valid(scene.ask, [(f"{n}", n % 5 + 1) for n in range(30)], scene.experiment)
    shown = most_common(found, shared.MOST_ANSWERS)
    assert len(shown) == shared.MOST_ANSWERS
    assert [count for _, count in shown[:7]] == [5] * 6 + [4]


def test_what_travels_has_room_for_every_answer() -> None:
    assert shared.MOST_IN_ANSWER == answers.MOST_IN_ANSWER
