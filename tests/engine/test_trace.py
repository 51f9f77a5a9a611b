"""A number traced over the iterations is the number that stands there."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.manners import opened, table
from tinynet_tui.engine.engine import Engine


def traced(engine: Engine) -> dict[int, float]:
    found: dict[int, float] = {}
    for first, numbers in engine.traced:
        for at, number in enumerate(numbers.tolist(), first):
            assert at == -1 or found.setdefault(at, number) == number
    return found


def target(engine: Engine) -> str:
    """Return a cell of the first array that the loop keeps."""
    frame = engine.stand(0)
    for name in engine.plan["variables"]:
        value = frame.values.get(name)
        if (
            value is not None
            and value.array is not None
            and value.shape
            and value.array.dtype.kind == "f"
        ):
            return f"{name}[{','.join('0' * len(value.shape))}]"
    raise AssertionError


@pytest.mark.parametrize("name", ["flat_long_names", "class_train_think", "function_in_place"])
def test_a_number_is_traced_forwards_and_again_from_copies(name: str) -> None:
    with opened(table("scripts")[name]) as engine:
        cell = target(engine)
        engine.trace(cell)
        engine.run_to(0)
        engine.run_to(40)
        first = traced(engine)
        assert sorted(first) == [*range(min(first), 40)]
        engine.trace(cell)
        engine.run_to(10)
        engine.run_to(30)
        again = traced(engine)
        assert {30 - 1, 15} <= again.keys()
        assert again == {at: first[at] for at in again}
        engine.trace()
        engine.run_to(35)
        assert engine.traced == []
        name = cell.partition("[")[0]
        for at in (12, 29):
            array = engine.stand(at).values[name].array
            assert array is not None
            assert array[(0,) * array.ndim] == first[at]


def test_changes_of_sign_are_counted_and_zero_is_none() -> None:
    text = (
        "import numpy as np\nw = np.array([-1.0, 5.0, 0.0])\nd = np.array([0.5, -1.0, 0.0])\n"
        "for i in range(9):\n    error = d - 0 * np.eye(3).dot(w)\n    w = w + error\n"
    )
    with Engine("signs.py", text.encode()) as engine:
        engine.run_to(0)
        engine.trace("w", signs=True)
        assert not engine.run_to(20)
        found = traced(engine)
        assert [at for at, count in found.items() if count] == [2, 5]
        engine.trace("missing[0]")
        engine.run_to(5)
        assert all(np.isnan(numbers).all() for _, numbers in engine.traced)
