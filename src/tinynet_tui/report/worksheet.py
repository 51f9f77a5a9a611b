"""The blanks of a worksheet, and the answers of its key."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tinynet_tui.explain.line import Line
from tinynet_tui.network.array import Array


@dataclass
class Answers:
    """The results: shown at once, or left blank and collected in the key."""

    blank: bool
    asked: Mapping[str, Array] = field(default_factory=dict)
    """The variables to be worked out; they are blank among the operands too."""
    key: list[str] = field(default_factory=list)
    count: int = 0

    def number(self, text: str) -> str:
        """Return a number, or a numbered blank of the same width, which tells no exact 0."""
        if not self.blank:
            return text
        self.count += 1
        self.key.append(f"({self.count}) {text}")
        return f"{blank('0.0000' if text == '0' else text)} ({self.count})"

    def ask_for(self, name: str, array: Array) -> bool:
        """True when an operand is itself to be worked out."""
        return name in self.asked and np.array_equal(self.asked[name], array, equal_nan=True)

    def matrix(self, heading: str, *rows: str) -> list[str]:
        """Return a matrix's lines, or the same lines with blanks."""
        if not self.blank:
            return [heading, *rows]
        self.key += [heading, *rows]
        return [heading, *(blank_row(row) for row in rows)]


def blank(number: str) -> str:
    """Return a number without its sign and with `_` for each digit."""
    digits = number.lstrip("+-")
    return re.sub(r"\d" if re.search(r"\d", digits) else r"\w", "_", digits)


def in_place(number: str) -> str:
    """Return a number's blank, as wide as the number, so that a sign has room."""
    return blank(number).rjust(len(number))


def blank_row(row: str) -> str:
    """Return a matrix's row with blanks behind its place, `[2]`."""
    label, numbers = row[: row.index("]") + 1], row[row.index("]") + 1 :]
    return label + re.sub(r"\S+", lambda match: in_place(match[0]), numbers)


def without_numbers_of(unknown: Container[str], lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines with blanks for the numbers of these variables."""
    factors: list[str] = []
    for line in lines:
        names = re.findall(r"(\w+)\[", line.text)
        if line.kind == "head":
            factors = names
        if line.given and any(name in unknown for name in names):
            yield replace(line, value=in_place(line.value))
        elif factors and line.kind == "term" and " × " in line.text:
            sides = zip(factors, line.text.split(" × "), strict=True)
            texts = (_without_number(side) if name in unknown else side for name, side in sides)
            yield replace(line, text=" × ".join(texts))
        else:
            yield line


def _without_number(side: str) -> str:
    """Blank the number at the end of a factor; before it stands its place in the sum."""
    return re.sub(r"\S+$", lambda match: in_place(match[0]), side)
