"""From segments to cells: the text and the style of each column.

A cell holds a character and everything that combines with it. A wide character takes two cells;
the text of the second is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment

from .cell_style import CellStyle, cell_styles

BLANK = " "


def cells(segments: Iterable[Segment], colours: ColorSystem) -> tuple[list[str], list[CellStyle]]:
    """Return the text and the style of each cell, from left to right."""
    texts: list[str] = []
    styles: list[CellStyle] = []
    for text, rich_style, control in segments:
        if control or not text:
            continue
        style, blank = cell_styles(rich_style, colours)
        if not is_simple(text):
            _add_graphemes(text, style, blank, texts, styles)
            continue
        texts += text
        if style is blank:
            styles += [style] * len(text)
        else:
            styles += [blank if char == BLANK else style for char in text]
    return texts, styles


def is_simple(text: str) -> bool:
    """True when every character is printable and one cell wide in all terminals."""
    return (text.isascii() and text.isprintable()) or all(map(_is_narrow, text))


def is_certain(text: str) -> bool:
    """True when all terminals agree on the width of a cell's text.

    They disagree on emoji, combining characters and what is new in Unicode.
    """
    return len(text) == 1 and (_is_narrow(text) or _is_ideograph(text))


def is_wide(text: str) -> bool:
    """True when a cell's text takes the next cell too."""
    return not text.isascii() and cell_len(text) == 2


@lru_cache(maxsize=4096)
def _is_narrow(char: str) -> bool:
    code = ord(char)
    if code < 0x300:
        return 0x20 <= code < 0x7F or (code >= 0xA0 and code != 0xAD)
    listed = 0x370 <= code < 0x483 or 0x1E00 <= code < 0x2000 or 0x2010 <= code < 0x2E80
    return listed and char.isprintable() and get_character_cell_size(char) == 1


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fa5" or "\uac00" <= char <= "\ud7a3"


def _add_graphemes(
    text: str, style: CellStyle, blank: CellStyle, texts: list[str], styles: list[CellStyle]
) -> None:
    """Add the cells of a text that is not simple.

    A mark that combines with the last character of the segment before is added to its cell.
    Control characters are left out: they would move the cursor, or worse.
    """
    text = "".join(char for char in text if not _is_control(char))
    end_column = len(texts) + cell_len(text)
    for start, end, _ in split_graphemes(text)[0]:
        grapheme = text[start:end]
        width = cell_len(grapheme)
        if width == 0:
            if texts:
                texts[-1 if texts[-1] or len(texts) == 1 else -2] += grapheme
            continue
        texts.append(grapheme)
        styles.append(blank if grapheme == BLANK else style)
        if width == 2:
            texts.append("")
            styles.append(style)
    # Rich's widths disagree about nonsense such as a joiner with nothing before it.
    del texts[end_column:], styles[end_column:]
    if texts and is_wide(texts[-1]):
        texts[-1] = BLANK
    missing = end_column - len(texts)
    texts += [BLANK] * missing
    styles += [blank] * missing


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char < "\xa0"
