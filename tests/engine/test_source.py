"""What is no Python is refused with Python 3's own words, also without fissix."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.source import read


def test_without_fissix_a_syntax_error_is_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def lacks_fissix(name: str, *more: Any, **named: Any) -> Any:
        if name.startswith("fissix"):
            raise ModuleNotFoundError("No module named 'fissix'")
        return imported(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", lacks_fissix)
    with pytest.raises(Refusal) as refused:
        read("mine.py", b"for i in range(3):\n    w = (1\n")
    assert "'(' was never closed" in refused.value.reason
    assert refused.value.line == 2
    with pytest.raises(Refusal, match="not Python"):
        read("mine.py", b"print 'old'\n")


def test_python_2_text_that_is_wrong_is_refused_for_what_is_wrong() -> None:
    text = b"print 'begun'\nfor i in xrange(9):\n\nw = 1\nprint w\n"
    with pytest.raises(Refusal, match="expected an indented block") as refused:
        read("mine.py", text)
    assert refused.value.line == 4
