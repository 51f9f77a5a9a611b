"""Screens as SVG: text stays text, boxes have no gaps."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree

import pytest
from rich.segment import Segment
from rich.style import Style

from helpers.svg_screen import SvgScreen, assert_joined, goes, read
from tinynet_tui.ui.drawing.shapes import HEIGHT, WIDTH, block, dots, is_shape, lines
from tinynet_tui.ui.drawing.svg import Drawing, draw

BOX = [chr(code) for code in range(0x2500, 0x2580)]


def document(*rows: str, style: str = "#ffffff on #000000", title: str = "") -> str:
    width = max(map(len, rows))
    drawing = Drawing()
    parsed = Style.parse(style)
    pieces = drawing.pieces([[Segment(row.ljust(width), parsed)] for row in rows])
    return drawing.document(draw(pieces), width, len(rows), title)


def drawn(*rows: str, style: str = "#ffffff on #000000") -> SvgScreen:
    return read(document(*rows, style=style))


@pytest.mark.parametrize(
    "box",
    [
        ("╭──╮", "│  │", "│  │", "╰──╯"),
        ("┌─┬┐", "│ ││", "├─┼┤", "└─┴┘"),
        ("┏━┳┓", "┃ ┃┃", "┣━╋┫", "┗━┻┛"),
        ("╔═╦╗", "║ ║║", "╠═╬╣", "╚═╩╝"),
    ],
)
def test_lines_go_on_from_row_to_row_and_from_column_to_column(box: tuple[str, ...]) -> None:
    screen = drawn(*box)
    assert screen.text().strip() == ""
    assert_joined(screen, box)


def test_a_gap_would_be_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_joined(drawn("╭╮", "  ", "╰╯"), ("╭╮", "╰╯"))


@pytest.mark.parametrize("character", [char for char in BOX if lines(char)])
def test_a_line_reaches_the_edges_that_its_name_says(character: str) -> None:
    edges = set()
    for x, y, across, down, _ in lines(character):
        assert bool(across) != bool(down)
        edges |= {"LEFT"} if across and x == 0 else set()
        edges |= {"RIGHT"} if x + across == WIDTH else set()
        edges |= {"UP"} if down and y == 0 else set()
        edges |= {"DOWN"} if y + down == HEIGHT else set()
    assert edges == {way for way in ("LEFT", "RIGHT", "UP", "DOWN") if goes(character, way)}


def test_what_is_no_plain_line_stays_text() -> None:
    others = "".join(char for char in BOX if not is_shape(char))
    assert drawn(others).text() == others
    assert all(
        any(word in unicodedata.name(char) for word in ("DASH", "DIAGONAL", "SINGLE"))
        for char in others
    )


def test_braille_has_the_dots_of_its_code() -> None:
    assert dots("⠁") == ((0, 0),)
    assert dots("⢀") == ((1, 3),)
    assert len(dots("⣿")) == 8
    assert {chr(0x2800 + code): len(dots(chr(0x2800 + code))) for code in range(256)} == {
        chr(0x2800 + code): code.bit_count() for code in range(256)
    }


def test_dots_side_by_side_are_one_line_of_dots() -> None:
    assert 'd="M3 3h55"' in document("⠉⠉⠉⠉⠉ ")  # ten dots, six apart, and a bit for the last


def test_blocks_fill_what_they_fill_in_a_terminal() -> None:
    assert block("█") == (0, 0, WIDTH, HEIGHT, 4)
    assert block("▄") == (0, HEIGHT / 2, WIDTH, HEIGHT / 2, 4)
    assert block("▀") == (0, 0, WIDTH, HEIGHT / 2, 4)
    assert block("▌") == (0, 0, WIDTH / 2, HEIGHT, 4)
    assert block("▐") == (WIDTH / 2, 0, WIDTH / 2, HEIGHT, 4)
    assert block("▂") == (0, 18, WIDTH, 6, 4)
    assert block("▒") == (0, 0, WIDTH, HEIGHT, 2)
    assert block("x") is None


def test_text_is_as_long_as_its_cells() -> None:
    screen = drawn("weight  -0.93 漢字 é", "►l1_error ◄")
    assert screen.row(0).replace("漢 字 ", "漢字") == "weight  -0.93 漢字 é"
    assert screen.row(1) == "►l1_error ◄"


def test_colours_are_the_terminals() -> None:
    assert drawn("x", style="bold italic #123456 on #000000").texts[0, 0].rules == (
        "color:#123456;font-weight:bold;font-style:italic"
    )
    assert drawn("x", style="reverse #123456 on #000000").texts[0, 0].rules == "color:#000000"
    assert drawn("x", style="reverse #123456 on #000000").paper == "#123456"
    assert drawn("x", style="dim #ffffff on #000000").texts[0, 0].rules == "color:#999999"


def test_blanks_are_underlined_too() -> None:
    assert drawn("a  b ", style="underline").row(0) == "a  b "
    assert drawn("a  b ").texts.keys() == {(0, 0), (0, 3)}


def test_any_text_is_xml() -> None:
    odd = "<&>\"'\x00\x1b\ud800\ufffe]]>"
    svg = document(odd, title=odd)
    assert svg.encode()
    assert "<&>" in "".join(ElementTree.fromstring(svg).itertext())
