"""The keys of a speaker's terminal: those of the lecture that it drives, and a few of its own."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

from .table import BLANK, KEYS, LECTURE_KEYS

TOLD = {
    "scene.next": "the lecture: next page of the text, then the answer, then the next scene",
    "scene.previous": "the lecture: previous page of the text, then the previous scene",
    BLANK: "the lecture: blank its screen, or show it again",
    "goto": "the lecture: go to a scene, #5, or to a position: 254, 254:syn1, end",
    "up": "scroll the notes up, or the pane with the focus",
    "down": "scroll the notes down, or the pane with the focus",
    "next": "go to the next pane",
    "previous": "go to the previous pane",
    "restart": "start the clock again, at 0:00",
    "help": "open this help",
    "suspend": "suspend; fg in the shell brings it back",
    "quit": "leave this terminal; the lecture goes on",
    "quit.always": "leave this terminal, also in a dialog",
}
"""The ids of the keys that work here, and what they do."""
ACTIONS = {"restart": "restart_clock"}
IN_LAST_LINE = ("scene.next", "scene.previous", BLANK, "goto", "help", "quit", "up down", "restart")
"""The last ones give way first."""
SHORT = {"up": "scroll", "restart": "clock to 0:00"}


def speaker_keys() -> list[Binding]:
    """Return the keys of a speaker's terminal."""
    by_id = {key.id: key for key in (*KEYS, *LECTURE_KEYS)}
    return [
        replace(
            by_id[id],
            tooltip=tooltip,
            action=ACTIONS.get(id, by_id[id].action),
            description=SHORT.get(id, by_id[id].description),
        )
        for id, tooltip in TOLD.items()
    ]
