"""Markdown as rows of styled text, by Rich."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import ClassVar

from markdown_it.token import Token
from rich import markdown
from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

THEME = Theme(
    {
        **{f"markdown.h{level}": "bold" for level in range(1, 7)},
        **dict.fromkeys(("markdown.code", "markdown.table.header"), "bold"),
        **{
            f"markdown.{name}": "none"
            for name in ("block_quote", "item.bullet", "item.number", "link", "link_url")
        },
        "markdown.table.border": "none",
    }
)
"""Nothing but bold and italic: colours would not suit every theme."""

INDENT = 4
"""Columns before a piece of code."""
GOES_ON = "  … "
"""The same columns before the rest of a line of code that is too long for one row."""
CODE = ("fence", "code_block")


class _Heading(markdown.Heading):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.text


class _UnderlinedHeading(_Heading):
    """A heading that is known as one without bold type."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.text
        width = min(self.text.cell_len, options.max_width)
        yield Text(("=" if self.tag == "h1" else "-") * width)


class _Code(markdown.CodeBlock):
    """Code, with `GOES_ON` before the rest of a line that is too long."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, options.max_width - INDENT)
        for line in self.text.plain.rstrip().split("\n"):
            for number, part in enumerate(chop_cells(line, width) or [""]):
                yield Text((GOES_ON if number else " " * INDENT) + part)


class _Table(markdown.TableElement):
    """A table that breaks words rather than lose their ends."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for table in super().__rich_console__(console, options):
            if isinstance(table, Table):
                for column in table.columns:
                    column.overflow = "fold"
            yield table


class _Markdown(markdown.Markdown):
    elements: ClassVar[dict[str, type[markdown.MarkdownElement]]] = {
        **markdown.Markdown.elements,
        **dict.fromkeys(CODE, _Code),
        "heading_open": _Heading,
        "table_open": _Table,
    }


class _PlainMarkdown(_Markdown):
    elements: ClassVar[dict[str, type[markdown.MarkdownElement]]] = {
        **_Markdown.elements,
        "heading_open": _UnderlinedHeading,
    }


def render(
    blocks: Iterable[str], width: int, *, plain: bool = False, fold: bool = True
) -> list[list[list[Segment]]]:
    """Return the rows of each block of Markdown, with an empty row between two paragraphs.

    In plain text, where bold is not seen, headings are underlined and code has its backquotes.
    Without `fold`, each line of code is one row, however long, so that it can be copied.
    """
    console = Console(file=StringIO(), width=width, theme=THEME, color_system=None)
    kind = _PlainMarkdown if plain else _Markdown
    rendered = []
    for block in blocks:
        shown = kind(block, hyperlinks=False)
        for token in shown.parsed:
            token.children = [
                _readable(child, plain=plain)
                for child in token.children or ()
                # The text of an autolink is its address; pictures are for a browser.
                if child.markup != "autolink" and child.type != "image"
            ]
        is_code = any(token.type in CODE and token.level == 0 for token in shown.parsed)
        room = width
        if is_code and not fold:
            room = max(width, INDENT + max(map(cell_len, block.splitlines())))
        options = console.options.update_width(room)
        rows = [_trimmed(row) for row in console.render_lines(shown, options, pad=False)]
        while rows and not rows[-1]:
            rows.pop()
        while rows and not rows[0]:
            rows.pop(0)
        is_heading = any(token.type == "heading_open" for token in shown.parsed)
        rendered.append(rows if is_heading or not rows else [*rows, []])
    if rendered and rendered[-1] and not rendered[-1][-1]:
        rendered[-1].pop()
    return rendered


def _readable(token: Token, *, plain: bool) -> Token:
    """Return a token as it is read: a link to another page is the command that shows it."""
    if token.type == "link_open":
        page, dot, _ = str(token.attrs.get("href", "")).partition(".md")
        if dot and "/" not in page:
            token.attrs["href"] = f"see manual {page}"
    elif token.type == "code_inline" and plain:
        token.content = f"`{token.content}`"
    return token


def _trimmed(row: list[Segment]) -> list[Segment]:
    """Return a row without blanks at its end."""
    while row and not row[-1].text.strip():
        row = row[:-1]
    return [*row[:-1], Segment(row[-1].text.rstrip(), row[-1].style)] if row else []
