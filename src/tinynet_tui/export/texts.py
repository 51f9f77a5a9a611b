"""The exports of a run: a NumPy script, its errors as CSV, its weights as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.training.error_history import ErrorHistory, Mark

from .numpy_script import numpy_script
from .reopen_command import line


def script(snapshot: Snapshot, command: Sequence[str]) -> str:
    """Return the run up to the present iteration as a plain NumPy script."""
    return numpy_script(snapshot.experiment, snapshot.position.iteration + 1, line(command))


def errors(snapshot: Snapshot) -> str:
    """Return the error of every iteration that the run has reached, as CSV, exact to the last bit.

    The columns are `iteration,error`. In a run of more than 131,072 iterations, a row
    stands for several iterations, with their lowest and highest error: the columns are
    `first_iteration,last_iteration,lowest,highest`. An error may be `nan`.
    """
    return error_rows(snapshot.history, snapshot.reached, snapshot.mark, snapshot.points)


def error_rows(
    history: ErrorHistory,
    reached: int,
    mark: Mark | None = None,
    points: Sequence[tuple[int, float]] = (),
) -> str:
    """Return the errors of a history, and of some iterations after it, as CSV."""
    columns = history.columns(reached, mark)
    lowest, highest, starts = (array.tolist() for array in columns)
    for iteration, error in points:
        starts.append(iteration)
        lowest.append(error)
        highest.append(error)
    last = reached - 1 + len(points)
    ends = [*(start - 1 for start in starts[1:]), last][: len(starts)]
    if starts == ends:
        head = "iteration,error"
        rows = [f"{start},{error!r}" for start, error in zip(starts, lowest, strict=True)]
    else:
        head = "first_iteration,last_iteration,lowest,highest"
        spans = zip(starts, ends, lowest, highest, strict=True)
        rows = [f"{start},{end},{low!r},{high!r}" for start, end, low, high in spans]
    return "\n".join([head, *rows, ""])


def weights(snapshot: Snapshot, command: Sequence[str]) -> str:
    """Return the present weights as JSON, by synapse, exact to the last bit.

    Numbers that are not finite are written as Python reads them: `NaN`, `Infinity`.
    """
    script = snapshot.experiment.script
    entries = {
        "command": json.dumps(line(command)),
        "position": json.dumps(snapshot.position.text(script)),
    }
    for name, weight in zip(script.weights, snapshot.weights, strict=True):
        rows = ",\n".join(f"    {json.dumps(row)}" for row in weight.tolist())
        entries[name] = f"[\n{rows}\n  ]"
    return "{\n" + ",\n".join(f'  "{key}": {entry}' for key, entry in entries.items()) + "\n}\n"


def file_name(snapshot: Snapshot) -> str:
    """Return a name for files of this run, without suffix: tinynet-xor-seed1-254."""
    experiment = snapshot.experiment
    data = "".join(c if c.isalnum() or c in "-_" else "-" for c in experiment.dataset.name[:40])
    return f"tinynet-{data}-seed{experiment.seed}-{snapshot.position.iteration}"
