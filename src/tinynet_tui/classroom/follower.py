"""Attends a class: a thread that connects, waits, comes back, and keeps only the latest state."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import Generic

from . import links, places
from .conversation import Conversation
from .following import Following
from .messages import Answer
from .news import News as News
from .news import State as State
from .news import Status as Status
from .people import cleaned
from .shared import ClassError, Shared
from .sources import Source
from .talk import Talk
from .texts import Texts


class Attending(Generic[State]):
    """A thread that attends a class. All methods may be called from another thread."""

    def __init__(self, source: Source, *, wake: Callable[[], None]) -> None:
        """`wake` is called from the thread whenever `take` has something."""
        self._source, self._wake = source, wake
        self._lock = Lock()
        self._news: News[State] = News(None, "", "waiting")
        self._is_fresh, self._is_first = False, True
        self._following: Following[State] | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to follow. Call it before the screen is opened and before a kiosk is confined.

        With `Ssh` it returns when the other host has answered: `ssh` may ask for a password in
        the terminal. Raises ClassError if there is nothing to wait for: several classes and none
        named, a host that cannot be reached.
        """
        places.require_classes()
        link = links.connect(self._source, "", first=True)
        following = Following(self._source, self._talk, self._tell)
        self._following = following
        self._thread = Thread(target=following.run, args=(link,), name="follower", daemon=True)
        self._thread.start()
        if link is not None and link.is_piped:
            following.answered.wait()
            if self._news.status == "refused":
                self.close()
                raise ClassError(self._news.why)

    def _talk(self, far: bool) -> Talk[State]:
        """Begin to talk with a lecturer, over a line that may be slow or not."""
        raise NotImplementedError

    def take(self) -> News[State] | None:
        """Return how the class stands if that is new since the last call, else None."""
        with self._lock:
            is_fresh, self._is_fresh = self._is_fresh, False
            return self._news if is_fresh else None

    def _tell(self, news: News[State]) -> None:
        """Keep the news, and tell that there are some unless that is known."""
        with self._lock:
            if news == self._news and not self._is_first:
                return
            self._news, self._is_first = news, False
            was_fresh, self._is_fresh = self._is_fresh, True
        if not was_fresh:
            with suppress(RuntimeError):  # the screen may just be closing
                self._wake()

    def close(self) -> None:
        """End it: the connection, the thread, and `ssh`."""
        following, self._following = self._following, None
        if following is not None and self._thread is not None:
            following.stop()
            self._thread.join()
            following.close()


class Follower(Attending[Shared]):
    """One who follows a class."""

    def __init__(self, source: Source, *, wake: Callable[[], None], guest: bool = False) -> None:
        """A `guest` shares the account with others, and is not known again."""
        super().__init__(source, wake=wake)
        self._texts, self._who, self._guest = Texts(), os.urandom(16).hex(), guest

    def _talk(self, far: bool) -> Talk[Shared]:
        return Conversation(self._texts, far, who=self._who, guest=self._guest)

    def text(self, digest: str) -> str:
        """Return a text that the latest state names, or that another one lately did.

        KeyError if it is not here.
        """
        text = self._texts.get(digest)
        if text is None:
            raise KeyError(digest)
        return text

    def set_away(self, away: bool) -> None:
        """Tell the lecturer that this follower looks at something else, or is back."""
        if self._following is not None:
            self._following.telling.set_away(away)

    def set_answer(self, scene: int, question: str, answer: str) -> None:
        """Tell the lecturer an answer to a scene's question, known by its text's digest."""
        if self._following is not None:
            self._following.telling.set_answer(Answer(scene, question, answer) if answer else None)

    def set_name(self, name: str) -> None:
        """Tell the lecturer a name, if they ask for names; "" for none."""
        if self._following is not None:
            self._following.telling.set_name(cleaned(name))

    def set_score(self, score: str) -> None:
        """Tell the lecturer which questions were answered right and wrong, with the name."""
        if self._following is not None:
            self._following.telling.set_score(score)
