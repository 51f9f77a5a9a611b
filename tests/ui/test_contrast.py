"""Whether text can be read: its contrast with what is behind it, on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import rgb_to_hls

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment

from helpers.slow import first_quick
from helpers.terminal import terminal
from helpers.trainer import Trainer, opened, running
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.files import built_in
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.panes.decision_map.ramp import COLOURS, SHADES

LEAST = 4.5
"""The contrast that WCAG 2 asks of text."""
THEMES = ["textual-dark", "textual-light"]
SYSTEMS = [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT]

DIVERGED = Experiment(Dataset.of("wild", [[1e200, 1.0]], [1.0]), hidden=0, alpha=1e200)
SCREENS = {
    ("1",): "layer 1",
    ("question_mark",): "run the next line",
    ("colon",): "copy the command",
    ("colon", "g"): "go to",
    ("o",): "iterations  60000",
    ("o", "x"): "or circle:points=200",
    ("o", "f2"): "The video's network",
    ("g",): "254:l1_error",
    ("g", "x", "enter"): "go to",
    ("u",): "error rises",
    ("e",): "crosses",
    ("w",): "its value at",
    ("c",): "how fast E grows",
    ("3",): "◆ ◊ wrong",
    ("3", "d"): "adds",
    ("2",): "bright lines: solid",
    ("5",): "all other weights held",
    ("a",): "part",
    ("enter",): "enter keeps",
    ("s",): "enter saves",
    ("y",): "--at 254",
    ("r", "4"): "seed 2 alpha 1",
    ("t", "n"): "end quiz",
}
"""Keys, and what they bring on the screen."""


@pytest.mark.parametrize("theme", first_quick(THEMES))
async def test_all_text_stands_out_from_what_is_behind_it(theme: str) -> None:
    worst: dict[str, float] = {}
    settings = Settings(theme=theme)
    said = Settings(theme=theme, name="mine", mistakes=(":1: a mistake",))
    app = TrainerApp(Experiment(), settings=said, greeting="well met")
    async with running(app, notifications=True) as it:
        await it.shows("well met", "a mistake")
        worst |= faint(it)
    async with opened(settings=settings, at=Position(254, 9)) as it:
        await it.rests_at(254, 9)  # esc would stop it on the way
        await it.until(lambda: it.main.graph.ready)
        it.main.map.has_shades = False
        await it.press("3")
        await it.shows(SHADES[:-1])
        worst |= faint(it)
        it.main.map.has_shades = it.main.landscape.has_shades = True
        for keys, shown in SCREENS.items():
            await it.press(*keys)
            await it.shows(shown)
            worst |= faint(it)
            await it.press("escape", "escape", "escape", "1")
            await it.until(lambda: it.app.screen is it.main)
    async with opened(DIVERGED, settings=settings, at=Position(20, 3)) as it:
        await it.shows("diverged at")
        worst |= faint(it)
    async with running(LectureApp(built_in(), first=11, settings=settings)) as it:
        await it.shows("12/19")
        worst |= faint(it)
    assert not worst, "\n".join(f"{ratio:.2f} {text}" for text, ratio in worst.items())


@pytest.mark.parametrize("theme", THEMES)
async def test_in_256_colours_signs_and_strengths_look_different(theme: str) -> None:
    async with opened(settings=Settings(theme=theme)) as it:
        styles = [
            it.main.get_component_rich_style(f"cells--{sign}{strength}")
            for sign in ("positive", "negative")
            for strength in ("", "-strong")
        ]
        colours = [style.color.downgrade(ColorSystem.EIGHT_BIT) for style in styles if style.color]
        assert len(set(colours)) == 4


@pytest.mark.parametrize("theme", THEMES)
async def test_in_256_colours_the_map_is_orange_and_blue_in_every_band(theme: str) -> None:
    async with opened(settings=Settings(theme=theme)) as it:
        await it.press("3")
        await it.shows("target 1, 0")
        for level in range(COLOURS):
            colour = it.main.map.get_component_rich_style(f"map--{level}").color
            assert colour is not None
            red, green, blue = colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
            hue = rgb_to_hls(red / 255, green / 255, blue / 255)[0] * 360
            low = level < COLOURS // 2
            assert 20 < hue < 40 if low else 195 < hue < 230, (level, hue)


BRIGHT_WHEN_BOLD = {"black": 0x7F7F7F, "white": 0xFFFFFF}
XTERM = {"black": 0, "white": 0xE5E5E5, "blue": 0x0000EE, "brightwhite": 0xFFFFFF}


@pytest.mark.parametrize("guest", [(), ("--kiosk",)])
def test_in_sixteen_colours_the_chosen_row_can_be_read(guest: tuple[str, ...]) -> None:
    """Many terminals show bold black as grey; these are xterm's colours."""
    with terminal(*guest, changes={"TERM": "xterm", "COLORTERM": None}) as it:
        it.wait_for("iteration 0", "? help")
        for keys, chosen in ((":", "across: on the map"), ("o\x1bOQ", "The video's network")):
            it.send(keys)
            it.wait_for(chosen)
            it.wait_for_quiet()
            y = next(y for y, line in enumerate(it.text.split("\n")) if chosen in line)
            cell = it.screen.buffer[y][it.text.split("\n")[y].index(chosen)]
            ink = (BRIGHT_WHEN_BOLD if cell.bold else XTERM).get(cell.fg, XTERM[cell.fg])
            parts = [Color.parse(f"#{colour:06x}") for colour in (ink, XTERM[cell.bg])]
            darker, lighter = sorted(luminance(one, ColorSystem.TRUECOLOR) for one in parts)
            assert (lighter + 0.05) / (darker + 0.05) >= LEAST
            it.send("\x1b")
            it.send("\x1b")
            it.wait_for_quiet()


def faint(it: Trainer) -> dict[str, float]:
    """The contrast of each text on the screen that has too little, in whatever colours."""
    return {
        f"{segment.text.strip()!r} in {system.name}": ratio
        for segment in segments(it)
        for system in SYSTEMS
        if is_text(segment.text) and (ratio := contrast(segment, system)) < LEAST
    }


def segments(it: Trainer) -> Iterator[Segment]:
    for strip in it.app.screen._compositor.render_strips():
        yield from strip


def is_text(text: str) -> bool:
    """Whether there is more in it than blanks, lines, blocks, curves, or the map's shades."""
    return not set(text) <= set(SHADES) and any(
        not (char.isspace() or "\u2500" <= char <= "\u259f" or "\u2800" <= char <= "\u28ff")
        for char in text
    )


def contrast(segment: Segment, system: ColorSystem) -> float:
    """The contrast of a segment, from 1 to 21, by WCAG 2."""
    style = segment.style
    assert style is not None and style.color is not None and style.bgcolor is not None
    assert not style.dim, f"{segment.text!r}: nobody knows how dim"
    darker, lighter = sorted(luminance(colour, system) for colour in (style.color, style.bgcolor))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color, system: ColorSystem) -> float:
    """The relative luminance of a colour, from 0 to 1, by WCAG 2."""
    channels = [value / 255 for value in colour.downgrade(system).get_truecolor()]
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_that_of_wcag() -> None:
    white, grey = Color.parse("#ffffff"), Color.parse("#777777")
    assert luminance(white, ColorSystem.TRUECOLOR) == pytest.approx(1)
    assert luminance(grey, ColorSystem.TRUECOLOR) == pytest.approx(0.1845, abs=1e-4)
