"""What arrays free is kept for the next ones, also beside what the trainer notes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from helpers.manners import SCRIPTS
from helpers.program import ON_LINUX
from helpers.terminal import PROGRAM

COUNTED = """
import resource
faults = []
for round_no in range(400):
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""
MOST = 5
"""The most pages that an iteration gets anew; an array has 94 to 125."""


@ON_LINUX
def test_an_iteration_gets_no_memory_anew(tmp_path: Path) -> None:
    text = (SCRIPTS / "relu_1000x64.py").read_text()
    loop = "for round_no in range(40):\n"
    assert text.count(loop) == 1
    path = tmp_path / "it.py"
    path.write_text(text.replace(loop, COUNTED) + "print(faults[-1] - faults[100])\n")
    told = subprocess.run([*PROGRAM, "train", path], capture_output=True, text=True, check=True)
    assert int(told.stdout.split()[-1]) < MOST * 299
