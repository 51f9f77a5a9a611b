"""What a class answered, as bars."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tinynet_tui.lecture.tally import Row as Answered
from tinynet_tui.ui.canvas.canvas import Row, cut

RIGHT, OTHERS = "right", "others"
LONGEST = 20
"""The cells of the longest bar."""


def answer_bars(answers: Sequence[Answered], width: int, height: int, others: int = 0) -> list[Row]:
    """Return a row for each answer, the right one marked, and no more rows than `height`.

    The last of several rows counts those without a row; `others` gave still others.
    """
    height = max(1, height)
    rows = _shown(answers, height)
    if height > 1 and (others or len(rows) < len(answers)):
        fewer = _shown(answers, height - 1)
        others += sum(one.given for one in answers) - sum(one.given for one in fewer)
        rows = [*fewer, Answered(OTHERS, others, is_right=False)] if others else rows
    if not rows:
        return []
    words = max(cell_len(answer.said) for answer in rows)
    digits = max(len(str(answer.given)) for answer in rows)
    most = max(answer.given for answer in rows) or 1
    longest = min(LONGEST, width - words - digits - len(RIGHT) - 5)
    return [_row(answer, words, digits, longest, most, width) for answer in rows]


def _shown(answers: Sequence[Answered], height: int) -> Sequence[Answered]:
    """Return the first answers, a right one among them if there is one."""
    if len(answers) <= height or any(answer.is_right for answer in answers[:height]):
        return answers[:height]
    right = [answer for answer in answers[height:] if answer.is_right][:1]
    return [*answers[: height - len(right)], *right]


def _row(answer: Answered, words: int, digits: int, longest: int, most: int, width: int) -> Row:
    bar = round(answer.given * longest / most) if longest > 0 else 0
    bar = max(bar, 1) if answer.given and longest > 0 else bar
    text = f" {answer.said}{' ' * (words - cell_len(answer.said))} {answer.given:{digits}} "
    mark = f" {RIGHT}" if answer.is_right else ""
    style, filled = ("strong", "strong") if answer.is_right else ("text", "muted")
    line, first, end = cut(f"{text}{'█' * bar}{mark}", width), len(text), len(text) + bar
    spans = (line[:first], style), (line[first:end], filled), (line[end:], style)
    return tuple(span for span in spans if span[0])
