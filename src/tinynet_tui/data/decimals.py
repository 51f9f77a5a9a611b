"""Numbers as spreadsheets write them: with decimal commas, or with commas between thousands.

A table has one decimal mark throughout. A number that could mean two things, such as 1,234, is
read only where other numbers tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from tinynet_tui.support.parse_numbers import number

_SHAPE = re.compile(r"[+-]?([\d.,]*\d[\d.,]*)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_DECIMAL = re.compile(r"\d*,\d+|\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
"""Points between thousands, as where commas are decimal."""
_LIKE_A_NUMBER = re.compile(
    r"[+-]?[$€£]?[+-]?[\d.,_'\s]*\d[\d.,]*\s?[%€]?(e[+-]?\d+)?", re.IGNORECASE
)
MINUS = str.maketrans("\N{MINUS SIGN}", "-")

Mark = Literal[".", ",", "?"]


class Decimals(NamedTuple):
    """How the numbers of a table are written."""

    mark: Mark = "."
    """Its decimal mark; `?` if commas could be either."""
    mixed: tuple[str, str] | None = None
    """Two numbers that contradict each other."""

    @classmethod
    def of(cls, cells: Iterable[str], *, usual: Mark = "?") -> Decimals:
        """Find the mark in stripped cells; `usual` is that of commas that could be either."""
        texts = [(cell, match) for cell in cells if (match := _with_mark(cell))]
        comma = next((cell for cell, match in texts if _is_decimal_comma(match)), None)
        point = next((cell for cell, match in texts if _is_decimal_point(match)), None)
        if comma is not None:
            return cls(",", None if point is None else (comma, point))
        if point is not None or not any("," in cell for cell, _ in texts):
            return cls(".")
        return cls("?" if any("." in cell for cell, _ in texts) else usual)

    def read(self, cell: str) -> float | None:
        """Return the number in a stripped cell, or None."""
        text = cell.translate(MINUS)
        if self.mark == "." and "," not in text:
            return _plain(text)
        match = _SHAPE.fullmatch(text)
        if match is None or "," not in text + self.mark:
            return _plain(text)
        body = match[1]
        if self.mark == ".":
            return _plain(text.replace(",", "")) if _THOUSANDS.fullmatch(body) else None
        if self.is_ambiguous(cell) or (self.mark == "?" and "," in text):
            return None
        if "." in body and not _POINTS.fullmatch(body):
            return None
        if self.mark == ",":
            text = text.replace(".", "")
        return _plain(text.replace(",", "."))

    def is_ambiguous(self, cell: str) -> bool:
        """True when a number could mean two things."""
        match = _SHAPE.fullmatch(cell.translate(MINUS))
        if match is None or match[2] or not _ONE_GROUP.fullmatch(match[1]):
            return False
        return ("," in cell and self.mark == "?") or ("." in cell and self.mark == ",")


def is_like_a_number(cell: str) -> bool:
    """True for a stripped cell that is a number, or is meant as one: 1,234 or 50% or '5'."""
    return bool(_LIKE_A_NUMBER.fullmatch(cell.translate(MINUS).strip("'")))


def _plain(text: str) -> float | None:
    try:
        return number(text)
    except ValueError:
        return None


def _with_mark(cell: str) -> re.Match[str] | None:
    return _SHAPE.fullmatch(cell.translate(MINUS)) if "," in cell or "." in cell else None


def _is_decimal_comma(match: re.Match[str]) -> bool:
    """True when a number's comma can only be a decimal mark."""
    body, power = match[1], match[2]
    return bool(_DECIMAL.fullmatch(body)) and bool(power or not _ONE_GROUP.fullmatch(body))


def _is_decimal_point(match: re.Match[str]) -> bool:
    """True when a number's point can only be a decimal mark, or its commas divide thousands."""
    body, power = match[1], match[2]
    if "," in body:
        return bool(_THOUSANDS.fullmatch(body)) and (body.count(",") > 1 or "." in body)
    return body.count(".") == 1 and bool(power or not _ONE_GROUP.fullmatch(body))
