"""The command palette."""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.command import Command, CommandInput, CommandList
from textual.widgets import OptionList
from textual.worker import WorkerCancelled

from tinynet_tui.ui.keys.catch_up import messages_have_come
from tinynet_tui.wire.textual_private import OutlivedPalette


class Palette(OutlivedPalette):
    """Textual's palette, but enter acts before the next key is handled.

    Textual's own runs a command some messages after enter, when keys typed since then have gone
    elsewhere; its enter finds nothing while the search goes on; and it fails on a page key before
    its list has a layout.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Run", show=False, priority=True)
    ]

    async def action_choose(self) -> None:
        """Run the highlighted command once everything typed has been searched for."""
        await messages_have_come(self.query_one(CommandInput))
        for search in [worker for worker in self.workers if worker.node is self]:
            with suppress(WorkerCancelled):
                await search.wait()
        if not self.is_current:  # a click beside it has closed it
            return
        commands = self.query_one(CommandList)
        if commands.highlighted is not None:
            command = commands.get_option_at_index(commands.highlighted)
            assert isinstance(command, Command)
            self.dismiss()
            result = command.hit.command()
            if inspect.isawaitable(result):
                await result

    @on(OptionList.OptionSelected)
    def run_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop().prevent_default()
        assert isinstance(event.option, Command)
        self.dismiss()
        self.app.call_next(event.option.hit.command)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the list's keys until it has a layout."""
        if action == "command_list":
            return any(one.scrollable_content_region.height for one in self.query(CommandList))
        return super().check_action(action, parameters)
