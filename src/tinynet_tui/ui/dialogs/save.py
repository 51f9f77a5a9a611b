"""Saving: what to save, under which name, and whether to overwrite a file."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tinynet_tui.export import texts
from tinynet_tui.support.files import FileError, create, exists, overwrite, shown
from tinynet_tui.timeline.snapshot import Snapshot

from .offers import Offer, Offers
from .prompt import Prompt
from .screenshot import Picture

LONGEST_FOLDER = 45
"""How many of the last characters of a folder's name are shown."""


class Export(NamedTuple):
    """Something that can be saved."""

    name: str
    words: str
    ending: str
    """The end of the file's name."""
    write: Callable[[], str | bytes]
    """Returns what the file holds."""
    but: str = ""
    """What is not in it, for the message."""


def exports(snapshot: Snapshot, command: Sequence[str], picture: Picture) -> tuple[Export, ...]:
    """Return the exports of a snapshot."""
    script, errors = partial(texts.script, snapshot, command), partial(texts.errors, snapshot)
    weights = partial(texts.weights, snapshot, command)
    return (
        Export("script", "this run as a NumPy script; it prints the same digits", ".py", script),
        Export("errors", "the error of every iteration, as CSV", "-errors.csv", errors),
        Export("weights", "the weights as they are now, as JSON", "-weights.json", weights),
        *pictures(picture),
    )


def pictures(picture: Picture) -> tuple[Export, ...]:
    """Return the exports of the screen."""
    return (
        Export("svg", "this screen as a picture in colour", ".svg", picture.svg),
        Export("text", "this screen as plain text", ".txt", picture.text),
    )


class Overwrite(ModalScreen[bool]):
    """Asks whether to overwrite a file."""

    DEFAULT_CSS = """
    Overwrite {
        align: center bottom;
        background: transparent;
        #question {
            width: 100%;
            max-width: 80;
            height: auto;
            border: round $text-error;
            background: $surface;
            padding: 0 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("y", "answer(True)", "Overwrite"),
        ("n,escape", "answer(False)", "Another name"),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        with Vertical(id="question") as box:
            box.border_title = "overwrite?"
            yield Static(f"{shown(self._path)} already exists", markup=False)
            yield Static("y overwrites it   n or esc: choose another name", markup=False)

    def action_answer(self, yes: bool) -> None:
        if self.is_current:
            self.dismiss(yes)

    async def action_dismiss(self, result: bool | None = None) -> None:
        self.action_answer(False)


class SaveAs(Prompt):
    """Asks what to save and under which name, and saves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "choose(-1)", "Choose"),
        ("down", "choose(1)", "Choose"),
    ]

    def __init__(self, listed: Sequence[Export], name: str, report: Callable[[str], None]) -> None:
        """Offer exports under a name; `report` takes a message about the outcome."""
        super().__init__("save", self._submit, placeholder="a file name")
        self._exports = listed
        self._chosen = 0
        self._report = report
        self._writing = False
        self._offers = Offers([Offer(it.name, it.words) for it in self._exports], self._choose)
        self.line.value = name + self._exports[0].ending

    def choices(self) -> list[Widget]:
        return [self._offers]

    def on_mount(self) -> None:
        self._choose(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Name the folder in the hint, which the base's handler shows: Textual calls both."""
        self._hint = _where(event.value)

    def action_choose(self, by: int) -> None:
        self._choose((self._chosen + by) % len(self._exports))

    def _choose(self, index: int) -> None:
        """Choose an export, and give the name its ending."""
        name = self.line.value.removesuffix(self._exports[self._chosen].ending)
        if name != self.line.value:
            self.line.value = name + self._exports[index].ending
            self.line.cursor_position = len(self.line.value)
        self._chosen = index
        self._offers.mark(self._exports[index].name)

    # Writing.

    def _submit(self, text: str) -> None:
        """Write the file, after a question if it exists, and close when done."""
        if not self.is_current or self._writing:
            return
        try:
            path = named(text)
        except ValueError as error:
            self._refuse(str(error))
            return
        try:
            is_there = exists(path)
        except FileError as error:
            self._refuse(_reason(error, path))
            return
        if is_there:
            self.app.push_screen(
                Overwrite(path), lambda yes: self._write(path, overwrite) if yes else None
            )
        else:
            self._write(path, create)

    def _write(self, path: Path, put: Callable[[Path, bytes], None]) -> None:
        """Write in a thread: a run of ten thousand examples takes a while."""
        self._writing = True
        export, app = self._exports[self._chosen], self.app

        def write() -> None:
            try:
                written = export.write()
                data = written.encode() if isinstance(written, str) else written
                put(path, data)
            except FileError as error:
                outcome = partial(self._refuse, _reason(error, path))
            except Exception as error:  # it would be lost in the thread
                outcome = partial(self._refuse, f"{type(error).__name__}: {error}")
            else:
                outcome = partial(
                    self._saved, f"saved {shown(path)}, {len(data):,} bytes{export.but}"
                )
            with suppress(RuntimeError):  # the app has ended
                app.call_later(outcome)

        threading.Thread(target=write, name="saving", daemon=True).start()

    def _saved(self, done: str) -> None:
        self._report(done)
        if self.is_current:
            self.dismiss()

    def _refuse(self, reason: str) -> None:
        """Show why nothing was written: here or, once this is closed, as a message."""
        self._writing = False
        if self.is_current:
            self._refused = self.line.value
            self.say(reason, wrong=True)
        else:
            self._report(f"not saved: {reason}")


def named(text: str) -> Path:
    """Return the path that a text names, with `~` expanded; ValueError if it names none."""
    if not text.strip():
        raise ValueError("type a file name")
    if not text.isprintable():
        raise ValueError("a file name cannot have control characters")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no such user: {text}") from None


def _reason(error: FileError, path: Path) -> str:
    """Return the error without the path, which stands above it and may be long."""
    return str(error).removeprefix(f"{shown(path)}: ")


def _where(text: str) -> str:
    """Return the hint: the folder of a name, and the keys."""
    try:
        folder = str(Path.cwd() / named(text).parent)
    except (ValueError, OSError):
        return ""
    folder = shown(Path(os.path.normpath(folder)))
    if len(folder) > LONGEST_FOLDER:
        folder = f"…{folder[-LONGEST_FOLDER + 1 :]}"
    return f"in {folder}   enter saves   ↑ ↓ choose"
