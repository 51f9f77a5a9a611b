"""The screens of a class, compared as a person would: sizes and digits differ, numbers do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.terminal import Terminal
from helpers.waiting import Patience

PANES = ("synapse 0", "synapse 1", "layer 2")
"""Panes that are large enough to compare; a small screen shows some of them, or parts."""
_WORDS = {
    "seed": re.compile(r"\A[^\n]* seed (\d+)"),  # in the first line: scenes have numbers, too
    "iteration": re.compile(r"\A[^\n]* iteration ([\d,]+)"),
    "edits": re.compile(r"\A[^\n]* (\d+) edits? "),
    "step": re.compile(r" step (\d+/\d+) "),
    "scene": re.compile(r"^╭ (\d+/\d+) ", re.MULTILINE),
}
_ERROR = re.compile(r"\A[^\n]* error (\d*\.\d+)")
_NUMBER = re.compile(r"(?<![\d.])[+-]?\d*\.\d+")

Block = list[list[str]]
"""Numbers in rows, as they are written."""


def numbers(text: str, title: str) -> Block:
    """Return the numbers with decimals in a pane, row by row; none if it is not on the screen."""
    lines = text.split("\n")
    for top, line in enumerate(lines):
        if found := re.search(rf"[╭╔][ •►]*{title}\b", line):
            left = found.start()
            right = min(at for corner in "╮╗" if (at := line.find(corner, left)) >= 0)
            block: Block = []
            for row in lines[top + 1 :]:
                if row[left] in "╰╚":
                    break
                block.append(_NUMBER.findall(row[left + 1 : right]))
            return [row for row in block if row]
    return []


def is_same(one: str, other: str) -> bool:
    """True when two numbers can be the same one, rounded to so many decimals each."""
    halves = sum(0.5 * 10.0 ** -len(text.partition(".")[2]) for text in (one, other))
    return abs(float(one) - float(other)) <= halves * (1 + 1e-9)


def is_part(small: Block, large: Block) -> bool:
    """True when a block stands somewhere in another one; small screens show a part of a pane."""
    return any(
        all(
            len(line) >= column + len(row) and all(map(is_same, row, line[column:]))
            for row, line in zip(small, large[top:], strict=False)
        )
        for top in range(len(large) - len(small) + 1)
        for column in range(len(large[top]) - len(small[0]) + 1)
    )


def differences(leads: Terminal, follows: Terminal) -> Iterator[str]:
    """Yield what two screens show that cannot be the same."""
    for name, word in _WORDS.items():
        one, other = (word.search(it.text) for it in (leads, follows))
        if one and other and one[1] != other[1]:
            yield f"{name} {one[1]}, {other[1]}"
        elif name == "iteration" and not (one and other):
            yield f"no {name}"
    errors = [_ERROR.search(it.text) for it in (leads, follows)]
    if errors[0] and errors[1] and not is_same(errors[0][1], errors[1][1]):
        yield f"error {errors[0][1]}, {errors[1][1]}"
    blocks = {title: numbers(follows.text, title) for title in PANES}
    for title, block in blocks.items():
        if block and not is_part(block, large := numbers(leads.text, title)):
            yield f"{title}: {large}, {block}"
    if not any(blocks.values()) and any(numbers(leads.text, title) for title in PANES):
        yield "no pane with the lecturer's numbers"


def wait_for_agreement(leads: Terminal, *follow: Terminal) -> None:
    """Wait until all screens show the numbers of the lecturer's, who rests."""
    patience, here = Patience(), (leads, *follow)

    def apart() -> list[str]:
        return [
            f"{it.screen.columns}×{it.screen.lines}: {it.text.splitlines()[-1].strip()}: {found}"
            for it in follow
            for found in differences(leads, it)
        ]

    while found := apart():
        for it in here:
            assert it.process.isalive(), f"it ended:\n{it.text}"
            it.read(0.02)
        patience.check(lambda: "\n".join([*found, *(it.text for it in here)]))
