"""What options call a column: its name, its number from 1, or `@1`, which only means the number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinynet_tui.support.suggest import did_you_mean

from .quoting import DataError, shown

_AT = re.compile("@[0-9]{1,9}")


def found(texts: Sequence[str], names: Sequence[str], file: str) -> list[int]:
    """Return the columns that texts name, one each, or several with commas; raises DataError.

    They are counted from 0; `names` are those of all columns, "" for one without.
    """
    columns: list[int] = []
    for text in texts:
        whole = shown(text.strip(), 40)
        parts = [whole] if whole in names else [part.strip() for part in text.split(",")]
        columns += [at for part in parts if (at := _find(part, names, file)) not in columns]
    return columns


def called(at: int, names: Sequence[str]) -> str:
    """Return what calls a column and no other: its name, else its number, else `@` and that."""
    for text in (names[at], str(at + 1)):
        if text and _meant(text, names) == [at]:
            return text
    return f"@{at + 1}"


def _meant(text: str, names: Sequence[str]) -> list[int]:
    """Return the columns that a text may mean."""
    columns = [at for at, name in enumerate(names) if name == text and text]
    digits = text.removeprefix("@") if _AT.fullmatch(text) else text
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:9]) <= len(names):
        number = int(digits) - 1
        if digits != text:
            return [number]
        columns += [number] * (number not in columns)
    return columns


def _find(text: str, names: Sequence[str], file: str) -> int:
    text = shown(text, 40)
    meant = _meant(text, names)
    if len(meant) == 1:
        return meant[0]
    if meant:
        same = [at + 1 for at in meant if names[at] == text]
        numbers = " and ".join(map(str, same[:9]))
        what = f"the name of column{'s' * (len(same) > 1)} {numbers}"
        if len(same) < len(meant):
            what += f" and the number of column {meant[-1] + 1}"
        ways = " or ".join(f"@{at + 1}" for at in sorted(meant)[:9])
        raise DataError(f"{file}: {text!r} is {what}; write {ways}")
    known = [name for name in names if name]
    if not known:
        raise DataError(
            f"{file}: no column {text!r}; without names, say a number 1 to {len(names)}"
        )
    listed = shown(", ".join(known), 120)
    hint = did_you_mean(text, known) or f"its columns are {listed}"
    raise DataError(f"{file}: no column {text!r}; {hint}")
