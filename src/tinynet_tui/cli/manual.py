"""The command `manual`: the manual's pages, in the user's pager or as plain text.

Rich, which draws the Markdown, is imported only when a page is shown.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tinynet_tui.manual import pages
from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

from .parser import PROGRAM, Parser, UsageError
from .reports import be_ready
from .viewing import is_terminal

if TYPE_CHECKING:
    from tinynet_tui.manual.pages import Page

DESCRIPTION = """\
Show a page of the manual; without PAGE, list the pages. What does not fit on
the screen is shown in your pager ($PAGER, or less), where / searches.
"""
WIDTH = 80
LONGEST_NAME = 40


class Line(NamedTuple):
    """A line of text, in which some of the parts are bold."""

    parts: tuple[tuple[str, bool], ...]

    @property
    def plain(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def overstruck(self) -> str:
        """The line with bold characters typed twice, as every pager understands it."""
        return "".join(
            "".join(char if char == " " else f"{char}\b{char}" for char in text) if bold else text
            for text, bold in self.parts
        )


class PageParser(Parser):
    """Parses the name of a page."""

    def __init__(self) -> None:
        super().__init__("manual", DESCRIPTION)
        self.usage = f"{PROGRAM} manual [PAGE]"
        self.add_argument("page", metavar="PAGE", nargs="?", help="the name of a page")

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"manual shows one page, and {quoted(surplus[0], LONGEST_NAME)} is a second one"


def manual(arguments: list[str]) -> int:
    """Run the command; return its exit status."""
    name = PageParser().read(arguments).page
    be_ready()
    is_plain = not is_terminal(sys.stdout)
    width = WIDTH if is_plain else max(20, min(WIDTH, shutil.get_terminal_size().columns))
    if name is None:
        lines = list(_contents(width))
    else:
        lines = list(_page(pages.read(_existing(name)), width, plain=is_plain))
    _show(_in_characters_of_the_terminal(lines))
    return 0


def _existing(name: str) -> str:
    """Return the name of a page as its file has it; UsageError if there is no such page."""
    wanted, known = name.casefold(), pages.names()
    if wanted not in known:
        hint = did_you_mean(wanted, known) or f"`{PROGRAM} manual` lists the pages"
        raise UsageError(f"there is no page {quoted(name, LONGEST_NAME)}; {hint}")
    return wanted


def _contents(width: int) -> Iterator[Line]:
    """Yield the list of the pages: the name and title of each, and its first sentence."""
    listed = [pages.read(name) for name in pages.names()]
    indent = max((len(page.name) for page in listed), default=0) + 2
    for page in listed:
        yield Line(((page.name.ljust(indent), True), (page.title, False)))
        for row in textwrap.wrap(page.summary, max(20, width - indent)):
            yield Line(((" " * indent + row, False),))
        yield Line(())
    foot = f"{PROGRAM} manual PAGE shows a page. In the trainer, ? and then / finds words."
    for row in textwrap.wrap(foot, width):
        yield Line(((row, False),))


def _page(page: Page, width: int, *, plain: bool) -> Iterator[Line]:
    from tinynet_tui.ui.drawing.markdown import render

    for row in (row for block in render(page.blocks, width, plain=plain) for row in block):
        yield Line(tuple((part.text, bool(part.style and part.style.bold)) for part in row))


def _in_characters_of_the_terminal(lines: list[Line]) -> list[Line]:
    from tinynet_tui.wire.unicode_support import shows_unicode

    if shows_unicode():
        return lines
    from tinynet_tui.wire.ascii import to_ascii

    return [Line(tuple((to_ascii(text), bold) for text, bold in line.parts)) for line in lines]


def _show(lines: list[Line]) -> None:
    """Print what fits on the screen, or goes into a pipe or a file; page the rest."""
    fits = len(lines) < shutil.get_terminal_size().lines
    if fits or not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        for line in lines:
            print(line.plain)
    else:
        import pydoc

        pydoc.pager("".join(f"{line.overstruck}\n" for line in lines))
