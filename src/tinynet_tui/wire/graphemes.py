"""From segments of text to cells: what stands in each column of a row, and how it looks.

A cell is a character with all that combines with it. A wide one takes two cells; the second holds
an empty text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment

from .cell_style import Look, looks

BLANK = " "


def cells(segments: Iterable[Segment], colours: ColorSystem) -> tuple[list[str], list[Look]]:
    """Return the text and the look of each cell, from left to right."""
    texts: list[str] = []
    shown: list[Look] = []
    for text, style, control in segments:
        if control or not text:
            continue
        look, blank = looks(style, colours)
        if not is_simple(text):
            _add_graphemes(text, look, blank, texts, shown)
            continue
        texts += text
        if look is blank:
            shown += [look] * len(text)
        else:
            shown += [blank if char == BLANK else look for char in text]
    return texts, shown


def is_simple(text: str) -> bool:
    """Whether every character is printable and exactly one cell wide by all accounts."""
    return (text.isascii() and text.isprintable()) or all(map(_is_narrow, text))


def is_certain(text: str) -> bool:
    """Whether all terminals agree on how wide a cell's text is.

    They do not about emoji, about what combines, nor about what is new in Unicode.
    """
    return len(text) == 1 and (_is_narrow(text) or _is_ideograph(text))


def is_wide(text: str) -> bool:
    """Whether a cell's text takes the next cell, too."""
    return not text.isascii() and cell_len(text) == 2


@lru_cache(maxsize=4096)
def _is_narrow(char: str) -> bool:
    code = ord(char)
    if code < 0x300:
        return 0x20 <= code < 0x7F or (code >= 0xA0 and code != 0xAD)
    below = 0x370 <= code < 0x483 or 0x1E00 <= code < 0x2000
    return (below or 0x2010 <= code < 0x2E80) and _is_one_printable_cell(char)


def _is_one_printable_cell(char: str) -> bool:
    return char.isprintable() and get_character_cell_size(char) == 1


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fa5" or "\uac00" <= char <= "\ud7a3"


def _add_graphemes(text: str, look: Look, blank: Look, texts: list[str], shown: list[Look]) -> None:
    """Add a text that has more in it than characters of one cell.

    What combines with the character before it in another segment is added to that one. Control
    characters are left out: they would move the cursor, or worse.
    """
    text = "".join(char for char in text if not _is_control(char))
    end_column = len(texts) + cell_len(text)
    for start, end, _ in split_graphemes(text)[0]:
        grapheme = text[start:end]
        width = cell_len(grapheme)
        if width == 0:
            if texts:
                _combine(texts, grapheme)
            continue
        texts.append(grapheme)
        shown.append(blank if grapheme == BLANK else look)
        if width == 2:
            texts.append("")
            shown.append(look)
    # Of nonsense, as a joiner with nothing before it, Rich does not always think the same.
    del texts[end_column:], shown[end_column:]
    if texts and is_wide(texts[-1]):
        texts[-1] = BLANK
    missing = end_column - len(texts)
    texts += [BLANK] * missing
    shown += [blank] * missing


def _combine(texts: list[str], mark: str) -> None:
    column = len(texts) - 1
    if not texts[column] and column:
        column -= 1
    texts[column] += mark


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char < "\xa0"
