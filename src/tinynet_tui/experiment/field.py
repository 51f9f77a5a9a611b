"""A field of an experiment, and the options of the command line that set it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tinynet_tui.support.parse_numbers import integer

from .nudges import Nudge

if TYPE_CHECKING:
    from .experiment import Experiment


class Option(NamedTuple):
    """An option of the command line."""

    flag: str
    help: str
    metavar: str | None = None
    """The placeholder of its value in the help; None for a switch, which has no value."""
    read: Callable[[str], object] = str
    """Reads its value; raises ValueError."""
    repeats: bool = False
    value_name: str = ""
    """The internal name of its value, if it is not the flag's name."""

    @property
    def name(self) -> str:
        return self.value_name or self.flag.removeprefix("--")


@dataclass(frozen=True, eq=False, kw_only=True)
class Field:
    """A field of Experiment: a number that follows no other field, unless a subclass differs."""

    name: str
    """The attribute of Experiment."""
    options: tuple[Option, ...]
    """The first one's value has the field's name; the others add to it."""
    words_order: int = 0
    """Where an experiment is put into words, fields with a higher one come later."""
    title: str = ""
    """Its name in the options dialog."""
    hint: str = ""
    """Its explanation in the options dialog; empty if it is changed elsewhere."""
    nudge: Nudge | None = None
    follows: tuple[str, ...] = ()
    """The fields on which its default, or the meaning of its value, depends."""
    bound: bool = False
    """True when its value has no meaning after a field that it follows has changed."""

    @property
    def flag(self) -> str:
        """The option that sets it."""
        return self.options[0].flag

    @property
    def setting(self) -> str:
        """Its name in a lecture."""
        return self.flag.removeprefix("--")

    def default(self, experiment: Experiment) -> Any:
        """Return its default, given the experiment's fields before it."""
        return getattr(type(experiment), self.name)

    def take(self, given: Mapping[str, Any], experiment: Experiment) -> Any:
        """Return its value from the values of options; raises ValueError."""
        value = given[self.name]
        return self.default(experiment) if value is None else value

    def read(self, text: str, experiment: Experiment) -> Any:
        """Read its value as a lecture writes it; raises ValueError."""
        return self.options[0].read(text)

    def text(self, experiment: Experiment) -> str:
        """Return its value as `read` takes it."""
        return str(getattr(experiment, self.name)).removesuffix(".0")

    def values(self, experiment: Experiment) -> dict[str, object]:
        """Return the values of its options, as they also stand in JSON."""
        return {self.name: getattr(experiment, self.name)}

    def arguments(self, experiment: Experiment) -> list[str]:
        """Return the command line's arguments for its value; none for the default."""
        is_default = getattr(experiment, self.name) == self.default(experiment)
        return [] if is_default else [self.flag, self.text(experiment)]

    def words(self, experiment: Experiment) -> str:
        """Return its part of a description of the experiment."""
        return f"{self.name} {self.text(experiment)}"

    def differs(self, one: Experiment, other: Experiment) -> bool:
        """True when the descriptions of the two experiments differ in it."""
        return bool(getattr(one, self.name) != getattr(other, self.name))

    def is_moved(self, one: Experiment, other: Experiment) -> bool:
        """True when the two experiments differ in a field that it follows."""
        return any(getattr(one, name) != getattr(other, name) for name in self.follows)


class Whole(Field):
    """A field with a whole number from 0 on."""

    def read(self, text: str, experiment: Experiment) -> int:
        return integer(text, signed=False)
