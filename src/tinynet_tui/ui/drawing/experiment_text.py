"""An experiment's settings in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import EDITS, in_words

NO_CHANGE = "no change"


def settings(experiment: Experiment, beside: Experiment | None = None) -> str:
    """Return the settings, or only those in which it differs from the one beside it."""
    parts = _parts(experiment, beside)
    if beside is not None:
        apart = (field.name for field in in_words() if field.differs(experiment, beside))
        return _joined(parts[name] for name in apart)
    return _joined(parts.values())


def settings_of(experiments: Sequence[Experiment], width: int) -> list[str]:
    """Return the settings of each; where they do not fit, those in which not all are the same."""
    listed = [_parts(experiment) for experiment in experiments]
    whole = [_joined(parts.values()) for parts in listed]
    if len(whole) == 1 or max(map(len, whole)) <= width:
        return whole
    first, *others = experiments
    apart = [
        field.name for field in in_words() if any(field.differs(first, other) for other in others)
    ]
    return [_joined(parts[name] or NO_CHANGE for name in apart) for parts in listed]


def _parts(experiment: Experiment, beside: Experiment | None = None) -> dict[str, str]:
    """Return the words for each field, by its name."""
    return {
        field.name: _changes(experiment, beside) if field is EDITS else field.words(experiment)
        for field in in_words()
    }


def _joined(words: Iterable[str]) -> str:
    return " ".join(word for word in words if word)


def _changes(experiment: Experiment, beside: Experiment | None) -> str:
    """Name the changes by hand: how many, and the last of those that the other has not."""
    edits = experiment.edits
    if not edits:
        return NO_CHANGE if beside else ""
    own = [edit for edit in edits if beside is None or edit not in beside.edits] or edits
    last = own[-1].text(experiment.script)
    return last if len(edits) == 1 else f"{counted(len(edits), 'change')}: {last}"
