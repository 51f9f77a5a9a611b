"""The terminal's answer about its background, among what is typed."""

from __future__ import annotations

import pytest

from tinynet_tui.wire.background import MOST_SILENT, BackgroundAnswer, is_dark

ANSWERS = {
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\": True,
    "\x1b]11;rgb:ffff/ffff/ffff\x07": False,
    "\x1b]11;rgba:ff/ff/dd/80\x1b\\": False,
    "\x1b]11;rgb:f/f/f\x9c": False,
    "\x1b]11;#fdf6e3\x1b\\": False,
    "\x1b]11;rgb:0000/0000/0000\x1b": True,  # rxvt-unicode
    "\x1b]11;nonsense\x1b\\": None,
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_it_is_taken_out_wherever_it_is_cut(answer: str) -> None:
    for cut in range(len(answer) + 1):
        reader = BackgroundAnswer()
        pieces = ["n" + answer[:cut], "", answer[cut:] + "b", ""]
        if answer[:cut] == "\x1b":  # then a pause makes a key of it
            pieces.remove("")
        found = [reader.taken(piece) for piece in pieces]
        assert "".join(text for text, _ in found) == "nb"
        assert [told for _, told in found if told is not None] == [
            told for told in [ANSWERS[answer]] if told is not None
        ]
        assert not reader.due


def test_half_of_its_end_is_enough_if_no_other_half_comes() -> None:
    reader = BackgroundAnswer()
    assert reader.taken("n\x1b]11;rgb:ffff/ffff/ffff\x1b") == ("n", None)
    found = [reader.taken("") for _ in range(MOST_SILENT + 1)]
    assert found == [("", None)] * MOST_SILENT + [("", False)]
    assert not reader.due


def test_a_key_is_never_lost() -> None:
    reader = BackgroundAnswer()
    assert reader.taken("a\x1b") == ("a", None)
    assert reader.taken("") == ("\x1b", None)
    assert reader.taken("\x1b]1") == ("", None)
    assert [reader.taken("")[0] for _ in range(MOST_SILENT + 1)] == [""] * MOST_SILENT + ["\x1b]1"]
    assert reader.taken("\x1b") == ("", None)
    assert reader.taken("[A") == ("\x1b[A", None)
    assert reader.taken("\x1b") == ("", None)
    assert reader.give_up() == "\x1b" and not reader.due


@pytest.mark.parametrize(
    ("colour", "dark"),
    [("rgb:0000/0000/0000", True), ("rgb:0/0/ff", True), ("rgb:fd/f6/e3", False), ("#ff0", False)],
)
def test_it_is_dark_if_it_is_nearer_to_black(colour: str, dark: bool) -> None:
    assert is_dark(colour) is dark
