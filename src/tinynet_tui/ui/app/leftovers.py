"""What Textual keeps of widgets that are gone."""

from __future__ import annotations

from contextlib import suppress


def let_go_of_lines() -> None:
    """Let the lines be freed that widgets have painted which are gone by now.

    Textual's cache of border colours has among its keys what painted them, with all its lines: a
    thousand widgets. Without the cache, as in another version, there is nothing to be done.
    """
    with suppress(ImportError, AttributeError):
        from textual._styles_cache import StylesCache

        StylesCache.get_inner_outer.cache_clear()
