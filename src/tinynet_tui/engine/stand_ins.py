"""What takes the place of modules that are missing, and of what would stop or draw."""

from __future__ import annotations

import ast
import dis
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import sysconfig
from collections.abc import Collection, Iterable, Iterator, Sequence
from types import FrameType, ModuleType
from typing import Any

INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib")})
"""Where Python and its libraries are."""


def tried(tree: ast.Module) -> set[str]:
    """Return the modules that a script imports where it is ready for their absence."""
    found: set[str] = set()
    tries = (node for node in ast.walk(tree) if isinstance(node, ast.Try) and node.handlers)
    for node in (inner for one in tries for part in one.body for inner in ast.walk(part)):
        match node:
            case ast.Import(names):
                found.update(alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(str(module)):
                found.add(module.partition(".")[0])
    return found


def notebook(tree: ast.Module) -> dict[str, StandIn]:
    """Return what a notebook that was saved as a script takes for granted: its `get_ipython`.

    Nothing where a script tries whether it runs in a notebook.
    """
    tries = (node for node in ast.walk(tree) if isinstance(node, ast.Try) and node.handlers)
    trying = {id(inner) for one in tries for inner in ast.walk(one)}
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    if any(name.id == "get_ipython" and id(name) not in trying for name in names):
        return {"get_ipython": StandIn("IPython")}
    return {}


class StandIn(ModuleType):
    """Stands in for a missing module and for all that is in it; no number can be had from it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self.__all__: list[str] = []

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__name__}.{name}")

    def __call__(self, *_: Any, **__: Any) -> StandIn:
        return self

    def __iter__(self) -> Iterator[StandIn]:
        """Yield as many as the statement that unpacks it wants; otherwise none."""
        frame = sys._getframe(1)
        for instruction in dis.get_instructions(frame.f_code):
            if instruction.offset == frame.f_lasti and instruction.opname == "UNPACK_SEQUENCE":
                return iter([self] * (instruction.arg or 0))
        raise self._missing()

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __setitem__(self, *_: object) -> None:
        return None

    def __getitem__(self, _: object) -> StandIn:
        return self

    def _missing(self) -> ModuleNotFoundError:
        module = self.__name__.partition(".")[0]
        return ModuleNotFoundError(f"No module named {module!r}", name=module)

    def _refuse(self, *_: object) -> Any:
        raise self._missing()

    __len__ = __bool__ = __float__ = __int__ = __index__ = __array__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _refuse
    __rtruediv__ = __matmul__ = __rmatmul__ = __neg__ = __pow__ = __lt__ = __gt__ = _refuse


class Bar(StandIn):
    """Stands in for a progress bar round what a loop goes through: `tqdm(range(100))`."""

    def __init__(self, name: str, values: Iterable[Any] = ()) -> None:
        super().__init__(name)
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self, *_: object) -> int:
        return len(self._values)  # type: ignore[arg-type]

    def __bool__(self, *_: object) -> bool:
        return True


class Bars(StandIn):
    """Stands in for the library of such bars."""

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Bars(f"{self.__name__}.{name}")

    def __call__(self, *values: Any, iterable: Any = (), **_: Any) -> Bar:
        if self.__name__.endswith("range"):
            return Bar(self.__name__, range(*values))
        return Bar(self.__name__, values[0] if values else iterable)


BARS = {"tqdm"}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds what nobody else finds: the last in the line.

    Only for the user's own files: libraries try what may be missing, and so do some scripts.
    """

    def __init__(self, file: str, tried: Collection[str]) -> None:
        """`file` is the script, which is ready to do without the modules `tried`."""
        self._file, self._tried = file, tried

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top = name.partition(".")[0]
        if top in self._tried or not self._is_own(sys._getframe(1)):
            return None
        known = sys.modules.get(top)
        if known is not None and not isinstance(known, StandIn):
            return None  # a module that is there lacks a part
        return importlib.util.spec_from_loader(name, self, is_package=True)

    def _is_own(self, frame: FrameType | None) -> bool:
        """True when an import comes from the script or a file beside it."""
        while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
            frame = frame.f_back
        file = "" if frame is None else frame.f_code.co_filename
        return file == self._file or not file.startswith(INSTALLED)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return (Bars if spec.name.partition(".")[0] in BARS else StandIn)(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""
