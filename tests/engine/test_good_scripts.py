"""A script prints what Python prints, its loop is found, and it ends as it does alone."""

from __future__ import annotations

import re

import pytest

from helpers.manners import SCRIPTS, Manner, opened, printed, table

QUICK = {
    "class_train_think",
    "comprehension_locals",
    "csv_cwd",
    "for_else",
    "generator_batches",
    "history_plot",
    "input_forever",
    "integer_weights",
    "nested_epochs_method",
    "py2_integer_division",
    "py2_tabs_mixed",
    "sys_exit_main",
    "unseeded_rng",
    "with_in_loop",
}
CASES = [
    pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name not in QUICK))
    for section in ("scripts", "mistakes")
    for one in table(section).values()
]


def expected(manner: Manner) -> tuple[bytes, int]:
    """Return what a script prints outside the engine, and its exit status."""
    if manner.python == 2:
        text = (SCRIPTS / "expected" / f"{manner.name}.txt").read_bytes()
        return same_digits(text, manner), 0
    return printed(manner)


def full_run(manner: Manner) -> tuple[bytes, int]:
    with opened(manner) as engine:
        status = engine.finish()
        assert engine.plan["python"] == manner.python
        assert engine.plan["loop"] == manner.loop
        assert engine.length == manner.iterations
        return same_digits(engine.out.until(engine.out.length), manner), status


def same_digits(text: bytes, manner: Manner) -> bytes:
    """Return a text without the last digits of long numbers if another NumPy printed it."""
    return text if manner.python == 3 else re.sub(rb"(\d\.\d{12})\d+", rb"\1", text)


@pytest.mark.parametrize("manner", CASES)
def test_a_script_prints_what_python_prints(manner: Manner) -> None:
    if not manner.seeded or manner.needs:
        assert full_run(manner) == full_run(manner)
    else:
        assert full_run(manner) == expected(manner)
