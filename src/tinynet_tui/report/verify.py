"""The published numbers of these networks, computed again and compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from tinynet_tui.data.built_in import parse
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import reference
from tinynet_tui.support.parse_numbers import integer
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.edit_schedule import Iteration

from .train import last_iteration, slices, summary

ERROR_DIGITS = 12
"""Significant digits of printed errors; trailing zeros are left out."""
USUAL_TOLERANCE = 1e-9
"""The relative difference between one math library and another."""
MATRIX_DECIMALS = 8
"""Decimals of outputs and weights as NumPy prints them; trailing zeros are left out."""
VIDEO = Experiment()


@dataclass(frozen=True)
class Published:
    """A published number and its place in a run."""

    experiment: Experiment
    iteration: int
    name: str
    """`error`, or a variable at the end of the iteration."""
    cell: tuple[int, int] | None
    """The variable's row and column; None for the error."""
    digits: str
    """The number as published."""
    tolerance: float = USUAL_TOLERANCE
    """The relative difference that another math library may make."""

    @property
    def place(self) -> str:
        """`error` or `syn0[2,3]`."""
        return self.name if self.cell is None else reference(self.name, self.cell)

    @property
    def allowed(self) -> float:
        """The allowed difference: the tolerance, and half a unit of the last printed digit."""
        number = Decimal(self.digits)
        last = -MATRIX_DECIMALS if self.cell else number.adjusted() - ERROR_DIGITS + 1
        return float(abs(number)) * self.tolerance + 0.5 * 10.0**last

    def text(self, value: float) -> str:
        """Write a computed value with as many digits as the published number."""
        return f"{value:.{MATRIX_DECIMALS}f}" if self.cell else f"{value:#.{ERROR_DIGITS}g}"

    def matches(self, value: float) -> bool:
        """True when a computed value agrees with the published number; nan never does."""
        return abs(value - float(self.digits)) <= self.allowed


def _read() -> Iterator[Published]:
    text = resources.files(__package__).joinpath("published.toml").read_text(encoding="utf-8")
    for table in tomllib.loads(text)["numbers"]:
        yield from _published(**table)


def _published(
    *,
    source: str,
    dataset: str = VIDEO.dataset.spec,
    hidden: int = VIDEO.hidden,
    alpha: float = VIDEO.alpha,
    tolerance: float = USUAL_TOLERANCE,
    errors: Mapping[str, str] | None = None,
    iteration: int = 0,
    **variables: Sequence[str],
) -> Iterator[Published]:
    """Yield the numbers of a table in the file; its `source` is for the reader."""
    experiment = Experiment(parse(dataset), hidden, alpha)
    for at, digits in (errors or {}).items():
        yield Published(experiment, integer(at), "error", None, digits, tolerance)
    for name, rows in variables.items():
        for row, line in enumerate(rows):
            for column, digits in enumerate(line.split()):
                cell = (row, column)
                yield Published(experiment, iteration, name, cell, digits, tolerance)


NUMBERS = tuple(_read())


def verify(numbers: Sequence[Published] = NUMBERS) -> int:
    """Compute every published number again and print both; return 1 if any differ, else 0.

    They may differ by half a unit of the last digit, plus the tolerance on record, because math
    libraries differ.
    """
    runs: dict[Experiment, list[Published]] = {}
    for number in numbers:
        runs.setdefault(number.experiment, []).append(number)
    missed = 0
    row = "{:>9} {:<11}{:>18}{:>18}{:>12}  {}"
    print(row.format("iteration", "number", "published", "computed", "difference", "verdict"))
    for experiment, expected in runs.items():
        loose = max(number.tolerance for number in expected)
        chaotic = f", chaotic: within {loose:.0e}" if loose > USUAL_TOLERANCE else ""
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
                    "ok" if matches else "DIFFERS",
                )
            )
    total = len(numbers)
    if missed:
        print(f"{missed} of {total} published numbers differ")
        return 1
    print(f"all {total} published numbers reproduced")
    return 0


def _compute(experiment: Experiment, numbers: Sequence[Published]) -> list[float]:
    """Run an experiment once through the iterations of all its numbers; return their values."""
    timeline = Timeline(experiment)
    iterations: dict[int, Iteration] = {}
    errors: dict[int, float] = {}
    for iteration in sorted({number.iteration for number in numbers}):
        for _, latest in slices(timeline, iteration + 1):
            errors[iteration] = float(latest[-1])
        iterations[iteration] = last_iteration(timeline)
    return [
        float(iterations[number.iteration].values[number.name][number.cell])
        if number.cell
        else errors[number.iteration]
        for number in numbers
    ]
