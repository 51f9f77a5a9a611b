"""How a cell looks, and the shortest way to tell a terminal when that changes."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

ATTRIBUTES = {
    # Rich's name of each, what switches it on, and what switches it off.
    "bold": ("1", "22"),
    "dim": ("2", "22"),
    "italic": ("3", "23"),
    "underline": ("4", "24"),
    "blink": ("5", "25"),
    "blink2": ("6", "25"),
    "reverse": ("7", "27"),
    "conceal": ("8", "28"),
    "strike": ("9", "29"),
    "underline2": ("21", "24"),
    "frame": ("51", "54"),
    "encircle": ("52", "54"),
    "overline": ("53", "55"),
}
"""SGR parameters, ECMA-48 8.3.117."""

ON_BLANKS = 1 << 3 | 1 << 6 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12
"""The attributes that are seen where no character is."""

_OFF = {
    code: sum(1 << bit for bit, (_, off) in enumerate(ATTRIBUTES.values()) if off == code)
    for _, code in ATTRIBUTES.values()
}


class Look(NamedTuple):
    """The colours and attributes of a cell; two that are equal look the same."""

    foreground: str = ""
    """SGR parameters of the colour; none: the terminal's own."""
    background: str = ""
    attributes: int = 0
    """A bit for each of `ATTRIBUTES`."""
    link: str = ""
    """The parameters and address of a hyperlink, as OSC 8 takes them."""

    @property
    def blank(self) -> Look:
        """How a blank looks that has this look: most of it is not seen there."""
        if self.attributes & ON_BLANKS or self.link:
            return self
        return Look(background=self.background)

    def as_blank_with(self, pen: Look) -> Look:
        """Return the look nearest to a pen's that has a blank look like this one."""
        if self.attributes & ON_BLANKS or self.link:
            return self
        return Look(pen.foreground, self.background, pen.attributes & ~ON_BLANKS)


PLAIN = Look()


@lru_cache(maxsize=4096)
def looks(style: Style | None, colours: ColorSystem) -> tuple[Look, Look]:
    """Return how characters in a Rich style look, and how blanks do."""
    if style is None:
        return PLAIN, PLAIN
    look = Look(
        _colour(style.color, colours, foreground=True),
        _colour(style.bgcolor, colours, foreground=False),
        sum(1 << bit for bit, name in enumerate(ATTRIBUTES) if getattr(style, name)),
        _link(style),
    )
    return look, look.blank


def _colour(colour: Color | None, colours: ColorSystem, *, foreground: bool) -> str:
    if colour is None or colour.is_default:
        return ""
    return ";".join(colour.downgrade(colours).get_ansi_codes(foreground))


def _link(style: Style) -> str:
    if not style.link:
        return ""
    address = "".join(char for char in style.link if char.isprintable())
    return f"id={style.link_id};{address}"


@lru_cache(maxsize=4096)
def transition(before: Look | None, after: Look) -> str:
    """Return what makes a terminal draw with a look; `before` is None where that is not known."""
    if before is None:
        return _link_change("", after.link) + _select(["0", *_parameters(after)])
    if before == after:
        return ""
    way = _changes(before, after)
    anew = ["0", *_parameters(after)]
    parameters = min(way, anew, key=lambda words: len(";".join(words)))
    return _link_change(before.link, after.link) + _select(parameters)


def _changes(before: Look, after: Look) -> list[str]:
    words: list[str] = []
    have = before.attributes
    for code, group in _OFF.items():
        if have & group & ~after.attributes:
            words.append(code)
            have &= ~group
    words += _switched_on(after.attributes & ~have)
    if before.foreground != after.foreground:
        words.append(after.foreground or "39")
    if before.background != after.background:
        words.append(after.background or "49")
    return words


def _parameters(look: Look) -> list[str]:
    colours = [colour for colour in (look.foreground, look.background) if colour]
    return [*_switched_on(look.attributes), *colours]


def _switched_on(attributes: int) -> list[str]:
    return [on for bit, (on, _) in enumerate(ATTRIBUTES.values()) if attributes & 1 << bit]


def _select(parameters: list[str]) -> str:
    if parameters == ["0"]:
        return "\x1b[m"
    return f"\x1b[{';'.join(parameters)}m" if parameters else ""


def _link_change(before: str, after: str) -> str:
    return "" if before == after else f"\x1b]8;{after or ';'}\x1b\\"
