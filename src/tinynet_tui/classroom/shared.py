"""What a lecturer shares with the class: a state of the screen, and the texts that it names.

Neither side trusts the other: both check the same bounds.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

MOST_SETTINGS = 16_000
"""The most bytes of a state's settings."""
LONGEST_NAME = 200
"""The most bytes of a file's name, and of a speed."""
MOST_NUMBER = 1_000_000
"""The largest index of a scene or a page."""
MOST_ITERATIONS = 10**15
"""The most iterations of a run to compare with."""
MOST_FILES = 8
MOST_IN_ANSWER = 24
"""The most characters of an answer."""
MOST_ANSWERS = 16
"""The most different answers that are shown."""
MOST_TEXT = 2_000_000
"""The most bytes of one text."""
MOST_TEXTS = 4 * MOST_TEXT
"""The most bytes of all texts of a state."""
MOST_ROWS = 10_001
"""The most lines of a text: a line with names, and as many rows as a data set can have."""

GRACE = 0.5
"""The seconds for which answers still arrive that were given before the right one was shown."""

DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
ONE = re.compile(r"[0-9a-f]{32}", re.ASCII)
"""What tells a follower, or a session, from all others: made by chance."""
IN_TEXTS = str.maketrans("", "", "\n\r\t\f")
"""The control characters that a text may contain."""
ANSWER = re.compile(rf"[\x20-\x7e]{{1,{MOST_IN_ANSWER}}}", re.ASCII)
SCORE = re.compile(r"(?:[0-9a-f]{8}[+-]){0,100}", re.ASCII)
"""Which questions somebody has answered right and wrong."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class ClassError(Exception):
    """A class cannot be led or followed, or something cannot be shared: why, in one line."""


class Shared(NamedTuple):
    """One state of the lecturer's screen; immutable, and compared by value."""

    settings: str
    """The settings of a lecture's scene, one `name: value` a line, as `lecture.insert` writes
    them."""
    lecture: str = ""
    """The digest of the lecture's text; "" without a lecture."""
    scene: int = 0
    """The scene's index in the lecture, from 0."""
    page: int = 0
    """How much of the scene's text is revealed, from 0."""
    playing: str = ""
    """The speed at which it plays, such as `auto` or `10`; "" when paused."""
    files: tuple[tuple[str, str], ...] = ()
    """The files that the settings name: each name with the digest of the file's text."""
    blank: bool = False
    """True when the screen is blanked."""
    shown: bool = False
    """True when the answer to the scene's question is shown, and none is taken any more."""
    answers: tuple[tuple[str, int], ...] = ()
    """Then the answers of the class, each with how many gave it."""
    others: int = 0
    """How many gave another answer than those."""
    cut_at: int = -1
    """After how many iterations the run to compare with was ended; -1 if it was not."""

    @property
    def digests(self) -> frozenset[str]:
        """The digests of all texts that it names."""
        names = [digest for _, digest in self.files]
        return frozenset([*names, self.lecture] if self.lecture else names)


def digest(text: str) -> str:
    """Return the name under which a text travels; ClassError if it cannot be encoded."""
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError:
        raise ClassError("a text is not Unicode") from None


def check(state: Shared) -> None:
    """Raise ClassError if a state is out of bounds."""
    if not (_is_short(state.settings, MOST_SETTINGS) and _is_lines(state.settings)):
        raise ClassError("the settings are too long to share, or have control characters")
    if state.lecture and not DIGEST.fullmatch(state.lecture):
        raise ClassError("the lecture has no digest")
    if not (0 <= state.scene <= MOST_NUMBER and 0 <= state.page <= MOST_NUMBER):
        raise ClassError("there is no such scene to share")
    if not is_line(state.playing):
        raise ClassError("there is no such speed to share")
    if len(state.answers) > MOST_ANSWERS:
        raise ClassError(f"{MOST_ANSWERS} answers can be shown, not {len(state.answers)}")
    for answer, count in state.answers:
        if not (ANSWER.fullmatch(answer) and 0 < count <= MOST_NUMBER):
            raise ClassError("there is no such answer to show")
    if not 0 <= state.others <= MOST_NUMBER:
        raise ClassError("there cannot be so many other answers")
    if not -1 <= state.cut_at <= MOST_ITERATIONS:
        raise ClassError("there is no run of so many iterations to share")
    if len(state.files) > MOST_FILES:
        raise ClassError(f"a scene can share {MOST_FILES} files, not {len(state.files)}")
    for name, called in state.files:
        if not (name and is_line(name)):
            raise ClassError("a file's name is too long to share, or cannot be printed")
        if not DIGEST.fullmatch(called):
            raise ClassError("a file has no digest")


def check_text(text: str) -> None:
    """Raise ClassError if a text is out of bounds."""
    if len(text) > MOST_TEXT or len(text.encode(errors="replace")) > MOST_TEXT:
        raise ClassError(f"a text to share is longer than {MOST_TEXT:,} bytes")
    if text.count("\n") + (text[-1:] not in ("", "\n")) > MOST_ROWS:
        raise ClassError(f"a text to share has more than {MOST_ROWS:,} lines")
    if not is_clean(text):
        raise ClassError("a text to share has control characters")


def is_clean(text: str) -> bool:
    """True when a text has no control characters but those of a text file."""
    return not CONTROL.search(text.translate(IN_TEXTS))


def is_line(text: str) -> bool:
    """True when a text is one short line that can be printed."""
    return text.isprintable() and _is_short(text, LONGEST_NAME)


def _is_lines(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


def _is_short(text: str, most: int) -> bool:
    return len(text) <= most and len(text.encode(errors="replace")) <= most
