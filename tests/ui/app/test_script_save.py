"""`s` saves the errors and the numbers of a script."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened


async def save(it: ScriptTrainer, choice: int, path: Path) -> None:
    await it.press("s", *["down"] * choice)
    await it.shows("enter saves")
    it.app.screen.query_one("PromptInput").value = str(path)  # type: ignore[attr-defined]
    await it.press("enter")
    await it.until(path.exists)
    await it.until(lambda: it.app.screen is it.main)


async def test_errors_and_numbers_are_saved_exactly(tmp_path: Path) -> None:
    async with opened(SCRIPTS / "flat_long_names.py", size=(120, 30)) as it:
        await it.go("20")
        await it.press("s")
        await it.shows(
            "errors", "the error of every iteration, as CSV", "flat_long_names-errors.csv"
        )
        await it.press("down")
        await it.shows("the numbers after 20:", "flat_long_names-20-")
        await it.press("escape")
        await save(it, 0, tmp_path / "errors.csv")
        await save(it, 1, tmp_path / "values.npz")
        rows = list(csv.DictReader((tmp_path / "errors.csv").read_text().splitlines()))
        assert it.frame.error is not None
        assert rows[20] == {"iteration": "20", "error": repr(it.frame.error[0])}
        with np.load(tmp_path / "values.npz") as found:
            for name, value in it.frame.values.items():
                assert np.array_equal(found[name], value.array)  # type: ignore[arg-type]


async def test_parts_are_saved_and_what_is_too_large_is_said(tmp_path: Path) -> None:
    async with opened(SCRIPTS / "layer_objects.py", size=(120, 30)) as it:
        await save(it, 0, tmp_path / "values.npz")
        with np.load(tmp_path / "values.npz") as found:
            assert {"X", "network[0].W", "network[2].b"} <= {*found}
    async with opened(SCRIPTS / "relu_1000x64.py", size=(200, 30)) as it:
        await save(it, 0, tmp_path / "large.npz")
        await it.shows("too large")
