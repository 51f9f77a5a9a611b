"""The keys that a lecture has besides the trainer's."""

from __future__ import annotations

from textual.binding import Binding

LECTURE_KEYS = [
    Binding(
        "pagedown",
        "page(1)",
        "next",
        id="scene.next",
        tooltip="further on in the text; the answer; then the next scene",
        key_display="pgdn",
    ),
    Binding(
        "pageup",
        "page(-1)",
        "previous",
        id="scene.previous",
        tooltip="further back in the text; then the previous scene",
        key_display="pgup",
    ),
    Binding(
        "backspace",
        "return_to_scene",
        "scene",
        id="scene.return",
        tooltip="back to the scene, wherever you have gone",
    ),
    Binding(
        "i",
        "insert",
        "insert",
        id="scene.insert",
        tooltip="insert this screen into the lecture file, as a scene behind the present one",
    ),
]
"""The keys of a lecture; pagedown and pageup are what clickers send."""

IN_LAST_LINE = (("scene.next",), ("scene.return",))
"""Which of them the last line shows, before the others."""
