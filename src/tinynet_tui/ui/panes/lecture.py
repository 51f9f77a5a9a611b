"""The text of a lecture's scene, with live numbers in it."""

from __future__ import annotations

from collections.abc import Callable

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.live_values import OF_ERROR, write
from tinynet_tui.lecture.scene import LiveValue, Scene
from tinynet_tui.ui.canvas.canvas import Span
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View

from .scene_text import WIDTH, SceneText

FAR = 1000
"""The iterations of a way that one sees: pagedown does not turn a page that is still to come."""
NARROW = 34
"""The width it needs beside the graph."""

PlainWriter = Callable[[str, tuple[int, int], float], str]


class LecturePane(SceneText[View]):
    """The text of a scene of the network."""

    def __init__(self, plain: PlainWriter, *, id: str) -> None:
        """Start empty; `plain` writes a number as the screen shows it."""
        super().__init__(id=id)
        self._plain = plain

    def key_of(self, view: View, id: str, built_in: str) -> str:
        return view.key(id, built_in)

    def is_asked(self, view: View) -> bool:
        return view.asked is not None

    def is_reached(self, scene: Scene, view: View) -> bool:
        is_there = view.snapshot.position == scene.position
        return is_there and view.experiment == scene.experiment

    def has_far_to_go(self, scene: Scene, view: View) -> bool:
        there, here = scene.position, view.snapshot.position
        return view.frame.going == there and there.iteration - here.iteration > FAR

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        width = max(WIDTH, screen_width - explanation_width(screen_width))
        return PreferredWidth((width,), min(self.least, screen_width))

    def waiting(self, scene: Scene, view: View) -> str:
        """Return what stands in the text's place until the run is at the scene's position."""
        there = f"iteration {scene.position.iteration:,}"
        if view.frame.going == scene.position:
            return f"The run is on its way to {there}. Then the text appears."
        return f"The text is about {there}. {view.key('return', 'backspace')} goes there."

    def span(self, piece: str | LiveValue, view: View) -> Span:
        if isinstance(piece, str):
            return piece, "text"
        hidden = (
            view.hides_error if one.name in OF_ERROR else view.hides(one.name)
            for one in piece.terms
        )
        if any(hidden):
            return "?", "muted"
        written = write(piece, view.snapshot, self._plain)
        return written.text, "muted" if written.stale else "strong"
