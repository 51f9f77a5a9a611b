"""What can be followed; no host or name is ever an option or a command."""

from __future__ import annotations

import pytest

from tinynet_tui.classroom.shared import ClassError
from tinynet_tui.classroom.sources import Local, Ssh, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Local("")),
        ("xor", Local("xor")),
        ("ada/xor", Local("ada/xor")),
        ("ssh://host", Ssh("host", "")),
        ("ssh://host/", Ssh("host", "")),
        ("ssh://host/xor", Ssh("host", "xor")),
        ("ssh://ada@math.uni.example:2222/eve/xor", Ssh("ada@math.uni.example:2222", "eve/xor")),
    ],
)
def test_a_class_is_on_this_host_or_another(text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "http://host/xor",
        "ssh://",
        "ssh:///xor",
        "ssh://-oProxyCommand=x/xor",
        "ssh://a b/xor",
        "ssh://a@-x/xor",
        "ssh://-a@x/xor",
        "ssh://a@b@c/xor",
        "ssh://host:0/xor",
        "ssh://host:65536/xor",
        "ssh://host:2x/xor",
        "ssh://host:/xor",
        "ssh://h$(x)/xor",
        "ssh://host/x;y",
        "ssh://host/x y",
        "ssh://host/-x",
        "ssh://host/a/b/c",
        "ssh://h\n/xor",
        "ssh://%h/xor",
        "ssh://hé/xor",
        f"ssh://{'h' * 256}/xor",
        "ssh://host/xor\n",
    ],
)
def test_anything_else_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(ClassError) as refused:
        parse(text)
    assert str(refused.value).isprintable()


def test_the_command_is_ssh_with_a_command() -> None:
    assert Ssh("ada@host:22", "eve/xor").command(asks=True) == [
        *("ssh", "-T", "-o", "ServerAliveInterval=15", "-p", "22"),
        *("--", "ada@host", "tinynet-tui follow --pipe eve/xor"),
    ]
    assert Ssh("host").command(asks=False) == [
        *("ssh", "-T", "-o", "ServerAliveInterval=15", "-o", "BatchMode=yes"),
        *("--", "host", "tinynet-tui follow --pipe"),
    ]
    for source in (Ssh("-h"), Ssh("host", "-x"), Ssh("host", "a b")):
        with pytest.raises(ClassError):
            source.command(asks=True)
