"""`train FILE.py` prints what Python prints; `explain FILE.py` prints a step of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from helpers.manners import SCRIPTS, Manner, printed, table
from helpers.waiting import DEADLINE
from tinynet_tui.engine.plan import Choice
from tinynet_tui.report import script_step
from tinynet_tui.support.own_environment import of_user

QUICK = {"class_train_think", "exit_at_end", "input_forever", "megabyte", "semicolons"}
PLAIN = [
    pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name not in QUICK))
    for one in table("scripts").values()
    if one.plain and one.seeded
]


def run(*arguments: str, folder: Path = SCRIPTS, stdin: str = "") -> tuple[bytes, str, int]:
    """Run the program in a folder; return what it prints, what it complains of, its status."""
    ended = subprocess.run(
        [sys.executable, "-m", "tinynet_tui", *arguments],
        input=stdin.encode(),
        capture_output=True,
        cwd=folder,
        env=of_user() | {"PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=DEADLINE,
    )
    return ended.stdout, ended.stderr.decode(), ended.returncode


@pytest.mark.parametrize("manner", PLAIN)
def test_train_prints_what_python_prints(manner: Manner) -> None:
    out, _, status = run("train", f"{manner.name}.py", stdin=manner.stdin)
    assert (out, status) == printed(manner)


@pytest.mark.parametrize("name", ["empty", "no_loop", "syntax_error", "not_utf8", "null_byte"])
def test_what_is_no_script_is_refused_in_a_line(name: str) -> None:
    refusing = (["explain"],) if name in ("empty", "no_loop") else (["train"], ["explain"])
    for command in refusing:
        out, complaint, status = run(*command, f"bad/{name}.py")
        assert (out, status) == (b"", 2)
        assert complaint.count("\n") == 1
        assert complaint.startswith(f"tinynet-tui: bad/{name}.py")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "print('no loop')",
        "for i in range(3):\n    print(i)",
        "import sys\nsys.exit(3)",
        "1 / 0",
    ],
)
def test_train_runs_what_trains_nothing_as_python_does(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.py").write_text(text)
    out, _, status = run("train", "mine.py", "--seed", "3", folder=tmp_path)
    assert (out, status) == printed(Manner("mine", tmp_path / "mine.py"))


def test_explain_prints_a_step_with_all_digits() -> None:
    out, complaint, status = run("explain", "flat_long_names.py", "--at", "20:watering_error")
    text = out.decode()
    assert (complaint, status) == ("", 0)
    assert "iteration 20, step 5, line 26" in text
    assert "watering_error = watered_the_plant - predicted_watering" in text
    assert "watering_error, 6×1 float64" in text
    assert "Error after 0 iterations" in text


def test_explain_tells_a_variable_that_a_step_changes_before_and_after(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "import numpy as np\nb = np.ones(2)\nc = 0\nfor i in range(20):\n"
        "    b -= 0.25 * b\n    c += 1\n"
    )
    out, _, status = run("explain", "mine.py", "--loop", "4", "--at", "0:b", folder=tmp_path)
    written, read = out.decode().split("It has written:")[1].split("It has read:")
    assert status == 0 and "[0.75 0.75]" in written and "[1. 1.]" in read
    out, _, status = run("explain", "mine.py", "--loop", "4", "--at", "7:c", folder=tmp_path)
    written, read = out.decode().split("It has written:")[1].split("It has read:")
    assert status == 0 and "c = 8" in written and "c = 7" in read


def test_explain_takes_settings_edits_and_the_seed(tmp_path: Path) -> None:
    text = "import numpy as np\nnp.random.seed(1)\nrate = 0.5\nw = np.random.rand(2)\n"
    text += "for i in range(9):\n    out = w.dot(w)\n    w -= rate * out * w\n"
    (tmp_path / "mine.py").write_text(text)
    options = ["--seed", "3", "--let", "rate=0.25", "--set", "w[1]=1.5@2:2", "--at", "3:2"]
    out, _, status = run("explain", "mine.py", *options, folder=tmp_path)
    assert status == 0
    w = np.random.RandomState(3).rand(2)
    for i in range(4):
        w -= 0.25 * w.dot(w) * w
        if i == 2:
            w[1] = 1.5
    with np.printoptions(precision=10):
        assert f"    {w}" in out.decode()


@pytest.mark.parametrize(("options", "line"), [([], 20), (["--loop", "28"], 29)])
def test_another_loop_can_be_taken(options: list[str], line: int) -> None:
    out, _, status = run("explain", "two_loops_data.py", *options, "--at", "0:1")
    assert status == 0
    assert out.startswith(f"two_loops_data.py: iteration 0, step 1, line {line}\n".encode())


def test_what_is_not_seen_to_train_is_opened_by_its_line(tmp_path: Path) -> None:
    lines = ["import numpy as np", "w = np.ones(2)", "for i in range(5):", "    w -= w.mean()"]
    (tmp_path / "mine.py").write_text("\n".join(lines))
    command = ["explain", "mine.py", "--at", "0:1"]
    out, complaint, status = run(*command, folder=tmp_path)
    assert (out, status) == (b"", 2)
    assert complaint.endswith("no loop is seen to train weights; --loop takes one by its line: 3\n")
    out, _, status = run(*command, "--loop", "3", folder=tmp_path)
    assert status == 0 and b"[0. 0.]" in out


def test_an_update_that_is_not_indented_is_named(tmp_path: Path) -> None:
    lines = ["import numpy as np", "w, x = np.ones((2, 1)), np.eye(2)", "def guess(w):"]
    lines += ["    return x.dot(w)", "for i in range(5):", "    miss = 1 - guess(w)"]
    lines += ["step = x.T.dot(miss)", "w = w + step", "print(w)"]
    (tmp_path / "mine.py").write_text("\n".join(lines))
    _, complaint, status = run("explain", "mine.py", folder=tmp_path)
    assert status == 2
    assert complaint.endswith("mine.py:8: w is updated after the loop of line 5, not in it\n")
    out, _, status = run("train", "mine.py", folder=tmp_path)
    assert (out, status) == (b"[[1.]\n [1.]]\n", 0)


def test_the_division_of_python_2_is_named(tmp_path: Path) -> None:
    lines = ["import numpy as np", "w = np.ones(2)", "for i in xrange(5):"]
    lines += ["    rate = (i + 3) / 2", "    w -= 0.1 * rate * w", "print w"]
    (tmp_path / "mine.py").write_text("\n".join(lines))
    out, _, status = run("explain", "mine.py", "--at", "0:1", folder=tmp_path)
    assert status == 0
    assert b"! (i + 3) / 2: Python 2 rounds whole numbers down" in out and b"rate = 1\n" in out


@pytest.mark.parametrize("at", ["20", "7:l2_delta"])
def test_explain_says_where_an_exception_is(at: str) -> None:
    out, complaint, status = run("explain", "bad/raises_broadcast.py", "--at", at)
    assert (out, status) == (b"", 1)
    assert complaint == (
        "tinynet-tui: bad/raises_broadcast.py:16: iteration 7, step 5: "
        "l2_error (3×1) * l2 (4×1): 3 and 4 differ\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--at", "5000"], "the loop ends after 4,000 iterations"),
        (["--at", "nothing"], "the loop does not assign 'nothing'"),
        (["--let", "alpha=1"], "'alpha' is not one of its settings"),
        (["--set", "w=1"], "is not an edit, such as"),
        (["--loop", "1"], "no loop begins there; the loop begins in line 20"),
        (["--at", "10:99"], "--at: 99 is not a step: an iteration has 11 steps"),
        (["--cell", "watering_error[0,0]"], "watering_error has no value yet at that position"),
        (["--error", "1 +"], "is not an expression"),
        (["--hidden", "3"], "--hidden is for the built-in scripts; --let changes a number of this"),
        (["--alpha", "3"], "for a script, say --let alpha=0.5"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(options: list[str], said: str) -> None:
    out, complaint, status = run("explain", "flat_long_names.py", *options)
    assert (out, status) == (b"", 2)
    assert complaint.count("\n") == 1
    assert said in complaint


def test_what_an_iteration_does_not_assign_has_no_position_there(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "import numpy as np\nw = np.ones((2, 1))\nfor i in range(20):\n"
        "    out = np.eye(2).dot(w)\n    if i % 5 == 0:\n        seen = out\n    w -= out\n"
    )
    out, complaint, status = run("explain", "mine.py", "--at", "3:seen", folder=tmp_path)
    assert (out, status) == (b"", 2)
    assert complaint == "tinynet-tui: --at: iteration 3 does not assign 'seen'\n"


def test_a_step_that_an_iteration_does_not_have_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "import numpy as np\nw = np.ones((2, 1))\nfor i in range(20):\n    out = np.eye(2).dot(w)\n"
        "    for k in range(i % 3):\n        w = w - 0.1 * out\n    w -= 0.1 * out\n"
    )
    run_there = ["explain", "mine.py", "--at"]
    out, complaint, status = run(*run_there, "4:4", folder=tmp_path)
    assert (out, status) == (b"", 2)
    assert complaint == "tinynet-tui: --at: iteration 4 has only 3 steps\n"
    assert run(*run_there, "5:4", folder=tmp_path)[2] == 0


def test_a_kiosk_takes_no_script() -> None:
    out, complaint, status = run("flat_long_names.py", "--kiosk")
    assert (out, status) == (b"", 2)
    assert complaint.count("\n") == 1
    assert "--kiosk opens the built-in network only" in complaint


def test_explain_does_not_wait_for_ever_for_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.py").write_text("while True: pass\nfor i in range(3):\n    w = w @ w\n")
    monkeypatch.setattr(script_step, "LIMIT", 0.1)
    monkeypatch.chdir(tmp_path)
    assert script_step.explain_script(Path("mine.py"), Choice(), "0:1", []) == 2
    line = "before the loop, line 1 did not end, and was cut off"
    assert capsys.readouterr().err == f"tinynet-tui: mine.py: {line}\n"
