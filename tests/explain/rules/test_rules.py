"""The rules: how the arithmetic of one number reads, for each kind of expression."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.positions import Frame, Where
from tinynet_tui.engine.values import Value, pack, unpack
from tinynet_tui.explain.rules.lookup import Explained, Subject, explained

HEAD = "import numpy as np\n"
LOOP = "for i in range(9):\n"


def looked_up(
    line: str,
    before: Mapping[str, object],
    cell: tuple[int, ...] | None = None,
    *,
    label: str = "",
    head: str = "",
    wrong: Mapping[str, object] | None = None,
) -> Explained:
    """Run a line with some variables, and look up how a cell of what it assigns came about.

    `wrong` is what the script tells in the place of what the line computes.
    """
    source = HEAD + textwrap.dedent(head) + LOOP + f"    {line}\n    w = w @ w\n"
    space: dict[str, Any] = {}
    exec(compile(HEAD + textwrap.dedent(head), "?", "exec"), space)
    values = copy.deepcopy(dict(before))
    told = told_values(values)
    space.update(values)
    with np.errstate(all="ignore"):
        exec(line, space)
    name = line.split()[0].split("[")[0].rstrip(",")
    label = label or name
    after = {**{one: space[one] for one in {*values, name}}, **(wrong or {})}
    where = Where(3, 1)
    frames = (
        Frame(where, 0, told_values(after), 0),
        Frame(Where(3, 0), None, told, 0),
    )
    subject = Subject(label.partition("[")[0], label, cell or ())
    return explained(frames, (0,), ("mine.py", source.encode(), Choice(loop=None)), subject)


def told_values(values: Mapping[str, object]) -> dict[str, Value]:
    """The values as the script's process tells them."""
    return unpack(*pack(values))


def lines(*arguments: Any, **more: Any) -> list[str]:
    """The explanation's arithmetic: each line with its number."""
    told = looked_up(*arguments, **more).lines(None)
    assert told is not None
    kinds = ("head", "term", "sum", "result")
    return [f"{one.text} {one.value}".rstrip() for one in told.lines if one.kind in kinds]


A = np.array([[0.5, -0.25], [0.125, 0.75], [-1.5, 2.0]])
B = np.array([[2.0, 0.5], [1.0, -0.5]])
W = np.array([[1.0, 2.0], [3.0, 4.0]])
VARIABLES: dict[str, object] = {"a": A, "b": B, "w": W, "v": np.array([0.5, -0.5]), "alpha": 0.1}


def test_a_matrix_product_is_written_term_by_term() -> None:
    expected = [
        "k     a[1,k] × b[k,0]",
        "0  +0.1250 × 2 +0.2500",
        "1  +0.7500 × 1 +0.7500",
        "= out[1,0] +1.0000",
    ]
    for product in ("a @ b", "np.dot(a, b)", "a.dot(b)", "np.matmul(a, b)"):
        told = lines(f"out = {product}", VARIABLES, (1, 0))
        assert told[1:] == expected[1:]
        assert told[0].split() == expected[0].split()


def test_a_product_of_a_single_term_is_a_tape_with_its_factors() -> None:
    values = {"w": W, "d": np.array([[0.5], [0.25]]), "u": np.array([[2.0], [4.0]]), "l": A[:2]}
    assert lines("out = d.dot(u.T) * l * (1 - l)", values, (1, 0)) == [
        "  d[1,0] 0.2500",
        "× u[0,0] 2",
        "× l[1,0] +0.1250",
        "× (1 - l) +0.8750",
        "= out[1,0] +0.05469",
    ]


NONLIN = """
def nonlin(x, deriv=False):
    if deriv == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))
"""


def test_a_function_of_the_script_goes_into_its_branch() -> None:
    forward = lines("out = nonlin(np.dot(a, b))", VARIABLES, (1, 0), head=NONLIN)
    assert forward[-2:] == ["x = their sum +1.0000", "out[1,0] = nonlin(x) 0.7311"]
    back = lines("out = a * nonlin(b[0, 0] * a, deriv=True)", VARIABLES, (1, 0), head=NONLIN)
    assert "× nonlin = x × (1 - x) " in " ".join(back)


def test_an_update_says_what_was_before_and_is_now() -> None:
    told = lines("w += alpha * a.T.dot(a)", VARIABLES, (0, 1))
    assert told[0].split() == ["k", "a[k,0]", "×", "a[k,1]"]
    assert told[-3:] == [
        "their sum × alpha 0.1 -0.3031",
        "+ w[0,1] before 2",
        "= w[0,1] now +1.6969",
    ]
    assert lines("w -= alpha * w", VARIABLES, (1, 1))[-1] == "= w[1,1] now +3.6000"
    assert "minus their sum × alpha 0.1 +0.3031" in lines(
        "w -= alpha * a.T.dot(a)", VARIABLES, (0, 1)
    )


@pytest.mark.parametrize(
    ("bias", "label"),
    [(np.array([[0.5, 0.25]]), "c[0,1]"), (np.array([0.5, 0.25]), "c[1]"), ([0.25], "c[0]")],
)
def test_a_bias_of_any_shape_is_added(bias: object, label: str) -> None:
    values = {**VARIABLES, "c": np.array(bias)}
    assert f"+ {label} 0.2500" in lines("out = a @ b + c", values, (2, 1))
    assert f"+ {label} 0.2500" in lines("out = np.tanh(a @ b + c)", values, (2, 1))


@pytest.mark.parametrize(
    "expression",
    [
        *("a + a", "a - a * 2", "a * a / 3", "-a", "a ** 2", "a // 0.3", "a % 0.4", "+a"),
        *("a.T", "a.T.reshape(3, 2)", "a[:, ::-1]", "a[1:]", "a[0]", "a[:, None, 1]", "a.ravel()"),
        *("a.sum()", "a.sum(axis=0)", "a.sum(1, keepdims=True)", "np.mean(a)", "a.mean(axis=1)"),
        *("np.max(a, axis=1)", "a.min()", "a - a.max(axis=1, keepdims=True)"),
        *("np.maximum(a, 0)", "np.where(a > 0, a, 0.01 * a)", "np.abs(a)", "np.exp(a)"),
        *("np.log(a ** 2)", "np.tanh(a)", "np.sqrt(a * a)", "np.sign(a)", "np.square(a)"),
        *("a > 0.1", "(a > 0) * a", "(a > 0) & (a < 1)", "~(a > 0)", "np.outer(v, v)"),
        *("v @ v", "a @ v", "v @ b", "np.dot(alpha, a)", "np.outer(v, v) @ b"),
        *("np.mean(np.abs(a - 1))", "(a * a).sum(axis=0)", "a @ b @ b", "a * v", "a / (1 + v)"),
        *("np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)", "np.clip(a, 0, 1)", "a[[2, 0]]"),
        *("len(a) * a", "a.shape[0] * a", "float(alpha) * a", "a[a > 0]", "alpha if alpha else a"),
        *("(lambda z: z * z)(a)", "np.multiply(a, a)", "np.power(a, 3)", "a.astype(float)"),
    ],
)
def test_every_rule_computes_what_numpy_does(expression: str) -> None:
    space: dict[str, Any] = {"np": np, **VARIABLES}
    value = np.asarray(eval(expression, space))
    for cell in np.ndindex(value.shape):
        found = looked_up(f"out = {expression}", VARIABLES, cell)
        assert found.found is not None
        assert np.isclose(found.found.scalar.value, float(value[cell]))
        assert found.lines(3) is not None


@pytest.mark.parametrize(
    "expression",
    ["np.linalg.inv(b)", "np.cumsum(a)", "sorted(v)", "unheard(a)", "np.random.rand(2)"],
)
def test_what_no_rule_knows_is_not_explained(expression: str) -> None:
    head = "def unheard(x):\n    for _ in range(3):\n        x = x * x\n    return x\n"
    found = looked_up(f"out = {expression}", VARIABLES, (0, 0), head=head)
    assert found.lines(None) is None


def test_what_differs_from_the_scripts_own_number_is_not_explained() -> None:
    right = looked_up("out = a * 2", VARIABLES, (0, 0))
    assert right.lines(None) is not None
    for wrong in (A * 2 + 1e-6, A * 3):
        assert looked_up("out = a * 2", VARIABLES, (0, 0), wrong={"out": wrong}).found is None
    other = A * 2
    other[2, 1] = 7.0
    assert looked_up("out = a * 2", VARIABLES, (0, 0), wrong={"out": other}).found is None


def test_a_masked_write_says_if_the_cell_was_meant() -> None:
    hit = looked_up("a[a < 0] = 0", VARIABLES, (0, 1)).lines(None)
    missed = looked_up("a[a < 0] = 0", VARIABLES, (0, 0)).lines(None)
    assert hit is not None
    assert missed is not None
    assert "a < 0 is true here" in [line.text for line in hit.lines]
    assert "a < 0 is not true here: the step leaves it" in [line.text for line in missed.lines]
    assert "a[0,0] +0.5000" in [f"{line.text} {line.value}" for line in missed.lines]


@pytest.mark.parametrize("index", ["n", "n, :", "n, 1", "[n]", "turned"])
def test_a_write_into_a_part_says_if_the_cell_was_left(index: str) -> None:
    values = {**VARIABLES, "n": 2, "turned": np.array([2, 1])}
    missed = looked_up(f"a[{index}] += 1", values, (0, 1)).lines(None)
    hit = looked_up(f"a[{index}] += 1", values, (2, 1)).lines(None)
    assert missed is not None
    assert hit is not None
    assert missed.lines[-1].text == "other numbers were written: the step leaves it"
    assert not any("true here" in line.text for line in hit.lines)


def test_parts_of_tuples_and_lists_are_found() -> None:
    assert (
        lines("a, b = a * 2, b * 3", VARIABLES, (0, 0), label="a")[-1] == "a[0,0] = a × 2 +1.0000"
    )
    values = {"w": W, "params": [A, B], "n": 1}
    told = lines("params[n] += params[n]", values, (0, 1), label="params[1]")
    assert told[-1] == "= params[1][0,1] now +1.0000"
    assert looked_up("params[n] += 1", values, (0, 1), label="params[0]").found is None


def test_numbers_that_were_not_sent_are_said_to_be_missing() -> None:
    large = np.ones((1000, 64))
    values = {"w": W, "large": large}
    found = looked_up("out = large.sum(axis=0)", values, (3,))
    assert found.in_part
    assert found.lines(None) is None
    assert lines("out = large * 2", values, (3, 5))[-1] == "out[3,5] = large × 2 2.0000"


def test_the_cells_read_are_known() -> None:
    read = looked_up("out = a @ b + v", VARIABLES, (1, 0)).read
    assert read == {"a": {2, 3}, "b": {0, 2}, "v": {0}}
    read = looked_up("out = a.T[1] * v[0]", VARIABLES, (2,)).read
    assert read == {"a": {5}, "v": {0}}


def test_a_curve_is_drawn_for_a_function_of_one_number() -> None:
    for line, argument in (
        ("out = 1 / (1 + np.exp(-(a @ b)))", "x"),
        ("out = np.tanh(a)", "a"),
        ("out = np.maximum(a, 0.01 * a)", "a"),
    ):
        told = looked_up(line, VARIABLES, (2, 0)).lines(None)
        assert told is not None
        assert told.curve is not None
        assert told.curve.argument == argument
        x = told.curve.x
        result = next(one for one in told.lines if one.kind == "result")
        assert float(told.curve.compute(np.array([x]))[0]) == pytest.approx(
            float(result.value), abs=1e-4
        )
    straight = looked_up("out = 3 * a", VARIABLES, (2, 0)).lines(None)
    assert straight is not None
    assert straight.curve is None


@pytest.mark.parametrize("line", ["v = u @ np.array(row)", "v = np.dot(u, row)", "v = u @ row"])
def test_a_list_of_numbers_is_an_array_to_numpy(line: str) -> None:
    told = lines(line, {"u": np.array([0.5, -2.0]), "row": [1, 0.25]})
    assert [" ".join(one.split()) for one in told] == [
        "k u[k] × row[k]",
        "0 +0.5000 × 1 +0.5000",
        "1 -2 × +0.2500 -0.5000",
        "= v 0",
    ]


@pytest.mark.parametrize("line", ["v = row * 2", "v = row + row", "v = np.array(rows)"])
def test_lists_are_no_arrays_to_python_nor_lists_of_lists(line: str) -> None:
    before = {"row": [1, 0.25], "rows": [[1, 2], [3, 4]]}
    value = looked_up(line, before, (1, 0) if "rows" in line else (1,))
    assert value.lines(None) is None
