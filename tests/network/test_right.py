"""Which examples count as right."""

from __future__ import annotations

import numpy as np
import pytest

from tinynet_tui.network.right import Judge, Shares, percent
from tinynet_tui.network.split import Split


def judged(y: list[list[float]], outputs: list[list[float]]) -> list[bool]:
    targets = np.array(y)
    found: list[bool] = Judge(targets).right(targets - np.array(outputs)).tolist()
    return found


def test_with_one_output_it_is_the_side_of_one_half() -> None:
    y = [[0.0], [0.0], [1.0], [1.0], [0.75], [0.5]]
    assert judged(y, [[0.49], [0.51], [0.51], [0.5], [0.6], [0.5]]) == [
        *(True, False, True, False, True, False)
    ]
    judge = Judge(np.array(y))
    assert judge.counted.tolist() == [True] * 5 + [False]
    assert judge.shares(np.zeros((1, 6, 1)))[0] == [1.0]


def test_with_one_target_for_each_class_it_is_the_largest_output() -> None:
    y = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    assert judged(y, [[0.2, 0.1, 0.1], [0.9, 0.8, 0.1], [0.1, 0.2, 0.3]]) == [True, False, True]


def test_with_other_targets_every_output_must_be_on_its_side() -> None:
    y = [[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
    assert judged(y, [[0.9, 0.6], [0.6, 0.9], [0.4, 0.1]]) == [True, False, True]


@pytest.mark.parametrize("y", [[[1.0], [0.0]], [[1.0, 0.0], [0.0, 1.0]]])
def test_what_is_not_a_number_is_not_right(y: list[list[float]]) -> None:
    assert judged(y, [[np.nan] * len(y[0])] * 2) == [False, False]


def test_shares_are_of_those_that_train_and_of_those_held_back() -> None:
    y = np.array([[0.0], [1.0], [1.0]])
    judge = Judge(y, Split(np.array([0, 1]), np.array([2])))
    differences = np.array([[0.0], [0.9], [0.1]])
    train, test = judge.shares(differences[None])
    assert (train.tolist(), test.tolist()) == ([0.5], [1.0])
    assert judge.counts(differences) == [(1, 2), (1, 1)]


def test_a_hundred_percent_are_all() -> None:
    assert [percent(share) for share in (1.0, 149 / 150, 0.29, 0.0)] == ["100%", "99%", "29%", "0%"]
    assert Shares(0.97).words == "97% right"
    assert Shares(0.97, 0.5).words == "97% right, test 50%"
