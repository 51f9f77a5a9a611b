"""The parser of the command line's options; every error is one line.

It imports neither NumPy nor Textual.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, NamedTuple, NoReturn, TypeVar

from tinynet_tui.support import parse_numbers
from tinynet_tui.support.suggest import close

Value = TypeVar("Value")

PROGRAM = "tinynet-tui"
WIDTH = 80
"""The most columns of a help."""
OUTPUT = "output"
"""The group of the options that say what is printed."""


class UsageError(Exception):
    """A mistake in the arguments, in one line."""


class Example(NamedTuple):
    """A command that can be typed as it stands."""

    command: str
    purpose: str


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Formats a help in at most 80 columns; of an option's help it takes the first paragraph."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=25, width=help_width())

    def _split_lines(self, text: str, width: int) -> list[str]:
        import textwrap

        return textwrap.wrap(in_short(text), width, break_on_hyphens=False)


def require_output() -> None:
    """Raise OSError if there is no standard output."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")


class PrintVersion(argparse.Action):
    """Prints the version and ends; unlike argparse's own, with an OSError if that fails."""

    def __init__(self, option_strings: list[str], dest: str, version: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=argparse.SUPPRESS)
        self.version = version

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        require_output()
        sys.stdout.write(f"{self.version}\n")
        parser.exit()


class Parser(argparse.ArgumentParser):
    """Parses a command's options, or the trainer's if the command is ""."""

    def __init__(
        self,
        command: str,
        about: str = "",
        examples: tuple[Example, ...] = (),
        *,
        takes: str = "[options]",
        helps: bool = True,
    ) -> None:
        """`about` is a paragraph for the help; `takes` follows the name in the usage."""
        name = f"{PROGRAM} {command}".strip()
        super().__init__(
            prog=name,
            usage=f"{name} {takes}".strip(),
            formatter_class=HelpFormatter,
            allow_abbrev=False,
            exit_on_error=False,
            add_help=False,
        )
        self.command = command
        self.about = " ".join(about.split())
        self.examples = examples
        if helps:
            self.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)

    def group(self, title: str) -> argparse._ArgumentGroup:
        """Return the group of options with that title; a new one if there is none."""
        found = (group for group in self._action_groups if group.title == title)
        return next(found, None) or self.add_argument_group(title)

    def groups(self) -> list[tuple[str, list[argparse.Action]]]:
        """Return the title and the options of each group that the help shows."""
        shown = [
            (
                group.title or "",
                [one for one in group._group_actions if one.help != argparse.SUPPRESS],
            )
            for group in self._action_groups
        ]
        return [(title, options) for title, options in shown if options]

    def option_names(self) -> list[str]:
        """Return all options as they are typed."""
        return list(self._option_string_actions)

    def format_help(self) -> str:
        self.description = self.introduction()
        lines = [f"  {example.purpose}:\n      {example.command}" for example in self.examples]
        self.epilog = "\n".join(["examples:", *lines]) if lines else None
        text = super().format_help()
        return text if self.command else text.replace("\n\n", "\n", 1)  # as short as it can be

    def print_help(self, file: IO[str] | Any = None) -> None:
        """Print the help; unlike argparse's own, with an OSError if that fails."""
        require_output()
        (file or sys.stdout).write(self.format_help())

    def introduction(self) -> str:
        """Return what stands above the options in the help."""
        import textwrap

        return textwrap.fill(self.about, help_width())

    def read(self, arguments: list[str]) -> argparse.Namespace:
        """Parse the options; UsageError at the first mistake."""
        options, surplus = self.read_known(arguments)
        if surplus:
            raise UsageError(self.refusal(surplus))
        return options

    def read_known(self, arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
        """Parse the options and return what is left over; UsageError at the first mistake."""
        try:
            return self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            raise UsageError(self._explain(error)) from None

    @property
    def where(self) -> str:
        """A hint at the help."""
        return f"see `{self.prog} --help`"

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)

    def _explain(self, error: argparse.ArgumentError) -> str:
        option = (error.argument_name or "").split("/")[-1]
        action = self._option_string_actions.get(option)
        if error.message == "expected one argument" and action is not None:
            return f"{option} needs a value: {in_short(action.help or '')}"
        if error.message.startswith("ignored explicit argument"):
            return f"{option} takes no value"
        return f"{option}: {error.message}"

    def refusal(self, surplus: list[str]) -> str:
        """Return the message about surplus words, which are unknown options or none."""
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        if word.startswith("-"):
            option = word.split("=")[0]
            command = f" for {self.command}" if self.command else ""
            hint = nearest(option, self.option_names()) or self.where
            return f"unknown option {option!r}{command}; {hint}"
        if not self.groups():
            return f"{self.command} takes no arguments, but {word!r} was given; {self.where}"
        return f"{self.command} takes options only, not {word!r}; {self.where}"


class FileParser(Parser):
    """Parses the options of a command that takes one file."""

    def add_file(self, title: str, meaning: str) -> None:
        """Add the file to a group of options; `meaning` is its help."""
        self.group(title).add_argument(
            "file", metavar="FILE", nargs="?", type=file_name, help=meaning
        )

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"{self.command} takes one file, and {surplus[0]!r} is a second one"


def help_width() -> int:
    """Return the columns of a help in this terminal."""
    import shutil

    return min(shutil.get_terminal_size().columns, WIDTH) - 1


def in_short(text: str) -> str:
    """Return the first paragraph of an option's help; the manual page has the others too."""
    return " ".join(text.partition("\n\n")[0].split())


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a question with the name that was misspelt or cut short: `did you mean --seed?`."""
    names = {name.strip("-"): name for name in known}
    word = word.strip("-")
    longer = [name for name in names if len(word) > 1 and name.startswith(word)]
    found = longer if len(longer) == 1 else close(word, names)
    return f"did you mean {names[found[0]]}?" if found else ""


@contextmanager
def naming(option: str) -> Iterator[None]:
    """Turn a ValueError in the `with` block into a UsageError that names the option."""
    try:
        yield
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def argument(read: Callable[[str], Value]) -> Callable[[str], Value]:
    """Return a reader of an option's value for argparse that keeps the ValueError's own message."""

    def checked(text: str) -> Value:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return checked


def _file_name(text: str) -> str:
    if not text:
        raise ValueError("the name is empty")
    return text


file_name = argument(_file_name)
"""Reads the name of a file for argparse."""


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `lowest` to `highest`."""
    return argument(partial(parse_numbers.whole_number, lowest=lowest, highest=highest))
