"""However the trainer ends, `--resume` opens the same numbers again."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.reopening import RESUME, opened_by, situations, state
from helpers.trainer import opened, running, unprivileged
from tinynet_tui.cli import main as cli
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.last_session import LastSession
from tinynet_tui.export.reopen_command import reopen
from tinynet_tui.lecture.files import built_in
from tinynet_tui.support.files import put
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.app.save_on_exit import last_session
from tinynet_tui.worker.commands import Go

EDITS = tuple(Edit(Position(n, 1), "syn0", (n % 3, n % 4), n / 7) for n in range(2000))


@pytest.fixture
def left() -> Iterator[Path]:
    with state() as path:
        yield path


def from_anywhere(experiment: Experiment) -> Experiment:
    """The same experiment, its file by its whole path."""
    dataset = experiment.dataset
    spec = str(Path(dataset.spec).absolute()) if dataset.is_file else dataset.spec
    return replace(experiment, dataset=replace(dataset, spec=spec))


def words_of(opening: dict[str, Any]) -> list[str]:
    """The command that opens what has been opened."""
    experiment, at = opening["experiment"], opening["at"] or Position()
    subject, cursor = opening["cell"] or (experiment.script.names[at.step - 1], Cursor())
    return reopen(experiment, opening["iterations"], at, subject, cursor)


# Through the file.


@examples(50)
@given(situations())
def test_any_experiment_survives_the_file(
    situation: tuple[Experiment, int, Position, str, Cursor],
) -> None:
    experiment, iterations, position, subject, cursor = situation
    with state() as path:
        LastSession.at(experiment, iterations, position, subject, cursor).write(path)
        found = opened_by(RESUME)
    assert found["experiment"] == from_anywhere(experiment)
    whole = from_anywhere(experiment)
    assert words_of(found) == reopen(whole, iterations, position, subject, cursor)
    assert "last session, at" in found["greeting"] and not found["play"]


@examples(15)
@given(situations())
def test_any_experiment_survives_the_app_and_the_file(
    situation: tuple[Experiment, int, Position, str, Cursor],
) -> None:
    experiment, iterations, position, subject, cursor = situation
    near = Position(position.iteration % 50, position.step)

    async def leave() -> LastSession | None:
        cell, elsewhere = (subject, cursor), Position(near.iteration + 1, near.step)
        async with opened(experiment, iterations=iterations, at=elsewhere, cell=cell) as trainer:
            await trainer.rests_at(*elsewhere)
            assert last_session(trainer.app) is None
            trainer.app.worker.send(Go(near))
            await trainer.rests_at(*near)
            return last_session(trainer.app)

    found = asyncio.run(leave())
    assert (found is None) == (experiment == Experiment() and near == Position())
    if found is not None:
        with state() as path:
            found.write(path)
            again = opened_by(RESUME)
        expected = reopen(from_anywhere(experiment), iterations, near, subject, cursor)
        assert words_of(again) == expected


def test_thousands_of_changes_survive(left: Path) -> None:
    experiment = Experiment(edits=EDITS)
    LastSession.at(experiment, 60_000, Position(9), "l0", Cursor()).write(left)
    assert opened_by(RESUME)["experiment"] == experiment


def test_it_is_a_small_private_file(left: Path) -> None:
    LastSession.at(Experiment(seed=3), 60_000, Position(254, 6), "l1_error", Cursor()).write(left)
    assert left.stat().st_size < 300
    assert left.stat().st_mode & 0o777 == 0o600
    assert left.parent.stat().st_mode & 0o777 == 0o700


def test_who_reads_it_while_many_write_finds_it_whole(left: Path) -> None:
    places = [
        LastSession.at(Experiment(seed=n, edits=EDITS[: 50 * n]), 9, Position(), "l0", Cursor())
        for n in range(4)
    ]

    def write(place: LastSession) -> None:
        for _ in range(25):
            place.write(left)

    places[0].write(left)
    with ThreadPoolExecutor(len(places)) as pool:
        writers = [pool.submit(write, place) for place in places]
        while not all(writer.done() for writer in writers):
            assert LastSession.read(left) in places
    for writer in writers:
        writer.result()
    assert [file.name for file in left.parent.iterdir()] == [left.name]


def test_what_cannot_be_written_leaves_what_is_there(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(left, b"before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match=r"left\.json: cannot be written: No space left on device"):
        put(left, b"after")
    assert left.read_bytes() == b"before"
    assert [file.name for file in left.parent.iterdir()] == [left.name]


# What is worth keeping.


async def test_a_start_that_nobody_touched_is_not_kept() -> None:
    async with opened() as trainer:
        assert last_session(trainer.app) is None
        await trainer.press("right")
        assert last_session(trainer.app) is None
        await trainer.press("n")
        await trainer.rests_at(0, 2)
        assert last_session(trainer.app) is not None


async def test_on_the_way_to_where_it_was_opened_it_is_that_place() -> None:
    async with opened(at=Position(10**11, 6)) as trainer:
        await trainer.until(lambda: trainer.position.iteration > 0)
        assert trainer.frame.going is not None
        assert last_session(trainer.app) is None
        await trainer.press("right")
        found = last_session(trainer.app)
        assert found is not None
        assert found.command[:3] == ["tinynet-tui", "--at", "100000000000:l1_error"]


async def test_of_a_lecture_the_numbers_are_kept() -> None:
    lecture = built_in()
    index, scene = next(
        (n, scene) for n, scene in enumerate(lecture.scenes) if scene.position.iteration > 0
    )
    async with running(LectureApp(lecture, first=index)) as trainer:
        iteration, step = scene.position
        await trainer.rests_at(iteration, step)
        assert last_session(trainer.app) is None
        await trainer.press("n")
        await trainer.rests_at(iteration, step + 1)
        found = last_session(trainer.app)
    assert found is not None
    with state() as path:
        found.write(path)
        again = opened_by(RESUME)
    assert (again["experiment"], again["at"]) == (scene.experiment, Position(iteration, step + 1))


# What can be asked together with it.


def test_options_of_the_screen_go_with_it(left: Path) -> None:
    LastSession.at(Experiment(seed=3), 70_000, Position(254, 6), "l1_error", Cursor()).write(left)
    words = ["--play", "--speed", "10steps", "--fps", "30", "--no-mouse"]
    found = opened_by([*RESUME, *words])
    assert found["experiment"] == Experiment(seed=3)
    assert found["at"] == Position(254, 6) and found["iterations"] == 70_000
    assert found["play"] and found["speed"].name == "10steps"
    assert (found["settings"].fps, found["settings"].mouse) == (30, False)


@pytest.mark.parametrize(
    "words",
    [
        ("--seed", "3"),
        ("--seed=3",),
        ("--at", "254"),
        ("--iterations", "60000"),
        ("--cell", "l1[0,0]"),
        ("--preset", "stuck"),
        ("--set", "syn0[0,0]=1@3"),
        ("--dataset", "xor"),
        ("--hidden", "4"),
        ("--fps", "3", "--alpha", "1"),
    ],
)
def test_options_of_the_run_do_not(
    left: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    LastSession.at(Experiment(seed=3), 9, Position(4), "l0", Cursor()).write(left)
    assert cli.main(["--resume", *words]) == 2
    option = next(word for word in words if word not in ("--fps", "3")).split("=")[0]
    assert capsys.readouterr().err == (
        f"tinynet-tui: {option} cannot be used with --resume, which opens the last session\n"
    )


# What cannot be opened again.

COMMAND = ["tinynet-tui", "--seed", "3", "--at", "9:l0"]


def kept(*command: str) -> bytes:
    return json.dumps({"command": ["tinynet-tui", *command], "data": "0"}).encode()


UNUSABLE = {
    "nothing": b"",
    "no JSON": b"{",
    "deep": b"[" * 100_000,
    "a large number": b"9" * 10_000,
    "something else": b"[1, 2]",
    "no words": b'{"command": [], "data": "0"}',
    "words that are none": b'{"command": ["tinynet-tui", 3], "data": "0"}',
    "no data": json.dumps({"command": COMMAND}).encode(),
    "binary": bytes(range(256)),
    "too much": b" " * 10_000_001,
    "an unknown option": kept("--sed", "3"),
    "another option": kept("--play"),
    "itself": kept("--resume"),
    "help": kept("--help"),
    "short help": kept("-h"),
    "version": kept("--version"),
    "a word": kept("train"),
    "a bad seed": kept("--seed", "-1"),
    "a bad place": kept("--at", "5:l3"),
    "a bad cell": kept("--cell", "l1[9,9]"),
    "changes that do not fit": kept("--hidden", "2", "--set", "syn0[0,3]=1@4"),
    "a file that is gone": kept("--dataset", "/nowhere/own.csv"),
    "a NUL": kept("--dataset", "/a\0.csv"),
    "lines": kept("--dataset", "/a\nb.csv"),
}


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line with which it ends."""
    assert cli.main(["--resume"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.rstrip("\n").isprintable()
    return err


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_file_that_cannot_be_used_is_named_and_left(
    what: str, left: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(left, UNUSABLE[what])
    assert refusal(capsys).startswith(f"tinynet-tui: nothing to resume: {left}:")
    assert left.read_bytes() == UNUSABLE[what]


@pytest.mark.parametrize("what", ["missing", "directory", "pipe", "link"])
def test_what_is_no_file_is_named(
    what: str, left: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left.parent.mkdir()
    match what:
        case "directory":
            left.mkdir()
        case "pipe":
            os.mkfifo(left)
        case "link":
            left.symlink_to("nowhere")
    assert refusal(capsys).startswith(f"tinynet-tui: nothing to resume: {left}: ")


def test_what_may_not_be_read_is_named(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(left, kept("--seed", "3"))
    left.parent.chmod(0)
    try:
        with unprivileged():
            assert refusal(capsys).endswith(f"{left}: Permission denied\n")
    finally:
        left.parent.chmod(0o700)
    assert opened_by(RESUME)["experiment"] == Experiment(seed=3)


WORDS = [
    *("--seed", "--set", "--at", "--cell", "--hidden", "--alpha", "--dataset", "--targets"),
    *("--target", "--ignore"),
    *("--bias", "--preset", "--iterations", "--play", "-h", "--", "-", "=", "3", "xor", "stuck"),
    *("254", "l1[0,0]", "syn0[0,1]=0.5@100:l0"),
]


@examples(50)
@given(
    st.lists(
        st.sampled_from(WORDS) | st.text(max_size=9) | st.floats().map(str),
        max_size=6,
    )
)
def test_any_words_open_it_or_are_refused_in_a_line(words: list[str]) -> None:
    with state() as path, pytest.MonkeyPatch.context() as patch:
        put(path, kept(*words))
        said: list[str] = []
        patch.setattr(cli, "complain", said.append)
        try:
            opened_by(RESUME)
        except AssertionError:
            assert len(said) == 1 and said[0].startswith(f"nothing to resume: {path}: ")


def test_a_csv_file_is_found_from_another_folder_and_may_have_changed(
    left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "own.csv"
    data.write_text("0,1,0\n1,1,1\n")
    found = opened_by(["tinynet-tui", "--dataset", "own.csv", "--set", "X[1,0]=0.5@3"])
    experiment = found["experiment"]
    LastSession.at(experiment, 60_000, Position(9), "l0", Cursor()).write(left)
    whole = from_anywhere(experiment)
    monkeypatch.chdir("/")
    again = opened_by(RESUME)
    assert again["experiment"] == whole
    assert again["greeting"] == "last session, at 9:l0"
    data.write_text("0,1,0\n0.9,1,1\n")
    assert opened_by(RESUME)["greeting"] == (
        "own.csv has changed since the last session: the numbers differ"
    )
    data.write_text("0,1,0\n")
    assert str(left) in (said := refusal(capsys)) and "--set" in said
    data.unlink()
    assert str(left) in (said := refusal(capsys))
    assert f"{data.name}: No such file" in said


@pytest.mark.parametrize("keys", [("N", "N", "R"), ("N", "home")])
async def test_a_start_to_which_one_came_back_is_kept(keys: tuple[str, ...]) -> None:
    async with opened() as it:
        for key in keys:
            left = it.frame.snapshot.position
            await it.press(key)
            await it.until(lambda left=left: it.frame.snapshot.position != left)
        assert it.frame.run or it.frame.furthest > Position()
        await it.rests_at(0, 1)
        assert last_session(it.app) is not None
