"""What is typed at once leads to the same place as typed one by one with pauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from helpers.script_session import script_session
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.worker.commands import Change, Command, GoWhere, Jump, Move, Play, Undo, Until
from tinynet_tui.worker.scripts.commands import Put, RunUntil, ScriptCommand, Turn
from tinynet_tui.worker.scripts.conditions import parse as parse_for_script
from tinynet_tui.worker.scripts.session import ScriptSession
from tinynet_tui.worker.session import Session
from tinynet_tui.worker.speed import MAX

STRAIGHT = """\
import numpy as np
np.random.seed(4)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = 2 * np.random.random((3, 1)) - 1
for i in range(12):
    out = 1 / (1 + np.exp(-X @ w))
    error = y - out
    w += 3 * X.T @ (error * out * (1 - out))
print("after the loop", w.sum())
"""
BRANCHING = """\
import numpy as np
np.random.seed(4)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = 2 * np.random.random((3, 1)) - 1
for i in range(12):
    for k in range(i % 3):
        w *= 0.99
    out = 1 / (1 + np.exp(-X @ w))
    error = y - out
    if i % 4 == 2:
        print(i, error.mean())
        late = i
    w += 3 * X.T @ (error * out * (1 - out))
print("after the loop", w.sum())
"""
RAISING = STRAIGHT.replace("    w +=", "    w[i % 12 if i == 9 else 0] += 0.01\n    w +=")


def settle(session: Session | ScriptSession) -> None:
    """Do all there is to do."""
    while session.seconds_left == 0.0 or session.frame().playing:
        session.go_on()


def words(commands: Sequence[object]) -> str:
    return "; ".join(map(str, commands))


def moves(random: Random, places: Sequence[str]) -> list[Move | GoWhere | Jump]:
    """Return a few moves: the same one several times, as a key is held, or different ones."""
    choice = random.randrange(6)
    if choice < 4:
        move = Move(random.choice(["step", "iteration"]), random.random() < 0.4)
        return [move] * random.choice([1, 1, 2, 3, 7])
    if choice == 4:
        return [GoWhere(random.choice(places))]
    return [Jump(random.random() < 0.6)] * random.choice([1, 2])


def script_burst(random: Random, session: ScriptSession) -> list[ScriptCommand]:
    frame, burst = session.frame(), list[ScriptCommand]()
    assert frame.plan is not None
    places = ["3", "7:2", "out", "+2", "-1", "end", "start", "5:last", "9:w", ":1", "11:error"]
    for _ in range(random.randint(2, 6)):
        what = random.randrange(8)
        if what < 5:
            burst += moves(random, places)
        elif what == 5:
            text = random.choice(["error < 0.4", "error rises", "8", "w[0,0] > 0", "weight"])
            return [*burst, RunUntil(parse_for_script(text, frame.plan, frame.values))]
        elif what == 6:
            burst.append(Put(f"w[{random.randrange(3)},0]", random.choice([0.5, -1.0])))
        else:
            edits: list[ScriptCommand] = [Undo(), Undo(again=True), Turn("w[1,0]")]
            burst.append(random.choice(edits))
    return [*burst, Play()] if random.random() < 0.3 else burst


def test_a_run_until_looks_at_what_is_known_already_of_the_loop(tmp_path: Path) -> None:
    with script_session(tmp_path / "mine.py", STRAIGHT) as session:
        until = RunUntil(parse_for_script("weight", session.plan, session.frame().values))
        places = []
        commands: list[ScriptCommand] = [until, GoWhere("11:last"), Move(), GoWhere("start"), until]
        for command in commands:
            session.obey(0, command)
            settle(session)
            places.append(session.frame().where)
        assert session.script.length == 12
        assert places[0] == places[-1]
        assert places[0].iteration < 11


@pytest.mark.parametrize("move", [Move(), Move("iteration"), GoWhere("start"), Jump()])
def test_a_run_until_is_ended_by_what_is_typed_just_behind_it(
    move: Move | GoWhere | Jump, tmp_path: Path
) -> None:
    session = Session(Experiment(), iterations=60_000, speed=MAX, fps=10, interrupted=lambda: False)
    session.obey(0, Until(parse("error < 0.0001", Experiment())))
    session.go_on()
    session.obey(0, move)
    settle(session)
    assert session.frame().snapshot.position.iteration < 60
    assert "stopped: the error" in session.frame().note
    with script_session(tmp_path / "mine.py", STRAIGHT.replace("12", "60_000")) as script:
        condition = parse_for_script("error < 0.0001", script.plan, script.frame().values)
        script.obey(0, RunUntil(condition))
        script.go_on()
        script.obey(0, move)
        settle(script)
        assert script.frame().where.iteration < 30_000


def script_state(session: ScriptSession) -> dict[str, object]:
    frame = session.frame()
    return {
        "where": frame.where,
        "furthest": frame.furthest,
        "values": {name: one.digest for name, one in frame.values.items()},
        "edits": frame.edits,
        "printed": frame.printed,
        "error": frame.error,
        "raised": frame.raised and str(frame.raised),
        "length": frame.length,
        "finished": frame.finished,
        "events": [] if frame.happenings is None else [one.text for one in frame.happenings],
    }


@pytest.mark.parametrize(
    "text", [STRAIGHT, BRANCHING, RAISING], ids=["straight", "branching", "raising"]
)
def test_bursts_of_a_script(text: str, tmp_path: Path) -> None:
    random = Random(2)
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    with script_session(one, text) as slow, script_session(other, text) as quick:
        for _ in range(7):
            before = script_state(quick)
            assert before == script_state(slow)
            burst = script_burst(random, slow)
            for command in burst:
                slow.obey(0, command)
                settle(slow)
            for command in burst:
                quick.obey(0, command)
            settle(quick)
            assert script_state(quick) == script_state(slow), f"{before}: {words(burst)}"


def burst_of_network(random: Random) -> list[Command]:
    burst = list[Command]()
    places = ["3", "70:l2", "l2_error", "+20", "-1", "end", "start", "150:syn0"]
    for _ in range(random.randint(2, 6)):
        what = random.randrange(8)
        if what < 5:
            burst += moves(random, places)
        elif what == 5:
            text = random.choice(["error < 0.48", "error rises", "80", "weight"])
            return [*burst, Until(parse(text, Experiment()))]
        elif what == 6:
            burst.append(Change("syn0", (random.randrange(3), 0), random.choice([0.5, -1.0])))
        else:
            burst.append(random.choice([Undo(), Undo(again=True)]))
    return [*burst, Play()] if random.random() < 0.3 else burst


def test_bursts_of_the_built_in_network() -> None:
    random = Random(2)
    slow, quick = (
        Session(Experiment(), iterations=200, speed=MAX, fps=1e-3, interrupted=lambda: False)
        for _ in range(2)
    )
    for _ in range(40):
        burst = burst_of_network(random)
        for command in burst:
            slow.obey(0, command)
            settle(slow)
        for command in burst:
            quick.obey(0, command)
        settle(quick)
        mine, other = quick.frame(), slow.frame()
        assert mine.snapshot.position == other.snapshot.position, words(burst)
        assert mine.furthest == other.furthest, words(burst)
        assert mine.snapshot.experiment == other.snapshot.experiment, words(burst)
        assert mine.goal == other.goal, words(burst)
        for name in mine.snapshot.experiment.script.names:
            one, two = mine.snapshot.value(name), other.snapshot.value(name)
            assert (one is None) == (two is None)
            assert one is None or two is None or one.array.tobytes() == two.array.tobytes()
