"""What of a script can be saved."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias
from zipfile import ZipFile

import numpy as np
from numpy.lib.format import write_array

from tinynet_tui.engine.absent import is_absent
from tinynet_tui.engine.values import Value
from tinynet_tui.export.texts import error_rows
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .save import Export, pictures
from .screenshot import Picture

Cells: TypeAlias = np.ndarray[Any, np.dtype[Any]]


def exports(frame: ScriptFrame, picture: Picture) -> Sequence[Export]:
    """Return the exports of a script at a position."""
    found: list[Export] = []
    where = frame.where
    if frame.plan is not None and frame.plan.has_error and frame.error:
        words, write = "the error of every iteration, as CSV", partial(_errors, frame)
        found.append(Export("errors", words, "-errors.csv", write))
    numbers = [one for name, value in frame.values.items() for one in _numbers(name, value)]
    whole = {
        label: value.array for label, value in numbers if value.whole and value.array is not None
    }
    lost = [label for label, value in numbers if not value.whole]
    if whole:
        words = f"the numbers after {where.iteration}:{where.step}, for numpy.load"
        but = f"; too large: {', '.join(lost)}" if lost else ""
        found.append(
            Export(
                "values",
                words,
                f"-{where.iteration}-{where.step}.npz",
                partial(_packed, whole),
                but,
            )
        )
    return [*found, *pictures(picture)]


def _errors(frame: ScriptFrame) -> str:
    error = frame.error  # of an iteration that may not be over
    points = [error[::-1]] if error is not None and error[1] >= frame.reached else []
    head, *rows = error_rows(frame.history, frame.reached, points=points).splitlines()
    absent = [*is_absent(frame.history.columns(frame.reached)[0]), *[False] * len(points)]
    kept = [row for row, lacks in zip(rows, absent, strict=True) if not lacks]
    return "\n".join([head, *kept, ""])


def _numbers(label: str, value: Value) -> Iterator[tuple[str, Value]]:
    if value.array is not None:
        yield label, value
    for at, part in enumerate(value.parts):
        yield from _numbers(label + value.key(at), part)


def _packed(arrays: Mapping[str, Cells]) -> bytes:
    """Return arrays as `numpy.savez` does, under any names."""
    file = io.BytesIO()
    with ZipFile(file, "w") as packed:
        for label, array in arrays.items():
            with packed.open(f"{label}.npy", "w") as one:
                write_array(one, array, allow_pickle=False)
    return file.getvalue()
