"""A pane with a picture: two pixels per cell if the terminal has enough colours, else one shade."""

from __future__ import annotations

from typing_extensions import TypeVar

from .pane import Pane
from .view import RunView, View

Seen = TypeVar("Seen", bound=RunView, default=View)


class PixelPane(Pane[Seen]):
    """The base of the decision maps and the landscapes."""

    has_shades: bool | None = None
    """Whether cells get colours of their own; None: if the terminal has enough colours."""

    @property
    def coloured(self) -> bool:
        """True when a cell shows two pixels in two colours."""
        if self.view is not None and self.view.ascii:
            return False
        if self.has_shades is not None:
            return self.has_shades
        plain = self.app.no_color or self.app.native_ansi_color
        return not plain and self.app.console.color_system in ("256", "truecolor")
