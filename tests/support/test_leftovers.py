"""Temporary files of processes that were killed while they wrote."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tinynet_tui.support.files import clear_leftovers, create

KILLED = """
import os, sys
from pathlib import Path
from tinynet_tui.support import files
os.fsync = lambda _: (print("writing", flush=True), sys.stdin.read())
files.put(Path(sys.argv[1]), b"whole")
"""


def writing(path: Path) -> subprocess.Popen[str]:
    """A process that does not come to an end with writing a file."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "writing\n"
    return process


def test_what_a_killed_writer_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "left.json"
    others = [tmp_path / name for name in (".tinynet-", ".tinynet-notes.txt", "tinynet-abcdefgh")]
    for other in others:
        other.write_text("mine")
    (tmp_path / ".tinynet-abcdefgh").mkdir()
    (tmp_path / ".tinynet-linklink").symlink_to(others[0])
    (tmp_path / ".tinynet-old_left").write_text("by an older version")
    killed, alive = writing(path), writing(path)
    killed.kill()
    killed.communicate()
    assert len(list(tmp_path.iterdir())) == 7, "the older one has been cleared"
    clear_leftovers(tmp_path)
    assert len(list(tmp_path.iterdir())) == 6, "the file of the one that still writes stays"
    assert others[0].read_text() == "mine"
    alive.communicate("")
    assert alive.returncode == 0 and path.read_bytes() == b"whole"
    assert {entry.name for entry in tmp_path.iterdir()} == {
        *(".tinynet-", ".tinynet-notes.txt", "tinynet-abcdefgh"),
        *(".tinynet-abcdefgh", ".tinynet-linklink", "left.json"),
    }


def test_the_next_file_in_a_folder_clears_it_too(tmp_path: Path) -> None:
    killed = writing(tmp_path / "left.json")
    killed.kill()
    killed.communicate()
    assert len(list(tmp_path.iterdir())) == 1
    create(tmp_path / "run.py", b"print()")
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.py"]
