"""The list of what has happened in a script's run, from which to go to any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tinynet_tui.engine.engine import Where
from tinynet_tui.worker.scripts.happenings import Happening

from .dialog import Dialog


class ScriptEvents(Dialog):
    """Lists events by their positions; enter goes to one."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,e", "dismiss", "Close")]

    def __init__(
        self, happenings: Sequence[Happening], here: Where, go: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._happenings, self._go = happenings, go
        self.list = OptionList(
            *(
                Option(f"{one.where.iteration:>9,}:{one.where.step:<3} {one.text}")
                for one in happenings
            ),
            markup=False,
            compact=True,
        )
        self._first = sum(one.where <= here for one in happenings) - 1

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "events so far"
            box.border_subtitle = "enter goes there · esc closes"
            yield self.list

    def on_mount(self) -> None:
        self.set_focus(self.list)
        self.list.highlighted = max(0, self._first)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss()
            where = self._happenings[message.option_index].where
            self._go(f"{where.iteration}:{where.step}")
