"""Every script in tests/scripts: its numbers at random cells, explained, and worked out again."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import numpy as np
import pytest

from helpers.manners import Manner, opened, table
from helpers.script_calculator import definitions, misses
from tinynet_tui.collection.collection import COLLECTION
from tinynet_tui.engine.engine import Frame, Stopped
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.source import read
from tinynet_tui.engine.values import Value
from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.rules import lookup
from tinynet_tui.explain.rules.lookup import Subject, explained
from tinynet_tui.lab.lab import LAB

QUICK = {
    "adam",
    "lab/sixteen",
    "biases_flat",
    "biases_single",
    "class_train_think",
    "dropout",
    "eleven_lines",
    "momentum_params",
    "rnn_reversed",
    "softmax",
    "targets_1d",
}
OURS = [Manner(f"lab/{one.name}", one.path) for one in LAB]
OURS += [Manner(f"collection/{one.name}", one.path) for one in COLLECTION]
CASES = [
    pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name not in QUICK))
    for one in (*table("scripts").values(), *table("mistakes").values(), *OURS)
]
ITERATIONS = (0, 1, 4)
MOST_STEPS = 30


def arrays(label: str, value: Value) -> Iterator[tuple[str, Value]]:
    if value.array is not None and value.array.dtype.kind in "biuf" and 0 not in value.shape:
        yield label, value
    for at, part in enumerate(value.parts):
        yield from arrays(label + value.key(at), part)


def explanations(manner: Manner) -> Iterator[tuple[Subject, Value, Explanation, dict[str, Frame]]]:
    """Explain a random cell of everything that each of some steps has written."""
    draw = random.Random(manner.name)
    with opened(manner) as engine:
        steps = engine.plan["steps"]
        script = (str(manner.path), manner.data, Choice())
        for iteration in ITERATIONS:
            try:
                if not engine.run_to(iteration):
                    return
                before = engine.stand(iteration, 0)
                for step in range(1, MOST_STEPS):
                    frame = engine.stand(iteration, step)
                    if frame.where != (iteration, step):
                        break
                    assert frame.line is not None
                    for name in steps[frame.line]["writes"]:
                        for label, value in arrays(name, frame.values.get(name, Value("", ""))):
                            assert value.array is not None
                            sizes = value.array.shape
                            cell = tuple(draw.randrange(size) for size in sizes)
                            if len(cell) != len(value.shape):
                                continue
                            subject = Subject(name, label, cell)
                            trail = (frame, before)
                            found = explained(trail, (frame.line,), script, subject)
                            told = found.lines(draw.choice([None, 3, 8]))
                            if told is not None:
                                yield subject, value, told, {"before": before, "after": frame}
                    before = frame
            except Stopped:
                return


def close(shown: str, value: float) -> bool:
    """True when a printed number is the value to half a unit of its last digit."""
    digits, _, power = shown.partition("e")
    unit = 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))
    if not np.isfinite(value):
        return not np.isfinite(float(shown))
    return abs(float(shown) - value) <= 0.5 * unit * (1 + 1e-6) + 1e-12 * abs(value)


@pytest.mark.parametrize("manner", CASES)
def test_numbers_come_out_as_printed(manner: Manner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "FAILURES", ())
    source = read(str(manner.path), manner.data)
    text = source.text if source.python == 3 else ""
    space = definitions(text) if text else {}
    rough = count = 0
    for subject, value, told, frames in explanations(manner):
        assert value.array is not None
        (result,) = (line for line in told.lines if line.kind == "result")
        outcome = float(value.array[subject.cell])
        assert close(result.value, outcome), (subject, told)
        assert subject.label.rpartition(".")[2] in result.text
        count, rough = count + 1, rough + ("≈" in result.text)
        if "≈" not in result.text:
            wrong = misses(told.lines, space)
            assert not wrong, (subject, wrong, [(line.text, line.value) for line in told.lines])
        for line in told.lines:
            if line.given and (named := re.search(r"(\w[\w.\[\]']*)\[([\d,]+)\]", line.text)):
                if " of " in line.text:
                    continue
                real = known(named[1], named[2], frames)
                if real is not None:
                    assert any(close(line.value, one) for one in real), (subject, line)
    assert rough <= max(2, count // 5)


def known(name: str, cell: str, frames: dict[str, Frame]) -> list[float] | None:
    """The numbers that a name stood for before and after a step; None if it is a local one."""
    index, found = tuple(map(int, cell.split(","))), list[float]()
    everything = [
        (label, value)
        for frame in frames.values()
        for variable, whole in frame.values.items()
        for label, value in arrays(variable, whole)
    ]
    called = {label for label, _ in everything if name in (label, label.rpartition(".")[2])}
    called |= {value.same for label, value in everything if label in called and value.same}
    for label, value in everything:
        assert value.array is not None
        sizes = value.array.shape
        inside = len(index) == len(sizes) and all(map(int.__lt__, index, sizes))
        if label in called and inside:
            found.append(float(value.array[index]))
    return found or None
