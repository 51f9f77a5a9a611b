"""The names by which a user may call a loss, in the place of an expression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .losses import BINARY, SOFTMAX, SQUARES

SQUARED = ("squared", "squares", "squared-error", "squared-errors", "mean-squared-error", "mse")
ENTROPY = ("cross-entropy", "crossentropy", "cross_entropy", "log-loss", "bce", "softmax")
HINT = "--loss takes squared, cross-entropy, or an expression of the script's own names"
NO_SHARES = (
    "no sigmoid and no softmax makes the output: give the cross-entropy as an expression, "
    "such as --loss '-np.sum(y * np.log(p))'"
)


def kinds_of(text: str | None, names: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the losses that a text names; nothing if it is an expression.

    What is one of the script's own names means that.
    """
    if text is None or text in names:
        return ()
    word = text.strip().lower().replace(" ", "-")
    return (SQUARES,) if word in SQUARED else (BINARY, SOFTMAX) if word in ENTROPY else ()


def is_named(text: str) -> bool:
    """True for what may name a loss, and need not be an expression."""
    return bool(kinds_of(text, {}))
