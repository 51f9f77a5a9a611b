"""`compare MINE.py OTHER.py`: the first line at which two scripts part."""

from __future__ import annotations

from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.nearest import compare_with_nearest
from tinynet_tui.compare.words import told
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.support.complaint import complain

REFUSED = 2
MOST_SETTINGS = 5
"""So many settings that differ are printed if not all are asked for."""


def compare_scripts(asked: Asked, *, all_settings: bool = False) -> int:
    """Print where two scripts part; return 1 if a line does, 2 if they cannot be compared."""
    try:
        result = compare_with_nearest(asked)
    except Refusal as refusal:
        complain(refusal.reason)
        return REFUSED
    print("\n".join(told(result, None if all_settings else MOST_SETTINGS)))
    return 1 if result.parts and not result.is_setting else 0
