"""An expression that is chosen for the error is tried first, and refused where it is of no use."""

from __future__ import annotations

import pytest

from tinynet_tui.engine import hearing
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal

TEXT = """import numpy as np
np.random.seed(1)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w, kept, rng = np.random.randn(3, 1), [], np.random.default_rng(1)
for n in range(20):
    o = 1 / (1 + np.exp(-X @ w))
    e = y - o
    w += X.T @ e
"""
REFUSED = {
    "q": "NameError: name 'q' is not defined",
    "1 / 0": "ZeroDivisionError: division by zero",
    "e @ e": "ValueError: matmul",
    "'a'": "no number but 'a'",
    "None": "no number but None",
    "kept": "without numbers",
    "np": "of type module",
    "exit(3)": "SystemExit: 3",
    "w.fill(3) or 1": "it changes variables",
    "kept.append(1) or 1": "it changes variables",
    "np.random.rand()": "it changes variables",
    "rng.random()": "it changes variables",
    "(w := e).mean()": "it changes variables",
    "globals().update(w=3) or 1": "it changes variables",
    "e.mean(": "is not an expression",
}
TAKEN = ["e.mean()", "e", "np.mean(np.abs(e))", "np.mean(e ** 2)", "float('nan')", "(e ** 2).sum()"]


def opened(error: str) -> Engine:
    return Engine("mine.py", TEXT.encode(), Choice(error=error))


@pytest.mark.parametrize("error", REFUSED)
def test_what_cannot_tell_the_error_is_refused(error: str) -> None:
    with pytest.raises(Refusal) as refused, opened(error) as engine:
        engine.run_to(3)
    assert REFUSED[error] in refused.value.reason
    assert repr(error) in refused.value.reason


def test_what_does_not_end_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "PATIENCE_WITH_ERROR", 0.1)
    endless = "sum(1 for _ in iter(int, 1))"
    with opened(endless) as engine, pytest.raises(Refusal, match="does not end"):
        engine.run_to(3)


@pytest.mark.parametrize("error", TAKEN)
def test_what_tells_numbers_is_taken_and_changes_nothing(error: str) -> None:
    with opened(error) as engine, Engine("mine.py", TEXT.encode()) as plain:
        assert repr(engine.stand(15).values) == repr(plain.stand(15).values)
        assert not engine.remarks
        engine.run_to(20)
        assert sum(map(len, engine.errors)) >= 15
