"""`check` names the wrong line; where a wrong line has no wrong slope, `compare` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.lab_runs import bug
from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.lab.lab import LAB
from tinynet_tui.slopes.verdict import verdict

BY_CHECK = (
    *("all-zeros", "worse", "faster", "all-ones", "no-number", "halves", "ahead", "slow"),
    *("sixteen", "better", "stuck", "almost", "jumps", "deep", "hardly"),
)
BY_COMPARE = ("too-easy", "three-quarters", "four-answers")
BY_NEITHER = ("behind", "one-number")
"""Of one the variable is named, and of the other all numbers are right."""
QUICK = {"hardly", "all-zeros", "halves", "four-answers"}


def cases(names: tuple[str, ...]) -> list[object]:
    return [pytest.param(one, marks=[pytest.mark.slow] * (one not in QUICK)) for one in names]


def test_at_least_seventeen_of_twenty_are_named() -> None:
    assert sorted((*BY_CHECK, *BY_COMPARE, *BY_NEITHER)) == sorted(one.name for one in LAB)
    assert len(BY_CHECK) + len(BY_COMPARE) >= 17


@pytest.mark.parametrize("name", cases(BY_CHECK))
def test_the_check_names_the_line(name: str) -> None:
    one = bug(name)
    with Engine(str(one.path), one.text.encode()) as engine:
        found = verdict(check_some(engine), engine.plan)
    assert one.line in found.lines
    assert any(str(one.line) in words for words in found.words)


@pytest.mark.parametrize("name", cases(BY_COMPARE))
def test_the_comparison_with_the_right_script_names_the_line(name: str, tmp_path: Path) -> None:
    one = bug(name)
    right = tmp_path / "right.py"
    right.write_text(one.corrected)
    result = compare(Asked(one.path, right))
    settings = [setting.line for setting in result.settings if setting.line is not None]
    parting = result.parting
    assert parting is not None
    places = [place.line for place in (parting.mine, parting.theirs) if place is not None]
    assert one.line in (settings[:1] or places)


@pytest.mark.slow
def test_of_the_others_something_else_is_said(tmp_path: Path) -> None:
    one = bug("behind")
    with Engine(str(one.path), one.text.encode()) as engine:
        found = verdict(check_some(engine), engine.plan)
    assert found.words[0].startswith("bias0 is never updated")
    same = bug("one-number")
    right = tmp_path / "right.py"
    right.write_text(same.corrected)
    assert not compare(Asked(same.path, right)).parts
