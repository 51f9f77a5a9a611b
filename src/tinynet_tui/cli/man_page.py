"""The manual page for `man tinynet-tui`, made from the parsers and the table of commands.

`python -m tinynet_tui.cli.man_page > src/tinynet_tui/cli/tinynet-tui.1` writes it. It is installed
with the package.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Iterator

from tinynet_tui import __version__

from .commands import TABLE
from .man_sections import DESCRIPTION, ENDING, SUMMARY
from .parser import PROGRAM, Parser
from .script import script_parser
from .trainer import trainer_parser

SPECIAL = str.maketrans(
    {
        "\\": r"\e",
        "-": r"\-",
        "'": r"\(aq",
        "`": r"\(ga",
        "^": r"\(ha",
        "~": r"\(ti",
    }
)
"""What roff would turn into another character."""
ALWAYS = (("-h, --help", "show this help and exit"), ("--version", "print the version and exit"))


def man_page() -> str:
    """Return the page in roff, with the macros of man(7)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    trainer = trainer_parser()
    title = escaped(PROGRAM)
    yield f'.TH {title.upper()} 1 "" "{title} {escaped(__version__)}" "User Commands"'
    yield from (".nh", ".ad l")  # neither hyphens in options nor wide spaces
    yield ".SH NAME"
    yield f"{title} \\- {escaped(SUMMARY)}"
    yield ".SH SYNOPSIS"
    for number, parser in enumerate((trainer, *(command.parser() for command in TABLE))):
        if number:
            yield ".br"
        yield from _usage(parser)
    yield ".SH DESCRIPTION"
    yield from _paragraphs([trainer.about, *DESCRIPTION])
    yield ".SH OPTIONS"
    for title, options in trainer.groups():
        yield f".SS {escaped(title[0].upper() + title[1:])}"
        for option in options:
            yield from _option(option)
    yield ".SS Help"
    for name, meaning in ALWAYS:
        yield from _entry(name, [meaning])
    yield ".SH COMMANDS"
    for command in TABLE:
        yield f".SS {escaped(f'{command.name} {command.takes}'.strip())}"
        yield from _command(command.parser(), trainer)
    script = script_parser()
    yield ".SH YOUR OWN SCRIPT"
    yield from _command(script, trainer)
    yield ".SH EXAMPLES"
    for parser in (trainer, script, *(command.parser() for command in TABLE)):
        for example in parser.examples:
            yield from _entry(example.purpose[0].upper() + example.purpose[1:] + ":", [])
            yield f"\\fB{escaped(example.command)}\\fR"
    for heading, entries in ENDING.items():
        yield f".SH {heading}"
        yield from _paragraphs([meaning for name, meaning in entries if not name])
        for name, meaning in entries:
            yield from _entry(name, [meaning]) if name else ()


def _usage(parser: Parser) -> Iterator[str]:
    words = (parser.usage or "").removeprefix(parser.prog).strip()
    yield f".B {escaped(parser.prog)}"
    if words:
        yield escaped(words)


def _command(parser: Parser, trainer: Parser) -> Iterator[str]:
    """Describe a command: of the options that the trainer has too, it lists the names."""
    known = {option.option_strings[0]: option for _, group in trainer.groups() for option in group}
    yield from _filled(parser.about)
    shared = []
    for _, options in parser.groups():
        for option in options:
            name = next(iter(option.option_strings), "")
            if name in known and known[name].help == option.help:
                shared.append(name)
            else:
                yield from _option(option)
    if shared:
        names = f"{', '.join(shared[:-1])} and {shared[-1]}"
        yield ".PP"
        yield from _filled(f"It also takes {names}, as above.")


def _option(option: argparse.Action) -> Iterator[str]:
    name, meaning = ", ".join(option.option_strings), option.help or ""
    metavar = option.metavar if isinstance(option.metavar, str) else ""
    yield from _entry(name, meaning.split("\n\n"), metavar)


def _entry(name: str, paragraphs: list[str], metavar: str = "") -> Iterator[str]:
    """Yield an entry of a list: a name in bold, a placeholder in italics, and what they mean."""
    yield ".TP"
    parts = (f"\\fB{escaped(name)}\\fR" * bool(name), f"\\fI{escaped(metavar)}\\fR" * bool(metavar))
    yield " ".join(filter(None, parts))
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".IP"
        yield from _filled(paragraph)


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        if number:
            yield ".PP"
        yield from _filled(text)


def _filled(text: str) -> list[str]:
    return textwrap.wrap(escaped(text), 79, break_long_words=False, break_on_hyphens=False)


def escaped(text: str) -> str:
    """Return a text as roff prints it literally."""
    found = text.translate(SPECIAL)
    return "\\&" + found if found.startswith(".") else found


if __name__ == "__main__":
    print(man_page(), end="")
