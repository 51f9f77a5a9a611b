"""Every key in one table; the help, the palette and the last line are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual.binding import Binding

from .names import displays

_MOVES = {"up": "-1, 0", "down": "1, 0", "left": "0, -1", "right": "0, 1"}
"""Rows and columns by which each arrow key moves."""
_LETTERS = {"up": "K", "down": "J", "left": "H", "right": "L"}
"""Letters for terminals such as PuTTY, where shift+arrow is the arrow; as in vi."""


def _key(
    keys: str, id: str, action: str, name: str, tooltip: str, *, priority: bool = False
) -> Binding:
    return Binding(keys, action, name, id=id, tooltip=tooltip, priority=priority)


KEYS = [
    _key("n", "step.line", "step('step')", "step", "run the next line"),
    _key("N", "step.iteration", "step('iteration')", "iteration", "run one iteration"),
    _key("b", "back.line", "step('step', True)", "back", "go back one line"),
    _key("B", "back.iteration", "step('iteration', True)", "back", "go back one iteration"),
    _key("space,p", "play", "play", "play", "play or pause"),
    _key("plus", "faster", "faster(1)", "speed", "play faster"),
    _key("minus", "slower", "faster(-1)", "slower", "play slower"),
    _key("r", "reseed", "restart(True)", "reseed", "start again with the next seed"),
    _key("R", "restart", "restart(False)", "restart", "start again with the same seed"),
    _key("g", "goto", "goto", "go", "go to a position: 254, 254:syn1, +1000, end"),
    _key("home", "home", "go_home", "start", "go to the start, 0:l0"),
    _key("end", "end", "go_end", "end", "go to the furthest position reached"),
    _key("t", "quiz", "quiz", "quiz", "quiz mode on or off: a step hides its result and asks"),
    _key("0", "answer.same", "answer('same')", "neither", "answer in quiz mode: neither ↑ nor ↓"),
    _key("u", "until", "until", "until", "run until something happens: error < 0.1, for example"),
    _key("e", "events", "events", "events", "list the events so far, and go to one"),
    _key("comma", "event.previous", "jump(True)", "event", "go to the previous event"),
    _key("full_stop", "event.next", "jump(False)", "event", "go to the next event"),
    _key("enter", "edit", "edit", "edit", "edit the number: an input, a target or a weight"),
    _key("x", "switch", "switch", "off/on", "switch the weight or neuron off or on"),
    _key("f", "freeze", "freeze", "freeze", "freeze the weight at its value, or train it again"),
    _key("z", "undo", "undo(False)", "undo", "undo the last edit"),
    _key("X", "undo.all", "undo_all", "no edits", "undo all edits at once"),
    _key("Z", "redo", "undo(True)", "redo", "redo the edit that was undone"),
    _key(
        "o", "options", "options", "options", "options: data, hidden neurons, alpha, seed, presets"
    ),
    _key("y", "copy", "copy", "copy", "copy the command that opens exactly these numbers"),
    _key("s", "save", "save", "save", "save a script, the errors, the weights or the screen"),
    _key("l", "axes", "axes", "axes", "change the graph: log, log-log, linear, right"),
    _key("1", "view.numbers", "view('numbers')", "view", "view: the numbers"),
    _key("2", "view.network", "view('network')", "view", "view: the network as a drawing"),
    _key("3", "view.map", "view('map')", "view", "view: the decision map"),
    _key("4", "view.runs", "view('runs')", "view", "view: past runs"),
    _key("5", "view.landscape", "view('landscape')", "view", "view: the landscape of the error"),
    _key(
        "h",
        "map.across",
        "map_axis(False)",
        "across",
        "on the map: choose the input on the horizontal axis",
    ),
    _key(
        "v", "map.up", "map_axis(True)", "up", "on the map: choose the input on the vertical axis"
    ),
    _key("d", "map.hidden", "map_hidden", "hidden", "on the map: what each hidden neuron sees"),
    *(
        _key(
            f"shift+{arrow},{_LETTERS[arrow]}",
            f"cross.{arrow}",
            f"cross({by})",
            "cross-hair",
            f"on the map: move the cross-hair {arrow}",
        )
        for arrow, by in _MOVES.items()
    ),
    _key("m", "enlarge", "enlarge", "enlarge", "enlarge the pane, or shrink it again"),
    _key(
        "w",
        "story",
        "story",
        "story",
        "the story of the weight or neuron: its calculation in this iteration",
    ),
    _key(
        "c",
        "gradient",
        "gradient",
        "check",
        "gradient check: the gradient of a weight, computed in two ways",
    ),
    _key("W", "blame", "blame", "blame", "blame: go to what mattered most for the number"),
    _key("backspace", "return", "return", "return", "return along the hops of W"),
    _key("a", "what-if", "what_if", "what-if", "what-if: enter inputs of your own"),
    *(
        _key(arrow, arrow, f"move({by})", arrow, f"move the cursor {arrow}")
        for arrow, by in _MOVES.items()
    ),
    _key("tab", "next", "focus_pane(1)", "next pane", "go to the next pane"),
    _key("shift+tab", "previous", "focus_pane(-1)", "previous pane", "go to the previous pane"),
    _key(
        "escape",
        "leave",
        "leave",
        "leave",
        "stop, close or shrink; then go back to the number just computed",
    ),
    _key("question_mark,f1", "help", "help", "help", "help on all keys, panes and marks"),
    _key(
        "colon,ctrl+p",
        "palette",
        "command_palette",
        "palette",
        "find any command by its name, also speeds and colours (theme)",
    ),
    _key(
        "ctrl+z",
        "suspend",
        "suspend_process",
        "suspend",
        "suspend, also in a dialog; fg in the shell brings it back",
        priority=True,
    ),
    _key("q", "quit", "quit", "quit", "quit"),
    _key("ctrl+c", "quit.always", "quit", "quit", "quit, also in a dialog", priority=True),
]
BLANK = "scene.blank"
LECTURE_KEYS = [
    _key(
        "pagedown",
        "scene.next",
        "page(1)",
        "next",
        "next page of the text, then the answer, then the next scene",
        priority=True,
    ),
    _key(
        "pageup",
        "scene.previous",
        "page(-1)",
        "previous",
        "previous page of the text, then the previous scene",
        priority=True,
    ),
    _key("f6", BLANK, "blank", "blank", "blank the screen until the next key"),
    _key(
        "backspace",
        "return",
        "return",
        "scene",
        "go back to the scene from anywhere; after W, along its hops first",
    ),
    _key(
        "i",
        "scene.insert",
        "insert",
        "insert",
        "insert this screen into the lecture file as the next scene",
    ),
]
"""The keys of a lecture; clickers send pagedown, pageup, and a full stop or b to blank."""
FOLLOW_KEYS = [
    _key(
        "pagedown",
        "scene.next",
        "page(1)",
        "next",
        "next page of the scene's text; the scene is the lecturer's",
        priority=True,
    ),
    _key(
        "pageup",
        "scene.previous",
        "page(-1)",
        "previous",
        "previous page of the scene's text",
        priority=True,
    ),
    _key(
        "backspace",
        "return",
        "return",
        "rejoin",
        "go back to what the lecturer shows; keys that move lead away from it",
    ),
]
"""The keys of one who follows a class."""
SCRIPT_KEYS = [
    _key(
        "C",
        "compare",
        "compare",
        "compare",
        "compare with another script: the first difference",
    ),
    _key("A", "hint", "hint", "hint", "in the bug lab: a hint; after two hints, the answer"),
]
"""The keys that only a script of the user has."""
_IN_LECTURE = {
    BLANK: ("full_stop", "f6"),
    "event.previous": ("comma", "less_than_sign"),
    "event.next": ("greater_than_sign",),
}
_WITH_CLICKER = {BLANK: ("full_stop", "b", "f6"), "back.line": ("j",)}

FORMER_IDS = {
    "step.phase": "step.line",
    "back.phase": "back.line",
    "predict": "quiz",
    "slope": "gradient",
    "ask": "what-if",
    "scene.return": "return",
}
"""Ids that a settings file may still have, and what they are called now."""

ARROWS = tuple(_MOVES)
CROSS = tuple(f"cross.{arrow}" for arrow in ARROWS)
TOGETHER = (
    (ARROWS, ARROWS, ("arrows", "move the cursor; at an edge, into the next pane")),
    (
        CROSS,
        tuple(f"shift+{arrow}, {_LETTERS[arrow]}" for arrow in ARROWS),
        ("shift+arrows, H J K L", "on the map: move the cross-hair"),
    ),
)
"""Ids of keys that the help explains in one line as long as they have their built-in keys."""

ON_MAP = frozenset({"map_axis", "map_hidden", "cross"})
"""Actions that work only while the decision map is shown."""

_ANYWHERE = {"quit", "suspend_process", "command_palette"}
ON_MAIN_SCREEN = {key.action.split("(")[0] for key in (*KEYS, *SCRIPT_KEYS)} - _ANYWHERE
"""Actions that work only while no dialog covers the main screen."""


def rebound(bindings: Iterable[Binding], keymap: Mapping[str, str]) -> list[Binding]:
    """Return the bindings with their keys replaced by those of a keymap."""
    return [replace(binding, key=keymap.get(binding.id or "", binding.key)) for binding in bindings]


def in_lecture(keymap: Mapping[str, str], *, clicker: bool) -> dict[str, str]:
    """Return the keymap of a lecture: the user's, then what its own keys move elsewhere."""
    chosen = {key for keys in keymap.values() for key in keys.split(",")}
    moved = {**_IN_LECTURE, **(_WITH_CLICKER if clicker else {})}
    free = {id: [key for key in keys if key not in chosen] for id, keys in moved.items()}
    return {id: ",".join(keys) for id, keys in free.items() if keys} | {**keymap}


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
