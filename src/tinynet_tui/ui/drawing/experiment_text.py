"""An experiment's settings in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import EDITS, in_words

NO_EDITS = "no edits"
F = TypeVar("F")
"""What is set."""


def settings(experiment: Experiment, beside: Experiment | None = None) -> str:
    """Return the settings, or only those that differ from those of the experiment beside it."""
    parts = _parts(experiment, beside)
    if beside is None:
        return _joined(parts.values())
    return _joined(parts[field] for field in parts if field.differs(experiment, beside))


def settings_of(experiments: Sequence[Experiment], width: int) -> list[str]:
    """Return the settings of each; if these do not fit, only those that are not all the same."""
    first, *others = experiments
    fields = [f for f in in_words() if any(f.differs(first, other) for other in others)]
    return fitted([_parts(experiment) for experiment in experiments], fields, width)


def fitted(listed: Sequence[Mapping[F, str]], differing: Iterable[F], width: int) -> list[str]:
    """Return the settings of each, or if these do not fit, only those that differ."""
    whole = [_joined(parts.values()) for parts in listed]
    if len(whole) == 1 or max(map(len, whole)) <= width:
        return whole
    fields = [*differing]
    return [_joined(parts[field] or NO_EDITS for field in fields) for parts in listed]


def _parts(experiment: Experiment, beside: Experiment | None = None) -> dict[Field, str]:
    """Return the words for each field."""
    return {
        field: _edits(experiment, beside) if field is EDITS else field.words(experiment)
        for field in in_words()
    }


def _joined(words: Iterable[str]) -> str:
    return " ".join(word for word in words if word)


def _edits(experiment: Experiment, beside: Experiment | None) -> str:
    """Return the number of edits, and the last one that the other experiment does not have."""
    edits = experiment.edits
    if not edits:
        return NO_EDITS if beside else ""
    own = [edit for edit in edits if beside is None or edit not in beside.edits] or edits
    last = own[-1].text(experiment.script)
    return last if len(edits) == 1 else f"{counted(len(edits), 'edit')}: {last}"
