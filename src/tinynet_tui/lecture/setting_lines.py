"""A line of a lecture file that is a setting, or looks like one."""

from __future__ import annotations

import re
from typing import NamedTuple

from .outline import Located
from .settings import IN_HEAD, SETTINGS

OLD_NAMES = {"thread": "cursor"}
"""Settings in older files."""

NOT_SETTINGS = {
    "pause": "a scene is paused; `play: 10` plays from the first pagedown on",
    "speed": "write `play: 10`, or `--speed` on the command line",
    "quiz": "write `predict: on`",
    "time": "write `minutes: 5`",
    "title": "write the title after `# `",
    "question": "begin a question with `? `",
    "step": "write it behind the iteration: `at: 254:l1_error`",
    "iteration": "write `at: 254`",
    "position": "write `at: 254:l1_error`",
    "edit": "write `set: syn0[0,1]=0.5@100:l0`",
    "edits": "write `set: syn0[0,1]=0.5@100:l0`",
}
"""What is no setting though it looks like one, and what to write instead."""
_SETTING = re.compile(r"([A-Za-z]+)[ ]*:(.*)")
WITHOUT_COLON = re.compile(r"([a-z]+)[ ]*[= ][ ]*(\S*[\d\[]\S*)")
"""A line such as `at 254`."""


class Setting(NamedTuple):
    """A line that looks like a setting."""

    name: str
    """As settings are called now, in lower case; it may be none."""
    written: str
    """As it stands in the file, in lower case."""
    value: Located
    is_meant: bool
    """True if it looks like a setting also where the name is unknown."""

    @classmethod
    def read(cls, line: Located) -> Setting | None:
        """Read a line; None if it does not look like a setting."""
        found = _SETTING.fullmatch(line.text)
        if found is None:
            return None
        written, text = found[1].lower(), found[2]
        return cls(
            OLD_NAMES.get(written, written),
            written,
            Located(line.line, text.strip(), written),
            found[1].islower() and text[:1] in ("", " "),
        )


def is_kept(text: str) -> bool:
    """True when a backslash keeps a line of text from being taken for a setting."""
    setting = Setting.read(Located(0, text[1:])) if text.startswith("\\") else None
    return setting is not None and setting.name in (*SETTINGS, *IN_HEAD)
