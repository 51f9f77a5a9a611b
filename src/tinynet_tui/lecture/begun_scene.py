"""A scene of a lecture file while its lines are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .outline import Draft, Located, Pause

Section = Literal["settings", "text", "question", "answer", "notes"]
Part = Literal["question", "answer"]


@dataclass
class BegunScene:
    """A scene that is being read."""

    title: Located
    end: int
    settings: dict[str, Located] = field(default_factory=dict)
    repeated: list[Located] = field(default_factory=list)
    """The settings of which there may be several."""
    parts: dict[str, list[list[Located]]] = field(
        default_factory=lambda: {"text": [], "question": [], "answer": []}
    )
    notes: list[str] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    section: Section = "settings"
    directly: bool = True
    """True as long as only settings, and no blank line, have followed the title."""
    between: bool = True
    """True when the next line begins a paragraph."""

    @property
    def has_settings_above(self) -> bool:
        """True when settings have been read, and a blank line after them."""
        return self.between and bool(self.settings or self.repeated)

    def draft(self) -> Draft:
        parts = {name: tuple(map(tuple, paragraphs)) for name, paragraphs in self.parts.items()}
        notes = "\n".join(self.notes).strip("\n")
        lines = tuple(notes.split("\n")) if notes else ()
        repeated = tuple(self.repeated)
        return Draft(
            self.title,
            self.settings,
            **parts,
            notes=lines,
            end=self.end,
            repeated=repeated,
            pauses=tuple(self.pauses),
        )
