"""Pasted text without escape sequences, which Textual's parser would take for keys."""

from __future__ import annotations

import re

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_LONG = r"[^\x07\x1b]{0,4096}"
_SEQUENCE = re.compile(
    rf"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_]{_LONG}(?:\x07|\x1b\\)|O[ -~]|[ -/]*[0-NQ-WYZ\\`-~])"
)
_BEGUN = re.compile(rf"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_]{_LONG}\x1b?|O|[ -/]*)\Z")


class Pastes:
    """Takes escape sequences out of pastes, also those that come in two reads."""

    def __init__(self) -> None:
        self._inside = False
        self._begun = ""
        """The beginning of a sequence within a paste; outside, the last few characters."""

    def clean(self, text: str) -> str:
        """Return the next piece of what was typed, in which pastes have no sequences."""
        kept = ""
        while text:
            if not self._inside:
                at = (self._begun + text).find(PASTE_BEGINS)
                if at < 0:
                    self._begun = (self._begun + text)[1 - len(PASTE_BEGINS) :]
                    return kept + text
                after = at + len(PASTE_BEGINS) - len(self._begun)
                kept, text = kept + text[:after], text[after:]
            else:
                pasted, end, text = (self._begun + text).partition(PASTE_ENDS)
                pasted = _SEQUENCE.sub("", pasted)
                begun = _BEGUN.search(pasted)
                pasted = pasted[: begun.start()] if begun else pasted
                kept += pasted.replace("\x1b", "") + end
                if not end:
                    self._begun = begun[0] if begun else ""
                    return kept
            self._inside, self._begun = not self._inside, ""
        return kept
