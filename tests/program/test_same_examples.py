"""Random examples: the same every time, on every machine, unless they are searched for."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.examples import FULL, ORDINARY

PROPERTY = """
from hypothesis import given, strategies as st

@given(st.lists(st.integers()))
def test_it(numbers):
    print("drawn", numbers)
"""


def drawn(folder: Path, profile: str) -> list[str]:
    """The examples that pytest tries in a new process, with nothing kept from before."""
    (folder / "test_drawn.py").write_text(PROPERTY)
    conftest = Path(__file__).parents[1] / "conftest.py"
    (folder / "conftest.py").write_text(conftest.read_text())
    options = ["-q", "-s", "-n", "0", "-p", "no:cacheprovider", f"--hypothesis-profile={profile}"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(conftest.parent),
            "PYTHONHASHSEED": str(random.randrange(1000)),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in run.stdout.splitlines() if line.startswith("drawn")]


@pytest.mark.parametrize("profile", [ORDINARY, FULL])
def test_two_runs_try_the_same_examples(tmp_path: Path, profile: str) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    found = drawn(first, profile)
    assert len(found) > 20
    assert found == drawn(second, profile)
