"""Training with a live screen against loops without one, by turns in one process."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from inside import found_by
from measure import Result, median_ratio

APP = Path(__file__).with_name("live_app.py")
ROUNDS = 20


def results(rounds: int = ROUNDS) -> list[Result]:
    """Run the app in a terminal of 80×24, and let it measure itself."""
    found = found_by(APP, rounds)
    rates = {name: f"{median(values):,.0f}" for name, values in found.items()}
    return [
        Result(
            "training, screen live / the same worker, screen still",
            median_ratio(found["live"], found["still"]),
            "×",
            0.9,
            detail=f"{rates['live']} and {rates['still']} iterations/s, 10 frames/s",
        ),
        Result(
            "training, landscape live / the same worker, screen still",
            median_ratio(found["landscape"], found["still"]),
            "×",
            0.9,
            detail=f"{rates['landscape']} and {rates['still']} iterations/s",
        ),
        Result(
            "training, screen live / the plain script, no screen",
            median_ratio(found["live"], found["script"]),
            "×",
            2,
            detail=f"{rates['live']} and {rates['script']} iterations/s",
        ),
        Result(
            "training, screen live / the bare loop",
            median_ratio(found["live"], found["bare"]),
            "×",
            detail=f"{rates['live']} and {rates['bare']} iterations/s",
        ),
    ]
