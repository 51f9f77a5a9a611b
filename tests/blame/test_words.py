"""The sentences about hops: true, and short enough for 80 columns where that can be."""

from __future__ import annotations

import numpy as np
import pytest

from tinynet_tui.blame.hop import ends
from tinynet_tui.blame.most import Changes, largest
from tinynet_tui.blame.words import LONGEST, of_history, of_sum, of_update, of_x, percent


def test_a_move_against_the_total_is_not_the_largest() -> None:
    changes = Changes(0.0)
    changes.look(0, np.array([-3.0, -1.0, 1.0, 1.5]))
    assert (changes.best.value, changes.best.iteration) == (2.0, 1)
    changes.look(4, np.array([-2.0]))
    assert (changes.best.value, changes.best.iteration) == (-3.5, 4)


def test_without_a_total_the_largest_move_counts() -> None:
    changes = Changes(1.0)
    changes.look(0, np.array([1.5, -1.0, 1.0]))
    assert changes.total == 0
    assert (changes.best.value, changes.best.iteration) == (-2.5, 1)
    changes.look(3, np.array([1.0, np.nan, 7.0]))
    assert changes.best.is_lost and changes.best.iteration == 4
    assert Changes(2.0).best.iteration is None


def test_of_terms_against_the_total_none_is_the_largest() -> None:
    terms = np.array([-5.0, 4.0, 4.0])
    assert largest(terms) == 0 and largest(terms, 3.0) == 1 and largest(terms, -1.0) == 0
    assert largest(terms, float("nan")) == 0 and largest(np.array([-1.0]), 2.0) == 0


def test_a_part_larger_than_the_whole_is_no_share() -> None:
    assert (
        of_history("w[0]", 1200, 0.5, 2.0)
        == "iteration 1,200 raised w[0] most: +0.5, 25 % of +2 so far"
    )
    assert of_history("w[0]", 3, -0.5, -0.2) == (
        "iteration 3 lowered w[0] most: -0.5; all iterations together -0.2"
    )
    assert of_sum("z[0]", "x[0] × w[0]", 7.35, 0.0) == (
        "z[0]: the largest term is x[0] × w[0], +7.35; all terms together +0"
    )
    assert of_update("g[0]", -2.0, -8.0) == "largest part of this update: g[0], -2, 25 % of -8"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (1.0, "100 %"),
        (0.9999, "99 %"),
        (0.25, "25 %"),
        (0.0996, "10 %"),
        (0.005, "0.5 %"),
        (0.0002, "less than 0.1 %"),
    ],
)
def test_percent(part: float, words: str) -> None:
    assert percent(part) == words


def test_long_sentences_have_a_shorter_form() -> None:
    for term in ("l1[0,2] × syn1[2,0]", "hidden[0,2] × second[2,0]"):
        assert len(of_x("out[0,0]", "sigmoid", term, -3.6012, -1.6123)) <= LONGEST
        assert len(of_sum("out[0,0]", term, -3.6012, -1.6123)) <= LONGEST
        assert len(of_update(f"rate × {term}", -0.00123, -0.00103)) <= LONGEST
    assert ends("x" * 60).words.endswith(": the end")
