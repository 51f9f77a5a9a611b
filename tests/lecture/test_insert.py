"""Lecture files: whatever is in the way becomes one line, and what is written is written whole."""

from __future__ import annotations

import os
import stat
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import edits
from helpers.trainer import unprivileged
from tinynet_tui.data.built_in import COPY_FIRST, parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import NAMES
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture import files
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.insert import insert, written
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.lecture.spotlights import with_curve
from tinynet_tui.support import files as writing
from tinynet_tui.support.files import FileError

THREE = "Mine\r\nseed: 3\r\n\r\n# One\r\n\r\ntext\r\n\r\n<!-- two -->\r\n# Two\r\n\r\n# Three"
HERE = ScreenState(Experiment(), 60_000, Position(254, 6), Cursor(2), "l1_error", "l1_error")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lecture.md"


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as refused:
        files.load(path)
    message = str(refused.value)
    assert message.isprintable()
    return message.removeprefix(str(path))


# Reading.


def test_what_cannot_be_read(path: Path) -> None:
    assert refusal(path) == ": No such file or directory"
    assert refusal(path / "in it") == ": No such file or directory"
    path.mkdir()
    assert refusal(path) == ": is a directory"
    path.rmdir()
    os.mkfifo(path)
    assert refusal(path) == ": is not a regular file"
    assert "is not a regular file" in refusal(Path("/dev/zero"))
    path.unlink()
    path.symlink_to(path)
    assert "symbolic links" in refusal(path)


def test_what_is_no_text(path: Path) -> None:
    path.write_bytes(b"# T\n\nGr\xfc\xdfe\n")
    assert refusal(path) == ":3: byte 0xfc is not UTF-8"
    path.write_bytes(b"# T\n\n\x7fELF\0\0\n")
    assert refusal(path) == ":3: not a text file: a NUL byte"
    path.write_bytes("# T\n".encode("utf-16"))
    assert refusal(path) == ":1: not a text file: a NUL byte"
    path.write_bytes(b"# T\n" * (1 << 18) + b"#")
    assert refusal(path) == ": is longer than 1,048,576 bytes"


def test_what_one_may_not_read(path: Path) -> None:
    path.write_text("# T\n")
    path.chmod(0)
    with unprivileged():
        assert refusal(path) == ": Permission denied"


def test_the_first_mistake_stands_for_all(path: Path) -> None:
    path.write_text("# T\nat: x\n")
    assert refusal(path) == ":2: at: 'x' is not a position, such as 254 or 254:l2_error"
    path.write_text("# T\nseed: x\nhidden: x\n")
    assert refusal(path).endswith("(and 1 more; --check lists all)")


def test_a_name_that_would_confuse_a_terminal_is_not_shown_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"/\?\[31m: No such file"):
        files.load(tmp_path / "\x1b[31m")


@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_lecture_or_one_line(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        assert files.load(path).scenes
    except FileError as error:
        assert str(error).isprintable()
        assert len(str(error)) < 400 + len(str(path))


# Writing a new one.


def test_a_new_file_is_written_once(path: Path) -> None:
    writing.create(path, b"one")
    assert path.read_bytes() == b"one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~writing._umask()
    with pytest.raises(FileError, match="already exists"):
        writing.create(path, b"two")
    assert path.read_bytes() == b"one"
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208 - hidden ones, too


def test_a_link_to_nowhere_is_left_as_it_is(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")
    with pytest.raises(FileError, match="already exists"):
        writing.create(path, b"one")
    assert path.is_symlink()
    assert not path.exists()


def test_where_nothing_can_be_written(path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written: No such file"):
        writing.create(path / "in it", b"one")


def test_a_file_system_without_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    writing.create(path, b"one")
    assert path.read_bytes() == b"one"
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208


def test_what_fails_in_the_middle_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileError, match="No space left"):
        writing.create(path, b"one")
    assert os.listdir(path.parent) == []  # noqa: PTH208


# Adding a scene.


def test_a_scene_is_put_behind_another_and_the_rest_stays(path: Path) -> None:
    path.write_bytes(THREE.encode())
    path.chmod(0o640)
    lecture = files.load(path)
    added, index = insert(path, lecture.scenes[0], HERE)
    assert index == 1
    new = (
        "\r\n# Iteration 254, l1_error\r\nat: 254:l1_error\r\ncursor: example 2\r\n"
        "cell: l1_error[2,0]\r\nlight: l1_error\r\nseed: 1\r\n\r\n"
        "l1_error[2,0] is {l1_error[2,0]}.\r\n"
    )
    before, after = THREE.split("\r\n\r\n<!--")
    assert path.read_bytes().decode() == f"{before}\r\n{new}\r\n<!--{after}"
    assert files.load(path) == added
    assert [scene.title for scene in added.scenes] == [
        *("One", "Iteration 254, l1_error", "Two", "Three"),
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208


def test_at_the_end_of_a_file_without_a_last_line_end(path: Path) -> None:
    path.write_bytes(THREE.encode())
    _, index = insert(path, files.load(path).scenes[2], HERE)
    assert index == 3
    assert path.read_bytes().decode().startswith(f"{THREE}\r\n\r\n# Iteration 254, l1_error\r\n")


def test_directly_before_the_next_scene_a_line_stays_blank(path: Path) -> None:
    path.write_text("# One\n# Two\n")
    insert(path, files.load(path).scenes[0], HERE)
    assert path.read_text().startswith("# One\n\n# Iteration 254, l1_error\n")
    assert path.read_text().endswith("is {l1_error[2,0]}.\n\n# Two\n")


def test_a_scene_never_gets_into_a_comment(path: Path) -> None:
    path.write_text("# One <!-- a\n\nb -->\n\n<!-- c -->\n# Two\n")
    insert(path, files.load(path).scenes[0], HERE)
    assert path.read_text().startswith("# One <!-- a\n\nb -->\n\n# Iteration 254, l1_error\n")


def test_behind_a_scene_that_has_moved_meanwhile(path: Path) -> None:
    path.write_text("# One\n\n# Two\n")
    two = files.load(path).scenes[1]
    path.write_text("# Zero\n\n# One\n\n# Two\n\n# Three\n")
    lecture, index = insert(path, two, HERE)
    assert index == 3
    assert [scene.title for scene in lecture.scenes][2:4] == ["Two", "Iteration 254, l1_error"]


def test_behind_one_in_the_place_of_a_scene_that_is_gone(path: Path) -> None:
    path.write_text("# One\n\n# Two\n\n# Three\n")
    two = files.load(path).scenes[1]
    path.write_text("# One\n\n# 2\n\n# Three\n")
    assert insert(path, two, HERE)[1] == 2


def test_a_link_stays_a_link(path: Path) -> None:
    target = path.parent / "there.md"
    target.write_text("# One\n")
    path.symlink_to(target)
    insert(path, files.load(path).scenes[0], HERE)
    assert path.is_symlink()
    assert "Iteration 254" in target.read_text()


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (None, "lecture.md: No such file"),
        (b"# One\nat: x\n", "lecture.md:2: at: 'x'"),
        (b"# One\n\xff\n", "lecture.md:2: byte 0xff is not UTF-8"),
        (b"no scene", "lecture.md:1: there is no scene"),
        (b"# One\n" + b" " * (1 << 20), "lecture.md: is longer than"),
        (b"# One\n" + b" " * ((1 << 20) - 50), "lecture.md: the file would be longer than"),
    ],
)
def test_nothing_is_written_into_a_file_that_is_broken_by_now(
    path: Path, now: bytes | None, reason: str
) -> None:
    path.write_text("# One\n")
    one = files.load(path).scenes[0]
    path.unlink()
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(FileError, match=reason):
        insert(path, one, HERE)
    assert (path.read_bytes() if path.exists() else None) == now


def test_nothing_is_written_over_what_somebody_else_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("# One\n")
    one = files.load(path).scenes[0]
    write = writing._temporary

    def write_while_another_does(
        beside: Path, data: bytes, mode: int
    ) -> AbstractContextManager[Path]:
        path.write_text("# One\n\nmuch more\n")
        return write(beside, data, mode)

    monkeypatch.setattr(writing, "_temporary", write_while_another_does)
    with pytest.raises(FileError, match="was changed by another program; nothing was written"):
        insert(path, one, HERE)
    assert path.read_text() == "# One\n\nmuch more\n"
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208


def test_data_without_a_name_cannot_be_written() -> None:
    lecture = check("# T\n").lecture
    screen = ScreenState(
        Experiment(Dataset.of("own", [[1]], [1])), 1, Position(), Cursor(), None, None
    )
    with pytest.raises(FileError, match="built-in data only, not 'own'"):
        list(written(screen, lecture))


@st.composite
def screens(draw: st.DrawFn) -> ScreenState:
    experiment = Experiment(
        draw(st.sampled_from([*map(parse, NAMES), parse("circle:points=7,noise=0.2")])),
        draw(st.sampled_from([0, 1, 4, 64])),
        draw(st.floats(0, 1e300, exclude_min=True) | st.sampled_from([1.0, 0.1])),
        draw(st.integers(0, 2**32 - 1)),
    )
    changes = draw(st.lists(edits(experiment, 10**6), max_size=3))
    experiment = replace(experiment, edits=tuple(changes))
    names = experiment.script.names
    indices: dict[str, int] = {}
    for name in names:
        for axis, size in zip(
            experiment.dimensions.axes(name), experiment.dimensions.shape(name), strict=True
        ):
            indices[axis] = size
    cursor = Cursor(**{axis: draw(st.integers(0, size - 1)) for axis, size in indices.items()})
    position = Position(draw(st.integers(0, 10**12 - 1)), draw(st.integers(1, len(names))))
    pinned = draw(st.none() | st.sampled_from([*names, "y"]))
    light = draw(st.none() | st.sampled_from([*names, "y", "graph", "step", "explanation"]))
    explained = pinned or names[position.step - 1]
    curved = light is not None and explained in with_curve(experiment)
    return ScreenState(
        experiment,
        draw(st.integers(1, 10**12)),
        position,
        cursor,
        pinned,
        light,
        curve=curved and draw(st.booleans()),
    )


@given(
    screen=screens(),
    head=st.sampled_from(
        [
            "",
            "seed: 5\nhidden: 0\niterations: 7\n",
            "dataset: circle\n",
            "set: syn0[0,0]=0.5@3:l0 y[1,0]=0@7\n",
            "dataset: circle\nalpha: 1\n",
        ]
    ),
)
def test_what_is_written_is_read_again(path: Path, screen: ScreenState, head: str) -> None:
    path.write_text(f"{head}# One\n\ntext\n# Two\n")
    lecture, index = insert(path, files.load(path).scenes[0], screen)
    scene = lecture.scenes[index]
    assert index == 1
    assert screen == ScreenState(
        scene.experiment,
        scene.iterations,
        scene.position,
        scene.cursor,
        scene.pinned,
        scene.light,
        curve=scene.curve,
    )
    assert COPY_FIRST.name in path.read_text() or scene.experiment.dataset is not COPY_FIRST


def test_data_from_a_file_cannot_be_written(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("1,0\n")
    screen = ScreenState(Experiment(load(str(own))), 1, Position(), Cursor(), None, None)
    with pytest.raises(FileError, match=r"built-in data only, not 'own\.csv'"):
        list(written(screen, check("# T\n").lecture))
