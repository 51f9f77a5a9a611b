"""Private names of Textual and Rich: which files use them, and that the app works without."""

from __future__ import annotations

import importlib
import sys
from functools import partial
from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from helpers.private_names import ROOT, private_names, uses
from helpers.program import fills
from helpers.program import opened as terminal_opened
from helpers.trainer import opened
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.wire import compositor, textual_private
from tinynet_tui.wire.compositor import strips_of

USED: dict[str, dict[type | str, set[str]]] = {
    "wire/compositor.py": {
        App: {"_display", "_closed", "_batch_count", "_sync_available"},
        Screen: {"_compositor"},
        "textual._compositor": {"ChopsUpdate", "LayoutUpdate"},
    },
    "wire/driver.py": {
        LinuxDriver: {
            "_file",
            "_get_terminal_size",
            "_request_terminal_sync_mode_support",
        },
    },
    "wire/reading.py": {LinuxDriver: {"_key_thread", "_query_in_band_window_resize"}},
    "wire/textual_private.py": {
        App: {"_check_bindings", "_handle_exception", "_return_code"},
        Screen: {"_callbacks"},
        CommandPalette: {
            *("_gather_commands", "_GATHER_COMMANDS_GROUP"),
            *("_watch__list_visible", "_watch__show_busy"),
        },
        "textual._xterm_parser": {"XTermParser"},
        "textual._styles_cache": {"StylesCache"},
    },
}
"""The files that may use private names, each with the owners: classes or private modules."""

EACH = [
    pytest.param(owner, name, id=f"{getattr(owner, '__name__', owner)}.{name}")
    for owners in USED.values()
    for owner, names in owners.items()
    for name in sorted(names)
]


@pytest.mark.parametrize(("owner", "name"), EACH)
def test_textual_still_has(owner: type | str, name: str) -> None:
    if isinstance(owner, str):
        assert hasattr(importlib.import_module(owner), name)
    else:
        assert name in private_names(owner)


def test_no_other_private_name_is_used() -> None:
    # An import contract keeps Textual and Rich out of all other folders.
    paths = [path for folder in ("ui", "wire") for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix(): uses(path) for path in paths}
    listed = {path: set().union(*names.values()) for path, names in USED.items()}
    assert {path: names for path, names in found.items() if names} == listed


@pytest.mark.parametrize(
    "use",
    [
        "from textual._compositor import Compositor",
        "from textual.app import App\nclass Mine(App[int]):\n    def _display(self): ...",
        "from textual.app import App\nclass Mine(App[int]):\n    def ask(self): self._running",
        "def ask(app): app._running",
        "def ask(app): return getattr(app, '_running', False)",
    ],
)
def test_a_use_is_noticed(use: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / f"file_{abs(hash(use))}.py"
    path.write_text(use)
    monkeypatch.syspath_prepend(tmp_path)
    assert uses(path, tmp_path)


# Without these names.

MODULES = [owner for owners in USED.values() for owner in owners if isinstance(owner, str)]

HIDING = f"""
import sys
import textual.app, textual.drivers.linux_driver, textual.widgets  # these import what they need
from tinynet_tui.wire import compositor, textual_private
def hide(one, name, default=None):
    return default
compositor.getattr = textual_private.getattr = hide
for name in {MODULES}:
    sys.modules[name] = None
from tinynet_tui.cli import main as cli
sys.exit(cli.main(sys.argv[1:]))
"""


def test_in_a_terminal_textual_paints_and_reads_by_itself() -> None:
    with terminal_opened("--seed", "3", program=[sys.executable, "-c", HIDING]) as it:
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
        it.send("n")
        it.wait_for("step 2/9")
        it.send("?")
        it.wait_for("esc closes")
        it.send("\x1b")
        it.wait_until(lambda: "esc closes" not in it.text, "the help to close")
        it.resize(100, 30)
        it.wait_until(partial(fills, it, 100, 30), "a whole screen")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


async def test_keys_and_dialogs_go_textual_s_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual_private, "getattr", lambda *_: None, raising=False)
    for name in MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    async with opened() as trainer:
        await trainer.press("n")
        await trainer.rests_at(0, 2)
        for key in ("question_mark", "g", "w"):
            await trainer.press(key)
            await trainer.until(lambda: trainer.app.screen is not trainer.main)
            await trainer.press("escape")
            await trainer.until(lambda: trainer.app.screen is trainer.main)


async def test_a_picture_is_put_together_from_the_widgets(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as trainer:
        await trainer.shows("step 1/9", "? help")
        wanted = [strip.text for strip in strips_of(trainer.main)]
        monkeypatch.setattr(compositor, "getattr", lambda *_: None, raising=False)
        assert [strip.text for strip in strips_of(trainer.main)] == wanted


def test_a_kiosk_that_could_not_hide_values_does_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textual_private, "hasattr", lambda *_: False, raising=False)
    with pytest.raises(RuntimeError, match="may show values"):
        TrainerApp(Experiment(), kiosk=True)
    TrainerApp(Experiment())
