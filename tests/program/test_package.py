"""The installed package: a command, a module, types, and layers of imports."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from importlib import metadata, resources
from pathlib import Path

import pytest

from helpers.pages import page
from helpers.project import PACKAGE, ROOT
from helpers.waiting import DEADLINE
from tinynet_tui import __version__

pytestmark = pytest.mark.quick

SCRIPTS = Path(sysconfig.get_path("scripts"))


def output(*command: str | Path) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def loaded_by(statement: str) -> set[str]:
    """The packages outside the standard library that a statement imports."""
    listing = "print(*(name.split('.')[0] for name in set(sys.modules) - before))"
    code = f"import sys; before = set(sys.modules); {statement}; {listing}"
    return set(output(sys.executable, "-I", "-c", code).split()) - sys.stdlib_module_names


def modules_in(package: str) -> list[str]:
    folder = ROOT / "src" / Path(*package.split("."))
    return [f"{package}.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"]


def test_the_mathematics_needs_numpy_only() -> None:
    wings = ("network", "data", "experiment", "training", "events", "timeline", "explain")
    names = [name for wing in wings for name in modules_in(f"tinynet_tui.{wing}")]
    assert "tinynet_tui.timeline.timeline" in names
    assert loaded_by(f"import {', '.join(names)}") == {"tinynet_tui", "numpy"}


def test_without_a_screen_it_needs_numpy_only() -> None:
    loaded = loaded_by(
        "import tinynet_tui.worker.worker, tinynet_tui.report.train, tinynet_tui.cli.main"
    )
    assert loaded == {"tinynet_tui", "numpy"}


def test_the_package_itself_imports_nothing() -> None:
    assert loaded_by("import tinynet_tui") == {"tinynet_tui"}


def test_the_import_contracts_are_kept() -> None:
    assert " 0 broken" in output(SCRIPTS / "lint-imports", "--no-cache")


@pytest.mark.parametrize(
    "command", [[SCRIPTS / "tinynet-tui"], [sys.executable, "-m", "tinynet_tui"]]
)
def test_the_command_is_installed(command: list[str | Path]) -> None:
    assert output(*command, "--version") == f"tinynet-tui {__version__}\n"
    assert output(*command, "train", "--iterations=1").startswith("Error: 0.496410031903\n")


def test_all_versions_agree() -> None:
    assert metadata.version("tinynet-tui") == __version__
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog


def test_it_is_typed() -> None:
    assert resources.files("tinynet_tui").joinpath("py.typed").is_file()


def test_the_page_for_developers_lists_every_folder() -> None:
    listed = re.findall(
        r"^  (?:  )?(\w+)/  ", page("development").block("src/tinynet_tui/\n"), re.M
    )
    folders = [
        path.parent.name
        for path in (*PACKAGE.glob("*/__init__.py"), *PACKAGE.glob("ui/*/__init__.py"))
        if path.parent.parent in (PACKAGE, PACKAGE / "ui")
    ]
    assert sorted(listed) == sorted(folders)
