"""The command `manual`: the list, a page, in a pipe and in a terminal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.manual_pages import written
from helpers.terminal import environment, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.manual import pages
from tinynet_tui.support import sandbox
from tinynet_tui.ui.drawing.markdown import render

Capture = pytest.CaptureFixture[str]

CODE = """
import sys
from pathlib import Path
from tinynet_tui.cli.main import main
from tinynet_tui.manual import pages
pages.FOLDER = Path({!r})
sys.exit(main())
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pages, "FOLDER", written(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def program(folder: Path) -> list[str]:
    """The program with these pages, to run in a process of its own."""
    return [sys.executable, "-c", CODE.format(str(folder))]


def test_without_a_page_it_lists_them(capsys: Capture) -> None:
    assert cli.main(["manual"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "alpha   The learning rate",
        "        For everybody who changes alpha.",
        "",
        "guests  For guests",
        "        A guest sees the trainer and nothing else.",
        "",
        "tinynet-tui manual PAGE shows a page. In the trainer, ? and then / finds words.",
    ]


@pytest.mark.parametrize("name", ["alpha", "Alpha"])
def test_in_a_pipe_a_page_is_plain_text(capsys: Capture, name: str) -> None:
    assert cli.main(["manual", name]) == 0
    assert (
        capsys.readouterr().out
        == """\
The learning rate
=================
For everybody who changes alpha. This is the second sentence.

See Guests (see manual guests), the video (https://example.org/video) or
https://example.org.

Too large
---------
With `--alpha 100` the error rises — it does not fall.

 • start small
 • then double it until it is too much

    tinynet-tui --alpha 10
"""
    )


def test_a_long_line_of_code_stays_one_line_to_be_copied(folder: Path, capsys: Capture) -> None:
    line = 'command="' + "word " * 30 + '" key'
    (folder / "long.md").write_text(f"# Long\n\nFor all.\n\n```text\n{line}\n```\n\n{line}\n")
    assert cli.main(["manual", "long"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"    {line}" in lines
    assert sum(len(one) > 80 for one in lines) == 1


def test_a_table_fits_into_80_columns(capsys: Capture) -> None:
    assert cli.main(["manual", "guests"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert " `n`  runs the next line" in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["gests"], "there is no page 'gests'; did you mean guests?"),
        (["guests.md"], "there is no page 'guests.md'; did you mean guests?"),
        (["zzz"], "there is no page 'zzz'; `tinynet-tui manual` lists the pages"),
        (["../secret"], "there is no page '../secret'; `tinynet-tui manual` lists the pages"),
        (["a\nb"], "there is no page 'a\\nb'; "),
        (["9" * 500], f"there is no page '{'9' * 40}'; "),
        (["alpha", "guests"], "manual shows one page, and 'guests' is a second one"),
        (["alpha", "--x"], "unknown option '--x' for manual; "),
        (["alpha", "--kiosk"], "unknown option '--kiosk' for manual; "),
    ],
)
def test_what_is_wrong_is_one_line(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, words: list[str], line: str
) -> None:
    monkeypatch.setattr(sandbox, "OPTION", "--no-kiosk-here")  # it would end the process
    assert cli.main(["manual", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"tinynet-tui: {line}")
    assert err.count("\n") == 1


def test_without_unicode_it_is_ascii(program: list[str]) -> None:
    done = subprocess.run(
        [*program, "manual", "alpha"],
        env=environment({"LC_ALL": "C"}),
        capture_output=True,
        timeout=DEADLINE,
        check=True,
    )
    assert done.stdout.isascii()
    assert b" * start small" in done.stdout
    assert b"\x1b" not in done.stdout
    assert b"\b" not in done.stdout


def test_a_reader_that_has_read_enough_ends_it_quietly(program: list[str]) -> None:
    with subprocess.Popen(
        [*program, "manual", "guests"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as it:
        assert it.stdout
        assert it.stderr
        it.stdout.close()
        assert it.wait(DEADLINE) == 141
        assert it.stderr.read() == b""


# In a terminal.


@pytest.fixture
def tools(tmp_path: Path) -> Iterator[Path]:
    """A folder with a shell and no pager."""
    found = tmp_path / "tools"
    found.mkdir()
    for name in ("sh", "cat"):
        path = shutil.which(name)
        assert path is not None
        (found / name).symlink_to(path)
    yield found


def test_what_fits_on_the_screen_is_printed(program: list[str]) -> None:
    with terminal("manual", "alpha", program=program, changes={"PAGER": "false"}) as it:
        assert it.wait_for_end() == 0
        assert "For everybody" in it.text
        assert b"\b" not in it.received


@pytest.mark.skipif(shutil.which("less") is None, reason="no less")
def test_the_rest_is_paged_and_can_be_searched_and_ctrl_c_leaves_it_in_order(
    program: list[str],
) -> None:
    changes = {"PAGER": "less", "MANPAGER": None, "LESS": None}
    with terminal("manual", "guests", program=program, changes=changes) as it:
        it.wait_for("A guest sees", "\n:")
        it.wait_for_quiet()
        assert "For guests" in it.text
        assert it.screen.buffer[0][0].bold
        it.send("\x03")
        it.wait_for_quiet()  # with it, what was typed is thrown away
        it.send("/zebra\r")
        it.wait_for("A zebra stands here")
        it.send("q")
        assert it.wait_for_end() == 0


def test_the_users_own_pager_is_used(program: list[str]) -> None:
    changes = {"PAGER": "cat >/dev/null; echo mine", "MANPAGER": None}
    with terminal("manual", "guests", program=program, changes=changes) as it:
        it.wait_for("mine")
        assert it.wait_for_end() == 0


def test_without_any_pager_it_stops_at_each_page(program: list[str], tools: Path) -> None:
    changes = {"PAGER": None, "MANPAGER": None, "PATH": str(tools)}
    with terminal("manual", "guests", program=program, changes=changes) as it:
        it.wait_for("-- more --", "A guest sees")
        it.send("q")
        assert it.wait_for_end() == 0


@pytest.mark.parametrize("variable", ["PAGER", "MANPAGER"])
@pytest.mark.parametrize("pager", ["no-such-pager", '"', "/", "/tmp", "false", "less"])
def test_where_the_pager_cannot_run_the_page_is_printed(
    program: list[str], tools: Path, variable: str, pager: str
) -> None:
    changes = {"PAGER": None, "MANPAGER": None, variable: pager, "PATH": str(tools)}
    with terminal("manual", "guests", program=program, changes=changes) as it:
        assert it.wait_for_end() == 0
        assert b"A guest sees" in it.received
        assert "A zebra stands here" in it.text


def test_a_blank_is_no_pager(program: list[str], tools: Path) -> None:
    changes = {"PAGER": " ", "MANPAGER": "", "PATH": str(tools)}
    with terminal("manual", "guests", program=program, changes=changes) as it:
        it.wait_for("-- more --", "A guest sees")
        it.send("q")
        assert it.wait_for_end() == 0


def test_a_pager_that_fails_after_a_while_has_shown_the_page(program: list[str]) -> None:
    changes = {"PAGER": "cat >/dev/null; sleep 2.5; echo mine; exit 1", "MANPAGER": None}
    with terminal("manual", "guests", program=program, changes=changes) as it:
        assert it.wait_for_end() == 0
        assert "mine" in it.text
        assert "zebra" not in it.text


def test_on_the_narrowest_terminal_a_table_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (block,) = (one for one in pages.read("guests").blocks if one.startswith("|"))
    (rows,) = render([block], 12)
    text = "".join("".join(part.text for part in row) for row in rows)
    assert "…" not in text
    assert sorted(text.replace(" ", "").replace("─", "")) == sorted(
        "keywhatitdoesnrunsthenextlinesnothing:aguestsavesnofile"
    )
