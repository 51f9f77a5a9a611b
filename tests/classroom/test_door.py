"""A class's socket lies in a folder of its own, and comes back when it is cleared away."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from helpers.classroom import CLASS, WatchedLecturer, at, local
from tinynet_tui.classroom import places, room
from tinynet_tui.classroom.places import PREFIX, connect, listen


def test_a_folder_that_is_no_class_folder_is_not_used(folder: Path) -> None:
    """A check of a script keeps its files in one with another name; others cannot enter it."""
    for name in ("tinynet-tui-a", f"{PREFIX}a"):
        (folder / name).mkdir(mode=0o700)
    (folder / "tinynet-tui-b").mkdir(mode=0o755)
    with WatchedLecturer(folder):
        [place] = places.places(folder)
        assert place.path.parent.name not in ("tinynet-tui-a", "tinynet-tui-b", f"{PREFIX}a")
        assert stat.S_IMODE(place.path.parent.stat().st_mode) == 0o755


@pytest.mark.parametrize("what", ["socket", "folder", "replaced"])
def test_a_socket_that_is_cleared_away_is_made_anew(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LOOK", 0.01)
    with WatchedLecturer(folder) as lecturer, local(folder) as before:
        lecturer.show(at(1))
        before.wait_for_state(at(1))
        [place] = places.places(folder)
        place.path.unlink()
        if what == "folder":
            place.path.parent.rmdir()
        elif what == "replaced":
            with socket.socket(socket.AF_UNIX) as other:
                other.bind(str(place.path))
        with local(folder) as after:
            lecturer.show(at(2))
            after.wait_for_state(at(2))
            before.wait_for_state(at(2))
            assert before.news.status == "following"
            lecturer.wait_for(2)
    assert list(folder.iterdir()) == []


def test_the_end_of_a_class_leaves_anothers_socket_alone(folder: Path) -> None:
    with WatchedLecturer(folder):
        [place] = places.places(folder)
        place.path.unlink()
        link, _ = listen(CLASS, folder)
    assert connect(CLASS, folder) is not None
    link.close()
