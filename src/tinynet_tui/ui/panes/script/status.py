"""The first line of the screen of a script, and the line of what is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rich.cells import cell_len

from tinynet_tui.ui.canvas.canvas import Canvas, Row, cut

from .view import ScriptView


class ScriptStatus(Canvas[ScriptView]):
    """The file, its loop, the iteration and the error, as much as fits."""

    def rows(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        frame = view.frame
        number = frame.where.iteration
        of = "" if frame.total is None else f" of {frame.total:,}"
        name = PurePath(frame.name).name
        loop = f"  loop in line {frame.plan.loop}" if frame.plan else ""
        seed = ""
        if frame.plan is not None:
            plan, chosen = frame.plan, frame.choice
            if plan.seed is not None or not plan.seeded:
                seed = f"  seed {plan.seed if plan.seed is not None else chosen.seed or 0}"
            lets = chosen.lets or {}
            seed += "".join(f"  {key} {value:g}" for key, value in lets.items())
        edits = ""
        if count := len(frame.edits):
            edits = f"  {count} edit" + "s" * (count > 1)
        error, style = _error(view)
        for left, right in (
            (f" tinynet  {name}{loop}{seed}{edits}", f"iteration {number:,}{of}"),
            (f" {name}{loop}{seed}{edits}", f"iteration {number:,}{of}"),
            (f" {name}{seed}{edits}", f"iteration {number:,}{of}"),
            (f" {name}{edits}", f"iteration {number:,}{of}"),
            (f" {name}{edits}", f"iteration {number:,}"),
            (f" {name}", f"iteration {number:,}"),
            ("", f"iteration {number:,}"),
            ("", f"it. {number:,}"),
        ):
            gap = width - cell_len(left) - cell_len(right) - cell_len(error) - 1
            if gap >= 2 * bool(left):
                break
        return [((left + " " * max(0, gap), "text"), (right, "strong"), (error, style))]


def _error(view: ScriptView) -> tuple[str, str]:
    frame = view.frame
    if frame.plan is not None and not frame.plan.has_error:
        return "", "muted"
    if view.hides_error:
        return "  error ?", "muted"
    if frame.error is None:
        return "  error ·", "muted"
    value, iteration = frame.error
    text = f"  error {value:.6f}" if 1e-3 <= value < 1e6 else f"  error {value:.2e}"
    if iteration == frame.where.iteration:
        return text, "strong"
    return f"{text} ({iteration:,})", "muted"


class HiddenLine(Canvas[ScriptView]):
    """The arrays for which there is no room."""

    names: Sequence[str] = ()

    def rows(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        if not self.names:
            return []
        text = f" not shown, tab goes there: {', '.join(self.names)}"
        return [((cut(text, width), "muted"),)]
