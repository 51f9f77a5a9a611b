"""From typed bytes to messages: answers are taken out, and invalid sequences are dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from textual.message import Message

from .pastes import PASTE_BEGINS, PASTE_ENDS, Pastes
from .textual_private import xterm_parser

MOST_SILENT = 4
"""Ticks to wait for the rest of an answer; after that, its start was a key such as escape."""

CTRL_C = ("\x03", "\x1b[99;5u")
"""As a plain terminal sends it, and by the keyboard protocol."""

_ANSWER = re.compile(r"\x1b\[(?:\d+;\d+R|0n)")
_BEGUN_ANSWER = re.compile(r"\x1b(\[(\d[\d;]*)?)?\Z")
_SEQUENCES = re.compile(r"(?=\x1b)")


class Keyboard:
    """Turns typed text into messages, across reads that cut sequences in two."""

    def __init__(
        self, debug: bool, *, is_due: Callable[[], bool], note_answer: Callable[[bool], None]
    ) -> None:
        """`is_due` is true when the terminal owes an answer; `debug` is for Textual's parser.

        `note_answer` is called for each answer, with True if it is to `OTHER_QUESTION`.
        """
        self._debug, self._is_due, self._note_answer = debug, is_due, note_answer
        self._begun, self._silent = "", 0
        self.interrupted = False
        """True when ctrl+c was among what had to be dropped."""
        self._reset()

    def _reset(self) -> None:
        self._parser, self._pasting = xterm_parser(self._debug), ""
        self._pastes = Pastes()

    def feed(self, typed: str, *, flooded: bool) -> Iterator[Message]:
        """Yield the messages of typed text; an empty text is a tick.

        While `flooded`, everything but answers is dropped.
        """
        self._silent = 0 if typed else self._silent + 1
        text = self._without_answers(self._begun + typed)
        if flooded and text:
            self._reset()
            self.interrupted |= _has_ctrl_c(text)
            return
        self._pasting = _unended_paste(self._pasting + text) if text else self._pasting
        if self._pasting and _has_ctrl_c(text):  # a paste without an end swallows all keys
            self._reset()
            text = CTRL_C[0]
        for sequence in _SEQUENCES.split(self._pastes.clean(text)):
            yield from self._parsed(sequence)
        yield from self._parser.tick()

    def _parsed(self, sequence: str) -> Iterator[Message]:
        try:
            for message in self._parser.feed(sequence) if sequence else ():
                # Textual's parser trusts a size that nobody asked for.
                self._parser.mouse_pixels = False
                yield message
        except (ValueError, ArithmeticError):
            # A number of too many digits, or a division by a size of zero.
            self._reset()

    def _without_answers(self, text: str) -> str:
        """Take out answers, and what may become one; they may come in the middle of a paste."""
        for answer in _ANSWER.findall(text):
            self._note_answer(answer.endswith("n"))
        text = _ANSWER.sub("", text)
        waits = self._silent <= MOST_SILENT and self._is_due()
        begun = _BEGUN_ANSWER.search(text) if waits else None
        self._begun = begun[0] if begun else ""
        return text[: begun.start()] if begun else text


def _has_ctrl_c(text: str) -> bool:
    return any(key in text for key in CTRL_C)


def _unended_paste(text: str) -> str:
    """Return the part of a text that is, or may become, a paste without its end."""
    begun = text.rfind(PASTE_BEGINS)
    if begun >= 0:
        return "" if PASTE_ENDS in text[begun:] else PASTE_BEGINS + text[-len(PASTE_ENDS) :]
    tail = text.rfind("\x1b")
    return text[tail:] if tail >= 0 and PASTE_BEGINS.startswith(text[tail:]) else ""
