"""Saving: what of the run, under which name, and whether over what is there already."""

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

from tinynet_tui.export import texts as texts
from tinynet_tui.support.files import FileError, create, exists, overwrite, shown
from tinynet_tui.timeline.snapshot import Snapshot

from .offers import Offer, Offers
from .prompt import Prompt
from .screenshot import Picture

LONGEST_FOLDER = 45
"""Characters of a folder's name that are shown, the last ones."""


class Kind(NamedTuple):
    """What can be saved."""

    name: str
    words: str
    ending: str
    """Of the file's name."""
    write: Callable[[], str]
    """Makes the text that is saved."""


def kinds(snapshot: Snapshot, command: Sequence[str], picture: Picture) -> tuple[Kind, ...]:
    """Return what can be saved of a moment."""
    return (
        Kind(
            "script",
            "the run as a NumPy script, which prints the same digits",
            ".py",
            lambda: texts.script(snapshot, command),
        ),
        Kind(
            "errors",
            "the error of every iteration, as CSV",
            "-errors.csv",
            lambda: texts.errors(snapshot),
        ),
        Kind(
            "weights",
            "the weights as they stand, as JSON",
            "-weights.json",
            lambda: texts.weights(snapshot, command),
        ),
        Kind("svg", "this screen as a picture, with colours", ".svg", picture.svg),
        Kind("text", "this screen as plain text", ".txt", picture.text),
    )


class Overwrite(ModalScreen[bool]):
    """Asks whether a file is to be overwritten."""

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
        """Ask about a file."""
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """Show the question."""
        with Vertical(id="question") as box:
            box.border_title = "overwrite?"
            yield Static(f"{shown(self._path)} exists already", markup=False)
            yield Static("y overwrites it   n, esc: another name", markup=False)

    def action_answer(self, yes: bool) -> None:
        """Answer, once."""
        if self.is_current:
            self.dismiss(yes)

    async def action_dismiss(self, result: bool | None = None) -> None:
        """Overwrite nothing."""
        self.action_answer(False)


class SaveAs(Prompt):
    """Asks what to save and under which name, and writes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "choose(-1)", "Choose"),
        ("down", "choose(1)", "Choose"),
    ]

    def __init__(
        self,
        snapshot: Snapshot,
        command: Sequence[str],
        picture: Picture,
        say: Callable[[str], None],
    ) -> None:
        """Offer what there is of a moment; `say` is told what has become of it."""
        super().__init__("save", self._submit, placeholder="a name")
        self._kinds = kinds(snapshot, command, picture)
        self._chosen = 0
        self._tell = say
        self._busy = False
        """Whether something is being written."""
        listed = [Offer(kind.name, kind.words) for kind in self._kinds]
        self._offers = Offers(listed, self._choose)
        self.line.value = texts.file_name(snapshot) + self._kinds[0].ending

    def choices(self) -> list[Widget]:
        """Return the list."""
        return [self._offers]

    def on_mount(self) -> None:
        """Mark what is chosen at first."""
        self._choose(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say into which folder it goes; the base's own handler shows it."""
        self._hint = _where(event.value)

    def action_choose(self, by: int) -> None:
        """Choose the next or the previous of the list, in a circle."""
        self._choose((self._chosen + by) % len(self._kinds))

    def _choose(self, index: int) -> None:
        """Choose what is saved; the name gets its ending."""
        name = self.line.value.removesuffix(self._kinds[self._chosen].ending)
        if name != self.line.value:
            self.line.value = name + self._kinds[index].ending
            self.line.cursor_position = len(self.line.value)
        self._chosen = index
        self._offers.mark(self._kinds[index].name)

    # Writing.

    def _submit(self, text: str) -> None:
        """Write, after a question if something is there; close when it is done."""
        if not self.is_current or self._busy:
            return
        try:
            path = named(text)
            there = _is_there(path)
        except ValueError as error:
            self._refuse(str(error))
            return
        if there:
            self.app.push_screen(Overwrite(path), lambda yes: self._answered(path, yes))
        else:
            self._write(path, create)

    def _answered(self, path: Path, yes: bool | None) -> None:
        if yes:
            self._write(path, overwrite)

    def _write(self, path: Path, put: Callable[[Path, bytes], None]) -> None:
        """Write in a thread of its own: the run of ten thousand examples takes a moment."""
        self._busy = True
        kind, app = self._kinds[self._chosen], self.app

        def write() -> None:
            try:
                data = kind.write().encode()
                put(path, data)
            except FileError as error:
                outcome = partial(self._refuse, _reason(error, path))
            except Exception as error:  # nobody else would hear of it
                outcome = partial(self._refuse, f"{type(error).__name__}: {error}")
            else:
                outcome = partial(self._saved, f"saved {shown(path)}, {len(data):,} bytes")
            with suppress(RuntimeError):  # the app has ended meanwhile
                app.call_later(outcome)

        threading.Thread(target=write, name="saving", daemon=True).start()

    def _saved(self, done: str) -> None:
        self._tell(done)
        if self.is_current:
            self.dismiss()

    def _refuse(self, reason: str) -> None:
        """Say why nothing was written: here or, if this has been left, where the rest is told."""
        self._busy = False
        if self.is_current:
            self._refused = self.line.value
            self._say(reason, wrong=True)
        else:
            self._tell(f"nothing saved: {reason}")


def named(text: str) -> Path:
    """Return the path that a text names, `~` understood; ValueError says why it names none."""
    if not text.strip():
        raise ValueError("a name is needed")
    if not text.isprintable():
        raise ValueError("a name has no control characters")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no such user's folder: {text}") from None


def _is_there(path: Path) -> bool:
    """Whether there is a file; ValueError says why none can be."""
    try:
        return exists(path)
    except FileError as error:
        raise ValueError(_reason(error, path)) from None


def _reason(error: FileError, path: Path) -> str:
    """Return what is wrong without the name, which stands above it and may be long."""
    return str(error).removeprefix(f"{shown(path)}: ")


def _where(text: str) -> str:
    """Return the hint: the folder in which a name lies, and what to do."""
    try:
        folder = str(Path.cwd() / named(text).parent)
    except (ValueError, OSError):
        return ""
    folder = shown(Path(os.path.normpath(folder)))
    if len(folder) > LONGEST_FOLDER:
        folder = f"…{folder[-LONGEST_FOLDER + 1 :]}"
    return f"in {folder}   enter saves   ↑ ↓ choose"
