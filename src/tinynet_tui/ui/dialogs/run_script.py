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

ONCE = "y y  run it · n  do not · v  view it"
AGAIN = "y again  run it · n  do not · v  view it"


class RunScript(Dialog):
    """Shows which script it is; y twice runs it, n does not, v shows its text first.

    It comes up by itself: one y may have been typed for something else.
    """

    DEFAULT_CSS = """
    RunScript { align: center middle; background: transparent; }
    RunScript Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "yes"),
        Binding("n,N,escape", "no"),
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
        self._has_yes = False
        """True once y was typed, until the text is viewed."""

    def compose(self) -> ComposeResult:
        count = "1 line" if len(self._lines) == 1 else f"{len(self._lines):,} lines"
        error = f" Its error is computed as {self._error}." if self._error else ""
        with Vertical(id="box") as box:
            box.border_title = "run it here?"
            box.border_subtitle = ONCE
            yield Static(
                f"{self._script}, {count}, is what the lecturer shows.{error}\n\nIt would run with "
                "your own rights, in a folder that holds nothing else. Say yes only if you would "
                "run a file that the lecturer gives you.",
                markup=False,
            )

    def action_yes(self) -> None:
        if self._has_yes:
            self._close(True)
        else:
            self._note_yes(True)

    def action_no(self) -> None:
        self._close(False)

    def _note_yes(self, has_yes: bool) -> None:
        self._has_yes = has_yes
        self.query_one("#box").border_subtitle = AGAIN if has_yes else ONCE

    def _close(self, yes: bool) -> None:
        if self.is_current:
            self.dismiss()
            self._say(yes)

    def action_view(self) -> None:
        self._note_yes(False)
        rows: list[Row] = [((line, ""),) for line in self._lines]
        self.app.push_screen(ScriptText(self._script, rows))


class ScriptText(Page):
    """The text of a script, to be read before it runs."""

    BINDINGS: ClassVar[list[BindingType]] = [("v,V", "dismiss", "Close")]
