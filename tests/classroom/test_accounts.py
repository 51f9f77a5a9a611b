"""Lecturer and follower of two accounts; only root can start the other's process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.classroom import CLASS, WatchedLecturer, at, local
from tinynet_tui.classroom import places
from tinynet_tui.classroom.places import PREFIX, account, own
from tinynet_tui.classroom.shared import ClassError

OTHER = 65_534

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


@contextmanager
def lecture_of_another(folder: Path) -> Iterator[None]:
    """Lead a class in a process of another account."""
    begun, begins = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.setgid(OTHER)
            os.setuid(OTHER)
            lecturer = WatchedLecturer(folder)
            lecturer.open()
            lecturer.show(at(7))
            os.write(begins, b"1")
            signal.pause()
        finally:
            os._exit(1)
    try:
        assert os.read(begun, 1) == b"1"
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(begun)
        os.close(begins)


def test_a_class_of_another_account_is_followed_under_its_name(folder: Path) -> None:
    folder.chmod(0o1777)
    with lecture_of_another(folder), local(folder) as follower:
        assert follower.wait_for_state(at(7)).lecturer == account(OTHER)
        follower.close()
        with WatchedLecturer(folder):
            both = rf"{account(OTHER)}/{CLASS}, {account(own())}/{CLASS}$"
            with pytest.raises(ClassError, match=both):
                local(folder).start()
            with local(folder, f"{account(own())}/{CLASS}") as mine:
                assert mine.wait_for_status("following").lecturer == account(own())


def test_what_another_account_left_is_not_touched(folder: Path) -> None:
    folder.chmod(0o1777)
    with lecture_of_another(folder):
        [left] = places.places(folder)
    assert left.uid == OTHER and left.path.exists()
    with WatchedLecturer(folder), local(folder) as follower:
        assert follower.wait_for_status("following").lecturer == account(own())
    assert left.path.exists()


def test_a_folder_made_beforehand_by_another_account_is_not_used(folder: Path) -> None:
    folder.chmod(0o1777)
    for name in (f"{PREFIX}{own()}", f"{PREFIX}a"):
        (folder / name).mkdir(mode=0o755)
        os.chown(folder / name, OTHER, OTHER)
    with WatchedLecturer(folder):
        [place] = places.places(folder)
        assert place.path.parent.stat().st_uid == own()


def test_a_socket_given_to_another_account_is_not_theirs(folder: Path) -> None:
    """Root can give away files; who listens is what the kernel says."""
    link, place = places.listen(CLASS, folder)
    os.chown(place.path.parent, OTHER, OTHER)
    os.chown(place.path, OTHER, OTHER)
    assert [one.uid for one in places.places(folder)] == [OTHER]
    assert places.connect(CLASS, folder) is None
    link.close()
