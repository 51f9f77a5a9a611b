"""The style of a cell, and the shortest sequence that changes a terminal from one to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

ATTRIBUTES = {
    # Rich's name of each, the parameter that switches it on, and the one that switches it off.
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
"""The attributes that are visible on a blank cell."""

_OFF = {
    code: sum(1 << bit for bit, (_, off) in enumerate(ATTRIBUTES.values()) if off == code)
    for _, code in ATTRIBUTES.values()
}


class CellStyle(NamedTuple):
    """The colours and attributes of a cell; equal styles look the same."""

    foreground: str = ""
    """SGR parameters of the colour; empty for the terminal's own."""
    background: str = ""
    attributes: int = 0
    """One bit for each of `ATTRIBUTES`."""
    link: str = ""
    """The parameters and address of a hyperlink, as in OSC 8."""

    @property
    def blank(self) -> CellStyle:
        """The part of this style that is visible on a blank cell."""
        if self.attributes & ON_BLANKS or self.link:
            return self
        return CellStyle(background=self.background)

    def as_blank_after(self, current: CellStyle) -> CellStyle:
        """Return the style nearest to the current one that looks like this one on a blank cell."""
        if self.attributes & ON_BLANKS or self.link:
            return self
        return CellStyle(current.foreground, self.background, current.attributes & ~ON_BLANKS)


PLAIN = CellStyle()


@lru_cache(maxsize=4096)
def cell_styles(style: Style | None, colours: ColorSystem) -> tuple[CellStyle, CellStyle]:
    """Convert a Rich style: the style of characters, and that of blanks."""
    if style is None:
        return PLAIN, PLAIN
    link = "".join(char for char in style.link or "" if char.isprintable())
    converted = CellStyle(
        _colour(style.color, colours, foreground=True),
        _colour(style.bgcolor, colours, foreground=False),
        sum(1 << bit for bit, name in enumerate(ATTRIBUTES) if getattr(style, name)),
        f"id={style.link_id};{link}" if style.link else "",
    )
    return converted, converted.blank


def _colour(colour: Color | None, colours: ColorSystem, *, foreground: bool) -> str:
    if colour is None or colour.is_default:
        return ""
    return ";".join(colour.downgrade(colours).get_ansi_codes(foreground))


@lru_cache(maxsize=4096)
def transition(before: CellStyle | None, after: CellStyle) -> str:
    """Return the shortest sequence that changes the style; `before` is None if it is unknown."""
    anew = ["0", *_switched_on(after.attributes)]
    anew += [colour for colour in (after.foreground, after.background) if colour]
    if before is None:
        return _link_change("", after.link) + _sgr(anew)
    if before == after:
        return ""
    shortest = min(_changes(before, after), anew, key=lambda words: len(";".join(words)))
    return _link_change(before.link, after.link) + _sgr(shortest)


def _changes(before: CellStyle, after: CellStyle) -> list[str]:
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


def _switched_on(attributes: int) -> list[str]:
    return [on for bit, (on, _) in enumerate(ATTRIBUTES.values()) if attributes & 1 << bit]


def _sgr(parameters: list[str]) -> str:
    if parameters == ["0"]:
        return "\x1b[m"
    return f"\x1b[{';'.join(parameters)}m" if parameters else ""


def _link_change(before: str, after: str) -> str:
    return "" if before == after else f"\x1b]8;{after or ';'}\x1b\\"
