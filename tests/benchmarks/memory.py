"""The program's memory at the start, and its growth over a long run."""

from __future__ import annotations

from measure import Result

from helpers.terminal import terminal

LONG = 10_000_000


def results(long: int = LONG) -> list[Result]:
    """Train flat out in a terminal of 80×24.

    At first some bounded caches fill; after that only the error history grows, with the logarithm
    of the run.
    """
    with terminal("--play", "--speed", "max", "--iterations", str(2 * long)) as it:
        it.wait_for("playing", "┤")
        first = it.resident

        def train(iterations: int) -> float:
            while it.number_after("iteration") < iterations:
                it.read(1.0)
            return it.resident

        tenth, half, all_of_it = (train(long // part) for part in (10, 2, 1))
    return [
        Result("resident memory at the start", first, "MB", 80, "lower"),
        Result(f"its growth, {long // 10:,} to {long:,} iterations", all_of_it - tenth, "MB"),
        Result(
            f"its growth, {long // 2:,} to {long:,} iterations", all_of_it - half, "MB", 1, "lower"
        ),
    ]
