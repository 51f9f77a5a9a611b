"""A guest who tries everything: every key and dialog, paths in every input, the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from helpers.terminal import Terminal

ESCAPE = "\x1b[27u"
"""The escape key by the keyboard protocol, distinct from the start of other keys."""
SENT = {
    "space": " ",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "colon": ":",
    "question_mark": "?",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": ESCAPE,
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
}
"""What a terminal sends for keys other than characters."""

MARKUP = "[@click=app.bell]x[/]"
"""Only an x would be left of it, were it rendered as a link."""


def sent(key: str) -> str:
    """What a terminal sends for a key of Textual's name."""
    if key.startswith("ctrl+") and len(key) == len("ctrl+a"):
        return chr(ord(key[-1]) & 0x1F)
    return SENT.get(key, key)


def paste(text: str) -> str:
    """What a terminal sends for a pasted text."""
    return f"\x1b[200~{text}\x1b[201~"


class Walk:
    """A walk through a running program."""

    def __init__(self, it: Terminal, folder: str) -> None:
        """`folder` is the guest's, and holds `data.csv`."""
        self.it = it
        self.path = f"{folder}/data.csv"
        self._places = iter(range(1, 1000))

    def catch_up(self) -> None:
        """Wait until everything sent has been handled: the run has gone to a new position.

        If a click leads elsewhere meanwhile, it is sent there again.
        """
        place = next(self._places)

        def stands_there() -> bool:
            if self.it.number_after("iteration") == place:
                return True
            if not self.it.read(1.0):
                self.it.send(f"{ESCAPE * 4}g{place}:l1\r")
            return False

        self.it.send(f"{ESCAPE * 4}g{place}:l1\r")
        self.it.wait_until(stands_there, f"place {place}")

    def press_every_key(self, keys: Iterable[str]) -> None:
        """Press each key, then tab and enter, as it may have opened something."""
        for count, key in enumerate(keys):
            self.it.send(sent(key) + sent("tab") + sent("enter") + ESCAPE * 3)
            if count % 10 == 0:
                self.catch_up()
        self.catch_up()

    def type_paths(self, keys: Iterable[str]) -> None:
        """Type and paste paths into whatever each key opens, and complete them."""
        for key in keys:
            for text in ("data.csv", "~/data.csv", paste(self.path)):
                self.it.send(sent(key) + text + sent("right") + sent("enter") + ESCAPE * 3)
            self.catch_up()
        self.it.send(paste(self.path))
        self.catch_up()

    def click_everywhere(self, keys: Sequence[str]) -> None:
        """Click all over the screen, also after each key, but not on the last line, which quits."""
        for key in ["", *keys]:
            self.it.send(sent(key))
            self._click(range(1, self.it.screen.lines))
            self.catch_up()

    def click_on_markup(self, keys: Sequence[str]) -> None:
        """Type markup where it is an error, and click all over the complaint."""
        for key in keys:
            self.it.send(sent(key) + MARKUP + sent("enter"))
            self.it.wait_until(lambda: self.it.text.count(MARKUP) == 2, "what was typed, twice")
            self._click([row for row, text in enumerate(self.it.screen.display, 1) if "@" in text])
            self.catch_up()

    def _click(self, rows: Iterable[int]) -> None:
        for row, column in product(rows, range(1, self.it.screen.columns + 1, 8)):
            self.it.send(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")

    def call(self, *names: str) -> None:
        """Find each command in the palette by its name, and run the first match."""
        for name in names:
            self.it.send(f":{name}")
            self.it.wait_for(f"  {name} ")
            self.it.wait_for_quiet(0.2)
            self.it.send(f"{sent('enter')}{sent('enter')}{ESCAPE * 3}")
            self.catch_up()
