"""What is saved is what was seen, and is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import threading
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.edited import edited
from helpers.examples import examples
from helpers.strategies import experiments, mean_absolute, same, stepping
from helpers.svg_screen import assert_joined, read
from helpers.trainer import Trainer, opened, running
from helpers.worker import straight_to
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export import texts
from tinynet_tui.lecture.files import built_in
from tinynet_tui.support import files
from tinynet_tui.support.files import FileError
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.error_history import EXACT, ErrorHistory
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.dialogs.save import Overwrite, SaveAs, named
from tinynet_tui.ui.dialogs.screenshot import Picture
from tinynet_tui.ui.drawing.shapes import is_shape

NAME = "tinynet-xor-seed1-254"
AT = Position(254, 6)
AT_254 = (AT.iteration, AT.step)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TMUX", raising=False)
    return tmp_path


def inside(folder: Path) -> list[str]:
    """Everything in a folder, what is hidden, too."""
    return sorted(os.listdir(folder))  # noqa: PTH208


def table(text: str) -> list[dict[str, float]]:
    """A CSV file's rows."""
    assert text.endswith("\n")
    return [
        {key: float(cell) for key, cell in row.items()} for row in csv.DictReader(io.StringIO(text))
    ]


# The texts.


@examples(40)
@given(experiments(), st.integers(0, 12), st.data())
def test_errors_are_those_of_a_plain_run(
    experiment: Experiment, iteration: int, data: st.DataObject
) -> None:
    position = Position(iteration, data.draw(st.integers(1, len(experiment.script.steps))))
    rows = table(texts.errors(straight_to(position, experiment)))
    known = iteration + (position.step >= experiment.script.step(experiment.script.error).number)
    assert [row["iteration"] for row in rows] == list(range(known))
    for row, values in zip(rows, stepping(experiment), strict=False):
        assert row["error"] == mean_absolute(values[experiment.script.error])


def test_errors_of_a_long_run_are_lowest_and_highest_in_turn() -> None:
    length = 3 * EXACT + 12_345
    errors = np.random.RandomState(0).random_sample(length)
    errors[-40:] = np.nan
    history = ErrorHistory()
    history.append(errors)
    snapshot = replace(straight_to(Position(), Experiment()), history=history, reached=length)
    rows = table(texts.errors(snapshot))
    assert list(rows[0]) == ["first_iteration", "last_iteration", "lowest", "highest"]
    firsts = [int(row["first_iteration"]) for row in rows]
    lasts = [int(row["last_iteration"]) for row in rows]
    assert firsts == [0, *(last + 1 for last in lasts[:-1])]
    assert lasts[-1] == length - 1
    assert firsts[:EXACT] == lasts[:EXACT] == list(range(EXACT))
    for row in (rows[5], rows[EXACT], rows[-20]):
        part = errors[int(row["first_iteration"]) : int(row["last_iteration"]) + 1]
        assert (row["lowest"], row["highest"]) == (part.min(), part.max())
    assert np.isnan(rows[-1]["lowest"])


@examples(40)
@given(edited(), st.integers(0, 12), st.data())
def test_weights_are_those_that_are_shown(
    experiment: Experiment, iteration: int, data: st.DataObject
) -> None:
    position = Position(iteration, data.draw(st.integers(1, len(experiment.script.steps))))
    snapshot = straight_to(position, experiment)
    document = json.loads(texts.weights(snapshot, ["tinynet-tui", "it's"]))
    assert list(document) == ["command", "position", *experiment.script.weights]
    assert document["command"] == "tinynet-tui 'it'\"'\"'s'"
    assert document["position"] == position.text(experiment.script)
    for name in experiment.script.weights:
        value = snapshot.value(name)
        assert value is not None
        assert same(np.array(document[name]), value.array)


def test_a_file_is_called_after_the_run() -> None:
    snapshot = straight_to(AT, Experiment())
    assert texts.file_name(snapshot) == NAME
    odd = Experiment(Dataset.of("../a b\n\u202e.csv", [[1]], [1]), seed=7)
    name = texts.file_name(straight_to(Position(), odd))
    assert re.fullmatch(r"tinynet-[\w-]+-seed7-0", name)


# Writing over what is there.


def test_overwriting_keeps_the_mode_and_the_link(folder: Path) -> None:
    file, link = folder / "file", folder / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    assert files.exists(link)
    files.overwrite(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert inside(folder) == ["file", "link"]


def test_only_a_file_can_be_overwritten(folder: Path) -> None:
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    reasons = {
        "folder": "a directory",
        "pipe": "not a regular file",
        "link": "broken link|No such file",
        "loop": "Too many levels",
    }
    for name, reason in reasons.items():
        for do in (lambda path: files.overwrite(path, b"new"), files.exists):
            with pytest.raises(FileError, match=reason):
                do(folder / name)
    assert not files.exists(folder / "new")
    assert not files.exists(folder / "no folder" / "new")
    assert inside(folder) == sorted(reasons)
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_a_protected_file_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(FileError, match="write-protected"):
        files.overwrite(folder / "file", b"new")
    assert (folder / "file").read_bytes() == b"old"


def test_overwriting_that_fails_leaves_the_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"):
        files.overwrite(folder / "file", b"new")
    assert (folder / "file").read_bytes() == b"old"
    assert inside(folder) == ["file"]


def full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


# The picture.


async def test_the_picture_has_the_texts_and_colours_of_the_screen() -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT_254)
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.pilot.pause()
        picture = Picture.of(trainer.main, ["tinynet-tui", "<&>"])
        assert picture.text() == "".join(f"{row.rstrip()}\n" for row in trainer.lines)
    svg = picture.svg()
    assert ElementTree.fromstring(svg).findtext("{*}text") == "tinynet-tui '<&>'"
    screen = read(svg)
    for y, strip in enumerate(picture.strips):
        at = 0
        for text, style, _ in strip:
            assert style is not None and style.color is not None and style.bgcolor is not None
            ink, paper = (c.get_truecolor().hex for c in (style.color, style.bgcolor))
            if style.reverse:
                ink, paper = paper, ink
            for x, char in enumerate(text, at):
                assert screen.papers.get((y, x), screen.paper) == paper
                if char.strip() and not is_shape(char):
                    seen, rules = screen.texts[y, x]
                    assert seen == char
                    assert rules.startswith(f"color:{ink}")
                    assert ("bold" in rules) == bool(style.bold)
                    assert ("underline" in rules) == bool(style.underline)
            at += len(text)
    assert_joined(screen, [strip.text for strip in picture.strips])


async def test_a_long_command_is_no_title() -> None:
    async with opened() as trainer:
        assert Picture.of(trainer.main, ["tinynet-tui", "--seed", "3"]).title.endswith(" 3")
        assert Picture.of(trainer.main, ["tinynet-tui", "x" * 80]).title == "tinynet-tui"


# On the screen.


async def save(trainer: Trainer, *keys: str) -> None:
    await trainer.press("s")
    await trainer.until(lambda: isinstance(trainer.app.screen, SaveAs))
    await trainer.press(*keys)


def line_of(trainer: Trainer) -> str:
    screen = trainer.app.screen
    assert isinstance(screen, SaveAs)
    return screen.line.value


async def test_enter_saves_the_script_and_says_so(folder: Path) -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT_254)
        await save(trainer)
        await trainer.shows("►script", f"{NAME}.py", " in …", "enter saves")
        assert inside(folder) == []
        await trainer.press("enter")
        size = len(texts.script(trainer.frame.snapshot, ["tinynet-tui", "--at", "254:l1_error"]))
        await trainer.shows(f"saved {NAME}.py, {size:,} bytes")
        assert trainer.app.screen is trainer.main
    assert inside(folder) == [f"{NAME}.py"]
    text = (folder / f"{NAME}.py").read_text()
    assert "where it was saved: tinynet-tui --at 254:l1_error\n" in text
    assert len(text) == size


async def test_all_there_is_to_save(folder: Path) -> None:
    async with opened(at=AT) as trainer:
        await trainer.rests_at(*AT_254)
        snapshot, lines = trainer.frame.snapshot, trainer.lines
        for downs, ending in enumerate((".py", "-errors.csv", "-weights.json", ".svg", ".txt")):
            await save(trainer, *["down"] * downs)
            assert line_of(trainer) == NAME + ending
            await trainer.press("enter")
            await trainer.shows(f"saved {NAME}{ending}, ")
    assert len(inside(folder)) == 5
    command = ["tinynet-tui", "--at", "254:l1_error"]
    read = {name.removeprefix(NAME): (folder / name).read_text() for name in inside(folder)}
    assert read[".py"] == texts.script(snapshot, command)
    assert read["-errors.csv"] == texts.errors(snapshot)
    assert read["-weights.json"] == texts.weights(snapshot, command)
    assert "tinynet-tui&#160;--at" in read[".svg"] or "tinynet-tui --at" in read[".svg"]
    assert read[".txt"].splitlines()[:12] == [row.rstrip() for row in lines[:12]]
    assert "save" not in read[".txt"].splitlines()[-9]


async def test_a_name_of_ones_own_keeps_its_beginning(folder: Path) -> None:
    async with opened() as trainer:
        await save(trainer, "ctrl+u", *"mine.py", "up")
        assert line_of(trainer) == "mine.txt"
        await trainer.press("up", "up", "down")
        await trainer.shows("►svg")
        assert line_of(trainer) == "mine.svg"
        await trainer.press("ctrl+u", *"other.doc", "down")
        await trainer.shows("►text")
        assert line_of(trainer) == "other.doc"
        await trainer.press("enter")
        await trainer.shows("saved other.doc")
    assert inside(folder) == ["other.doc"]


async def test_nothing_is_overwritten_without_a_question(folder: Path) -> None:
    file = folder / "tinynet-xor-seed1-0.py"
    file.write_text("mine")
    async with opened() as trainer:
        for no in ("n", "escape"):
            await save(trainer, "enter")
            await trainer.until(lambda: isinstance(trainer.app.screen, Overwrite))
            await trainer.shows(f"{file.name} already exists", "y overwrites it")
            await trainer.press("enter", no)
            await trainer.until(lambda: isinstance(trainer.app.screen, SaveAs))
            assert file.read_text() == "mine"
            await trainer.press("escape")
            await trainer.until(lambda: trainer.app.screen is trainer.main)
        await save(trainer, "enter", "y")
        await trainer.shows(f"saved {file.name}")
    assert file.read_text().startswith("# A run of tinynet-tui")
    assert inside(folder) == [file.name]


async def test_one_that_appears_meanwhile_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "tinynet-xor-seed1-0.py"
    monkeypatch.setattr("tinynet_tui.ui.dialogs.save.exists", lambda path: False)
    file.write_text("mine")
    async with opened() as trainer:
        await save(trainer, "enter")
        await trainer.shows("already exists; it was not changed")
    assert file.read_text() == "mine"
    assert inside(folder) == [file.name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "type a file name"),
        (" ", "type a file name"),
        ("folder", "is a directory"),
        (".", "is a directory"),
        ("/", "is a directory"),
        ("nowhere/run.py", "cannot be written: No such file or directory"),
        ("file/run.py", "Not a directory"),
        ("~nobody-of-that-name/run.py", "no such user"),
        ("n" * 300, "File name too long"),
    ],
)
async def test_what_cannot_be_saved_is_said_and_leaves_nothing(
    folder: Path, name: str, reason: str
) -> None:
    (folder / "folder").mkdir()
    (folder / "file").write_text("mine")
    async with opened() as trainer:
        await save(trainer)
        screen = trainer.app.screen
        assert isinstance(screen, SaveAs)
        screen.line.value, screen.line.cursor_position = name, len(name)
        await trainer.pilot.pause()
        await trainer.press("enter")
        await trainer.until(lambda: reason in re.sub(r"[│\s]+", " ", trainer.text))
        assert trainer.app.screen is screen
        await trainer.press("ctrl+u", *"run.py", "enter")
        await trainer.shows("saved run.py")
    assert inside(folder) == ["file", "folder", "run.py"]
    assert inside(folder / "folder") == []


def test_names() -> None:
    assert named("~/a b.py") == Path.home() / "a b.py"
    assert named("größe.py") == Path("größe.py")
    for name in ("a\nb", "\x1b[31m", "a\0", "\udcff"):
        with pytest.raises(ValueError, match="control characters"):
            named(name)


async def test_a_full_disk_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", full)
    async with opened() as trainer:
        await save(trainer, "enter")
        await trainer.shows("cannot be written: No space left on device")
        assert isinstance(trainer.app.screen, SaveAs)
    assert inside(folder) == []


async def test_a_slow_disk_does_not_hold_the_keys(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = threading.Event()
    monkeypatch.setattr(os, "fsync", lambda descriptor: slow.wait())
    async with opened() as trainer:
        await save(trainer, "enter", "enter", "escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("n")
        await trainer.rests_at(0, 2)
        slow.set()
        await trainer.shows("saved tinynet-xor-seed1-0.py")
    assert inside(folder) == ["tinynet-xor-seed1-0.py"]


def told(trainer: Trainer, text: str) -> bool:
    """Whether it has been said, where a run that goes on does not take it away."""
    return any(note.message.startswith(text) for note in trainer.app._notifications)


async def test_it_is_saved_as_it_was_when_one_asked(folder: Path) -> None:
    """The run goes on behind the dialog."""
    async with opened(play=True) as trainer:
        await trainer.until(lambda: trainer.position.iteration > 3)
        await save(trainer)
        name = line_of(trainer)
        at = int(re.findall(r"\d+", name)[-1])
        await trainer.until(lambda: trainer.position.iteration > at + 3)
        await trainer.press("enter")
        await trainer.until(lambda: told(trainer, f"saved {name}, "))
    assert f"for iteration in range({at + 1}):" in (folder / name).read_text()


# The command.


async def test_y_shows_the_command_and_copies_it() -> None:
    async with opened(Experiment(seed=3), at=AT) as trainer:
        await trainer.rests_at(*AT_254)
        await trainer.press("y")
        await trainer.shows("tinynet-tui --seed 3 --at 254:l1_error", "sent to the clipboard")
        assert trainer.app.clipboard == "tinynet-tui --seed 3 --at 254:l1_error"
        await trainer.press("y")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("right", "enter", *"0.25", "enter")
        await trainer.until(
            lambda: [edit.value for edit in trainer.main.experiment.edits] == [0.25]
        )
        await trainer.press("y")
        await trainer.shows("--cell", "'syn1[1,0]=0.25@254:l1_error'")
        assert trainer.app.clipboard == (
            "tinynet-tui --seed 3 --set 'syn1[1,0]=0.25@254:l1_error' --at 254:l1_error "
            "--cell 'l1_error[0,1]'"
        )


async def test_in_a_lecture_too(folder: Path) -> None:
    async with running(LectureApp(built_in(), first=11)) as trainer:
        await trainer.rests_at(*AT_254)
        await trainer.press("y")
        await trainer.shows("--at 254:l1_error", "esc closes")
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await save(trainer, "enter")
        await trainer.shows(f"saved {NAME}.py")
    assert inside(folder) == [f"{NAME}.py"]


def test_the_errors_are_those_of_the_snapshot_however_far_the_run_has_gone_on() -> None:
    timeline = Timeline(Experiment(alpha=100))  # chaotic: the error does not fall steadily
    while timeline.position.iteration < EXACT:
        timeline.advance(min(timeline.slice, EXACT - timeline.position.iteration))
    for iterations in (3, 7, 16, 5):
        timeline.advance(iterations)
        snapshot = timeline.snapshot()
        before = texts.errors(snapshot)
        timeline.advance(14)
        assert texts.errors(snapshot) == before
