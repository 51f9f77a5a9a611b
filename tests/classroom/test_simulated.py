"""The simulated followers with which a class is measured are let in, and get its states."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.parametrize("far", [False, True])
def test_simulated_followers_get_a_state(monkeypatch: pytest.MonkeyPatch, far: bool) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.delitem(sys.modules, "classroom", raising=False)  # these tests' own folder
    simulated = import_module("classroom")
    with simulated.class_of(2, far=far) as (lecturer, told):
        lecturer.publish(simulated.state(1), {simulated.digest(""): ""})
        assert len(os.read(told, 8)) == 8
        assert lecturer.here == 2
