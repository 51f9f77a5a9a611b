"""Where there is no POSIX, as on Windows, all but our own driver and the kiosk works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers import without_posix
from helpers.project import PACKAGE
from helpers.terminal import environment
from helpers.waiting import DEADLINE

pytestmark = pytest.mark.quick

ALLOWED = frozenset(
    [
        f"tinynet_tui.wire.{name}"
        for name in ("driver", "keyboard", "reading", "stopping", "terminal_modes", "writer")
    ]
    + [
        f"tinynet_tui.engine.{name}"
        for name in (
            "apart_files",
            "asking",
            "checking",
            "controller",
            "obeying",
            "reporting",
            "forking",
            "host",
            "keeper",
            "open_files",
            "telling",
            "file_states",
            "written_files",
        )
    ]
)
"""Our driver, the process of a script, and what only they import."""

MODULES = sorted(
    "tinynet_tui" + ".".join(["", *path.relative_to(PACKAGE).with_suffix("").parts])
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
    and PACKAGE / "scripts" not in path.parents  # they train when imported
)

MAIN = "import sys; from tinynet_tui.cli.main import main; sys.exit(main(sys.argv[1:]))"

HEADLESS = """
import asyncio
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.app import launch
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.wire.drivers import driver_class

assert driver_class({}) is None  # Textual chooses one, and would not find its own for POSIX either
stock = driver_class({"TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver"})
app = TrainerApp(Experiment(), driver_class=stock)
app.suit_terminal(follows_background=True)

async def presses(pilot):
    await pilot.press("n", "n", "N")
    await pilot.press("question_mark")
    await pilot.press("escape")
    while app.main.frame.snapshot.position.iteration != 1:
        await pilot.pause(0.01)
    print(app.wire, app.main.frame.snapshot.position)
    app.exit(0)

run = app.run
app.run = lambda **options: run(headless=True, auto_pilot=presses)
print(launch.run(app, None))
"""


def run(code: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, without_posix.__file__, code, *arguments],
        cwd=folder,
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        stdin=subprocess.DEVNULL,
    )


def test_what_is_removed_is_missing(tmp_path: Path) -> None:
    tried = run("import termios", folder=tmp_path)
    assert "No module named 'termios'" in tried.stderr
    tried = run("import signal; signal.SIGTSTP", folder=tmp_path)
    assert "AttributeError" in tried.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--version",), "tinynet-tui "),
        (("--help",), "usage: tinynet-tui"),
        (("train", "--iterations", "2"), "Error:"),
        (("explain", "--at", "254:l1_error"), "l1_error"),
        (("presets",), "stuck"),
        (("verify",), "reproduced"),
        (("manual",), "terminals"),
        (("settings",), "file "),
        (("lecture", "--notes"), "1/19"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_needs_no_screen_needs_no_posix(
    arguments: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    done = run(MAIN, *arguments, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout


def test_files_are_read_and_written(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    done = run(MAIN, "train", "--dataset", "own.csv", "--iterations", "2", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = run(MAIN, "lecture", "--new", "mine.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = run(MAIN, "lecture", "--check", "mine.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.md", "own.csv"]


def test_every_module_but_the_drivers_can_be_imported(tmp_path: Path) -> None:
    assert {*MODULES} >= ALLOWED
    names = [name for name in MODULES if name not in ALLOWED]
    code = f"import importlib\nfor one in {names}: importlib.import_module(one)"
    done = run(code, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_app_runs_with_textuals_own_driver(tmp_path: Path) -> None:
    done = run(HEADLESS, folder=tmp_path)
    assert done.stderr == ""
    assert done.stdout == "None Position(iteration=1, step=3)\n0\n"


@pytest.mark.parametrize("command", [(), ("train",), ("explain",)])
def test_a_script_is_refused_where_nothing_forks(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("for i in range(3): pass\n")
    done = run(MAIN, *command, "mine.py", folder=tmp_path)
    complaint = "mine.py: this system cannot run a script step by step; Linux can"
    assert (done.returncode, done.stderr) == (2, f"tinynet-tui: {complaint}\n")


def test_a_guest_is_refused_where_nothing_confines_them(tmp_path: Path) -> None:
    done = run(MAIN, "--kiosk", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "tinynet-tui: --kiosk: this system cannot confine a guest\n"
