"""What one who follows tells the lecturer, and when."""

from __future__ import annotations

from tinynet_tui.classroom.telling import Telling
from tinynet_tui.support.waker import Waker


def test_a_score_is_told_at_once_and_other_words_after_a_pause() -> None:
    waker = Waker()
    telling = Telling(waker)
    telling.set_name("Ada")
    assert telling.lines(asks_name=True)[1] is None
    telling.set_away(True)
    told, wait = telling.lines(asks_name=True)
    assert not told and wait is not None
    telling.set_score("0123abcd+")  # the one who follows may be gone before the pause is over
    told, wait = telling.lines(asks_name=True)
    assert b"0123abcd+" in told and wait is None
    waker.close()
