"""What a lecturer sends is read, or refused with a ValueError: nothing else can happen."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from helpers.lectures import lecture_of
from helpers.three_scenes import THREE
from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.handed_out import read_scene, scene_text
from tinynet_tui.lecture.screen_settings import read

TEXTS = [scene_text(built_in(), index) for index in (0, 2, 4)]
TEXTS += [scene_text(lecture_of(THREE), 0), "at: 3\nhidden: 2\nset: syn0[0,1]=0.5@100:l0\n"]
PIECES = ["# ", "#", "\n", "at: ", "set: ", "{", "}", "`" * 3, "<!--", "-->", "? ", "= ", "Notes:"]
PIECES += ["...", "dataset: ", "preset: ", "hidden: -1", "cell: ", "light: ", "9" * 400, "\0", "é"]
PIECES += [
    "alpha: nan",
    "seed: 1e9",
    "choices: |",
    "answer: cell of ",
    "[",
    ",0]",
    "compare: ",
    "@",
]
PIECES += ["until: error < 0.1", "script: x.py", "iterations: ", "view: ", "play: ", "expect: "]


@pytest.mark.parametrize("text", ["", "\n", "no title", "at: 3", "a title\n\n", "<!-- # A -->"])
def test_a_text_without_a_scene_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="scene"):
        read_scene(text)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_comes_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    for _ in range(40):
        text = random.choice(TEXTS)
        for _ in range(random.randint(1, 4)):
            begin = random.randrange(len(text) + 1)
            end = min(len(text), begin + random.choice([0, 0, 1, 5, 40]))
            put = random.choice([*PIECES, chr(random.randrange(1, 0x3000))])
            text = text[:begin] + put + text[end:]
        for reads in (read_scene, read):
            with suppress(ValueError):
                reads(text)


def test_what_is_asked_of_a_script_is_handed_out_with_its_place() -> None:
    scene = "# A\nscript: x.py\nat: 3:w\ncell: w[0,1]\nchoices: 1 | 2\n\n? What?\n= It.\n"
    text = scene_text(lecture_of(scene), 0, "3:4")
    assert text.startswith("# 1/1 A\nat: 3:4\nchoices: 1 | 2 of w[0,1]\nscript: x.py\n")
    read = read_scene(text)
    assert read.at == "3:4"
    assert read.ask == lecture_of(scene).scenes[0].ask
