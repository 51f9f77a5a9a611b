"""The manual page: current, complete, correct roff, and installed."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from helpers.needs import needed
from helpers.project import ROOT
from tinynet_tui import __version__
from tinynet_tui.cli.commands import TABLE
from tinynet_tui.cli.man_page import escaped, man_page
from tinynet_tui.cli.trainer import trainer_parser
from tinynet_tui.export import last_session
from tinynet_tui.ui.keys import settings_file

PAGE = ROOT / "src" / "tinynet_tui" / "cli" / "tinynet-tui.1"
TEXT = PAGE.read_text(encoding="ascii")
SECTIONS = (
    *(
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "YOUR OWN SCRIPT",
        "EXAMPLES",
        "FILES",
    ),
    *("ENVIRONMENT", "EXIT STATUS", "SEE ALSO"),
)
NO_DATE = 'WARNING: missing date, using "": TH'
"""What mandoc says of a page that does not change with the day."""


def test_it_is_current() -> None:
    assert man_page() == TEXT, (
        "python -m tinynet_tui.cli.man_page > src/tinynet_tui/cli/tinynet-tui.1"
    )


def test_it_has_the_usual_sections_and_the_version() -> None:
    assert re.findall(r"^\.SH (.+)$", TEXT, re.M) == [*SECTIONS]
    assert f'"tinynet\\-tui {__version__}"' in TEXT.splitlines()[0]


def test_it_has_every_command_option_and_example() -> None:
    for parser in (trainer_parser(), *(command.parser() for command in TABLE)):
        assert f".B {escaped(parser.prog)}\n" in TEXT
        for _, options in parser.groups():
            for option in options:
                for name in option.option_strings:
                    assert f"\\fB{escaped(name)}\\fR" in TEXT
        for example in parser.examples:
            assert f"\\fB{escaped(example.command)}\\fR\n" in TEXT
    for title, _ in trainer_parser().groups():
        assert f".SS {title.capitalize()}\n" in TEXT
    for command in TABLE:
        assert f".SS {escaped(f'{command.name} {command.takes}'.strip())}\n" in TEXT


def test_its_files_are_those_of_the_program() -> None:
    for path in (settings_file.default_path(), last_session.default_path()):
        assert escaped(f"tinynet-tui/{path.name}") in TEXT


def test_its_lines_are_text_or_known_macros() -> None:
    for line in TEXT.splitlines():
        assert line and len(line) <= 80 and not line.startswith("'")
        assert not line.startswith(".") or re.match(r"\.(TH|SH|SS|TP|IP|PP|B|br|nh|ad)\b", line)


@pytest.mark.slow
def test_mandoc_and_groff_find_no_mistake() -> None:
    mandoc = [needed("mandoc", "mandoc"), "-T", "lint", str(PAGE)]
    found = subprocess.run(mandoc, capture_output=True, text=True).stdout.splitlines()
    assert [line for line in found if not line.endswith(NO_DATE)] == []
    groff = [needed("groff", "groff-base"), "-ww", "-man", "-T", "utf8", "-z", str(PAGE)]
    done = subprocess.run(groff, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_installed(tmp_path: Path) -> None:
    hatchling = pytest.importorskip("hatchling.builders.wheel")
    wheel = next(
        hatchling.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    )
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith("/man/man1/tinynet-tui.1"))
    assert ".data/data/share/man/man1/" in name
    assert archive.read(name).decode() == TEXT
