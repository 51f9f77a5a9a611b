"""The numbers on record for these networks: the article's and those computed for the video's.

Each stands here once, in the digits in which it was published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.edit_schedule import Iteration

from .train import last_iteration, slices, summary

ERROR_DIGITS = 12
"""Significant digits in which errors are printed; zeros at the end are left out."""
USUAL_TOLERANCE = 1e-9
"""How far other math libraries lead away, as a share of the number."""
MATRIX_DECIMALS = 8
"""Decimals in which NumPy prints outputs and weights; zeros at the end are left out."""


@dataclass(frozen=True)
class Published:
    """A published number, and where in which run it stands."""

    experiment: Experiment
    iteration: int
    name: str
    """`error`, or the variable; it is meant as it stands when the iteration is over."""
    cell: tuple[int, int] | None
    """The variable's row and column; None for the error."""
    digits: str
    """As published."""
    tolerance: float = USUAL_TOLERANCE
    """How far other math libraries may lead away, relative to the number."""

    @property
    def place(self) -> str:
        """What it is: `error` or `syn0[2,3]`."""
        return self.name if self.cell is None else f"{self.name}[{self.cell[0]},{self.cell[1]}]"

    @property
    def allowed(self) -> float:
        """The difference allowed: the tolerance, and half a unit of the last digit printed."""
        number = Decimal(self.digits)
        last = -MATRIX_DECIMALS if self.cell else number.adjusted() - ERROR_DIGITS + 1
        return float(abs(number)) * self.tolerance + 0.5 * 10.0**last

    def text(self, value: float) -> str:
        """Write a number in as many digits as the published one."""
        return f"{value:.{MATRIX_DECIMALS}f}" if self.cell else f"{value:#.{ERROR_DIGITS}g}"

    def matches(self, value: float) -> bool:
        """Whether a computed value is the published one; a value that is no number never is."""
        return abs(value - float(self.digits)) <= self.allowed


def _errors(experiment: Experiment, digits: dict[int, str]) -> list[Published]:
    return [Published(experiment, at, "error", None, text) for at, text in digits.items()]


def _matrix(experiment: Experiment, iteration: int, name: str, rows: str) -> list[Published]:
    """Read a matrix, a row a line."""
    return [
        Published(experiment, iteration, name, (row, column), digits)
        for row, line in enumerate(rows.split("\n"))
        for column, digits in enumerate(line.split())
    ]


def _by_alpha(iteration: int, digits: dict[float, str]) -> list[Published]:
    return [
        # At alpha 100 the run is chaotic: what math libraries differ in grows on the way.
        Published(
            replace(VIDEO, alpha=alpha),
            iteration,
            "error",
            None,
            text,
            1e-6 if alpha == 100 else USUAL_TOLERANCE,
        )
        for alpha, text in digits.items()
    ]


VIDEO = Experiment()
TWO_LAYERS = Experiment(dataset=COPY_FIRST, hidden=0)

NUMBERS = (
    *_errors(
        VIDEO,
        {
            0: "0.496410031903",
            10_000: "0.00858452565325",
            20_000: "0.00578945986251",
            30_000: "0.00462917677677",
            40_000: "0.00395876528027",
            50_000: "0.00351012256786",
        },
    ),
    *_matrix(VIDEO, 59_999, "l2", "0.00260572\n0.99672209\n0.99701711\n0.00386759"),
    *_matrix(
        VIDEO,
        59_999,
        "syn0",
        "4.6013571 4.17197193 -6.30956245 -4.19745118\n"
        "-2.58413484 -5.81447929 -6.60793435 -3.68396123\n"
        "0.97538679 -2.02685775 2.52949751 5.84371739",
    ),
    *_matrix(VIDEO, 59_999, "syn1", "-6.96765763\n7.14101949\n-10.31917382\n7.86128405"),
    *_errors(
        VIDEO,
        {
            60_000: "0.00318350238587",
            70_000: "0.00293230634228",
            80_000: "0.00273150641821",
            90_000: "0.00256631724004",
        },
    ),
    *_matrix(VIDEO, 99_999, "l2", "0.00199094\n0.99751458\n0.99771098\n0.00294418"),
    # Alpha 1 is the run above.
    *_by_alpha(
        50_000,
        {
            0.001: "0.485977857846",
            0.01: "0.0985964298089",
            0.1: "0.0130144905381",
            10: "0.00131274062834",
            100: "0.125206352756",
            1000: "0.5",
        },
    ),
    *_matrix(TWO_LAYERS, 9_999, "l1", "0.00966449\n0.00786506\n0.99358898\n0.99211957"),
)


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


def _compute(experiment: Experiment, numbers: Sequence[Published]) -> list[float]:
    """Run an experiment once, over all the iterations asked for; return each number's value."""
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
