"""Which keys work for a script, and what the others say."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

from tinynet_tui.ui.keys.table import KEYS, SCRIPT_KEYS

TOLD = {
    "step.iteration": "run one iteration; in a loop inside the loop, go to its next round",
    "back.iteration": "go back one iteration; in a loop inside the loop, one round of it",
    "restart": "start again, with the file's new text if it was saved",
    "home": "go to the start",
    "goto": "go to a position: 254, 254:7, 254:l1_error, +1000, end",
    "copy": "copy the command that opens exactly these numbers",
    "events": "list what has happened so far; go to one",
    "until": "run until something comes true: error < 0.1, w[0,1], w[0,1] > 2, for example",
    "options": "options: the seed, the numbers in the script, its loop, its error",
    "story": "the story of the number: its values over the iterations so far",
    "gradient": "check the slopes: each weight's update beside the slope of the loss",
    "save": "save the errors, the numbers at this position or the screen",
    "edit": "edit the number: a cell of an array, or a variable",
}
"""What keys do here, where that is something else than for the built-in network."""
WORKING = (
    *("step.line", "step.iteration", "back.line", "back.iteration", "play", "faster", "slower"),
    *("reseed", "restart", "goto", "home", "end", "quiz", "answer.same", "until"),
    *(
        "edit",
        "switch",
        "freeze",
        "undo",
        "undo.all",
        "redo",
        "events",
        "event.previous",
        "event.next",
    ),
    *("options", "copy", "save", "story", "gradient", "blame", "return", "what-if", "axes"),
    "enlarge",
    *("view.numbers", "view.network", "view.map", "view.runs", "view.landscape"),
    *("map.across", "map.hidden"),
    *("cross.up", "cross.down", "cross.left", "cross.right"),
    *("up", "down", "left", "right", "next", "previous", "leave", "help", "palette"),
    *("suspend", "quit", "quit.always"),
)
"""The ids of the keys that work for a script."""
TURN = Binding(
    "v",
    "turn",
    "output",
    id="map.up",
    tooltip="the graph, the output, other variables; on the map: the vertical axis",
)
IN_LAST_LINE = (
    *("step.line back.line", "step.iteration back.iteration", "play", "goto", "reseed"),
    *("help", "quit", "faster slower", "enlarge", "map.up", "axes"),
)


def script_keys() -> list[Binding]:
    """Return the keys that work for a script."""
    by_id = {key.id: key for key in KEYS}
    found = []
    for id in WORKING:
        key = by_id[id]
        tooltip = TOLD.get(id, key.tooltip)
        found.append(replace(key, tooltip=tooltip))
        if id == "copy":
            found.append(TURN)
        elif id == "story":
            found += SCRIPT_KEYS
    return found
