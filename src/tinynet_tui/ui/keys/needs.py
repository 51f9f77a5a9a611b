"""What each key needs to know of what was typed before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

from textual.binding import Binding


class Need(IntEnum):
    """What must have happened to everything typed before a key."""

    NOTHING = 0
    """Nothing: it is a command to the worker, which obeys in order, or is typed into a line."""
    ANSWER = 1
    """It has been answered by a Frame."""
    ARRIVAL = 2
    """It has been answered, and the job that it began has ended."""


NEEDS = {
    **dict.fromkeys(("step.line", "step.iteration", "back.line", "back.iteration"), Need.NOTHING),
    **dict.fromkeys(("play", "faster", "slower", "home", "end", "goto"), Need.NOTHING),
    **dict.fromkeys(("undo", "undo.all", "redo", "suspend", "quit.always"), Need.NOTHING),
    **dict.fromkeys(("view.numbers", "view.network", "view.map", "view.runs"), Need.ANSWER),
    **dict.fromkeys(("view.landscape", "axes", "help"), Need.ANSWER),
    **dict.fromkeys(("scene.next", "scene.previous", "scene.blank"), Need.ANSWER),
}
"""By the ids of the keys on the main screen; all others need the arrival."""
ALWAYS = frozenset({"suspend", "quit.always"})
"""The ids of the keys that wait for nothing and nobody."""
WAYS_OUT = frozenset({"leave", "quit"})
"""The ids of the keys that do not wait long."""
ONWARD = WAYS_OUT | {"help", "scene.next", "scene.previous", "scene.blank"}
"""Those, and the keys that do not need what goes on: they wait a little longer."""


def ids_by_key(*tables: Iterable[Binding]) -> Mapping[str, str]:
    """Return the id of each key; of two with the same key, the latter's."""
    return {
        key: binding.id or ""
        for table in tables
        for binding in table
        for key in binding.key.split(",")
    }
