"""A pane says in its lower edge that there is more than it has room for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.panes import painted, view_at
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.view import View


class Tall(Pane):
    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        return [((str(number), "text"),) for number in range(6)]

    def title(self, view: View, width: int) -> str:
        return ""


@pytest.mark.parametrize(("height", "has_more"), [(8, False), (7, True)])
def test_it_says_that_there_is_more(height: int, has_more: bool) -> None:
    lines = painted(Tall(), view_at(0, 1), 20, height)
    assert (" ↓ more " in lines[-1]) == has_more
    assert ("5" in "".join(lines)) != has_more
