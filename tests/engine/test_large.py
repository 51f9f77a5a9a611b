"""A loop with many statements is planned in a time that grows with them, not with their square."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from tinynet_tui.engine.plan import Choice, Plan, plan
from tinynet_tui.engine.source import read

LINES = {"products": "    a{0} = X @ w * {0}", "comparisons": "    a{0} = y - X @ w * {0}"}


def text(line: str, count: int) -> bytes:
    head = "import numpy as np\nX, y, w = np.eye(2), np.eye(2), np.eye(2)\nfor i in range(9):"
    body = [line.format(number) for number in range(count)]
    return "\n".join([head, *body, "    e = y - X @ w", "    w += X.T @ e"]).encode()


def calls(line: str, count: int) -> tuple[int, Plan]:
    """Return how many functions are called to plan a loop, and the plan."""
    profile = cProfile.Profile()
    source = read("mine.py", text(line, count))
    found = profile.runcall(plan, source, Choice())
    return int(pstats.Stats(profile).total_calls), found  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", LINES)
def test_planning_grows_with_the_statements(kind: str) -> None:
    few, _ = calls(LINES[kind], 100)
    many, found = calls(LINES[kind], 400)
    assert len(found.steps) == 402
    assert many < 6 * few
