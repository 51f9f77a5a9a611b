"""What is seen on a screen that was drawn as SVG."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from rich.cells import split_graphemes

from tinynet_tui.ui.drawing.shapes import HEIGHT, WIDTH

SVG = "{http://www.w3.org/2000/svg}"


class Glyph(NamedTuple):
    """A character as text."""

    text: str
    rules: str
    """The CSS of its class."""


@dataclass
class SvgScreen:
    """The cells of a drawing by row and column, and its lines."""

    texts: dict[tuple[int, int], Glyph] = field(default_factory=dict)
    papers: dict[tuple[int, int], str] = field(default_factory=dict)
    """The colours behind cells, where they are not the screen's."""
    paper: str = ""
    down: dict[float, list[tuple[float, float]]] = field(default_factory=dict)
    """Where vertical lines begin and end, by column."""
    across: dict[float, list[tuple[float, float]]] = field(default_factory=dict)
    """Where horizontal lines begin and end, by row."""

    def row(self, y: int) -> str:
        """Return a row's text."""
        cells = {column: glyph.text for (row, column), glyph in self.texts.items() if row == y}
        return "".join(cells.get(x, " ") for x in range(max(cells, default=-1) + 1))

    def text(self) -> str:
        rows = max((row for row, _ in self.texts), default=-1) + 1
        return "\n".join(map(self.row, range(rows)))


def read(svg: str, time: float | None = None) -> SvgScreen:
    """Return what a drawing shows: if it moves, at a time, or as if nothing could move."""
    root = ElementTree.fromstring(svg)
    style = root.findtext(f"{SVG}style") or ""
    rules = dict(re.findall(r"\.([a-z]\d*)\{(.*?)\}", style))
    turns = {name: _turns(text) for name, text in re.findall(r"@keyframes (\w+)\{(.*?\})\}", style)}
    seconds = re.search(r"animation:([\d.]+)s", style)
    screen, group = SvgScreen(), root.find(f"{SVG}g")
    assert group is not None
    for element in group:
        if element.tag != f"{SVG}g":
            _see(element, rules, screen)
            continue
        is_seen = element.get("visibility") != "hidden"
        if time is not None and seconds:
            share = 100 * time / float(seconds[1])
            is_seen = max(turn for turn in turns[element.get("class", "")] if turn[0] <= share)[1]
        for part in element if is_seen else ():
            _see(part, rules, screen)
    return screen


def _turns(keyframes: str) -> list[tuple[float, bool]]:
    """Return when a group becomes visible or hidden, in per cent."""
    return [
        (float(share.removesuffix("%")), value == "visible")
        for shares, value in re.findall(r"([\d.%,]+)\{visibility:(\w+)\}", keyframes)
        for share in shares.split(",")
    ]


def _see(element: Element, rules: dict[str, str], screen: SvgScreen) -> None:
    look = element.get("class", "").split()
    if element.tag == f"{SVG}text":
        text = element.text or ""
        x, y = int(element.get("x", "")), int(element.get("y", ""))
        column = x // WIDTH
        for start, stop, width in split_graphemes(text)[0]:
            place = y // HEIGHT, column
            assert place not in screen.texts, f"{text!r} over {screen.texts[place]} at {place}"
            screen.texts[place] = Glyph(text[start:stop], rules[look[0]])
            column += width
        if element.get("textLength"):
            assert int(element.get("textLength", "")) == WIDTH * (column - x // WIDTH)
        return
    data = element.get("d", "")
    if not look:
        screen.paper = element.get("fill", "")
        return
    for x, y, rest in re.findall(r"M([\d.]+) ([\d.]+)([^M]+)", data):
        _see_path(look, float(x), float(y), rest, rules, screen)


def _see_path(
    look: list[str], x: float, y: float, rest: str, rules: dict[str, str], screen: SvgScreen
) -> None:
    place = int(y // HEIGHT), int(x // WIDTH)
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", rest)]
    colour = rules[look[1]].partition("color:")[2][:7]
    if look[0] == "B" and numbers[1] == HEIGHT and "S" not in "".join(look):
        for column in range(round(numbers[0] / WIDTH)):
            screen.papers[place[0], place[1] + column] = colour
    elif look[0] in "LH" and rest.startswith("m"):  # a round corner
        ends = sorted((y + numbers[1], y + numbers[1] + numbers[2]))
        screen.down.setdefault(x + numbers[0], []).append((ends[0], ends[1]))
        ends = sorted((x + numbers[0], x + numbers[0] + numbers[-2]))
        screen.across.setdefault(y + HEIGHT / 2, []).append((ends[0], ends[1]))
    elif look[0] in "LH" and rest.startswith("v"):
        screen.down.setdefault(x, []).append((y, y + numbers[0]))
    elif look[0] in "LH":
        screen.across.setdefault(y, []).append((x, x + numbers[0]))


def assert_joined(screen: SvgScreen, rows: Sequence[str]) -> None:
    """Box-drawing characters in these rows that point at each other are joined."""
    for y, (upper, lower) in enumerate(pairwise(rows), 1):
        for x, (above, below) in enumerate(zip(upper, lower, strict=True)):
            if goes(above, "DOWN") and goes(below, "UP"):
                joined = _meet(screen.down, x * WIDTH, WIDTH, y * HEIGHT)
                assert joined, f"{above} in row {y - 1}, column {x}, over {below}"
    for y, row in enumerate(rows):
        for x, (left, right) in enumerate(pairwise(row), 1):
            if goes(left, "RIGHT") and goes(right, "LEFT"):
                joined = _meet(screen.across, y * HEIGHT, HEIGHT, x * WIDTH)
                assert joined, f"{left} in row {y}, column {x - 1}, beside {right}"


def goes(character: str, way: str) -> bool:
    """Whether a box-drawing character has a line to an edge, by its name."""
    kind, _, name = unicodedata.name(character, "").partition("BOX DRAWINGS ")
    straight = "VERTICAL" if way in ("UP", "DOWN") else "HORIZONTAL"
    return not kind and bool({way, straight} & {*name.split()})


def _meet(spans: dict[float, list[tuple[float, float]]], at: float, size: int, edge: float) -> bool:
    """Whether a line from one side of an edge meets one from the other, or goes through."""
    for place, ends in spans.items():
        if at <= place < at + size:
            before = any(start < edge <= stop for start, stop in ends)
            behind = any(start <= edge < stop for start, stop in ends)
            if before and behind:
                return True
    return False
