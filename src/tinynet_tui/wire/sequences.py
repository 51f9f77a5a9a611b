"""The grammar of what a terminal sends: characters and control sequences, cut anywhere by reads.

Control sequences follow ECMA-48, in seven or eight bits: CSI, SS3, and the strings DCS, OSC, APC,
PM and SOS, each with ST or BEL at its end. Four forms of keys and of the mouse go beyond it, and
so does how a VT52 and iTerm2 say what they are. rxvt-unicode leaves out the second half of ST.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

ESCAPE = "\x1b"

INTRODUCERS = "][OP_^X\\/"
"""What makes a control sequence, or its end, of an escape."""

STRINGS = "]P_^X"
"""What of these begins a string."""

_STRING = rf"[{STRINGS}][^\x03\x07\x18\x1a\x1b]*"
"""A string that has not ended. ctrl+c, ctrl+x, ctrl+z and any other escape break it off."""

_COMPLETE = re.compile(
    "\x1b(?:"
    r"\[(?:"
    r"\[[A-E]?"  # a function key of the Linux console
    r"|M[^\x00-\x1f]{3}"  # the mouse, in xterm's oldest form
    r"|(?:[2-8]|2[34])\$"  # with shift in rxvt
    r"|ITERM2 [ -m]*n"  # what iTerm2 is
    r"|[ -?]*(?!ITERM2 )[@-LN-Z\\-~]|[ -?]+[M[])"
    r"|O[\d;]*[ A-Za-z]"  # SS3; some terminals put a modifier in between
    rf"|{_STRING}(?:\x07|\x1b\\)"
    r"|/[A-Z]"  # what a VT52 is
    r"|\\)"
)
_BEGUN = re.compile(
    rf"\x1b(?:\[(?:\[|M[^\x00-\x1f]{{0,2}}|ITERM2 [ -m]*|[ -?]*)"
    rf"|O[\d;]*|/|{_STRING}(?:\x1b\Z)?)?"
)
_EIGHT_BITS = {code: f"\x1b{chr(code - 0x40)}" for code in b"\x8f\x90\x98\x9b\x9c\x9d\x9e\x9f"}
"""Control characters of eight bits, and the same in seven."""

KEEP_CONTROLS = "tinynet-keep-controls"
"""The decoder's way with invalid bytes: a control character of eight bits is one, others are �."""


def _keep_control(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    is_control = len(bad) == 1 and bad[0] in _EIGHT_BITS
    return chr(bad[0]) if is_control else "\ufffd", error.end


codecs.register_error(KEEP_CONTROLS, _keep_control)

LONGEST = 4096
"""Characters of an unended sequence that are kept; nobody needs the middle of a longer one."""


class Splitter:
    """Splits text into characters and sequences."""

    def __init__(self) -> None:
        self.begun = ""
        """A sequence without its end."""

    def split(self, text: str) -> Iterator[str]:
        """Yield each character and each sequence; keep a sequence that has only begun.

        An escape before another character is one sequence with it, if both are in one text: that is
        how alt is sent. What is broken off is left out, unless it can only have been typed.
        """
        text = text.translate(_EIGHT_BITS)
        if self.begun == ESCAPE and text and text[0] not in INTRODUCERS:
            self.begun = ""
            yield ESCAPE
        text, self.begun = self.begun + text, ""
        at = 0
        while at < len(text):
            found = _COMPLETE.match(text, at) if text[at] == ESCAPE else None
            if found and (found[0] != "\x1b[[" or found.end() < len(text)):
                at = found.end()
                yield found[0]
            elif text[at] != ESCAPE:
                at += 1
                yield text[at - 1]
            else:
                begun = _BEGUN.match(text, at)
                assert begun is not None
                at = begun.end()
                if at == len(text):
                    self.begun = begun[0]
                elif begun[0] != ESCAPE:
                    yield from typed(begun[0])
                    is_string = len(begun[0]) > len("\x1b]") and begun[0][1] in STRINGS
                    if is_string and text[at] == ESCAPE and text[at + 1] not in INTRODUCERS:
                        at += 1  # half of ST
                elif text[at] == ESCAPE:
                    yield ESCAPE
                else:
                    at += 1
                    yield ESCAPE + text[at - 1]
        if len(self.begun) > LONGEST:
            self.begun = self.begun[:3] + self.begun[-1]

    def give_up(self) -> Iterator[str]:
        """Expect no end any more of what has begun: yield it if it can only have been typed."""
        begun, self.begun = self.begun, ""
        yield from typed(begun)


def typed(begun: str) -> Iterator[str]:
    """Yield the start of a sequence if it is a key of its own: escape, or alt and a character."""
    if begun and len(begun) <= len("\x1b["):
        yield begun
