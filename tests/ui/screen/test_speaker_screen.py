"""How the panes of a speaker's terminal share its height."""

from __future__ import annotations

import pytest

from tinynet_tui.ui.screen.speaker_screen import shares


@pytest.mark.parametrize(
    ("room", "needs", "heights"),
    [
        (22, [5, 6, 4], [5, 6, 4]),
        (22, [90, 6, 4], [12, 6, 4]),
        (22, [90, 90, 90], [8, 7, 7]),
        (22, [4, 90, 90], [4, 9, 9]),
        (9, [90, 6, 4], [3, 3, 3]),
        (8, [90, 6, 4], [4, 4]),
        (5, [90, 6, 4], [5]),
        (2, [90, 6, 4], []),
        (-1, [90], []),
        (9, [], []),
    ],
)
def test_nobody_has_more_than_an_equal_share_while_another_needs_it(
    room: int, needs: list[int], heights: list[int]
) -> None:
    assert shares(room, needs) == heights
