"""Rounding is not taken for a mistake, whatever it hides; a mistake beside it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.parted import SHORT
from tinynet_tui.compare.asked import Asked, Result
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.words import told

INLINE = "l2_delta.dot(syn1.T) * l1 * (1 - l1)"
FORMS = {
    "inline": (INLINE, INLINE),
    "other brackets": ("(y - l2) * l2 * (1 - l2)", "(y - l2) * (l2 * (1 - l2))"),
    "a line for the error": (INLINE, "l1_error * l1 * (1 - l1)"),
    "a slope of another form": ("l2 * (1 - l2)", "(l2 - l2 * l2)"),
}


def compared(folder: Path, *changes: tuple[str, str], iterations: int | None = 300) -> Result:
    mine, text = folder / "mine.py", SHORT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    if "l1_error" in text:
        line = "    l1_error = np.dot(l2_delta, syn1.T)\n    l1_delta"
        text = text.replace("    l1_delta", line, 1)
    mine.write_text(text)
    return compare(Asked(mine, iterations=iterations))


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS)
def test_another_form_of_a_right_line_is_right(change: tuple[str, str], tmp_path: Path) -> None:
    result = compared(tmp_path, change)
    assert (result.parts, result.looked) == (False, 300)
    assert told(result)[-1].startswith("The same but for rounding (")


def test_wrong_targets_are_all_that_is_wrong(tmp_path: Path) -> None:
    result = compared(tmp_path, ("0, 1, 1, 0", "0, 1, 1, 1"))
    assert result.is_setting
    assert [one.line for one in result.settings] == [5]


@pytest.mark.parametrize(
    ("change", "line", "right"),
    [
        ((INLINE, "l2_delta.dot(syn1.T) * l2 * (1 - l2)"), 12, 41),
        ((INLINE, "l2_delta.dot(syn1.T) * l1 * (1 + l1)"), 12, 41),
        (("X.T.dot(l1_delta)", "X.T.dot(0.5 * l1_delta)"), 14, 43),
    ],
)
def test_a_mistake_beside_rounding_is_shown_with_the_line_that_does_its_work(
    change: tuple[str, str], line: int, right: int, tmp_path: Path
) -> None:
    parting = compared(tmp_path, change).parting
    assert parting is not None
    assert parting.mine is not None
    assert parting.theirs is not None
    assert (parting.mine.line, parting.theirs.line) == (line, right)


def test_a_small_mistake_that_comes_late_is_no_rounding(tmp_path: Path) -> None:
    late = "X.T.dot(l1_delta) * (1 if j < 40 else 1.001)"
    parting = compared(tmp_path, ("X.T.dot(l1_delta)", late)).parting
    assert parting is not None
    assert parting.mine is not None
    assert (parting.iteration, parting.mine.line) == (40, 14)
