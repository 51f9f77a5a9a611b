"""What is no array: names and values, and what the script has printed."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.engine.values import Value
from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.canvas.pane import Pane

from .variables import Item
from .view import ScriptView


class ValuesPane(Pane[ScriptView]):
    """Numbers, texts, lists and objects, one a line."""

    help = "the other variables of the loop: numbers, texts, lists, objects"
    names: Sequence[str] = ()

    def title(self, view: ScriptView, width: int) -> str:
        return first_fitting(width, " other variables ", " others ", "")

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        length = max((len(name) for name in self.names), default=0)
        length = min(length, max(6, width // 2))
        at = self.names.index(view.subject.name) if view.subject.name in self.names else 0
        first = max(0, min(at - height // 2, len(self.names) - height))
        return [self._row(view, name, length, width) for name in self.names[first : first + height]]

    def _row(self, view: ScriptView, name: str, length: int, width: int) -> Row:
        value = view.frame.values.get(name)
        mark = view.mark({name}) or " "
        style = "muted" if value is None or view.is_old(name) else "text"
        if name == view.subject.name and not view.subject.path:
            style += "+reverse"
        text = "?" if view.hides(name) else cut(short(value), width - length - 3)
        name = cut(name, length).ljust(length)
        return ((mark, "strong"), (name, "muted"), ("  ", "text"), (text, style))

    def move(self, view: ScriptView, rows: int) -> Item | None:
        """Return the variable that an arrow key leads to; None beyond the edge."""
        if not rows or not self.names:
            return None
        here = view.subject.name
        at = self.names.index(here) + rows if here in self.names else 0
        return Item(self.names[at]) if 0 <= at < len(self.names) else None


def short(value: Value | None) -> str:
    """Return a value in one line."""
    if value is None:
        return "·"
    if value.kind == "number" and value.array is not None and value.array.dtype.kind == "f":
        return f"{float(value.array):.6g}"
    if value.kind == "list" and value.parts:
        names = [key.lstrip(".") + " " for key in value.keys[:4]] or [""] * 4
        parts = ", ".join(
            name + short(part) for name, part in zip(names, value.parts, strict=False)
        )
        return f"{value.text}: {parts}{', …' if value.shape[0] > 4 else ''}"
    return value.text


class PrintedPane(Pane[ScriptView]):
    """The last lines that the script has printed so far."""

    help = "what the script has printed up to this position"

    def title(self, view: ScriptView, width: int) -> str:
        return first_fitting(width, " printed so far ", " printed ", "")

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        lines = view.frame.printed.split("\n")
        if lines[-1] == "":
            lines.pop()
        if not lines:
            return [((" nothing yet", "muted"),)]
        return [((" " + cut(line, width - 1), "text"),) for line in lines[-height:]]
