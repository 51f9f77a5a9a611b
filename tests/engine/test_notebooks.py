"""Notebooks that were saved as scripts."""

from __future__ import annotations

from tinynet_tui.engine.engine import Engine

TRAINS = """
import numpy as np
X, y, w = np.eye(3), np.ones(3), np.zeros(3)
for n in range(20):
    error = y - X @ w
    w += 0.1 * X.T @ error
    told = where
"""
TRIES = """
try:
    get_ipython()
    where = "in a notebook"
except NameError:
    where = "alone"
"""
MAGIC = """
get_ipython().magic(u'matplotlib inline')
get_ipython().run_line_magic('config', "InlineBackend.figure_format = 'retina'")
get_ipython().system('pip install numpy')
where = "in a notebook"
"""


def place(text: str) -> str:
    with Engine("mine.py", text.encode()) as engine:
        return engine.stand(9).values["told"].text


def test_what_a_notebook_asks_of_its_program_does_nothing() -> None:
    assert place(MAGIC + TRAINS) == "'in a notebook'"


def test_a_script_that_tries_whether_it_is_in_one_runs_alone() -> None:
    assert place(TRIES + TRAINS) == "'alone'"
