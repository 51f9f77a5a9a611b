"""Loops made at random are walked in any order, and hold what plain execution computes."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.random_loops import LOOP, PROLOGUE, bodies, plain
from tinynet_tui.engine.engine import Engine


@settings(max_examples=12)
@given(body=bodies(), walk=st.lists(st.integers(0, 30), min_size=3, max_size=6))
def test_any_walk_leads_to_what_plain_execution_computes(body: str, walk: list[int]) -> None:
    text = PROLOGUE + LOOP.format(31) + body
    with Engine("made.py", text.encode()) as engine:
        for iteration in walk:
            frame = engine.stand(iteration)
            scope, printed = plain(body, iteration + 1)
            assert engine.out.until(frame.printed).decode() == printed
            for name, value in frame.values.items():
                held = scope[name]
                if value.array is not None and value.kind == "array":
                    assert isinstance(held, np.ndarray)
                    assert value.array.tobytes() == held.tobytes(), name
                elif value.array is not None:
                    assert value.array.item() == held or held != held, name
                elif isinstance(held, list):
                    parts = [part.array.item() for part in value.parts if part.array is not None]
                    assert parts == held[: len(parts)]
