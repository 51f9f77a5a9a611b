"""A script is called what Python calls it, and `train` ends as Python does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.waiting import DEADLINE
from tinynet_tui.support.own_environment import of_user

TEXT = """import os, sys, warnings
print(__file__, sys.argv, sys.path[0])
os.chdir(os.path.dirname(__file__))
import numpy as np
w = np.eye(2)
for n in range(3):
    w = w - 0.1 * w @ w
    print(w, os.getcwd())
os.chdir("/")
warnings.warn("a warning")
w @ np.eye(3)
"""


def both(folder: Path, name: str, **more: object) -> list[subprocess.CompletedProcess[str]]:
    """Run a file by Python, and by `train`."""
    env = of_user() | {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    return [
        subprocess.run(
            [sys.executable, *words, name],
            capture_output=True,
            check=False,
            text=True,
            cwd=folder,
            env=env,
            timeout=DEADLINE,
        )
        for words in ([], ["-m", "tinynet_tui", "train"])
    ]


@pytest.mark.parametrize("name", ["mine.py", "in/mine.py", "./mine.py"])
def test_a_script_knows_its_file_and_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT)
    python, train = both(tmp_path, name)
    assert (train.stdout, train.returncode) == (python.stdout, python.returncode)
    assert train.stderr.startswith(python.stderr)
    assert str(tmp_path) in python.stderr


@pytest.mark.parametrize("closed", [1, 2])
def test_train_runs_without_standard_output(tmp_path: Path, closed: int) -> None:
    (tmp_path / "mine.py").write_text(TEXT.replace("w @ np.eye(3)", "open('/' + __file__)"))
    env = of_user()
    ended = subprocess.run(
        ["sh", "-c", f'exec "$0" -m tinynet_tui train mine.py {closed}>&-', sys.executable],
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
        env=env | {"PWD": os.fspath(tmp_path)},
        timeout=DEADLINE,
    )
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
