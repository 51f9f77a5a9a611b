"""The screen behind a transparent one, taken line by line, as fast as any widget."""

from __future__ import annotations

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from .compositor import strips_of


def behind(shown: RenderableType | Visual) -> RenderableType | Visual:
    """Return what a screen shows as its background, in a form that is painted faster."""
    if isinstance(shown, BackgroundScreen) and shown.color.a == 0:
        return _Behind(shown.screen)
    return shown


class _Behind(Visual):
    """A screen without the parts of its styles that make it clickable."""

    def __init__(self, screen: Screen[object]) -> None:
        self._screen = screen

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return [_plain(strip).crop(0, width) for strip in strips_of(self._screen)[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._screen.size.height


def _plain(strip: Strip) -> Strip:
    return Strip(
        [
            Segment(text, (style or RichStyle.null()).clear_meta_and_links(), control)
            for text, style, control in strip
        ],
        strip.cell_length,
    )
