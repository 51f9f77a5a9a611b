"""A kiosk's walls: environment, signals, errors, and what Python and the kernel refuse."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.program import ON_LINUX
from helpers.recorder import beyond, recorder
from helpers.shell_job import CTRL_Z, SH, in_shell, is_stopped, job, wait_for_the_shell
from helpers.terminal import environment, terminal
from helpers.waiting import DEADLINE

# By the environment.

UP = "../../../../../../../../../.."
HOSTILE = {
    "TEXTUAL_LOG": "{}/log",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL": "devtools,debug",
    "TEXTUAL_DRIVER": "evil:Driver",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": "{}",
    "TEXTUAL_PRESS": "q",
    "TEXTUAL_THEME": "textual-ansi",
    "LANGUAGE": UP + "{}",
    "LC_MESSAGES": UP + "{}",
    "LC_TERMINAL": UP + "{}",
    "LANG": "..",
    "TERM": UP + "{}",
    "XDG_CONFIG_HOME": "{}",
    "XDG_STATE_HOME": "{}",
    "HOME": "{}",
    "TZ": UP + "{}",
    "COLUMNS": "99999999",
    "LINES": "-1",
    "BROWSER": "touch {}/browser",
    "EDITOR": "touch {}/editor",
    "PATH": "{}",
    "UNICODE_VERSION": UP + "{}",
    "ESCDELAY": "999999",
    "PYTHONBREAKPOINT": "evil.main",
    "PYTHONSTARTUP": "{}/evil.py",
    "SSH_ORIGINAL_COMMAND": "settings --new; touch {}/command",
}


HARMFUL = ("TEXTUAL_LOG", "TEXTUAL_DEBUG", "LANGUAGE", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
"""Those that make the program look for files, or write some, outside a kiosk."""


def hostile(folder: Path) -> dict[str, str | None]:
    """HOSTILE for a guest's folder, without the tests' own locale, which would override it."""
    (folder / "evil.py").write_text("import pathlib; pathlib.Path('evil').touch()\n")
    (folder / "tinynet-tui").mkdir()
    (folder / "tinynet-tui" / "settings.toml").write_text("digits = 3\n")
    values = {name: value.format(folder) for name, value in HOSTILE.items()}
    return {**values, "LC_ALL": None, "PYTHONDONTWRITEBYTECODE": None}


def asked_with(
    variables: dict[str, str | None], folder: Path, *arguments: str
) -> tuple[list[str], str]:
    """The requests to the machine, by event and path, and the screen."""
    with recorder(folder) as heard:
        with terminal(*arguments, program=heard.program, changes=variables) as it:
            it.wait_for("paused", "1k")
            it.send("N")  # so that there is something to resume
            it.wait_for("iteration 1 ")
            seen = it.text
            it.send("\x03")
            assert it.wait_for_end() == 0
        return [f"{one.event} {one.subject}" for one in beyond(heard.finish())], seen


@pytest.mark.quick
def test_no_variable_leads_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked, seen = asked_with(hostile(tmp_path), tmp_path, "--kiosk")
    assert asked == []
    assert "tinynet  xor 3-4-1  seed 1" in seen
    assert {path.name for path in tmp_path.rglob("*")} == {
        *("evil.py", "tinynet-tui", "settings.toml", "heard")
    }


def test_without_a_kiosk_some_variables_lead_to_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    values = hostile(tmp_path)
    variables = {name: values[name] for name in HARMFUL}
    asked, _ = asked_with(variables, tmp_path)
    assert f"open {tmp_path}/log" in asked
    assert "open keys.log" in asked
    assert f"look {tmp_path}/tinynet-tui/settings.toml" in asked
    assert (tmp_path / "tinynet-tui" / "left.json").exists()
    assert any(one.startswith("look") and UP in one and "messages.mo" in one for one in asked)


@pytest.mark.quick
def test_only_variables_for_drawing_the_screen_are_left_in_the_environment() -> None:
    kept = {"TERM": "xterm", "COLORTERM": "truecolor", "LANG": "de_DE.UTF-8", "LC_CTYPE": "C.UTF-8"}
    left = run_alone(
        "from tinynet_tui.support import sandbox as kiosk; kiosk.shut(); "
        "import os; print(sorted(os.environ.items()))",
        {**{name: value.format("/x") for name, value in HOSTILE.items()}, **kept},
    )
    assert left == repr(sorted(kept.items()))


def run_alone(program: str, variables: dict[str, str] | None = None, folder: str = "/") -> str:
    """Run Python code and return its output."""
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment() if variables is None else variables,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=DEADLINE,
    ).stdout.strip()


@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_python_stays_open_after_quitting_only_outside_a_kiosk(arguments: tuple[str, ...]) -> None:
    with terminal(*arguments, changes={"PYTHONINSPECT": "1"}) as it:
        it.wait_for("paused")
        it.send("q")
        if arguments:
            assert it.wait_for_end() == 0
            assert ">>>" not in it.text
        else:
            it.wait_for(">>>")


@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_modules_come_from_the_current_folder_only_outside_a_kiosk(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plotext.py").write_text("import pathlib; pathlib.Path('evil').touch()\n")
    with terminal(*arguments) as it:
        it.wait_until((tmp_path / "evil").exists if not arguments else lambda: "┤" in it.text, "")
        assert (tmp_path / "evil").exists() == (not arguments)


# By signals.


@ON_LINUX
@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_it_can_be_stopped_only_outside_a_kiosk(arguments: tuple[str, ...]) -> None:
    with in_shell(SH, *arguments) as it:
        it.send(CTRL_Z)
        if arguments:
            os.kill(job(it), signal.SIGTSTP)
            it.send("N")
            it.wait_for("iteration 1 ")
            assert not is_stopped(job(it))
        else:
            wait_for_the_shell(it)


@pytest.mark.parametrize("end", ["SIGHUP", "SIGTERM", "terminal gone"])
def test_it_ends_as_it_does_outside_a_kiosk(end: str) -> None:
    with terminal("--kiosk", "--play", "--speed", "max", "--iterations", "1000000000000") as it:
        it.wait_for("playing")
        if end == "terminal gone":
            it.close()
            assert it.wait_for_end(reading=False) == 128 + signal.SIGHUP
        else:
            number = signal.Signals[end]
            it.signal(number)
            assert it.wait_for_end() == 128 + number
            it.assert_restored()


# Errors.

BREAKS = """
import sys
from tinynet_tui.cli import main as cli
from tinynet_tui.ui.app import launch, trainer_app

def broken(*_):
    secret = "hunter" + "2"
    raise ValueError(secret)

{} = broken
sys.exit(cli.main())
"""


@pytest.mark.parametrize("where", ["trainer_app.TrainerApp.action_help", "launch._ending"])
@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_an_error_in_a_kiosk_is_a_line_without_values(
    arguments: tuple[str, ...], where: str
) -> None:
    program = [sys.executable, "-c", BREAKS.format(where)]
    with terminal(*arguments, program=program, size=(120, 40)) as it:
        if "action" in where:
            it.wait_for("paused")
            it.send("?")
        assert it.wait_for_end() == 1
        assert (b"hunter2" in it.received) == (not arguments)
        if arguments:
            (line,) = it.text.strip().split("\n")
            assert line.rstrip() == "tinynet-tui: stopped by an error: ValueError"
            it.assert_restored()


# What Python and the kernel refuse if the app should ask for it.

TRIES = """
import errno, os, socket, sqlite3, subprocess, sys
from pathlib import Path
from tinynet_tui.support import sandbox as kiosk

folder = Path("FOLDER")
(folder / "there").write_text("x")
os.environ["X"] = "x"
held = open(folder / "held", "wb", buffering=0)
harmless = {
    "read": lambda: (folder / "there").read_bytes(),
    "read a link": lambda: (folder / "link").read_bytes(),
    "read a path from the root": lambda: open("etc/passwd"),
    "write": lambda: (folder / "new").write_text("x"),
    "append": lambda: open(folder / "there", "a"),
    "create": lambda: os.open(folder / "new", os.O_CREAT),
    "write in the package": lambda: open(kiosk.__file__, "r+"),
    "list": lambda: os.listdir(folder),
    "list the present folder": lambda: os.listdir(),
    "walk": lambda: next(os.scandir(folder)),
    "rename": lambda: os.rename(folder / "there", folder / "there"),
    "mode": lambda: os.chmod(folder / "there", 0o600),
    "change folder": lambda: os.chdir("/"),
    "run": lambda: subprocess.run(["true"]),
    "shell": lambda: os.system("true"),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "look up": lambda: socket.getaddrinfo("localhost", 1),
    "listen": lambda: socket.socket().bind(("127.0.0.1", 0)),
    "database": lambda: sqlite3.connect(folder / "new"),
    "environment": lambda: os.putenv("X", "y"),
}
fatal = {
    "fork": os.fork,
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "signal": lambda: os.kill(os.getpid(), 9),
    "connect": lambda: socket.socket().connect(("127.0.0.1", 1)),
    "remove": lambda: os.remove(folder / "there"),
    "make a folder": lambda: os.mkdir(folder / "made"),
}
os.symlink("/etc/passwd", folder / "link")
os.chdir("/")
for name, attempt in harmless.items():
    attempt()  # possible before
kiosk.confine()
for name, attempt in {**harmless, **fatal}.items():
    try:
        attempt()
        print("done:", name)
    except PermissionError as error:
        if "not in a kiosk" not in str(error):
            print("otherwise:", name, error)
try:
    held.write(b"x")
    print("done: write a file that was open")
except OSError as error:
    assert error.errno == errno.EFBIG
import plotext, textual.widgets, xml.dom.minidom  # program text is still read
"""


def test_python_and_the_kernel_refuse_what_the_app_may_overlook(tmp_path: Path) -> None:
    program = TRIES.replace("FOLDER", str(tmp_path))
    assert run_alone(program) == ""
