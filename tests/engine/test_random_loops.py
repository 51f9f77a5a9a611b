"""Loops made at random are walked in any order, and hold what plain execution computes."""

from __future__ import annotations

import contextlib
import io

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tinynet_tui.engine.engine import Engine

PROLOGUE = """\
import random
import numpy as np
np.random.seed(3)
random.seed(4)
rng = np.random.default_rng(5)
x = np.random.rand(3, 2)
w = np.random.rand(2, 2)
v = w
rate = 0.1
kept = []
"""
LOOP = "for i in range({}):\n"
UPDATE = "    out = x.dot(w)\n    w -= rate * x.T.dot(out - 0.5)\n"
SIMPLE = (
    "v[0, 0] += 0.01",
    "rate = rate * 0.99",
    "kept.append(w.sum())",
    "x = x + 0.01 * np.random.randn(3, 2)",
    "noise = rng.normal(size=2); w += 0.01 * noise",
    "np.random.shuffle(x)",
    "rate = random.uniform(0.05, 0.1)",
    "print('%d %.3f' % (i, w.sum()))",
    "w = w.copy()",
    "v = w",
    "x[x < 0] = 0",
)
NESTING = (
    "if i % 2:",
    "for k in range(2):",
    "while w.sum() > 40:",
    "with np.errstate(all='ignore'):",
)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return the body of a loop, with nesting, chance, aliases and output."""
    lines = [draw(st.sampled_from(SIMPLE)) for _ in range(draw(st.integers(0, 3)))]
    for _ in range(draw(st.integers(0, 2))):
        head = draw(st.sampled_from(NESTING))
        inner = [draw(st.sampled_from(SIMPLE)) for _ in range(draw(st.integers(1, 2)))]
        if head.startswith("while"):
            inner = ["w *= 0.5"]
        elif head.startswith("if") and draw(st.booleans()):
            inner.append("continue")
        lines += [head, *(f"    {line}" for line in inner)]
    before = "".join(f"    {line}\n" for line in lines)
    after = "".join(f"    {draw(st.sampled_from(SIMPLE))}\n" for _ in range(2))
    return before + UPDATE + after


def plain(body: str, iterations: int) -> tuple[dict[str, object], str]:
    """Return the variables, and what was printed, after some iterations without the engine."""
    scope: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed, np.errstate(all="ignore"):
        exec(PROLOGUE + LOOP.format(iterations) + body, scope)
    return scope, printed.getvalue()


@settings(max_examples=12)
@given(body=bodies(), walk=st.lists(st.integers(0, 30), min_size=3, max_size=6))
def test_any_walk_leads_to_what_plain_execution_computes(body: str, walk: list[int]) -> None:
    text = PROLOGUE + LOOP.format(31) + body
    with Engine("made.py", text.encode()) as engine:
        for iteration in walk:
            frame = engine.stand(iteration)
            scope, printed = plain(body, iteration + 1)
            assert engine.out.until(frame.printed).decode() == printed
            for name, value in frame.values.items():
                held = scope[name]
                if value.array is not None and value.kind == "array":
                    assert isinstance(held, np.ndarray)
                    assert value.array.tobytes() == held.tobytes(), name
                elif value.array is not None:
                    assert value.array.item() == held or held != held, name
                elif isinstance(held, list):
                    parts = [part.array.item() for part in value.parts if part.array is not None]
                    assert parts == held[: len(parts)]
