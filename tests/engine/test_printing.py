"""Which steps come before something that may print."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from tinynet_tui.engine.printing import BEFORE, waiting

HEAD = """
import numpy as np
from numpy import exp, random

def squash(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + exp(-x))

def loud(x):
    print(x)
    return x

def twice(f, x):
    return squash(f(x))

class Net:
    def think(self, x):
        return squash(x @ self.w)

    def tell(self):
        print(self.w)

class Other:
    def __init__(self):
        print("made")
"""


def found(body: str, head: str = HEAD) -> set[int]:
    loop = "for i in range(9):\n" + "\n".join(f"    {line}" for line in dedent(body).split("\n"))
    tree = ast.parse(f"{head}\n{loop}\n")
    node = tree.body[-1]
    assert isinstance(node, ast.For)
    return {*waiting(tree, node.body)}


@pytest.mark.parametrize(
    "quiet",
    [
        "b = squash(X @ w)",
        "b = squash(a, deriv=True) * np.dot(a.T, random.rand(3)).sum(axis=0)",
        "b = net.think(X)",
        "b = float(np.mean(np.abs(a)))",
        "history.append(len(a))",
        "w += alpha * a.T.dot(d)",
        "a[a < 0] = 0",
        "b = [x.copy() for x in a]",
    ],
)
def test_arithmetic_prints_nothing(quiet: str) -> None:
    assert found(f"a = X\n{quiet}\nc = 1") == {2}


@pytest.mark.parametrize(
    "loud",
    [
        "print(a)",
        "b = loud(a)",
        "b = twice(loud, a)",
        "b = net.tell()",
        "b = Other()",
        "b = unknown(a)",
        "b = a.tell()",
        "np.info(a)",
        "import other",
        "if a: b = 1",
        "b = acts[0](a)",
        "b = (lambda x: print(x))(a)",
    ],
)
def test_the_step_before_what_may_print_waits(loud: str) -> None:
    assert 0 in found(f"a = X\n{loud}\nc = 1")


def test_the_first_step_may_print() -> None:
    assert BEFORE in found("print(1)\na = X")
    assert BEFORE not in found("a = X\nprint(1)")


@pytest.mark.parametrize(
    "odd",
    [
        "class Own:\n    def __add__(self, other):\n        print(1)",
        "class Own:\n    @property\n    def T(self):\n        print(1)",
        "np.dot = loud",
    ],
)
def test_where_operators_and_attributes_may_be_the_scripts_own_all_steps_wait(odd: str) -> None:
    assert found("a = X\nb = a + 1\nc = 1", f"{HEAD}\n{odd}\n") == {BEFORE, 0, 1, 2}


@pytest.mark.parametrize(
    "own",
    ["def dot(a, b):\n    print(1)", "net.sum = loud", "exp = loud", "len = loud"],
)
def test_a_name_that_the_script_gives_a_meaning_is_not_ours(own: str) -> None:
    assert 0 in found("a = X\nb = a.dot(len(a) * exp(a).sum())\nc = 1", HEAD + own)


def test_what_raises_may_print_where_it_is_caught() -> None:
    assert found("try:\n    a = X\n    b = 1 / a\nexcept ValueError:\n    print(1)") >= {0, 1}


def test_inner_loops_wait_at_their_ends() -> None:
    assert found("a = X\nfor j in range(3):\n    b = 1\n    c = 2\nd = 3") == {0, 2, 3}
