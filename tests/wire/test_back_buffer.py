"""The back buffer: whatever is painted, a terminal shows what stock Textual would show."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from wcwidth import wcwidth

from helpers.emulated import Screen
from tinynet_tui.wire.back_buffer import BackBuffer
from tinynet_tui.wire.cell_style import PLAIN, CellStyle, transition
from tinynet_tui.wire.graphemes import cells, is_certain

COLOURS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)


# What is painted.

AGREED = [
    char
    for start, end in (
        (0x20, 0x7F),
        (0xA0, 0x250),
        (0x391, 0x3C9),
        (0x2190, 0x2200),
        (0x2500, 0x2600),
        (0x2800, 0x2900),
        (0x4E00, 0x4E40),
        (0xAC00, 0xAC40),
        (0x1F600, 0x1F640),
    )
    for char in map(chr, range(start, end))
    if char.isprintable() and wcwidth(char) == cell_len(char) > 0
]
"""Characters whose width Textual and the emulator agree on."""

ACCENTS = ["é", "e\u0301", "o\u0308", "x\u0323"]
"""The emulator combines these where it can."""

HEX = st.integers(0, 7).map(lambda n: f"#{n * 32:02x}{255 - n * 20:02x}40")
styles = st.builds(
    Style,
    color=st.none() | HEX | st.sampled_from(["red", "default", "color(200)"]),
    bgcolor=st.none() | HEX,
    bold=st.none() | st.booleans(),
    dim=st.none() | st.booleans(),
    italic=st.none() | st.booleans(),
    underline=st.none() | st.booleans(),
    reverse=st.none() | st.booleans(),
    strike=st.none() | st.booleans(),
)
few_styles = st.sampled_from(["", "#00ff00", "bold on #202020"]).map(Style.parse)
texts = st.text(st.sampled_from(AGREED) | st.just(" "), max_size=12)
accented = st.lists(texts | st.sampled_from(ACCENTS), max_size=3).map("".join)


def segments(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Segment]]:
    pairs = st.tuples(words, st.none() | styles | few_styles)
    return st.lists(pairs.map(lambda pair: Segment(*pair)), max_size=5)


carets = st.none() | st.tuples(st.integers(-9, 40), st.integers(-9, 9))


@st.composite
def sequences(draw: st.DrawFn) -> tuple[tuple[int, int], list[tuple[str, Any]]]:
    """A size, and a sequence of paints, frames and terminals that forget."""
    size = draw(st.tuples(st.integers(1, 30), st.integers(1, 6)))
    y = st.integers(0, size[1] - 1)
    # Rich loses accents where it cuts a row after one, so that rows with accents are not cut.
    paints = (
        st.tuples(st.just("row"), st.tuples(y, segments(accented)))
        if draw(st.booleans())
        else st.tuples(st.just("paint"), st.tuples(st.integers(0, size[0]), y, segments(texts)))
    )
    acts = st.lists(
        paints | st.tuples(st.just("send"), carets) | st.tuples(st.just("forget"), st.none()),
        max_size=12,
    )
    return size, draw(acts)


def stock(rows: Sequence[Strip], width: int, colours: ColorSystem) -> Screen:
    """A terminal to which stock Textual has sent these rows."""
    names = {1: "standard", 2: "256", 3: "truecolor"}
    console = Console(color_system=names[int(colours)], force_terminal=True)  # type: ignore[arg-type]
    screen = Screen(width, len(rows))
    for y, row in enumerate(rows):
        for style in (segment.style for segment in row if segment.style):
            style._ansi = None  # Rich keeps how a style was first sent, whatever the colours
        screen.feed(Control.move_to(0, y).segment.text + Strip(list(row)).render(console))
    return screen


@pytest.mark.parametrize("colours", COLOURS, ids=lambda colours: colours.name)
@given(sequences())
def test_a_terminal_shows_what_was_painted(
    colours: ColorSystem, sequence: tuple[tuple[int, int], list[tuple[str, Any]]]
) -> None:
    (width, height), acts = sequence
    buffer, terminal = BackBuffer(colours, width, height), Screen(width, height)
    rows = [Strip.blank(width)] * height
    for y, row in enumerate(rows):
        buffer.paint(0, y, row)
    for act, what in [*acts, ("send", None)]:
        if act == "paint":
            x, y, painted = what
            buffer.paint(x, y, painted)
            strip = Strip(painted)
            if strip.cell_length:  # where nothing is painted, nothing is cut
                parts = [rows[y].crop(0, x), strip, rows[y].crop(x + strip.cell_length, width)]
                rows[y] = Strip.join(parts).crop(0, width)
        elif act == "row":
            y, painted = what
            strip = Strip(painted)
            if strip.cell_length <= width:
                rows[y] = strip.extend_cell_length(width)
                buffer.paint(0, y, rows[y])
        elif act == "forget":
            terminal.feed("\x1b[31;44m\x1b[2J\x1b[3;3Hsomebody else writes\x1b[H")
            buffer.forget()
        else:
            terminal.feed(buffer.changes(what))
            assert terminal.cells == stock(rows, width, colours).cells
            assert buffer.changes(what) == ""


def test_only_the_difference_between_two_frames_is_sent() -> None:
    buffer = BackBuffer(ColorSystem.TRUECOLOR, 40, 3)
    style = Style(color="#5cb8ff", bgcolor="#121212")
    for y in range(3):
        buffer.paint(0, y, [Segment(f"row {y}: +0.1234 -0.5678".ljust(40), style)])
    buffer.changes()
    buffer.paint(0, 1, [Segment("row 1: +0.1239 -0.5678".ljust(40), style)])
    assert buffer.changes() == "\x1b[2;14H9"
    buffer.paint(0, 2, [Segment("row 2: +0.1231 -0.5679".ljust(40), style)])
    assert buffer.changes() in ("\n\b1\x1b[7C9", "\n\b1 -0.5679")


def test_what_is_painted_and_painted_over_before_sending_is_not_sent() -> None:
    buffer = BackBuffer(ColorSystem.TRUECOLOR, 10, 1)
    buffer.paint(0, 0, [Segment("0123456789")])
    buffer.changes()
    buffer.paint(0, 0, [Segment("abc")])
    buffer.paint(0, 0, [Segment("012")])
    assert buffer.changes() == ""


def test_the_cursor_ends_where_it_is_wanted() -> None:
    buffer, terminal = BackBuffer(ColorSystem.TRUECOLOR, 10, 4), Screen(10, 4)
    for y in range(4):
        buffer.paint(0, y, [Segment("0123456789")])
    terminal.feed(buffer.changes((3, 2)))
    assert (terminal.screen.cursor.x, terminal.screen.cursor.y) == (3, 2)
    terminal.feed(buffer.changes((9, 0)))
    assert (terminal.screen.cursor.x, terminal.screen.cursor.y) == (9, 0)
    assert buffer.changes((9, 0)) == ""


# Text whose width terminals disagree on.

DISPUTED = [
    "👩\u200d🚀",
    "❤\ufe0f",
    "🇪🇺",
    "\u200d",
    "a\u200b",
    "\U0001fae8",
    "☺\ufe0f",
    "ﷺ",
    "ｱ",
    "क्षि",
]


@given(st.lists(st.sampled_from(DISPUTED) | st.sampled_from(["ab", "漢", " "]), max_size=6))
def test_disputed_text_moves_nothing_else(words: list[str]) -> None:
    """Everything after it is where Textual expects it."""
    text = "".join(words)
    width = len(cells([Segment(text)], ColorSystem.TRUECOLOR)[0]) + 4
    buffer, terminal = BackBuffer(ColorSystem.TRUECOLOR, width, 2), Screen(width, 2)
    for y in range(2):
        buffer.paint(0, y, [Segment("#" * width)])
    terminal.feed(buffer.changes())
    buffer.paint(0, 0, [Segment(text), Segment("<end", Style(bold=True))])
    terminal.feed(buffer.changes())
    assert "".join(cell[0] for cell in map(tuple, terminal.cells[0][-4:])) == "<end"  # type: ignore[misc]
    assert "".join(str(cell[0]) for cell in terminal.cells[1]) == "#" * width


CONTROLS = "".join(map(chr, [*range(32), *range(0x7F, 0xA0)]))


@given(st.text(st.sampled_from("ab漢é" + CONTROLS)))
def test_control_characters_never_reach_the_terminal(text: str) -> None:
    buffer = BackBuffer(ColorSystem.TRUECOLOR, 20, 1)
    buffer.paint(0, 0, [Segment(text)])
    kept = [char for char in text if char not in CONTROLS]
    sent = buffer.changes()
    for sequence in ("\x1b[H", "\x1b[m"):
        sent = sent.replace(sequence, "", 1)
    assert not any(unicodedata.category(char) == "Cc" and char not in "\b\r\n\x1b" for char in sent)
    texts, _ = cells([Segment(text)], ColorSystem.TRUECOLOR)
    assert "".join(texts) == "".join(kept)


def test_a_link_cannot_break_out_of_its_sequence() -> None:
    buffer = BackBuffer(ColorSystem.TRUECOLOR, 4, 1)
    buffer.paint(0, 0, [Segment("here", Style(link="https://a.example/\x1b\\\x07b"))])
    sent = buffer.changes()
    assert sent.count("\x1b]8;") == 2
    assert "https://a.example/\\b\x1b\\" in sent
    assert sent.endswith("\x1b]8;;\x1b\\")


# Styles of cells.

cell_styles = st.tuples(
    st.sampled_from(["", "31", "38;5;75", "38;2;1;2;3"]),
    st.sampled_from(["", "41", "48;5;75"]),
    st.integers(0, (1 << 13) - 1),
).map(lambda parts: CellStyle(*parts))


class Attributes:
    """A terminal's attributes by ECMA-48, changed by one parameter after the other."""

    OFF: ClassVar = {22: (0, 1), 23: (2,), 24: (3, 9), 25: (4, 5), 27: (6,), 28: (7,), 29: (8,)} | {
        54: (10, 11),
        55: (12,),
    }
    ON: ClassVar = {
        1: 0,
        2: 1,
        3: 2,
        4: 3,
        5: 4,
        6: 5,
        7: 6,
        8: 7,
        9: 8,
        21: 9,
        51: 10,
        52: 11,
        53: 12,
    }

    def __init__(self) -> None:
        self.foreground = self.background = ""
        self.bits = 0

    def select(self, sequence: str) -> None:
        assert sequence.startswith("\x1b[")
        assert sequence.endswith("m")
        words = sequence[2:-1].split(";")
        while words:
            word = words.pop(0) or "0"
            number = int(word)
            if number == 0:
                self.__init__()  # type: ignore[misc]
            elif number in self.OFF:
                self.bits &= ~sum(1 << bit for bit in self.OFF[number])
            elif number in self.ON:
                self.bits |= 1 << self.ON[number]
            else:
                taken = [word]
                if number in (38, 48):
                    taken += [words.pop(0) for _ in range(4 if words[0] == "2" else 2)]
                text = ";".join(taken)
                if 40 <= number <= 49:
                    self.background = "" if number == 49 else text
                else:
                    self.foreground = "" if number == 39 else text


@given(st.lists(cell_styles, max_size=6))
def test_a_terminal_draws_in_the_style_it_was_sent(wanted: list[CellStyle]) -> None:
    terminal, before = Attributes(), None
    terminal.select("\x1b[1;4;35m")  # an unknown style
    for after in [PLAIN, *wanted]:
        sent = transition(before, after)
        if sent:
            terminal.select(sent)
        assert (terminal.foreground, terminal.background, terminal.bits) == after[:3]
        before = after


def test_moves_between_cells_are_never_longer_than_an_absolute_one() -> None:
    """They also lead to the right cell, on a screen that does not wrap."""
    chance = random.Random(1)
    width, height = 120, 50
    buffer, terminal = BackBuffer(ColorSystem.TRUECOLOR, width, height), Screen(width, height)
    for y in range(height):
        buffer.paint(0, y, [Segment("." * width)])
    terminal.feed(buffer.changes())
    for _ in range(2000):
        x, y = chance.randrange(width), chance.randrange(height)
        buffer.paint(x, y, [Segment(chance.choice("abc"))])
        sent = buffer.changes()
        assert len(sent) <= len(f"\x1b[{y + 1};{x + 1}H") + 1
        terminal.feed(sent)
    texts = [[str(cell[0]) for cell in row] for row in terminal.cells]
    assert texts == [row.texts for row in buffer._shown if row is not None]


@pytest.mark.parametrize("text", ["a", "é", "►", "⠓", "│", "漢", "각"])
def test_the_width_of_common_characters_is_certain(text: str) -> None:
    assert is_certain(text)
    assert wcwidth(text) == cell_len(text)


@pytest.mark.parametrize("text", [*DISPUTED, "\u0301", "👍", ""])
def test_the_width_of_other_text_is_uncertain(text: str) -> None:
    assert not is_certain(text)
