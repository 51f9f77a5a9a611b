"""Every number in the words on the scripts of the lab, by running what they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from helpers.lab_runs import LabRun, bug, ran
from tinynet_tui.lab.lab import LAB
from tinynet_tui.network.activations import sigmoid

NUMBER = re.compile(r"(?<![\w\[.)-])-?\d(?:[\d.,]*\d)?(?![\w\]])")
Said = list[str]


def error(run: LabRun, at: int, digits: int) -> str:
    return f"{run.errors[at]:.{digits}f}"


def all_zeros() -> Said:
    run = ran("all-zeros")
    targets = [f"{one:.0f}" for one in run.values["y"].ravel()]
    assert (run.output < 1e-5).all()
    seen = {int(one) for now in run.kept["l2_error"] for one in now.ravel()}
    assert seen == {-11, -12}
    return [*targets, "0", "-1", "1", "-11", "-12", "12"]


def worse() -> Said:
    run = ran("worse")
    assert run.errors.argmin() == 0
    assert (run.errors[1:] > run.errors[0]).all()
    return ["0"]


def hardly() -> Said:
    run = ran("hardly")
    assert (run.values["syn0"] == run.kept["syn0"][0]).all()
    return ["10,000", error(run, 9_999, 2)]


def too_easy() -> Said:
    run = ran("too-easy")
    X, y = run.values["X"], run.values["y"]
    assert (y[:, 0] == X[:, :2].any(axis=1)).all()
    assert X[3, :2].tolist() == [1, 1] and ran("too-easy", right=True).values["y"][3, 0] == 0
    assert "y =" in bug("too-easy").wrong
    return ["0.1", str(run.first_below()), "1", "1", "0"]


def three_quarters() -> Said:
    run = ran("three-quarters")
    assert (np.abs(run.errors[2_000:] - 0.75) < 0.01).all()
    unreached = run.values["y"] == -1
    assert unreached.sum() == 2 and (np.abs(run.values["error"][unreached]) > 1).all()
    return ["0.75", "0", "1", "-1", "1", "0"]


def one_number() -> Said:
    lines = [line for line in ran("one-number").printed.splitlines() if "[" not in line]
    rights = [
        line for line in ran("one-number", right=True).printed.splitlines() if "[" not in line
    ]
    assert (len(lines), len(rights)) == (1, 5)
    assert ran("one-number").values["i"] == 9999 and "i % 20000" in bug("one-number").wrong
    return ["0", "9999", "20000", "0"]


def faster() -> Said:
    run, right = ran("faster"), ran("faster", right=True)
    outputs = np.linspace(0, 1, 1001)
    assert (outputs * (1 - outputs)).max() == 0.25
    assert (sigmoid(outputs) >= 0.5).all()
    return ["10,000", error(run, 9_999, 4), error(right, 9_999, 4), "1", "0.25", "0.5"]


def all_ones() -> Said:
    run = ran("all-ones")
    assert (run.output > 0.999).all()
    assert all((now >= 0).all() for now in run.kept["l2_error"])
    return [*(f"{one:.0f}" for one in run.values["y"].ravel()), "1"]


def no_number() -> Said:
    run = ran("no-number")
    first = int(np.flatnonzero(np.isnan(run.errors))[0])
    assert np.isnan(run.errors[first:]).all()
    sizes = [np.abs(z * (1 - z)).max() for z in run.kept["z2"][:first]]
    assert max(sizes) > 10
    return [str(first), "0.25", "1"]


def halves() -> Said:
    run = ran("halves")
    assert (np.abs(run.output - 0.5) < 0.005).all()
    assert run.values["out"].shape == (4, 1) and run.values["hidden"].shape == (4, 4)
    return [*(f"{one:.0f}" for one in run.values["y"].ravel()), f"{run.output[0, 0]:.2f}"]


def ahead() -> Said:
    return ["0.1", str(ran("ahead").first_below()), str(ran("ahead", right=True).first_below())]


def slow() -> Said:
    right = ran("slow", right=True)
    relu = right.values["slope"]
    assert relu(np.array([-2.0, 3.0])).tolist() == [0.1, 1]
    return ["0.1", str(ran("slow").first_below()), str(right.first_below()), "1"]


def sixteen() -> Said:
    run = ran("sixteen")
    y = run.values["y"]
    assert run.kept["l1_error"][0].shape == (4, 4) and y[:, 0].shape == (4,)
    return [str(run.values["l1"].size), str(y[:, 0].size), "4", "4"]


def behind() -> Said:
    run = ran("behind")
    assert not run.values["bias0"].any() and run.has("bais0")
    return ["0.1", str(run.first_below()), str(ran("behind", right=True).first_below()), "0"]


def better() -> Said:
    run, right = ran("better"), ran("better", right=True)
    assert "slope(z1)" in bug("better").text
    return ["10,000", error(run, 9_999, 4), error(right, 9_999, 4)]


def stuck() -> Said:
    run = ran("stuck")
    gradient = run.values["hidden"].T.dot(run.values["out_delta"])
    assert gradient.shape == (4, 1) and len(run.values["X"]) == 4
    return [error(run, 0, 4), error(run, 9_999, 4), "4"]


def almost() -> Said:
    run, right = ran("almost"), ran("almost", right=True)
    return ["10,000", error(run, 9_999, 6), error(right, 9_999, 6)]


def four_answers() -> Said:
    run = ran("four-answers")
    y, syn1 = run.values["y"], run.values["syn1"]
    assert np.ptp(run.output, axis=1).max() < 0.01
    return [str(run.output.size), str(y.shape[1]), "1", str(syn1.shape[1])]


def jumps() -> Said:
    run = ran("jumps")
    assert {*np.flatnonzero(np.diff(run.errors)) + 1} == {*range(1000, 10_000, 1000)}
    assert run.errors[1000] < 0.1 * run.errors[0]
    assert (run.kept["l2"][0] != run.kept["l2"][1]).all()
    return ["1000", "1000", "0", "999"]


def deep() -> Said:
    run = ran("deep")
    assert "layers[k - 1]" in bug("deep").wrong
    return [error(run, 0, 4), error(run, 9_999, 4), "0"]


SAID: dict[str, Callable[[], Said]] = {
    **{"all-zeros": all_zeros, "worse": worse, "hardly": hardly, "too-easy": too_easy},
    **{"three-quarters": three_quarters, "one-number": one_number, "faster": faster},
    **{"all-ones": all_ones, "no-number": no_number, "halves": halves, "ahead": ahead},
    **{"slow": slow, "sixteen": sixteen, "behind": behind, "better": better, "stuck": stuck},
    **{"almost": almost, "four-answers": four_answers, "jumps": jumps, "deep": deep},
}
QUICK = {"all-zeros", "sixteen", "behind"}


def test_each_has_its_test() -> None:
    assert [*SAID] == [one.name for one in LAB]


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=[pytest.mark.slow] * (one not in QUICK)) for one in SAID],
)
def test_every_number_is_true(name: str) -> None:
    one = bug(name)
    assert NUMBER.findall(f"{one.task} {one.seen}") == SAID[name]()
