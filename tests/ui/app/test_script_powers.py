"""A power of ten that an array of a script shares is told with the array that it belongs to."""

from __future__ import annotations

from pathlib import Path

from helpers.script_trainer import opened

SMALL_OUTPUT = """\
import numpy as np
X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])
rng = np.random.default_rng(1)
w, v = rng.normal(size=(2, 3)), 0.05 * rng.normal(size=(3, 1))
for i in range(9):
    h = 1 / (1 + np.exp(-X @ w))
    out = h @ v
    diff = out - y
    v -= 0.1 * h.T @ diff
"""


async def test_it_stands_beside_the_name(tmp_path: Path) -> None:
    file = tmp_path / "small.py"
    file.write_text(SMALL_OUTPUT)
    async with opened(file) as it:
        await it.typed("n", "n")
        await it.shows("out ×10⁻²╯", "1.02  0", "2.97  0")  # the targets have none
        await it.typed("2")
        await it.shows("out ×10⁻²", "+1.02  target 0")


async def test_without_a_heading_a_neuron_has_none(tmp_path: Path) -> None:
    file = tmp_path / "small.py"
    file.write_text(SMALL_OUTPUT)
    async with opened(file, size=(80, 12)) as it:
        await it.typed("n", "n", "2")
        await it.shows("+0.01  target 0")
