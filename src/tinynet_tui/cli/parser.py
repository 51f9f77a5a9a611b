"""Reading the command line's options; whatever is wrong with them becomes one line.

Imports neither NumPy nor Textual until an experiment is to be built.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

from tinynet_tui.support import parse_numbers as reading
from tinynet_tui.worker.speed import Speed, by_name

Value = TypeVar("Value")

PROGRAM = "tinynet-tui"
COMMANDS = ("train", "verify", "explain", "lecture", "presets", "settings")
OF_TRAIN = ("--every", "--json")


class UsageError(Exception):
    """What is wrong with the arguments, in one line."""


class Parser(argparse.ArgumentParser):
    """Reads one command's options; what is wrong with them becomes a UsageError."""

    def __init__(self, command: str, description: str, *, helps: bool = True) -> None:
        """Read the options of a command, `--help` too if it helps; without one, the trainer's."""
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
        self._command = command
        if helps:
            self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def read(self, arguments: list[str]) -> argparse.Namespace:
        """Return the options; UsageError if something is wrong with them."""
        try:
            options, surplus = self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            raise UsageError(self._explain(error)) from None
        if surplus:
            raise UsageError(self._refuse(surplus))
        return options

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would write together with the whole usage."""
        raise UsageError(message)

    def _explain(self, error: argparse.ArgumentError) -> str:
        option = (error.argument_name or "").split("/")[-1]
        action = self._option_string_actions.get(option)
        if error.message == "expected one argument" and action is not None:
            return f"{option} needs a value: {action.help}"
        if error.message.startswith("ignored explicit argument"):
            return f"{option} takes no value"
        return f"{option}: {error.message}"

    def _refuse(self, surplus: list[str]) -> str:
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        where = f"`{self.prog} --help` lists what there is"
        if word.startswith("-"):
            option = word.split("=")[0]
            command = f" for {self._command}" if self._command else ""
            if not self._command and option in OF_TRAIN:
                return f"{option} belongs to train: {PROGRAM} train {option}"
            hint = nearest(option, self._option_string_actions) or where
            return f"unknown option {option!r}{command}; {hint}"
        if self._command:
            return f"{self._command} takes options only, not {word!r}; {where}"
        if word in COMMANDS:
            return f"the command comes first: {PROGRAM} {word} [options]"
        return f"unknown command {word!r}; {nearest(word, COMMANDS) or where}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Ask for the one that may have been meant, if there is one: misspelt or cut short."""
    from difflib import get_close_matches

    names = {name.strip("-"): name for name in known}
    word = word.strip("-")
    longer = [name for name in names if len(word) > 1 and name.startswith(word)]
    found = longer if len(longer) == 1 else get_close_matches(word, names, n=1)
    return f"did you mean {names[found[0]]}?" if found else ""


@contextmanager
def naming(option: str) -> Iterator[None]:
    """Turn a ValueError into a UsageError that names the option."""
    try:
        yield
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def integer(text: str) -> int:
    """Read a whole number."""
    return _read(reading.integer, text)


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from lowest to highest."""
    return lambda text: _read(reading.whole_number, text, lowest, highest)


def number(text: str) -> float:
    """Read a number."""
    return _read(reading.number, text)


def speed(text: str) -> Speed:
    """Read a rung of the ladder of speeds."""
    return _read(by_name, text)


def _read(read: Callable[..., Value], text: str, *bounds: int) -> Value:
    """Read a value; what is wrong with it is said in its own words."""
    try:
        return read(text, *bounds)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
