"""The text of a lecture's scene, with live numbers in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Generic

from rich.cells import cell_len, set_cell_size
from textual import events

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.live_values import OF_ERROR, write
from tinynet_tui.lecture.scene import LiveValue, Paragraph, Scene
from tinynet_tui.ui.canvas.canvas import Row, Shown, Span, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.wrap import flow

WIDTH = 40
"""The width it needs, with its frame, beside the explanation."""
FAR = 1000
"""The iterations of a way that one sees: pagedown does not turn a page that is still to come."""
NARROW = 34
"""The width it needs beside the graph."""

_ITEM = re.compile(r" *([-*]|\d+[.)]) ")

PlainWriter = Callable[[str, tuple[int, int], float], str]


class SceneText(Pane[Shown], Generic[Shown]):
    """A scene's text and question; then the answer, in place of the text if space is short."""

    help = "the lecture: what there is to see here, and a question; numbers in it are live"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._heading = ""
        self._is_last = False
        self.answered = False
        self.revealed = 0
        """How many of the scene's pauses have been passed."""
        self.plays = False
        """True when the next pagedown plays."""
        self._complaint = ""
        """What is wrong with the lecture's file since it was saved."""
        self._reached = False
        """True once the run has been at the scene's position; its text waits for that."""
        self.begun = False
        """True once the text of any scene has been shown."""
        self.top = 0
        """The first row shown."""
        self.least = WIDTH
        """The width below which it stands alone."""

    @property
    def caption(self) -> str:
        return "lecture"

    def open(self, scene: Scene, index: int, count: int) -> None:
        """Show a scene from its beginning; `index` of `count` counts from 0."""
        self._scene, self._is_last = scene, index + 1 == count
        self._heading = f"{index + 1}/{count} {scene.title}"
        self.answered, self._reached, self.revealed, self.top = False, False, 0, 0
        self.plays = bool(scene.play)

    def change(self, scene: Scene, index: int, count: int, *, stays: bool) -> None:
        """Show what the scene has become, as far as it was shown; if it `stays` where it was."""
        answered, revealed, top = self.answered, self.revealed, self.top
        reached, plays = self._reached and stays, self.plays
        self.open(scene, index, count)
        self.answered, self._reached = answered and bool(scene.question), reached
        self.revealed, self.top = min(revealed, len(scene.pauses)), top
        self.plays = plays if stays else self.plays
        self._show_again()

    def complain(self, complaint: str) -> None:
        """Show above the text what is wrong with the lecture's file; "" if nothing is."""
        if complaint != self._complaint:
            self._complaint, self.top = complaint, 0
            self._show_again()

    # Going through it.

    def forward(self) -> bool:
        """Scroll down a page, reveal more, or show the answer; False if nothing more is left."""
        length = self._length()
        rest = length - self.size.height + 2 - self.top
        if rest > 0 and self.size.height > 2:
            self.scroll_rows(self._page)
        elif self._waits:
            self.revealed, self.top = self.revealed + 1, length
            self._show_again()
        elif self._is_unanswered:
            self.answered, self.top = True, 0
            self._show_again()
        else:
            return False
        return True

    def backward(self) -> bool:
        """Scroll up a page; False at the beginning."""
        return self.scroll_rows(-self._page)

    @property
    def awaited(self) -> bool:
        """True while the text waits for a run that has far to go, or for the first paint of all."""
        shown = all(node.display for node in self.ancestors_with_self)
        if not self.begun and shown:
            return True
        if self._reached or not self._scene or not self.view:
            return False
        return self.has_far_to_go(self._scene, self.view)

    @property
    def _page(self) -> int:
        """The rows of a page; from five visible rows on, one stays as an overlap."""
        rows = self.size.height - 2
        return max(1, rows - (rows > 4))

    def scroll_rows(self, rows: int) -> bool:
        """Scroll by rows; False at the edge."""
        last = max(0, self._length() - max(1, self.size.height - 2))
        top = max(0, min(last, self.top + rows))
        moved, self.top = top != self.top, top
        self._show_again()
        return moved

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-1)

    def _show_again(self) -> None:
        if self.view:
            self.show(self.view)

    @property
    def _is_unanswered(self) -> bool:
        return bool(self._scene and self._scene.question and not self.answered)

    @property
    def _waits(self) -> bool:
        """True when there is more text to reveal."""
        return bool(self._scene and self.revealed < len(self._scene.pauses))

    # What it paints.

    def show(self, view: Shown) -> None:
        scene, before = self._scene, self._rows
        if scene and not self._reached:
            self._reached = self.is_reached(scene, view)
        super().show(view)
        # Rows with wide characters do not repaint one by one.
        changed = [row for row in self._rows if row not in before]
        if any(cell_len(text) != len(text) for row in changed for text, _ in row):
            self.refresh()

    def title(self, view: Shown, width: int) -> str:
        title = f" {self._heading} "
        return title if cell_len(title) <= width else set_cell_size(title, max(0, width - 1)) + "…"

    def foot(self, view: Shown, width: int) -> str:
        if not self._reached:
            return ""
        key = self.key_of(view, "scene.next", "pgdn")
        if self.plays:
            what, brief = f" {key}: play ", " play "
        elif self._length() - self.top > self.size.height - 2:
            what, brief = f" ↓ {key}: more ", " ↓ more "
        elif self._waits:
            what, brief = f" … {key}: more ", " … more "
        elif self._is_unanswered:
            what, brief = f" {key}: answer ", " answer "
        elif self._is_last:
            what, brief = " the end ", " end "
        else:
            what, brief = f" {key}: next scene ", " next "
        return first_fitting(width, what, brief, "")

    def content(self, view: Shown, width: int, height: int) -> Sequence[Row]:
        rows = self._text(view, width, height)
        self.begun = self.begun or (self._reached and height > 0)
        self.top = max(0, min(self.top, len(rows) - height))
        return rows[self.top :]

    def _length(self) -> int:
        width, height = self.size.width - 2, self.size.height - 2
        return len(self._text(self.view, width, height)) if self.view else 0

    def _text(self, view: Shown, width: int, height: int) -> list[Row]:
        """Return all rows: with blank rows between paragraphs, without, or without the text."""
        wrong = flow([(self._complaint, "alert")], width) if self._complaint else []
        return [*wrong, *self._text_itself(view, width, height - len(wrong))]

    def _text_itself(self, view: Shown, width: int, height: int) -> list[Row]:
        scene = self._scene
        if scene is None:
            return []
        if not self._reached:
            return self._flow((self.waiting(scene, view),), view, width)
        end = scene.pauses[self.revealed] if self._waits else None
        text = [self._flow(part, view, width) for part in scene.text[:end]]
        question = [] if self._waits else self._flows(scene.question, view, width, "? ")
        answer = self._flows(scene.answer, view, width, "= ") if self.answered else []
        brief = [*question, *answer]
        parts = [[*text, *brief], brief] if self.answered else [[*text, *brief]]
        choices = [_joined(part, blanks) for part in parts for blanks in (1, 0)]
        return next((rows for rows in choices if len(rows) <= height), choices[-1])

    def _flows(
        self, paragraphs: Sequence[Paragraph], view: Shown, width: int, sign: str
    ) -> list[list[Row]]:
        """Return the rows of a question or an answer, with its sign before the first paragraph."""
        return [
            self._flow(part, view, width, sign if at == 0 else "  ", 2)
            for at, part in enumerate(paragraphs)
        ]

    def _flow(
        self, paragraph: Paragraph, view: Shown, width: int, first: str = "", hanging: int = 0
    ) -> list[Row]:
        if "\n" in paragraph:
            lines = [line for line in paragraph if line != "\n"]
            return [
                row
                for at, line in enumerate(lines)
                for row in self._flow((line,), view, width, first * (at == 0), hanging) or [()]
            ]
        spans = [self.span(piece, view) for piece in paragraph]
        item = _ITEM.match(spans[0][0])
        hanging += len(item[0]) if item else 0
        margin = width > 30
        rows = flow(spans, width - margin, first=first, hanging=hanging)
        return [((" " * margin, "text"), *row) for row in rows]

    # What depends on what the scene shows.

    def key_of(self, view: Shown, id: str, built_in: str) -> str:
        """Return the name of a key."""
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

    def span(self, piece: str | LiveValue, view: Shown) -> Span:
        """Return a piece of the text."""
        raise NotImplementedError


class LecturePane(SceneText[View]):
    """The text of a scene of the network."""

    def __init__(self, plain: PlainWriter, *, id: str) -> None:
        """Start empty; `plain` writes a number as the screen shows it."""
        super().__init__(id=id)
        self._plain = plain

    def key_of(self, view: View, id: str, built_in: str) -> str:
        return view.key(id, built_in)

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
        there = scene.position.text(scene.experiment.script)
        if view.frame.going == scene.position:
            return f"The run is on its way to {there}. The text follows there."
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


def _joined(paragraphs: Sequence[list[Row]], blanks: int) -> list[Row]:
    """Join paragraphs with blank rows between them."""
    rows: list[Row] = []
    for paragraph in paragraphs:
        rows += [*[()] * (blanks * bool(rows)), *paragraph]
    return rows
