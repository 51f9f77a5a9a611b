"""A state as the lines that change the one before into it, and back."""

from __future__ import annotations

from collections.abc import Iterator

from .fields import PART
from .lines import Nonsense, line
from .messages import Change
from .shared import MOST_SETTINGS, ClassError, Shared, check

NOTHING = Shared("")
"""The state before the first."""


def lines(before: Shared, after: Shared, number: int) -> bytes:
    """Return the lines that change a state into another."""
    *first, last = _settings(before.settings, after.settings, number)
    if after.answers != before.answers:
        first.insert(0, Change(number, more=True, answers=after.answers))
    if after.files != before.files:
        first.insert(0, Change(number, more=True, files=after.files))
    last = last._replace(more=False)
    for name in ("lecture", "scene", "page", "playing", "blank", "shown", "others", "cut_at"):
        if (value := getattr(after, name)) != getattr(before, name):
            last = last._replace(**{name: value})
    return b"".join(map(line, [*first, last]))


def _settings(before: str, after: str, number: int) -> Iterator[Change]:
    """Yield one change or more: each puts a part of what differs."""
    if before == after:
        yield Change(number)
        return
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    put = after[start : len(after) - end]
    for at in range(0, len(put) or 1, PART):
        yield Change(number, more=True, settings=(start + at, end, put[at : at + PART]))


def _alike(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def changed(before: Shared, change: Change) -> Shared:
    """Return a state after a change; Nonsense if that cannot be one."""
    fields = {
        name: value
        for name, value in change._asdict().items()
        if name not in ("number", "more", "settings") and value is not None
    }
    if change.settings is not None:
        start, end, put = change.settings
        if start + end > len(before.settings):
            raise Nonsense("more stays than there is")
        fields["settings"] = (
            before.settings[:start] + put + before.settings[len(before.settings) - end :]
        )
        if len(fields["settings"]) > MOST_SETTINGS:
            raise Nonsense("the settings are too long")
    return before._replace(**fields)


def checked(state: Shared) -> Shared:
    """Return a state that came over the wire; Nonsense if it is out of bounds."""
    try:
        check(state)
    except ClassError as error:
        raise Nonsense(str(error)) from None
    return state
