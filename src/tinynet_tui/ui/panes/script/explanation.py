"""The number under the cursor of a script: which line made it, and from what."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.hooks import Line
from tinynet_tui.engine.positions import Where
from tinynet_tui.engine.values import Value
from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.drawing.explanation_rows import asking_rows, told_rows
from tinynet_tui.ui.drawing.highlight import highlighted
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.worker.scripts.inside import NOT_SHOWN, computing

from .cells import index_of, table
from .others import short
from .view import ScriptView


class ScriptExplanation(Pane[ScriptView]):
    """The value in full, the line that wrote it, and what that line read."""

    help = "how the number under the cursor was computed, by the line that wrote it"
    curve_first = False
    """True while the curve of the function is large, and the lines have what it leaves."""

    def title(self, view: ScriptView, width: int) -> str:
        if view.frame.raised is not None:
            return first_fitting(width, f" {view.frame.raised.type} ", " error ")
        item = view.subject
        value = view.value(item)
        index = () if value is None else index_of(value, view.cell(item))
        cell = f"[{','.join(map(str, index))}]" if index else ""
        name = f" {item.label}{cell} "
        age = view.age(item.name)
        return cut(first_fitting(width, f"{name}{age} " if age else name, name), width)

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        raised, asked = view.frame.raised, view.asked
        if asked is not None and (view.hides(view.subject.name) or view.asks_iteration):
            step = None if view.asks_iteration else view.step
            source = "one whole iteration" if step is None else view.source(step)[0]
            return asking_rows(asked, source, view, width, height)
        rows: list[Row] = []
        if raised is not None:
            rows = flow(
                [(raised.operands or str(raised), "alert")], width - 1, first=" ", hanging=1
            )
            rows += _line(view, view.step, width, "this line raised it")
            if raised.operands:
                rows += [(), *flow([(str(raised), "muted")], width - 1, first=" ", hanging=1)]
            if raised.line != raised.at and raised.line is not None:
                text = view.frame.lines[raised.line - 1].strip()
                told = [(f"in line {raised.line}: ", "muted"), *highlighted(text, "current")]
                rows += flow(told, width - 1, first=" ", hanging=3)
            return rows
        step = _writer(view)
        rows = []
        for text in view.frame.odd if step == view.step else ():
            rows += flow([(f"! {text}", "alert")], width - 1, first=" ", hanging=3)
        row, column = view.cell(view.subject)
        notes: list[Row] = []
        if view.turned(view.subject, row, column, kind="off"):
            notes.append(((" off: 0 after every step, x switches it on", "alert"),))
        elif view.turned(view.subject, row, column, kind="hold"):
            notes.append(((" frozen at this value, f lets it be trained", "alert"),))
        words = "written by" if step == view.step else "last written by"
        edit = view.edit_of(view.subject, row, column)
        if edit is not None:
            of_edit, is_last = _edited(view, edit)
            notes += of_edit
            words = "before that, written by" if is_last else words
        found = self._arithmetic(view, width, height - len(rows) - len(notes))
        if found:
            return [*rows, *notes, *found]
        rows.append(((" ", "text"), (_full(view), "strong")))
        value = view.value(view.subject) or view.frame.values.get(view.subject.name)
        if value is not None and value.kind == "array":
            rows.append(((f" one of {sizes(value)} {value.dtype}", "muted"),))
        rows += notes
        if view.explained.in_part:
            words = "the arrays are too large: only their first numbers are known here"
            rows += flow([(words, "muted")], width - 1, first=" ", hanging=1)
        if step is None and edit is not None:
            return rows
        if step is None:
            why = _unwritten(view)
            reason = flow([(why, "muted")], width - 1, first=" ", hanging=1)
            return [*rows, (), *reason] if view.subject.name else []
        line = _line(view, step, width, f"{words} line {step.line}")
        within = [] if view.explained.in_part else _within(view, step, width)
        return [*rows, *within, *line[1 if within else 0 :]]

    def _arithmetic(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        """Return the rows of the explanation; nothing if no rule tells it."""
        plan = view.frame.plan
        told = view.explained.lines(height) if plan and height > 0 else None
        if told is None:
            return ()
        return told_rows(told, width, height, curve_first=self.curve_first)


def _full(view: ScriptView) -> str:
    """Return the value with all its digits."""
    value = view.value(view.subject)
    if value is None:
        other = view.frame.values.get(view.subject.name)
        if other is None:
            return "no value yet"
        if other.kind == "number" and other.array is not None:
            return repr(other.array.item())
        return short(other)
    numbers = table(value, view.rows)
    row, column = view.cell(view.subject)
    if row >= numbers.shape[0] or column >= numbers.shape[1]:
        return "beyond the numbers that are sent: only the first rows of a large array are"
    assert value.array is not None
    return str(value.array.reshape(numbers.shape)[row, column].item())


def _edited(view: ScriptView, edit: Edit) -> tuple[list[Row], bool]:
    """Return what is said of a number's last edit, and if no step has written it since."""
    plan, name, here = view.frame.plan, view.subject.name, view.frame.where
    since = None if plan is None else plan.rewrites(name, edit.where, here)
    if since and plan is not None and plan.is_computed(name):
        return [], False  # it has been computed anew
    where = "here" if edit.where == here else f"at {edit.where.iteration:,}:{edit.where.step}"
    old = "" if edit.old is None else f"; it was {edit.old:.6g}"
    return [((f" edited {where}{old}", "alert"),)], since is False


def _writer(view: ScriptView) -> Line | None:
    """Return the step that wrote the explained variable last."""
    frame, plan = view.frame, view.frame.plan
    if plan is None:
        return None
    numbers = plan.writers.get(view.subject.name, ())
    line = -1 if frame.line is None else frame.line
    before = [number for number in numbers if number <= line]
    if not numbers or not (before or frame.where.iteration):
        return None
    return plan.steps[before[-1] if before else numbers[-1]]


def _unwritten(view: ScriptView) -> str:
    """Return why no step has written the explained variable."""
    plan = view.frame.plan
    writers = plan.writers.get(view.subject.name) if plan else None
    if plan is None or not writers:
        return "given: the loop does not change it"
    line = f"line {plan.steps[writers[0]].line}"
    if view.subject.name in view.frame.values:
        since = plan.rewrites(view.subject.name, Where(0, 0), view.frame.where)
        first = "first value, set before the loop: " if since is False else ""
        return f"{first}{line} changes it"
    return f"not written yet: {line} does it first"


def _line(view: ScriptView, step: Line | None, width: int, words: str) -> list[Row]:
    """Return the rows about a step: its text, and what it reads."""
    if step is None:
        return []
    rows: list[Row] = [(), ((f" {words}", "muted"),)]
    for text in view.source(step):
        rows += flow(highlighted(text, "current"), width - 1, first=" ", hanging=3)
    rows.append(())
    # What the step has written itself is no longer what it has read.
    written = step.writes if view.frame.raised is None else ()
    reads = [name for name in step.reads if name not in written]
    length = max(map(len, reads), default=0)
    for name in reads:
        value = view.frame.values.get(name)
        what = "·" if value is None else _brief(value)
        rows.append(
            ((f" • {name.ljust(length)}  ", "muted"), (cut(what, width - length - 6), "text"))
        )
    return rows


def _within(view: ScriptView, step: Line, width: int) -> list[Row]:
    """Return the rows about the function that the step calls to compute the number."""
    plan = view.frame.plan
    found = None if plan is None else computing(plan, step, view.subject.label)
    if found is None:
        return []
    rows: list[Row] = [((f" {found.words}{':' if found.line else ''}", "muted"),)]
    if found.line:
        text = view.frame.lines[found.line - 1].strip()
        rows += flow(highlighted(text, "current"), width - 1, first=" ", hanging=3)
    return rows + flow([(NOT_SHOWN, "muted")], width - 1, first=" ", hanging=1)


def sizes(value: Value) -> str:
    """Return the sizes of an array, `4×3`."""
    return "×".join(f"{size}" for size in value.shape) if value.shape else "one number"


def _brief(value: Value) -> str:
    if value.kind == "array":
        return f"{sizes(value)}" if len(value.shape) != 1 else f"({value.shape[0]},)"
    return short(value)
