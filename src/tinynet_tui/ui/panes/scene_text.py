"""The text of a scene: what is shown of it, and where in it one is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len, set_cell_size

from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.tally import Row as Answered
from tinynet_tui.ui.canvas.canvas import Row, Shown, first_fitting
from tinynet_tui.ui.drawing.answer_bars import answer_bars

from .of_scene import OfScene
from .scene_page import Page, page_of
from .scene_rows import joined, rows_of, signed, wrapped

WIDTH = 40
"""The width it needs, with its frame, beside the explanation."""

LEAST_BARS = 3
"""The rows for the numbers or cells that a class answered, if space is short."""


class SceneText(OfScene[Shown]):
    """A scene's text and question; then the answer, in place of the text if space is short."""

    help = "the lecture: what there is to see here, and a question; numbers in it are live"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._heading = ""
        self._is_last = False
        self.answered = False
        self.verdict = ""
        """How the answer to the question was; shown above the right one."""
        self.answers: Sequence[Answered] = ()
        """What a class answered; shown with the right answer."""
        self.others = 0
        """How many gave another answer than those."""
        self.score = ""
        """How many answers of the lecture were right; shown at its end."""
        self.revealed = 0
        """How many of the scene's pauses have been passed."""
        self.plays = False
        """True when the next pagedown plays."""
        self.may_leave = False
        """True when the next pagedown leaves the scene, though its text is awaited."""
        self._complaint = ""
        """What is wrong with the lecture's file since it was saved."""
        self._flaw = ""
        """What is wrong in the scene, once the run has been at its position."""
        self._reached = False
        """True once the run has been at the scene's position; its text waits for that."""
        self.begun = False
        """True once the text of any scene has been shown."""
        self._page_at: tuple[object, int] = (None, 0)
        """Where `page` was asked for last, and the answer."""
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
        self.may_leave, self._flaw = False, ""
        self.verdict, self.answers, self.others = "", (), 0
        self.plays = bool(scene.play)

    def change(self, scene: Scene, index: int, count: int, *, stays: bool) -> None:
        """Show what the scene has become, as far as it was shown; if it `stays` where it was."""
        answered, revealed, top, verdict = self.answered, self.revealed, self.top, self.verdict
        reached, plays = self._reached and stays, self.plays
        is_other = not stays and self._scene is not None and self._scene.title != scene.title
        self.open(scene, index, count)
        if is_other:  # the old one is gone
            self._show_again()
            return
        self.answered, self._reached = answered and bool(scene.question), reached
        self.verdict = verdict if self.answered else ""
        self.revealed, self.top = min(revealed, len(scene.pauses)), top
        self.plays = plays if stays else self.plays
        if self._reached and self.view:
            self._flaw = self.flaw(scene, self.view)
        self._show_again()

    def complain(self, complaint: str) -> None:
        """Show above the text what is wrong with the lecture's file; "" if nothing is.

        It stands in the place of a text that is awaited.
        """
        if complaint != self._complaint:
            self._complaint, self.top = complaint, 0
            self._show_again()

    def offer_to_leave(self) -> None:
        """Say that the next pagedown leaves the scene, while its text is awaited."""
        self.may_leave = True
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
        last = max(0, self._length() - max(1, self.size.height - 2))
        top = max(0, min(last, self.top + rows))
        moved, self.top = top != self.top, top
        self._show_again()
        return moved

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

    # Where in it one is, whatever the size of the screen.

    @property
    def page(self) -> int:
        """The number of what is seen from the first row on; 0 while the text is awaited."""
        if not self._reached or self._scene is None or not self.view:
            return 0
        here = (self._scene, self.top, self.answered, self.revealed, self.size)
        if here != self._page_at[0]:
            starts = self._starts()
            left = sum(start > self.top for start in starts) + (len(starts) > 0)
            self._page_at = (here, Page(left, self.revealed, self.answered).number)
        return self._page_at[1]

    def turn_to(self, page: int) -> None:
        """Show what `page` is somewhere else, from the beginning of its paragraph."""
        if not self.view:
            return
        left, self.revealed, self.answered = page_of(page)
        starts, left = self._starts(), max(1, left)
        self.top = starts[-left] if page and left <= len(starts) else 0
        self._show_again()

    def _starts(self) -> list[int]:
        """Return the rows at which the paragraphs of the scene begin.

        What was answered is part of the question: it differs from screen to screen.
        """
        if not self.view or not self._scene:
            return []
        parts, blanks = self._parts(self.view, self.size.width - 2, self.size.height - 2)
        starts, row = [], 0
        for part in parts:
            starts.append(row)
            row += len(part) + blanks
        if self.answered:
            end = len(starts) - len(self._scene.answer)
            del starts[end - bool(self.answers) - bool(self.verdict) : end]
        return starts

    # What it paints.

    def show(self, view: Shown) -> None:
        scene, before = self._scene, self._rows
        if scene and not self._reached:
            self._reached = self.is_reached(scene, view)
            self._flaw = self.flaw(scene, view) if self._reached else ""
        super().show(view)
        # Rows with wide characters do not repaint one by one.
        changed = [row for row in self._rows if row not in before]
        if any(cell_len(text) != len(text) for row in changed for text, _ in row):
            self.refresh()

    def title(self, view: Shown, width: int) -> str:
        title = f" {self._heading} "
        return title if cell_len(title) <= width else set_cell_size(title, max(0, width - 1)) + "…"

    @property
    def next_page(self) -> str:
        """What the next pagedown does, one of `cue.PAGES`; "" if that is nothing or not known."""
        if not self._reached:
            return ""
        if self.plays:
            return "play"
        if not self._fits or self._waits:
            return "more"
        if self._is_unanswered:
            return "answer"
        return "" if self._is_last else "next scene"

    @property
    def _fits(self) -> bool:
        return self._length() - self.top <= self.size.height - 2

    def foot(self, view: Shown, width: int) -> str:
        if not self._reached:
            return ""
        key, page = self.key_of(view, "scene.next", "pgdn"), self.next_page
        if page == "more":
            what, brief = (f" … {key}: more ", " … more ") if self._fits else self._more(view, key)
        elif page:
            what, brief = f" {key}: {page} ", f" {page.removesuffix(' scene')} "
        else:
            score = f": {self.score}" if self.score else ""
            what, brief = f" the end{score} ", f" end{score} "
        return first_fitting(width, what, brief, "")

    def _more(self, view: Shown, key: str) -> tuple[str, str]:
        """Return that there is more below; an arrow would not be the key while it answers."""
        arrow = "" if self.is_asked(view) else "↓ "
        return f" {arrow}{key}: more ", f" {arrow}more "

    def content(self, view: Shown, width: int, height: int) -> Sequence[Row]:
        rows = self._text(view, width, height)
        self.begun = self.begun or (self._reached and height > 0)
        self.top = max(0, min(self.top, len(rows) - height))
        return rows[self.top :]

    def _length(self) -> int:
        width, height = self.size.width - 2, self.size.height - 2
        return len(self._text(self.view, width, height)) if self.view else 0

    def _text(self, view: Shown, width: int, height: int) -> list[Row]:
        return joined(*self._parts(view, width, height))

    def _parts(self, view: Shown, width: int, height: int) -> tuple[list[list[Row]], int]:
        """Return the paragraphs: with a blank row between them, without, or without the text."""
        scene = self._scene
        if scene is None:
            return [], 0
        span = partial(self.span, view=view)
        if not self._reached and self._complaint:
            return [wrapped([(self._complaint, "alert")], width, "", 0)], 0
        if not self._reached:
            return [rows_of((self.waiting(scene, view),), span, width)], 0
        end = scene.pauses[self.revealed] if self._waits else None
        text = [rows_of(part, span, width) for part in scene.text[:end]]
        question = [] if self._waits else signed(scene.question, span, width, "? ")
        answer = signed(scene.answer, span, width, "= ") if self.answered else []
        if answer and self.answers:
            rest = height - len(joined([*question, *answer], 0)) - 3 * bool(self.verdict)
            is_short = scene.ask is not None and scene.ask.has_few_answers
            rest = max(rest, len(self.answers) if is_short else LEAST_BARS)
            answer.insert(0, answer_bars(self.answers, width, rest, self.others))
        if answer and self.verdict:
            answer.insert(0, wrapped([(self.verdict, "strong")], width, "  ", 2))
        brief = [*question, *answer]
        parts = [[*text, *brief], brief] if self.answered else [[*text, *brief]]
        if complaint := self._complaint or self._flaw:
            wrong = wrapped([(complaint, "alert")], width, "", 0)
            parts = [[wrong, *part] for part in parts]
        choices = [(part, blanks) for part in parts for blanks in (1, 0)]
        fitting = (one for one in choices if len(joined(*one)) <= height)
        return next(fitting, choices[-1])
