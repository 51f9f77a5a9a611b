"""`e` on a script: going to the number that an event names."""

from __future__ import annotations

from pathlib import Path

from helpers.class_network import TEXT
from helpers.script_trainer import opened
from tinynet_tui.ui.dialogs.script_events import ScriptEvents


async def test_enter_puts_the_cursor_on_the_named_number(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT)
    async with opened(mine) as it:
        await it.go("250")
        assert it.frame.happenings is not None
        happenings = it.frame.happenings.all
        index = next(at for at, one in enumerate(happenings) if one.label == "net.b1")
        one = happenings[index]
        assert one.text.startswith(f"net.b1[{one.cell[0]}] turns ")
        await it.press("e")
        await it.until(lambda: isinstance(it.app.screen, ScriptEvents))
        assert isinstance(it.app.screen, ScriptEvents)
        it.app.screen.list.highlighted = index
        await it.press("enter")
        await it.rest()
        await it.shows(f"╭ net.b1[{one.cell[0]}] ")
        assert it.where.iteration == one.where.iteration
        view = it.main.view
        assert view is not None
        pane = next(pane for pane in it.main.arrays if pane.holds(view.subject))
        assert pane.region.area


async def test_only_what_has_been_reached_is_counted(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT)
    async with opened(mine) as it:
        await it.go("0:last")
        happenings = it.frame.happenings
        assert happenings is not None
        listed = sum(one.text.endswith(("positive", "negative")) for one in happenings.all)
        assert 0 < listed == happenings.so_far[0] and happenings.more == 0
        await it.press("e")
        await it.shows(f"weights {listed}")
        await it.press("escape")
        await it.go("250")
        happenings = it.frame.happenings
        assert happenings is not None and happenings.so_far[0] > listed
