"""The text of a file: from bytes to a syntax tree, Python 2 included."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from dataclasses import dataclass

from .refusal import Refusal

TAB = 8
"""The columns to which Python 2 expands a tab."""
ONLY_PYTHON_2 = {"xrange", "raw_input", "unicode", "unichr", "long", "basestring"}
"""Names that Python 3 no longer has."""
PRINT = re.compile(r"^( *)print\b(?! *\().*$", re.MULTILINE)
"""A line that prints in Python 2."""


@dataclass(frozen=True)
class Source:
    """A file's text and its syntax tree; the tree's lines are the text's."""

    name: str
    text: str
    """The text as it is shown."""
    tree: ast.Module
    python: int = 3
    """2 if the text is Python 2."""

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


def read(name: str, data: bytes) -> Source:
    """Return the source in a file's contents; Refusal if it is no Python."""
    text = decoded(data)
    try:
        tree = parsed(text)
    except SyntaxError as error:
        first = error
    else:
        found = _as_python_2(text) if only_python_2(tree) else None
        return Source(name, text, found or tree, python=2 if found else 3)
    found = _as_python_2(text)
    if found is None:
        other = _other_than_print(text) or first
        raise Refusal(_explained(other), other.lineno)
    return Source(name, text, found, python=2)


def decoded(data: bytes) -> str:
    """Return a file's text, each line with a plain line end; Refusal if it is no text."""
    if b"\0" in data:
        raise Refusal("not a text file: a NUL byte", data.count(b"\n", 0, data.find(b"\0")) + 1)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except SyntaxError as error:
        raise Refusal(f"{error.msg}") from None
    except UnicodeDecodeError as error:
        line, byte = data.count(b"\n", 0, error.start) + 1, data[error.start]
        raise Refusal(f"byte 0x{byte:02x} is not {error.encoding.upper()}", line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parsed(text: str) -> ast.Module:
    """Return a text's syntax tree; SyntaxError, also where it is nested too deeply."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of strings such as "\d"
        try:
            return ast.parse(text)
        except (RecursionError, MemoryError):
            raise SyntaxError("nested too deeply") from None
        except ValueError as error:
            raise SyntaxError(str(error)) from None


def only_python_2(tree: ast.Module) -> bool:
    """True when a text that Python 3 can parse uses names of Python 2, without trying first."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    tried = {id(node) for one in tries for part in one.body for node in ast.walk(part)}
    return any(node.id in ONLY_PYTHON_2 - made for node in names if id(node) not in tried)


def _other_than_print(text: str) -> SyntaxError | None:
    """Return the first error of a text but for the print statements of Python 2."""
    try:
        parsed(PRINT.sub(r"\1pass", text.expandtabs(TAB)))
    except SyntaxError as error:
        return error
    return None


def _explained(error: SyntaxError) -> str:
    """Return a syntax error in a few words."""
    message = " ".join(str(error.msg).split())
    return f"not Python: {message}"


def _as_python_2(text: str) -> ast.Module | None:
    """Return the tree of a Python 2 text, or None if it is no Python 2 either."""
    from .python_2 import converted

    try:
        return parsed(converted(text.expandtabs(TAB)))
    except (SyntaxError, ImportError):  # fissix may be missing
        return None
