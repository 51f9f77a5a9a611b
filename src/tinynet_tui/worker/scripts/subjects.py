"""The number of a script that is explained: one that is named, or the first of a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tinynet_tui.engine.engine import Frame, Trail
from tinynet_tui.engine.hooks import Line
from tinynet_tui.explain.rules.lookup import Explained, Subject, explained

from .numbers import arrays, example_of, find
from .script import Script


def named(text: str, frame: Frame, others: Iterable[str] = ()) -> Subject:
    """Return the cell that a name stands for; ValueError if it names none.

    The script has `others` with these names, too, but they have no value yet.
    """
    value, cell = find(frame.values, text, others)
    label = text[: text.rindex("[")] if cell else text
    if value.array is None or len(cell) != len(value.shape):
        example = example_of(value) if value.kind == "array" else ""
        raise ValueError(f"{text} is no number" + (f"; {text}{example} is one" if example else ""))
    names = [name for name in frame.values if label.startswith(name)]
    return Subject(max(names, key=len), label, cell)


def first(frame: Frame, step: Line) -> Iterator[Subject]:
    """Yield the first cell of the first array that a step has written."""
    written = {name: frame.values[name] for name in step.writes if name in frame.values}
    for name, label, value in arrays(written):
        yield Subject(name, label, (0,) * len(value.shape))
        return
    for name, value in written.items():
        if value.kind == "number":
            yield Subject(name, name, ())
            return


def explanation(script: Script, trail: Trail, subject: Subject) -> Explained:
    """Return how a number was computed, by the last step that changed it."""
    writers = script.plan.writers.get(subject.name, ())
    return explained(trail, writers, (str(script.path), script.data, script.choice), subject)
