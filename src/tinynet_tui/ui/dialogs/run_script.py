"""The question before a script of the lecturer's runs on the screen of one who follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tinynet_tui.ui.canvas.canvas import Row

from .dialog import Dialog
from .page import Page


class RunScript(Dialog):
    """Shows which script it is; y runs it, n does not, v shows its text first."""

    DEFAULT_CSS = """
    RunScript { align: center middle; background: transparent; }
    RunScript Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "say(True)"),
        Binding("n,N,escape", "say(False)"),
        Binding("v,V", "view"),
    ]

    def __init__(
        self, name: str, lines: Sequence[str], error: str, say: Callable[[bool], None]
    ) -> None:
        """Ask about a script of that name and text; `error` is an expression that would run, too.

        `say` takes the answer.
        """
        super().__init__()
        self._script, self._lines, self._error, self._say = name, lines, error, say

    def compose(self) -> ComposeResult:
        count = "1 line" if len(self._lines) == 1 else f"{len(self._lines):,} lines"
        error = f" Its error is computed as {self._error}." if self._error else ""
        with Vertical() as box:
            box.border_title = "run it here?"
            box.border_subtitle = "y  run it · n  do not · v  view it"
            yield Static(
                f"{self._script}, {count}, is what the lecturer shows.{error}\n\nIt would run with "
                "your own rights, in a folder that holds nothing else. Say yes only if you would "
                "run a file that the lecturer gives you.",
                markup=False,
            )

    def action_say(self, yes: bool) -> None:
        if self.is_current:
            self.dismiss()
            self._say(yes)

    def action_view(self) -> None:
        rows: list[Row] = [((line, ""),) for line in self._lines]
        self.app.push_screen(ScriptText(self._script, rows))


class ScriptText(Page):
    """The text of a script, to be read before it runs."""

    BINDINGS: ClassVar[list[BindingType]] = [("v,V", "dismiss", "Close")]
