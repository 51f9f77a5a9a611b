"""An iteration of a script as it is recorded: which variable held what after which step."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import numpy as np

from .begin import begin, labels
from .found import RATE
from .named_losses import HINT, kinds_of
from .tape import ASIDE, GONE, Array, Node, is_whole, places, plain
from .traced import Traced
from .wrapping import node_of

MOST_UPDATES = 6
"""Of the updates of a weight in an iteration, so many are looked at."""
ENOUGH = 3_000
"""An iteration of more operations is long: so many are looked at, at least."""
ROUNDS = 2
"""So many rounds of a loop inside it, at least."""


@dataclass(frozen=True)
class Version:
    """What a variable held."""

    step: int
    """After which step of the iteration; 0 for its beginning."""
    node: Node
    """The node of the memory it was in."""
    at: Array | None
    """The places in that memory; None for all."""
    shape: tuple[int, ...]
    is_whole_number: bool = False
    is_edited: bool = False
    """True when it was changed by an edit, and not by the script."""

    def part(self, whole: Array) -> Array:
        """Return the variable's part of something that belongs to its memory."""
        return whole if self.at is None else whole.reshape(-1)[self.at]

    @property
    def value(self) -> Array:
        return self.part(self.node.value)

    @property
    def since(self) -> int:
        """The number of the node after which its update begins; -1 for the iteration's first."""
        return self.node.index if self.node.name != "leaf" else -1


@dataclass
class Recording:
    """Takes down an iteration while it is run."""

    frame: FrameType
    file: str
    variables: tuple[str, ...]
    written: set[str]
    tree: ast.AST
    spans: Sequence[tuple[int, int]] = ()
    """The first and the last line of each statement, by its number."""
    loss: str | None = None
    """An expression that is the loss."""
    versions: dict[str, list[Version]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    """The number of the statement of each step."""
    losses: list[Node] = field(default_factory=list)
    trouble: str = ""
    first: int = 0
    """How many steps the first iteration has, where two are recorded; else 0."""
    whole: list[str] = field(default_factory=list)
    """The variables that the loop writes and that are whole numbers at first."""
    rates: dict[str, float] = field(default_factory=dict)
    """The numbers that the loop writes under the name of a learning rate."""
    others: bool = False
    """True when the loop writes something else than arrays and whole numbers."""
    is_short: bool = False
    """True when only the beginning of the iteration is kept, since it is too long."""

    def __post_init__(self) -> None:
        values = {**self.frame.f_globals, **self.frame.f_locals}
        self.whole = [name for name in self.written if type(values.get(name)) is int]
        self.tape = begin(self.frame, self.file, self.written, _constants(self.tree))
        self.kinds = kinds_of(self.loss, values)
        if self.kinds:
            self.loss = None
        self._code = compile(self.loss, "--loss", "eval") if self.loss else None
        self.parts, self._aside = _parts(self.tree), list[Node]()
        self._note(self.frame)
        self.tape.step = 1

    def step(self, number: int, frame: FrameType) -> None:
        """A step has been run."""
        self.lines.append(number)
        if self._code is not None:
            try:
                found: Any = eval(self._code, frame.f_globals, frame.f_locals)
                size = np.size(found)
                if isinstance(found, Traced) and size == 1:
                    self.losses.append(node_of(found.reshape(()) if found.ndim else found))
                trouble = "--loss does not depend on any array"
                if size != 1:
                    shape, one = _shape(np.shape(found)), f"np.sum({self.loss})"
                    trouble = f"--loss has shape {shape}: it must be one number, such as {one}"
                self.trouble = "" if self.losses else trouble
            except NameError as error:
                self.trouble = self.trouble or f"--loss: {error}; {HINT}"
            except Exception as error:
                self.trouble = self.trouble or f"--loss: {error}"
        self._note(frame)
        self._set_aside(number)
        self.tape.step += 1
        for name in self.written:
            value = frame.f_locals.get(name, frame.f_globals.get(name, 0))
            if "." in name or not isinstance(value, np.ndarray | np.generic | int):
                self.others = True
            if RATE.search(name) and isinstance(value, np.ndarray | float) and np.size(value) == 1:
                self.rates[name] = float(np.ravel(plain(np.asarray(value)))[0])

    def _set_aside(self, number: int) -> None:
        """Pass over what the trainer itself has computed in a step to know the error.

        It computes the expression of another statement, perhaps of an output that is not the
        last layer's. Only the last one of each line may be a loss.
        """
        nodes = self.tape.nodes
        end = next(
            (at for at in range(len(nodes), 0, -1) if nodes[at - 1].step < self.tape.step), 0
        )
        own = self.spans[number] if number < len(self.spans) else (0, 0)
        others = {one for first, last in self.spans for one in range(first, last + 1)}
        others -= {*range(own[0], own[1] + 1)}
        aside = [one for one in nodes[end:] if one.line in others and one.parents]
        for old in self._aside:
            if any(old.line == one.line for one in aside):
                old.name = GONE
        for one in aside:
            one.name = ASIDE
        self._aside += aside

    def shorten(self, *, is_whole: bool = True) -> bool:
        """Keep the first rounds of a loop inside a long iteration; False if it has no such loop.

        Of a recording of the `whole` iteration, all is kept that is looked at of each weight.
        """
        counts, end, last = Counter[int](), 0, 0
        steps = [node.step for node in self.tape.nodes]
        for end, number in enumerate(self.lines):
            counts[number] += 1
            last = bisect_right(steps, end)  # what was computed in the `end` steps before this one
            if (
                last >= ENOUGH
                and counts[number] > ROUNDS
                and not self._has_more(end, MOST_UPDATES if is_whole else ROUNDS)
            ):
                break
        else:
            return False
        del self.tape.nodes[last:], self.lines[end:]
        for label, versions in [*self.versions.items()]:
            kept = [one for one in versions if one.step <= end]
            if kept:
                self.versions[label] = kept
            else:
                del self.versions[label]
        self.losses = [one for one in self.losses if one.index < last]
        self.first, self.is_short = 0, not is_whole
        return True

    def _has_more(self, end: int, most: int) -> bool:
        """True if one of the first updates of an array comes after so many steps."""
        return any(
            one.step > end
            for versions in self.versions.values()
            for one in versions[: most + 1]
            if versions[0].step == 0
        )

    @property
    def enlarged(self) -> str:
        """Where a difference is larger than both that it is of: mostly a shape is wrong there."""
        for node in self.tape.nodes:
            sizes = [one.value.size for one in node.parents]
            if node.name == "subtract" and 1 < max(sizes) < node.value.size:
                one, other = (_shape(each.value.shape) for each in node.parents)
                return f"line {node.line}: {one} - {other} → {_shape(node.value.shape)}"
        return ""

    def edited(self, frame: FrameType) -> None:
        """Numbers were changed after the last step."""
        self._note(frame, edited=True)

    def _eldest(self) -> tuple[str, ...]:
        """Return the variables, those first that held an array before others."""
        since = {label: versions[0].step for label, versions in self.versions.items()}
        return tuple(sorted(self.variables, key=lambda one: since.get(one, len(self.lines))))

    def _note(self, frame: FrameType, *, edited: bool = False) -> None:
        names = labels(frame, self._eldest(), self.parts, self.file)
        for label, array in names.items():
            storage = self.tape.storage(array)
            versions = self.versions.setdefault(label, [])
            if versions and versions[-1].shape == array.shape:
                last = versions[-1]
                if last.node is storage.node or (
                    last.at is not None and np.array_equal(last.value, plain(array))
                ):
                    continue  # it is a part of what has changed elsewhere
            at = None if is_whole(array, storage.owner) else places(array, storage.owner)
            whole = plain(array).dtype.kind in "biu"
            step = len(self.lines)
            versions.append(Version(step, storage.node, at, np.shape(array), whole, edited))


def _shape(shape: tuple[int, ...]) -> str:
    return f"({shape[0]},)" if len(shape) == 1 else f"({'×'.join(map(str, shape))})"


def _parts(tree: ast.AST) -> frozenset[str]:
    """Return the names that a `for` gives to one part of something after the other."""
    targets = [one.target for one in ast.walk(tree) if isinstance(one, ast.For)]
    names = [one for target in targets for one in ast.walk(target)]
    return frozenset(one.id for one in names if isinstance(one, ast.Name))


def _constants(tree: ast.AST) -> dict[int, frozenset[float]]:
    """Return the numbers that stand in each line."""
    found: dict[int, set[float]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            found.setdefault(node.lineno, set()).add(abs(float(node.value)))
    return {line: frozenset(numbers) for line, numbers in found.items()}
