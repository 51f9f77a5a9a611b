"""A list of titles, and below it the commentary on the one under the cursor: the presets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from .dialog import Dialog

ABOUT_HEIGHT = 5
"""Rows of a rule, the settings and the commentary in eighty columns."""


class Listed(Protocol):
    """What the list shows of each."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def commentary(self) -> str: ...
    @property
    def settings(self) -> str: ...


One = TypeVar("One", bound=Listed)


class Titles(OptionList):
    """The list; it calls back instead of posting messages, since keys may follow at once."""

    def __init__(
        self, titles: Sequence[str], show: Callable[[int], None], choose: Callable[[], None]
    ) -> None:
        """`show` takes the index of the title under the cursor; `choose` opens it."""
        self._show, self._choose = show, choose  # before the base calls them
        super().__init__(*titles, id="titles", markup=False)

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


class PresetsScreen(Dialog, Generic[One]):
    """The dialog; enter opens what is under the cursor."""

    about_run = True

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
            padding: 0 1;
            border-top: solid $foreground 30%;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "Close")]
    about_height = ABOUT_HEIGHT

    def __init__(
        self,
        choose: Callable[[One], None],
        listed: Sequence[One],
        caption: str = "presets",
        first: int = 0,
    ) -> None:
        """List some, with the cursor on the `first`; `choose` takes the one to open."""
        super().__init__()
        self._choose, self._listed, self._caption = choose, listed, caption
        self._about = Static(id="about")
        self._first = first
        self._titles = Titles([one.title for one in listed], self._show, self.action_choose)

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.styles.max_height = len(self._listed) + self.about_height + 2
            self._about.styles.min_height = self.about_height
            box.border_title = self._caption
            box.border_subtitle = "enter opens it"
            yield self._titles
            yield self._about

    def on_mount(self) -> None:
        self._titles.highlighted = self._first

    def _show(self, index: int) -> None:
        one = self._listed[index]
        settings = Content.styled(f"{one.name}: {one.settings}", "$foreground 70%")
        about = Content(f"\n{one.commentary}" if one.commentary else "")
        self._about.update(settings + about)

    def action_choose(self) -> None:
        if self.is_current:  # an enter typed before may have closed it
            chosen = self._titles.highlighted
            assert chosen is not None
            self.dismiss()
            self._choose(self._listed[chosen])
