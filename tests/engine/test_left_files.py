"""What a script's files hold when it is left: what the furthest run has written, and no mixture."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tinynet_tui.engine import talk
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Endless, Engine, Where

HEAD = """import csv, gzip, json, logging, os, pickle, sqlite3
import numpy as np
from pathlib import Path
np.random.seed(1)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = np.random.randn(3, 1)
"""
BEFORE = """log, app, inside = open("log", "w"), open("app", "a"), open("inside", "r+")
table = csv.writer(open("table.csv", "w", newline=""))
logging.basicConfig(filename="run.log", filemode="w", format="%(message)s", level=10)
packed, raw = gzip.open("packed.gz", "wt"), os.open("raw", os.O_WRONLY | os.O_CREAT)
base = sqlite3.connect("base.db")
base.execute("create table rows (n)")
os.makedirs("out/deep")
"""
LOOP = """for n in range(24):
    o = 1 / (1 + np.exp(-X @ w))
    w += X.T @ (y - o)
"""
WRITES = """    print(n, file=log)
    app.write(f"{n} {w[0, 0]}\\n")
    inside.write(f"{n} ")
    table.writerow([n, w[1, 0]])
    logging.info("%d", n)
    packed.write(f"{n}\\n")
    os.write(raw, b"%d\\n" % n)
    base.execute("insert into rows values (?)", (n,)); base.commit()
    np.save(f"out/deep/w{n}.npy", w)
    np.savetxt("w.txt", w)
    json.dump(n, open("n.json", "w"))
    pickle.dump(w, open("w.pkl", "wb"))
    with open("again", "a") as again: again.write(f"{n}\\n")
    Path("new").write_text(str(n)); os.replace("new", "moved")
"""
AFTER = """print("end", file=log)
log.close()
Path("done").write_text("done")
np.savez("all.npz", w=w)
"""
ALL = HEAD + BEFORE + LOOP + WRITES + AFTER
EDIT = Edit(Where(4, 1), "w[0,0]", 9.0, None)
LEFT: dict[str, Callable[[Engine], object]] = {
    "there": lambda it: it.run_to(10),
    "gone back": lambda it: (it.run_to(10), it.run_to(3), it.stand(3)),
    "twice": lambda it: (it.run_to(8), it.run_to(2), it.run_to(10), it.run_to(5)),
    "checked": lambda it: (it.run_to(10), it.check(10)),
    "asked": lambda it: (it.run_to(10), it.ask(it.stand(9).where)),
    "edited": lambda it: (it.run_to(10), it.run_to(4), it.stand(4, 1), it.edit([EDIT])),
    "edited, gone on": lambda it: (it.run_to(10), it.stand(4, 1), it.edit([EDIT]), it.run_to(7)),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return prepared(tmp_path, monkeypatch)


def prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    for name in ("app", "inside"):
        (folder / name).write_text("what was here before: " + "x" * 99)
    return folder


def contents(folder: Path) -> dict[str, object]:
    """Return what is in each file, but for archives, which hold the time."""
    found: dict[str, object] = {}
    for path in (one for one in folder.rglob("*") if one.suffix != ".npz"):
        name = str(path.relative_to(folder))
        if path.suffix == ".gz":
            found[name] = gzip.decompress(path.read_bytes())
        elif path.suffix == ".db":
            with sqlite3.connect(path) as base:
                found[name] = base.execute("select * from rows").fetchall()
        else:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Return what Python leaves of ten iterations, and of all."""
    found = {}
    for name, text in (("ten", ALL.replace("24", "10").replace(AFTER, "")), ("all", ALL)):
        folder = tmp_path_factory.mktemp(name)
        with pytest.MonkeyPatch.context() as patch:
            subprocess.run([sys.executable, "-c", text], cwd=prepared(folder, patch), check=True)
        found[name] = contents(folder)
    return found


@pytest.mark.parametrize("how", LEFT)
def test_files_hold_what_the_run_has_written_as_far_as_it_came(
    folder: Path, python: dict[str, dict[str, object]], how: str
) -> None:
    with Engine("mine.py", ALL.encode()) as engine:
        LEFT[how](engine)
    assert contents(folder) == python["ten"]


def test_after_the_end_they_stay_until_another_run_has_come_as_far(
    folder: Path, python: dict[str, dict[str, object]]
) -> None:
    with Engine("mine.py", ALL.encode()) as engine:
        assert engine.finish() == 0
        engine.stand(4, 1)
        assert "done" not in contents(folder)  # as it was at that position
        engine.edit([EDIT])
        engine.run_to(20)
    assert contents(folder) == python["all"]


def test_a_run_that_comes_as_far_replaces_them(folder: Path) -> None:
    def edited(*, later: bool) -> dict[str, object]:
        with Engine("mine.py", text.encode()) as engine:
            if later:
                assert engine.finish() == 0
            engine.stand(4, 1)
            engine.edit([EDIT])
            assert not engine.run_to(1000)
            assert engine.finish() == 0
            if later:
                engine.run_to(2)
        return contents(folder)

    text = HEAD + 'log = open("log", "w")\n' + LOOP + "    log.write(f'{n} {w[0, 0]}\\n')\n"
    assert edited(later=True) == edited(later=False)


def test_a_report_touches_no_file_that_there_was_and_leaves_no_other(folder: Path) -> None:
    for name in ("log", "w.txt", "n.json", "again", "moved", "raw"):
        (folder / name).write_text("mine")
    before = contents(folder)
    with Engine("mine.py", ALL.encode(), leaves_files=True) as engine:
        engine.run_to(10)
        engine.check(10)
        kept = contents(folder)
        assert {name: kept.get(name) for name in before} == before
        engine.run_to(3)
        engine.finish()
    assert contents(folder) == before


SEES = """    log.flush(); app.write("x"); app.flush()
    np.savetxt("w.txt", w); w.tofile("w"); np.save("w.npy", w); Path("n").write_text(str(n))
    Path("new").write_text(str(n)); os.replace("new", "moved")
    print(n, np.loadtxt("w.txt"), np.fromfile("w"), np.load("w.npy"), Path("n").read_text())
    print(os.path.getsize("app"), Path("moved").read_text(), os.stat("n").st_size)
    print(os.path.exists("n"), sorted(os.listdir(".")), open("app").read())
    if n == 20: os.remove("n"); print(os.path.exists("n"))
"""


def test_in_a_report_a_script_reads_what_it_has_written(folder: Path) -> None:
    for name in ("log", "w.txt", "w", "w.npy", "n", "moved"):
        (folder / name).write_text("mine")
    before = contents(folder)
    text = HEAD + 'log, app = open("log", "w"), open("app", "a")\n' + LOOP + SEES
    with Engine("mine.py", text.encode(), leaves_files=True) as engine:
        for iteration in (22, 3, 9, 1000):
            engine.run_to(iteration)
        assert engine.finish() == 0
        printed = engine.out.until(engine.out.length)
        assert not engine.remarks
    assert contents(folder) == before
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True)
    assert done.stdout == printed


def test_a_check_writes_nothing_while_it_runs(folder: Path) -> None:
    text = HEAD + 'log = open("log", "w", buffering=1)\n' + LOOP
    text += '    log.write(f"{n}\\n")\n    np.save("w.npy", w)\n    if n == 5: open("five", "w")\n'
    with Engine("mine.py", text.encode()) as engine:
        engine.run_to(5)
        before = contents(folder)
        assert engine.check(5)["tried"]
        assert contents(folder) == before
        engine.run_to(7)
    assert (folder / "log").read_text().split() == [str(n) for n in range(7)]


THREAD = """import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
app = open("app", "a", buffering=1)
"""


def test_a_run_from_the_start_begins_with_the_files_as_they_were(folder: Path) -> None:
    text = HEAD + THREAD + LOOP + '    app.write(f"{n}\\n")\n'
    before = (folder / "app").read_text()
    with Engine("mine.py", text.encode()) as engine:
        engine.run_to(12)
        engine.run_to(4)
        assert (folder / "app").read_text() == before + "0\n1\n2\n3\n"
        engine.run_to(6)
        engine.run_to(1)
    assert (folder / "app").read_text() == before + "".join(f"{n}\n" for n in range(12))


def test_another_run_begins_them_anew_and_this_one_can_be_taken_back(
    folder: Path, python: dict[str, dict[str, object]]
) -> None:
    text = ALL.replace('"base.db"', '":memory:"')  # else it notices that the file is another one
    before = contents(folder)
    with Engine("mine.py", text.encode()) as engine:
        engine.run_to(10)
        engine.set_aside()
        assert contents(folder) == before
        with Engine("mine.py", text.replace("24", "18").encode()) as other:
            other.run_to(15)
            other.set_aside()
        engine.take_back()
        engine.run_to(5)
        assert engine.finish() == 0
    assert contents(folder) == {it: one for it, one in python["all"].items() if it != "base.db"}


def test_a_report_puts_back_what_is_removed_or_moved(folder: Path) -> None:
    (folder / "out").mkdir()
    for name in ("out/mine", "moved", "gone"):
        (folder / name).write_text("mine")
    before = contents(folder)
    removes = 'import shutil; shutil.rmtree("out"); os.mkdir("out"); os.rename("moved", "there")\n'
    text = HEAD + removes + LOOP + '    open(f"out/{n}", "w").write("new")\n'
    text += '    if n == 3: os.remove("gone")\n'
    with Engine("mine.py", text.encode(), leaves_files=True) as engine:
        engine.run_to(5)
        assert len([*(folder / "out").iterdir()]) == 5
    assert contents(folder) == before


@pytest.mark.parametrize("ending", ["if n == 9: 1 / 0", "if n == 9: raise SystemExit"])
def test_files_are_written_where_the_script_raises(folder: Path, ending: str) -> None:
    text = HEAD + 'log = open("log", "w")\n' + LOOP + f'    log.write(f"{{n}} ")\n    {ending}\n'
    with Engine("mine.py", text.encode()) as engine:
        engine.run_to(1000)
        engine.run_to(4)
    assert (folder / "log").read_text() == "0 1 2 3 4 5 6 7 8 9 "


@pytest.mark.parametrize("handler", [signal.default_int_handler, signal.SIG_IGN])
def test_a_statement_that_is_cut_off_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, handler: Any
) -> None:
    request.addfinalizer(partial(signal.signal, signal.SIGINT, signal.getsignal(signal.SIGINT)))
    signal.signal(signal.SIGINT, handler)  # a shell has it ignored in the background
    monkeypatch.setattr(talk, "HASTE", 60)
    text = HEAD + 'log = open("log", "w")\n' + LOOP + '    log.write(f"{n} ")\n'
    text += '    if n == 9: open("now", "w")\n    while n == 9: pass\n'
    with Engine("mine.py", text.encode()) as engine:
        with pytest.raises(Endless):
            engine.run_to(1000, (folder / "now").exists)
        engine.run_to(4)
    assert (folder / "log").read_text() == "0 1 2 3 4 5 6 7 8 9 "
