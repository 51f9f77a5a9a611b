"""One of two scripts that are compared: its values at any step, and what each step has written."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tinynet_tui.engine.engine import Frame, Raised, Stopped
from tinynet_tui.engine.hooks import Line
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.source import read as parsed
from tinynet_tui.worker.scripts.plan import ScriptPlan
from tinynet_tui.worker.scripts.script import BLOCK, Script

from .leaves import Leaf, leaves

MOST_STEPS = 2000
"""Of an iteration with more steps, only so many are compared line by line."""


@dataclass(frozen=True, eq=False)
class Event:
    """A number or an array that a step of an iteration has written."""

    step: int
    """The step's number in the iteration, from 1."""
    number: int
    """The number of the step's statement."""
    leaf: Leaf
    targets: frozenset[str]
    """All that the same array is called."""
    sources: Mapping[str, int | None]
    """What the step has read: who has written that in this iteration, if anything has."""


@dataclass
class Trace:
    """One iteration of a script, step by step."""

    iteration: int
    before: dict[str, Leaf]
    """What it began with."""
    events: list[Event] = field(default_factory=list)
    run: set[int] = field(default_factory=set)
    """The statements that were run."""
    raised: Raised | None = None

    def readers(self) -> list[list[int]]:
        """Return for each event which ones have read what it has written."""
        found: list[list[int]] = [[] for _ in self.events]
        for at, event in enumerate(self.events):
            for source in event.sources.values():
                if source is not None:
                    found[source].append(at)
        return found


class Side:
    """A script that is compared with another; Refusal if it cannot be opened."""

    def __init__(
        self,
        path: Path,
        choice: Choice,
        label: str,
        interrupted: Callable[[], bool],
        data: bytes | None = None,
    ) -> None:
        """`data` is run in place of what is in the file."""
        self.path, self.choice, self.label = path, choice, label
        earlier = None if data is None else (data, None)
        self.script = Script(path, choice, interrupted, earlier)
        self._interrupted = interrupted

    @property
    def plan(self) -> ScriptPlan:
        return self.script.plan

    @property
    def raised(self) -> Raised | None:
        return self.script.raised

    def text(self, step: Line) -> str:
        """Return the line of a step."""
        return self.script.lines[step.line - 1].strip()

    @cached_property
    def tree(self) -> ast.Module:
        return parsed(self.script.name, self.script.data).tree

    def line_of(self, name: str) -> int | None:
        """Return the last line outside the loop that gives a variable its value."""
        loop = next(
            (one for one in ast.walk(self.tree) if getattr(one, "lineno", 0) == self.plan.loop),
            None,
        )
        inside = {id(node) for node in ast.walk(loop)} if loop is not None else set()
        lines = [
            node.lineno
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Assign | ast.AnnAssign)
            and id(node) not in inside
            and any(
                ast.unparse(part) == name
                for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                for part in (target.elts if isinstance(target, ast.Tuple) else [target])
            )
        ]
        return max(lines, default=None)

    def close(self) -> None:
        self.script.close()

    def enter(self) -> None:
        self.script.enter()

    def start(self) -> dict[str, Leaf]:
        """Return what the loop begins with."""
        return leaves(self.script.stand(0, 0).values)

    def end(self, iteration: int) -> dict[str, Leaf] | None:
        """Return what is there after an iteration; None if the loop ends before it."""
        frame = self._last(iteration)
        return None if frame is None else leaves(frame.values)

    def _last(self, iteration: int) -> Frame | None:
        with suppress(Stopped):
            frame = self.script.stand(iteration)
            self._check()
            if frame.where.iteration == iteration:
                return frame
        if self.script.length is None:
            raise Refusal("it stops before its loop has ended")
        return None

    def _check(self) -> None:
        if self._interrupted():
            raise Interrupted

    @property
    def length(self) -> int | None:
        """How many iterations it has, where that is known."""
        return self.script.length

    def trace(self, iteration: int) -> Trace:
        """Return what each step of an iteration has written."""
        begin = self.start() if not iteration else self.end(iteration - 1) or {}
        found = Trace(iteration, begin)
        last = self._last(iteration)
        if last is None:
            return found
        with suppress(Stopped):  # in a function, an exception is known when it leaves it
            self.script.stand(iteration + 1, 0)
        found.raised = self.raised if self.length == iteration + 1 else None
        at: dict[str, Leaf] = dict(begin)
        writer: dict[str, int] = {}
        steps = min(last.where.step, MOST_STEPS)
        for step in range(1, steps + 1):
            if step % BLOCK == 1:
                self.script.stand(iteration, min(steps, step + BLOCK - 1))
            frame = self.script.stand(iteration, step)
            self._check()
            if frame.line is not None:
                found.run.add(frame.line)
                at = self._take(found, frame, at, writer)
        return found

    def _take(
        self, trace: Trace, frame: Frame, before: dict[str, Leaf], writer: dict[str, int]
    ) -> dict[str, Leaf]:
        """Note what a step has written; return what there is after it."""
        assert frame.line is not None
        line, now = self.plan.steps[frame.line], leaves(frame.values)
        sources = {
            target: writer.get(target) for target, leaf in before.items() if leaf.name in line.reads
        }
        changed = [
            leaf
            for target, leaf in now.items()
            if target not in before or not leaf.is_as(before[target])
        ]
        mine = [leaf for leaf in changed if leaf.name in line.writes]
        mine += [
            leaf
            for leaf in now.values()
            if leaf.name in line.writes and leaf.target == leaf.name and leaf not in mine
        ]
        if not mine:
            mine = [leaf for leaf in changed if leaf.shape]
        for leaf in mine:
            also = {one.target for one in changed if one not in mine and one.is_as(leaf)}
            targets = frozenset({leaf.target, *also})
            writer.update(dict.fromkeys(targets, len(trace.events)))
            trace.events.append(Event(frame.where.step, frame.line, leaf, targets, sources))
        return now


class Interrupted(Exception):
    """Nobody waits for the result any more."""
