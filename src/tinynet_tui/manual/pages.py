"""The manual's pages: which there are, what is in them, and where words are found.

The Markdown parser is imported when the first page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

FOLDER = Path(__file__).parent
_SENTENCE = re.compile(r".*?[.!?](?=\s|$)")
_PARTS = ("list_item_open", "tr_open")
"""What divides a block of Markdown into several passages."""


class Passage(NamedTuple):
    """A paragraph, an item of a list, a row of a table: what a search finds."""

    page: str
    """The page's name."""
    heading: str
    """What it stands under: the page's title, then the heading."""
    text: str
    """Its words without any marks, in one line."""
    block: int
    """The index of the block that it is in."""
    is_heading: bool = False


class Page(NamedTuple):
    """A page of the manual."""

    name: str
    title: str
    summary: str
    """Its first sentence."""
    blocks: tuple[str, ...]
    """Its headings, paragraphs, lists, tables and pieces of code, each as Markdown."""
    passages: tuple[Passage, ...]


def names() -> list[str]:
    """Return the names of all pages, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


def read(name: str) -> Page:
    """Read a page, which must exist."""
    return parse(name, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))


def parse(name: str, source: str) -> Page:
    """Divide a page's Markdown into blocks and passages."""
    from markdown_it import MarkdownIt

    lines = source.splitlines()
    blocks: list[str] = []
    passages: list[Passage] = []
    title, heading, under_way = "", "", ""
    for token in MarkdownIt().enable("table").parse(source):
        if token.level == 0 and token.map and token.nesting >= 0:
            blocks.append("\n".join(lines[slice(*token.map)]))
            under_way = token.type
            passages.append(Passage(name, heading, "", len(blocks) - 1))
        elif token.type in _PARTS and token.level <= len(_PARTS):
            passages.append(Passage(name, heading, "", len(blocks) - 1))
        text = " ".join(_plain(token).split())
        if not text:
            continue
        if under_way == "heading_open":
            title = title or text
            heading = title if token.level == 1 and text == title else f"{title}: {text}"
            passages[-1] = Passage(name, heading, text, len(blocks) - 1, is_heading=True)
        else:
            so_far = passages[-1]
            passages[-1] = so_far._replace(text=f"{so_far.text} {text}".strip())
    passages = [passage for passage in passages if passage.text]
    first = next((passage.text for passage in passages if not passage.is_heading), "")
    sentence = _SENTENCE.match(first)
    return Page(
        name, title or name, sentence[0] if sentence else first, tuple(blocks), tuple(passages)
    )


def _plain(token: Token) -> str:
    """Return the words of a token that holds some."""
    if token.type in ("fence", "code_block"):
        return token.content
    if token.type != "inline":
        return ""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type != "html_inline"
    )


def words(query: str) -> list[re.Pattern[str]]:
    """Return a pattern for each different word of a query, which finds words that begin with it."""
    different = {word.lower(): word for word in query.split()}
    return [
        re.compile(r"(?<![^\W_])" * word[0].isalnum() + re.escape(word), re.IGNORECASE)
        for word in different.values()
    ]


def search(query: str, passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages in which all words of a query occur, the best first.

    A word may also stand in the heading above the passage or be the page's name, but one must be in
    the passage itself.
    """
    wanted = words(query)
    scores = [(_score(wanted, passage), passage) for passage in passages]
    found = [one for one in scores if one[0]]
    return [passage for _, passage in sorted(found, key=lambda one: -one[0])]


def _score(wanted: list[re.Pattern[str]], passage: Passage) -> int:
    """Return how well a passage fits; 0 if it does not."""
    above = f"{passage.page} {passage.heading}"
    score, inside = 0, False
    for pattern in wanted:
        if hits := [*pattern.finditer(passage.text)]:
            whole = any(not passage.text[hit.end() : hit.end() + 1].isalnum() for hit in hits)
            score += 2 + whole + passage.is_heading
            inside = True
        elif pattern.search(above):
            score += 1
        else:
            return 0
    return score if inside else 0
