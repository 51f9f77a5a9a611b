"""Random keys, resizes and mouse events, each determined by a seed and its number."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

ESCAPE = "\x1b[27u"
"""The escape key as the keyboard protocol sends it, distinct from the start of other keys."""
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

USUAL = ((80, 24), (100, 30), (200, 60), (120, 40), (60, 20), (40, 12), (81, 25))
ODD = ((39, 24), (80, 11), (20, 5), (1, 1), (2, 200), (200, 2))
HUGE = (500, 200)
SIZES = (*USUAL * 6, *ODD * 3, HUGE)
"""Columns and rows; the usual ones come up more often."""
SHORTLY = 50
"""The weight of a resize after the huge size, which takes fifty times as long to paint as 80×24."""

LETTERS = "nnNNbBgtueeoxxfzXZZylhvmwcarRs,.0"
SPECIAL = (
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\t", "\x1b[Z", "\r", "\x7f"),
    *("\x1b[1;2A", "\x1b[1;2B", "\x1b[1;2C", "\x1b[1;2D", "\x1b[5~", "\x1b[6~", "\x1bOP", "?", ":"),
    *("\x1bOQ", "\x1b[3~", "\x10", "\x11", "\x03", "q", "1", "2", "3", "4", "5"),
)
WORDS = (
    *("254", "254:l1_error", ":syn1", "+1000", "-1", "+1:l0", "start", "end", "0", "60000", "x"),
    "[@click=app.quit]x[/]",
    *("error < 0.1", "error rises", "weight", "example 3", "syn0[0,1]", "0.5", "-3", "1e9", "-"),
    *("and", "circle:points=20", "spiral", "moons", "7", "64", "1e-3", "é漢🙂"),
    "[@click=app.quit]",
)
REPORTS = ("\x1b[I", "\x1b[O", "\x1b[5;3R", "\x1b[?2026;2$y", "\x1b]11;rgb:0/0/0\a", "\x1b[0n")
"""What terminals send by themselves: reports of focus, cursor position, modes and colours."""

ANY_BYTE = [byte for byte in range(256) if byte not in b"\x1a/~"]
"""Except ctrl+z, as nobody would continue the program, and characters of other folders' paths."""


class Event(NamedTuple):
    """Bytes in one or more writes, or a new size."""

    writes: tuple[bytes, ...] = ()
    size: tuple[int, int] | None = None


def event(seed: int, number: int, size: tuple[int, int]) -> Event:
    """Return one event; the mouse points into or just outside a screen of the given size."""
    chance = Random(f"{seed}:{number}")
    kinds: list[tuple[int, Callable[[], Event]]] = [
        (40, lambda: _keys(chance.choice(LETTERS))),
        (12, lambda: _keys(chance.choice("  pp++-"))),
        (30, lambda: _keys(chance.choice(SPECIAL))),
        (25, lambda: _keys(ESCAPE)),
        (5, lambda: _keys(chance.choice(("g", "u", "\r", "o", ":", "a")) + _word(chance) + "\r")),
        (4, lambda: _keys(_word(chance))),
        (4, lambda: _keys("".join(chance.choices(LETTERS + " +-", k=chance.randint(2, 30))))),
        (3, lambda: _keys(f"{PASTE_BEGINS}{_word(chance)}q{PASTE_ENDS}")),
        (1, lambda: _keys(PASTE_BEGINS + _word(chance))),  # without its end
        (3, lambda: _split(chance)),
        (3, lambda: _keys(chance.choice(REPORTS))),
        (2, lambda: Event((bytes(chance.choices(ANY_BYTE, k=chance.randint(1, 12))),))),
        (12, lambda: _mouse(chance, size)),
        (SHORTLY if size == HUGE else 4, lambda: Event(size=chance.choice(SIZES))),
    ]
    (make,) = chance.choices([make for _, make in kinds], [weight for weight, _ in kinds])
    return make()


def _keys(text: str) -> Event:
    return Event((text.encode(),))


def _word(chance: Random) -> str:
    return chance.choice(WORDS)


def _split(chance: Random) -> Event:
    """A key whose bytes arrive in two parts."""
    data = chance.choice((*SPECIAL, *REPORTS, "é漢")).encode()
    cut = chance.randint(0, len(data))
    return Event((data[:cut], data[cut:]))


def _mouse(chance: Random, size: tuple[int, int]) -> Event:
    """A click, a drag, a movement or a turn of the wheel."""

    def report(button: int, end: str = "M") -> str:
        columns, rows = size
        return f"\x1b[<{button};{chance.randint(0, columns + 1)};{chance.randint(0, rows + 1)}{end}"

    press = report(0)
    click = f"{press}{press[:-1]}m"
    drag = report(0) + report(32) + report(32) + report(0, "m")
    return _keys(chance.choice((click, click, click, drag, report(35), report(64), report(65))))
