"""The help and the palette of the app for a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding

from tinynet_tui.ui.keys.table import rebound
from tinynet_tui.ui.screen.script_screen import ScriptScreen

from .base_app import TerminalApp
from .script_keys import script_keys

ARRAYS = "above: what goes forward; below: what comes back; tab reaches those without room"
MARKS = [
    ("►  •", "just written; just read by that line"),
    ("!", "the line that raised an exception; in the explanation, what NumPy does in silence"),
    ("+", "in one of our scripts: a line that the video's script has not"),
    ("reverse", "the cursor: this number is explained"),
    ("dim, (253)", "from an earlier round of the loop: of iteration 253"),
    ("underlined", "after C: these numbers are not those of the other script"),
    ("·", "no value yet"),
    ("×10⁻³", "in a title: multiply all numbers of the array by it"),
    ("↕0–3 of 64", "the rows in view, and how many there are; ↔ the same for columns"),
    ("speed", "steps/s or iterations/s; auto: faster and faster; max: as fast as possible"),
]


class ScriptHelp(TerminalApp):
    """Tells of the keys, the panes and the marks of a script's screen."""

    main: ScriptScreen

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        return rebound(bindings, self.settings.keys)

    def action_help(self) -> None:
        from tinynet_tui.ui.dialogs.help import HelpScreen, key_sections

        panes = [
            ("source", self.main.source.help),
            ("arrays", ARRAYS),
            *(
                (pane.caption, pane.help)
                for pane in self.main.panes
                if pane.help and pane is not self.main.source and pane not in self.main.arrays
            ),
        ]
        keys = key_sections(self.bound(script_keys()))
        self.push_screen(HelpScreen(*self.more_help(), *keys, ("panes", panes), ("marks", MARKS)))

    def more_help(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        """Return sections of the help that come first."""
        return []

    def action_command_palette(self) -> None:
        from tinynet_tui.ui.dialogs.palette import Palette

        if self.screen is self.main:
            self.push_screen(Palette(id="--command-palette"))
