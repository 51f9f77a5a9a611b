"""A script is the same as itself, whatever it is like."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.manners import Manner, table
from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.engine.refusal import Refusal

QUICK = {"function_in_place", "deep_list_of_weights"}
ALL = [
    pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name not in QUICK))
    for one in table("scripts").values()
    if not one.needs
]


@pytest.mark.parametrize("manner", ALL)
def test_it_is_the_same_as_itself(manner: Manner) -> None:
    here = Path.cwd()
    os.chdir(manner.path.parent)
    try:
        result = compare(Asked(manner.path, manner.path, iterations=6))
    except Refusal as refusal:
        assert "no array that" in refusal.reason, refusal.reason
        return
    finally:
        os.chdir(here)
    assert (result.parts, result.settings) == (False, ())
