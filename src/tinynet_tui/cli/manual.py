"""The command `manual`: the manual's pages, in the user's pager or as plain text.

Rich, which draws the Markdown, is imported only when a page is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

from .pager import shown
from .parser import PROGRAM, Example, Parser, UsageError
from .ready import be_ready
from .viewing import is_terminal

if TYPE_CHECKING:
    from tinynet_tui.manual.pages import Page

ABOUT = """
Show a page of the manual. Without PAGE, list the pages. A long text is shown in your pager
($MANPAGER, $PAGER or less), in which / searches. In a pipe it is plain text.
"""
EXAMPLES = (
    Example(f"{PROGRAM} manual", "list the pages"),
    Example(f"{PROGRAM} manual ssh", "read how to use it over SSH"),
)
WIDTH = 80
LONGEST_NAME = 40

Line: TypeAlias = tuple[tuple[str, bool], ...]
"""A line of text in parts, some of which are bold."""


class PageParser(Parser):
    """Parses the name of a page."""

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"manual shows one page, and {quoted(surplus[0], LONGEST_NAME)} is a second one"


def manual_parser() -> PageParser:
    """Return the parser of `manual`."""
    parser = PageParser("manual", ABOUT, EXAMPLES, takes="[PAGE]")
    parser.group("which page").add_argument(
        "page", metavar="PAGE", nargs="?", help="its name (default a list of all pages)"
    )
    return parser


def manual(arguments: list[str]) -> int:
    """Run the command; return its exit status."""
    name = manual_parser().read(arguments).page
    import shutil

    from tinynet_tui.manual import pages

    be_ready()
    width, height = shutil.get_terminal_size()
    in_terminal = is_terminal(sys.stdout) and is_terminal(sys.stdin)
    columns = max(20, min(WIDTH, width)) if is_terminal(sys.stdout) else WIDTH
    if name is None:
        plain = lines = _shown(_contents(columns))
    else:
        page = pages.read(_existing(name))
        plain = _shown(_page(page, columns, plain=True))
        lines = _shown(_page(page, columns, plain=False))
    is_long = in_terminal and len(plain) >= height
    if not (is_long and shown("".join(f"{_overstruck(line)}\n" for line in lines))):
        for line in plain:
            print("".join(text for text, _ in line))
    return 0


def _existing(name: str) -> str:
    """Return the name of a page as its file has it; UsageError if there is no such page."""
    from tinynet_tui.manual import pages

    wanted, known = name.casefold(), pages.names()
    if wanted not in known:
        hint = did_you_mean(wanted, known) or f"`{PROGRAM} manual` lists the pages"
        raise UsageError(f"there is no page {quoted(name, LONGEST_NAME)}; {hint}")
    return wanted


def _contents(width: int) -> Iterator[Line]:
    """Yield the list of the pages: the name and title of each, and its first sentence."""
    import textwrap

    from tinynet_tui.manual import pages

    listed = [pages.read(name) for name in pages.names()]
    indent = max((len(page.name) for page in listed), default=0) + 2
    for page in listed:
        yield ((page.name.ljust(indent), True), (page.title, False))
        for row in textwrap.wrap(page.summary, max(20, width - indent)):
            yield ((" " * indent + row, False),)
        yield ()
    foot = f"{PROGRAM} manual PAGE shows a page. In the trainer, ? and then / finds words."
    for row in textwrap.wrap(foot, width):
        yield ((row, False),)


def _page(page: Page, width: int, *, plain: bool) -> Iterator[Line]:
    from tinynet_tui.ui.drawing.markdown import render

    for row in (
        row for block in render(page.blocks, width, plain=plain, fold=False) for row in block
    ):
        yield tuple((part.text, bool(part.style and part.style.bold)) for part in row)


def _shown(lines: Iterator[Line]) -> list[Line]:
    """Return lines in characters that the terminal has."""
    from tinynet_tui.wire.unicode_support import shows_unicode

    if shows_unicode():
        return list(lines)
    from tinynet_tui.wire.ascii import to_ascii

    return [tuple((to_ascii(text), bold) for text, bold in line) for line in lines]


def _overstruck(line: Line) -> str:
    """Return a line with bold characters typed twice, as every pager understands it."""
    return "".join(
        "".join(char if char == " " else f"{char}\b{char}" for char in text) if bold else text
        for text, bold in line
    )
