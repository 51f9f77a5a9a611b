"""The text of a scene with a script, as the lecturer shows it."""

from __future__ import annotations

from tinynet_tui.ui.panes.followed_text import Followed

from .scene import ScriptSceneText
from .view import ScriptView


class FollowedScriptText(Followed[ScriptView], ScriptSceneText):
    """The text of a scene with a script."""
