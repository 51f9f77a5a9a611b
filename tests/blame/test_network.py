"""Blame in the built-in network: each hop is what brute force finds."""

from __future__ import annotations

import numpy as np
import pytest

from tinynet_tui.blame.hop import Hop, Place
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.worker.commands import Blame, Change, Command, Go, HopBack, Move, Play, Restart
from tinynet_tui.worker.frame import Frame
from tinynet_tui.worker.session import Session
from tinynet_tui.worker.speed import AUTO

Values = dict[str, Array]


def session(experiment: Experiment) -> Session:
    return Session(experiment, iterations=60_000, speed=AUTO, fps=10, interrupted=lambda: False)


def after(one: Session, *commands: Command) -> Frame:
    """Return the Frame once these commands have been obeyed."""
    for command in commands:
        one.obey(0, command)
    for _ in range(100_000):
        if not one.has_job:
            return one.frame()
        one.go_on()
    raise AssertionError("the job does not end")


def blamed(one: Session, name: str, *cell: int) -> Hop:
    """Return the hop from a number where the session stands."""
    frame = after(one, Blame(name, cell, one.frame().hops))
    assert frame.hop is not None and frame.note == frame.hop.words
    place = frame.hop.place
    if place is not None:  # it is there, and its numbers are shown
        assert frame.snapshot.position == (place.iteration, place.step)
        assert frame.snapshot.value(place.label) is not None
    return frame.hop


def straight(experiment: Experiment, iterations: int) -> list[Values]:
    """Run the script's lines one after the other; return all values of each iteration.

    The weights with which an iteration begins are `old` and its name.
    """
    script, found = experiment.script, []
    weights = [weight.copy() for weight in experiment.initial_weights()]
    X, y = experiment.dataset.X, experiment.dataset.y
    for _ in range(iterations):
        values = {f"old {name}": w.copy() for name, w in zip(script.weights, weights, strict=True)}
        lines = script.run(X, y, *weights, experiment.alpha)
        values |= {name: value.copy() for name, value in zip(script.names, lines, strict=True)}
        values["y"] = y
        found.append(values)
        weights = [values[name].copy() for name in script.weights]
    return found


def brute(experiment: Experiment, run: list[Values], at: int, name: str, cell: list[int]) -> Place:
    """Find out by loops what is largest in the arithmetic of a computed number."""
    script, values, (row, column) = experiment.script, run[at], cell
    numbers = {step.name: step.number for step in script.steps}
    roles = script.roles
    match roles.kind(script.step(name)), script.step(name).operands:
        case "layer", (layer, weights):
            sizes = [
                abs(values[layer][row, k] * values[f"old {weights}"][k, column])
                for k in range(values[layer].shape[1])
            ]
            return Place(weights, (sizes.index(max(sizes)), column), at, numbers[name])
        case "error", (delta, weights):
            sizes = [
                abs(values[delta][row, k] * values[f"old {weights}"][column, k])
                for k in range(values[delta].shape[1])
            ]
            return Place(weights, (column, sizes.index(max(sizes))), at, numbers[name])
        case "difference", (target, layer):
            is_target = abs(values[target][row, column]) >= abs(values[layer][row, column])
            larger = target if is_target else layer
            return Place(larger, (row, column), at, numbers.get(larger, numbers[name]))
        case "delta", (error, _):
            return Place(error, (row, column), at, numbers[error])
    raise AssertionError(name)


def values_after(run: list[Values], name: str, cell: tuple[int, ...], updates: int) -> float:
    """Return a weight after so many updates."""
    return float(run[updates - 1][name][cell])


EXPERIMENTS = [
    Experiment(),
    Experiment(seed=7, hidden=0, alpha=0.5),
    Experiment(seed=3, hidden=9, alpha=10.0),
]


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=["video", "two layers", "wide"])
def test_computed_numbers_lead_to_the_largest_term(experiment: Experiment) -> None:
    random, one = np.random.default_rng(5), session(experiment)
    run = straight(experiment, 121)
    names = [name for name in experiment.script.names if name not in experiment.script.weights]
    for at in (0, 1, 44, 120):
        after(one, Go(Position(at, len(experiment.script.steps))))
        for name in names[1:]:
            cell = [int(random.integers(size)) for size in run[at][name].shape]
            assert blamed(one, name, *cell).place == brute(experiment, run, at, name, cell)
            after(one, Go(Position(at, len(experiment.script.steps))))


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=["video", "two layers", "wide"])
def test_weights_lead_to_the_update_and_then_to_the_example(experiment: Experiment) -> None:
    random, one = np.random.default_rng(6), session(experiment)
    script, run = experiment.script, straight(experiment, 301)
    for at, name in ((1, script.weights[0]), (7, script.weights[-1]), (300, script.weights[0])):
        for number, updates in ((1, at), (len(script.steps), at + 1)):
            after(one, Go(Position(at, number)))
            cell = tuple(int(random.integers(size)) for size in run[0][name].shape)
            moves = [values[name][cell] - values[f"old {name}"][cell] for values in run[:updates]]
            total = values_after(run, name, cell, updates) - run[0][f"old {name}"][cell]
            best = max(range(updates), key=lambda n: np.sign(total) * moves[n])
            step, first = script.step(name), blamed(one, name, *cell)
            assert first == Hop(first.words, Place(name, cell, best, step.number), is_update=True)
            verb = "raised" if total > 0 else "lowered"
            assert first.words.startswith(f"iteration {best:,} {verb} {name}[")
            assert f" most: {moves[best]:+.3g}" in first.words
            assert f"{total:+.3g}" in first.words

            _, _, layer, delta = step.operands
            row, column = cell
            terms = run[best][layer][:, row] * run[best][delta][:, column]
            example = max(range(len(terms)), key=lambda e: np.sign(moves[best]) * terms[e])
            second = blamed(one, name, *cell)
            there = Place(delta, (example, column), best, script.step(delta).number)
            assert second.place == there
            assert f"example {example} gave most: " in second.words
            assert f", {experiment.alpha * terms[example]:+.3g}" in second.words
            assert f"{moves[best]:+.3g}" in second.words


def test_a_trail_leads_from_an_output_to_the_data_and_back() -> None:
    one = session(Experiment())
    start = after(one, Go(Position(254, 3))).snapshot.position
    place, trail = Place("l2", (1, 0), *start), [Place("l2", (1, 0), *start)]
    for _ in range(40):
        hop = blamed(one, place.label, *place.cell)
        if hop.place is None:
            break
        place = hop.place
        trail.append(place)
    assert hop.words.endswith("the trail ends here")
    assert [one.label for one in trail] == ["l2", "syn1", "syn1", "l2_delta", "l2_error"]
    assert hop.words.startswith("l2_error[") and " = y[" in hop.words
    assert one.frame().hops == len(trail) - 1
    for before in reversed(trail[:-1]):
        frame = after(one, HopBack())
        assert frame.hop is not None and frame.hop.place == before
        assert frame.snapshot.position == (before.iteration, before.step)
    assert frame.note == "back at l2[1,0]"
    assert after(one, HopBack()).note == "there is no hop to go back"
    assert one.frame().snapshot.position == start


def test_the_trail_from_a_weight_is_back_propagation() -> None:
    one = session(Experiment())
    after(one, Go(Position(254, 1)))
    place, labels = Place("syn0", (0, 2), 254, 1), []
    for _ in range(9):
        hop = blamed(one, place.label, *place.cell)
        if hop.place is None:
            break
        place = hop.place
        labels.append(place.label)
        values = one.frame().snapshot
        assert values.position.iteration == place.iteration <= 254
    assert labels == ["syn0", "l1_delta", "l1_error", "l2_delta", "l2_error"]
    after(one, Go(Position(254, 4)))
    assert blamed(one, "l2_error", 1, 0).words.startswith("l2_error[1,0] = y[1,0] - l2[1,0] = 1 - ")


@pytest.mark.parametrize("at", [44, 254])
def test_each_product_of_a_trail_is_true(at: int) -> None:
    one, run = session(Experiment()), straight(Experiment(), at + 1)[at]
    after(one, Go(Position(at, 9)))
    slope = run["l1"] * (1 - run["l1"])
    assert blamed(one, "l1_delta", 1, 2).words == (
        "l1_delta[1,2] = l1_error[1,2] × slope(l1[1,2]) = "
        f"{run['l1_error'][1, 2]:.3g} × {slope[1, 2]:.3g} = {run['l1_delta'][1, 2]:+.3g}"
    )
    after(one, Go(Position(at, 9)))
    assert blamed(one, "l1_error", 1, 2).words == (
        "l1_error[1,2] = l2_delta[1,0] × syn1[2,0] = "
        f"{run['l2_delta'][1, 0]:.3g} × {run['old syn1'][2, 0]:.3g} = "
        f"{run['l1_error'][1, 2]:+.3g}"
    )


def test_keys_typed_at_once_hop_on_from_where_the_last_hop_leads() -> None:
    quick, slow = session(Experiment()), session(Experiment())
    for one in (quick, slow):
        after(one, Go(Position(100, 3)))
    frame = after(quick, *[Blame("l2", (2, 0), 0)] * 4)
    place = Place("l2", (2, 0), 100, 3)
    for _ in range(4):
        hop = blamed(slow, place.label, *place.cell)
        assert hop.place is not None
        place = hop.place
    assert frame.hop == hop and frame.hops == 4
    assert after(quick, *[HopBack()] * 4).snapshot.position == (100, 3)


def test_what_is_given_or_not_there_ends_the_trail() -> None:
    one = session(Experiment())
    for name, words in (
        ("l2_delta", "l2_delta[0,0] is not computed yet"),
        ("l0", "l0[0,0] is given by the data"),
        ("y", "y[0,0] is given by the data"),
        ("syn0", "syn0[0,0] was drawn at random, and nothing has moved it"),
    ):
        assert blamed(one, name, 0, 0) == Hop(f"{words}: the trail ends here")
    assert one.frame().hops == 0


def test_the_first_of_equal_terms_counts() -> None:
    edits = [Edit(Position(), "syn1", (row, 0), 0.0) for row in range(4)]
    one = session(Experiment(edits=tuple(edits)))
    after(one, Go(Position(0, 3)))
    hop = blamed(one, "l2", 0, 0)
    assert hop.place == Place("syn1", (0, 0), 0, 3)
    assert hop.words == "l2[0,0] is sigmoid(x): x is +0, its largest term l1[0,0] × syn1[0,0] is +0"


def test_an_edit_counts_as_a_move_and_an_edited_weight_ends_the_trail() -> None:
    one = session(Experiment())
    after(one, Go(Position(50, 5)), Change("syn1", (2, 0), 40.0))
    assert blamed(one, "syn1", 2, 0).words == (
        "syn1[2,0] was edited at 50:l2_delta: the trail ends here"
    )
    frame = after(one, Go(Position(90, 3)))
    hop = blamed(one, "syn1", 2, 0)
    assert hop.place == Place("syn1", (2, 0), 50, 5)
    assert hop.words.startswith("syn1[2,0] was edited at 50:l2_delta: that raised it most, +4")
    assert after(one, HopBack()).snapshot.position == frame.snapshot.position
    after(one, Change("syn1", (0, 0), 1.0))
    assert one.frame().hops == 0  # that is another run


def test_a_weight_that_is_off_leads_to_where_it_was_switched_off() -> None:
    edit = Edit(Position(20), "syn1", (1, 0), "off")
    one = session(Experiment(edits=(edit,)))
    after(one, Go(Position(60, 3)))
    hop = blamed(one, "syn1", 1, 0)
    assert hop.words == "syn1[1,0] was switched off at 20:l0"
    assert hop.place == Place("syn1", (1, 0), 20, 1)


def test_the_iteration_that_made_a_weight_infinite_or_nan_moved_it_most() -> None:
    edits = (Edit(Position(3), "X", (1, 0), 1e308),)
    one = session(Experiment(alpha=1e6, edits=edits))
    after(one, Go(Position(9, 3)))
    hop = blamed(one, "syn0", 0, 1)
    assert hop.words == "iteration 3 made syn0[0,1] a number that is not finite"
    assert hop.place == Place("syn0", (0, 1), 3, 9) and hop.is_update
    assert blamed(one, "syn0", 0, 1).place == Place("l1_delta", (1, 1), 3, 7)
    after(one, Go(Position(9, 3)))
    value = one.frame().snapshot.value("l1")
    assert value is not None and np.isnan(value.array[0]).any()
    hop = blamed(one, "l1", 0, 1)
    assert hop.place is not None and hop.place.cell == (0, 1)  # 0 × inf, the first that is nan


def test_a_test_example_does_not_train() -> None:
    one = session(Experiment(test=0.25))
    after(one, Go(Position(30, 9)))
    (held, *_) = one.timeline.experiment.split.test
    assert blamed(one, "l2_delta", int(held), 0).words == (
        f"l2_delta[{held},0] is 0: a test example does not train: the trail ends here"
    )


def test_a_long_search_is_said_and_can_be_stopped() -> None:
    one = session(Experiment())
    after(one, Go(Position(20_000, 3)))
    one.obey(0, Blame("syn0", (0, 1)))
    one.go_on()
    assert one.has_job
    assert one.frame().job.startswith("looking for what moved syn0[0,1] most")
    one._unseen = False  # as once that is on the screen
    one.obey(0, Play(False))
    assert not one.has_job and one.frame().hops == 0
    assert one.frame().snapshot.position == (20_000, 3)


def test_another_run_has_no_hops() -> None:
    one = session(Experiment())
    after(one, Go(Position(30, 3)), Blame("l2", (0, 0)))
    assert one.frame().hops == 1
    after(one, Move())
    assert one.frame().hops == 1 and one.frame().hop is None
    after(one, Restart(reseed=True))
    assert one.frame().hops == 0
