"""The last line of the screen: which keys it shows, and what a click on each of them does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textual.binding import Binding

from .names import brief
from .table import KEYS

IN_LAST_LINE = (
    ("step.phase", "back.phase"),
    ("step.iteration", "back.iteration"),
    ("play",),
    ("goto",),
    ("reseed",),
    ("help",),
    ("quit",),
    ("faster", "slower"),
    ("enlarge",),
    ("axes",),
    ("until",),
    ("event.previous", "event.next"),
    ("events",),
    ("options",),
    ("edit",),
    ("switch",),
    ("undo",),
    ("ask",),
    ("view.numbers", "view.network", "view.map", "view.runs"),
)
"""Which keys it shows, the ones that go together as one.

The last give way first, except help and quit.
"""

LECTURE_IN_LAST_LINE = (("scene.next",), ("scene.return",))
"""Which of a lecture's keys it shows, before the trainer's."""

GIVE_WAY_LAST = ("help", "quit")
"""The actions of the keys that give way last, quitting before help: who is lost needs them."""


class Key(NamedTuple):
    """A key of the last line, or several that go together."""

    key: str
    """As they are read, with a blank between them."""
    does: str
    """What the first of them does."""
    actions: tuple[str, ...]
    """What each of them does."""

    @property
    def length(self) -> int:
        """Columns that it takes, with a blank around the key and one behind the words."""
        return len(self.key) + len(self.does) + 3

    @property
    def action(self) -> str:
        """What the first of them does, as an action."""
        return self.actions[0]

    def targets(self, at: int) -> Iterator[tuple[range, str]]:
        """Yield which columns of the line do what, if it stands there: the keys, the words.

        The first that has a column counts.
        """
        end = at + 1
        for key, action in zip(self.key.split(), self.actions, strict=True):
            yield range(end, end + len(key) + 1), action
            end += len(key) + 1
        yield range(at, end + len(self.does) + 1), self.action


def last_line(
    bindings: Iterable[Binding] = KEYS, groups: Iterable[Sequence[str]] = IN_LAST_LINE
) -> list[Key]:
    """Return the keys for the last line of the screen, in groups by their ids."""
    by_id = {binding.id: binding for binding in bindings}
    shown = []
    for ids in groups:
        together = [by_id[id] for id in ids]
        keys = " ".join(brief(binding.key) for binding in together)
        actions = tuple(binding.action for binding in together)
        shown.append(Key(keys, together[0].description, actions))
    return shown
