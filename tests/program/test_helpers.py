"""What tests share stands in tests/helpers, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.project import ROOT

pytestmark = pytest.mark.quick

TESTS = ROOT / "tests"
SCRIPTS = {"soak", "search"}
"""What a test may import besides: the commands that it is about."""


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, relative ones with their dots."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_no_test_imports_another() -> None:
    ours = {path.stem for path in TESTS.rglob("*.py")} - {"__init__"}
    ours |= {path.name for path in TESTS.rglob("*") if path.is_dir()} - {"helpers"}
    found = {
        f"{path.relative_to(TESTS)}: {name}"
        for path in TESTS.rglob("test_*.py")
        for name in imported(path)
        if name.startswith(".") or (name.split(".")[0] in ours - SCRIPTS)
    }
    assert not found
