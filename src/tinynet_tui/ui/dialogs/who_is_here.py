"""The page of the palette with the names of a class: on the lecturer's screen only."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.classroom.people import Person
from tinynet_tui.ui.canvas.canvas import Row

from .page import Page

NOBODY = "Nobody is here."


class WhoIsHere(Page):
    """Who follows, by name, who of them is away, and who has answered."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__(f"who is here: {len(people)}", rows_of(people))


def rows_of(people: Sequence[Person]) -> list[Row]:
    """Return a row for each name, and one for all who gave none."""
    named = sorted((one for one in people if one.name), key=lambda one: one.name.casefold())
    rows: list[Row] = [((one.name, "text"), (_standing(one), "muted")) for one in named]
    if nameless := len(people) - len(named):
        rows.append(((f"{nameless} without a name", "muted"),))
    return rows or [((NOBODY, "muted"),)]


def _standing(one: Person) -> str:
    return ("  away" if one.away else "") + ("  answered" if one.answer else "")
