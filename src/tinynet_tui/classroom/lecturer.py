"""Leads a class: a thread that gives the latest state to all followers, and waits for none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock, Thread

from tinynet_tui.support.waker import Waker

from .cue import Cue, Drive, in_bounds
from .people import Answers, Person
from .places import listen
from .room import Room
from .shared import ClassError, Shared, check, check_text
from .texts import Texts


class Lecturer:
    """A thread with the class's socket. All methods may be called from another thread."""

    def __init__(
        self,
        name: str,
        *,
        wake: Callable[[], None],
        folder: Path | None = None,
        names: bool = False,
    ) -> None:
        """`wake` is called from the thread whenever something that is told here has changed.

        `folder` is where classes are looked for; by default where every account can reach them.
        `names` tells whether followers are asked for their names.
        """
        self._name, self._folder, self._wake, self._names = name, folder, wake, names
        self._texts = Texts()
        self._lock = Lock()
        self._latest: Shared | None = None
        self._cue: Cue | None = None
        self._room: Room | None = None
        self._waker: Waker | None = None
        self._thread: Thread | None = None

    @property
    def here(self) -> int:
        """How many follow."""
        return self._room.here if self._room else 0

    @property
    def away(self) -> int:
        """How many are connected and look at something else."""
        return self._room.away if self._room else 0

    @property
    def speakers(self) -> int:
        """How many speaker's terminals there are; they count neither as here nor as away."""
        return self._room.speakers if self._room else 0

    def driven(self) -> Drive | None:
        """Return what a speaker asked for first, once; None if that is nothing."""
        return self._room.driven() if self._room else None

    def prompt(self, cue: Cue) -> None:
        """Show a cue to the speaker's terminals, and to nobody else."""
        with self._lock:
            self._cue = in_bounds(cue)
        if self._waker is not None:
            self._waker.wake()

    def people(self, scene: int, question: str) -> tuple[Person, ...]:
        """Return who is here or away, with what they answer to a scene's question.

        It is known by its text's digest. The answers are what followers sent: short, and perhaps
        nonsense.
        """
        found = self._room.answers if self._room else Answers()
        if (found.scene, found.question) == (scene, question):
            return found.people
        return tuple(one._replace(answer="") for one in found.people)

    def open(self) -> None:
        """Begin the class.

        ClassError if its name cannot be one, or if another process of this account leads a class
        of that name. What a lecturer left behind who was killed is taken over.
        """
        found = listen(self._name, self._folder)
        self._waker = Waker()
        self._room = Room(
            found, self._texts, self._waker, self._next, self._wake, names=self._names
        )
        self._thread = Thread(target=self._room.run, name="class", daemon=True)
        self._thread.start()

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None:
        """Show a state to all; never waits for anybody, and the last state wins.

        `texts` has the texts that the state names (by `shared.digest`), or at least those that no
        earlier call had. ClassError if it is out of bounds: followers then see the state before.
        """
        check(state)
        for name in sorted(state.digests):
            if self._texts.get(name) is None and name in texts:
                check_text(texts[name])
                if self._texts.add(texts[name], state.digests) != name:
                    raise ClassError("a text is not what its digest says")
        self._texts.require(state.digests)
        with self._lock:
            self._latest = state
        if self._waker is not None:
            self._waker.wake()

    def _next(self) -> tuple[Shared | None, Cue | None]:
        """Return the state and the cue to show, as far as there are new ones."""
        with self._lock:
            state, self._latest = self._latest, None
            cue, self._cue = self._cue, None
        return state, cue

    def end(self) -> None:
        """Tell all that the class is over, and remove the socket."""
        if self._thread is not None and self._waker is not None and self._room is not None:
            self._room.is_ending = True
            self._waker.wake()
            self._thread.join()
            self._waker.close()
            self._thread = self._waker = None
