"""Typed bytes become messages: answers are taken out, junk is dropped, nothing else is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tinynet_tui.wire.keyboard import MOST_SILENT, Keyboard


def keyboard(
    *, due: bool = True, note_answer: Callable[[bool], None] = lambda recovers: None
) -> Keyboard:
    return Keyboard(False, is_due=lambda: due, note_answer=note_answer)


def typed(board: Keyboard, *reads: str, flooded: bool = False) -> list[str]:
    """The names of the keys, and the pasted texts, in some reads."""
    found = []
    for read in reads:
        for message in board.feed(read, flooded=flooded):
            if isinstance(message, events.Key):
                found.append(message.key)
            elif isinstance(message, events.Paste):
                found.append(f"pasted {message.text}")
    return found


SEQUENCES = [
    *("\x1b[31m", "\x1b[A", "\x1b[1;5u", "\x1bOP", "\x1b"),
    *("\x1b]0;title\x07", "\x1b]8;;x\x1b\\"),
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_in_a_paste_is_dropped_whole_however_reads_cut_it(sequence: str) -> None:
    text = f"a\x1b[200~0.5 {sequence}0.75\x1b[201~b"
    expected = ["a", "pasted 0.5 0.75", "b"]
    if sequence == "\x1b":
        text = text.replace(f"{sequence}0.75", f"é{sequence}")
        expected[1] = "pasted 0.5 é"
    for cut in range(len(text) + 1):
        assert typed(keyboard(due=False), text[:cut], text[cut:]) == expected, cut


JUNK = ["\x1b[99999999999999999999u", "\x1b[" + "9" * 5000 + "u", "\x1b[48;0;0;0;0t"]


@pytest.mark.parametrize("junk", JUNK)
def test_keys_in_the_same_read_as_junk_are_not_lost(junk: str) -> None:
    assert typed(keyboard(), f"n{junk}\x1b[A?")[-2:] == ["up", "question_mark"]


ANSWERS = ["\x1b[1;1R", "\x1b[24;80R", "\x1b[0n"]


@given(st.data())
def test_answers_are_taken_out_however_reads_cut_them(data: st.DataObject) -> None:
    pieces = data.draw(
        st.lists(st.sampled_from([*ANSWERS, "n", "N", "\x1b[A", "\x1b[200~", "\x1b[201~"]))
    )
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    reads = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if a < b]
    noted: list[bool] = []
    typed(keyboard(note_answer=noted.append), *reads)
    assert noted == [piece == "\x1b[0n" for piece in pieces if piece in ANSWERS]


def test_the_start_of_an_answer_is_a_key_if_nothing_follows() -> None:
    board = keyboard()
    assert typed(board, "\x1b[1", *[""] * MOST_SILENT) == []
    assert typed(board, "", "~") == ["home"]
    assert typed(keyboard(due=False), "\x1b[1", "~") == ["home"]
    assert typed(keyboard(), "\x1b[1", "~") == ["home"]


def test_in_a_flood_only_answers_and_ctrl_c_are_noticed() -> None:
    noted: list[bool] = []
    board = keyboard(note_answer=noted.append)
    assert typed(board, "nnn\x1b[1;1Rn", flooded=True) == []
    assert (noted, board.interrupted) == ([False], False)
    typed(board, "nn\x1b[99;5unn", flooded=True)
    assert board.interrupted
