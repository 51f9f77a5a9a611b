"""A short script of the video's network, and where a script parts from another one."""

from __future__ import annotations

from pathlib import Path

from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.parting import Parting

SHORT = """\
import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
for j in range(60000):
    l1 = 1 / (1 + np.exp(-np.dot(X, syn0)))
    l2 = 1 / (1 + np.exp(-np.dot(l1, syn1)))
    l2_delta = (y - l2) * l2 * (1 - l2)
    l1_delta = l2_delta.dot(syn1.T) * l1 * (1 - l1)
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)
"""


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def difference(folder: Path, mine: str, theirs: str | None = None) -> Parting:
    (folder / "mine.py").write_text(mine)
    other = None
    if theirs is not None:
        other = folder / "other.py"
        other.write_text(theirs)
    found = compare(Asked(folder / "mine.py", other, iterations=2)).parting
    assert found is not None
    return found
