"""The README and the manual's pages, taken apart: fenced blocks, commands, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from helpers.project import MANUAL, README

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_INLINE = re.compile(r"(`+)(.+?)\1(?!`)")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_PROGRAM = re.compile(r"\btinynet[-_]tui( |$)")


class Block(NamedTuple):
    """A fenced block."""

    language: str
    """What stands behind the fence; it says how the block is tested."""
    text: str


class Command(NamedTuple):
    """A command line, as a reader types it."""

    line: str
    output: str | None = None
    """What is printed, if the page shows it."""


class Page:
    """A page of Markdown."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        self.text = path.read_text(encoding="utf-8")

    def __repr__(self) -> str:
        return self.name

    @cached_property
    def blocks(self) -> list[Block]:
        return [Block(*found) for found in _FENCED.findall(self.text)]

    def block(self, words: str) -> str:
        """The text of the only fenced block with these words."""
        (found,) = (block.text for block in self.blocks if words in block.text)
        return found

    @cached_property
    def without_blocks(self) -> str:
        return re.sub(r"<!--.*?-->", "", _FENCED.sub("", self.text), flags=re.S)

    @cached_property
    def codes(self) -> list[str]:
        """What stands between backticks, in order."""
        return [code for _, code in _INLINE.findall(self.without_blocks)]

    @cached_property
    def prose(self) -> str:
        """The text for readers, without code, addresses and the numbers of lists."""
        text = _LINK.sub(r"\2", _INLINE.sub("", self.without_blocks))
        return re.sub(r"^\d+\. ", "", text, flags=re.M)

    @cached_property
    def links(self) -> list[str]:
        """Where links and pictures lead."""
        return [target for _, _, target in _LINK.findall(_INLINE.sub("", self.without_blocks))]

    @cached_property
    def pictures(self) -> dict[str, str]:
        """Each picture's address, and its text for those who do not see it."""
        return {target: alt for mark, alt, target in _LINK.findall(self.text) if mark}

    @cached_property
    def commands(self) -> list[Command]:
        """The commands of the page in order: in `sh` and `console` blocks, and between backticks.

        Between backticks, those that run the program.
        """
        return list(self._commands())

    def _commands(self) -> Iterator[Command]:
        end = 0
        for found in _FENCED.finditer(self.text):
            yield from self._between(end, found.start())
            end = found.end()
            if found[1] == "sh":
                lines = found[2].splitlines()
                yield from (Command(line) for line in lines if not line.startswith("#"))
            elif found[1] == "console":
                for part in re.split(r"^\$ ", found[2], flags=re.M)[1:]:
                    line, _, output = part.partition("\n")
                    yield Command(line, output)
        yield from self._between(end, len(self.text))

    def _between(self, start: int, end: int) -> Iterator[Command]:
        for _, code in _INLINE.findall(self.text[start:end]):
            if runs_the_program(code):
                yield Command(code)


def runs_the_program(code: str) -> bool:
    """True when a piece of code is a command that runs the program."""
    return bool(_PROGRAM.search(code)) and "/src/" not in f"/{code}"


README_PAGE = Page(README)
PAGES = [Page(path) for path in sorted(MANUAL.glob("*.md"))]
EVERY_PAGE = [README_PAGE, *PAGES]


def page(name: str) -> Page:
    """The manual's page of that name."""
    (found,) = (page for page in PAGES if page.name == name)
    return found
