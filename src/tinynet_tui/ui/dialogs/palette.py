"""The command palette."""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.command import Command, CommandInput, CommandList
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import WorkerCancelled

from tinynet_tui.ui.keys.catch_up import has_caught_up
from tinynet_tui.wire.textual_private import OutlivedPalette


class Palette(OutlivedPalette):
    """Textual's palette, whose choice is made before the next key is looked at.

    In Textual's own, a command is run some messages after enter, when keys typed meanwhile have
    gone elsewhere, and enter finds nothing while the search goes on. It also fails on a page key
    before its list has been laid out.
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

    @on(OptionList.OptionSelected)
    def run_clicked(self, event: OptionList.OptionSelected) -> None:
        """Run what has been clicked."""
        event.stop().prevent_default()
        assert isinstance(event.option, Command)
        self.dismiss()
        self.app.call_next(event.option.hit.command)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the list alone until it has been laid out."""
        if action == "command_list":
            return any(one.scrollable_content_region.height for one in self.query(CommandList))
        return super().check_action(action, parameters)
