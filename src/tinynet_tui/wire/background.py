"""The colour of the terminal's background: asked for, and its answer found among the keys."""

from __future__ import annotations

import re

QUESTION = "\x1b]11;?\x1b\\"
"""Asks for the background's colour (OSC 11); the answer has the same form."""

MOST_SILENT = 4
"""Ticks to wait for the rest of an answer that has begun."""

ESCAPE = "\x1b"

_ANSWER = re.compile(r"\x1b\]11;([^\x07\x1b\x9c]{0,40})(?:\x07|\x1b\\|\x9c|\x1b(?!\Z))")
"""With any end, also rxvt-unicode's: half of ST."""

_BEGUN = re.compile(r"\x1b(\](1(1(;[^\x07\x1b\x9c]{0,40}\x1b?)?)?)?)?\Z")
_COLOUR = re.compile(r"rgba?:([\da-f]{1,4})/([\da-f]{1,4})/([\da-f]{1,4})(/[\da-f]{1,4})?", re.I)
_HEX = re.compile(r"#((?:[\da-f]{3}){1,4})", re.I)


class BackgroundAnswer:
    """Takes the answer out of what is typed; it may come in pieces, or never."""

    def __init__(self) -> None:
        self.due = True
        """True until the answer has come."""
        self._held, self._silent = "", 0

    def give_up(self) -> str:
        """Expect no answer any more; return what may have been its beginning."""
        self.due, held, self._held = False, self._held, ""
        return held

    def taken(self, typed: str) -> tuple[str, bool | None]:
        """Return what was typed without the answer, and whether the background is dark.

        The second is None until an answer is complete. What may be the beginning of one is kept for
        the next call; an empty text is a tick.
        """
        self._silent = 0 if typed else self._silent + 1
        text, self._held = self._held + typed, ""
        whole = text + "\\" if self._silent > MOST_SILENT else text  # no other half will come
        answer = _ANSWER.search(whole)
        if answer:
            self.due = False
            return text[: answer.start()] + text[answer.end() :], is_dark(answer[1])
        begun = _BEGUN.search(text)
        # An escape alone is more likely the key.
        if begun and self._silent <= (0 if begun[0] == ESCAPE else MOST_SILENT):
            self._held = begun[0]
            return text[: begun.start()], None
        return text, None


def is_dark(colour: str) -> bool | None:
    """True for a colour nearer to black than to white, such as `rgb:1e1e/1e1e/2e2e` or `#1e1e2e`.

    None for anything else.
    """
    if found := _COLOUR.fullmatch(colour):
        digits = [found[1], found[2], found[3]]
    elif found := _HEX.fullmatch(colour):
        size = len(found[1]) // 3
        digits = [found[1][at : at + size] for at in range(0, 3 * size, size)]
    else:
        return None
    red, green, blue = (int(one, 16) / float(16 ** len(one) - 1) for one in digits)
    # The weights of ITU-R BT.601, on the values as they are.
    return bool(0.299 * red + 0.587 * green + 0.114 * blue < 0.5)
