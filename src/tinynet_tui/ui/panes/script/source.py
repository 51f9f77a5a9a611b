"""The script's text, with the line that was run last marked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.drawing.highlight import highlighted
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.worker.commands import Move
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.plan import ScriptPlan

from .view import ScriptView

WIDE = 60
"""From so many columns on, lines keep their indentation."""
ABOVE = 3
"""The lines above the current one, where not all steps fit."""


class ScriptSource(Pane[ScriptView]):
    """The lines of the file around the one that was run last."""

    help = "the script; ► has just run, ! is odd or raised; ↓ runs the next line, ↑ goes back"
    chosen: int | None = None
    """The line under the cursor, in the bug lab; 0 for that of the step, elsewhere None."""

    class Chosen(Message):
        """A line was clicked."""

    def widths(self, view: ScriptView, screen_width: int) -> PreferredWidth:
        lines = _writing(view.frame)
        dedent = _indent(view.frame)
        natural = 3 + max((len(line) - dedent for line in lines), default=30)
        most = screen_width * 9 // 20
        return PreferredWidth((max(24, min(natural, most)),), 24, rank=-8)

    def height(self, view: ScriptView) -> int:
        return 2 + len(_body(view.frame))

    def title(self, view: ScriptView, width: int) -> str:
        frame, step = view.frame, view.step
        if frame.plan is None:
            return ""
        count = f"/{len(frame.plan.steps)}" if _is_flat(frame.plan) else ""
        place = f" step {frame.where.step}{count}"
        number = step.line if step else frame.plan.loop
        line = f" line {number}"
        if (chosen := self.line(view)) is not None and chosen != number:
            at = f" cursor {chosen} "
            short = place.partition("/")[0]
            return first_fitting(
                width, f"{place} ·{line} ·{at}", f"{short} ·{line} ·{at}", f"{line} ·{at}", at
            )
        return first_fitting(width, f"{place} ·{line} ", f"{place} ", place)

    def command(self, rows: int) -> Move | None:
        """Return the command that an arrow key gives."""
        return Move("step", back=rows < 0) if rows and self.chosen is None else None

    def line(self, view: ScriptView) -> int | None:
        """Return the number of the line under the cursor."""
        if self.chosen == 0 and view.frame.plan is not None:
            return view.step.line if view.step else view.frame.plan.loop
        return self.chosen

    def move(self, view: ScriptView, rows: int) -> bool:
        """Move the cursor to the next line that is not empty; False if there is none."""
        here, step = self.line(view), 1 if rows > 0 else -1
        lines = view.frame.lines
        if not rows or here is None:
            return False
        there = here + step
        while 0 < there <= len(lines) and not lines[there - 1].strip():
            there += step
        if not 0 < there <= len(lines):
            return False
        self.chosen = there
        return True

    def on_click(self, event: events.Click) -> None:
        view = self.view
        if self.chosen is None or view is None:
            return
        chosen = self.line(view)
        extra = len(_whole(view, chosen, self.size.width - 2)) - 1
        number = _first_line(view, self.size.height - 2, chosen, extra) + event.y - 1
        if chosen is not None and number > chosen:
            number = max(chosen, number - extra)
        inside = 0 < event.y < self.size.height - 1 and number <= len(view.frame.lines)
        if inside and view.frame.lines[number - 1].strip():
            self.chosen = number
            self.post_message(self.Chosen())

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        frame, step = view.frame, view.step
        chosen = self.line(view)
        whole = _whole(view, chosen, width)
        current = _current(view, width) if chosen is None else {}
        extra = sum(map(len, current.values())) - len(current) if current else len(whole) - 1
        first = _first_line(view, height, chosen, extra)
        dedent = 0 if width >= WIDE else _indent(frame)
        rows: list[Row] = []
        for number in range(first, min(first + height, len(frame.lines) + 1)):
            line = frame.lines[number - 1]
            text = cut(line[min(dedent, len(line) - len(line.lstrip())) :], width - 1)
            if number == chosen:
                mark = "►" if step is not None and number == step.line else " "
                style = "strong+reverse" if self.has_focus else "text+underline"
                rows.append(
                    ((mark, "strong"), (whole[0] + " " * (width - 1 - cell_len(whole[0])), style))
                )
                rows += [
                    ((" ", "text"), (more + " " * (width - 1 - cell_len(more)), style))
                    for more in whole[1:]
                ]
            elif step is not None and step.line <= number <= step.end:
                is_odd = bool(frame.raised or frame.odd)
                mark = ("!" if is_odd else "►") if number == step.line else " "
                style = "alert" if is_odd else "strong"
                head, *more = current.get(number, [highlighted(text, "current")])
                rows.append(((mark, style), *head))
                rows += [((" ", style), *one) for one in more]
            else:
                done = step is None or number < step.line
                differs = number in frame.marked
                own = ("+", "title") if differs else (" ", "text")
                rows.append((own, *highlighted(text, "done" if done else "to come")))
        return rows[:height]


def _body(frame: ScriptFrame) -> Sequence[str]:
    """Return the lines of the steps."""
    if frame.plan is None:
        return frame.lines
    first, last = frame.plan.steps[0].line, frame.plan.steps[-1].end
    return frame.lines[first - 1 : last]


def _writing(frame: ScriptFrame) -> Sequence[str]:
    """Return the lines of the steps that write something."""
    steps = frame.plan.steps if frame.plan else ()
    return [line for one in steps if one.writes for line in frame.lines[one.line - 1 : one.end]]


def _indent(frame: ScriptFrame) -> int:
    lines = [line for line in _body(frame) if line.strip()]
    return min((len(line) - len(line.lstrip()) for line in lines), default=0)


def _whole(view: ScriptView, chosen: int | None, width: int) -> list[str]:
    """Return the rows of the chosen line, which is shown whole."""
    if chosen is None:
        return [""]
    line = view.frame.lines[chosen - 1]
    dedent = 0 if width >= WIDE else _indent(view.frame)
    text = line[min(dedent, len(line) - len(line.lstrip())) :]
    rows = flow([(text, "text")], max(1, width - 1), hanging=2)
    return ["".join(part for part, _ in row).rstrip() for row in rows] or [""]


def _current(view: ScriptView, width: int) -> dict[int, list[Row]]:
    """Return the rows of the lines of the step, by their numbers, which are shown whole."""
    step = view.step
    if step is None:
        return {}
    dedent = 0 if width >= WIDE else _indent(view.frame)
    found = {}
    for number in range(step.line, step.end + 1):
        line = view.frame.lines[number - 1]
        text = line[min(dedent, len(line) - len(line.lstrip())) :]
        found[number] = flow(highlighted(text, "current"), max(1, width - 1), hanging=2)
    return found


def _first_line(view: ScriptView, height: int, chosen: int | None = None, extra: int = 0) -> int:
    """Return the first line to show: calm where all steps fit, else near the current one.

    The chosen line, or that of the step, is always shown; it may take some rows more than one.
    """
    first, step = _first_of_steps(view, height), view.step
    begin = end = chosen
    if chosen is None and step is not None and extra:
        begin, end = step.line, step.end
    if begin is not None and end is not None:
        first = max(min(first, begin), min(begin, end + extra - height + 1))
    return first


def _first_of_steps(view: ScriptView, height: int) -> int:
    frame, plan = view.frame, view.frame.plan
    if plan is None:
        return 1
    begin, end = plan.steps[0].line, plan.steps[-1].end
    if plan.loop < begin and end - plan.loop < height:
        first = plan.loop - max(0, (height - (end - plan.loop + 1)) // 2)
    elif end - begin < height:
        first = begin
    else:
        line = view.step.line if view.step else begin
        first = max(min(plan.loop, begin) - 1, line - min(ABOVE, height // 2))
        first = min(first, max(begin, end - height + 1))
    return max(1, min(first, len(frame.lines) - height + 1))


def _is_flat(plan: ScriptPlan) -> bool:
    """True when all steps are run in every iteration, in their order."""
    return plan.direct == tuple(range(len(plan.steps)))
