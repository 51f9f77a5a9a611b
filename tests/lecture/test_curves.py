"""The built-in lecture: the curves beside its texts."""

from __future__ import annotations

import re

import pytest

from helpers.lectures import opened_lecture
from tinynet_tui.lecture.files import built_in

LECTURE = built_in()
SCENES = LECTURE.scenes

CURVES = {
    "The sigmoid": ("1┤", "0┤", "-6", "x", "6"),
    "Why the error times the slope": ("0.25┤", "0┤", "0", "l", "1"),
    "The slope of an output": ("0.25┤", "0┤", "0", "l", "1"),
    "The delta of layer 1": ("0.25┤", "0┤", "0", "l", "1"),
}
"""The scenes that tell how the sigmoid or its slope looks, and the labels of the curve's axes."""


def test_every_scene_that_tells_of_a_slope_has_a_curve() -> None:
    assert {scene.title for scene in SCENES if scene.curve} == {*CURVES}
    for scene in SCENES:
        paragraphs = (*scene.text, *scene.question, *scene.answer)
        said = " ".join(piece for part in paragraphs for piece in part if isinstance(piece, str))
        if re.search(r"slope|steep|flat", said):
            assert scene.curve, scene.title


@pytest.mark.parametrize("title", CURVES)
async def test_the_curve_is_beside_the_text_at_80_by_24(title: str) -> None:
    number = next(at for at, scene in enumerate(SCENES) if scene.title == title)
    async with opened_lecture(LECTURE, first=number) as it:
        await it.stands(SCENES[number])
        await it.page_to_answer()
        await it.until(lambda: not it.main.quiz.asked)
        x, y, width, height = it.main.explanation.region
        rows = [line[x + 1 : x + width - 1] for line in it.lines[y + 1 : y + height - 1]]
        highest, lowest, *domain = CURVES[title]
        assert sum(row.count("●") for row in rows) == 1
        assert rows[-4].startswith(f" {highest}") and rows[-2].lstrip().startswith(lowest)
        assert rows[-1].split() == domain
        pinned = SCENES[number].pinned or "l2_delta"
        assert f"{pinned}[" in "".join(rows[:-4])  # its arithmetic, above the curve


async def test_the_point_moves_with_the_cursor_and_the_curve_stays() -> None:
    async with opened_lecture(LECTURE, first=9) as it:
        await it.shows("0.25┤")
        places = set()
        for _ in range(4):
            line = next(line for line in it.lines[14:] if "●" in line)
            places.add((line.index("●"), it.lines.index(line)))
            cell = it.main.cursor
            await it.press("down")
            await it.until(lambda cell=cell: it.main.cursor != cell or cell.example == 3)
        assert len(places) == 4
        await it.press("n")  # l1_error, which has no function
        await it.shows(" l1_error[3,0] ")
        assert "┤" not in it.text
        await it.press("backspace")
        await it.shows("0.25┤")
