"""One scene of a lecture as a text of its own, as it is handed to those who follow.

It has the scene's settings, text, question and answer; no notes and no comments.
"""

from __future__ import annotations

from .check import MOST_IN_TITLE, check
from .lines import without_comments
from .parser import begins_notes
from .scene import Lecture, Scene


def scene_text(lecture: Lecture, index: int) -> str:
    """Return the text of one scene; its title says which of how many it is."""
    lines = list(without_comments(lecture.source, []))
    scenes = [scene.line for scene in lecture.scenes]
    end = scenes[index + 1] - 1 if index + 1 < len(scenes) else len(lines)
    kept = [_headline(lecture, index)]
    for line in lines[scenes[index] : end]:
        if begins_notes(line.text):
            break
        if not line.only_comment:
            kept.append(line.text)
    head = [line.text for line in lines[: scenes[0] - 1] if not line.only_comment]
    return "\n".join([*head, *kept]).rstrip("\n") + "\n"


def _headline(lecture: Lecture, index: int) -> str:
    number = f"{index + 1}/{len(lecture.scenes)}"
    return f"# {number} {lecture.scenes[index].title}"[:MOST_IN_TITLE]


def read_scene(text: str) -> Scene:
    """Read what `scene_text` returns; ValueError if it is something else."""
    checked = check(text)
    if checked.mistakes or len(checked.lecture.scenes) != 1:
        raise ValueError("the text of the scene cannot be read")
    return checked.lecture.scenes[0]
