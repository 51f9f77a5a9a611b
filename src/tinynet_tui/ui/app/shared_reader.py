"""Reading what a lecturer shares; what is shown where that cannot be read."""

from __future__ import annotations

import shlex
from dataclasses import replace

from tinynet_tui.classroom.follower import Follower
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.lecture.handed_out import read_scene
from tinynet_tui.lecture.own_data import read as read_data
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState, read

from .shared_writer import SETTINGS

WAITING = read_scene(
    "# the class\n\nThe class has not begun yet. You can look around: when it begins, the screen "
    "does what the lecturer's does.\n"
)
UNREADABLE = read_scene(
    "# the class\n\nThis version cannot show what the lecturer shows. Perhaps the lecturer has a "
    "newer one.\n"
)


def of_script(why: str) -> Scene:
    """Return a text in the place of a script, which says why it is not shown."""
    return replace(WAITING, title="a script", text=((why,),))


class SharedReader:
    """Reads a lecturer's states, with the texts that came; ValueError or KeyError if it cannot."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._known: dict[tuple[str, str], Dataset] = {}
        """The data that were read last."""

    def settings(self, state: Shared) -> str:
        """Return the settings of the screen, as lines."""
        return state.settings or self._follower.text(dict(state.files)[SETTINGS])

    def screen(self, state: Shared) -> ScreenState:
        """Read what the screen shows."""
        return read(self.settings(state), lambda text: self._data(text, state))

    def scene(self, state: Shared) -> Scene:
        """Read the lecture's scene."""
        text = self._follower.text(state.lecture)
        return read_scene(text, lambda said: self._data(said, state))

    def _data(self, text: str, state: Shared) -> Dataset:
        """Return the data that a setting names, built in or among the texts that came."""
        files = dict(state.files)
        name = next(iter(shlex.split(text)), "")
        key = (text, files.get(name, ""))
        if key not in self._known:
            found = read_data(
                text, lambda name: self._follower.text(files[name]) if name in files else None
            )
            if len(self._known) > 3:
                self._known.clear()
            self._known[key] = found
        return self._known[key]
