"""The same runs without a screen: results on standard output, all else on standard error."""

from __future__ import annotations

import json
import math
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self, TextIO

import numpy as np

from tinynet_tui.data.built_in import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.presets import PRESETS
from tinynet_tui.network.bundled_scripts import Array, Script
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.edit_schedule import Iteration
from tinynet_tui.training.error_history import History

from .verify import NUMBERS, USUAL_TOLERANCE, Published

BAR_SECONDS = 0.1
"""How often the progress bar is drawn, at most."""
BAR_CELLS = 30


def train(experiment: Experiment, *, iterations: int, every: int, as_json: bool) -> int:
    """Train and print as the video's script does, or one JSON object; return the exit status.

    Errors are those of iterations 0, every, 2 * every and so on below `iterations`; output and
    weights those of the last iteration.
    """
    timeline = Timeline(experiment)
    printed: list[tuple[int, float]] = []
    with Progress(sys.stderr, iterations, BAR_SECONDS) as progress:
        for start, errors in slices(timeline, iterations):
            first = -start % every
            found = [(start + i, float(errors[i])) for i in range(first, len(errors), every)]
            if as_json:
                printed += found
            elif found:
                progress.clear()
                print("\n".join(f"Error: {error:.12g}" for _, error in found), flush=True)
            progress.show(start + len(errors))
    last = _last(timeline)
    if as_json:
        print(json.dumps(_document(experiment, every, printed, last, timeline), allow_nan=False))
    else:
        print("Output After Training:")
        print(np.array2string(_output(experiment.script, last), threshold=sys.maxsize), flush=True)
    if timeline.diverged is not None:
        print(
            f"tinynet-tui: the run diverged at iteration {timeline.diverged}: "
            "from there on not all its numbers are finite",
            file=sys.stderr,
        )
    return 0


def list_presets() -> int:
    """Print every preset's name, title, settings and commentary; return the exit status."""
    for preset in PRESETS:
        print(f"{preset.name}: {preset.title}")
        print(f"    {preset.settings}")
        print(textwrap.indent(textwrap.fill(preset.commentary, 76), "    ") + "\n")
    return 0


def slices(timeline: Timeline, iterations: int) -> Iterator[tuple[int, Array]]:
    """Train up to an iteration; yield each slice's first iteration and its errors."""
    timeline.history = latest = _LatestSlice()
    while (start := timeline.position.iteration) < iterations:
        timeline.advance(min(timeline.slice, iterations - start))
        yield start, latest.take()


class _LatestSlice(History):
    """Hands the errors on, slice by slice, instead of keeping an envelope of all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Array] = []

    def append(self, errors: Array) -> None:
        self._parts.append(errors)
        self.length += len(errors)

    def take(self) -> Array:
        """Return what has come since this was asked last; a change by hand divides a slice."""
        parts, self._parts = self._parts, []
        return np.concatenate(parts)


def _last(timeline: Timeline) -> Iteration:
    """Return the last iteration that is over, with all that it assigned."""
    iteration = timeline.moment().previous
    assert iteration is not None, "nothing has been trained"
    return iteration


def _output(script: Script, iteration: Iteration) -> Array:
    """Return what the network predicted: the last it assigned on the way forward."""
    return iteration.values[[p.name for p in script.phases if p.way == "forward"][-1]]


def _document(
    experiment: Experiment,
    every: int,
    errors: list[tuple[int, float]],
    last: Iteration,
    timeline: Timeline,
) -> dict[str, object]:
    script = experiment.script
    return {
        "experiment": {
            **_data(experiment.dataset),
            "hidden": experiment.hidden,
            "alpha": experiment.alpha,
            "seed": experiment.seed,
            "edits": [edit.text(script) for edit in experiment.edits],
        },
        "iterations": last.number + 1,
        "every": every,
        "errors": _plain(errors),
        "output": _plain(_output(script, last).tolist()),
        "weights": {name: _plain(last.values[name].tolist()) for name in script.weights},
        "diverged": timeline.diverged,
    }


def _data(dataset: Dataset) -> dict[str, object]:
    """Name the data as the command line does."""
    if not dataset.is_file:
        return {"dataset": dataset.spec}
    return {"dataset": dataset.spec, "targets": dataset.y.shape[1], "bias": dataset.bias}


def _plain(value: object) -> object:
    """Return nested sequences with None, which JSON has, for numbers that it has not."""
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def verify(numbers: Sequence[Published] = NUMBERS) -> int:
    """Compute every published number anew and print both; 1 if one is missed, else 0.

    A number is reproduced if it is equal to half a unit of its last digit or, since math
    libraries differ in theirs, to the tolerance on record.
    """
    runs: dict[Experiment, list[Published]] = {}
    for number in numbers:
        runs.setdefault(number.experiment, []).append(number)
    missed = 0
    row = "{:>9} {:<11}{:>18}{:>18}{:>12}  {}"
    print(row.format("iteration", "number", "published", "computed", "difference", "verdict"))
    for experiment, expected in runs.items():
        loose = max(number.tolerance for number in expected)
        chaotic = f", chaotic: to {loose:.0e}" if loose > USUAL_TOLERANCE else ""
        print(f"{summary(experiment)}{chaotic}", flush=True)
        computed = _compute(experiment, expected)
        for number, value in zip(expected, computed, strict=True):
            matches = number.matches(value)
            missed += not matches
            print(
                row.format(
                    f"{number.iteration:,}",
                    number.place,
                    number.digits,
                    number.text(value),
                    f"{value - float(number.digits):+.1e}",
                    "ok" if matches else "MISSED",
                )
            )
    total = len(numbers)
    if missed:
        print(f"{missed} of {total} published numbers missed")
        return 1
    print(f"all {total} published numbers reproduced")
    return 0


def summary(experiment: Experiment) -> str:
    """Name an experiment in a line."""
    sizes = "-".join(map(str, experiment.sizes))
    words = [
        f"{experiment.dataset.title} {sizes}",
        f"seed {experiment.seed}",
        f"alpha {experiment.alpha_text}",
        *(edit.text(experiment.script) for edit in experiment.edits),
    ]
    return ", ".join(words)


def _compute(experiment: Experiment, numbers: Sequence[Published]) -> list[float]:
    """Run an experiment once, over all the iterations asked for; return each number's value."""
    timeline = Timeline(experiment)
    iterations: dict[int, Iteration] = {}
    errors: dict[int, float] = {}
    for iteration in sorted({number.iteration for number in numbers}):
        for _, latest in slices(timeline, iteration + 1):
            errors[iteration] = float(latest[-1])
        iterations[iteration] = _last(timeline)
    return [
        float(iterations[number.iteration].values[number.name][number.cell])
        if number.cell
        else errors[number.iteration]
        for number in numbers
    ]


class Progress:
    """A bar on a terminal, and nothing where the stream is none."""

    def __init__(self, stream: TextIO | None, total: int, seconds: float) -> None:
        """Draw on a stream how much of `total` is done, at most once in so many seconds."""
        self._stream = stream if stream and stream.isatty() else None
        self._total, self._seconds = total, seconds
        self._next = time.monotonic() + seconds
        self._drawn = 0
        """Characters that stand there."""

    def __enter__(self) -> Self:
        """Leave nothing behind, however the block ends."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Clear the bar."""
        self.clear()

    def show(self, done: int) -> None:
        """Draw the bar if it is time to."""
        if self._stream is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._seconds
        share = done / self._total
        bar = "#" * int(BAR_CELLS * share)
        text = f"[{bar:.<{BAR_CELLS}}] {share:4.0%} of {self._total:,}"
        self._draw(f"\r{text}")
        self._drawn = len(text)

    def clear(self) -> None:
        """Take the bar away, so that something else can be written."""
        if self._stream is not None and self._drawn:
            self._draw(f"\r{' ' * self._drawn}\r")
            self._drawn = 0

    def _draw(self, text: str) -> None:
        """Write at once; where that is not possible any more, go on without."""
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except OSError:
                self._stream = None
