"""What a scene's text must know of what the scene shows: the network, or a script."""

from __future__ import annotations

from tinynet_tui.lecture.scene import LiveValue, Scene
from tinynet_tui.ui.canvas.canvas import Shown, Span

from .scrolled import ScrolledPane


class OfScene(ScrolledPane[Shown]):
    """A pane about a scene."""

    def key_of(self, view: Shown, id: str, built_in: str) -> str:
        """Return the name of a key."""
        raise NotImplementedError

    def is_asked(self, view: Shown) -> bool:
        """True while a question waits for its answer."""
        raise NotImplementedError

    def is_reached(self, scene: Scene, view: Shown) -> bool:
        """True when the run is at the scene's position."""
        raise NotImplementedError

    def has_far_to_go(self, scene: Scene, view: Shown) -> bool:
        """True when it takes a while until it is there."""
        raise NotImplementedError

    def waiting(self, scene: Scene, view: Shown) -> str:
        """Return what stands in the text's place until then."""
        raise NotImplementedError

    def flaw(self, scene: Scene, view: Shown) -> str:
        """Return what is wrong in a scene's file as only the run can tell; "" if nothing is."""
        return ""

    def span(self, piece: str | LiveValue, view: Shown) -> Span:
        """Return a piece of the text."""
        raise NotImplementedError
