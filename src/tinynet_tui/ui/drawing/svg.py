"""A screen as SVG: text stays text, and what must join its neighbours becomes shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from re import finditer, sub
from string import ascii_lowercase
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import Color, blend_rgb
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME

from .shapes import DOT, HEIGHT, WIDTH, Block, arc, block, dots, is_shape, lines

WINDOW = "#292929"
"""The colour of the window around the screen."""
TOP, SIDE = 40, 8
"""The window's edges: above the screen, and on its other sides."""
_BASELINE = 18
_WORDS = r"\0|[^\0\s]+(?: [^\0\s]+)*"
"""A symbol, or words with single spaces between them."""
_NOT_IN_XML = r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_STYLESHEET = """\
text{font:20px Menlo,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;white-space:pre;\
fill:currentColor}
.T{font:bold 18px Arial,sans-serif;text-anchor:middle;color:#c5c8c6}
.B{fill:currentColor;shape-rendering:crispEdges}
.S1{opacity:.25}
.S2{opacity:.5}
.S3{opacity:.75}
.L,.H,.D{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:square}
.H{stroke-width:3}
.D{stroke-width:4.4;stroke-linecap:round;stroke-dasharray:.1 5.9}
"""


class Piece(NamedTuple):
    """Something that is drawn: text, or a path."""

    layer: int
    """What is higher is drawn later: backgrounds, blocks, lines and text."""
    look: str
    """The element's classes."""
    data: str
    """The data of a path, or the attributes and the content of a text."""


class _Cell(NamedTuple):
    column: int
    text: str
    width: int
    ink: str
    """The class of its text or lines."""
    paper: str
    """The colour behind it."""


class Drawing:
    """Draws screens with one stylesheet, the background of the first one behind all."""

    def __init__(self) -> None:
        self._inks: dict[str, str] = {}
        """The classes by their rules."""
        self._lined: set[str] = set()
        """The classes that draw lines under blanks, too."""
        self._paper = ""

    @property
    def stylesheet(self) -> str:
        rules = "".join(f".{name}{{{rule}}}\n" for rule, name in self._inks.items())
        return _STYLESHEET + rules

    def pieces(self, rows: Iterable[Iterable[Segment]]) -> list[Piece]:
        """Return the pieces of a screen; equal pieces of two screens look alike."""
        cells = [list(self._cells(row)) for row in rows]
        papers = Counter(cell.paper for row in cells for cell in row for _ in range(cell.width))
        self._paper = self._paper or max(papers, key=papers.__getitem__, default="#000000")
        strokes = _Strokes()
        pieces: list[Piece] = []
        for y, row in enumerate(cells):
            pieces += self._behind(row, y * HEIGHT)
            for cell in row:
                strokes.add(cell, y * HEIGHT)
            pieces += self._texts(row, y * HEIGHT)
        return pieces + strokes.pieces()

    def document(self, body: str, columns: int, rows: int, title: str, *, style: str = "") -> str:
        """Return an SVG document: a window with what is drawn on a screen of this size."""
        across, down = columns * WIDTH, rows * HEIGHT
        wide, high = across + 2 * SIDE, down + TOP + SIDE
        buttons = "".join(
            f'<circle cx="{x}" cy="23" r="7" fill="{colour}"/>'
            for x, colour in ((27, "#ff5f57"), (49, "#febc2e"), (71, "#28c840"))
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide + 2}" '
            f'height="{high + 2}" viewBox="0 0 {wide + 2} {high + 2}">\n'
            f"<style>\n{self.stylesheet}{style}</style>\n"
            f'<rect x="1" y="1" width="{wide}" height="{high}" rx="8" fill="{WINDOW}" '
            f'stroke="#fff" stroke-opacity=".35"/>{buttons}\n'
            f'<text class="T" x="{wide // 2 + 1}" y="29">{_escaped(title)}</text>\n'
            f'<g transform="translate({SIDE + 1} {TOP + 1})" xml:space="preserve">\n'
            f'<path fill="{self._paper}" d="M0 0h{across}v{down}h-{across}z"/>\n'
            f"{body}</g>\n</svg>\n"
        )

    def _cells(self, row: Iterable[Segment]) -> Iterator[_Cell]:
        column = 0
        for text, style, control in row:
            if control:
                continue
            rules, paper = _look(style or Style())
            ink = self._ink(rules) if text.strip() or "decoration" in rules else ""
            if "decoration" in rules:
                self._lined.add(ink)
            for start, stop, width in split_graphemes(text)[0]:
                yield _Cell(column, text[start:stop], width, ink, paper)
                column += width

    def _texts(self, row: Sequence[_Cell], y: int) -> Iterator[Piece]:
        """Yield the texts of a row, without wide gaps, each exactly as long as its cells."""
        for (ink, shape), group in groupby(row, lambda cell: (cell.ink, is_shape(cell.text))):
            if not ink or shape:
                continue
            cells = [*group]
            # A symbol may come from another font, where it is wider, and stands alone.
            marks = "".join("\0" if _is_symbol(cell.text) else cell.text[0] for cell in cells)
            for match in finditer(".+" if ink in self._lined else _WORDS, marks):
                part = cells[match.start() : match.end()]
                text = _escaped("".join(cell.text for cell in part))
                length = WIDTH * sum(cell.width for cell in part)
                fits = f' textLength="{length}"' if len(part) > 1 else ""
                place = f'x="{part[0].column * WIDTH}" y="{y + _BASELINE}"'
                yield Piece(2, ink, f"{place}{fits}>{text}")

    def _ink(self, rules: str) -> str:
        """Return the class that has these rules."""
        if rules not in self._inks:
            round_, letter = divmod(len(self._inks), len(ascii_lowercase))
            self._inks[rules] = ascii_lowercase[letter] + str(round_ or "")
        return self._inks[rules]

    def _behind(self, row: Sequence[_Cell], y: int) -> Iterator[Piece]:
        """Yield the backgrounds and the blocks of a row."""
        for paper, group in groupby(row, lambda cell: cell.paper):
            if paper != self._paper:
                whole = Block(0, 0, WIDTH, HEIGHT)
                yield Piece(0, f"B {self._ink(f'color:{paper}')}", _rectangle(whole, [*group], y))
        for (shape, ink), group in groupby(row, lambda cell: (block(cell.text), cell.ink)):
            if shape:
                shade = f" S{shape.shade}" if shape.shade < 4 else ""
                yield Piece(1, f"B {ink}{shade}", _rectangle(shape, [*group], y))


def draw(pieces: Iterable[Piece]) -> str:
    """Return the elements of some pieces; paths of one look become one."""
    paths: dict[tuple[int, str], list[str]] = {}
    texts = []
    for layer, look, data in sorted(pieces, key=lambda piece: piece.layer):
        if data.startswith("x="):
            texts.append(f'<text class="{look}" {data}</text>\n')
        else:
            paths.setdefault((layer, look), []).append(data)
    drawn = (f'<path class="{look}" d="{"".join(data)}"/>\n' for (_, look), data in paths.items())
    return "".join((*drawn, *texts))


class _Strokes:
    """The lines and dots of a screen, joined from cell to cell."""

    def __init__(self) -> None:
        self._arcs: list[Piece] = []
        self._spans: dict[tuple[str, bool, float], list[tuple[float, float]]] = {}
        """Where lines begin and end, by their look, whether they go down, and row or column."""

    def add(self, cell: _Cell, top: int) -> None:
        """Add a cell's lines and dots, if it has any."""
        if cell.text.isascii():
            return
        left = cell.column * WIDTH
        for line in lines(cell.text):
            look, x, y = f"{'H' if line.heavy else 'L'} {cell.ink}", left + line.x, top + line.y
            if line.down:
                self._span(look, True, x, y, y + line.down)
            else:
                self._span(look, False, y, x, x + line.across)
        for column, row in dots(cell.text):
            x, y = left + DOT * (column + 0.5), top + DOT * (row + 0.5)
            self._span(f"D {cell.ink}", False, y, x, x + DOT)
        if path := arc(cell.text):
            self._arcs.append(Piece(2, f"L {cell.ink}", f"M{left} {top}{path}"))

    def _span(self, look: str, down: bool, at: float, start: float, stop: float) -> None:
        self._spans.setdefault((look, down, at), []).append((start, stop))

    def pieces(self) -> list[Piece]:
        """Return everything as paths."""
        found = [*self._arcs]
        for (look, down, at), spans in self._spans.items():
            # A line of dots ends behind the last one, which is the beginning of a dash.
            beyond = DOT - 1 if look.startswith("D") else 0
            for start, stop in _joined(spans):
                place = f"M{at:g} {start:g}v" if down else f"M{start:g} {at:g}h"
                found.append(Piece(2, look, f"{place}{stop - start - beyond:g}"))
        return found


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join the spans that touch."""
    joined: list[tuple[float, float]] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return joined


def _rectangle(shape: Block, cells: Sequence[_Cell], y: int) -> str:
    """Return the path of one rectangle in each of these cells; those that touch become one."""
    lefts = [cell.column * WIDTH + shape.x for cell in cells]
    wide = shape.width
    if wide == WIDTH:
        lefts, wide = lefts[:1], WIDTH * sum(cell.width for cell in cells)
    size = f"h{wide:g}v{shape.height:g}h-{wide:g}z"
    return "".join(f"M{left:g} {y + shape.y:g}{size}" for left in lefts)


def _escaped(text: str) -> str:
    return escape(sub(_NOT_IN_XML, "\ufffd", text), quote=False)


def _is_symbol(text: str) -> bool:
    return "\u2190" <= text[0] <= "\u2bff"


@cache
def _look(style: Style) -> tuple[str, str]:
    """Return the CSS of a style's text, and the colour behind it."""
    theme = SVG_EXPORT_THEME
    ink = style.color.get_truecolor(theme) if style.color else theme.foreground_color
    paper = (style.bgcolor or Color.default()).get_truecolor(theme, foreground=False)
    if style.reverse:
        ink, paper = paper, ink
    if style.dim:
        ink = blend_rgb(ink, paper, 0.4)
    lines = {"underline": style.underline, "line-through": style.strike}
    decoration = " ".join(name for name, is_on in lines.items() if is_on)
    rules = {
        "color": ink.hex,
        "font-weight": "bold" if style.bold else "",
        "font-style": "italic" if style.italic else "",
        "text-decoration": decoration,
    }
    return ";".join(f"{name}:{value}" for name, value in rules.items() if value), paper.hex
