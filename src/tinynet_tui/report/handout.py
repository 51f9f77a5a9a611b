"""A step in plain text, for screen readers, handouts and logs; or a worksheet with a key."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Container, Iterator, Sequence

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

from .curve import drawings
from .digits import Texts, printed, printed_result
from .progress import BAR_SECONDS, Progress
from .train import slices, summary
from .worksheet import Answers, blank_row, without_numbers_of

WIDTH = 79
"""Characters of a line, unless a formula or a number needs more."""

IN_ASCII = str.maketrans(
    {"×": "x", "·": "-", "→": "->", "≈": "~", "²": "^2", "…": "...", "½": "1/2"}
)


def hand_out(
    experiment: Experiment,
    position: Position,
    cells: Sequence[tuple[str, Cursor]],
    *,
    worksheet: bool,
) -> int:
    """Print the step at a position, its matrices and the arithmetic of cells; return 0.

    Without cells, the step's first cell is explained. A worksheet has blanks, and the answers at
    its end.
    """
    snapshot = _snapshot(experiment, position)
    lines = list(document(snapshot, cells or [(snapshot.step, Cursor())], worksheet=worksheet))
    encoding = sys.stdout.encoding or "ascii"
    print("\n".join(printable(line, encoding) for line in lines), flush=True)
    return 0


def require_computed(experiment: Experiment, position: Position, names: Sequence[str]) -> None:
    """Raise ValueError if one of the variables has not been assigned at a position."""
    if position.iteration > 0:
        return
    snapshot, script = _snapshot(experiment, position), experiment.script
    for name in names:
        if snapshot.value(name) is None:
            step, steps = script.step(name).number, len(script.steps)
            raise ValueError(
                f"{name} is not computed yet at {position.text(script)}: "
                f"it comes in step {step} of {steps}"
            )


def _snapshot(experiment: Experiment, position: Position) -> Snapshot:
    timeline = Timeline(experiment)
    with Progress(sys.stderr, max(1, position.iteration), BAR_SECONDS) as progress:
        for start, errors in slices(timeline, position.iteration):
            progress.show(start + len(errors))
    timeline.stand_at(position.step)
    return timeline.snapshot()


def printable(text: str, encoding: str) -> str:
    """Return a text in characters that an encoding has, or in ASCII if it lacks some."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(IN_ASCII).encode("ascii", "replace").decode("ascii")
    return text


def document(
    snapshot: Snapshot, cells: Sequence[tuple[str, Cursor]], *, worksheet: bool
) -> Iterator[str]:
    """Yield the lines of a handout, or of a worksheet with its key."""
    if worksheet:
        lines, key = sheet(snapshot, cells)
        yield from (*lines, "", "Answers", *key)
    else:
        yield from _body(snapshot, cells, Answers(blank=False))


def sheet(snapshot: Snapshot, cells: Sequence[tuple[str, Cursor]]) -> tuple[list[str], list[str]]:
    """Return the lines of a worksheet, and those of its key."""
    asked = _results(snapshot, [name for name, _ in cells])
    answers = Answers(blank=True, asked=asked)
    return list(_body(snapshot, cells, answers)), answers.key


def _body(
    snapshot: Snapshot, cells: Sequence[tuple[str, Cursor]], answers: Answers
) -> Iterator[str]:
    yield from _heading(snapshot)
    if answers.blank:
        yield "Fill in the blanks, with signs. Each blank shows how many digits to write."
    for variable in dict.fromkeys(name for name, _ in cells):
        yield from _matrices(snapshot, variable, answers)
    told = [(name, explain(snapshot, name, cursor)) for name, cursor in cells]
    for name, explanation in told:
        yield ""
        yield from _calculation(explanation, answers, _unknown(snapshot, name, answers))
    yield from drawings(told, blank=answers.blank)


def _results(snapshot: Snapshot, names: Sequence[str]) -> dict[str, Array]:
    """Return the values of those variables that a step has computed."""
    known = [name for name in names if name in snapshot.experiment.script.names]
    values = {name: snapshot.value(name) for name in known}
    return {name: value.array for name, value in values.items() if value and value.origin}


def _unknown(snapshot: Snapshot, name: str, answers: Answers) -> set[str]:
    """Return the operands of a variable's last assignment that are to be worked out too."""
    value, script = snapshot.value(name), snapshot.experiment.script
    if value is None or value.origin is None or name not in script.names:
        return set()
    return {
        operand
        for operand in script.step(name).operands
        if operand not in ("alpha", name)
        and answers.ask_for(operand, value.origin.operand(operand, name))
    }


def _heading(snapshot: Snapshot) -> Iterator[str]:
    script, position = snapshot.experiment.script, snapshot.position
    step = script.steps[position.step - 1]
    yield summary(snapshot.experiment)
    yield (
        f"iteration {position.iteration}, step {step.number} of {len(script.steps)}, "
        f"{step.way}: {step.source}"
    )


def _matrices(snapshot: Snapshot, name: str, answers: Answers) -> Iterator[str]:
    """Yield the operands and the result of a variable's last assignment."""
    value, script = snapshot.value(name), snapshot.experiment.script
    if value is None:
        return
    if value.origin is None or name not in script.names:
        yield ""
        yield from _matrix(name, printed(value.array))
        return
    origin, step = value.origin, script.step(name)
    if origin.number != snapshot.position.iteration or name != snapshot.step:
        yield ""
        yield f"{name} was last computed in iteration {origin.number}: {step.source}"
    unknown = _unknown(snapshot, name, answers)
    read = _read(snapshot, name, answers)
    for operand in step.operands:
        if operand == "alpha":
            continue
        before = " before" if operand == name else ""
        yield ""
        heading, *rows = _matrix(f"{operand}{before}", read[operand])
        if operand in unknown:
            heading, rows = f"{heading}: use your own results", [blank_row(row) for row in rows]
        yield from (heading, *rows)
    after = " after" if name in step.operands else ""
    texts, follows = printed_result(snapshot.experiment, step, origin, read)
    yield ""
    yield from answers.matrix(*_matrix(f"{name}{after}", texts))
    if not follows:
        yield "  note: the last digits may differ from what the numbers above give"


def _read(snapshot: Snapshot, name: str, answers: Answers) -> dict[str, Texts]:
    """Return the operands of a variable's last assignment as they are printed, or worked out."""
    value, script = snapshot.value(name), snapshot.experiment.script
    if value is None or value.origin is None:
        return {}
    unknown, read = _unknown(snapshot, name, answers), {}
    for operand in script.step(name).operands:
        own = snapshot.value(operand) if operand in unknown else None
        if own is not None and own.origin is not None:
            before = _read(snapshot, operand, answers)
            step = script.step(operand)
            read[operand], _ = printed_result(snapshot.experiment, step, own.origin, before)
        elif operand != "alpha":
            read[operand] = printed(value.origin.operand(operand, name))
    return read


def _matrix(title: str, texts: Texts) -> list[str]:
    """Return a matrix, a line for each row; a wide one in blocks of columns."""
    rows, columns = len(texts), len(texts[0])
    width = max(len(text) for row in texts for text in row)
    count = (WIDTH - len(f"  [{rows - 1}]")) // (width + 2)
    if count < columns:
        count = max(1, (WIDTH - len(f"  [{rows - 1},{columns}:{columns}]")) // (width + 2))
    lines = [f"{title} ({rows}×{columns})"]
    for first in range(0, columns, count):
        last = min(columns, first + count)
        for at, row in enumerate(texts):
            part = "".join(f"  {text.rjust(width)}" for text in row[first:last])
            place = f"[{at}]" if count >= columns else f"[{at},{first}:{last}]"
            lines.append(f"  {place}{part}")
    return lines


def _calculation(
    explanation: Explanation, answers: Answers, unknown: Container[str]
) -> Iterator[str]:
    """Yield one cell's arithmetic, its decimal points aligned, with blanks for unknown operands."""
    about, *lines = without_numbers_of(unknown, explanation.lines)
    yield f"{explanation.cell}: {about.text}"
    yield from arithmetic(lines, answers)


def arithmetic(lines: Sequence[Line], answers: Answers) -> Iterator[str]:
    """Yield the lines of an explanation, their decimal points aligned."""
    numbered = [line for line in lines if line.value]
    label = max((len(line.text) for line in numbered), default=0)
    points = [_point(line.value) for line in numbered]
    for line in lines:
        if line.kind == "note":
            yield from _note(line, answers)
        elif not line.value:
            yield f"  {line.text}"
        else:
            shift = max(points) - _point(line.value)
            number = line.value if line.given else answers.number(line.value)
            if number != line.value:
                shift += len(line.value) - len(line.value.lstrip("+-"))
            yield f"  {line.text.ljust(label)}   {' ' * shift}{number}"


def _note(line: Line, answers: Answers) -> Iterator[str]:
    """Yield a note, or add it to the key if it gives a result away."""
    if answers.blank and line.text.startswith("Error: "):
        answers.key.append(line.text)
    else:
        yield from textwrap.wrap(
            line.text, WIDTH, initial_indent="  note: ", subsequent_indent="    "
        )


def _point(number: str) -> int:
    return len(number.partition(".")[0].partition("e")[0])
