"""A short soak; `python tests/soak.py` is the long one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.straight import Ended, Obeyed, Straight, straight_run
from helpers.terminal import terminal
from helpers.waiting import DEADLINE
from soak import soak
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.worker.commands import Change, Go, Move, Restart, Switch, Undo

EVENTS = 250


@pytest.mark.parametrize("arguments", [(), ("--kiosk",)])
def test_a_short_soak(arguments: tuple[str, ...]) -> None:
    report = soak(EVENTS, 1, *arguments)
    assert report.commands > EVENTS / 20


def at(iteration: int, step: int = 1) -> Position:
    return Position(iteration, step)


RECORD = [
    Obeyed(Go(at(20, 4)), at(0)),
    Obeyed(Change("syn0", (0, 1), 0.5), at(20, 4)),
    Obeyed(Move("iteration"), at(20, 4)),
    Obeyed(Switch("l1", (None, 2)), at(21, 4)),
    Obeyed(Undo(), at(21, 4)),
    Obeyed(Undo(every=True), at(21, 4)),
    Obeyed(Undo(again=True), at(20, 4)),
    Obeyed(Restart(reseed=True), at(20, 4)),
    Obeyed(Move("step", back=True), at(0)),
    Obeyed(Go(at(30, 9)), at(0)),
]


def end_at(iteration: int) -> Ended:
    """The end to which RECORD leads, with the numbers of a given iteration."""
    run = Straight(Experiment())
    for obeyed in RECORD:
        run.obey(obeyed)
    snapshot = straight_run(run.experiment, at(iteration, 9))
    values = {name: snapshot.value(name) for name in ("syn0", "syn1", "l2")}
    return Ended(
        run.experiment, at(30, 9), {name: value.array for name, value in values.items() if value}
    )


@pytest.mark.quick
def test_a_straight_run_follows_the_commands() -> None:
    run = Straight(Experiment())
    for obeyed in RECORD:
        run.obey(obeyed)
    assert run.experiment.seed == 2
    assert [str(edit.value) for edit in run.experiment.edits] == ["0.5"]
    run.check(end_at(30))


@pytest.mark.quick
def test_a_straight_run_notices_a_wrong_end() -> None:
    run = Straight(Experiment())
    run.obey(RECORD[0])
    with pytest.raises(AssertionError, match="not at"):
        run.obey(Obeyed(Move(), at(21, 4)))
    for obeyed in RECORD[1:]:
        run.obey(obeyed)
    with pytest.raises(AssertionError, match="differs"):
        run.check(end_at(29))
    with pytest.raises(AssertionError, match="not at"):
        run.check(replace(end_at(30), position=at(30, 8)))
    with pytest.raises(AssertionError):
        run.check(replace(end_at(30), experiment=Experiment()))


def test_output_that_is_not_looked_at_does_not_corrupt_the_screen() -> None:
    shell = r"printf 'a\033[1'; read _; printf '2;3Hbc'; read _; printf '\033[Hd\033[Be'; read _"
    with terminal(program=("/bin/sh", "-c", shell)) as it:
        it.wait_for("a")
        it.send("\n")
        unseen = b""
        while b"bc" not in unseen:
            more = it.drain(DEADLINE)
            assert more
            unseen += more
        it.send("\n")
        it.wait_for("e")
        assert it.text.split("\n")[0].startswith("d")
