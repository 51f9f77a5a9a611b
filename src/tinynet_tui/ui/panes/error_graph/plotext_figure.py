"""plotext's figure: imported without what is not needed, and drawn on with dots."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

_lock = threading.Lock()
_figure: Any = None


def load() -> None:
    """Import plotext, from any thread, before the first plot."""
    global _figure
    with _lock:
        if _figure is None:
            with _light_import():
                plotext: Any = importlib.import_module("plotext")
            plotext.terminal.limit(False, False)
            plotext.figure.axes(False)
            for axis in ("x", "y"):
                plotext.figure.ruler(axis).lim(0, 1).frequency(0).alignment(lim="edge")
            _figure = plotext.figure


def draw(parts: list[list[tuple[int, int]]], cells: int, rows: int) -> list[str]:
    """Draw the parts of a curve in `rows` lines of `cells` characters.

    A part is a list of dots, counted from the lower left.
    """
    load()
    with _lock:
        _figure.clear.data()
        _figure.plot_size(cells, rows)
        for part in parts:
            # Only numbers between 0 and 1 reach plotext: it aborts the process on others.
            xs = [(x + 0.5) / (2 * cells) for x, _ in part]
            ys = [(y + 0.5) / (4 * rows) for _, y in part]
            _figure.draw(_figure.signal(xs, ys, marker="braille").lines(True))
        text: str = _figure.build().string(colorless=True)
    return text.splitlines()


class _KernelLoader(SourceFileLoader):
    """Has plotext open its C library with `PyDLL`, whose calls keep the interpreter lock.

    plotext calls it thousands of times on import and hundreds of times per plot. `CDLL` releases
    the lock at each call, and beside a busy thread it takes up to 5 ms to get it back: 19 s to
    import, half a second per plot. A version that opens its library differently stays slow.
    """

    NAME = "plotext._kernel.tools"

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_source(fullname) or ""
        altered = source.replace("ctypes.CDLL(", "ctypes.PyDLL(")
        return self.source_to_code(altered.encode(), self.path)

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == cls.NAME else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = cls(spec.loader.name, spec.loader.path)
        return spec


@contextmanager
def _light_import() -> Iterator[None]:
    """Import plotext without its slow, unused parts.

    Half of the import is a help menu, and it loads packages for pictures and video if installed.
    It can also read keys, which needs what only POSIX has.
    """
    menu = ModuleType("plotext._doc.doc")
    vars(menu)["docs"] = None
    keys = ModuleType("plotext._methods.key")  # would import termios
    vars(keys)["is_pressed"] = None
    unused: dict[str, Any] = {one.__name__: one for one in (menu, keys)}
    unused |= dict.fromkeys(("PIL", "ffpyplayer", "yt_dlp"))
    absent = {name: module for name, module in unused.items() if name not in sys.modules}
    interval = sys.getswitchinterval()
    sys.modules.update(absent)
    sys.meta_path.insert(0, _KernelLoader)
    sys.setswitchinterval(min(interval, 0.0002))
    try:
        yield
    finally:
        sys.meta_path.remove(_KernelLoader)
        for name in absent:
            del sys.modules[name]
        sys.setswitchinterval(interval)
