"""The table of a scene's settings: which there are, and where each may stand."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.experiment.fields import FIELDS, RUN_LENGTH


class Setting(NamedTuple):
    """A setting, `name: value`."""

    name: str
    in_head: bool = False
    """True when it may also stand before the first scene, for all scenes."""
    with_script: bool = False
    """True when a scene with a script may have it."""
    repeats: bool = False
    """True when a scene may have several."""


TABLE = (
    Setting("at", with_script=True),
    Setting("until", with_script=True),
    Setting("cell", with_script=True),
    Setting("cursor"),
    Setting("light", with_script=True),
    Setting("view", with_script=True),
    Setting("play", with_script=True),
    Setting("predict", with_script=True),
    Setting("compare", with_script=True),
    Setting("expect", with_script=True, repeats=True),
    Setting("choices", with_script=True),
    Setting("answer", with_script=True),
    Setting("minutes", with_script=True),
    Setting("script", with_script=True),
    Setting("preset", in_head=True),
    *(Setting(field.setting, in_head=True) for field in (*FIELDS, RUN_LENGTH)),
)
SETTINGS = tuple(setting.name for setting in TABLE)
IN_HEAD = tuple(setting.name for setting in TABLE if setting.in_head)
WITH_SCRIPT = tuple(setting.name for setting in TABLE if setting.with_script)
REPEATED = tuple(setting.name for setting in TABLE if setting.repeats)

SPEEDS = (
    *("1step", "3steps", "10steps"),
    *("3", "10", "30", "100", "1000", "10000"),
    *("auto", "max"),
)
"""The speeds at which a scene may play, by the names that `--speed` takes."""
