"""Past runs: kept once each, as far as they came, and drawn behind the current one."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from helpers.trainer import opened
from helpers.worker import FAR_AWAY, Screen, finished_at, resting, running
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.loop import Loop
from tinynet_tui.ui.drawing.experiment_text import settings_of
from tinynet_tui.ui.panes.error_graph import plot
from tinynet_tui.ui.panes.error_graph.plot import DOTTED, Axes
from tinynet_tui.worker import past_runs as runs_module
from tinynet_tui.worker.commands import Change, Go, Open, Play, Restart, Switch, Undo
from tinynet_tui.worker.comparing import Comparing
from tinynet_tui.worker.kept_runs import MOST
from tinynet_tui.worker.past_runs import PastRuns


def go_to(screen: Screen, position: Position) -> None:
    screen.send(Go(position))
    screen.wait_for(lambda frame: frame.snapshot.position == position and resting(frame))


def test_a_reseed_leaves_the_run_with_what_it_came_to() -> None:
    with running(iterations=1000) as screen:
        screen.send(Play(True))
        last = screen.wait_for(finished_at(1000)).snapshot
        screen.send(Restart(reseed=True))
        frame = screen.wait_for(lambda frame: frame.runs)
        (run,) = frame.runs
        assert run.experiment == Experiment(seed=1)
        assert run.finished and not run.stuck
        assert last.error and run.error == last.error[0]
        assert run.history.envelope([0, 1000]) == last.history.envelope([0, 1000])


def test_a_run_that_came_nowhere_is_not_kept() -> None:
    with running() as screen:
        screen.send(Restart(reseed=True), Restart(reseed=True))
        frame = screen.wait_for(lambda frame: frame.snapshot.experiment.seed == 3)
        assert frame.runs == ()


def test_a_run_opened_again_stays_once_and_as_long_as_it_was() -> None:
    with running() as screen:
        go_to(screen, Position(900, 4))
        screen.send(Restart(reseed=True))
        go_to(screen, Position(50, 4))
        screen.send(Open(Experiment(), Position(20, 6), 60_000))
        frame = screen.wait_for(
            lambda frame: frame.snapshot.experiment.seed == 1 and resting(frame)
        )
        assert [run.experiment.seed for run in frame.runs] == [1, 2]
        screen.send(Restart(reseed=True))
        frame = screen.wait_for(lambda frame: frame.snapshot.experiment.seed == 2)
        assert [(run.number, run.experiment.seed) for run in frame.runs] == [(2, 2), (1, 1)]
        again = frame.runs[-1]
        assert again.length == 900
        assert again.position == Position(20, 6)


def test_the_run_before_an_edit_is_kept_but_not_the_values_tried() -> None:
    with running() as screen:
        go_to(screen, Position(500, 4))
        go_to(screen, Position(100, 4))
        screen.send(Change("syn0", (0, 0), 0.5), Change("syn0", (0, 0), 0.6, amends=True))
        screen.send(Undo(quietly=True), Switch("syn0", (0, 0)))
        frame = screen.wait_for(
            lambda frame: resting(frame) and len(frame.snapshot.experiment.edits) == 1
        )
        assert [(run.experiment.edits, run.length) for run in frame.runs] == [((), 500)]


def test_no_more_runs_are_kept_than_the_most() -> None:
    with running() as screen:
        for _ in range(MOST + 3):
            go_to(screen, Position(2, 4))
            screen.send(Restart(reseed=True))
            screen.wait_for(lambda frame: frame.snapshot.position == Position())
        frame = screen.wait_for(lambda frame: frame.snapshot.experiment.seed == MOST + 4)
        assert [run.number for run in frame.runs] == list(range(4, MOST + 4))


def test_the_timeline_of_a_run_that_has_grown_large_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs, timeline = PastRuns(), Timeline(Experiment())
    timeline.advance(10)
    monkeypatch.setattr(runs_module, "MOST_BYTES", timeline.nbytes)
    runs.leave(timeline, 60_000)
    assert runs.timeline(Experiment()) is timeline
    for _ in range(3):
        timeline.advance(400)
    assert timeline.nbytes > runs_module.MOST_BYTES
    runs.leave(timeline, 60_000)
    assert runs.timeline(Experiment()) is None
    assert [run.length for run in runs.kept] == [1210]


def test_a_timeline_that_is_kept_frees_its_fast_loop_and_goes_on_as_if_it_had_not() -> None:
    def loops() -> int:
        gc.collect()  # what other tests have left would be counted now and not later
        return sum(isinstance(one, Loop) for one in gc.get_objects())

    runs, before = PastRuns(), loops()
    edits = (Edit(Position(7), "syn0", (0, 1), 0.5), Edit(Position(9), "l1", (None, 2), "off"))
    experiment = Experiment(edits=edits)
    left, straight = Timeline(experiment), Timeline(experiment)
    left.advance(9)
    runs.leave(left, 60_000)
    assert loops() == before + 1  # of the other
    left.advance(11)
    straight.advance(20)
    for name in ("syn0", "syn1", "l1_delta"):
        kept, never_left = left.snapshot().value(name), straight.snapshot().value(name)
        assert kept is not None
        assert never_left is not None
        assert np.array_equal(kept.array, never_left.array)


@pytest.mark.parametrize("axes", list(Axes))
def test_the_curve_behind_is_dotted_and_never_hides_the_other(axes: Axes) -> None:
    curve = [(0, 0.5, 0.5), (10, 0.4, 0.5), (100, 0.1, 0.1)]
    behind = [(at, 0.3, 0.3) for at in range(0, 1000, 5)]
    alone = plot.plot(curve, width=50, height=8, iterations=1000, axes=axes)
    both = plot.plot(curve, width=50, height=8, iterations=1000, axes=axes, behind=behind)
    assert sum(char in DOTTED for line in both for char in line) > 10 + sum(
        char in DOTTED for line in alone for char in line
    )
    for one, other in zip(alone, both, strict=True):
        for before, after in zip(one, other, strict=True):
            assert after == before or (before == " " and after in DOTTED)


async def test_the_run_before_is_drawn_behind_with_its_settings() -> None:
    async with opened(iterations=1000) as trainer:
        await trainer.press("g", "9", "0", "0", "enter")
        await trainer.rests_at(900, 4)
        await trainer.press("r")
        await trainer.until(lambda: trainer.frame.snapshot.experiment.seed == 2)
        await trainer.shows("·· seed 1")


async def test_the_list_of_runs_opens_any_of_them_again() -> None:
    async with opened(iterations=400) as trainer:
        for seed, position in ((1, 300), (2, 200), (3, 100)):
            await trainer.press("g", *str(position), "enter")
            await trainer.rests_at(position, 4)
            await trainer.press("r")
            await trainer.until(lambda n: trainer.frame.snapshot.experiment.seed == n, seed + 1)
        await trainer.press("4")
        await trainer.shows("xor 3-4-1 seed 3 alpha 1", "xor 3-4-1 seed 1 alpha 1", "learned")
        behind = trainer.main.view and trainer.main.view.behind
        assert behind and behind.experiment.seed == 3
        await trainer.press("down", "down")
        await trainer.shows("·· seed 1")
        await trainer.press("down", "enter")
        await trainer.rests_at(300, 4)
        await trainer.shows("run 1 again", "►  xor 3-4-1 seed 1 alpha 1", "learned", "·· seed 3")
        assert trainer.main.shown == "runs"


def test_if_settings_do_not_fit_the_differences_are_shown() -> None:
    edit = Edit.parse("syn0[0,1]=0.5@3:l0", Experiment().dimensions)
    runs = [Experiment(seed=2), Experiment(seed=1), Experiment(seed=1, edits=(edit,))]
    assert settings_of(runs, 80) == [
        "xor 3-4-1 seed 2 alpha 1",
        "xor 3-4-1 seed 1 alpha 1",
        "xor 3-4-1 seed 1 alpha 1 syn0[0,1]=0.5@3:l0",
    ]
    assert settings_of(runs, 30) == [
        "seed 2 no edits",
        "seed 1 no edits",
        "seed 1 syn0[0,1]=0.5@3:l0",
    ]
    assert settings_of(runs[:1], 8) == ["xor 3-4-1 seed 2 alpha 1"]


async def test_without_other_runs_the_list_says_how_to_get_some() -> None:
    async with opened() as trainer:
        await trainer.press("4")
        await trainer.shows("► ", "r and o start another run")
        await trainer.press("enter", "down", "1")
        await trainer.shows("synapse 0")


def test_a_run_to_compare_with_is_trained_first_and_is_the_only_one_listed() -> None:
    with running(Experiment(seed=5), iterations=1000) as screen:
        go_to(screen, Position(50, 4))
        other = Experiment(seed=3)
        screen.send(Open(Experiment(), Position(20, 6), 1000, anew=True, beside=other))
        frame = screen.wait_for(
            lambda frame: frame.snapshot.position == Position(20, 6) and resting(frame)
        )
        (run,) = frame.runs
        assert (run.number, run.experiment, run.length) == (1, other, 1000)
        assert frame.snapshot.experiment == Experiment()
        screen.send(Open(Experiment(seed=5), Position(50, 4), 1000, anew=True))
        frame = screen.wait_for(
            lambda frame: frame.snapshot.experiment.seed == 5 and resting(frame)
        )
        assert frame.runs == () and frame.furthest == Position(50, 4)


def test_going_elsewhere_does_not_end_the_training_of_the_run_to_compare_with() -> None:
    with running(Experiment(), iterations=20_000) as screen:
        other = Experiment(seed=3)
        screen.send(Open(Experiment(), Position(20, 6), 20_000, anew=True, beside=other))
        screen.wait_for(lambda frame: frame.job == Comparing.words)
        screen.send(Go(Position(30, 2)))
        frame = screen.wait_for(resting)
        assert frame.snapshot.position == Position(30, 2)
        assert [(run.experiment, run.length) for run in frame.runs] == [(other, 20_000)]


def test_playing_ends_the_run_to_compare_with_and_keeps_what_came() -> None:
    with running(Experiment(), iterations=FAR_AWAY.iteration) as screen:
        other, at = Experiment(seed=3), Position(20, 6)
        opening = Open(Experiment(), at, FAR_AWAY.iteration, anew=True, beside=other)
        screen.send(opening)
        screen.wait_for(lambda frame: frame.job == Comparing.words)
        screen.send(Play())
        frame = screen.wait_for(resting)
        assert frame.snapshot.position == at
        ((run, length),) = [(run.experiment, run.length) for run in frame.runs]
        assert (run, frame.cut_at) == (other, length)
        for cut_at in (length + 7, 11):  # one that goes on, and one that begins again
            screen.send(opening._replace(cut_at=cut_at))
            frame = screen.wait_for(resting)
            assert [run.length for run in frame.runs] == [frame.cut_at] == [cut_at]
            assert frame.snapshot.position == at
