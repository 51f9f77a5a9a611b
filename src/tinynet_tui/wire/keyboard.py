"""From typed bytes to messages: answers are noted, and what else nobody typed is dropped."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from textual import constants, events
from textual.message import Message

from .sequences import ESCAPE, INTRODUCERS, Splitter
from .textual_private import xterm_parser

ANSWER_SECONDS = 0.5
"""How long an escape may be the start of an answer that is due."""

CUT_SECONDS = 0.8
"""How long the rest of a sequence may take when a read has cut it in two."""

PASTE_SECONDS = 1.0
"""How long nothing more may be pasted before a paste without its end ends."""

CTRL_C = ("\x03", "\x1b[99;5u", "\x1b[27;5;99~")
"""As a plain terminal sends it, by the keyboard protocol, and in xterm's older form."""

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_ANSWER = re.compile(r"\x1b\[(?:\d+;\d+R|0n)")
_REST = re.compile(f"/[A-Z]|[{re.escape(INTRODUCERS.replace('/', ''))}][ -~]")
"""The rest of a sequence whose escape came long before; a hand is slower than this."""

_KNOWN = re.compile(
    "\x1b(?:"
    r"\["
    r"(?:(?:1;\d+)?[A-FHPQS]|[a-dGIOZ~]|\[[A-E]"  # keys by letter, the focus
    r"|5[A-D]|1;[5-8][p-y]"  # with ctrl in older terminals
    r"|(?:[1-8]|1[1-57-9]|2[013-689]|3[1-4]|6[23]|57427)(?:;\d+)?~"
    r"|27;\d+;\d+~|\d+(?:;\d*(?:;\d*)?)?u"  # keys by character code, of xterm and kitty
    r"|\d+[$^@]"  # rxvt
    r"|<\d+;-?\d+;-?\d+[Mm]"  # the mouse
    r"|\?2026;\d\$y)"  # whether output can be synchronized
    r"|O[A-FHMP-Sa-dj-y]"
    "|[\t\x7f])"
)
"""What Textual's parser may see: it takes what it does not know for typed characters."""

LONGEST_KEY = 32
"""Characters of a sequence; Textual's parser takes a longer one for typed characters."""

_DETAILED = re.compile(r"\x1b\[(\d*)(?::(\d*)[\d:]*)?(?:;(\d*)(?::(\d))?(?:;([\d:]*))?)?([A-Zu~])")
"""A key by the keyboard protocol: code, the same with shift, modifiers, event, text, end."""

_OTHER_KEY = re.compile(r"\x1b\[27;(\d+);(\d+)~")
"""A key in xterm's older form: modifiers, code."""

_RELEASED = "3"

_SHIFT, _CAPS_LOCK, _NUM_LOCK = 1, 64, 128
"""Bits of the modifiers."""

_SPACE = "32"

_FUNCTIONAL = 0xE000
"""From here on, a code is no character."""

_SS3_MODIFIED = re.compile(r"\x1bO(?:1;)?(\d)([A-Z])")


class Keyboard:
    """Turns typed text into messages, across reads that cut sequences in two."""

    def __init__(
        self,
        debug: bool,
        *,
        is_due: Callable[[], bool],
        note_answer: Callable[[bool], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`is_due` is true when the terminal owes an answer; `debug` is for Textual's parser.

        `note_answer` is called for each answer, with True if it is to `OTHER_QUESTION`. The clock
        tells seconds.
        """
        self._debug, self._is_due, self._note_answer = debug, is_due, note_answer
        self._clock = clock
        self._splitter = Splitter()
        self._parser = xterm_parser(debug)
        self._pasted: list[str] | None = None
        """The characters of the paste that has begun."""
        self._heard = self._last_pasted = self._escaped = float("-inf")
        """When something came last, when it was pasted, and when an escape was a key by itself."""
        self.interrupted = False
        """True when ctrl+c was among what had to be dropped."""

    def feed(self, text: str, *, flooded: bool) -> Iterator[Message]:
        """Yield the messages of typed text; an empty text is a tick.

        While `flooded`, everything but answers is dropped.
        """
        now = self._clock()
        if text:
            self._heard = now
            if now - self._escaped < CUT_SECONDS and _REST.match(text):
                self._splitter.begun = ESCAPE  # it has been a key already
            self._escaped = float("-inf")
        pieces = list(self._splitter.split(text))
        if self._is_over(now):
            if self._splitter.begun == ESCAPE:
                self._escaped = now
            pieces += self._splitter.give_up()
        for number, piece in enumerate(pieces, 1):
            if _ANSWER.fullmatch(piece):
                self._note_answer(piece.endswith("n"))
            elif flooded:
                self._pasted = None
                self.interrupted |= piece in CTRL_C
            elif self._pasted is not None and piece in CTRL_C and PASTE_ENDS not in pieces[number:]:
                self._pasted = None  # it is lost, as is what may still come of it
                yield from self._typed(piece)
            elif self._pasted is not None:
                yield from self._paste(self._pasted, piece)
            elif piece == PASTE_BEGINS:
                self._pasted = []
                self._last_pasted = now
            else:
                yield from self._typed(piece)
        if self._pasted is not None:
            if any(len(piece) == 1 for piece in pieces):
                self._last_pasted = now
            if now - self._last_pasted >= PASTE_SECONDS:
                yield from self._end_paste(self._pasted)

    @property
    def waits(self) -> bool:
        """True when ticks must tell it how long nothing has come."""
        return bool(self._splitter.begun) or self._pasted is not None

    def _is_over(self, now: float) -> bool:
        """True when no more of a sequence will come."""
        if self._splitter.begun != ESCAPE:
            wait = CUT_SECONDS
        else:
            wait = ANSWER_SECONDS if self._is_due() else constants.ESCAPE_DELAY
        return now - self._heard >= wait

    def _paste(self, pasted: list[str], piece: str) -> Iterator[Message]:
        if piece == PASTE_ENDS:
            yield from self._end_paste(pasted)
        elif len(piece) <= len("\x1ba"):  # an escape among the text, but no sequence
            pasted += piece.removeprefix(ESCAPE)

    def _end_paste(self, pasted: list[str]) -> Iterator[Message]:
        self._pasted = None
        yield events.Paste("".join(pasted).replace("\0", ""))

    def _typed(self, piece: str) -> Iterator[Message]:
        """Yield the messages of a character or of a sequence."""
        if piece == ESCAPE:
            yield events.Key("escape", ESCAPE)
        elif len(piece) == 1:  # enter, typed before the terminal was in raw mode, is a line feed
            yield from self._parsed("\r" if piece == "\n" else piece)
        elif len(piece) == len("\x1ba") and not _KNOWN.fullmatch(piece):
            yield from self._with_alt(piece[1])
        else:
            for sequence in _in_usual_form(piece):
                if len(sequence) <= LONGEST_KEY and _KNOWN.fullmatch(sequence):
                    yield from self._parsed(sequence)

    def _with_alt(self, character: str) -> Iterator[Message]:
        """Yield alt and a character, which may also be escape and a character soon after."""
        if character == "\\":
            return  # the end of a string that is long forgotten
        for message in self._parsed(character):
            if isinstance(message, events.Key) and len(message.key) == 1:
                shift = "shift+" if message.key.isupper() else ""
                yield events.Key(f"alt+{shift}{message.key.lower()}", character)
            else:
                yield events.Key("escape", ESCAPE)
                yield message

    def _parsed(self, piece: str) -> Iterator[Message]:
        messages = []
        try:
            for message in self._parser.feed(piece):
                # Textual's parser trusts a size that nobody asked for.
                self._parser.mouse_pixels = False
                messages.append(message)
        except (ValueError, ArithmeticError):
            messages = []  # a number of too many digits
        if not messages:  # what it does not know would become characters
            self._parser = xterm_parser(self._debug)
        yield from messages


def _in_usual_form(sequence: str) -> list[str]:
    """Return a key's sequence as Textual knows it, once for each character of its text."""
    if match := _SS3_MODIFIED.fullmatch(sequence):
        return [f"\x1b[1;{match[1]}{match[2]}"]
    sequence = _OTHER_KEY.sub("\x1b[\\2;\\1u", sequence)
    match = _DETAILED.fullmatch(sequence)
    if match is None or not (":" in sequence or match[6] == "u"):
        return [sequence]
    code, shifted, modifiers, event, text, end = match.groups(default="")
    if event == _RELEASED:
        return []
    if end not in "u~" and modifiers in ("", "1"):
        return [f"\x1b[{end}"]
    if end == "u" and not text:
        text = _text(code, shifted, modifiers)
    if text == _SPACE:
        modifiers = ""  # as without any protocol, where shift makes no difference
    texts = [f";{character}" for character in text.split(":") if character] or [""]
    return [f"\x1b[{code};{modifiers}{character}{end}" for character in texts]


def _text(code: str, shifted: str, modifiers: str) -> str:
    """Return the code of the character that a key types, if the terminal leaves it out."""
    if not code.isdecimal() or len(code + modifiers) > 9 or int(code) >= _FUNCTIONAL:
        return ""
    character, bits = chr(int(code)), int(modifiers or 1) - 1
    if not character.isprintable() or bits & ~(_SHIFT | _CAPS_LOCK | _NUM_LOCK):
        return ""
    capital = ":".join(str(ord(letter)) for letter in character.upper())
    if character.islower() and shifted in ("", capital):
        return capital if bool(bits & _SHIFT) != bool(bits & _CAPS_LOCK) else code
    return shifted if bits & _SHIFT and shifted else code  # xterm's code is what is typed
