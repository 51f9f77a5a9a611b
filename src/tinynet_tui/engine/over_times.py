"""Loops that go through a sequence, time by time, in each iteration of another loop."""

from __future__ import annotations

from .flow import Function, Names, simple
from .over_parts import LoopNode
from .trained import trained


def over_times(loop: LoopNode, function: Function | None, names: Names) -> bool:
    """True for a loop that hands on only what its function has made, such as `h = zeros(n)`.

    If another loop that calls the function updates weights, that is a way through the times of a
    sequence.
    """
    if function is None or loop not in function.body:
        return False
    made = {*names.access(*function.body[: function.body.index(loop)]).writes}
    return {*trained(loop, names)} <= made


def updates_by(loop: LoopNode, function: Function, names: Names) -> bool:
    """True for a loop that updates what a function reads, by what that gives back."""
    reads = {*names.access(*function.body).reads}
    given: set[str] = set()
    for statement in simple(loop.body):
        access = names.access(statement)
        if function.name in {call.rpartition(".")[2] for call in access.calls}:
            given |= {*access.writes}
            reads |= {*access.reads}
        elif {*access.reads} & given:
            if {*access.written} & {*access.reads} & reads - given:
                return True
            given |= {*access.writes}
    return False
