"""A script's forward statements, run with other inputs than its own, in a fork of its process.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from contextlib import suppress
from time import perf_counter
from types import FrameType
from typing import Any

from numpy import abs as absolute
from numpy import array_equal, asarray, concatenate, float64, full, matrix, nan, tile

from .forward import Way
from .link import Header
from .python_2 import divide_as_before

BUDGET = 0.35
"""The seconds that a grid of inputs may take; with more, neighbours share an output."""
MANY, SOON = 512, 0.02
"""How many rows are tried to learn how long one takes, if a few take no longer than that."""
MOST_COLUMNS = 4096
"""The most inputs of an example."""
MOST_CELLS = 1 << 16
"""The most numbers of the examples that are told."""
EXTRA = 3
"""As many rows more than there are examples must come back from statements that take any number."""
NONE = full((0, 0), nan)
NOT_SHOWN = "the loop's lines do not show how a given array leads to an output"
RANDOM = "the output depends on random numbers"


class No(Exception):
    """There is no answer, for a reason."""


class Outputs:
    """The forward statements of a script, ready to be run with other inputs."""

    def __init__(self, frame: FrameType, way: Way, divides: bool) -> None:
        self._local = frame.f_locals
        self._shared = frame.f_globals
        self._is_module = self._local is self._shared
        self._file = frame.f_code.co_filename
        self._code = []
        self._divides, self._owner = divides, ""
        for level in way.levels:
            bindings = [(name, self._compiled(value)) for name, value in level.bindings]
            self._owner = level.owner
            self._code.append((bindings, self._compiled_all(level.statements)))
        self._output = self._compiled(way.output)
        self.output = ast.unparse(way.output)
        self._takes_all = True
        """False when the statements do not take all examples at once."""
        self._choose(way)

    def _compiled(self, node: ast.expr) -> Any:
        tree = self._own(ast.parse(ast.unparse(node)))
        return compile(ast.Expression(tree.body[0].value), self._file, "eval", dont_inherit=True)

    def _compiled_all(self, statements: Sequence[ast.stmt]) -> Any:
        texts = [ast.unparse(ast.fix_missing_locations(one)) for one in statements]
        tree = self._own(ast.parse("\n".join(texts)))
        return compile(tree, self._file, "exec", dont_inherit=True)

    def _own(self, tree: Any) -> Any:
        """Make a piece of the script mean what it means where it stands."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and self._owner:
                hidden = node.attr.startswith("__") and not node.attr.endswith("__")
                node.attr = f"_{self._owner.lstrip('_')}{node.attr}" if hidden else node.attr
        if self._divides:
            divide_as_before(tree)
        return ast.fix_missing_locations(tree)

    # The given arrays.

    def _value(self, name: str) -> Any:
        first, *members = name.split(".")
        value = self._local.get(first, self._shared.get(first))
        for member in members:
            value = getattr(value, member, None)
        return value

    def _put(self, name: str, value: object) -> None:
        first, _, member = name.rpartition(".")
        if first:
            setattr(self._value(first), member, value)
        elif name in self._local and not self._is_module:
            self._local = {**self._local, name: value}
        else:
            self._shared[name] = value

    def _choose(self, way: Way) -> None:
        """Find the array that is the input, and that of the targets."""
        ordered = sorted(way.sources, key=lambda one: one in way.targets)
        reason = NOT_SHOWN
        for source in ordered:
            for goal in sorted(way.targets, key=lambda one: one == source):
                try:
                    self._take(source, goal, needs_rows=bool({source, goal} & way.drawn))
                except No as no:
                    reason = str(no) if reason == NOT_SHOWN else reason
                else:
                    return
        raise No(reason)

    def _take(self, source: str, goal: str, *, needs_rows: bool) -> None:
        X, y = self._value(source), self._value(goal)
        self._is_list = isinstance(X, list | tuple)
        try:
            inputs, targets = asarray(X), asarray(y)
        except Exception:
            raise No(NOT_SHOWN) from None
        if inputs.dtype.kind not in "biuf" or targets.dtype.kind not in "biuf":
            raise No(NOT_SHOWN)
        if not inputs.ndim or not targets.ndim or min(inputs.size, targets.size) < 2:
            raise No(NOT_SHOWN)
        if needs_rows and inputs.ndim < 2:
            raise No(f"{source} is a single example")
        self._upright = inputs.ndim == 3 and inputs.shape[2] == 1
        flat = inputs[:, :, 0] if self._upright else inputs
        targets = targets.reshape(targets.shape[0], -1) if self._upright else targets
        if flat.ndim > 2 or targets.ndim > 2:
            raise No(f"{source if flat.ndim > 2 else goal} has {inputs.ndim} dimensions")
        examples = targets.shape[0]
        self._across = False
        """True when the examples are columns."""
        if flat.shape[0] != examples:
            across = flat.ndim == 2 and flat.shape[1] == targets.shape[-1]
            if not across:
                raise No(f"{source} and {goal} do not have as many examples")
            self._across = True
            flat = flat.T
            targets = targets.T if targets.ndim == 2 else targets
        self._flat_row = flat.ndim == 1
        self.X = asarray(flat.reshape(len(flat), -1), dtype=float64)
        self.y = asarray(targets.reshape(len(targets), -1), dtype=float64)
        if self.X.shape[1] > MOST_COLUMNS:
            raise No(f"{source} has {self.X.shape[1]:,} columns: too many")
        self._given, self._dtype = X, inputs.dtype
        self.source, self.goal = source, goal

    def _like_given(self, rows: Any) -> Any:
        """Return inputs in the form that the script's own have."""
        whole = self._dtype.kind in "biu" and bool((rows == rows.round()).all())
        kind = self._dtype if whole or self._dtype.kind == "f" else float64
        value = asarray(rows, dtype=kind)
        if self._flat_row:
            value = value[:, 0]
        elif self._across:
            value = value.T
        elif self._upright:
            value = value[:, :, None]
        if isinstance(self._given, matrix):
            return matrix(value)
        if self._is_list:
            return type(self._given)(value.tolist())
        return value

    # Running.

    def _run(self, rows: Any) -> Any:
        """Return the output for rows of inputs, as the script makes it."""
        self._put(self.source, self._like_given(rows))
        space: dict[str, Any] = self._shared if self._is_module else self._shared | self._local
        try:
            for bindings, code in self._code:
                if bindings:
                    bound = {name: eval(value, space) for name, value in bindings}
                    space = self._shared | bound
                exec(code, space)
            result = asarray(eval(self._output, space))
        except Exception as error:
            what = " ".join(str(error).split())[:60]
            raise No(f"with other inputs it raises {type(error).__name__}: {what}") from None
        if result.dtype.kind not in "biuf" or result.ndim > 3 or not result.size:
            raise No(f"the output {self.output} is no array of numbers")
        return asarray(result, dtype=float64)

    def _batch(self, rows: Any) -> Any:
        """Return the outputs for rows, all at once; None if the statements take other numbers."""
        result = self._run(rows)
        if self._across and result.ndim == 2:
            result = result.T
        if result.ndim > 2 or not result.ndim or len(result) != len(rows):
            return None
        return result.reshape(len(rows), -1)

    def _single(self, row: Any) -> Any:
        """Return the output for one row, with which all examples are replaced."""
        result = self._run(tile(row, (len(self.X), 1)))
        outputs = self.y.shape[1]
        if self._across and result.ndim == 2 and result.shape[1] == len(self.X):
            return result[:, 0]
        if result.size == outputs or result.ndim < 2:
            return result.ravel()[:outputs]
        return result[0].ravel()

    def answer(self, points: Any, grid: list[int]) -> tuple[Header, bytes]:
        """Return the outputs for points, and for the examples."""
        probe = tile(self.X, (2 + EXTRA // len(self.X), 1))[: len(self.X) + EXTRA]
        found = together = None
        with suppress(No):
            found = self._batch(probe)
            together = found
        if found is None:
            found = self._single(self.X[0])[None]
        begun = perf_counter()
        again = self._batch(probe) if together is not None else self._single(self.X[0])[None]
        if again is None or not array_equal(found, again, equal_nan=True):
            raise No(RANDOM)
        took = perf_counter() - begun
        if together is not None:
            many = max(1, MANY // len(probe)) if took < SOON else 1
            begun = perf_counter()
            self._batch(tile(probe, (many, 1)))
            took = (perf_counter() - begun) / (many * len(probe))
        fits = points.shape[1] == self.X.shape[1]
        wanted = points if fits else points[:0].reshape(0, self.X.shape[1])
        most = max(1, MOST_CELLS // self.X.shape[1])
        examples = self.X[:most]
        if together is not None:
            own = self._batch(self.X)[:most]
        else:
            few = int(BUDGET / 2 / max(took, 1e-6))
            own = full((len(examples), found.shape[1]), nan)
            for at in range(min(len(examples), few)):
                own[at] = self._single(examples[at])
        outputs = self._grid(wanted, grid if fits else [0, 0], took, together is not None)
        if outputs is None:
            outputs = full((0, found.shape[1]), nan)
        return self.told("", outputs, own)

    def error(self) -> float:
        """Return the mean distance between the targets and the outputs for the own inputs."""
        found = self._batch(self.X) if self._takes_all else None
        if found is None:
            self._takes_all = False
            found = asarray([self._single(row) for row in self.X])
        if found.shape != self.y.shape:
            raise No(f"{self.output} and {self.goal} do not have the same shape")
        return float(absolute(self.y - found).mean())

    def told(self, reason: str, outputs: Any = NONE, own: Any = NONE) -> tuple[Header, bytes]:
        """Return what is known of the inputs and targets, and some outputs."""
        most = max(1, MOST_CELLS // self.X.shape[1])
        parts = [outputs, self.X[:most], self.y[:most], own]
        told: Header = {
            "reason": reason,
            "shapes": [list(one.shape) for one in parts],
            "names": [self.source, self.goal, self.output],
            "across": self._across,
        }
        return told, b"".join(asarray(one, dtype=float64).tobytes() for one in parts)

    def _grid(self, points: Any, grid: list[int], took: float, together: bool) -> Any:
        """Return the outputs for a grid of points, row by row; neighbours may share one.

        After those of the grid, there may be a few points more.
        """
        rows, columns = grid
        if not len(points):
            return None
        extra = points[rows * columns :]
        points = points[: rows * columns]
        coarse = 1
        while -(-rows // coarse) * -(-columns // coarse) * took > BUDGET:
            coarse += 1
        kept = points.reshape(rows, columns, points.shape[1])[::coarse, ::coarse]
        flat = kept.reshape(kept.shape[0] * kept.shape[1], points.shape[1])
        every = concatenate([flat, extra])
        found = self._batch(every) if together else asarray([self._single(one) for one in every])
        if found is None:
            raise No(NOT_SHOWN)
        whole = found[: len(flat)].reshape(*kept.shape[:2], found.shape[1])
        whole = whole.repeat(coarse, axis=0).repeat(coarse, axis=1)[:rows, :columns]
        return concatenate([whole.reshape(rows * columns, found.shape[1]), found[len(flat) :]])
