"""What one who follows a class has said in it, whatever app the screen is."""

from __future__ import annotations

from tinynet_tui.classroom.news import News
from tinynet_tui.lecture.replies import Replies


class ClassMemory:
    """The answers so far, the name, and which session of the class it was."""

    def __init__(self) -> None:
        self.replies = Replies()
        self.name: str | None = None
        """What was typed as the name last; None before."""
        self.was_asked = False
        """True once the name was asked for."""
        self._session, self._was_over = "", False

    def is_next(self, news: News) -> bool:
        """True when the lecturer has begun anew since the last call.

        The answers are forgotten if the class before was ended, and not only lost.
        """
        is_next = self._session not in ("", news.session)
        if is_next and self._was_over:
            self.replies.forget()
        self._session = news.session or self._session
        self._was_over = news.status == "over" or (self._was_over and not is_next)
        return is_next
