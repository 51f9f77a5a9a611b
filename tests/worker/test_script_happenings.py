"""What has happened in a script's run is kept in bounded memory, and found from any position."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.happened import Group, Happened
from tinynet_tui.engine.plan import Choice
from tinynet_tui.worker.scripts.happening_log import MOST, HappeningLog
from tinynet_tui.worker.scripts.happenings import Happenings
from tinynet_tui.worker.scripts.script import Script

SCRIPTS = Path(__file__).parents[1] / "scripts"


def opened(name: str = "flat_long_names") -> Script:
    script = Script(SCRIPTS / f"{name}.py", Choice(), lambda: False)
    script.enter()
    return script


def test_each_event_leads_to_where_it_can_be_seen() -> None:
    script = opened()
    try:
        script.run_to(300)
        found = script.happenings()
        signs = [one for one in found if "turns" in one.text]
        assert len(signs) == found.counts[0] and found.counts[1]
        for one in signs:
            name, _, cell = one.text.partition(" ")[0].partition("[")
            row, column = map(int, cell.rstrip("]").split(","))
            iteration = one.where.iteration
            writer = script.plan.writers[name][0]
            frame = script.engine.stand_at(iteration, [writer])
            before = script.engine.stand(iteration, frame.where.step - 1)
            new, old = frame.values[name].array, before.values[name].array
            assert new is not None and old is not None
            assert (new[row, column] < 0) != (old[row, column] < 0)
            assert (new[row, column] >= 0) == one.text.endswith("positive")
            assert one.go in (f"{iteration}:{frame.where.step}", f"{iteration}:{name}")
            assert one.order(frame.where, frame.line) == 0
            assert one.order(before.where, before.line) == 1
    finally:
        script.close()


def test_rises_are_found_over_the_bounds_of_slices() -> None:
    script = opened()
    errors = np.random.default_rng(1).random(1000)
    log = HappeningLog(script.plan)
    for part in np.array_split(errors, 37):
        log.take_errors(part)
    rises = [at for at, _ in log.now({}, None).rises]
    assert rises == (np.flatnonzero(errors[1:] > errors[:-1]) + 1).tolist()
    script.close()


def test_the_first_error_that_is_not_finite_is_an_event_unless_none_came_before() -> None:
    script = opened()
    nan = np.nan
    for errors, lost in (
        ([nan, nan, 0.5, 0.4], None),
        ([nan, 0.5, nan], 2),
        ([0.5, 0.4, np.inf, nan], 2),
        ([nan, nan], None),
    ):
        log = HappeningLog(script.plan)
        for error in errors:
            log.take_errors(np.array([error]))
        whole = HappeningLog(script.plan)
        whole.take_errors(np.array(errors))
        assert log.now({}, None).lost == whole.now({}, None).lost == lost
    script.close()


def stretch(first: int, count: int) -> Happened:
    """Return a stretch in which a weight turns in every iteration."""
    iterations = np.arange(first, first + count)
    events = np.stack([iterations, 0 * iterations, 0 * iterations, iterations % 2]).T
    groups = (Group("weight", "w", "w", (1,)),)
    return Happened(first, groups, events, np.ones(count, np.uint8), (count, 0), ())


def test_of_very_many_events_the_first_are_kept_and_all_are_counted_and_shown() -> None:
    script = opened()
    log = HappeningLog(script.plan)
    for first in range(0, 10_000, 1000):
        log.take(stretch(first, 1000))
    now: Happenings = log.now({}, None)
    assert now.counts[0] == 10_000 and now.more == 10_000 - MOST
    assert now.complete_before == MOST
    assert len(now) == MOST and now[-1].where.iteration == MOST - 1
    assert [at for at, _ in now.columns([0, 9_000, 9_500, 10_000], 10_000)] == [0, 9000, 9500]
    cut = log.cut(500, np.empty(0)).now({}, None)
    assert len(cut) == cut.counts[0] == 500
    script.close()


def test_a_part_of_a_stretch_counts_its_own_events() -> None:
    part = stretch(0, 10).after(4)
    assert (part.first, len(part.events), len(part.marks), part.counts) == (4, 6, 6, (6, 0))
    assert replace(part, first=0).end == 6


def test_an_event_in_an_inner_loop_is_seen_at_the_end_of_its_iteration() -> None:
    script = opened("layer_objects")
    try:
        script.run_to(60)
        one = next(one for one in script.happenings() if "turns" in one.text)
        assert one.go == f"{one.where.iteration}:last"
        assert one.order(Where(one.where.iteration, 1), 0) == 1
    finally:
        script.close()


def test_where_a_stretch_has_very_many_events_it_is_known_up_to_where_all_are_told() -> None:
    groups = (Group("weight", "w", "w", (1,)),)
    told = stretch(0, 10_000)
    part = np.concatenate([told.events[:2048], told.events[-2048:]])
    header = {
        **{"first": 0, "count": 10_000, "left": [], "counts": [10_000, 0], "events": len(part)},
        "groups": [["weight", "w", "w", [1]]],
    }
    read = Happened.read(header, part.tobytes() + told.marks.tobytes())
    assert (read.groups, read.known_before) == (groups, (2047, float("inf")))
    script = opened()
    log = HappeningLog(script.plan)
    log.take(read)
    now = log.now({}, None)
    assert now.complete_before == 2047 and [one.where.iteration for one in now] == [*range(2047)]
    assert log.cut(2000, np.empty(0)).now({}, None).complete_before == 0  # no errors were known
    assert log.now({}, None, told=7).complete_before == 7
    script.close()
