"""Every key: one table, from which the help, the palette and the last line are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual.binding import Binding

from .names import displays

_MOVES = {"up": "-1, 0", "down": "1, 0", "left": "0, -1", "right": "0, 1"}
"""Rows and columns by which each arrow key moves."""


def _key(
    keys: str, id: str, action: str, name: str, tooltip: str, *, priority: bool = False
) -> Binding:
    return Binding(keys, action, name, id=id, tooltip=tooltip, priority=priority)


KEYS = [
    _key("n", "step.line", "step('step')", "phase", "one phase on"),
    _key("N", "step.iteration", "step('iteration')", "iteration", "one iteration on"),
    _key("b", "back.line", "step('step', True)", "back", "one phase back"),
    _key("B", "back.iteration", "step('iteration', True)", "back", "one iteration back"),
    _key("space,p", "play", "play", "play", "play, or pause"),
    _key("plus", "faster", "faster(1)", "pace", "faster: the next rung of the ladder of paces"),
    _key("minus", "slower", "faster(-1)", "slower", "slower"),
    _key("r", "reseed", "restart(True)", "reseed", "the next seed, from the start"),
    _key("R", "restart", "restart(False)", "restart", "the same seed, from the start"),
    _key("g", "goto", "goto", "go", "go to a position: 254, 254:syn1, +1000, end"),
    _key("home", "home", "go_home", "start", "to the start, 0:l0"),
    _key("end", "end", "go_end", "end", "to the furthest position reached"),
    _key(
        "t", "quiz", "quiz", "predict", "predict first: a step asks before it shows, or no more"
    ),
    _key("0", "answer.same", "answer('same')", "neither", "answer: neither"),
    _key("u", "until", "until", "until", "run until an iteration, an error, a sign, an example"),
    _key("e", "events", "events", "events", "the events of the run so far, to go there"),
    _key("comma", "event.previous", "jump(True)", "event", "to the event before this"),
    _key("full_stop", "event.next", "jump(False)", "event", "to the next event of the run so far"),
    _key("enter", "edit", "edit", "edit", "edit the number: an input, a target, a weight"),
    _key("x", "switch", "switch", "off/on", "switch the weight or the neuron off, or on"),
    _key("z", "undo", "undo(False)", "undo", "undo the last change by hand"),
    _key("Z", "redo", "undo(True)", "redo", "redo what was undone"),
    _key(
        "o", "options", "options", "options", "options: data, hidden neurons, alpha, seed; presets"
    ),
    _key("y", "copy", "copy", "copy", "copy the command that reopens exactly these numbers"),
    _key("s", "save", "save", "save", "save the run as a script, errors, weights, the picture"),
    _key("l", "axes", "axes", "axes", "the graph's axes: log, log-log, linear"),
    _key("1", "view.numbers", "view('numbers')", "view", "view: the numbers"),
    _key("2", "view.network", "view('network')", "view", "view: the network, drawn"),
    _key("3", "view.map", "view('map')", "view", "view: the decision map, over two inputs"),
    _key("4", "view.runs", "view('runs')", "view", "view: the runs so far"),
    _key("h", "map.across", "map_axis(False)", "across", "on the map: the next input across"),
    _key("v", "map.up", "map_axis(True)", "up", "on the map: the next input up"),
    *(
        _key(
            f"shift+{arrow}",
            f"cross.{arrow}",
            f"cross({by})",
            "cross-hair",
            f"on the map: move the cross-hair {arrow}",
        )
        for arrow, by in _MOVES.items()
    ),
    _key("m", "enlarge", "enlarge", "enlarge", "enlarge the pane, or shrink it"),
    _key("w", "story", "story", "story", "the whole story of the weight or neuron"),
    _key("c", "gradient", "gradient", "check", "check the slope of the weight"),
    _key("a", "what-if", "what_if", "ask", "ask the network: inputs of your own, each neuron's part"),
    *(
        _key(arrow, arrow, f"move({by})", arrow, f"move the cursor {arrow}")
        for arrow, by in _MOVES.items()
    ),
    _key("tab", "next", "focus_pane(1)", "next pane", "to the next pane"),
    _key("shift+tab", "previous", "focus_pane(-1)", "previous pane", "to the pane before"),
    _key(
        "escape",
        "leave",
        "leave",
        "leave",
        "stop a long g; shrink the pane; back to the phase's cell",
    ),
    _key("question_mark,f1", "help", "help", "help", "this help"),
    _key("colon,ctrl+p", "palette", "command_palette", "palette", "all commands, by name"),
    _key(
        "ctrl+z",
        "suspend",
        "suspend_process",
        "suspend",
        "suspend, also from a dialog; the shell's fg comes back",
        priority=True,
    ),
    _key("q", "quit", "quit", "quit", "quit"),
    _key("ctrl+c", "quit.always", "quit", "quit", "quit, also from a dialog", priority=True),
]
LECTURE_KEYS = [
    _key(
        "pagedown",
        "scene.next",
        "page(1)",
        "next",
        "further on in the text; the answer; then the next scene",
    ),
    _key(
        "pageup",
        "scene.previous",
        "page(-1)",
        "previous",
        "further back in the text; then the previous scene",
    ),
    _key(
        "backspace",
        "scene.return",
        "return_to_scene",
        "scene",
        "back to the scene, wherever you have gone",
    ),
    _key(
        "i",
        "scene.insert",
        "insert",
        "insert",
        "insert this screen into the lecture file, as a scene behind the present one",
    ),
]
"""The keys of a lecture; presentation clickers send pagedown and pageup."""

FORMER_IDS = {
    "step.phase": "step.line",
    "back.phase": "back.line",
    "predict": "quiz",
    "slope": "gradient",
    "ask": "what-if",
}
"""Ids that a settings file may still have, and what they are called now."""

ARROWS = tuple(_MOVES)
CROSS = tuple(f"cross.{arrow}" for arrow in ARROWS)
TOGETHER = (
    (ARROWS, ARROWS, ("arrows", "move the cursor; at an edge, into the next pane")),
    (
        CROSS,
        tuple(f"shift+{arrow}" for arrow in ARROWS),
        ("shift+arrows", "on the map: move the cross-hair"),
    ),
)
"""Ids of keys that the help explains in one line as long as they have their built-in keys."""

ON_MAP = frozenset({"map_axis", "cross"})
"""Actions that work only while the decision map is shown."""

_ANYWHERE = {"quit", "suspend_process", "command_palette"}
ON_MAIN_SCREEN = {binding.action.split("(")[0] for binding in KEYS} - _ANYWHERE
"""Actions that work only while no dialog covers the main screen."""


def rebound(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[Binding]:
    """Return the bindings with their keys replaced by those of a keymap."""
    return [replace(binding, key=keymap.get(binding.id or "", binding.key)) for binding in bindings]


def closing(*ids: str) -> list[Binding]:
    """Return bindings that close a dialog; remapping the keys with these ids remaps them, too."""
    by_id = {binding.id: binding for binding in KEYS}
    return [Binding(by_id[id].key, "dismiss", "Close", id=id) for id in ids]


def title(binding: Binding) -> str:
    """Return a key's name in the palette, which always contains its short name."""
    named = binding.description in binding.tooltip
    return binding.tooltip if named else f"{binding.description}: {binding.tooltip}"


def help_lines(bindings: Iterable[Binding] = KEYS) -> list[tuple[str, str]]:
    """Return the keys and what they do, with the arrows in one line."""
    lines: list[tuple[str, str]] = []
    together = {}
    for ids, built_in, line in TOGETHER:
        keys = [(displays(key), key.tooltip) for key in bindings if key.id in ids]
        together[ids[0]] = [line] if [name for name, _ in keys] == [*built_in] else keys
    for key in bindings:
        if key.id in together:
            lines += together[key.id]
        elif key.id not in (*ARROWS, *CROSS):
            lines.append((displays(key), key.tooltip))
    return lines
