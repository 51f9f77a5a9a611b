"""The history forgets no extreme and no early iteration, however long the run."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from tinynet_tui.network.array import Array
from tinynet_tui.training import error_history as history
from tinynet_tui.training.error_history import EXACT, ErrorHistory

Column = tuple[int, float, float]

ERRORS = st.floats(0, 1e6) | st.just(float("nan"))


def recorded(errors: Array | Sequence[float], cuts: Sequence[int] = ()) -> ErrorHistory:
    """A history of these errors, handed over in parts that end at the cuts."""
    errors, kept = np.asarray(errors, float), ErrorHistory()
    for start, end in itertools.pairwise([0, *sorted(cuts), len(errors)]):
        kept.append(errors[start:end])
    return kept


def brute_force(
    errors: Sequence[float], edges: Sequence[int], kept_at: Callable[[int], int] = int
) -> list[Column]:
    """The envelope, the long way round; `kept_at` says with which iteration one is kept."""
    columns = []
    for start, end in itertools.pairwise(edges):
        part = [(kept_at(i), e) for i, e in enumerate(errors) if start <= kept_at(i) < end]
        finite = [error for _, error in part if np.isfinite(error)]
        if finite:
            columns.append((part[0][0], min(finite), max(finite)))
    return columns


@given(st.lists(ERRORS, max_size=300), st.lists(st.integers(0, 320), unique=True))
def test_an_exact_envelope_is_the_envelope_of_the_errors(
    errors: list[float], edges: list[int]
) -> None:
    assert recorded(errors).envelope(sorted(edges)) == brute_force(errors, sorted(edges))


@given(st.lists(ERRORS, max_size=300), st.integers(0, 400))
def test_an_envelope_goes_as_far_as_it_is_asked(errors: list[float], length: int) -> None:
    edges = range(0, 420, 7)
    assert recorded(errors).envelope(edges, length) == brute_force(errors[:length], edges)


@contextmanager
def zones_from_64() -> Iterator[Callable[[int], int]]:
    """Zones of 8 buckets from iteration 64 on, so that short runs fill many; where one is kept."""

    def kept_at(iteration: int) -> int:
        if iteration < 64:
            return iteration
        zone_start = 1 << (iteration.bit_length() - 1)
        return iteration - iteration % (zone_start // 8)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "EXACT", 64)
        patch.setattr(history, "BUCKETS", 8)
        yield kept_at


@examples(50)
@given(st.lists(ERRORS, max_size=1500), st.lists(st.integers(0, 1600), unique=True, max_size=20))
def test_a_later_envelope_is_that_of_whole_buckets(errors: list[float], edges: list[int]) -> None:
    with zones_from_64() as kept_at:
        envelope = recorded(errors).envelope(sorted(edges))
        assert envelope == brute_force(errors, sorted(edges), kept_at)


@examples(50)
@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=1500),
    st.lists(st.integers(0, 1500), max_size=5),
)
def test_it_does_not_matter_in_which_parts_errors_come(
    errors: list[float], cuts: list[int]
) -> None:
    with zones_from_64():
        whole, parts = recorded(errors), recorded(errors, [min(c, len(errors)) for c in cuts])
        assert parts.length == len(errors)
        for edges in ([0, len(errors)], range(0, 1501, 3)):
            assert parts.envelope(edges) == whole.envelope(edges)
        assert whole.envelope([0, len(errors)]) == [(0, min(errors), max(errors))]


@examples(30)
@given(st.lists(st.integers(0, 2_000_000), min_size=1, max_size=5), st.booleans())
def test_no_extreme_is_ever_lost(places: list[int], high: bool) -> None:
    errors = np.full(2_000_001, 0.5)
    errors[places] = extreme = 0.9 if high else 0.1
    edges = range(0, 2_100_000, 10_000)
    found = {
        first // 10_000 for first, *ends in recorded(errors).envelope(edges) if extreme in ends
    }
    # A bucket is no wider than an eighth of a thousandth of where it lies, and can begin before
    # its column does.
    near = [{place // 10_000, (place - place // 8192) // 10_000} for place in places]
    assert all(columns & found for columns in near)
    assert found <= set.union(*near)


def test_memory_is_bounded_and_the_early_errors_stay() -> None:
    early = np.linspace(0.5, 0.4, 1000)
    slice_ = np.full(250_000, 0.25)
    tracemalloc.start()
    try:
        kept = recorded(early)
        for _ in range(48):
            kept.append(slice_)
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept.length == 12_001_000
    # The exact errors and seven zones.
    assert used < (EXACT + 7 * 2 * 8192) * 8 * 1.1
    assert kept.envelope(range(1001)) == [(i, e, e) for i, e in enumerate(early.tolist())]
    assert kept.envelope([0, kept.length]) == [(0, 0.25, 0.5)]


def test_the_first_131072_errors_are_exact() -> None:
    errors = np.random.RandomState(1).random_sample(EXACT + 1000)
    last = errors[EXACT - 1]
    assert recorded(errors).envelope([EXACT - 1, EXACT]) == [(EXACT - 1, last, last)]


def test_nothing_is_shown_of_an_empty_history_or_of_nan() -> None:
    assert ErrorHistory().envelope([0, 1, 10]) == []
    assert recorded([float("nan")] * 10).envelope([0, 5, 10]) == []
    assert recorded([float("nan"), 0.5, float("inf"), 0.25]).envelope([0, 4]) == [(0, 0.25, 0.5)]


@given(st.lists(st.integers(0, 2 * EXACT) | st.integers(0, 5), max_size=8))
def test_what_is_skipped_has_no_error(parts: list[int]) -> None:
    plain, skipping = ErrorHistory(), ErrorHistory()
    for number, iterations in enumerate(parts):
        if number % 2:
            plain.append(np.full(iterations, 1.0 + number))
            skipping.append(np.full(iterations, 1.0 + number))
        else:
            plain.append(np.full(iterations, np.nan))
            skipping.skip(iterations)
    edges = sorted({*range(0, plain.length + 1, max(1, plain.length // 50)), plain.length})
    assert skipping.length == plain.length
    assert skipping.envelope(edges) == plain.envelope(edges)
