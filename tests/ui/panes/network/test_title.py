"""The drawing's title tells old numbers, and weights that this iteration has updated."""

from __future__ import annotations

import pytest

from helpers.panes import painted, view_at
from tinynet_tui.ui.panes.network.pane import Network


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (1, " · dim: (253) ─"),
        (2, " · dim: (253) ─"),
        (4, " · output 0 ─"),
        (8, " · updated: syn1 ─"),
        (9, " · updated: syn0, syn1 ─"),
    ],
)
def test_it_tells_old_numbers_and_updated_weights(step: int, words: str) -> None:
    title, *_ = painted(Network(id="network"), view_at(254, step), 100, 20)
    assert words in title
