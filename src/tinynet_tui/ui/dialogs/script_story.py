"""The story of a number of a script (key `w`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinynet_tui.ui.drawing.course_curve import HERE, course_rows
from tinynet_tui.ui.keys.table import closing
from tinynet_tui.worker.scripts.story import Story

from .page import content_of, text_width
from .positions import Place, PositionList

CURVE_HEIGHT = 5
MOST_LINES = 24
"""The sampled values listed."""


class ScriptStory(PositionList):
    """The values of a number over the iterations so far, and where they are special."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close"), *closing("story")]

    def __init__(self, story: Story, here: int, go: Callable[[str], None]) -> None:
        self._story, self._here = story, here
        lines = told(story)
        at = sum(iteration <= here for iteration, _ in lines) - 1
        places = [Place(f"{iteration}:last", text) for iteration, text in lines]
        super().__init__(f"{story.target} at the end of each iteration", places, at, go)

    def above(self) -> Iterable[Widget]:
        course = [(at, value) for at, value in self._story.points]
        width = text_width(self.app.size.width)
        if len(course) > 1 and self.app.size.height >= 20:
            here = min(self._here, course[-1][0])
            rows = course_rows(course, here, width, CURVE_HEIGHT)
            yield Static(content_of([*rows, ((f"{HERE} is this iteration", "muted"),)]))


def told(story: Story) -> list[tuple[int, str]]:
    """Return the lines of a story, each with its iteration, in order."""
    words: dict[int, list[str]] = {}
    values = dict(story.points)
    for at, value in story.signs:
        values[at] = value
        words.setdefault(at, []).append("changes its sign")
    for what, found in (("lowest", story.lowest), ("highest", story.highest)):
        if found is not None and story.lowest != story.highest:
            values[found[0]] = found[1]
            words.setdefault(found[0], []).append(what)
    if story.lost is not None:
        values.setdefault(story.lost, float("nan"))
        words.setdefault(story.lost, []).append("no finite number")
    if not story.points:
        return []
    for (at, _), what in zip((story.points[-1], story.points[0]), ("last", "first"), strict=True):
        words.setdefault(at, []).insert(0, what)
    every = max(1, len(story.points) // MOST_LINES)
    chosen = {at for at, _ in story.points[::every]} | words.keys()
    lines = [
        (at, f"{at:>11,}  {_written(values[at]):<24} {', '.join(words.get(at, ()))}".rstrip())
        for at in sorted(chosen)
    ]
    if story.changes > len(story.signs):
        at = story.signs[-1][0]
        more = story.changes - len(story.signs)
        lines.append((at, f"{'':>11}  … and {more:,} more changes of sign after {at:,}"))
    return lines


def _written(value: float) -> str:
    """Return a number with all its digits and its sign."""
    return f"+{value!r}" if value >= 0 else repr(value)
