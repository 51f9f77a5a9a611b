"""The scripts of the lab, wrong and right, with what each iteration leaves behind."""

from __future__ import annotations

import ast
import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tinynet_tui.lab.lab import LAB, Bug
from tinynet_tui.network.array import Array

ERRORS = ("l2_error", "l1_error", "error")
"""What the error is called in these scripts; the first that is there counts."""


def bug(name: str) -> Bug:
    return next(one for one in LAB if one.name == name)


@dataclass(frozen=True)
class LabRun:
    """A whole run."""

    errors: Array
    """(iterations,)"""
    kept: dict[str, list[Array]]
    """Each array after each of the first iterations."""
    values: dict[str, Any]
    """The variables at the end."""
    printed: str

    @property
    def output(self) -> Array:
        found: Array = next(
            self.values[name] for name in ("a2", "out", "l2", "l1") if self.has(name)
        )
        return found

    def has(self, name: str) -> bool:
        return name in self.values

    def first_below(self, error: float = 0.1) -> int:
        return int(np.flatnonzero(self.errors < error)[0])


KEPT = 60


@cache
def ran(name: str, *, right: bool = False) -> LabRun:
    """Run a script, or what it should be."""
    one = bug(name)
    tree = ast.parse(one.corrected if right else one.text)
    loop = next(node for node in tree.body if isinstance(node, ast.For))
    loop.body.append(ast.parse("_record(globals())").body[0])
    errors: list[float] = []
    kept: dict[str, list[Array]] = {}

    def record(now: dict[str, Any]) -> None:
        error = next(now[each] for each in ERRORS if each in now)
        errors.append(float(np.abs(error).mean()))
        if len(errors) <= KEPT:
            for each, value in now.items():
                if isinstance(value, np.ndarray):
                    kept.setdefault(each, []).append(value.copy())

    space: dict[str, Any] = {"_record": record, "__name__": "__main__"}
    with redirect_stdout(io.StringIO()) as out, np.errstate(all="ignore"):
        exec(compile(ast.fix_missing_locations(tree), one.path.name, "exec"), space)
    return LabRun(np.array(errors), kept, space, out.getvalue())
