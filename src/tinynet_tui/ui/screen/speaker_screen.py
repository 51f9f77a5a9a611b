"""The screen of a speaker's terminal: in one column, or in two if it is wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.screen import Screen

from tinynet_tui.ui.canvas.canvas import STYLE_CLASSES, Canvas
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.speaker import (
    NextPane,
    NotesPane,
    QuestionPane,
    SpeakerKeys,
    SpeakerStatus,
    SpeakerView,
    TextPane,
)

TWO_COLUMNS = 110
"""The width from which on the notes have a column of their own."""
LEAST = 3
"""The least height of a pane, with its frame."""


class SpeakerScreen(Screen[None]):
    """Shows views."""

    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = STYLE_CLASSES

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self.status, self.keys = SpeakerStatus(id="status"), SpeakerKeys(keys, id="keys")
        self.notes, self.question = NotesPane(id="notes"), QuestionPane(id="question")
        self.next = NextPane(id="next")
        self.panes: list[TextPane] = [self.notes, self.question, self.next]
        self.view = SpeakerView()

    def compose(self) -> ComposeResult:
        yield from (self.status, *self.panes, self.keys)

    def show(self, view: SpeakerView) -> None:
        """Show a view; another scene from the beginning of its notes."""
        before, self.view = self.view, view
        if _scene(view) != _scene(before):
            for pane in self.panes:
                pane.top = 0
        self._arrange(self.size)
        self._paint()

    def _paint(self) -> None:
        canvases: list[Canvas[SpeakerView]] = [self.status, *self.panes, self.keys]
        for canvas in canvases:
            if canvas.display:
                canvas.show(self.view)

    def focus_pane(self, steps: int) -> None:
        """Move the focus to the next pane or the previous one."""
        shown = [pane for pane in self.panes if pane.display]
        if shown:
            focused = next((pane for pane in shown if pane is self.focused), None)
            at = shown.index(focused) + steps if focused else 0 if steps > 0 else -1
            self.set_focus(shown[at % len(shown)])

    def scroll_text(self, rows: int) -> None:
        """Scroll the pane with the focus, else the notes."""
        pane = self.focused if isinstance(self.focused, TextPane) else self.notes
        pane.scroll_rows(rows)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out the panes, before Textual's own handler lays out the screen."""
        self._arrange(event.size)
        self.call_after_refresh(self._paint)

    def _arrange(self, size: Size) -> None:
        """Give each pane its place."""
        places = self._places(size)
        for canvas in (self.status, *self.panes, self.keys):
            place = places.get(canvas.id or "")
            canvas.display = place is not None
            if place is not None:
                canvas.styles.offset = place.offset
                canvas.styles.width, canvas.styles.height = place.size
        if self.focused is not None and not self.focused.display:
            self.set_focus(None)

    def _places(self, size: Size) -> Mapping[str, Region]:
        """Return where each widget is; those that have no room are missing."""
        width, height = size
        if not size.area:
            return {}
        places = {"status": Region(0, 0, width, 1)}
        if height > 1:
            places["keys"] = Region(0, height - 1, width, 1)
        view, room = self.view, height - 2
        shown = [self.notes]
        if view.has_lecture:
            question = [self.question] if self.question.has_something(view) else []
            shown = [self.notes, *question, self.next]  # type: ignore[list-item]
        if len(shown) > 1 and width >= TWO_COLUMNS and room >= 2 * LEAST:
            left = width // 2
            places["notes"] = Region(0, 1, left, room)
            places |= self._stack(shown[1:], Region(left, 1, width - left, room), rest=-1)
        else:
            places |= self._stack(shown, Region(0, 1, width, room), rest=0)
        return places

    def _stack(self, panes: Sequence[TextPane], place: Region, *, rest: int) -> dict[str, Region]:
        """Return where panes below one another are; the one at `rest` has what is left over."""
        needs = [max(LEAST, pane.needs(self.view, place.width)) for pane in panes]
        heights = shares(place.height, needs)
        if heights:
            heights[rest] += place.height - sum(heights)
        y, places = place.y, {}
        for pane, height in zip(panes, heights, strict=False):
            places[pane.id or ""] = Region(place.x, y, place.width, height)
            y += height
        return places


def shares(room: int, needs: Sequence[int]) -> list[int]:
    """Return a height for each pane, together at most `room`; none for the last ones if need be.

    All have what they need if that fits; else nobody has more than an equal share as long as
    another one needs it.
    """
    needs = needs[: max(0, room) // LEAST]
    heights = [LEAST] * len(needs)
    for _ in range(room - sum(heights)):
        wanting = [at for at, need in enumerate(needs) if heights[at] < need]
        if not wanting:
            break
        heights[min(wanting, key=heights.__getitem__)] += 1
    return heights


def _scene(view: SpeakerView) -> tuple[int, str] | None:
    return (view.cue.stands.scene, view.cue.title) if view.cue else None
