"""The titles and the feet of the decision map and of the hidden neurons' maps."""

from __future__ import annotations

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.ui.canvas.canvas import first_fitting
from tinynet_tui.ui.canvas.view import View

from .hidden_layout import Places
from .marks import BEYOND, CROSS, Shown
from .ramp import SHADES, SIGNS


def title(shown: Shown, view: View, width: int, *, split: bool) -> str:
    """Return the inputs on the axes, and what is shown over them."""
    chart, data = shown.chart, view.experiment.dataset
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
    several = view.experiment.sizes[-1] > 1
    output = view.cursor.output
    called = brief("output", output, data, 16) or f"output {output}"
    head, least = f" map of {called}" if several else " map", " map"
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


def foot(shown: Shown, view: View, width: int, *, coloured: bool) -> str:
    """Return the network's output at the point, the marks, and the key of the hidden neurons."""
    reading, legend = shown.reading(view), "● ○ target 1, 0   ◆ ◊ wrong"
    if view.experiment.test:
        legend += "   T t test, F f wrong"
    if any(mark.glyph in BEYOND for mark in shown.marks.values()):
        legend += "   • ° other inputs differ"
    shades = "" if coloured else f"   0{SHADES[:-1]}1"
    return first_fitting(
        width,
        f" {reading} ─ {legend}{shades} ─ {_key(view)} hidden neurons ",
        f" {reading} ─ {legend}{shades} ",
        f" {reading} ─ {legend} ",
        f" {reading} ",
        f" {reading.rpartition(': ')[2]} ",
    )


def foot_of_hidden(shown: Shown, places: Places, view: View, width: int, *, coloured: bool) -> str:
    """Return the same for the hidden neurons' maps, and which of them are in view."""
    reading, back = shown.reading(view), f"{_key(view)} back"
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


def foot_without_hidden(view: View, width: int) -> str:
    """Return the key that leads back to the map."""
    return first_fitting(width, f" {_key(view)} back ", "")


def _key(view: View) -> str:
    return view.key("map.hidden", "d")


def _range_text(range: Range, axis: int, data: Dataset) -> str:
    low, high = (data.own_input(end, axis) for end in (range.low, range.high))
    return f"{low:.3g}…{high:.3g}"
