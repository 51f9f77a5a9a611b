"""The page of the palette with the names of a class: on the lecturer's screen only."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.classroom.people import Person
from tinynet_tui.ui.canvas.canvas import Row

from .page import Page

NOBODY = "Nobody is here."


class WhoIsHere(Page):
    """Who follows, by name, who of them is away, who has answered, and each one's total."""

    def __init__(self, people: Sequence[tuple[Person, str]]) -> None:
        super().__init__(f"who is here: {len(people)}", rows_of(people))


def rows_of(people: Sequence[tuple[Person, str]]) -> list[Row]:
    """Return a row for each name, with the total that is given, and one for all without one."""
    named = sorted((it for it in people if it[0].name), key=lambda it: it[0].name.casefold())
    rows: list[Row] = [
        ((one.name, "text"), (f"  {total}" * bool(total), "text"), (_standing(one), "muted"))
        for one, total in named
    ]
    if nameless := len(people) - len(named):
        rows.append(((f"{nameless} without a name", "muted"),))
    return rows or [((NOBODY, "muted"),)]


def _standing(one: Person) -> str:
    return ("  away" if one.away else "") + ("  answered" if one.answer else "")
