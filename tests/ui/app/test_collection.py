"""The list of our scripts, and a script with lines of its own."""

from __future__ import annotations

from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.collection.collection import COLLECTION, find
from tinynet_tui.collection.fitted import fitted
from tinynet_tui.data.built_in import parse
from tinynet_tui.ui.dialogs.presets import PresetsScreen
from tinynet_tui.ui.panes.script.chain import chain


async def test_the_lines_that_differ_are_marked() -> None:
    one = find("second-hidden")
    assert one is not None
    for size in ((80, 24), (200, 60)):
        async with opened(one.path, text=fitted(one), size=size, at="0:l2") as it:
            await it.shows("l2 = sigmoid(l1")
            assert "+l3 = sigmoid(l2" in it.text.replace("+    ", "+")
            assert it.frame.marked == one.marked
        async with opened(one.path, size=size, at="0:l2") as it:  # the file alone
            assert not it.frame.marked
            assert "+l3 = sigmoid(l2" not in it.text.replace("+    ", "+")


async def test_the_text_is_the_one_that_was_fitted_also_after_a_new_start() -> None:
    one = find("tanh")
    assert one is not None
    async with opened(one.path, text=fitted(one, parse("and"), 2, 0.5)) as it:
        for _ in range(2):
            assert "alpha = 0.5" in it.frame.lines
            assert it.frame.values["syn0"].shape == (3, 2)
            assert not it.frame.is_outdated
            await it.typed("N", "R")


async def test_f2_lists_them_and_enter_leaves_for_one() -> None:
    one = find("tanh")
    assert one is not None
    async with opened(one.path, text=fitted(one)) as it:
        await it.press("o")
        await it.shows("f2 scripts")
        await it.press("f2")
        await it.until(lambda: isinstance(it.app.screen, PresetsScreen))
        for each in COLLECTION:
            await it.shows(f"{each.name}: {each.settings}", each.title)
            await it.press("down")
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        assert it.app.onward_to == ""
        await it.press("o", "f2", "down", "down", "enter")
        await it.until(lambda: it.app.onward_to == "biases")


async def test_the_drawing_names_each_hidden_layer() -> None:
    for name, names in (
        ("second-hidden", ["X", "l1", "l2", "l3"]),
        ("dropout", ["X", "hidden", "prediction"]),
    ):
        one = find(name)
        assert one is not None
        async with opened(one.path, text=fitted(one), at="0:l1_delta") as it:
            await it.press("2")
            await it.shows("network 3-4")

            def found(it: ScriptTrainer = it) -> list[str]:
                assert it.main.view is not None
                drawn = chain(it.main.view)
                return [] if isinstance(drawn, str) else [one.name for one in drawn.layers]

            await it.until(lambda found=found, names=names: found() == names)
