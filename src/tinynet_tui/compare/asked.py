"""What is asked of a comparison, and what has come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.plan import Choice
from tinynet_tui.network.bundled_scripts import FOLDER

from .parting import Parting
from .setting import Unlike


@dataclass(frozen=True)
class Asked:
    """What is to be compared, and how."""

    mine: Path
    theirs: Path | None = None
    """None for the built-in one."""
    choices: tuple[Choice, Choice] = field(default_factory=lambda: (Choice(), Choice()))
    edits: tuple[Edit, ...] = ()
    """Those of the first script."""
    within: float | None = None
    """How large a difference is passed over; None for what rounding makes."""
    first: int = 0
    """The iteration with which it begins."""
    iterations: int | None = None
    """How many iterations are compared."""
    data: bytes | None = None
    """The right text of the other script, if it is not that of the file."""

    @property
    def is_ours(self) -> bool:
        """True if the other script is one of ours, which can take any data."""
        return self.data is None and (self.theirs is None or self.theirs.parent == FOLDER)


@dataclass(frozen=True)
class Result:
    """What has come of it."""

    labels: tuple[str, str]
    """What the two scripts are called."""
    settings: tuple[Unlike, ...] = ()
    parting: Parting | None = None
    first: int = 0
    """The iteration with which it began."""
    looked: int = 0
    """As many iterations are the same, as far as that was looked at."""
    ends: str = ""
    """Why no more were looked at, if a script ends."""
    names: tuple[tuple[str, str], ...] = ()
    """What corresponds under another name."""
    parts: bool = False
    both_raise: str = ""
    """The exception with which both end, in the same line of the iteration after these."""
    rounded: Parting | None = None
    """The first difference that was passed over, since rounding makes such."""
    lacks: bool = False
    """True if the first script keeps an array to which none of the other one corresponds."""
    chosen: str = ""
    """The name of the script of ours that was chosen, since the video's does not fit."""
    transposed: str = ""
    """Which arrays are transposed, in words."""
    evened: Result | None = None
    """The result with the data, weights and numbers of the first script in the other."""

    @property
    def is_setting(self) -> bool:
        """True if all that differs is the setting: with the same one, the lines do the same."""
        return self.parts and self.evened is not None and not self.evened.parts

    @property
    def telling(self) -> Parting | None:
        """Where they part, with the same setting if the other script could take it over."""
        return (self.evened or self).parting
