"""The text of a lecture's scene beside a script, with its numbers."""

from __future__ import annotations

import math

from tinynet_tui.explain.rounding import Form
from tinynet_tui.lecture.live_values import UNKNOWN
from tinynet_tui.lecture.scene import LiveValue, Scene
from tinynet_tui.ui.canvas.canvas import Span
from tinynet_tui.ui.panes.scene_text import SceneText
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.numbers import number

from .view import ScriptView


class ScriptSceneText(SceneText[ScriptView]):
    """The text of a scene with a script."""

    def key_of(self, view: ScriptView, id: str, built_in: str) -> str:
        return view.key(id, built_in)

    def is_asked(self, view: ScriptView) -> bool:
        return view.asked is not None

    def is_reached(self, scene: Scene, view: ScriptView) -> bool:
        return view.frame.plan is not None and not view.frame.job

    def has_far_to_go(self, scene: Scene, view: ScriptView) -> bool:
        return bool(view.frame.job)

    def waiting(self, scene: Scene, view: ScriptView) -> str:
        there = f" to {scene.at}" if scene.at else ""
        does = f"runs until {scene.until}" if scene.until else f"is on its way{there}"
        key = view.key("scene.next", "pgdn")
        leave = f" {key} again goes to the next scene." if self.may_leave else ""
        return f"The script {does}. Then the text appears.{leave}"

    def span(self, piece: str | LiveValue, view: ScriptView) -> Span:
        if isinstance(piece, str):
            return piece, "text"
        frame = view.frame
        if piece.name == "step":
            step = view.step
            return (step.writes[0] if step and step.writes else str(frame.where.step)), "strong"
        if any(self._is_hidden(term, view) for term in piece.terms):
            return "?", "muted"
        terms = [_number(term, frame) for term in piece.terms]
        found = terms[0] - sum(terms[1:])
        if math.isnan(found):
            return UNKNOWN, "muted"
        if piece.form:
            text = f"{found:{piece.form}}"
        elif all(term.name == "iteration" for term in piece.terms):
            text = f"{int(found):,}"
        elif piece.name == "error" and piece.minus is None:
            text = f"{found:{'.6f' if 1e-3 <= found < 1e6 else '.2e'}}"
        else:
            text = Form.of(found).write(found, "")
        of_error = any(term.name == "error" for term in piece.terms)
        stale = of_error and frame.error is not None and frame.error[1] != frame.where.iteration
        return text, "muted" if stale else "strong"

    def _is_hidden(self, term: LiveValue, view: ScriptView) -> bool:
        if term.name == "error":
            return view.frame.error is None and view.hides_error
        hidden = term.name.partition("[")[0].partition(".")[0]
        return math.isnan(_number(term, view.frame)) and view.hides(hidden)


def _number(term: LiveValue, frame: ScriptFrame) -> float:
    """Return a number of a script; NaN if there is none."""
    if term.name == "iteration":
        return frame.where.iteration
    if term.name == "error":
        return math.nan if frame.error is None else frame.error[0]
    return number(frame.values, term.name)
