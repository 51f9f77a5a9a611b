"""What a scene asks for, if the run itself can tell which answer is right.

    choices: 0.12 | 0.48 | 0.95 of l2[2,0]
    answer: sign of l1_error[2,0]
    answer: l2[2,0] within 0.05
    answer: cell of l1_error

- Of choices the one nearest to the number is right. Without `of` the number is the scene's cell.
- A sign is answered with `+`, `-` or `0`; 0 is right for a number that is exactly 0.
- A number is right if it is at most that far from the run's.
- `cell of` asks for the number farthest from 0; `largest cell of` and `smallest cell of` count
  the sign, too. It is answered with a row and a column, `2,0`.

A number is a cell, `error` (the mean of all |error|) or `squares` (half the sum of all squared
errors). Of a script of one's own it is `error`, or a number as the script would call it, `w[0,1]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import Cell, reference
from tinynet_tui.support.parse_numbers import finite_number
from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

Kind = Literal["choices", "sign", "number", "cell"]
Setting = Literal["choices", "answer"]

ERROR = "error"
QUANTITIES = (ERROR, "squares")
"""What can be asked for beside cells."""
MOST_CHOICES, MOST_IN_CHOICE, MOST_IN_LINE = 6, 12, 200
"""The last two in characters."""
WHICH = {"": "farthest from 0", "largest": "the largest", "smallest": "the smallest"}
"""Which cell is asked for, by the word before `cell of`, and in words."""

_SIGN_OF = re.compile(r"sign\s+of\s+(.+)")
_CELL_OF = re.compile(r"(?:(\w+)\s+)?cell\s+of\s+(.+)")
_WITHIN = re.compile(r"(.+?)\s+within\s+(\S+)")
_OF = re.compile(r"(.+?)\s+of\s+(.+)")
_FORMS = (
    "write `sign of l1_error[2,0]`, `l2[2,0] within 0.05` or `cell of l1_error`; "
    "words belong behind `= `"
)


@dataclass(frozen=True)
class Ask:
    """What a scene asks for."""

    kind: Kind
    name: str
    """A variable, or one of `QUANTITIES`; of a script of one's own also a cell of it, `w[0,1]`."""
    cell: Cell | None = None
    """None for a quantity, with a script, and where the cell itself is asked for."""
    choices: tuple[str, ...] = ()
    within: str = ""
    which: str = ""
    """One of `WHICH`."""

    @property
    def what(self) -> str:
        """What the answer is about: `l2[2,0]`, `error`, or a variable."""
        return self.name if self.cell is None else reference(self.name, self.cell)

    @property
    def called(self) -> str:
        """What the answer is about, in a sentence."""
        words = {"error": "the error", "squares": "half the sum of squares"}
        return words.get(self.name, self.what)

    @property
    def question(self) -> str:
        """What is asked, in a sentence."""
        match self.kind:
            case "sign":
                return f"Is {self.called} positive or negative?"
            case "cell":
                return f"Which number of {self.name} is {WHICH[self.which]}?"
            case "number":
                return f"What is {self.called}? (within {self.within})"
            case "choices":
                return f"What is {self.called}?"

    @property
    def has_few_answers(self) -> bool:
        """True when there are so few possible answers that each of them has its bar."""
        return self.kind in ("sign", "choices")

    @property
    def setting(self) -> Setting:
        return "choices" if self.kind == "choices" else "answer"

    @property
    def text(self) -> str:
        """The value of the setting, which `parse` reads again."""
        match self.kind:
            case "choices":
                return f"{' | '.join(self.choices)} of {self.what}"
            case "sign":
                return f"sign of {self.what}"
            case "number":
                return f"{self.what} within {self.within}"
            case "cell":
                return f"{self.which} cell of {self.what}".strip()


def parse(setting: Setting, text: str, experiment: Experiment | None, explained: str = "") -> Ask:
    """Read what a scene asks for; raises ValueError with a hint.

    `explained` is the scene's cell, which choices without `of` are about. Without an experiment
    the numbers are those of a script of one's own.
    """
    if len(text) > MOST_IN_LINE:
        raise ValueError(f"is longer than {MOST_IN_LINE} characters")
    if setting == "choices":
        return _choices(text, experiment, explained)
    return _answer(text, experiment)


def _choices(text: str, experiment: Experiment | None, explained: str) -> Ask:
    match = _OF.fullmatch(text)
    listed, about = match.groups() if match else (text, explained)
    choices = tuple(part.strip() for part in listed.split("|"))
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise ValueError(f"write 2 to {MOST_CHOICES} numbers, such as 0.12 | 0.48 | 0.95")
    seen: dict[float, str] = {}
    for choice in choices:
        number = _number(choice, MOST_IN_CHOICE)
        if number in seen:
            raise ValueError(f"{seen[number]} and {choice} are the same number")
        seen[number] = choice
    if not about:
        raise ValueError(f"of which number? write {text} of w[0,1]")
    return Ask("choices", *_target(about, experiment), choices=choices)


def _answer(text: str, experiment: Experiment | None) -> Ask:
    if match := _SIGN_OF.fullmatch(text):
        return Ask("sign", *_target(match[1], experiment))
    if match := _CELL_OF.fullmatch(text):
        which, name = match[1] or "", match[2].strip()
        if which not in WHICH:
            hint = did_you_mean(which, WHICH) or "write largest, smallest or nothing"
            raise ValueError(f"there is no {quoted(which, 20)} cell: {hint}")
        known = () if experiment is None else (*experiment.script.names, "y")
        if experiment is None:
            name = _of_script(name)
        elif name not in known:
            hint = did_you_mean(name, known) or f"the variables are {' '.join(known)}"
            raise ValueError(f"{quoted(name, 40)} is not a variable: {hint}")
        return Ask("cell", name, which=which)
    if match := _WITHIN.fullmatch(text):
        target = _target(match[1], experiment)
        if _number(match[2], MOST_IN_CHOICE) <= 0:
            raise ValueError(f"within {match[2]}: write a number above 0, such as 0.05")
        return Ask("number", *target, within=match[2])
    raise ValueError(f"{quoted(text, 40)} is no answer that the run can give: {_FORMS}")


def _of_script(text: str) -> str:
    """Read what a script calls a number or an array; whether it has it, only its run can tell."""
    if text == "squares" or not re.fullmatch(r"[^\W\d][^:;=|]*", text):
        raise ValueError(f"{quoted(text, 40)} is no number: write error or a cell as w[0,1]")
    return "".join(text.split())


def _target(text: str, experiment: Experiment | None) -> tuple[str, Cell | None]:
    """Read a quantity or a cell."""
    text = text.strip()
    if experiment is None:
        return _of_script(text), None
    if text in QUANTITIES:
        return text, None
    if "[" not in text:
        known = ", ".join(QUANTITIES)
        raise ValueError(f"{quoted(text, 40)} is no number: write {known} or a cell as l2[0,0]")
    name, cursor = Cursor.parse(text, experiment.dimensions)
    return name, cursor.cell(name, experiment.dimensions)


def variable(name: str) -> str:
    """Return the variable of a script that a number such as `w[0,1]` is in."""
    return re.split(r"[\[.]", name, maxsplit=1)[0]


def _number(text: str, most: int) -> float:
    if len(text) > most:
        raise ValueError(f"{quoted(text, most)}… is longer than {most} characters")
    return finite_number(text)
