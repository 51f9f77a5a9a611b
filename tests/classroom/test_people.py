"""Names that strangers give: printable, in one line, and short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from tinynet_tui.classroom.people import MOST_IN_NAME, MOST_MARKS, cleaned


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada\t\n Lovelace ", "Ada Lovelace"),
        ("Zoe\u0308", "Zo\xeb"),
        ("\u202eadA\u202c\u200b", "adA"),
        ("\x1b]0;x\x07Ada\x1b[2J", "]0;xAda[2J"),
        ("a" + "\u0334" * 50 + "b", "a" + "\u0334" * MOST_MARKS + "b"),
        ("\u0301\u0301Ada", "Ada"),
        ("x" * 500, "x" * MOST_IN_NAME),
        ("\u6797\u6c38\u661f", "\u6797\u6c38\u661f"),
        ("...", ""),
        ("\u3164\u115f", ""),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_a_name_is_cleaned(typed: str, name: str) -> None:
    assert cleaned(typed) == name


@examples(300)
@given(st.text(max_size=300) | st.text("a\u0301\u0334\u200b e\u0308", max_size=99))
def test_a_clean_name_stays_as_it_is(typed: str) -> None:
    name = cleaned(typed)
    assert name.isprintable() and len(name) <= MOST_IN_NAME
    assert cleaned(name) == name
