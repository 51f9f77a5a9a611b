"""Themes and their colours, on the running app."""

from __future__ import annotations

import pytest

from helpers.running_app import picture
from helpers.trainer import Trainer, opened
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.panes.error_graph.plot import MARK
from tinynet_tui.worker.speed import by_name


def colours(trainer: Trainer, line: int, part: str) -> set[object]:
    """The colours in which a part of a line is painted, text and background."""
    strip = trainer.app.screen._compositor.render_strips()[line]
    start = strip.text.index(part)
    return {
        (segment.style.color, segment.style.bgcolor)
        for segment in strip.crop(start, start + len(part))
        if segment.style
    }


THEMES = ["textual-light", "nord", "gruvbox", "textual-dark"]


async def test_a_theme_applies_to_everything_when_it_is_switched() -> None:
    fresh = {}
    for theme in THEMES:
        async with opened(at=Position(254, 6)) as trainer:
            trainer.app.theme = theme
            await trainer.until(lambda: trainer.main.graph.ready)
            await trainer.rests_at(254, 6)
            await trainer.marks_position()
            await trainer.settles()
            fresh[theme] = picture(trainer)
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.rests_at(254, 6)
        await trainer.marks_position()
        for theme in THEMES:
            trainer.app.theme = theme
            await trainer.until(lambda theme: picture(trainer) == fresh[theme], theme)


async def test_a_theme_changes_the_colours_of_panes_and_graph_while_it_plays() -> None:
    async with opened(at=Position(254, 6), play=True, speed=by_name("3")) as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.shows(" playing ")
        await trainer.marks_position()
        pane = trainer.pane("synapse0").region

        def all_colours() -> list[set[object]]:
            parts = ["iteration", "0 0 1", "l2_error =", "playing", "log iterations", MARK]
            return [
                colours(trainer, pane.y + 1, trainer.lines[pane.y + 1][pane.x + 1 : pane.x + 6]),
                *(
                    colours(trainer, next(y for y, s in enumerate(trainer.lines) if p in s), p)
                    for p in parts
                ),
            ]

        dark = all_colours()
        trainer.app.theme = "textual-light"
        await trainer.until(
            lambda: all(one != other for one, other in zip(dark, all_colours(), strict=True))
        )
        assert trainer.frame.playing


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_numbers_can_be_read_in_dark_and_light_themes(theme: str) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        trainer.app.theme = theme
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.rests_at(254, 6)
        await trainer.marks_position()
        await trainer.settles()
        for strip in trainer.app.screen._compositor.render_strips():
            for segment in strip:
                if not any(char.isalnum() for char in segment.text):
                    continue
                style = segment.style
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                text, ground = style.color.triplet, style.bgcolor.triplet
                assert text is not None
                assert ground is not None
                assert _contrast(text, ground) >= 3.5, (segment.text, text, ground)


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)))
    return (second + 0.05) / (first + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
