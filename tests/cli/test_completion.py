"""The completion of real shells, by the scripts that the program prints."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from helpers.needs import needed
from helpers.terminal import environment
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.cli.commands import COMMANDS, TABLE
from tinynet_tui.cli.completion import SHELLS
from tinynet_tui.collection.collection import COLLECTION
from tinynet_tui.data.names import NAMES
from tinynet_tui.experiment.presets import PRESETS
from tinynet_tui.lab.lab import LAB
from tinynet_tui.manual.pages import names as pages
from tinynet_tui.worker.speed import LADDER

Capture = pytest.CaptureFixture[str]

CASES = [
    ("", {*COMMANDS}),
    ("--dat", {"--dataset"}),
    ("--dataset ", {*NAMES, "own.csv"}),
    ("--dataset ow", {"own.csv"}),
    ("--preset ", {preset.name for preset in PRESETS}),
    ("--script ", {one.name for one in COLLECTION}),
    ("lab ", {one.name for one in LAB}),
    ("train --script mo", {"momentum"}),
    ("--speed 1", {speed.name for speed in LADDER if speed.name.startswith("1")}),
    ("--settings ow", {"own.csv"}),
    ("--hidden 3 --se", {"--seed", "--set", "--settings"}),
    ("train --ev", {"--every"}),
    ("explain --work", {"--worksheet"}),
    ("lecture ow", {"own.csv"}),
    ("lecture --sc", {"--scene", "--scripts"}),
    ("serve --hid", {"--hidden"}),
    ("serve --por", {"--port"}),
    ("manual s", {page for page in pages() if page.startswith("s")}),
    ("settings ow", {"own.csv"}),
    ("completion ", {*SHELLS}),
]

BASH = """
source ./script
line="tinynet-tui $1"
read -ra COMP_WORDS <<< "$line"
[[ $line == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
[[ $(complete -p tinynet-tui) =~ -F\\ ([^\\ ]+) ]]
"${BASH_REMATCH[1]}" tinynet-tui "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.csv").touch()
    return tmp_path


def written(shell: str, folder: Path, capsys: Capture) -> Path:
    assert cli.main(["completion", shell]) == 0
    path = folder / "script"
    path.write_text(capsys.readouterr().out)
    return path


def run(*command: str, folder: Path) -> set[str]:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment({"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config")}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return {*done.stdout.split("\n")} - {""}


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_bash(typed: str, expected: set[str], folder: Path, capsys: Capture) -> None:
    written("bash", folder, capsys)
    found = run(needed("bash", "bash"), "-c", BASH, "bash", typed, folder=folder)
    assert found - {"script"} == expected


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_fish(typed: str, expected: set[str], folder: Path, capsys: Capture) -> None:
    written("fish", folder, capsys)
    code = f"source ./script; complete -C 'tinynet-tui {typed}'"
    found = run(needed("fish", "fish"), "--no-config", "-c", code, folder=folder)
    words = {line.split("\t")[0] for line in found} - {"script"}
    # Where an argument is a command, fish also offers files.
    assert words - ({"own.csv"} if not typed else set()) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("--dat", "--dataset "),
        ("--dataset mo", "--dataset moons "),
        ("--dataset ow", "--dataset own.csv "),
        ("--preset stuc", "--preset stuck "),
        ("train --ev", "train --every "),
        ("lecture ow", "lecture own.csv "),
        ("serve --hid", "serve --hidden "),
        ("compl", "completion "),
    ],
)
def test_zsh(typed: str, whole: str, folder: Path, capsys: Capture) -> None:
    script = written("zsh", folder, capsys)
    script.rename(folder / "_tinynet-tui")
    shell = pexpect.spawn(
        needed("zsh", "zsh"),
        ["-f", "-i"],
        cwd=str(folder),
        env=environment({"HOME": str(folder), "TERM": "dumb", "PS1": "ready "}),
        encoding="utf-8",
        timeout=DEADLINE,
    )
    try:
        shell.sendline("fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print beg'i'n")
        shell.expect("begin\r")
        # ctrl+a and ctrl+e go to both ends of the line, which is printed instead of being run.
        shell.send(f"tinynet-tui {typed}\t\x01print -r -- +\x05+\r")
        shell.expect(f"\n[+]{re.escape(f'tinynet-tui {whole}'.rstrip())} ?[+]\r")
    finally:
        shell.close(force=True)


def test_every_option_of_every_command_is_completed(folder: Path, capsys: Capture) -> None:
    text = written("bash", folder, capsys).read_text()
    for command in TABLE:
        for _, options in command.parser().groups():
            for option in options:
                assert all(name in text for name in option.option_strings)


def test_without_a_shell_it_says_how_to_use_the_scripts(capsys: Capture) -> None:
    assert cli.main(["completion"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [*SHELLS]
    assert all(
        f"tinynet-tui completion {shell}" in line for shell, line in zip(SHELLS, lines, strict=True)
    )
    assert max(map(len, lines)) < 80


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tcsh"], "'tcsh' is not one of bash, zsh, fish"),
        (["bash", "x"], "completion takes one shell, and 'x' is a second one"),
        (["--bash"], "unknown option '--bash' for completion; see `tinynet-tui completion --help`"),
    ],
)
def test_anything_else_is_an_error_in_a_line(words: list[str], said: str, capsys: Capture) -> None:
    assert cli.main(["completion", *words]) == 2
    assert capsys.readouterr() == ("", f"tinynet-tui: {said}\n")
