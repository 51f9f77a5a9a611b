"""The parser of the command line's options; every error is one line.

It imports neither NumPy nor Textual.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NoReturn, TypeVar

from tinynet_tui.support import parse_numbers
from tinynet_tui.support.suggest import close

Value = TypeVar("Value")

PROGRAM = "tinynet-tui"


class UsageError(Exception):
    """A mistake in the arguments, in one line."""


class Parser(argparse.ArgumentParser):
    """Parses a command's options, or the trainer's if the command is ""."""

    def __init__(self, command: str, description: str, *, helps: bool = True) -> None:
        name = f"{PROGRAM} {command}".strip()
        super().__init__(
            prog=name,
            usage=f"{PROGRAM} [COMMAND] [options]" if not command else f"{name} [options]",
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            exit_on_error=False,
            add_help=False,
        )
        self.command = command
        if helps:
            self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def read(self, arguments: list[str]) -> argparse.Namespace:
        """Parse the options; UsageError at the first mistake."""
        try:
            options, surplus = self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            raise UsageError(self._explain(error)) from None
        if surplus:
            raise UsageError(self.refusal(surplus))
        return options

    @property
    def where(self) -> str:
        """A hint at the help."""
        return f"`{self.prog} --help` lists what there is"

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)

    def _explain(self, error: argparse.ArgumentError) -> str:
        option = (error.argument_name or "").split("/")[-1]
        action = self._option_string_actions.get(option)
        if error.message == "expected one argument" and action is not None:
            return f"{option} needs a value: {action.help}"
        if error.message.startswith("ignored explicit argument"):
            return f"{option} takes no value"
        return f"{option}: {error.message}"

    def refusal(self, surplus: list[str]) -> str:
        """Return the message about surplus words, which are unknown options or none."""
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        if word.startswith("-"):
            option = word.split("=")[0]
            command = f" for {self.command}" if self.command else ""
            hint = nearest(option, self._option_string_actions) or self.where
            return f"unknown option {option!r}{command}; {hint}"
        return f"{self.command} takes options only, not {word!r}; {self.where}"


class FileParser(Parser):
    """Parses the options of a command that takes one file; `file` is the help for it."""

    def __init__(self, command: str, description: str, usage: str, file: str) -> None:
        super().__init__(command, description)
        self.usage = f"{PROGRAM} {command} [FILE] {usage}"
        self.add_argument("file", metavar="FILE", nargs="?", help=file)

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"{self.command} takes one file, and {surplus[0]!r} is a second one"


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


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `lowest` to `highest`."""
    return argument(partial(parse_numbers.whole_number, lowest=lowest, highest=highest))
