"""`N` and `B` in a loop inside the loop go from round to round, and change no number."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.random_loops import LOOP, PROLOGUE, UPDATE, nests
from tinynet_tui.engine.engine import Frame, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.values import Value
from tinynet_tui.worker.scripts.position import Target
from tinynet_tui.worker.scripts.script import Script

NESTED = """\
    a = 0
    for k in range(3):
        a += 1  # a round
        for m in range(k):
            a += 10  # a round
            if m == 1:
                continue
            w += 0.1
        a += 100
    while a > 100:
        a -= 100  # a round
        if a < 250:
            break
        w *= 0.5
    else:
        w += 1
"""


@contextmanager
def opened(text: str) -> Iterator[Script]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.py"
        path.write_text(text)
        script = Script(path, Choice(), lambda: False)
        try:
            script.enter()
            yield script
        finally:
            script.close()


class Inner(NamedTuple):
    """A loop inside the loop."""

    line: int
    first: int
    """The line with which its rounds begin."""
    end: int
    """The last line of its body."""


def inner_loops(text: str) -> list[Inner]:
    """Return the loops inside the loop as the text's indentation shows them."""
    lines = ["", *text.split("\n")]

    def indent(line: str) -> int:
        return len(line) - len(line.lstrip())

    found = []
    for number, line in enumerate(lines):
        if re.match(r" +(for|while) ", line):
            end = number + 1
            while lines[end] and indent(lines[end]) > indent(line):
                end += 1
            found.append(Inner(number, number + 1, end - 1))
    return found


def straight(script: Script, iterations: int) -> dict[Where, Frame]:
    """Return the Frames of all steps of some iterations, by running line after line."""
    found: dict[Where, Frame] = {}
    for iteration in range(iterations):
        frame = script.stand(iteration)
        for step in range(1, frame.where.step + 1):
            found[Where(iteration, step)] = script.stand(iteration, step)
    return found


class Walk:
    """Says where `N` and `B` are to lead, from the order of the lines alone."""

    def __init__(self, script: Script, text: str, iterations: int) -> None:
        self.script = script
        self.frames = straight(script, iterations)
        self.order = [*self.frames]
        steps = script.plan.steps
        self.lines = [steps[one.line].line for one in self.frames.values() if one.line is not None]
        self.loops = inner_loops(text)

    def around(self, at: int) -> Inner | None:
        """Return the innermost loop around the step at a place in the order."""
        within = [one for one in self.loops if one.first <= self.lines[at] <= one.end]
        return within[-1] if within else None

    def on(self, at: int, loop: Inner) -> int:
        at += 1
        while self.lines[at] != loop.first and loop.first <= self.lines[at] <= loop.end:
            at += 1
        return at

    def back(self, at: int, loop: Inner) -> int:
        at -= 1
        if loop.first <= self.lines[at] <= loop.end:
            while self.lines[at] != loop.first:
                at -= 1
        return at

    def check(self, at: int, *, back: bool) -> int:
        """Go a round on or back from a place; return the place to which that leads."""
        loop = self.around(at)
        line = self.script.plan.inner_loop(self.frames[self.order[at]].line)
        assert line == (loop.line if loop else None)
        if loop is None:
            return max(1, at - 1) if back else at + 1
        wanted = self.back(at, loop) if back else self.on(at, loop)
        found = self.script.round(Target(*self.order[at], inner_loop=line, back=back))
        assert found is not None
        assert (found.iteration, found.step) == self.order[wanted]
        frame = self.script.at(found)
        assert frame is not None
        assert same(frame, self.frames[self.order[wanted]])
        return wanted


def same(one: Frame, other: Frame) -> bool:
    """True when two Frames hold the same bits."""
    told = (one.where, one.line, one.printed, one.error, one.rounds)
    return told == (other.where, other.line, other.printed, other.error, other.rounds) and (
        {name: bits(value) for name, value in one.values.items()}
        == {name: bits(value) for name, value in other.values.items()}
    )


def bits(value: Value) -> object:
    data = None if value.array is None else value.array.tobytes()
    return value.kind, value.text, value.shape, value.digest, data, [*map(bits, value.parts)]


def test_all_rounds_of_nested_loops_both_ways() -> None:
    text = PROLOGUE + LOOP.format(4) + NESTED + UPDATE
    with opened(text) as script:
        walk = Walk(script, text, 4)
        last = walk.order.index(Where(3, 1))
        for at in range(last):
            walk.check(at, back=False)
        for at in range(last, 0, -1):
            walk.check(at, back=True)


@pytest.mark.slow
@settings(max_examples=25)
@given(body=nests(), starts=st.lists(st.integers(0, 1000), min_size=2, max_size=6))
def test_rounds_of_random_loops_both_ways(body: str, starts: list[int]) -> None:
    text = PROLOGUE + LOOP.format(8) + body + "    w = w + 0\n"
    with opened(text) as script:
        walk = Walk(script, text, 8)
        last = walk.order.index(Where(7, 1))
        for start in starts:
            at = start % last
            for back in (False, False, True, False, True, True):
                if 1 < at < last:
                    at = walk.check(at, back=back)
