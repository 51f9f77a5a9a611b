"""Arrays of any number of dimensions stand in rows and columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpers.script_trainer import opened
from tinynet_tui.engine.values import Value
from tinynet_tui.ui.panes.script.cells import cell_of, index_of, table

FILTERS = """\
import numpy as np
np.random.seed(4)
images = np.random.rand(5, 3, 4)
filters = np.random.rand(2, 3, 4)
for i in range(20):
    found = (images[:, None] * filters).sum(axis=(2, 3))
    error = found - 1
    filters -= 0.05 * np.einsum("nf,nhw->fhw", error, images)
    print(np.mean(error ** 2))
"""


@pytest.mark.parametrize("sizes", [(5,), (4, 3), (2, 3, 4), (2, 2, 3, 5)])
def test_every_number_is_found_where_it_is_shown(sizes: tuple[int, ...]) -> None:
    array = np.arange(np.prod(sizes)).reshape(sizes)
    value = Value("array", "", sizes, "int64", array)
    shown = table(value, sizes[0])
    for cell in np.ndindex(*shown.shape):
        index = index_of(value, cell)
        assert array[index] == shown[cell]
        assert cell_of(value, index, sizes[0]) == cell


async def test_filters_have_a_pane_in_which_they_stand_one_below_the_other(tmp_path: Path) -> None:
    path = tmp_path / "filters.py"
    path.write_text(FILTERS)
    async with opened(path, at="3:filters") as it:
        it.main.cells_to_come = ["filters[1,0,2]"]
        await it.typed("b", "n")
        await it.shows("filters[1,0,2]", "of 6")
        await it.typed("down", "right")
        await it.shows("filters[1,1,3]")
        await it.press("enter")
        await it.shows("edit filters[1,1,3]")
        it.app.screen.query_one("PromptInput").value = "7"  # type: ignore[attr-defined]
        await it.press("enter")
        await it.rest()
        filters = it.frame.values["filters"].array
        assert filters is not None
        assert filters[1, 1, 3] == 7
        await it.shows("edited here")
        await it.typed("x")
        await it.shows("filters[1,1,3] is off")
