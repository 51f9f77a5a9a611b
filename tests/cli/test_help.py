"""`--help` of the program and of each command: complete, short, and with examples that work."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.manners import SCRIPTS
from helpers.terminal import environment, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.cli.commands import COMMANDS, TABLE
from tinynet_tui.cli.parser import Parser
from tinynet_tui.cli.trainer import trainer_parser
from tinynet_tui.data.names import DEFAULT as XOR
from tinynet_tui.data.names import NAMES
from tinynet_tui.experiment.limits import MAX_HIDDEN
from tinynet_tui.worker.speed import LADDER

Capture = pytest.CaptureFixture[str]

PARSERS = {"": trainer_parser, **{command.name: command.parser for command in TABLE}}
EXAMPLES = [example.command for parser in PARSERS.values() for example in parser().examples]
SERVES = "tinynet-tui serve"
"""The beginning of a command that goes on until it is ended: test_serve.py tries them."""
OPENS = re.compile(r"tinynet-tui( lecture| (?:follow|speaker) [a-z/]+)?( --(?!new|check|notes)|$)")
"""The beginning of a command that opens the screen."""
PRINTING = [text for text in EXAMPLES if not (OPENS.match(text) or text.startswith(SERVES))]


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def help_of(command: str, capsys: Capture) -> str:
    assert cli.main([*command.split(), "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def flowing(text: str) -> str:
    return " ".join(text.split())


def test_it_tells_every_option_with_its_default(capsys: Capture) -> None:
    main, train = (flowing(help_of(command, capsys)) for command in ("", "train"))
    for text in (main, train):
        for name in (*NAMES, "--targets N", "--bias", "--scale", "--test SHARE"):
            assert name in text
        assert f"(default {XOR})" in text
        assert f"0 to {MAX_HIDDEN} (default 4)" in text
        assert "learning rate (default 1, less for larger data)" in text
        assert "(default 60,000)" in text
    assert f": {' '.join(speed.name for speed in LADDER)} (default auto)" in main
    assert "(default 10,000)" in train
    assert "--at" not in train
    assert "--help | --version" in main
    assert "exit status is 1 if one is different" in flowing(help_of("verify", capsys))


@pytest.mark.parametrize("command", PARSERS)
def test_every_option_is_in_a_group_with_a_title_of_its_own(command: str, capsys: Capture) -> None:
    text = help_of(command, capsys)
    for title, options in PARSERS[command]().groups():
        assert f"\n{title}:\n" in text
        assert title not in ("options", "positional arguments")
        for option in options:
            name = next(iter(option.option_strings), option.metavar)
            assert re.search(rf"^  {name}\b", text, re.M)


@pytest.mark.parametrize("command", PARSERS)
def test_defaults_are_given_in_one_way_and_at_the_end(command: str) -> None:
    for _, options in PARSERS[command]().groups():
        for option in options:
            short = (option.help or "").split("\n\n")[0]
            assert short.count("default") <= 1
            assert "default" not in short or re.search(r" \(default [^()]+\)$", short)


@pytest.mark.parametrize("command", PARSERS)
def test_it_fits_into_80_columns_and_no_terminal_makes_it_wider(
    command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = help_of(command, capsys)
    assert max(map(len, text.splitlines())) < 80
    monkeypatch.setenv("COLUMNS", "200")
    assert help_of(command, capsys) == text


@pytest.mark.parametrize("command", PARSERS)
def test_it_fits_on_two_screens(command: str, capsys: Capture) -> None:
    most = 54 if command else 44 + len(TABLE)
    assert help_of(command, capsys).count("\n") + 1 <= most  # with the shell's prompt below it


def test_every_command_is_listed_and_has_a_help_of_its_own(capsys: Capture) -> None:
    listed = help_of("", capsys)
    for command in TABLE:
        takes = f"{command.name} {command.takes}".strip()
        assert re.search(rf"^  {re.escape(takes)} +{re.escape(command.help)}$", listed, re.M)
        assert help_of(command.name, capsys).startswith(f"usage: tinynet-tui {takes}")
    assert {*COMMANDS} >= {"train", "verify", "explain", "lecture", "presets", "settings"}


def test_a_parser_says_no_more_than_its_command_takes() -> None:
    for command in TABLE:
        parser: Parser = command.parser()
        assert parser.command == command.name
        assert parser.about.endswith(".")


# The examples.


@pytest.fixture
def path(tmp_path: Path) -> dict[str, str | None]:
    """An environment in which the command is found, a folder with scripts, and nothing else."""
    program = tmp_path / "bin" / "tinynet-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tinynet_tui "$@"\n')
    program.chmod(0o755)
    for name in ("mine.py", "other.py"):
        shutil.copy(SCRIPTS / "mistakes" / "right.py", tmp_path / name)
    return {
        "PATH": f"{program.parent}:/usr/bin:/bin",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


@pytest.mark.parametrize("command", PARSERS)
def test_every_help_has_two_examples(command: str, capsys: Capture) -> None:
    text = help_of(command, capsys)
    examples = PARSERS[command]().examples
    assert len(examples) == 2
    for example in examples:
        assert f"  {example.purpose}:\n      {example.command}\n" in text


@pytest.mark.parametrize("command", PRINTING)
def test_an_example_that_prints_works_as_it_stands(
    command: str, path: dict[str, str | None], tmp_path: Path
) -> None:
    if " mine.py" in command:
        (tmp_path / "mine.py").write_bytes((SCRIPTS / "mistakes" / "right.py").read_bytes())
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=tmp_path,
        env=environment(path),
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("command", [text for text in EXAMPLES if OPENS.match(text)])
def test_an_example_that_opens_the_screen_works_as_it_stands(
    command: str, path: dict[str, str | None]
) -> None:
    with terminal("-c", command, program=["/bin/sh"], changes=path) as it:
        it.wait_for("? help")
        it.send("q")
        assert it.wait_for_end() == 0
