"""The list of what has happened in a script's run, from which to go to any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from tinynet_tui.engine.engine import Where
from tinynet_tui.worker.scripts.happenings import Happening

from .positions import Place, PositionList


class ScriptEvents(PositionList):
    """Lists events by their positions."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,e", "dismiss", "Close")]

    def __init__(
        self, happenings: Sequence[Happening], here: Where, go: Callable[[str], None]
    ) -> None:
        places = [
            Place(
                f"{one.where.iteration}:{one.where.step}",
                f"{one.where.iteration:>9,}:{one.where.step:<3} {one.text}",
            )
            for one in happenings
        ]
        at = sum(one.where <= here for one in happenings) - 1
        super().__init__("events so far", places, at, go)
