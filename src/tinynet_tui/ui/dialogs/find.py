"""Finding words in the help and the manual: a line to type in, and what it finds below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList

from tinynet_tui.manual import pages
from tinynet_tui.manual.pages import Passage

from .dialog import Dialog
from .manual_page import FOUND, ManualPage
from .prompt import PromptInput

HELP = "help"
"""What stands in place of a page's name before a line of the help."""
MOST = 100
"""How many passages are listed."""
LONGEST = 200
"""The most characters of a query."""
LEAD = 16
"""Characters before the first word found that are shown of a long passage."""


class Hits(OptionList, can_focus=False):
    """The passages found, each with its place in one line and its text below."""

    def __init__(self, choose: Callable[[int], None]) -> None:
        """`choose` takes the index of a clicked passage."""
        super().__init__(id="hits", markup=False)
        self._choose, self._found, self._query = choose, list[Passage](), ""

    def write(self, found: Sequence[Passage], query: str) -> None:
        """List other passages, with the words of a query marked."""
        self._found, self._query = list(found), query
        self.clear_options()
        self.add_options([_content(passage, query, self._columns) for passage in found])
        self.highlighted = 0 if found else None

    @property
    def _columns(self) -> int:
        return max(8, self.size.width - 2)

    def on_resize(self) -> None:
        """Cut the passages to the new width, and keep the chosen one in sight."""
        chosen = self.highlighted
        self.write(self._found, self._query)
        self.highlighted = chosen
        self.scroll_to_highlight()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_index)


class Find(Dialog):
    """The dialog; with nothing typed it lists the manual's pages."""

    DEFAULT_CSS = """
    Find {
        align: center middle;
        background: transparent;
        #box {
            width: 80;
            max-width: 100%;
            height: 100%;
            border: round $accent;
            background: $surface;
        }
        #box PromptInput { padding: 0 1; }
        #hits {
            height: 1fr;
            border: none;
            border-top: solid $foreground 30%;
            padding: 0 0 0 1;
            background: $surface;
            background-tint: $surface 0%;
            scrollbar-size-vertical: 1;
            & > .option-list--option-highlighted {
                color: $surface;
                background: $foreground;
            }
            &:ansi > .option-list--option-highlighted {
                color: $block-cursor-foreground;
                background: $block-cursor-background;
            }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("up", "move(-1)", "Up"),
        ("down", "move(1)", "Down"),
        ("pageup", "move(-5)", "Further up"),
        ("pagedown", "move(5)", "Further down"),
    ]

    def __init__(self, lines: Sequence[Passage], go: Callable[[int], None]) -> None:
        """Search the help's `lines` and the manual; `go` takes the index of a chosen line."""
        super().__init__()
        self._lines, self._go = lines, go
        self._pages = [pages.read(name) for name in pages.names()]
        self._found: list[Passage] = []
        self._query: str | None = None
        self._line = PromptInput(self._submit, "type words, or the beginnings of words", None)
        self._line.max_length = LONGEST
        self._hits = Hits(self._choose)

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "find in help and manual"
            yield self._line
            yield self._hits

    def on_mount(self) -> None:
        self._search("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, query: str) -> None:
        """List what is found, unless it is listed already."""
        query = query.strip()
        if query == self._query:
            return
        self._query = query
        if query:
            of_pages = (passage for page in self._pages for passage in page.passages)
            self._found = pages.search(query, (*self._lines, *of_pages))[:MOST]
        else:
            self._found = [Passage(page.name, page.title, page.summary, 0) for page in self._pages]
        self._hits.write(self._found, query)
        found = "nothing found · " if query and not self._found else ""
        self.query_one("#box", Vertical).border_subtitle = f"{found}↑ ↓ enter opens · esc closes"

    def action_move(self, by: int) -> None:
        """Move the cursor, but not beyond the ends."""
        at = self._hits.highlighted
        if at is not None:
            self._hits.highlighted = max(0, min(len(self._found) - 1, at + by))

    def _submit(self, text: str) -> None:
        self._search(text)  # the message that it has changed may be late
        if self._hits.highlighted is not None:
            self._choose(self._hits.highlighted)

    def _choose(self, index: int) -> None:
        """Open a page above this dialog, or close it and go to a line of the help."""
        if not self.is_current:  # an enter typed before has opened or closed something
            return
        passage = self._found[index]
        page = next((page for page in self._pages if page.name == passage.page), None)
        if page is not None:
            self.app.push_screen(ManualPage(page, passage.block, self._query or ""))
        else:
            self.dismiss()
            self._go(passage.block)


def _content(passage: Passage, query: str, width: int) -> Content:
    """Return a passage's place, and as much of its text as fits into two rows, words marked."""
    wanted, text = pages.words(query), passage.text
    first = min((hit.start() for word in wanted if (hit := word.search(text))), default=0)
    if len(text) > 2 * width and first > LEAD:
        text = f"… {text[text.rfind(' ', 0, first - LEAD) + 1 :]}"
    shown = Content(text).truncate(2 * width, ellipsis=True)
    for word in wanted:
        shown = shown.highlight_regex(word, style=FOUND)
    place = Content(f"{passage.page or HELP}: {passage.heading}").truncate(width, ellipsis=True)
    return Content("\n").join([place.stylize("bold"), shown])
