"""Every key: one table, from which the help, the palette and the last line are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual.binding import Binding

from .names import displays

KEYS = [
    Binding("n", "step('step')", "phase", id="step.phase", tooltip="one phase on"),
    Binding("N", "step('iteration')", "iteration", id="step.iteration", tooltip="one iteration on"),
    Binding("b", "step('step', True)", "back", id="back.phase", tooltip="one phase back"),
    Binding(
        "B", "step('iteration', True)", "back", id="back.iteration", tooltip="one iteration back"
    ),
    Binding("space,p", "play", "play", id="play", tooltip="play, or pause"),
    Binding(
        "plus",
        "faster(1)",
        "pace",
        id="faster",
        tooltip="faster: the next rung of the ladder of paces",
        key_display="+",
    ),
    Binding("minus", "faster(-1)", "slower", id="slower", tooltip="slower", key_display="-"),
    Binding("r", "restart(True)", "reseed", id="reseed", tooltip="the next seed, from the start"),
    Binding(
        "R", "restart(False)", "restart", id="restart", tooltip="the same seed, from the start"
    ),
    Binding("g", "goto", "go", id="goto", tooltip="go to a position: 254, 254:syn1, +1000, end"),
    Binding("home", "go_home", "start", id="home", tooltip="to the start, 0:l0"),
    Binding("end", "go_end", "end", id="end", tooltip="to the furthest position reached"),
    Binding(
        "t",
        "quiz",
        "predict",
        id="predict",
        tooltip="predict first: a step asks before it shows, or no more",
    ),
    Binding("0", "answer('same')", "neither", id="answer.same", tooltip="answer: neither"),
    Binding(
        "u",
        "until",
        "until",
        id="until",
        tooltip="run until an iteration, an error, a sign, an example",
    ),
    Binding(
        "e", "events", "events", id="events", tooltip="the events of the run so far, to go there"
    ),
    Binding(
        "comma",
        "jump(True)",
        "event",
        id="event.previous",
        tooltip="to the event before this",
        key_display=",",
    ),
    Binding(
        "full_stop",
        "jump(False)",
        "event",
        id="event.next",
        tooltip="to the next event of the run so far",
        key_display=".",
    ),
    Binding(
        "enter",
        "edit",
        "edit",
        id="edit",
        tooltip="edit the number: an input, a target, a weight",
    ),
    Binding(
        "x", "switch", "off/on", id="switch", tooltip="switch the weight or the neuron off, or on"
    ),
    Binding("z", "undo(False)", "undo", id="undo", tooltip="undo the last change by hand"),
    Binding("Z", "undo(True)", "redo", id="redo", tooltip="redo what was undone"),
    Binding(
        "o",
        "options",
        "options",
        id="options",
        tooltip="options: data, hidden neurons, alpha, seed; presets",
    ),
    Binding(
        "y",
        "copy",
        "copy",
        id="copy",
        tooltip="copy the command that reopens exactly these numbers",
    ),
    Binding(
        "s",
        "save",
        "save",
        id="save",
        tooltip="save the run as a script, errors, weights, the picture",
    ),
    Binding("l", "axes", "axes", id="axes", tooltip="the graph's axes: log, log-log, linear"),
    Binding("1", "view('numbers')", "view", id="view.numbers", tooltip="view: the numbers"),
    Binding("2", "view('network')", "view", id="view.network", tooltip="view: the network, drawn"),
    Binding(
        "3",
        "view('map')",
        "view",
        id="view.map",
        tooltip="view: the decision map, over two inputs",
    ),
    Binding("4", "view('runs')", "view", id="view.runs", tooltip="view: the runs so far"),
    Binding(
        "h",
        "map_axis(False)",
        "across",
        id="map.across",
        tooltip="on the map: the next input across",
    ),
    Binding("v", "map_axis(True)", "up", id="map.up", tooltip="on the map: the next input up"),
    Binding(
        "shift+up",
        "cross(-1, 0)",
        "cross-hair",
        id="cross.up",
        tooltip="on the map: move the cross-hair up",
    ),
    Binding(
        "shift+down",
        "cross(1, 0)",
        "cross-hair",
        id="cross.down",
        tooltip="on the map: move the cross-hair down",
    ),
    Binding(
        "shift+left",
        "cross(0, -1)",
        "cross-hair",
        id="cross.left",
        tooltip="on the map: move the cross-hair left",
    ),
    Binding(
        "shift+right",
        "cross(0, 1)",
        "cross-hair",
        id="cross.right",
        tooltip="on the map: move the cross-hair right",
    ),
    Binding("m", "enlarge", "enlarge", id="enlarge", tooltip="enlarge the pane, or shrink it"),
    Binding("w", "story", "story", id="story", tooltip="the whole story of the weight or neuron"),
    Binding("c", "gradient", "check", id="slope", tooltip="check the slope of the weight"),
    Binding(
        "a",
        "ask",
        "ask",
        id="ask",
        tooltip="ask the network: inputs of your own, each neuron's part",
    ),
    Binding("up", "move(-1, 0)", "up", id="up", tooltip="move the cursor up"),
    Binding("down", "move(1, 0)", "down", id="down", tooltip="move the cursor down"),
    Binding("left", "move(0, -1)", "left", id="left", tooltip="move the cursor left"),
    Binding("right", "move(0, 1)", "right", id="right", tooltip="move the cursor right"),
    Binding("tab", "focus_pane(1)", "next pane", id="next", tooltip="to the next pane"),
    Binding(
        "shift+tab",
        "focus_pane(-1)",
        "previous pane",
        id="previous",
        tooltip="to the pane before",
    ),
    Binding(
        "escape",
        "leave",
        "leave",
        id="leave",
        tooltip="stop a long g; shrink the pane; back to the phase's cell",
    ),
    Binding("question_mark,f1", "help", "help", id="help", tooltip="this help", key_display="?"),
    Binding(
        "colon,ctrl+p", "command_palette", "palette", id="palette", tooltip="all commands, by name"
    ),
    Binding(
        "ctrl+z",
        "suspend_process",
        "suspend",
        id="suspend",
        tooltip="suspend, also from a dialog; the shell's fg comes back",
        priority=True,
    ),
    Binding("q", "quit", "quit", id="quit", tooltip="quit"),
    Binding(
        "ctrl+c",
        "quit",
        "quit",
        id="quit.always",
        tooltip="quit, also from a dialog",
        priority=True,
    ),
]
"""Every key, once: the help, the palette and the last line are made from this table."""

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

ARROWS = ("up", "down", "left", "right")
CROSS = tuple(f"cross.{arrow}" for arrow in ARROWS)
TOGETHER = (
    (ARROWS, ARROWS, ("arrows", "move the cursor; at an edge, into the next pane")),
    (
        CROSS,
        tuple(f"shift+{arrow}" for arrow in ARROWS),
        ("shift+arrows", "on the map: move the cross-hair"),
    ),
)
"""Actions that the help explains in a line, as long as these are their keys."""

ON_MAP = frozenset({"map_axis", "cross"})
"""Actions that mean something only while the decision map is shown."""

ON_MAIN_SCREEN = {binding.action.split("(")[0] for binding in KEYS} - {
    "quit",
    "suspend_process",
    "command_palette",
}
"""Actions that mean something only while nothing lies above the main screen."""


def rebound(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[Binding]:
    """Return bindings with the keys that a keymap gives them."""
    return [replace(binding, key=keymap.get(binding.id or "", binding.key)) for binding in bindings]


def closing(*ids: str) -> list[Binding]:
    """Return bindings by which a dialog closes on these keys, and on others if they are remapped.

    A keymap goes by the ids, in whatever screen it finds them.
    """
    by_id = {binding.id: binding for binding in KEYS}
    return [Binding(by_id[id].key, "dismiss", "Close", id=id) for id in ids]


def title(binding: Binding) -> str:
    """Return what the palette calls a key's action: it is found by its short name, too."""
    named = binding.description in binding.tooltip
    return binding.tooltip if named else f"{binding.description}: {binding.tooltip}"


def help_lines(bindings: Iterable[Binding] = KEYS) -> list[tuple[str, str]]:
    """Return the keys and what they do, the arrows as one."""
    lines: list[tuple[str, str]] = []
    together = {}
    for ids, names, does in TOGETHER:
        keys = [(displays(key), key.tooltip) for key in bindings if key.id in ids]
        if [name for name, _ in keys] == [*names]:
            keys = [does]
        together[ids[0]] = keys
    for key in bindings:
        if key.id in together:
            lines += together[key.id]
        elif key.id not in (*ARROWS, *CROSS):
            lines.append((displays(key), key.tooltip))
    return lines
