"""The text of a lecture's scene beside a script, with its numbers."""

from __future__ import annotations

import math

from tinynet_tui.explain.rounding import Form
from tinynet_tui.lecture.live_values import OF_SCRIPTS, UNKNOWN
from tinynet_tui.lecture.scene import LiveValue, Scene
from tinynet_tui.ui.canvas.canvas import Span
from tinynet_tui.ui.panes.scene_text import SceneText
from tinynet_tui.worker.scripts.numbers import number

from .view import ScriptView


class ScriptSceneText(SceneText[ScriptView]):
    """The text of a scene with a script."""

    def key_of(self, view: ScriptView, id: str, built_in: str) -> str:
        return view.key(id, built_in)

    def is_reached(self, scene: Scene, view: ScriptView) -> bool:
        return view.frame.plan is not None and not view.frame.job

    def has_far_to_go(self, scene: Scene, view: ScriptView) -> bool:
        return bool(view.frame.job)

    def waiting(self, scene: Scene, view: ScriptView) -> str:
        there = f" to {scene.at}" if scene.at else ""
        return f"The script is on its way{there}. The text follows there."

    def span(self, piece: str | LiveValue, view: ScriptView) -> Span:
        if isinstance(piece, str):
            return piece, "text"
        frame = view.frame
        if piece.name not in OF_SCRIPTS:
            found = number(frame.values, piece.name)
            hidden = piece.name.partition("[")[0].partition(".")[0]
            if math.isnan(found):
                return "?" if view.hides(hidden) else UNKNOWN, "muted"
            text = f"{found:{piece.form}}" if piece.form else Form.of(found).write(found, "")
            return text, "strong"
        if piece.name == "iteration":
            return f"{frame.where.iteration:,}", "strong"
        if piece.name == "step":
            step = view.step
            return (step.writes[0] if step and step.writes else str(frame.where.step)), "strong"
        if frame.error is None:
            return "?" if view.hides_error else UNKNOWN, "muted"
        error, iteration = frame.error
        form = piece.form or (".6f" if 1e-3 <= error < 1e6 else ".2e")
        return f"{error:{form}}", "strong" if iteration == frame.where.iteration else "muted"
