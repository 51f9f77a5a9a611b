"""Errors averaged many at once are those that are computed one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.error_record import ErrorRecord
from tinynet_tui.engine.hook_calls import SEEN

SHAPES = [(1,), (20, 20), (4, 1), (7,), (8, 1), (9, 3), (100, 2), (1000, 1), (3, 5, 2)]
TEXT = """\
import numpy as np
np.random.seed(3)
x, w = np.random.rand({rows}, 3), np.random.rand(3, 2)
for i in range(40):
    err = 0.5 - x.dot(w)
    w += 0.01 * x.T.dot(err)
    print({error})
"""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["float64", "float32", "int64"])
def test_means_of_squares_bit_for_bit(shape: tuple[int, ...], kind: str) -> None:
    rng = np.random.default_rng(4)
    errors = [(10 * rng.normal(size=shape)).astype(kind) for _ in range(50)]
    errors[25:] = [error.T for error in errors[25:]] if shape[0] == shape[-1] else errors[25:]
    record = ErrorRecord(marking=False, squares=True)
    for error in errors:
        record.append(error)
    record.gather(50)
    [(first, means)] = record.take()
    assert first == 0
    assert means.tolist() == [float(np.mean(error**2)) for error in errors]


@pytest.mark.parametrize("shape", SHAPES)
def test_means_of_absolute_values_bit_for_bit(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(5)
    errors = [rng.normal(size=shape) for _ in range(50)]
    record = ErrorRecord(marking=False)
    for at, error in enumerate(errors, 1):
        record.append(error)
        if not at % 20:
            record.gather(at)
    record.gather(50)
    [(first, means)] = record.take()
    assert first == 0
    assert means.tolist() == [float(np.mean(np.abs(error))) for error in errors]


def test_arrays_of_several_shapes() -> None:
    record = ErrorRecord(marking=False, squares=True)
    for error in (np.array([1.0, 2.0]), np.array([3.0]), 2.0, "no number"):
        record.append(error)
    record.gather(4)
    assert [value for _, means in record.take() for value in means.tolist()[:3]] == [2.5, 9.0, 4.0]


@pytest.mark.parametrize("squares", [False, True])
@pytest.mark.parametrize("marking", [False, True])
def test_copied_errors_are_those_that_are_kept(marking: bool, squares: bool) -> None:
    rng = np.random.default_rng(6)
    odd = [np.ones((2, 2), np.float32), 3, np.arange(8.0)[::2], np.ones(8), "nothing", None]
    kept, copied = (ErrorRecord(marking, squares=squares) for _ in range(2))
    for record in (kept, copied):
        record.mark()
    for iteration in range(200):
        for _ in range(iteration % 3 if marking else 1):
            error: object = rng.normal(size=(4, 1))
            if iteration in range(150, 180, 5):
                error = odd[(iteration - 150) // 5]
            for record in (kept, copied):
                record.append(error)
            assert kept.latest(iteration) == pytest.approx(copied.latest(iteration), nan_ok=True)
        for record in (kept, copied):
            record.mark()
        if not iteration % 7:
            copied.gather(iteration + 1)
    for record in (kept, copied):
        record.gather(200)
    (_, one), (_, other) = *kept.take(), *copied.take()
    assert np.array_equal(one, other, equal_nan=True)


def test_an_error_that_a_line_passes_on_is_returned() -> None:
    found: list[Any] = []
    record = ErrorRecord(marking=False)
    record.install(lambda hooks: found.extend(one for name, one in hooks.items() if name == SEEN))
    for at in range(1, 9):
        error = np.full(3, at) if at == 6 else np.full(3, float(at))
        assert found[-1](error) is error
        record.gather(at)
    assert np.concatenate([means for _, means in record.take()]).tolist() == [*range(1, 9)]


@pytest.mark.parametrize("rows", [1, 4, 9, 300])
@pytest.mark.parametrize(
    "error", ["np.mean(err ** 2)", "np.mean(np.square(err))", "np.mean(np.abs(err))"]
)
def test_the_error_is_the_one_that_the_script_prints(rows: int, error: str) -> None:
    text = TEXT.format(rows=rows, error=error).replace("print(", "print('%.17g' % ")
    with Engine("made.py", text.encode()) as engine:
        engine.finish()
        printed = [*map(float, engine.out.until(engine.out.length).split())]
        assert np.concatenate(engine.errors).tolist() == printed


ODD = """\
import numpy as np
np.random.seed(3)
x, w = 9 * np.random.rand(4, 3), np.random.rand(3, 2)
for i in range(40):
    out = {odd} if i // 5 % 2 else x.dot(w)
    err = 1 - out
    w -= 0.01
    print(np.mean(np.abs(err)))
"""


@pytest.mark.parametrize(
    "odd",
    [
        "x.dot(w)[:3]",
        "np.tile(x.dot(w), 2)",
        "x.dot(w).astype(int)",
        "x.dot(w).astype(np.float32)",
        "np.asfortranarray(x.dot(w))",
        "float(x.dot(w)[0, 0])",
    ],
)
def test_an_error_of_another_kind_at_full_speed(odd: str) -> None:
    with Engine(
        "made.py", ODD.format(odd=odd).replace("print(", "print('%.17g' % ").encode()
    ) as it:
        assert it.run_to(3)  # arrays of this kind are copied from here on
        it.finish()
        printed = [*map(float, it.out.until(it.out.length).split())]
        assert np.concatenate(it.errors).tolist() == pytest.approx(printed)


MASKED = """\
import numpy as np
X, w = np.eye(2), np.zeros((2, 2))
y = np.ma.masked_invalid([[3.0, np.nan], [np.nan, np.nan]])
for i in range(5):
    {lines}
    w += X.T @ (y - X @ w).filled(1) * 0 + 1
"""


@pytest.mark.parametrize(
    "lines", ["error = y - X @ w", "for x, row in zip(X, y):\n        error = row - x @ w"]
)
def test_masked_numbers_do_not_count(lines: str) -> None:
    with Engine("masked.py", MASKED.format(lines=lines).encode()) as engine:
        engine.finish()
        assert np.concatenate(engine.errors).tolist() == [3, 2, 1, 0, 1]
