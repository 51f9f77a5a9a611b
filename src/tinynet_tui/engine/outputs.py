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
from numpy import array_equal, asarray, concatenate, float64, full, nan, tile

from .forward import Way
from .given import NOT_SHOWN, choose
from .grid import BUDGET, spread, thinned
from .hidden_layer import NO_PRODUCT, HiddenLayer
from .link import Header
from .python_2 import divide_as_before
from .refusal import No

MANY, SOON = 512, 0.02
"""How many rows are tried to learn how long one takes, if a few take no longer than that."""
MOST_CELLS = 1 << 16
"""The most numbers of the examples that are told."""
EXTRA = 3
"""As many rows more than there are examples must come back from statements that take any number."""
NONE = full((0, 0), nan)
RANDOM = "the output depends on random numbers"


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
        self._hidden: HiddenLayer | None = None
        """Its neurons' outputs are told, too; None if nobody wants them."""
        self.given = choose(way, self._value)

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

    # Running.

    def _run(self, rows: Any) -> Any:
        """Return the output for rows of inputs, as the script makes it."""
        hidden, value = self._hidden, self.given.like(rows)
        self._put(self.given.name, value if hidden is None else hidden.input(value))
        space: dict[str, Any] = self._shared if self._is_module else self._shared | self._local
        try:
            for bindings, code in self._code:
                if bindings:
                    bound = {name: eval(value, space) for name, value in bindings}
                    space = self._shared | bound
                exec(code, space)
            made = eval(self._output, space)
            result = asarray(made)
        except Exception as error:
            what = " ".join(str(error).split())[:60]
            raise No(f"with other inputs it raises {type(error).__name__}: {what}") from None
        if result.dtype.kind not in "biuf" or result.ndim > 3 or not result.size:
            raise No(f"the output {self.output} is no array of numbers")
        if hidden is not None:
            hidden.take(made)
        return asarray(result, dtype=float64)

    def _batch(self, rows: Any) -> Any:
        """Return the outputs for rows, all at once; None if the statements take other numbers."""
        result = self._run(rows)
        if self.given.across and result.ndim == 2:
            result = result.T
        if result.ndim > 2 or not result.ndim or len(result) != len(rows):
            return None
        return result.reshape(len(rows), -1)

    def _single(self, row: Any) -> Any:
        """Return the output for one row, with which all examples are replaced."""
        result = self._run(tile(row, (len(self.given.X), 1)))
        outputs = self.given.y.shape[1]
        if self.given.across and result.ndim == 2 and result.shape[1] == len(self.given.X):
            return result[:, 0]
        if result.size == outputs or result.ndim < 2:
            return result.ravel()[:outputs]
        return result[0].ravel()

    def answer(self, points: Any, grid: list[int], *, hidden: bool = False) -> tuple[Header, bytes]:
        """Return the outputs for points, and for the examples; perhaps the hidden neurons', too."""
        probe = tile(self.given.X, (2 + EXTRA // len(self.given.X), 1))[: len(self.given.X) + EXTRA]
        found = together = None
        with suppress(No):
            found = self._batch(probe)
            together = found
        if found is None:
            found = self._single(self.given.X[0])[None]
        begun = perf_counter()
        again = self._batch(probe) if together is not None else self._single(self.given.X[0])[None]
        if again is None or not array_equal(found, again, equal_nan=True):
            raise No(RANDOM)
        took = perf_counter() - begun
        if together is not None:
            many = max(1, MANY // len(probe)) if took < SOON else 1
            begun = perf_counter()
            self._batch(tile(probe, (many, 1)))
            took = (perf_counter() - begun) / (many * len(probe))
        fits = points.shape[1] == self.given.X.shape[1]
        wanted = points if fits else points[:0].reshape(0, self.given.X.shape[1])
        most = max(1, MOST_CELLS // self.given.X.shape[1])
        examples = self.given.X[:most]
        if together is not None:
            own = self._batch(self.given.X)[:most]
        else:
            few = int(BUDGET / 2 / max(took, 1e-6))
            own = full((len(examples), found.shape[1]), nan)
            for at in range(min(len(examples), few)):
                own[at] = self._single(examples[at])
        why, count, begun = "", found.shape[1], perf_counter()
        if hidden:
            why = self._follow(self.given.X[:1] if together is None else probe, found)
        if together is None:
            took = max(took, perf_counter() - begun)
        outputs = self._grid(wanted, grid if fits else [0, 0], took, together is not None)
        if outputs is None:
            outputs = full((0, count), nan)
        told, data = self.told("", outputs[:, :count], own)
        if self._hidden is not None:
            more = [outputs[:, count:], self._hidden.weights, self._hidden.bias]
            told["shapes"] += [list(one.shape) for one in more]
            data += b"".join(asarray(one, dtype=float64).tobytes() for one in more)
        return {**told, "why": why}, data

    def error(self) -> float:
        """Return the mean distance between the targets and the outputs for the own inputs."""
        found = self._batch(self.given.X) if self._takes_all else None
        if found is None:
            self._takes_all = False
            found = asarray([self._single(row) for row in self.given.X])
        if found.shape != self.given.y.shape:
            raise No(f"{self.output} and {self.given.goal} do not have the same shape")
        return float(absolute(self.given.y - found).mean())

    def told(self, reason: str, outputs: Any = NONE, own: Any = NONE) -> tuple[Header, bytes]:
        """Return what is known of the inputs and targets, and some outputs."""
        most = max(1, MOST_CELLS // self.given.X.shape[1])
        parts = [outputs, self.given.X[:most], self.given.y[:most], own]
        told: Header = {
            "reason": reason,
            "shapes": [list(one.shape) for one in parts],
            "names": [self.given.name, self.given.goal, self.output],
            "across": self.given.across,
        }
        return told, b"".join(asarray(one, dtype=float64).tobytes() for one in parts)

    def _grid(self, points: Any, grid: list[int], took: float, together: bool) -> Any:
        """Return the outputs for a grid of points, row by row; neighbours may share one.

        After those of the grid, there may be a few points more.
        """
        if not len(points):
            return None
        extra = points[grid[0] * grid[1] :]
        numbers = 1 if self._hidden is None else len(self._hidden.weights)
        kept, coarse = thinned(points, grid, took, numbers)
        flat = kept.reshape(kept.shape[0] * kept.shape[1], points.shape[1])
        found = self._columns(concatenate([flat, extra]), together)
        whole = found[: len(flat)].reshape(*kept.shape[:2], found.shape[1])
        return concatenate([spread(whole, grid, coarse), found[len(flat) :]])

    def _columns(self, rows: Any, together: bool) -> Any:
        """Return the outputs for rows, and beside them those of the hidden neurons, if wanted."""
        hidden = self._hidden
        if together:
            found = self._batch(rows)
            if found is None or hidden is None:
                pass
            elif len(hidden.rows) != len(found):
                raise No(NO_PRODUCT.format(self.output))
            else:
                found = concatenate([found, hidden.rows], axis=1)
        else:
            parts = []
            for row in rows:
                parts += [self._single(row), *([] if hidden is None else [hidden.rows[0]])]
            found = concatenate(parts).reshape(len(rows), -1)
        if found is None:
            raise No(NOT_SHOWN)
        return found

    def _follow(self, rows: Any, known: Any) -> str:
        """From now on tell of the hidden neurons, too; return why that cannot be done."""
        self._local = self._shared if self._is_module else {**self._local}
        count = known.shape[1]
        try:
            self._hidden = HiddenLayer([self._shared, self._local], self.output, count)
            found = self._columns(rows, len(rows) > 1)
            if not array_equal(found[:, :count], known, equal_nan=True):
                raise No("the script's lines make something else when they are followed")
        except No as no:
            self._hidden = None
            return str(no)
        return ""
