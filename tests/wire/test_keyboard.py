"""Typed bytes become messages: answers are noted, a terminal's own talk is dropped, no key is lost.

The clock stands still unless a test moves it.
"""

from __future__ import annotations

from codecs import getincrementaldecoder

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from helpers.board import Board, cuts
from helpers.examples import examples
from helpers.replies import BY_TERMINAL, FOCUS, REPLIES
from tinynet_tui.wire.keyboard import (
    ANSWER_SECONDS,
    CUT_SECONDS,
    LONGEST_KEY,
    PASTE_SECONDS,
)
from tinynet_tui.wire.sequences import KEEP_CONTROLS, LONGEST, Splitter

SOON, LATER = 0.05, 2.0
"""Seconds in which more of a sequence may still come, and in which all has come."""

ESCAPE_DELAY = 0.1


# What a terminal says by itself.


@pytest.mark.parametrize("name", BY_TERMINAL)
def test_replies_are_no_keys_wherever_they_are_cut(name: str) -> None:
    for reply in (*BY_TERMINAL[name], *FOCUS):
        for cut in range(len(reply) + 1):
            board = Board()
            assert board.type(f"n{reply[:cut]}") == ["n"], (reply, cut)
            if cut > 1:  # an escape alone is a key after a shorter time
                assert board.wait(CUT_SECONDS / 2) == [], (reply, cut)
            assert board.type(f"{reply[cut:]}N\x1b[A") == ["N", "up"], (reply, cut)
            assert board.wait(LATER) == []


@pytest.mark.parametrize("name", BY_TERMINAL)
def test_replies_are_no_keys_byte_by_byte_and_one_after_the_other(name: str) -> None:
    board = Board()
    for reply in BY_TERMINAL[name]:
        assert board.type(*reply) == []
        assert board.type("n") == ["n"]
    assert board.type("".join(BY_TERMINAL[name])) == []


@pytest.mark.parametrize("reply", [reply for reply in REPLIES if reply[0] == "\x1b"])
def test_the_rest_of_a_reply_is_dropped_long_after_its_escape(reply: str) -> None:
    board = Board()
    assert board.type("\x1b") == []
    assert board.wait(2 * ESCAPE_DELAY) == ["escape"]  # nobody can know
    assert board.type(f"{reply[1:]}n") == ["n"]


def test_replies_among_what_is_pasted_are_no_part_of_it() -> None:
    for reply in REPLIES:
        assert Board().type(f"\x1b[200~a{reply}b\x1b[201~") == ["pasted ab"]


@pytest.mark.parametrize("end", ["\x1b", "\x07", "\x1b\\", "\x9c", ""])
def test_what_is_cut_off_for_ever_ends_after_a_time(end: str) -> None:
    for begun in ("\x1b[", "\x1b[1;", "\x1b]11;rgb:1e", "\x1bP>|x", "\x1b_G", "\x1bO", "\x1b[M"):
        board = Board()
        board.type(begun)
        board.wait(CUT_SECONDS)
        assert board.type("n") == ["n"], begun
    board = Board()
    board.type("\x1b]11;rgb")
    assert board.wait(LATER) == []
    if end != "\x1b":
        assert board.type(f"{end}n")[-1:] == ["n"]
        assert "escape" not in board.type(end)


def test_half_of_an_end_ends_a_string_of_rxvt_unicode() -> None:
    answer = "\x1b]4;1;rgb:cdcd/0000/0000\x1b"
    for rest in ("", "\x1b]4;2;rgb:0000/cdcd/0000\x1b"):
        for cut in range(2, len(answer + rest)):
            board = Board()
            text = answer + rest
            found = board.type(text[:cut], f"{text[cut:]}n", "N", "\x1b[A", "\x1bx", "\x1b")
            assert found + board.wait(LATER) == ["n", "N", "up", "alt+x", "escape"], cut
        board = Board()
        assert board.type(answer + rest) + board.wait(LATER) == []
        assert board.type("[", "\x1b") + board.wait(LATER) == ["left_square_bracket", "escape"]
        assert Board().type(f"{answer}{rest}\x03") == ["ctrl+c"]
    assert Board().type(f"\x1b[200~a{answer}b{answer}\x1b[201~n") == ["pasted ab", "n"]


def test_what_iterm2_is_breaks_the_grammar_and_is_dropped() -> None:
    answer = "\x1b[ITERM2 3.4.20n"
    assert Board().type(f"n{answer}N") == ["n", "N"]
    for cut in range(len("\x1b[ITERM2 "), len(answer)):
        assert Board().type(f"n{answer[:cut]}", f"{answer[cut:]}N") == ["n", "N"], cut
    board = Board()
    assert board.type(f"{answer}\x1b[I", "TERM2", "\x1b[ITE") == [*"TERM2TE"]
    assert board.others == ["AppFocus"] * 2


@pytest.mark.parametrize("key", ["\x03", "\x1b[99;5u", "\x1b[27;5;99~"])
def test_ctrl_c_breaks_off_what_is_cut(key: str) -> None:
    for begun in ("\x1b[1;", "\x1b]11;rgb:1e", "\x1bP>|x", "\x1b[200~abc", "\x1b[200~\x1b]x"):
        assert Board().type(begun, key, "n")[-2:] == ["ctrl+c", "n"], begun


def test_a_string_without_an_end_takes_no_memory() -> None:
    board = Board()
    assert board.type("\x1b]52;c;", *["A" * LONGEST] * 100) == []
    assert board.type("A\x1b", "\\n") == ["n"]
    splitter = Splitter()
    list(splitter.split("\x1b]" + "A" * 100 * LONGEST))
    assert len(splitter.begun) <= LONGEST


SEQUENCES = [
    *("\x1b[31m", "\x1b[A", "\x1b[1;5u", "\x1bOP", "\x1b"),
    *("\x1b]0;title\x07", "\x1b]8;;x\x1b\\"),
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_in_a_paste_is_dropped_whole_however_reads_cut_it(sequence: str) -> None:
    text = f"a\x1b[200~0.5 {sequence}0.75\x1b[201~b"
    expected = ["a", "pasted 0.5 0.75", "b"]
    for cut in range(len(text) + 1):
        assert Board().type(text[:cut], text[cut:]) == expected, cut


JUNK = [
    *(
        "\x1b[99999999999999999999u",
        "\x1b[" + "9" * 5000 + "u",
        "\x1b[" + "0" * 5000 + "u",
        "\x1b[48;0;0;0;0t",
        "\x1b[99~",
    ),
    *("\x1b[202~", "\x1b[201~", "\x1b[24;80;1R", "\x1b[1;2;3;4A", "\x1b[1:2;3z", "\x1b\\"),
    *("\x1b[M ab", f"\x1b[97;1;{'97:' * LONGEST_KEY}z", "\x1b[<9;9M", "\x1b[<0;1;2;3M"),
    *("\x1b[?1u", "\x1b[>1u", "\x1b]\x07", "\x1bX\r\n\x1b\\"),
]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_dropped_and_keys_in_the_same_read_are_not(junk: str) -> None:
    assert Board().type(f"n{junk}\x1b[A?") == ["n", "up", "question_mark"]


def test_bytes_of_eight_bit_controls_and_other_bytes_that_are_no_utf_8() -> None:
    decode = getincrementaldecoder("utf-8")(errors=KEEP_CONTROLS).decode
    assert decode(b"\x9b?62c\x9d11;x\x9c\xff\xe9\x81n") == "\x9b?62c\x9d11;x\x9c\ufffd\ufffdn"
    assert decode("é漢".encode()) == "é漢"


# What is typed.

KEYS = {
    **{"n": "n", "N": "N", " ": "space", "?": "question_mark", "\r": "enter", "\t": "tab"},
    "\n": "enter",  # typed before the terminal was in raw mode
    **{"\x7f": "backspace", "\x03": "ctrl+c", "\x1a": "ctrl+z", "é": "é", "漢": "漢"},
    **{"\x1b[A": "up", "\x1bOA": "up", "\x1b[1;2A": "shift+up", "\x1b[1;5D": "ctrl+left"},
    **{"\x1b[H": "home", "\x1b[1~": "home", "\x1bOF": "end", "\x1b[5~": "pageup"},
    **{"\x1b[Z": "shift+tab", "\x1b[3~": "delete", "\x1b[2~": "insert", "\x1b[a": "shift+up"},
    **{"\x1bOP": "f1", "\x1b[P": "f1", "\x1b[[A": "f1", "\x1b[11~": "f1", "\x1b[24~": "f12"},
    **{"\x1b[15~": "f5", "\x1b[[E": "f5", "\x1b[7$": "shift+home", "\x1b[3^": "ctrl+delete"},
    **{"\x1bO2P": "shift+f1", "\x1bO1;5Q": "ctrl+f2", "\x1bOp": "0", "\x1bOM": "enter"},
    **{"\x1b[27u": "escape", "\x1b[27;1:1u": "escape", "\x1b[110;1;110u": "n", "\x1b[110u": "n"},
    **{"\x1b[110;2;78u": "N", "\x1b[110:78;2u": "N", "\x1b[110;2u": "N", "\x1b[32u": "space"},
    **{
        "\x1b[110;5u": "ctrl+n",
        "\x1b[99;5u": "ctrl+c",
        "\x1b[110;3u": "alt+n",
        "\x1b[13u": "enter",
    },
    **{"\x1b[110;1:1;110u": "n", "\x1b[110;1:2;110u": "n", "\x1b[1;1:1B": "down"},
    **{"\x1b[1;2:2B": "shift+down", "\x1b[5;1:1~": "pageup", "\x1b[57399u": "0"},
    **{"\x1b[27;5;110~": "ctrl+n", "\x1b[27;2;78~": "N", "\x1b[49:33;2u": "exclamation_mark"},
    **{"\x1b[27;5;99~": "ctrl+c", "\x1b[27;2;13~": "shift+enter", "\x1b[27;2;27~": "shift+escape"},
    **{"\x1b[32;2u": "space", "\x1b[27;2;32~": "space", "\x1b[63;2u": "question_mark"},
    **{"\x1b[104;65u": "H", "\x1b[104;66u": "h", "\x1b[104:72;66u": "h", "\x1b[104;65;72u": "H"},
    **{"\x1b[228;65u": "Ä", "\x1b[49;65u": "1", "\x1b[49:33;66u": "exclamation_mark"},
    **{"\x1b[104;69u": "ctrl+h", "\x1b[1;65A": "up", "\x1b[233:50;66u": "2", "\x1b[104;193u": "H"},
    **{"\x1b[33;2u": "exclamation_mark", "\x1b[27;2;63~": "question_mark", "\x1b[196;2u": "Ä"},
}
"""What terminals send for keys: plain, VT220, xterm, rxvt, the Linux console, kitty.

With caps lock as kitty 0.26.5 was recorded: where it says the text, h is H, and with shift h again.
"""

SHIFTED = [
    *("{upper:c}", "\x1b[{lower};2u", "\x1b[{lower}:{upper};2u", "\x1b[{lower};2;{upper}u"),
    *("\x1b[{lower}:{upper}:{lower};2u", "\x1b[{lower}:{upper};2:1;{upper}u", "\x1b[{upper}u"),
    *("\x1b[{lower}:{upper};2:2u", "\x1b[{lower};130u", "\x1b[{lower};2:1u"),
    *("\x1b[{upper};2u", "\x1b[27;2;{upper}~", "\x1b[27;1;{upper}~", "\x1b[27;2;{lower}~"),
    "\x1b[{upper};130u",
]
"""How a letter with shift is sent: plain, by kitty, and by xterm in both its forms.

kitty's "Comprehensive keyboard handling in terminals"; xterm's modifyOtherKeys, formatOtherKeys.
"""

RELEASED = ("\x1b[110;1:3u", "\x1b[1;1:3A", "\x1b[5;1:3~", "\x1b[110;2:3;78u")


@pytest.mark.parametrize("sent", KEYS)
def test_a_key_is_itself_wherever_it_is_cut(sent: str) -> None:
    found = Board().type(sent)
    assert found == [KEYS[sent]]
    for cut in range(1, len(sent)):
        board = Board()
        assert board.type(sent[:cut], *sent[cut:], "x") == [*found, "x"]
        late = Board()
        if cut > 1:
            assert late.type(sent[:cut]) + late.wait(CUT_SECONDS / 2) == []
            assert late.type(sent[cut:]) == found


@pytest.mark.parametrize("form", SHIFTED)
@pytest.mark.parametrize("letter", "HJKLXNRZÄ")
def test_a_letter_with_shift_is_a_capital_in_every_form(letter: str, form: str) -> None:
    sent = form.format(upper=ord(letter), lower=ord(letter.lower()))
    for cut in range(len(sent)):
        board = Board()
        messages = [*board.keyboard.feed(sent[:cut], flooded=False)]
        messages += board.keyboard.feed(f"{sent[cut:]}n", flooded=False)
        keys = [(key.key, key.character) for key in messages if isinstance(key, events.Key)]
        assert keys == [(letter, letter), ("n", "n")], cut


def test_a_key_that_was_released_is_no_key() -> None:
    assert Board().type(*RELEASED, "".join(RELEASED)) == []


def test_keys_of_the_protocol_can_be_typed_into_a_field() -> None:
    board = Board()
    sent = "\x1b[110u\x1b[110;2u\x1b[49u\x1b[0;;228:98u\x1b[110;1:1u\x1b[110;129u\x1b[110;65u"
    messages = [*board.keyboard.feed(sent, flooded=False)]
    assert [key.character for key in messages if isinstance(key, events.Key)] == [*"nN1äbnnN"]


def test_the_mouse_and_the_focus_are_reported() -> None:
    board = Board()
    sent = "\x1b[<0;5;6M\x1b[<0;5;6m\x1b[<35;7;8M\x1b[<64;1;1M\x1b[I\x1b[O\x1b[?2026;2$y"
    assert board.type(*sent, sent) == []
    assert (
        board.others
        == [
            *("MouseDown", "MouseUp", "MouseMove", "MouseScrollUp", "AppFocus", "AppBlur"),
            "TerminalSupportsSynchronizedOutput",
        ]
        * 2
    )


def test_escape_alone_is_a_key_soon() -> None:
    board = Board()
    assert board.type("\x1b") + board.wait(ESCAPE_DELAY / 2) == []
    assert board.wait(ESCAPE_DELAY) == ["escape"]
    assert board.wait(LATER) == []
    assert board.type("n", "[", "P", "n", "\x1b[A") == [*"n", "left_square_bracket", *"Pn", "up"]


def test_only_what_may_go_on_is_waited_for() -> None:
    board = Board()
    for typed in ("n", "\x1b[A", "\x1b[1;1R", "\x1b[200~paste\x1b[201~"):
        board.type(typed)
        assert not board.keyboard.waits
    for begun in ("\x1b", "\x1b[1;", "\x1b[200~paste"):
        board.type(begun)
        assert board.keyboard.waits
        board.wait(LATER)
        assert not board.keyboard.waits


def test_escape_waits_longer_while_an_answer_is_due() -> None:
    board = Board(due=True)
    assert board.type("\x1b") + board.wait(ANSWER_SECONDS / 2) == []
    assert board.wait(ANSWER_SECONDS) == ["escape"]
    board = Board(due=True)
    assert board.type("\x1b", "\x1b[1;1R", "n") == ["escape", "n"]
    assert board.answers == [False]


@pytest.mark.parametrize("character", "nNbBfgq10 ?-")
def test_escape_and_a_character_soon_after_are_two_keys(character: str) -> None:
    key = Board().type(character)
    assert Board().type("\x1b", character) == ["escape", *key]
    assert Board().type("a\x1b", f"{character}x") == ["a", "escape", *key, "x"]
    board = Board()
    board.type("\x1b")
    assert board.wait(ESCAPE_DELAY) + board.type(character) == ["escape", *key]


@pytest.mark.parametrize("character", "[]OP_^X/")
def test_escape_and_what_could_begin_a_sequence_are_keys_in_the_end(character: str) -> None:
    board, plain = Board(), Board().type(character)
    found = board.type("\x1b", character) + board.wait(CUT_SECONDS)
    assert found in (["escape", *plain], [f"alt+shift+{character.lower()}"])


def test_alt_is_told_from_escape_by_the_read() -> None:
    assert Board().type("\x1bn", "\x1bN", "\x1b1") == ["alt+n", "alt+shift+n", "alt+1"]
    assert Board().type("\x1b?", "\x1b\r") == ["escape", "question_mark", "escape", "enter"]
    assert Board().type("\x1b\x1b[A", "\x1b\x1bn") == ["escape", "up", "escape", "alt+n"]
    assert Board().type("\x1b\t", "\x1b\x7f") == ["shift+tab", "ctrl+w"]


# Pastes.


def test_a_paste_is_one_however_it_is_cut() -> None:
    sent = "n\x1b[200~a\x1bb\rc\x1b[201~N"
    for first in range(len(sent)):
        for second in range(first, len(sent)):
            found = Board().type(*cuts(sent, first, second))
            assert found == ["n", "pasted ab\rc", "N"], (first, second)


@pytest.mark.parametrize("begun", ["\x1b[200~abc", "\x1b[200~abc\x1b[20", "\x1b[200~abc\x1b"])
def test_a_paste_without_an_end_ends_a_second_after_its_last_character(begun: str) -> None:
    board = Board()
    assert board.type(*cuts(begun, 7, 8)) == []
    assert board.wait(PASTE_SECONDS * 0.875) == []
    assert board.type("d\x1b[1;1R") == []
    for _ in range(3):  # answers to frames do not prolong it
        board.now += PASTE_SECONDS / 4
        assert board.type("\x1b[1;1R", "\x1b[<35;7;8M") == []
    board.now += PASTE_SECONDS / 4
    assert board.type("\x1b[1;1R") == ["pasted abcd"]
    assert board.type("n") == ["n"]
    assert board.type("\x1b[201~n") == ["n"]


def test_ctrl_c_in_a_paste_that_ends_is_text() -> None:
    assert Board().type("\x1b[200~a\x03b\x1b[201~") == ["pasted a\x03b"]


# Answers.

ANSWERS = ["\x1b[1;1R", "\x1b[24;80R", "\x1b[0n"]


@given(st.data())
def test_answers_are_taken_out_however_reads_cut_them(data: st.DataObject) -> None:
    pieces = data.draw(
        st.lists(st.sampled_from([*ANSWERS, "n", "N", "\x1b[A", "\x1b[200~", "\x1b[201~"]))
    )
    text = "".join(pieces)
    board = Board(due=True)
    board.type(*cuts(text, *data.draw(st.lists(st.integers(0, len(text)), max_size=5))))
    assert board.answers == [piece == "\x1b[0n" for piece in pieces if piece in ANSWERS]


def test_in_a_flood_only_answers_and_ctrl_c_are_noticed() -> None:
    board = Board()
    assert board.type("nnn\x1b[1;1Rn", flooded=True) == []
    assert (board.answers, board.keyboard.interrupted) == ([False], False)
    assert board.type("nn\x1b[99;", "5unn\x1b]11;x\x07", flooded=True) == []
    assert board.keyboard.interrupted


# Anything.

DIGITS = st.text("0123456789:;", max_size=40)
PARAMETERS = st.text("0123456789:;<=>?", max_size=12)
BETWEEN = st.text("".join(map(chr, range(0x20, 0x30))), max_size=2)
FINAL = st.characters(min_codepoint=0x40, max_codepoint=0x7E)
CSI = st.builds("\x1b[{}{}{}{}".format, st.sampled_from("?>="), PARAMETERS, BETWEEN, FINAL)
PRINTED = st.text(st.characters(min_codepoint=0x20, exclude_characters="\x9c\x7f\x9b"), max_size=40)
STRINGS = st.builds(
    "\x1b{}{}{}".format,
    st.sampled_from("]P_^X"),
    PRINTED.filter(lambda text: not any("\x80" <= character < "\xa0" for character in text)),
    st.sampled_from(["\x07", "\x1b\\", "\x9c"]),
)
TALK = st.one_of(st.sampled_from(REPLIES), CSI.filter(lambda one: "2026" not in one), STRINGS)


@given(
    sent=st.lists(st.one_of(TALK, st.sampled_from([*KEYS]))),
    data=st.data(),
    gap=st.sampled_from([0.0, SOON]),
)
@examples(600)
def test_any_talk_among_any_keys_in_any_reads(
    sent: list[str], data: st.DataObject, gap: float
) -> None:
    text = "".join(sent)
    board, found = Board(), []
    for read in cuts(text, *data.draw(st.lists(st.integers(0, len(text)), max_size=8))):
        found += board.type(read) + board.wait(gap)
    assert found + board.wait(LATER) == [
        key for one in sent if one in KEYS for key in Board().type(one)
    ]
    assert set(board.others) <= {"TerminalSupportsSynchronizedOutput"}


@given(st.text("\x1b[]OP_^X\\M<>?;:~$ \x07\x9c\x9b\x03\r019anNuRcy\x00", max_size=60), st.data())
@examples(600)
def test_after_any_junk_keys_are_keys_again(text: str, data: st.DataObject) -> None:
    board = Board()
    board.type(*cuts(text, *data.draw(st.lists(st.integers(0, len(text)), max_size=8))))
    board.wait(LATER)
    board.wait(LATER)
    assert board.type("n", "\x1b[A", "\x1b[27u") == ["n", "up", "escape"]


@given(st.lists(st.builds("\x1b[{}{}".format, DIGITS, FINAL)))
@examples(600)
def test_any_sequence_of_numbers_is_survived(sequences: list[str]) -> None:
    board = Board()
    board.type(*sequences)
    board.wait(LATER)
    board.wait(LATER)
    assert board.type("n") == ["n"]
