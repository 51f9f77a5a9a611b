"""The network's reply in rows: each neuron's part, their sum, the prediction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from rich.cells import cell_len

from tinynet_tui.explain.what_if import Reply
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, Span
from tinynet_tui.ui.panes.numbers.scale import Scale, Style, sign_style

SIGNED, OUTPUT = Style(), Style(signed=False, scaled=False)
LEAST_BAR, USUAL_BAR, LONGEST_BAR = 7, 13, 61


@dataclass(frozen=True)
class Columns:
    """The columns of numbers, with a row per neuron, and the room left for bars."""

    ordinal: int
    layer_sum: Scale | None
    output: Scale
    weight: Scale
    part: Scale
    bar: int
    """The bars' width; 0 for none."""
    largest: float
    """The value of half a bar."""

    @classmethod
    def fitting(cls, reply: Reply, output: int, width: int, decimals: int) -> Columns:
        """Choose as many decimals as fit; with the layer's weighted sums if there is room."""
        parts = reply.parts(output)
        ordinal = len(str(len(parts) - 1))
        shown = np.append(parts, reply.sums[output])
        finite = np.abs(shown[np.isfinite(shown)])
        can_be_negative = reply.layer_sums is None or bool((reply.outputs < 0).any())
        outputs = SIGNED if can_be_negative else OUTPUT
        for digits in range(decimals, 1, -1):
            signed = SIGNED.width(digits)
            bar = width - (1 + ordinal + 2 + outputs.width(digits) + 2 * (2 + signed) + 2) - 1
            with_sums = bar - (2 + signed)
            if bar >= LEAST_BAR:
                break
        layer_sum = None
        if reply.layer_sums is not None and with_sums >= USUAL_BAR:
            layer_sum, bar = Scale.fitting(reply.layer_sums, signed, SIGNED), with_sums
        return cls(
            ordinal,
            layer_sum,
            Scale.fitting(reply.outputs, outputs.width(digits), outputs),
            Scale.fitting(reply.weights[:, output], signed, SIGNED),
            Scale.fitting(shown, signed, SIGNED),
            min(bar, LONGEST_BAR) if bar >= LEAST_BAR else 0,
            float(finite.max(initial=0.0)),
        )

    @property
    def before_part(self) -> int:
        """The width before the column of parts."""
        sums = self.layer_sum.width + 2 if self.layer_sum else 0
        return 1 + self.ordinal + 2 + sums + self.output.width + 2 + self.weight.width + 2

    def tail(self, value: float) -> Row:
        """Return the end of a row: a part, or a sum of parts, with its bar."""
        style = sign_style(value, self.part.exponent)
        spans: list[Span] = [(self.part.write(value), style)]
        if self.bar:
            spans += [("  ", "text"), *bar(value, self.largest, self.bar, style)]
        return tuple(spans)


class Term(NamedTuple):
    """A row of the table: a neuron, or the sum of those left out."""

    neuron: int | None
    left_out: int = 0
    value: float = 0.0


def table(
    reply: Reply, output: int, off: Sequence[bool], columns: Columns, height: int, sums: str
) -> list[Row]:
    """Return a row per neuron; if not all fit, the largest parts and the sum of the others.

    `off` is True for each neuron whose weight to the output is off. If there is room, the names
    stand above, with `sums` for the weighted sums.
    """
    parts = reply.parts(output)
    has_head = height > min(len(parts), 3)
    terms = _terms(parts, height - has_head)
    rows = [_head(reply, columns, sums)] if has_head else []
    for term in terms:
        if term.neuron is None:
            label = f" … {term.left_out} smaller"
            rows.append(((label.ljust(columns.before_part), "muted"), *columns.tail(term.value)))
        else:
            rows.append(_neuron(reply, output, term.neuron, off[term.neuron], columns))
    return rows


def _terms(parts: Array, height: int) -> list[Term]:
    """Return the neurons that have a row, in order, and the rest."""
    if len(parts) <= height:
        return [Term(neuron) for neuron in range(len(parts))]
    if height < 2:
        return []
    order = np.argsort(-np.abs(parts), kind="stable")  # NaN comes last
    shown, rest = order[: height - 1], order[height - 1 :]
    with np.errstate(all="ignore"):
        others = float(parts[rest].sum())
    return [*(Term(int(neuron)) for neuron in np.sort(shown)), Term(None, len(rest), others)]


def _head(reply: Reply, columns: Columns, sums: str) -> Row:
    text = " " * (1 + columns.ordinal)
    if columns.layer_sum:
        before = f"{sums}{columns.layer_sum.brief_power}"
        text += before[: columns.layer_sum.width + 2].rjust(columns.layer_sum.width + 2)
    text += reply.layer.rjust(columns.output.width + 2)
    weight = f"× {reply.synapse}{columns.weight.brief_power}"
    if len(weight) > columns.weight.width + 2:
        weight = weight.replace(" ", "")
    text += weight.rjust(columns.weight.width + 2)
    text += f"part{columns.part.brief_power}".rjust(columns.part.width + 2)
    return ((text, "muted"),)


def _neuron(reply: Reply, output: int, neuron: int, off: bool, columns: Columns) -> Row:
    weight = float(reply.weights[neuron, output])
    spans: list[Span] = [(f" {neuron:>{columns.ordinal}}", "muted")]
    if columns.layer_sum and reply.layer_sums is not None:
        total, scale = float(reply.layer_sums[neuron]), columns.layer_sum
        spans += [("  " + scale.write(total), sign_style(total, scale.exponent))]
    spans.append(("  " + columns.output.write(float(reply.outputs[neuron])), "text"))
    if off:
        spans.append(("  " + "off".rjust(columns.weight.width), "muted"))
    else:
        style = sign_style(weight, columns.weight.exponent)
        spans.append(("  " + columns.weight.write(weight), style))
    part = float(reply.parts(output)[neuron])
    return (*spans, ("  ", "text"), *columns.tail(part))


def sum_row(reply: Reply, output: int, columns: Columns) -> Row:
    """Return the weighted sum of an output."""
    label = f" {reply.layer} @ {reply.synapse}".ljust(columns.before_part)
    return ((label, "text"), *columns.tail(float(reply.sums[output])))


def prediction_row(
    reply: Reply, output: int, width: int, decimals: int, units: str = "", called: str = ""
) -> Row:
    """Return a prediction, what it is in `units` of its own, and its place between 0 and 1.

    What the output is `called` stands before it if there is room.
    """
    prediction = float(reply.predictions[output])
    name = reply.prediction + (f"[{output}]" if len(reply.predictions) > 1 else "")
    return value_row(name, prediction, width, decimals, units, called)


def value_row(
    name: str,
    prediction: float,
    width: int,
    decimals: int,
    units: str = "",
    called: str = "",
    *,
    within: bool = True,
) -> Row:
    """Return an output and, if those are `within` 0 and 1, its place between them."""
    value = f"{prediction:.{decimals}f}{units}"
    long, short = f" {name} {called}  ", f" {name}  "
    label = long if called and cell_len(long + value) < width else short
    room = width - cell_len(label) - len(value) - len("  0 ├┤ 1 ")
    room = min(room, LONGEST_BAR) - (room % 2 == 0)
    row: Row = ((label, "text"), (value, "strong"))
    if room < LEAST_BAR or not within:
        return row
    return (*row, ("  0 ├", "muted"), *track(prediction, room), ("┤ 1", "muted"))


def bar(value: float, largest: float, width: int, style: str) -> Row:
    """Return a bar to the left or right of an axis; `largest` fills one side."""
    half = (width - 1) // 2
    share = min(1.0, abs(value) / largest) if largest and math.isfinite(value) else 0.0
    steps = round(2 * half * share)
    full, rest = divmod(steps, 2)
    right = "━" * full + "╸" * rest if value > 0 else ""
    left = "╺" * rest + "━" * full if value < 0 else ""
    return ((left.rjust(half), style), ("│", "muted"), (right.ljust(half), style))


def track(value: float, width: int) -> Row:
    """Return a line from 0 to 1 with its middle marked, heavy up to the value."""
    far = round(value * width) if math.isfinite(value) else 0
    middle = width // 2
    heavy, light = (line * middle + cross + line * middle for line, cross in ("━┿", "─┼"))
    return ((heavy[:far], "strong"), (light[far:], "muted"))
