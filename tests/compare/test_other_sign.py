"""Where one script's error is the other's with the other sign, that is no difference."""

from __future__ import annotations

from pathlib import Path

from helpers.parted import SHORT, changed, difference

SUBTRACTS = changed(
    changed(changed(SHORT, "(y - l2) *", "(l2 - y) *"), "syn1 +=", "syn1 -="), "syn0 +=", "syn0 -="
)
WRONG = ("* l1 * (1 - l1)", "* l1 * (1 - l1 * l1)")


def test_an_other_sign_is_said_and_is_not_counted(tmp_path: Path) -> None:
    alike = difference(tmp_path, changed(SHORT, *WRONG), SHORT)
    found = difference(tmp_path, changed(SUBTRACTS, *WRONG), SHORT)
    assert found.mine is not None and alike.mine is not None
    assert found.mine.line == alike.mine.line
    one, two = found.difference, alike.difference
    assert one is not None and two is not None
    assert (one.mine, one.theirs) == (-two.mine, two.theirs)
    assert one[3:] == two[3:]
    sign = "l2_delta of other.py has the other sign"
    assert found.causes[0] == f"{sign}: l1_delta is compared with -l1_delta"
    assert not any("compared with" in cause for cause in alike.causes)


def test_a_wrong_sign_is_a_difference(tmp_path: Path) -> None:
    found = difference(tmp_path, changed(SUBTRACTS, "syn0 -=", "syn0 +="), SHORT)
    assert found.mine is not None and found.mine.text == "syn0 += X.T.dot(l1_delta)"
    assert found.difference is not None and found.difference.unlike
