"""The presets: a list of titles, and below it the commentary on the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from tinynet_tui.experiment.presets import PRESETS, Preset

from .dialog import Dialog

ABOUT_HEIGHT = 5
"""Rows of a rule, the settings and the commentary in eighty columns."""


class Titles(OptionList):
    """The list; it calls back instead of posting messages, since keys may follow at once."""

    def __init__(self, show: Callable[[int], None], choose: Callable[[], None]) -> None:
        """`show` takes the index of the title under the cursor; `choose` opens it."""
        self._show, self._choose = show, choose  # before the base calls them
        super().__init__(*(preset.title for preset in PRESETS), id="titles", markup=False)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            self._show(highlighted)

    def on_resize(self) -> None:
        """Keep the cursor visible when a long commentary leaves the list less room."""
        self.scroll_to_highlight()

    def action_page_up(self) -> None:
        """Move up a page; Textual's list fails without room for a line."""
        if self.scrollable_content_region.area:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self.scrollable_content_region.area:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_select(self) -> None:
        self._choose()


class PresetsScreen(Dialog):
    """The dialog; enter opens the preset under the cursor."""

    DEFAULT_CSS = """
    PresetsScreen {
        align: center middle;
        background: transparent;

        #box {
            width: 100%;
            max-width: 80;
            height: 100%;
            border: round $accent;
            background: $surface;
        }
        #titles {
            height: 1fr;
            border: none;
            padding: 0 0 0 1;
            background: $surface;
            background-tint: $surface 0%;
            scrollbar-size-vertical: 1;
            & > .option-list--option-highlighted {
                color: $surface;
                background: $foreground;
                text-style: bold;
            }
            &:ansi > .option-list--option-highlighted {
                color: $block-cursor-foreground;
                background: $block-cursor-background;
            }
        }
        #about {
            height: auto;
            min-height: 5;
            padding: 0 1;
            border-top: solid $foreground 30%;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "Close")]

    def __init__(self, choose: Callable[[Preset], None]) -> None:
        """List all presets; `choose` takes the one to open."""
        super().__init__()
        self._choose = choose
        self._about = Static(id="about")
        self._titles = Titles(self._show, self.action_choose)

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.styles.max_height = len(PRESETS) + ABOUT_HEIGHT + 2
            box.border_title = "presets"
            box.border_subtitle = "enter opens it"
            yield self._titles
            yield self._about

    def _show(self, index: int) -> None:
        preset = PRESETS[index]
        settings = Content.styled(f"{preset.name}: {preset.settings}", "$foreground 70%")
        self._about.update(settings + Content(f"\n{preset.commentary}"))

    def action_choose(self) -> None:
        if self.is_current:  # an enter typed before may have closed it
            chosen = self._titles.highlighted
            assert chosen is not None
            self.dismiss()
            self._choose(PRESETS[chosen])
