"""A lecture's file is read again when it is saved, while the lecture is shown."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import dedent

import pytest

from helpers.lectures import opened_lecture, written
from helpers.questions import CELL, SIGN
from tinynet_tui.support.files import FileError
from tinynet_tui.ui.app.lecture_file import LectureFile

TWO = """\
    # One
    at: 20

    The first.

    # Two
    at: 30

    Old text.

    ...

    ? Why?
    = So.
    """


def save(path: Path, text: str) -> None:
    """Save a file as editors do, so that it is never seen half written."""
    new = path.with_suffix(".new")
    new.write_text(dedent(text))
    os.replace(new, path)  # noqa: PTH105 (as an editor does)


async def test_the_scene_stays_with_its_new_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, TWO), path=path, first=1) as it:
        await it.press("pagedown", "pagedown")
        await it.shows("= So.")
        await it.press("n")
        await it.rests_at(30, 5)
        save(path, "# Zero\n" + dedent(TWO).replace("Old", "New").replace("So", "Therefore"))
        await it.shows("New text.", "= Therefore.", "3/3 Two")
        assert it.position.iteration == 30 and it.position.step == 5
        assert it.lecture_app.index == 2


async def test_the_scene_that_is_left_is_asked_anew(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, SIGN + CELL), path=path) as it:
        await it.shows("l1_error[2,0]?")
        await it.press("pagedown")
        await it.shows("= Minus.")
        await it.press("pagedown")
        await it.shows("2/2 Cell", "which cell of l2_delta")
        await it.press("pagedown")
        await it.shows("= The last.")
        save(path, SIGN)
        await it.shows("1/1 Sign", "It is ?.", "l1_error[2,0]?")
        assert "= Minus." not in it.text


async def test_a_mistake_is_shown_in_place_until_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, TWO), path=path) as it:
        save(path, dedent(TWO).replace("at: 30", "att: 30"))
        await it.shows("mine.md:7: there is no setting 'att'", "The first.")
        await it.press("pagedown")
        await it.until(lambda: it.lecture_app.index == 1)
        save(path, TWO.replace("at: 30", "at: 40"))
        await it.until(lambda: "no setting" not in it.text)
        await it.rests_at(40, 4)
        await it.shows("Old text.")


async def test_what_is_inserted_is_no_news(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, TWO), path=path) as it:
        await it.press("n", "i")
        await it.until(lambda: it.lecture_app.index == 1)
        await it.stands(it.scene)
        assert it.scene.title == "Iteration 20, l2_delta"


def test_a_file_is_read_when_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    file = LectureFile(path, written(path, TWO))
    assert not file.has_changed
    save(path, TWO + "more")
    assert file.has_changed and not file.has_changed
    assert file.read().scenes[1].title == "Two"
    path.unlink()
    assert not file.has_changed


def test_a_new_script_is_not_run_unasked(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    file = LectureFile(path, written(path, "# One\nscript: known.py\n"))
    save(path, "# One\nscript: known.py\n# Two\nscript: other.py\n")
    with pytest.raises(FileError, match=r"other\.py runs only if the lecture is opened anew"):
        file.read()
