"""What the screen of a script shows, as it is shared with a class."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tinynet_tui.classroom.shared import ClassError, digest
from tinynet_tui.collection.collection import COLLECTION
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lab.lab import LAB, PREFIX
from tinynet_tui.lecture.shared_script import SharedScript
from tinynet_tui.ui.screen.script_screen import ScriptScreen


def script_state(main: ScriptScreen, path: Path) -> tuple[SharedScript, dict[str, str]]:
    """Return what the screen shows of a file's script, and the text that must travel, by its name.

    ClassError for a text that cannot travel.
    """
    frame = main.frame
    assert frame is not None
    try:
        text = frame.data.decode()
    except UnicodeDecodeError:
        raise ClassError(f"{path.name} is no text in UTF-8") from None
    ours = _name_of_ours(path, text)
    where = frame.where
    screen = SharedScript(
        ours or (path.name if path.suffix == ".py" else f"{path.name}.py"),
        f"{where.iteration}:{where.step + (frame.raised is not None)}",
        digest(text) if ours else "",
        main.cursor,
        main.chosen,
        main.lit or "",
        main.seen,
        main.explanation.curve_first,
        main.quiz.on,
        choice_of(frame.choice),
        frame.edits,
    )
    return screen, {} if ours else {screen.script: text}


def choice_of(choice: Choice) -> Choice:
    """Return a choice in the form in which it is shared."""
    return replace(choice, lets=dict(choice.lets or {}) or None)


def _name_of_ours(path: Path, text: str) -> str:
    """Return what a lecture calls a script of ours with that text; "" if it is another one."""
    for one in COLLECTION:
        if one.path == path and one.text == text:
            return one.name
    for bug in LAB:
        if bug.path == path and bug.text == text:
            return f"{PREFIX}{bug.name}"
    return ""
