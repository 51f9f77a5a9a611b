from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.classroom import short_folder
from tinynet_tui.classroom import following, pipe


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the classes of a test lie."""
    with short_folder() as made:
        yield made


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a class often."""
    monkeypatch.setattr(following, "LOOK", 0.01)
    monkeypatch.setattr(pipe, "LOOK", 0.01)
