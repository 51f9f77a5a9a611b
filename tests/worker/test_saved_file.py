"""A file is news each time it is saved, and known once it has been read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.bundled_scripts import THREE_LAYERS
from tinynet_tui.worker.scripts.saved_file import SavedFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(THREE_LAYERS.text)
    return path


def test_it_is_news_once_each_time_that_it_is_saved(path: Path) -> None:
    file = SavedFile(path, lambda: (Experiment(), 9))
    assert not file.is_news()
    assert not file.has_changed
    for text in ("1", "12"):
        path.write_text(text)
        assert file.is_news()
        assert not file.is_news()
        assert file.has_changed
    assert file.read_again() == (Experiment(), 9)
    assert not file.has_changed
    path.unlink()
    assert not file.is_news()
    assert not file.has_changed


def test_another_script_stays_unread(path: Path) -> None:
    file = SavedFile(path, lambda: None)
    path.write_text("1")
    assert file.read_again() is None
    assert file.has_changed


@pytest.mark.parametrize(("new", "at"), [("l1_error", "254:l1_error"), ("back", "254")])
def test_the_engine_opens_it_at_the_same_step_if_there_is_one(
    path: Path, new: str, at: str
) -> None:
    path.write_text(THREE_LAYERS.text.replace("l1_error", new))
    file = SavedFile(path, lambda: None)
    file.go_onward(Position(254, 6), THREE_LAYERS)
    assert file.onward == at
