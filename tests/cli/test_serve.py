"""The command `serve`: what it refuses, and what it hands on."""

from __future__ import annotations

import shlex
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tinynet_tui.cli import main as cli
from tinynet_tui.cli.parser import Example
from tinynet_tui.cli.serve import serve_parser
from tinynet_tui.support import sandbox
from tinynet_tui.web import server

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Sequence[str], dict[str, Any]]]]:
    """What would have been served."""
    seen: list[tuple[Sequence[str], dict[str, Any]]] = []

    class Server:
        def __init__(self, arguments: Sequence[str], **options: Any) -> None:
            self.ready = options.pop("ready")
            seen.append((arguments, options))

        def serve(self) -> None:
            self.ready()

    monkeypatch.setattr(server, "GuestServer", Server)
    yield seen


HERE = {"host": "127.0.0.1", "port": 8000, "visitors": 30}


@pytest.mark.parametrize(
    ("words", "handed_on", "where"),
    [
        ([], [], {}),
        (["--port", "80", "--play"], ["--play"], {"port": 80}),
        (["--dataset", "moons", "--host=::1"], ["--dataset", "moons"], {"host": "::1"}),
        (["--visitors", "3", "lecture", "--scene=4"], ["lecture", "--scene=4"], {"visitors": 3}),
        (["lecture", "--ascii", "--port", "9"], ["lecture", "--ascii"], {"port": 9}),
        (["--at", "3:l1", "--cell", "l1[0,0]"], ["--at", "3:l1", "--cell", "l1[0,0]"], {}),
    ],
)
def test_a_visitor_gets_a_kiosk_with_the_other_options(
    words: list[str],
    handed_on: list[str],
    where: dict[str, Any],
    served: list[tuple[Sequence[str], dict[str, Any]]],
    capsys: Capture,
) -> None:
    assert cli.main(["serve", *words]) == 0
    assert served == [([*handed_on, "--kiosk"], HERE | where)]
    place = {"::1": "[::1]"}.get(where.get("host", ""), "127.0.0.1")
    address = f"http://{place}:{where.get('port', 8000)}/"
    assert capsys.readouterr() == (f"{address} shows the trainer; ctrl+c ends it\n", "")


@pytest.mark.parametrize("example", serve_parser().examples)
def test_an_example_is_served(example: Example, served: list[Any]) -> None:
    program, *words = shlex.split(example.command)
    assert program == "tinynet-tui" and cli.main(words) == 0 and len(served) == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_for_every_address_it_says_the_machines_name(
    host: str, served: list[Any], capsys: Capture
) -> None:
    assert cli.main(["serve", "--host", host]) == 0
    assert capsys.readouterr().out.startswith(f"http://{socket.gethostname()}:8000/")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--prot", "1"], "unknown option '--prot' for serve; did you mean --port?"),
        (["--port", "0"], "--port: 0 is not between 1 and 65,535"),
        (["--port", "65536"], "--port: 65536 is not between 1 and 65,535"),
        (["--port", "http"], "--port: 'http' is not a whole number"),
        (["--visitors", "0"], "--visitors: 0 is not between 1 and 1,000"),
        (["--port"], "--port needs a value: the port to listen on (default 8000)"),
        (["train"], "serve takes options only, not 'train'; see `tinynet-tui serve --help`"),
        (["--resume"], "--resume: a kiosk keeps no session"),
        (["--settings", "x"], "--settings: a kiosk reads no settings"),
        (["--hidden", "65"], "--hidden: 65 hidden neurons: not between 0 and 64"),
        (["lecture", "--new", "x.md"], "--kiosk only shows a lecture"),
        (["lecture", "none.md"], "none.md: No such file or directory"),
        (
            ["lecture", "--scene", "99"],
            "--scene: the lecture has no scene 99; its scenes are 1 to 19",
        ),
        (["--host", "no.such.host.invalid"], "--host: 'no.such.host.invalid' is not an address"),
        (["--host", "192.0.2.1"], "--host: '192.0.2.1' is not an address of this machine"),
    ],
)
def test_a_mistake_is_one_line(
    words: list[str],
    said: str,
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["serve", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"tinynet-tui: {said}") and err.count("\n") == 1
    assert not [*tmp_path.iterdir()]


def test_a_port_that_is_taken_is_named(capsys: Capture) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"tinynet-tui: --port: {port} is taken; try --port ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("missing", ["textual_serve", "aiohttp"])
def test_without_the_extra_it_says_how_to_install_it(
    missing: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*sys.modules]:
        if name.split(".")[0] == missing or name.startswith("tinynet_tui.web."):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(
        sys, "meta_path", [type("", (), {"find_spec": _missing(missing)})(), *sys.meta_path]
    )
    assert cli.main(["serve"]) == 2
    assert capsys.readouterr() == (
        "",
        f"tinynet-tui: serve needs {missing}, which is not installed: "
        "pip install 'tinynet-tui[web]'\n",
    )


def _missing(missing: str) -> Any:
    def find_spec(self: object, name: str, *_: object) -> None:
        if name.split(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=missing)

    return find_spec


def test_where_a_guest_cannot_be_confined_there_are_none(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "can_confine", lambda: False)
    assert cli.main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "tinynet-tui: serve gives each visitor a kiosk, and this system cannot confine a guest\n"
    )
