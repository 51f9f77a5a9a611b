"""The settings of a script's runs, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tinynet_tui.worker.scripts.past_runs import ScriptExperiment


def settings_beside(run: ScriptExperiment, other: ScriptExperiment) -> str:
    """Return the settings of a run that differ from those of another one."""
    words, others = filled([run.words, other.words])
    return " ".join(
        words[name] or f"without {others[name]}" for name in words if words[name] != others[name]
    )


def filled(listed: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return words for all fields that any of some runs has."""
    names = dict.fromkeys(name for words in listed for name in words)
    return [{name: words.get(name, "") for name in names} for words in listed]
