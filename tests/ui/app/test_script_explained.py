"""The explanation of a script's number on the screen, and the cells it was computed from."""

from __future__ import annotations

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened

RIGHT = SCRIPTS / "mistakes" / "right.py"


def lit(script: ScriptTrainer) -> dict[str, list[tuple[int, int]]]:
    """The underlined cells of each array."""
    found: dict[str, list[tuple[int, int]]] = {}
    for pane in script.main.arrays:
        view = pane.view
        if view is None or not pane.display:
            continue
        for one in pane.placed:
            for y in range(len(one.rows)):
                cells = [style for text, style in pane._cells(view, one, y) if text != " "]
                for column, style in zip(one.columns, cells, strict=True):
                    if "underline" in style:
                        found.setdefault(one.item.label, []).append((one.rows[y], column))
    return found


async def test_the_arithmetic_is_shown_and_its_operands_are_lit() -> None:
    async with opened(RIGHT, at="254:l1_error") as script:
        await script.shows("l1_error = l2_delta.dot(syn1.T)")
        await script.shows("× syn1[0,0]       -0.9255")
        await script.shows("= l1_error[0,0]   +0.02175")
        assert lit(script) == {"l2_delta": [(0, 0)], "syn1": [(0, 0)]}
        await script.typed("n")
        await script.shows("× slope = out × (1 - out)")
        assert lit(script)["l1"] == [(0, 0)]
        await script.typed("n")
        await script.shows("+ syn1[0,0] before    -0.9255")
        await script.shows("= syn1[0,0] now       -0.9440")
        assert lit(script)["l1"] == [(row, 0) for row in range(4)]


async def test_what_a_step_has_written_itself_is_not_told_as_what_it_read() -> None:
    async with opened(SCRIPTS / "dtype_traps.py", at="0:count") as script:
        await script.shows("written by line 17", "count += np.int16(3)")
        assert "• count" not in script.text


async def test_any_variable_is_explained_by_the_step_that_wrote_it_last() -> None:
    async with opened(RIGHT, at="254:l2") as script:
        await script.typed("N", "b", "b")
        seen = set()
        for _ in range(12):
            await script.typed("tab")
            await script.settles()
            seen |= {line for line in script.lines if "now" in line}
        assert any("= syn1[0,0] now" in line for line in seen)
        assert any("= syn0[0,0] now" in line for line in seen)
