"""Loops made at random from a grammar of statements, and what plain execution makes of them."""

from __future__ import annotations

import contextlib
import io

import numpy as np
from hypothesis import strategies as st

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


HEADS = ("for k in range(3):", "for k in range(i % 3):", "for k in 'ab':", "while w.sum() > 40:")
TURNS = (
    "if i % 2: continue",
    "if w.sum() > 3: break",
    "if len(kept) % 3 == 1: continue",
    "if len(kept) % 4 == 2: break",
)


@st.composite
def nests(draw: st.DrawFn, depth: int = 2) -> str:
    """Return the body of a loop with loops in it; a comment marks where their rounds begin."""
    lines = [draw(st.sampled_from(SIMPLE)) for _ in range(draw(st.integers(0, 1)))]
    for _ in range(draw(st.integers(1, 2))):
        lines += draw(_nested(depth))
    lines += [draw(st.sampled_from(SIMPLE)) for _ in range(draw(st.integers(0, 1)))]
    return "".join(f"    {line}\n" for line in lines) + UPDATE


@st.composite
def _nested(draw: st.DrawFn, depth: int) -> list[str]:
    head = draw(st.sampled_from(HEADS))
    inner = ["kept.append(1)  # a round"]
    for kind in draw(st.lists(st.sampled_from(["line", "line", "if", "turn", "loop"]), max_size=3)):
        if kind == "line":
            inner.append(draw(st.sampled_from(SIMPLE)))
        elif kind == "if":
            inner += ["if len(kept) % 2:", f"    {draw(st.sampled_from(SIMPLE))}"]
        elif kind == "turn":
            test, turn = draw(st.sampled_from(TURNS)).split(": ")
            inner += [f"{test}:", f"    {turn}"]
        elif depth > 1:
            inner += draw(_nested(depth - 1))
    if head.startswith("while"):
        inner.insert(1, "w *= 0.5")
    body = [head, *(f"    {line}" for line in inner)]
    if draw(st.booleans()):
        body += ["else:", "    rate = rate * 0.9"]
    return body
