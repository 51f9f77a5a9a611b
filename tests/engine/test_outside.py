"""Going back is right for what lies outside a script's memory, or it is said that it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine, Where

HEAD = """import numpy as np
np.random.seed(1)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = np.random.randn(3, 1)
"""
BODY = """    o = 1 / (1 + np.exp(-X @ w))
    w += X.T @ (y - o)
"""
THREADS = """import threading
end = threading.Event()
threading.Thread(target=end.wait, daemon=True).start()
"""
CHILD = """import subprocess
child = subprocess.Popen(["sleep", "60"])
"""
PIPE = """import os
there, here = os.pipe()
os.write(here, bytes(range(40)))
"""
SOCKETS = """import socket
there, here = socket.socketpair()
"""
LIVE = {
    "threads": (THREADS, "", "threads"),
    "child": (CHILD, "", "processes of its own"),
    "pipe": (PIPE, "    print(os.read(there, 1))\n", "an open pipe"),
    "sockets": (SOCKETS, "", "an open socket"),
}


def engine_of(text: str, name: str = "mine.py") -> Engine:
    return Engine(name, (HEAD + text).encode())


def walk(engine: Engine) -> None:
    """Go to the end and back, and compare what is found with what was found before."""
    engine.run_to(0)
    before = [engine.stand(at) for at in range(12)]
    assert not engine.run_to(1000)
    printed = engine.out.until(engine.out.length)
    for at in (7, 3, 9):
        engine._frames.drop(Where(0, 0))
        again = engine.stand(at)
        assert (again.where, again.printed) == (before[at].where, before[at].printed)
        assert repr(again.values) == repr(before[at].values)
    assert not engine.run_to(1000)
    assert engine.out.until(engine.out.length) == printed


def test_a_file_that_is_read_in_the_loop_goes_back_with_it(tmp_path: Path) -> None:
    path = tmp_path / "numbers.txt"
    path.write_text("".join(f"{n}\n" for n in range(4000)))
    text = f"f = open({str(path)!r}, buffering=1 << 4)\nfor n in range(20):\n{BODY}"
    with engine_of(text + "    print(int(f.readline()))\n") as engine:
        walk(engine)
        assert not engine.remarks


@pytest.mark.parametrize("mode", ["w", "a", "w+"])
def test_a_file_that_is_written_in_the_loop_holds_everything_once(
    tmp_path: Path, mode: str
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("before\n")
    text = f"f = open({str(path)!r}, {mode!r})\nfor n in range(20):\n{BODY}"
    with engine_of(text + '    print(n, file=f, flush=True)\nprint("end", file=f)\n') as engine:
        walk(engine)
        assert engine.finish() == 0
    start = "before\n" if mode == "a" else ""
    assert path.read_text() == start + "".join(f"{n}\n" for n in range(20)) + "end\n"


@pytest.mark.parametrize("kind", LIVE)
def test_what_cannot_be_copied_is_run_from_its_start(kind: str) -> None:
    before, inside, words = LIVE[kind]
    with engine_of(f"{before}for n in range(20):\n{BODY}{inside}") as engine:
        engine.run_to(0)
        assert engine.remarks == [f"it has {words}: going back runs it from its start"]
        walk(engine)
        assert len(engine.remarks) == 1


def test_a_loop_in_a_thread_goes_back_and_to_the_end() -> None:
    text = "import threading\ndef train():\n    global w\n    for n in range(20):\n"
    text += BODY.replace("    ", "        ")
    end = 't = threading.Thread(target=train)\nt.start()\nt.join()\nprint("end")\n'
    with engine_of(text + end) as engine:
        walk(engine)
        assert engine.finish() == 0
        assert engine.out.until(engine.out.length) == b"end\n"


def test_threads_that_have_ended_are_no_obstacle() -> None:
    end = THREADS.replace("threading.Thread", "one = threading.Thread").replace(
        ", daemon=True).start()", ")\none.start()\nend.set()\none.join()"
    )
    with engine_of(f"{end}for n in range(20):\n{BODY}") as engine:
        walk(engine)
        assert not engine.remarks


def test_something_else_printed_when_it_runs_again_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "count.txt"
    path.touch()
    text = f"import os\nfor n in range(20):\n{BODY}    os.system('printf . >> {path}')\n"
    text += f"    print(len(open({str(path)!r}).read()))\n"
    with engine_of(text) as engine:
        assert not engine.run_to(1000)
        assert not engine.remarks
        for at in (3, 5, 2):
            engine._frames.drop(Where(0, 0))
            engine.stand(at, 4)
        (said,) = engine.remarks
        assert "prints something else when it runs again" in said


def test_the_line_that_prints_something_else_is_named() -> None:
    text = f"import time\nfor n in range(20):\n{BODY}    print(time.time_ns())\n"
    with engine_of(text) as engine:
        engine.stand(0, 3)
        engine._frames.drop(Where(0, 0))
        engine.stand(0, 2)
        engine.stand(0, 3)
        assert engine.remarks[0].startswith("line 10 prints something else")


def test_the_thread_of_a_progress_bar_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "tqdm.py").write_text(
        "import threading\nclass Monitor(threading.Thread):\n    pass\n"
        "end = threading.Event()\nMonitor(target=end.wait, daemon=True).start()\n"
    )
    text = f"import sys\nsys.path.append({str(tmp_path)!r})\nimport tqdm\n"
    with engine_of(f"{text}for n in range(20):\n{BODY}") as engine:
        walk(engine)
        assert not engine.remarks


def test_what_only_cleans_up_is_no_obstacle() -> None:
    text = "from multiprocessing import resource_tracker\nresource_tracker.ensure_running()\n"
    with engine_of(f"{text}for n in range(20):\n{BODY}") as engine:
        walk(engine)
        assert not engine.remarks
