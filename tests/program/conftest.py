"""The program in real terminals takes its time: one test of each kind is quick, the others slow."""

from __future__ import annotations

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave to `-m slow` all but what is marked as quick."""
    if item.get_closest_marker("quick") is None:
        item.add_marker(pytest.mark.slow)
