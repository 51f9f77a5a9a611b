"""One scene of a lecture as a text of its own, as it is handed to those who follow.

It has what the scene shows, its text, question and answer; no notes and no comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from tinynet_tui.data.built_in import parse as parse_built_in
from tinynet_tui.data.dataset import Dataset

from .check import MOST_IN_TITLE, check
from .lines import without_comments
from .outline import CODE
from .own_data import name_of, written
from .parser import begins_notes, parse
from .scene import Lecture, Scene
from .screen_settings import Head, ScreenState, lines

KEPT = ("choices", "answer")
"""The settings that stay as they stand in the file."""
_NUMBER = re.compile(r"(\d+)/(\d+) ", re.ASCII)
OF_SCRIPTS = ("script", "compare")
"""Those of a scene with a script: it shows what the lecturer's screen does."""
_SHOWN = tuple(ScreenState.__dataclass_fields__)


def scene_text(lecture: Lecture, index: int, place: str = "") -> str:
    """Return the text of one scene; its title says which of how many it is.

    `place` is the position of a scene with a script, `254:7`: its question is asked there.
    """
    scene, draft = lecture.scenes[index], parse(lecture.source)[0].drafts[index]
    kept_as_is: Collection[str] = KEPT if _names_a_file(scene) else (*KEPT, "compare")
    if scene.script:
        kept_as_is = OF_SCRIPTS if place else (*OF_SCRIPTS, "at")
    settings = {one.line for name, one in draft.settings.items() if name not in kept_as_is}
    settings |= {setting.line for setting in draft.repeated}
    number = f"{index + 1}/{len(lecture.scenes)}"
    screen = ScreenState(**{name: getattr(scene, name) for name in _SHOWN})
    kept = [f"# {number} {scene.title}"[:MOST_IN_TITLE]]
    if not scene.script:
        kept += lines(screen, Head(), lambda dataset: written(dataset, name_of(dataset)))
    elif place and scene.ask is not None:
        kept += [f"at: {place}", f"{scene.ask.setting}: {scene.ask.text}"]
    is_code = False
    for line in list(without_comments(lecture.source, []))[scene.line : draft.end]:
        if begins_notes(line.text) and not is_code:
            break
        is_code ^= line.text.lstrip().startswith(CODE)
        if not (line.only_comment or line.number in settings):
            kept.append(line.text)
    return "\n".join(kept).rstrip("\n") + "\n"


def _names_a_file(scene: Scene) -> bool:
    """True when the run to compare with has data of one's own, which are not handed out."""
    return scene.compare is not None and scene.compare.dataset.is_file


def is_last(scene: Scene) -> bool:
    """True for the last scene of a lecture, as the title says that `scene_text` gives it."""
    found = _NUMBER.match(scene.title)
    return found is not None and found[1] == found[2]


def read_scene(text: str, data: Callable[[str], Dataset] = parse_built_in) -> Scene:
    """Read what `scene_text` returns; ValueError if it is something else.

    `data` finds the dataset that a text names.
    """
    drafts = parse(text)[0].drafts
    if len(drafts) != 1:
        raise ValueError("the text is not that of one scene")
    if "until" in drafts[0].settings:
        raise ValueError("nobody is sent to look for a position")
    checked = check(text, data=data)
    if checked.mistakes or len(checked.lecture.scenes) != 1:
        raise ValueError("the text of the scene cannot be read")
    return checked.lecture.scenes[0]
