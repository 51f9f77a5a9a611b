"""The scripts of the collection, run by Python itself, with what each iteration leaves behind."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import FOLDER


@dataclass(frozen=True)
class Run:
    """What the iterations of a run left behind."""

    outputs: Array
    """(iterations, examples, outputs)."""
    y: Array
    values: Mapping[str, Array]
    """The variables at the end."""
    printed: str

    @property
    def errors(self) -> Array:
        """(iterations,)"""
        found: Array = np.abs(self.y - self.outputs).mean(axis=(1, 2))
        return found

    @property
    def rises(self) -> list[int]:
        """The iterations whose error is above that of the iteration before."""
        found: list[int] = (np.flatnonzero(np.diff(self.errors) > 0) + 1).tolist()
        return found

    def first_below(self, error: float = 0.1) -> int:
        return int(np.flatnonzero(self.errors < error)[0])

    def right_from(self) -> int:
        """The iteration from which on all outputs are on the correct side of 0.5."""
        wrong = (np.abs(self.y - self.outputs) >= 0.5).any(axis=(1, 2))
        return int(np.flatnonzero(wrong)[-1]) + 1


@cache
def ran(name: str, iterations: int = 60_000, **numbers: float) -> Run:
    """Run a file; `numbers` are other values of numbers in its text, `seed` among them."""
    return of_text((FOLDER / f"{name}.py").read_text(), iterations, numbers)


def of_text(text: str, iterations: int, numbers: Mapping[str, float]) -> Run:
    tree = ast.parse(text)
    loop = next(node for node in tree.body if isinstance(node, ast.For))
    assert isinstance(loop.iter, ast.Call) and isinstance(loop.iter.args[0], ast.Constant)
    assert loop.iter.args[0].value == 60_000
    loop.iter.args[0].value = iterations
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(attr="seed"), [ast.Constant() as seed]):
                seed.value = numbers.get("seed", seed.value)
            case ast.Assign([ast.Name(called)], ast.Constant() as value) if called in numbers:
                value.value = numbers[called]
    last = tree.body[-1]  # print(l2)
    assert isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)
    loop.body.append(ast.parse(f"_record({ast.unparse(last.value.args[0])}.copy())").body[0])
    kept: list[Array] = []
    record: Callable[[Array], None] = kept.append
    space: dict[str, Array] = {"_record": record, "__name__": "__main__"}  # type: ignore[dict-item]
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(ast.fix_missing_locations(tree), str(Path("run")), "exec"), space)
    return Run(np.array(kept), space["y"], space, out.getvalue())
