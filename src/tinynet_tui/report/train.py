"""Training without a screen: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import math
import sys
import textwrap
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from tinynet_tui.experiment.advice import advice, advice_after
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import EDITS, FIELDS, in_words
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script
from tinynet_tui.support.complaint import complain
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.edit_schedule import Iteration
from tinynet_tui.training.error_history import ErrorHistory

from .progress import BAR_SECONDS, Progress


def train(experiment: Experiment, *, iterations: int, every: int, as_json: bool) -> int:
    """Train and print like the video's script, or one JSON object; return the exit status.

    The errors are those of iterations 0, every, 2 * every and so on below `iterations`; output
    and weights are those of the last iteration.
    """
    if words := advice(experiment):
        complain(words)
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
    last = last_iteration(timeline)
    if as_json:
        print(json.dumps(_document(experiment, every, printed, last, timeline), allow_nan=False))
    else:
        print("Output After Training:")
        print(np.array2string(_output(experiment.script, last), threshold=sys.maxsize), flush=True)
        print("".join(f"{line}\n" for line in closing(timeline)), end="", flush=True)
    if words := _advice_after(timeline):
        complain(words)
    if timeline.diverged is not None:
        print(
            f"tinynet-tui: the run diverged at iteration {timeline.diverged}: "
            "some of its numbers are no longer finite",
            file=sys.stderr,
        )
    return 0


def list_presets() -> int:
    """Print every preset's name, title, settings and commentary; return the exit status."""
    from tinynet_tui.experiment.presets import PRESETS  # `train` does not need them

    for preset in PRESETS:
        print(f"{preset.name}: {preset.title}")
        print(f"    {preset.settings}")
        print(textwrap.indent(textwrap.fill(preset.commentary, 76), "    ") + "\n")
    print("Open one: tinynet-tui --preset NAME")
    return 0


def slices(timeline: Timeline, iterations: int) -> Iterator[tuple[int, Array]]:
    """Train to a number of iterations; yield each slice's first iteration and its errors."""
    timeline.history = latest = _LatestSlice()
    while (start := timeline.position.iteration) < iterations:
        timeline.advance(min(timeline.slice, iterations - start))
        yield start, latest.take()


class _LatestSlice(ErrorHistory):
    """Passes the errors on slice by slice instead of keeping them."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Array] = []

    def append(self, errors: Array, beside: Mapping[str, Array] = MappingProxyType({})) -> None:
        self._parts.append(errors)
        self.length += len(errors)

    def take(self) -> Array:
        """Return the errors since the last call; an edit divides a slice into parts."""
        parts, self._parts = self._parts, []
        return np.concatenate(parts)


def last_iteration(timeline: Timeline) -> Iteration:
    """Return the last finished iteration, with all its variables."""
    iteration = timeline.snapshot().previous
    assert iteration is not None, "nothing has been trained"
    return iteration


def _output(script: Script, iteration: Iteration) -> Array:
    return iteration.values[script.roles.prediction]


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
            name: value for field in FIELDS for name, value in field.values(experiment).items()
        },
        "iterations": last.number + 1,
        "every": every,
        "errors": _plain(errors),
        "output": _plain(_output(script, last).tolist()),
        **_quality(timeline, last),
        "weights": {name: _plain(last.values[name].tolist()) for name in script.weights},
        "diverged": timeline.diverged,
    }


def closing(timeline: Timeline) -> list[str]:
    """Return the lines after the output: what is right, and the error of test examples."""
    experiment, last = timeline.experiment, timeline.last
    assert last is not None, "nothing has been trained"
    beside = timeline.events.detector.beside
    scaling = experiment.dataset.scaling
    lines = [] if scaling is None else scaling.words()
    if experiment.test:
        test_error = experiment.split.test_errors(last.differences[None])[0]
        lines.append(f"Test error: {test_error:.12g}")
    if beside.is_shown:
        right = beside.judge(last.y).counts(last.differences)
        names = ("Right", "Right of the test examples")
        lines += [f"{name}: {n} of {total}" for name, (n, total) in zip(names, right, strict=False)]
    return lines


def _advice_after(timeline: Timeline) -> str:
    last, split = timeline.last, timeline.experiment.split
    assert last is not None, "nothing has been trained"
    shares = timeline.events.detector.beside.shares(last.differences, last.y)
    return advice_after(shares, len(split.test), timeline.position.iteration)


def _quality(timeline: Timeline, last: Iteration) -> dict[str, object]:
    """Return the shares that are right, and what is known of examples held back."""
    experiment, y = timeline.experiment, last.start["y"]
    differences = last.values[experiment.script.error]
    shares = timeline.events.detector.beside.shares(differences, y)
    found: dict[str, object] = {} if shares is None else {"right": _plain(shares.train)}
    if experiment.test:
        split = experiment.split
        found["test"] = {
            "examples": split.test.tolist(),
            "error": _plain(float(split.test_errors(differences[None])[0])),
            "right": _plain(shares and shares.test),
        }
    return found


def _plain(value: object) -> object:
    """Return nested sequences with None for numbers that are not finite: JSON has none."""
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def summary(experiment: Experiment) -> str:
    """Describe an experiment in one line."""
    data, sizes, *others = (field.words(experiment) for field in in_words() if field is not EDITS)
    return ", ".join([f"{data} {sizes}", *filter(None, others), *EDITS.texts(experiment)])
