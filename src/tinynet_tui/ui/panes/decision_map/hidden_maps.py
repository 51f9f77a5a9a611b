"""What each hidden neuron sees: a map of its output, times its weight, added up to the output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.explain.hidden_parts import HiddenParts, Written, write
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, Span, first_fitting
from tinynet_tui.ui.panes.numbers.scale import sign_style

from .chart import Cell
from .hidden_layout import GAP, USUAL_WIDTH, Places
from .hidden_source import Source
from .marks import CROSS, RIGHT, WRONG, Mark, Shown
from .ramp import OUTPUTS, PARTS, Ramp

TOO_MANY = 5
"""Examples are marked if at most every so-many-th cell of a map has a mark."""

Piece = tuple[int, Row]
"""Where in a row spans begin, and the spans."""


@dataclass(frozen=True)
class Map:
    """Levels of cells, and how they look."""

    ramp: Ramp
    levels: Sequence[Sequence[Sequence[int]]]
    marks: Mapping[Cell, Mark]


@dataclass(frozen=True)
class Picture:
    """The maps of one view, and the arithmetic of one point of them."""

    source: Source
    shown: Shown
    places: Places
    coloured: bool

    def rows(self) -> list[Row]:
        """Return all rows, from the top of the pane to the last line of numbers."""
        source, places = self.source, self.places
        point = source.point
        room = min(places.width, USUAL_WIDTH) - 2
        written = write(point, source.manner, places.shown, room, steady=source.steady)
        upper, lower = self._maps(point.weights)
        return [
            *[()] * places.top,
            self._captions(),
            *self._rows_of(upper),
            self._outputs(written),
            self._weights(written, point.weights),
            *self._rows_of(lower, "+"),
            self._parts(written, point),
        ]

    # The maps.

    def _maps(self, weights: Array) -> tuple[list[Map | None], list[Map | None]]:
        """Return the maps of the outputs and, below them, of the parts; None where there is none.

        `weights` are those of the hidden neurons, (hidden,).
        """
        places, source, shown = self.places, self.source, self.shown
        if not places.rows:
            return [], []
        count, (low, high) = len(places.shown), source.ends

        def columns(found: HiddenParts) -> Array:
            parts = [*found.parts[:, places.shown].T, *([found.others(places.shown)] * others)]
            outputs = (found.outputs[:, places.shown].T - low) / (high - low)
            predictions = shown.ground.shares(found.predictions)
            return np.column_stack((*outputs, predictions, *parts, found.sums))

        others = int(places.others > 0)
        values = source.over(shown, columns, 2 if self.coloured else 1)
        finite = np.abs(weights[np.isfinite(weights)])
        largest = float(finite.max(initial=0.0)) * max(-low, high) or 1.0
        here = {shown.here: Mark(CROSS, None, chosen=not self.coloured)}
        few = len(shown.marks) * TOO_MANY <= places.width * places.rows
        marks = shown.marks if few else {}
        examples = {**neither_right_nor_wrong(marks), **here}
        upper = [self._map(OUTPUTS, values[:, :, at], examples) for at in range(count)]
        last = self._map(OUTPUTS, values[:, :, count], {**marks, **here})
        with np.errstate(all="ignore"):
            shares = values[:, :, count + 1 :] / largest
        lower = [self._map(PARTS, shares[:, :, at], here) for at in range(shares.shape[2])]
        return [*upper, *[None] * others, last], [*lower]

    def _map(self, ramp: Ramp, values: Array, marks: Mapping[Cell, Mark]) -> Map:
        return Map(ramp, ramp.rows(values, coloured=self.coloured), marks)

    def _rows_of(self, maps: Sequence[Map | None], sign: str = "") -> list[Row]:
        """Return the rows of maps side by side, with signs between them."""
        rows = []
        for y in range(self.places.rows):
            pieces: list[Piece] = []
            for column, each in enumerate(maps):
                x = self.places.x(column)
                if each is not None:
                    marks = {at: mark for (row, at), mark in each.marks.items() if row == y}
                    row = each.ramp.row(each.levels[y], marks, coloured=self.coloured)
                    pieces.append((x, row))
                if sign and y == self.places.rows // 2 and column + 1 < len(maps):
                    between = "=" if column + 2 == len(maps) else sign
                    pieces.append((x + self.places.width, ((between.center(GAP), "strong"),)))
            rows.append(joined(pieces))
        return rows

    # The lines of text.

    def _captions(self) -> Row:
        source, places = self.source, self.places
        pieces: list[Piece] = []
        room = places.width + GAP - 1
        for column, neuron in enumerate(places.shown):
            name = source.name(neuron, room)
            chosen = "+reverse" if neuron == source.chosen else ""
            pieces.append((places.x(column), ((name, f"title{chosen}"),)))
        if places.others:
            name = first_fitting(room, f"{places.others} others")
            pieces.append((places.x(places.columns - 2), ((name, "muted"),)))
        pieces.append((places.x(places.columns - 1), ((source.output_name(room), "title"),)))
        return joined(pieces)

    def _outputs(self, written: Written) -> Row:
        numbers: list[Span | None] = [(number, "text") for number in written.outputs]
        numbers += [None] * bool(self.places.others)
        signs = [" "] * len(numbers) + [written.equals]
        return self._numbers(signs, [*numbers, (written.prediction, "strong")])

    def _weights(self, written: Written, weights: Array) -> Row:
        source, places = self.source, self.places
        numbers: list[Span | None] = []
        for neuron, text in zip(places.shown, written.weights, strict=True):
            style = sign_style(float(weights[neuron]))
            numbers.append(("off", "muted") if source.is_off(neuron) else (text, style))
        row = self._numbers(["×"] * len(numbers), numbers)
        function = source.manner.function
        pieces: list[Piece] = [(0, row)]
        if places.others:
            at = places.x(places.columns - 2)
            pieces.append((at, ((first_fitting(places.width, "× weights"), "muted"),)))
        arrow = first_fitting(places.width, *[f"↑ {function}"] * bool(function), "↑")
        return joined([*pieces, (places.x(places.columns - 1), ((arrow, "muted"),))])

    def _parts(self, written: Written, point: HiddenParts) -> Row:
        values = [float(point.parts[0, neuron]) for neuron in self.places.shown]
        texts = [*written.parts]
        if self.places.others:
            values.append(float(point.others(self.places.shown)[0]))
            texts.append(written.others)
        values.append(float(point.sums[0]))
        texts.append(written.sum)
        numbers = [(text, sign_style(value)) for text, value in zip(texts, values, strict=True)]
        last = "sum" if written.equals == "=" else written.equals
        return self._numbers([*[written.equals] * (len(numbers) - 1), last], numbers)

    def _numbers(self, signs: Sequence[str], numbers: Sequence[Span | None]) -> Row:
        """Return a line with a number below each map, and the sign before it."""
        width = min(self.places.width, USUAL_WIDTH)
        pieces: list[Piece] = []
        for column, (sign, number) in enumerate(zip(signs, numbers, strict=True)):
            if number is not None:
                text, style = number
                text = text if len(text) <= width - 2 else shortened(text, width - 2)
                sign = sign if len(sign) + len(text) < width else sign[:1].replace("s", "=")
                spans = ((sign, "muted"), (text.rjust(width - len(sign)), style))
                pieces.append((self.places.x(column), spans))
        return joined(pieces)


def neither_right_nor_wrong(marks: Mapping[Cell, Mark]) -> dict[Cell, Mark]:
    """Return the marks of examples on the plane as a hidden neuron's map has them."""
    plain = dict(zip(WRONG, RIGHT, strict=True))
    return {
        cell: Mark(plain.get(mark.glyph, mark.glyph), mark.example)
        for cell, mark in marks.items()
        if mark.glyph in (*RIGHT, *WRONG)
    }


def shortened(text: str, width: int) -> str:
    """Write a number with as many digits as fit."""
    value, sign = float(text), text[0] if text[0] == "+" else ""
    for digits in range(width, 0, -1):
        short = f"{value:{sign}.{digits}g}".replace("e+0", "e").replace("e-0", "e-")
        if len(short) <= width:
            return short
    return short[:width]


def joined(pieces: Sequence[Piece]) -> Row:
    """Return pieces in one row, with blanks between them."""
    spans: list[Span] = []
    at = 0
    for x, row in pieces:
        spans.append((" " * (x - at), "text"))
        spans += row
        at = max(at, x) + sum(len(text) for text, _ in row)
    return tuple(spans)
