"""The titles and the feet of the decision map and of the hidden neurons' maps."""

from __future__ import annotations

from typing import Protocol

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.ui.canvas.canvas import first_fitting
from tinynet_tui.ui.canvas.view import UPDATED

from .hidden_layout import Places
from .marks import BEYOND, CROSS, Shown
from .ramp import SHADES, SIGNS


class HasKeys(Protocol):
    """What knows the names of keys."""

    def key(self, id: str, built_in: str, /) -> str: ...


def title(shown: Shown, width: int, *, split: bool = False) -> str:
    """Return the inputs on the axes, and what is shown over them."""
    ground, chart, data = shown.ground, shown.chart, shown.ground.data
    axes = {chart.plane.across: ("→", chart.across)}
    if chart.plane.up is not None:
        axes[chart.plane.up] = ("↑", chart.up)
    ranges = [_range_text(range, axis, data) for axis, (_, range) in axes.items()]
    names, short = (
        [
            f"{brief('input', axis, data, most) or f'input {axis}'} {arrow}"
            for axis, (arrow, _) in axes.items()
        ]
        for most in (24, 10)
    )
    full = [f"{name} {range}" for name, range in zip(names, ranges, strict=True)]
    called = brief("output", ground.output, data, 16) or f"output {ground.output}"
    head, least = f" map of {called}" if ground.several else " map", " map"
    if split:
        head, least = " what each hidden neuron sees", " hidden neurons"
    numbers = [f"{axis} {arrow}" for axis, (arrow, _) in axes.items()]
    choices = (
        [head, *full, *shown.held],
        [head, *full],
        [head, *names],
        [head, *short],
        [least, *short],
        [least, *numbers],
    )
    return first_fitting(width, *(" · ".join(parts) + " " for parts in choices))


def foot(shown: Shown, width: int, more: str = "", *, updated: bool = False, coloured: bool) -> str:
    """Return the output at the point, the marks, and perhaps a key.

    `updated` says that the weights are no longer those of the layers.
    """
    ground, reading = shown.ground, shown.reading
    with_new = [f"{reading}, {UPDATED}"] * updated
    low, high = ground.ends
    targets = "1, 0" if (low, high) == (0.0, 1.0) else f"from {ground.middle:.3g}, below"
    if not ground.has_sides:
        targets = "high, low"
    wrong = ground.has_sides
    legend = f"● ○ target {targets}" + "   ◆ ◊ wrong" * wrong
    brief = f"● ○ {targets}" + "  ◆ ◊ wrong" * wrong
    if ground.tested:
        legend += "   T t test" + ", F f wrong" * wrong
        brief += "  T t test" + "  F f wrong" * wrong
    if any(mark.glyph in BEYOND for mark in shown.marks.values()):
        legend += "   • ° other inputs differ"
    shades = "" if coloured else f"   {low:.3g}{SHADES[:-1]}{high:.3g}"
    number = reading.rpartition(": ")[2]
    return first_fitting(
        width,
        *[f" {one} ─ {legend}{shades} ─ {more} " for one in with_new] * bool(more),
        *[f" {one} ─ {legend}{shades} " for one in with_new],
        *[f" {one} ─ {brief}{shades} " for one in with_new],
        *[f" {reading}, new weights ─ {brief}{shades} "] * updated,
        *[f" {reading} ─ {legend}{shades} ─ {more} "] * bool(more),
        f" {reading} ─ {legend}{shades} ",
        f" {reading} ─ {legend} ",
        f" {reading} ─ {brief} ",
        f" {number} ─ {brief} ",
        f" {reading} ",
        f" {number} ",
    )


def foot_of_hidden(shown: Shown, places: Places, key: str, width: int, *, coloured: bool) -> str:
    """Return the same for the hidden neurons' maps, and which of them are in view."""
    reading, back = shown.reading, f"{key} back"
    if not shown.has_cross:
        reading = f"{CROSS} {reading}"
    high, low = ("blue", "orange") if coloured else (SIGNS[3:5], SIGNS[:2])
    legend, seen = f"{high} adds, {low} subtracts", ""
    if places.others:
        first, last = places.shown[0], places.shown[-1]
        numbers = f"{first}–{last}" if last > first else f"{first}"
        seen = f"↔hidden {numbers} of {places.hidden}"
    choices = ([reading, legend, seen, back], [reading, seen, back], [seen, back], [seen])
    return first_fitting(width, *(f" {' ─ '.join(filter(None, each))} " for each in choices), "")


def foot_without_hidden(key: str, width: int) -> str:
    """Return the key that leads back to the map."""
    return first_fitting(width, f" {key} back ", "")


def key_of(view: HasKeys) -> str:
    """Return the key that shows the hidden neurons, and the map alone again."""
    return view.key("map.hidden", "d")


def _range_text(range: Range, axis: int, data: Dataset) -> str:
    low, high = (data.own_input(end, axis) for end in (range.low, range.high))
    return f"{low:.3g}…{high:.3g}"
