"""Every command in the README and in the manual, as it stands, page by page and in order."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from helpers.classroom import short_folder
from helpers.manners import SCRIPTS
from helpers.needs import needed
from helpers.pages import EVERY_PAGE, README_PAGE, Command, Page, page
from helpers.project import ROOT
from helpers.ssh import serving
from helpers.terminal import environment, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.cli.main import main
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.last_session import LastSession, default_path
from tinynet_tui.export.numpy_script import numpy_script
from tinynet_tui.lecture.check import check as check_lecture

SET_UP = "python3 -m venv .venv && "
"""How the commands begin that set everything up, which takes a network and a while."""
ANY_PYTHON = "/path/to/python"
BY_SSH = "ssh "
SERVES = "tinynet-tui serve"

README_AND_SLOWLY_THE_REST = [
    README_PAGE,
    *(pytest.param(page, marks=pytest.mark.slow) for page in EVERY_PAGE if page != README_PAGE),
]

OWN_CLASSES = """\
#!{python}
import sys
from pathlib import Path
from tinynet_tui.classroom import places
from tinynet_tui.cli.main import main
places.ROOT = Path({classes!r})
sys.exit(main())
"""
"""The program, with a folder of its own for classes."""

TESTED_BY = {
    "sh": "here",
    "console": "here",
    "toml": "tests/settings/test_settings.py",
    "markdown": "here",
    "explanation": "here",
    "text": "tests/program/test_package.py",
    "ssh_config": "tests/program/test_ssh_page.py",
    "sshd_config": "tests/program/test_ssh_page.py",
    "authorized_keys": "tests/program/test_ssh_page.py",
}
"""Which test tries the blocks of each language."""


class Reader:
    """Somebody who types commands, with a folder, a home and a script of their own.

    Whoever reads the README has a mistake in the script.
    """

    def __init__(
        self, folder: Path, classes: Path, monkeypatch: pytest.MonkeyPatch, page: Page
    ) -> None:
        """`classes` is where classes are looked for: nobody else's are there."""
        self.folder = folder
        self._has_script("sigmoid_for_slope" if page is README_PAGE else "right")
        tools = folder / "tools"
        tools.mkdir()
        self.changes: dict[str, str | None] = {
            "PATH": f"{tools}:{sysconfig.get_path('scripts')}:{os.environ['PATH']}",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / ".config"),
            "XDG_STATE_HOME": str(folder / ".state"),
            "TMUX": None,
            "TMUX_TMPDIR": str(folder),
        }
        python = tools / "python"  # a link to it would not know its environment
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
        program = tools / "tinynet-tui"
        program.write_text(OWN_CLASSES.format(python=sys.executable, classes=str(classes)))
        for tool in (python, program):
            tool.chmod(0o755)
        (folder / ".venv").symlink_to(sys.prefix)
        self._be_prepared(monkeypatch)

    def _has_script(self, name: str) -> None:
        text = (SCRIPTS / "mistakes" / f"{name}.py").read_text(encoding="utf-8")
        text = text.replace("\n\nfor i in", "\nalpha = 1\nfor i in").replace("+= ", "+= alpha * ")
        (self.folder / "mine.py").write_text(text.replace("range(6000)", "range(60000)"))

    def _be_prepared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have what keys write: a script saved by `s`, and a last session."""
        experiment = Experiment()
        script = numpy_script(experiment, 255)
        (self.folder / "tinynet-xor-seed1-254.py").write_text(script)
        monkeypatch.setenv("XDG_STATE_HOME", str(self.folder / ".state"))
        path = default_path()
        path.parent.mkdir(parents=True)
        LastSession.at(experiment, 60_000, Position(7, 3), "l2", Cursor()).write(path)

    def types(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line without a terminal."""
        return subprocess.run(
            [needed("bash", "bash"), "-c", line.replace(ANY_PYTHON, sys.executable)],
            cwd=self.folder,
            env=environment(self.changes),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
        )


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page) -> Iterator[Reader]:
    with short_folder() as classes:
        yield Reader(tmp_path, classes, monkeypatch, page)


def commands(page: Page) -> Iterator[Command]:
    """A page's commands, each of them once, but for those that need a network or a server."""
    seen = set()
    for command in page.commands:
        reaches = (
            command.line.startswith((SET_UP, BY_SSH, SERVES, "tmux ")) or "ssh://" in command.line
        )
        if reaches or command.line in seen:
            continue
        seen.add(command.line)
        yield command


def opens(done: subprocess.CompletedProcess[str]) -> bool:
    """True when nothing was wrong but that there was no terminal."""
    return done.returncode == 2 and "needs a terminal" in done.stderr


@pytest.mark.parametrize("page", README_AND_SLOWLY_THE_REST, ids=repr)
def test_every_command_is_taken_and_prints_what_is_shown(page: Page, reader: Reader) -> None:
    for command in commands(page):
        done = reader.types(command.line)
        if command.output is None:
            found = (0, 1) if " compare " in command.line else (0,)  # 1: they part
            assert done.returncode in found or opens(done), f"{command.line}\n{done}"
        else:
            assert done.stdout + done.stderr == command.output, command.line


@pytest.mark.slow
@pytest.mark.parametrize("page", README_AND_SLOWLY_THE_REST, ids=repr)
def test_every_command_that_opens_something_opens_it(page: Page, reader: Reader) -> None:
    for command in commands(page):
        if opens(reader.types(command.line)):
            line = f"cd {reader.folder} && {command.line.replace(ANY_PYTHON, sys.executable)}"
            with terminal(program=("bash", "-c", line), changes=reader.changes) as it:
                it.wait_for("? help")
                it.send("q")
                if "--lead" in command.line:
                    it.wait_for("end the lecture for everybody?")
                    it.send("y")
                assert it.wait_for_end() == 0, command.line


@pytest.mark.slow
def test_what_sets_everything_up_opens_the_trainer(tmp_path: Path) -> None:
    """All of the README's first screen, in a clone of what is committed."""
    (line,) = (
        one.line
        for one in README_PAGE.commands
        if one.line.startswith(SET_UP) and one.line.endswith("/tinynet-tui")
    )
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True, timeout=DEADLINE)
    changes: dict[str, str | None] = {"PYTHONPATH": None, "VIRTUAL_ENV": None}
    with terminal(program=("bash", "-c", f"cd {clone} && {line}"), changes=changes) as it:
        for _ in range(20):  # installing takes as long as its network
            if "? help" in it.text:
                break
            it.wait_for_quiet(5.0)
        it.wait_for("iteration 0", "paused", "? help")
        it.send("q")
        assert it.wait_for_end() == 0
    active, second = ". .venv/bin/activate", "tinynet-tui lecture"
    assert active in README_PAGE.codes and second in README_PAGE.codes
    with terminal(program=("bash", "-c", f"cd {clone} && {active} && {second}")) as it:
        it.wait_for("1/19")
        it.send("q")
        assert it.wait_for_end() == 0


@pytest.mark.slow
@pytest.mark.parametrize("page", EVERY_PAGE, ids=repr)
def test_every_command_that_serves_something_serves_it(page: Page, reader: Reader) -> None:
    for line in {command.line for command in page.commands if command.line.startswith(SERVES)}:
        if shlex.split(line)[2:]:  # without options the port may be taken
            server = subprocess.Popen(
                [needed("bash", "bash"), "-c", f"exec {line}"],
                cwd=reader.folder,
                env=environment(reader.changes),
                stdout=subprocess.PIPE,
                text=True,
            )
            assert server.stdout is not None
            try:
                assert server.stdout.readline().startswith("http://"), line
            finally:
                server.send_signal(signal.SIGINT)
            assert server.wait(DEADLINE) == 0, line


def test_ci_runs_the_readmes_test_command() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    start = ci.index("readme_test_command() {")
    function = ci[start : ci.index("\n}\n", start) + 3]
    read = subprocess.run(
        [needed("bash", "bash"), "-c", f"{function} readme_test_command"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE,
    ).stdout
    assert read.startswith(SET_UP) and read.endswith(".venv/bin/pytest\n")
    assert read == README_PAGE.block("'.[test]'")


@pytest.mark.slow
@pytest.mark.parametrize("page", [page("ssh")], ids=repr)
def test_every_command_over_ssh_shows_the_trainer(
    page: Page, reader: Reader, tmp_path: Path
) -> None:
    """The hosts of the page are all a server on loopback; each line has a terminal of its own."""
    needed("tmux", "tmux")
    lines = [
        command.line
        for command in page.commands
        if command.line.startswith((BY_SSH, "tmux ")) and "authorized" not in command.line
    ]
    assert len(lines) == 4
    with serving(tmp_path) as server, ExitStack() as opened:
        client = server.client(host="", options=("-t",) if "-t" not in lines else ())
        wrapper = tmp_path / "tools" / "ssh"
        known = " ".join(f"'{word}'" for word in client[:-1])
        wrapper.write_text(f'#!/bin/sh\nexec {known} "$@"\n')
        wrapper.chmod(0o755)
        server_kill = [needed("tmux", "tmux"), "-L", "class", "kill-server"]
        opened.callback(
            subprocess.run,
            server_kill,
            env=environment(reader.changes),
            stderr=subprocess.DEVNULL,
            timeout=DEADLINE,
        )
        for line in lines:
            it = opened.enter_context(
                terminal(program=("bash", "-c", line), changes=reader.changes)
            )
            it.wait_for("iteration 0", "paused")


def test_every_block_is_tested_somewhere() -> None:
    languages = {block.language for page in EVERY_PAGE for block in page.blocks}
    assert languages == TESTED_BY.keys()
    assert all(where == "here" or (ROOT / where).exists() for where in TESTED_BY.values())


def test_the_explanation_that_is_shown_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    block = next(one for one in page("scripts").blocks if one.language == "explanation")
    right = SCRIPTS / "mistakes" / "right.py"
    assert main(["explain", str(right), "--at", "254:l2_delta"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {line}\n" in printed for line in block.text.splitlines())


def test_the_lecture_that_is_shown_has_no_mistake() -> None:
    blocks = [block for one in EVERY_PAGE for block in one.blocks]
    (text,) = (block.text for block in blocks if block.language == "markdown")
    checked = check_lecture(text)
    assert not checked.mistakes
    assert [scene.title for scene in checked.lecture.scenes] == ["Who is to blame?"]


@pytest.mark.parametrize("code", [code for code in page("development").codes if ".venv/" in code])
def test_a_developers_command_is_there(code: str) -> None:
    """They take hours; `.ci/run` runs most of them."""
    program, *words = code.removeprefix(".venv/bin/").split()
    if program == "python":
        script = ROOT / words.pop(0)
        assert script.is_file()
        text = script.read_text(encoding="utf-8") if words else ""
        assert all(f'"{word}"' in text for word in words if word.startswith("--"))
    else:
        assert program == "pytest" and shutil.which(program, path=sysconfig.get_path("scripts"))
