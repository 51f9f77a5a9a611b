"""The cost of a frame with many neurons or rows, against 3-4-1, by turns in one process."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from inside import found_by
from measure import Result, median_ratio

APP = Path(__file__).with_name("frame_app.py")
ROUNDS = 7
WHAT = {"hidden": "64 hidden neurons", "rows": "10,000 rows"}


def results(rounds: int = ROUNDS) -> list[Result]:
    """Run the app in a terminal of 80×24, and let it measure itself."""
    found = found_by(APP, rounds)
    costs = {name: f"{median(values):.1f}" for name, values in found.items()}
    return [
        Result(
            f"processor's time a frame: {what} / 3-4-1",
            median_ratio(found[name], found["usual"]),
            "×",
            2,
            "lower",
            f"{costs[name]} and {costs['usual']} ms",
        )
        for name, what in WHAT.items()
    ]
