"""How much of a terminal is drawn on."""

from __future__ import annotations

import pytest

from tinynet_tui.wire.sizes import MOST_CELLS, drawn


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (640, 150), (2000, 50), (1, 65535)])
def test_a_screen_of_any_usual_size_is_drawn_on_whole(size: tuple[int, int]) -> None:
    assert drawn(*size) == size


@pytest.mark.parametrize("size", [(2000, 1000), (65535, 65535), (400, 300), (65535, 2), (3, 65535)])
def test_the_cells_have_a_limit(size: tuple[int, int]) -> None:
    columns, rows = drawn(*size)
    assert 0 < columns * rows <= MOST_CELLS
    assert columns <= size[0] and rows <= size[1]
