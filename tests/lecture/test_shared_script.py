"""What is shared of a script's screen: what is written is read again, and nothing else is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.handed_out import read_scene, scene_text
from tinynet_tui.lecture.scene import VIEWS
from tinynet_tui.lecture.shared_script import SharedScript, lines, names_script, read

DIGEST = "0123456789abcdef" * 4
names = st.sampled_from(["w", "l1", "self.weights", "layers[0]", "params['w1']"])
counts = st.integers(0, 10**9 - 1)
values = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
    ["on", "off", "hold", "free"]
)
edits = st.builds(
    Edit,
    st.builds(Where, st.integers(0, 10**9), st.integers(1, 10**6)),
    names.map("{}[0,1]".format),
    values,
)
choices = st.builds(
    Choice,
    st.none() | st.integers(1, 10**6),
    st.none() | st.integers(0, 2**32 - 1),
    st.none() | st.just("abs(y - l2).mean()"),
    st.none()
    | st.dictionaries(
        st.sampled_from(["alpha", "lr"]),
        st.floats(allow_nan=False, allow_infinity=False),
        min_size=1,
    ),
)
screens = st.builds(
    SharedScript,
    st.sampled_from(["mine.py", "a b.py", "é.py"]),
    st.tuples(counts, counts).map(lambda at: f"{at[0]}:{at[1]}"),
    cursor=st.lists(st.tuples(names, counts, counts), max_size=3).map(tuple),
    cell=st.just("") | names,
    light=st.sampled_from(["step", "l1", "explanation"]),
    view=st.sampled_from(VIEWS),
    curve=st.booleans(),
    predict=st.booleans(),
    choice=choices,
    edits=st.lists(edits, max_size=3).map(tuple),
)
RIGHT = [
    f"script: momentum\ntext: {DIGEST}\nat: 254:7\ncursor: l1[2,0]; w[0,1]\ncell: l1",
    "script: mine.py\nat: 3:1\nlight: l1, curve\nview: map\npredict: on\nloop: 3\nseed: 2\n"
    "error: abs(y)\nlet: alpha=0.5; lr=3.0\nset: w[0,1]=0.5@100:7; w=off@3:1",
]


@given(screens)
def test_what_is_written_is_read_again(screen: SharedScript) -> None:
    text = "\n".join(lines(screen))
    assert names_script(text)
    assert read(text) == screen


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_read_is_written_so(text: str) -> None:
    assert "\n".join(lines(read(text))) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "script: mine.py",
        "script: mine.py\nat: 3",
        "script: mine.py\nat: 3:1\nat: 3:1",
        "script: mine.py\nat: 3:1\nplay: 10",
        "script: ../mine.py\nat: 3:1",
        "script: a\\b.py\nat: 3:1",
        "script: mine.txt\nat: 3:1",
        "script: momentum\nat: 3:1",
        f"script: mine.py\ntext: {DIGEST}\nat: 3:1",
        f"script: lab/nothing\ntext: {DIGEST}\nat: 3:1",
        f"script: momentum\ntext: {DIGEST[1:]}\nat: 3:1",
        "script: mine.py\nat: 3:1\nlet: alpha=nan",
        "script: mine.py\nat: 3:1\nlet: a.b=1",
        "script: mine.py\nat: 3:1\nset: f(x)=1@3:1",
        f"script: mine.py\nat: 3:1\nset: {'(' * 900}=1@3:1",
        "script: mine.py\nat: 3:1\nset: w=1@3",
        "script: mine.py\nat: 3:1\ncursor: w",
        "script: mine.py\nat: 3:1\nview: all",
        "script: mine.py\nat: 3:1\ncell: \x1b[2J",
        f"script: mine.py\nat: 3:1\nerror: {'a' * 1001}",
        f"script: mine.py\nat: 3:1\ncursor: {'; '.join(['w[0,0]'] * 1001)}",
    ],
)
def test_all_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_comes_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    for _ in range(200):
        text = random.choice(RIGHT)
        for _ in range(random.randint(1, 4)):
            begin = random.randrange(len(text) + 1)
            end = min(len(text), begin + random.choice([0, 0, 1, 5, 40]))
            put = random.choice(["\n", "; ", "[", "=", "@", "9" * 400, "\0", chr(0x202E)])
            text = text[:begin] + put + text[end:]
        with suppress(ValueError):
            read(text)


def test_a_name_that_would_be_read_as_two_is_not_written() -> None:
    with pytest.raises(ValueError, match="cannot be shared"):
        list(lines(SharedScript("mine.py", "3:1", cursor=(("p['a; b']", 1, 1),))))


def test_the_text_of_a_scene_with_a_script_is_handed_out_without_what_the_screen_says(
    tmp_path: Path,
) -> None:
    text = (
        "# One\nscript: sub/mine.py\nat: 12:w\ncell: w[0,1]\nplay: 10\nexpect: error < 1\n"
        "minutes: 3\n\nThe error is {error}.\n\n? Why?\n= So.\n\nNotes:\nSecret.\n"
    )
    checked = check(text, tmp_path)
    assert not checked.mistakes
    handed = scene_text(checked.lecture, 0)
    assert handed == (
        "# 1/1 One\nscript: sub/mine.py\nat: 12:w\n\nThe error is {error}.\n\n? Why?\n= So.\n"
    )
    scene = read_scene(handed)
    assert (scene.script, scene.text) == ("sub/mine.py", checked.lecture.scenes[0].text)
