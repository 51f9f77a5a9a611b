"""The keys in the last line of the screen, and what a click on each of them does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.binding import Binding

from .names import brief
from .table import KEYS

IN_LAST_LINE = (
    *(
        "step.line back.line",
        "map.hidden",
        "step.iteration back.iteration",
        "play",
        "goto",
        "reseed",
    ),
    *("help", "quit", "faster slower", "enlarge", "axes", "until", "event.previous event.next"),
    *("events", "options", "edit", "switch", "undo", "what-if"),
    " ".join(key.id for key in KEYS if key.id and key.id.startswith("view.")),
)
"""The ids of the keys, grouped; the last groups give way first, except GIVE_WAY_LAST."""

LECTURE_IN_LAST_LINE = ("scene.next", "return")
"""The ids of a lecture's keys, which come before the trainer's."""

GIVE_WAY_LAST = ("help", "quit", "play")
"""The actions whose keys give way last, help last of all: whoever is lost needs them."""


class Key(NamedTuple):
    """A key of the last line, or a group of keys that share a label."""

    key: str
    """The keys' names, separated by blanks."""
    does: str
    """The label: what the first key does."""
    actions: tuple[str, ...]
    """The action of each key."""

    @property
    def length(self) -> int:
        """The number of columns, with blanks around the key and one after the label."""
        return len(self.key) + len(self.does) + 3

    @property
    def action(self) -> str:
        """The action of the first key."""
        return self.actions[0]

    def targets(self, at: int) -> Iterator[tuple[range, str]]:
        """Yield ranges of columns and their actions, for a key that starts in column `at`.

        Where ranges overlap, the first one counts.
        """
        end = at + 1
        for key, action in zip(self.key.split(), self.actions, strict=True):
            yield range(end, end + len(key) + 1), action
            end += len(key) + 1
        yield range(at, end + len(self.does) + 1), self.action


def last_line(
    bindings: Iterable[Binding] = KEYS, groups: Iterable[str] = IN_LAST_LINE
) -> list[Key]:
    """Return the keys for the last line of the screen; a group is ids separated by blanks."""
    by_id = {binding.id: binding for binding in bindings}
    shown = []
    for ids in groups:
        group = [by_id[id] for id in ids.split()]
        keys = " ".join(brief(binding.key) for binding in group)
        shown.append(Key(keys, group[0].description, tuple(key.action for key in group)))
    return shown
