"""What a script writes by a path stands in the file once, and is what it was at each position."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine import written_files
from tinynet_tui.engine.engine import Engine, Where

HEAD = """import numpy as np
np.random.seed(1)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = np.random.randn(3, 1)
for n in range(24):
    o = 1 / (1 + np.exp(-X @ w))
    w += X.T @ (y - o)
"""
WRITES = {
    "append": '    with open("log", "a") as f: f.write(f"{n}\\n")\n',
    "two opens": '    for it in (n, w[0,0]): open("log", "a").write(f"{it}\\n")\n',
    "write": '    open("log", "w").write(f"{n}\\n" * (50 - n))\n',
    "exclusive": '    open(f"log{n // 6}", "x" if n % 6 == 0 else "a").write(f"{n}\\n")\n',
    "in place": '    with open("old", "r+") as f: f.seek(n); f.write(str(n))\n',
    "old append": '    open("old", "a").write(f"{n}\\n")\n',
    "text": '    np.savetxt("log", w)\n',
    "array": '    np.save("log.npy", w)\n    if n % 2: np.savez("all.npz", w=w, o=o)\n',
    "moved": '    open("new", "w").write(f"{n}")\n    os.replace("new", "log")\n',
    "removed": '    open("log", "a").write(f"{n}")\n    if n % 7 == 6: os.remove("log")\n',
    "later": '    if n > 12: open("log", "a").write(f"{n}\\n")\n',
}
READS = """    for name in sorted(os.listdir(".")):
        if "all" not in name: print(n, name, hash(open(name, "rb").read()))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").write_text("what was here before: " + "x" * 40)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in each file, but for archives, which hold the time."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix != ".npz"}


@pytest.mark.parametrize("kind", WRITES)
def test_files_are_what_they_were_at_each_position(folder: Path, kind: str) -> None:
    text = "import os\n" + HEAD + READS.replace("hash(", "(") + WRITES[kind]
    with Engine("mine.py", text.encode()) as engine:
        at: list[dict[str, bytes]] = []
        for iteration in range(24):
            engine.run_to(iteration)
            at.append(contents(folder))
        assert not engine.run_to(1000)
        last = contents(folder)
        for iteration in (23, 15, 4, 0, 22, 11):
            engine._frames.drop(Where(0, 0))
            engine.run_to(iteration)
            assert contents(folder) == at[iteration], iteration
            engine.stand(iteration)
        assert not engine.run_to(1000)
        assert engine.finish() == 0
        assert contents(folder) == last
        assert not engine.remarks  # it has read and printed the same each time


def test_of_a_large_file_what_is_added_is_cut_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = b"x" * (written_files.MOST_BYTES + 10)
    (folder / "old").write_bytes(before)
    with Engine("mine.py", (HEAD + WRITES["old append"]).encode()) as engine:
        assert not engine.run_to(1000)
        engine.run_to(3)
        assert (folder / "old").read_bytes() == before + b"0\n1\n2\n"
        assert not engine.run_to(1000)
        assert (folder / "old").read_bytes() == before + b"".join(b"%d\n" % n for n in range(24))
