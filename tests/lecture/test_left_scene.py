"""Where a class was left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.lecture.left_scene import LeftScene


def test_the_scene_of_the_same_lecture_is_found(tmp_path: Path) -> None:
    path, mine = tmp_path / "folder" / "class-a.json", tmp_path / "mine.md"
    left = LeftScene(path)
    assert left.found(None) is None
    for lecture in (None, mine):
        left.note(lecture, 4)
        left.note(lecture, 6)
        assert LeftScene(path).found(lecture) == 6
    assert LeftScene(path).found(None) is None, "it was another lecture"
    left.forget()
    assert left.found(mine) is None
    left.forget()


@pytest.mark.parametrize("text", ["", "[]", '["", "6"]', '["", -1]', "{}", "[" * 5000, "\0"])
def test_a_file_that_is_something_else_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "class-a.json"
    path.write_text(text)
    assert LeftScene(path).found(None) is None


def test_if_it_cannot_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    left = LeftScene(tmp_path / "file" / "class-a.json")
    left.note(None, 3)
    assert left.found(None) is None
    left.forget()
