"""The command palette."""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.command import Command, CommandInput, CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.widget import Widget
from textual.worker import WorkerCancelled

from tinynet_tui.ui.keys.catch_up import has_caught_up

SEARCH = inspect.unwrap(CommandPalette._gather_commands)
"""The search itself, which Textual runs as a worker."""


class Palette(CommandPalette):
    """Textual's palette, whose choice is made before the next key is looked at.

    In Textual's own, a command is run some messages after enter, when keys typed meanwhile have
    gone elsewhere, and enter finds nothing while the search goes on. It also fails on a page key
    before its list has been laid out, and where a search goes on while the palette is closed and
    its parts are gone already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Run", show=False, priority=True)
    ]

    async def action_choose(self) -> None:
        """Run what is highlighted once all that has been typed is searched for."""
        widget: DOMNode | None = self.query_one(CommandInput)
        while isinstance(widget, Widget):  # each hands on what the one before was told
            await has_caught_up(widget)
            widget = widget.parent
        for search in [worker for worker in self.workers if worker.node is self]:
            with suppress(WorkerCancelled):
                await search.wait()
        if not self.is_current:  # a click beside it has closed it meanwhile
            return
        commands = self.query_one(CommandList)
        if commands.highlighted is not None:
            command = commands.get_option_at_index(commands.highlighted)
            assert isinstance(command, Command)
            self.dismiss()
            result = command.hit.command()
            if inspect.isawaitable(result):
                await result

    def _select_or_command(self, event: Any = None) -> None:
        """Run what has been clicked."""
        if self._selected_command is None:
            super()._select_or_command(event)
        else:
            self.dismiss()
            self.app.call_next(self._selected_command.command)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        with suppress(NoMatches):
            await SEARCH(self, search_value)

    def _watch__list_visible(self) -> None:
        with suppress(NoMatches):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        with suppress(NoMatches):
            await super()._watch__show_busy()

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region.height:
            super()._action_command_list(action)
