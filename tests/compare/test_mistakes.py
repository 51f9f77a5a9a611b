"""Each script with a mistake parts from the right one at the wrong line, whatever the names."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from helpers.manners import Manner, table
from tinynet_tui.compare.asked import Asked, Result
from tinynet_tui.compare.comparison import compare

MISTAKES = {
    "error_every_thousandth": (1, 24, 23),
    "flat_targets": (0, 23, 23),
    "flat_targets_unnoticed": (0, 21, 21),
    "bias_never_updated": (0, None, 34),
    "hidden_from_error": (0, 27, 27),
    "hidden_from_gradient": (0, 27, 27),
    "index_wraps": (0, 23, 23),
    "no_update": (0, None, 29),
    "relu_bypassed": (0, 22, 22),
    "sigmoid_for_slope": (0, 26, 26),
    "sigmoid_twice": (0, 26, 26),
    "sign_of_error": (0, 23, 23),
    "slope_of_preactivation": (0, 27, 26),
    "squared_error": (0, 23, 23),
    "twelve": (0, 23, 23),
    "updated_too_early": (0, 28, 27),
    "weights_broadcast": (0, 22, 22),
    "wrong_layer": (0, 28, 28),
}
"""The iteration, and the line of the wrong and of the right script."""
ELSEWHERE = {"sigmoid_for_slope": (9,), "sigmoid_twice": (13,), "updated_too_early": (27,)}
"""The line that the words name, too: mostly the wrong one, where the numbers part later."""
UNLIKE = {"flat_targets": (5,), "flat_targets_unnoticed": (5,), "weights_broadcast": (18,)}
"""The line that they name because it alone reads differently."""
SETTINGS = {
    "flat_targets": 5,
    "flat_targets_unnoticed": 5,
    "seed_after_weights": 16,
    "targets_out_of_reach": 5,
    "weights_broadcast": 18,
    "xor": 5,
}
"""The wrong line before the loop."""
QUICK = {"hidden_from_error", "updated_too_early", "xor"}
WRONG = [
    pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name not in QUICK))
    for one in table("mistakes").values()
    if one.right
]


def compared(mine: Path, theirs: Path) -> Result:
    return compare(Asked(mine, theirs))


def check(name: str, result: Result, *, reads_alike: bool = False) -> None:
    """Check what a comparison with the right script says, which may read alike otherwise."""
    parts = name != "prints_too_rarely"
    assert result.parts == parts
    before = [one.line for one in result.settings if one.line is not None]
    assert before[:1] == ([SETTINGS[name]] if name in SETTINGS else [])
    if name in MISTAKES:
        parting = result.parting
        assert parting is not None
        lines = [place and place.line for place in (parting.mine, parting.theirs)]
        assert (parting.iteration, *lines) == MISTAKES[name]
        unlike = UNLIKE.get(name, ()) if reads_alike else ()
        assert parting.lines[:1] == ELSEWHERE.get(name, unlike)
    elif parts:  # all that is wrong is the setting
        assert result.evened is not None
        assert (result.evened.parts, result.evened.looked) == (False, 6000)


@pytest.mark.parametrize("manner", WRONG)
def test_the_wrong_line_is_found(manner: Manner) -> None:
    right = table("mistakes")[manner.right].path
    check(manner.name, compared(manner.path, right), reads_alike=True)


NAMES = r"\b(X|y|l1|l2|l2_error|l2_delta|l1_error|l1_delta|syn0|syn1|sigmoid|slope|relu|out)\b"


@pytest.mark.parametrize("manner", WRONG)
def test_names_are_free(manner: Manner, tmp_path: Path) -> None:
    rng = random.Random(manner.name)
    text = manner.path.read_text()
    old = sorted({*re.findall(NAMES, text)})
    letters = rng.sample("abcdefghjmopqruvwz", len(old))
    new = {name: letter * rng.randint(1, 3) for name, letter in zip(old, letters, strict=True)}
    mine = tmp_path / "mine.py"
    mine.write_text(re.sub(NAMES, lambda found: new[found[0]], text))
    check(manner.name, compared(mine, table("mistakes")[manner.right].path))


@pytest.mark.slow
@pytest.mark.parametrize("manner", WRONG)
def test_names_may_be_those_of_other_things(manner: Manner, tmp_path: Path) -> None:
    """The same names, dealt out at random."""
    text = manner.path.read_text()
    old = sorted({*re.findall(NAMES, text)} - {"out"})
    new = dict(zip(old, random.Random(manner.name).sample(old, len(old)), strict=True))
    mine = tmp_path / "mine.py"
    mine.write_text(re.sub(NAMES, lambda found: new.get(found[0], found[0]), text))
    check(manner.name, compared(mine, table("mistakes")[manner.right].path))
