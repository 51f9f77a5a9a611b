"""Stylesheets that are read once, not once more by each app."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse_rules = Stylesheet._parse_rules
_known: dict[object, list[RuleSet]] = {}


def parse_rules(sheet: Stylesheet, css: str, read_from: Any, *more: Any, **named: Any) -> Any:
    """Return the rules of a text, which mean the same where all colours are the same."""
    colours = tuple(sheet._variables.items())
    key = (css, read_from, *more, *named.items(), colours)
    if key not in _known:
        _known[key] = _parse_rules(sheet, css, read_from, *more, **named)
    return _known[key]
