"""The panes of a speaker's terminal: notes, question, what comes next, the clock, the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from tinynet_tui.classroom.cue import Cue
from tinynet_tui.lecture.tally import Row as Answered
from tinynet_tui.ui.canvas.canvas import Canvas, Row, Span, cut, first_fitting
from tinynet_tui.ui.drawing.answer_bars import answer_bars
from tinynet_tui.ui.keys.last_line import Key

from .key_row import KeyRow
from .scene_rows import rows_of, wrapped
from .scrolled import ScrolledPane

NO_NOTES = "There are no notes for this scene."
NO_LECTURE = (
    "This class has no lecture, so there are no notes. The line above shows who is here, and how "
    "long the class has been going on."
)
WAITING = (
    "Waiting for your class to begin. In another terminal of yours, tinynet-tui lecture FILE "
    "--lead begins it. If you have named the class here, write the same name after --lead."
)
LONG = 60
"""The characters from which on a line of the notes may have been broken."""
LOST = "Your lecture has broken off. Start it again, with the same command."


@dataclass(frozen=True)
class SpeakerView:
    """What a speaker's terminal shows."""

    cue: Cue | None = None
    """None before the first."""
    seconds: int | None = None
    """Since the lecture began; None before that."""
    is_lost: bool = False
    """True while the lecturer is gone."""
    note: str = ""
    """What is said in the last line until the next key."""

    @property
    def has_lecture(self) -> bool:
        return self.cue is not None and self.cue.stands.scenes > 0


def clock(seconds: int) -> str:
    """Return a time as minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"


class SpeakerStatus(Canvas[SpeakerView]):
    """The scene, who is here, and the clock beside the plan."""

    def rows(self, view: SpeakerView, width: int, height: int) -> Sequence[Row]:
        cue = view.cue
        if cue is None or view.seconds is None:
            return [((cut(" speaker's terminal", width), "strong"),)]
        stands = cue.stands
        _, ends, whole = stands.planned
        title = f" {stands.scene + 1}/{stands.scenes} {cue.title}" if stands.scenes else " tinynet"
        many = f"{stands.here} here" + (f" · {stands.away} away" if stands.away else "")
        many = "" if view.is_lost else many
        now = clock(view.seconds)
        both = f"{now} of {clock(whole)}" if whole else now
        plan = f" · scene until {clock(ends)}" if whole else ""
        style = "alert" if whole and view.seconds > ends else "strong"
        choices = [(many, both + plan), (many, both), ("", both), ("", now)]
        for who, time in choices:
            left = width - cell_len(who) - cell_len(time) - 3 - 2 * bool(who)
            if left >= min(cell_len(title), 20 if who else 8):
                break
        title = cut(title, max(0, left))
        gap = " " * (left - cell_len(title) + 2)
        who = f"{who}  " if who else ""
        return [((title, "strong"), (f"{gap}{who}", "text"), (time, style), (" ", "text"))]


class TextPane(ScrolledPane[SpeakerView]):
    """A text that scrolls."""

    def text(self, view: SpeakerView, width: int) -> list[Row]:
        """Return the whole text."""
        raise NotImplementedError

    def needs(self, view: SpeakerView, width: int) -> int:
        """Return the height that it needs in a width, both with the frame."""
        return len(self.text(view, width - 2)) + 2

    def content(self, view: SpeakerView, width: int, height: int) -> Sequence[Row]:
        rows = self.text(view, width)
        self.top = max(0, min(self.top, len(rows) - height))
        return rows[self.top :]

    def scroll_rows(self, rows: int) -> bool:
        before = self.top
        self.top += rows
        if self.view:
            self.show(self.view)
        return self.top != before

    def title(self, view: SpeakerView, width: int) -> str:
        return cut(f" {self.heading(view)} ", width)

    def heading(self, view: SpeakerView) -> str:
        """Return the title's words."""
        return self.caption

    def foot(self, view: SpeakerView, width: int) -> str:
        if len(self.text(view, width)) - self.top > self.size.height - 2:
            return first_fitting(width, " ↓ more ", "")
        return first_fitting(width, f" {foot} ", "") if (foot := self.remark(view)) else ""

    def remark(self, view: SpeakerView) -> str:
        """Return what stands in the lower edge."""
        return ""


class NotesPane(TextPane):
    """The notes of the present scene."""

    help = "the notes of the scene that the lecture shows"

    @property
    def caption(self) -> str:
        return "notes"

    def heading(self, view: SpeakerView) -> str:
        return "notes" if view.has_lecture else "class"

    def text(self, view: SpeakerView, width: int) -> list[Row]:
        if not view.has_lecture:
            return _paragraphs(WAITING if view.cue is None else NO_LECTURE, width, "text")
        assert view.cue is not None
        notes = unbroken(view.cue.notes)
        return _paragraphs(notes, width, "text") if notes else _paragraphs(NO_NOTES, width, "muted")

    def remark(self, view: SpeakerView) -> str:
        begins, ends, _ = view.cue.stands.planned if view.cue else (0, 0, 0)
        return f"planned from {clock(begins)} to {clock(ends)}" if ends > begins else ""


class QuestionPane(TextPane):
    """The question of the present scene, its answer, and what the class answered."""

    help = "the scene's question with its answer, and what the class answers"

    @property
    def caption(self) -> str:
        return "question"

    def heading(self, view: SpeakerView) -> str:
        is_shown = view.cue is not None and view.cue.stands.shown
        return f"question · the answer is {'shown' if is_shown else 'hidden'}"

    def text(self, view: SpeakerView, width: int) -> list[Row]:
        cue = view.cue
        if cue is None or not self.has_something(view):
            return []
        style = "strong" if cue.stands.shown else "text"
        rows = _paragraphs(cue.question, width, "text", "? ")
        rows += _paragraphs(cue.answer, width, style, "= ")
        answers = [Answered(*one) for one in cue.stands.answers]
        return [*rows, *answer_bars(answers, width, len(answers))]

    def has_something(self, view: SpeakerView) -> bool:
        """True when the scene has a question."""
        return view.cue is not None and bool(view.cue.question or view.cue.answer)

    def remark(self, view: SpeakerView) -> str:
        if view.cue is None or not view.cue.stands.asks:
            return ""
        stands = view.cue.stands
        count = sum(given for _, given, _ in stands.answers)
        return f"answered {count} of {stands.here + stands.away}"


class NextPane(TextPane):
    """The title and the text of the next scene."""

    help = "the next scene; in braces, numbers that it will show"

    @property
    def caption(self) -> str:
        return "next"

    def heading(self, view: SpeakerView) -> str:
        cue = view.cue
        if cue is None or not cue.next_title:
            return "next"
        return f"next · {cue.stands.scene + 2}/{cue.stands.scenes} {cue.next_title}"

    def text(self, view: SpeakerView, width: int) -> list[Row]:
        cue = view.cue
        if cue is None or not cue.next_title:
            return _paragraphs("This is the last scene.", width, "muted")
        return _paragraphs(cue.next_text, width, "text")


class SpeakerKeys(KeyRow[SpeakerView]):
    """What there is to say, and as many keys as fit, which can be clicked."""

    def __init__(self, keys: Sequence[Key], *, id: str) -> None:
        super().__init__(id=id)
        self._keys = keys

    def rows(self, view: SpeakerView, width: int, height: int) -> Sequence[Row]:
        words, style = _words(view)
        spans: list[Span] = [(cut(f" {words} ", width), style)] if words else []
        pages = view.cue is None or view.has_lecture
        keys = [key for key in self._keys if pages or not key.action.startswith("page")]
        page = view.cue.stands.page if view.cue is not None else ""
        keys = [
            key._replace(does=page) if page and key.action == "page(1)" else key for key in keys
        ]
        return self.line(spans, keys, width)


def _words(view: SpeakerView) -> tuple[str, str]:
    """Return what the last line says, and its style."""
    if view.is_lost:
        return LOST, "alert"
    said = view.note or (view.cue.said if view.cue else "")
    if not said and view.cue is not None and view.cue.stands.blank:
        said = "the lecture's screen is blank"
    return said, "strong"


def unbroken(text: str) -> str:
    """Return a text in which a line that was broken because it was long goes on."""
    lines: list[str] = []
    before = ""
    for line in text.splitlines():
        goes_on = len(before) >= LONG and line[:1].isalnum()
        lines[-1:] = [f"{lines[-1]} {line}"] if goes_on else [*lines[-1:], line]
        before = line
    return "\n".join(lines)


def _paragraphs(text: str, width: int, style: str, sign: str = "") -> list[Row]:
    """Return a text's lines in rows of a width, the first behind a sign."""
    if not text:
        return []
    width -= width > 30  # a margin, as on the left
    hanging, rows = len(sign), list[Row]()
    for at, line in enumerate(text.expandtabs(4).splitlines()):
        if not line.strip():
            rows.append(())
        elif sign:
            rows += wrapped([(line, style)], width, sign if at == 0 else " " * hanging, hanging)
        else:
            rows += rows_of((line,), lambda piece: (str(piece), style), width)
    return rows
