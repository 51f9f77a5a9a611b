"""Classes are found, named, and never taken for somebody else's."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from helpers.classroom import CLASS, WatchedLecturer, at, local
from tinynet_tui.classroom import places
from tinynet_tui.classroom.places import PREFIX, account, connect, listen, own, parse
from tinynet_tui.classroom.shared import ClassError


def bound(path: Path) -> socket.socket:
    link = socket.socket(socket.AF_UNIX)
    link.bind(str(path))
    return link


def titles(folder: Path) -> list[str]:
    return [place.title for place in places.places(folder)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("", "")),
        ("xor", ("", "xor")),
        ("ada/xor", ("ada", "xor")),
        ("1000/a.B-c_9", ("1000", "a.B-c_9")),
        ("a.da@math.uni/xor", ("a.da@math.uni", "xor")),
    ],
)
def test_a_name_is_an_accounts_or_anybodys(text: str, expected: tuple[str, str]) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "-x",
        ".",
        "..",
        "../x",
        "/x",
        "a/",
        "a/b/c",
        "a b",
        "x\n",
        "é",
        "a;b",
        "$x",
        "x" * 33,
        "-a/x",
        "a b/x",
        "x" * 65 + "/x",
        "x" * 9999,
        "\x1b[2J",
    ],
)
def test_what_is_no_name_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(ClassError) as refused:
        parse(text)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 200


def test_a_class_lies_where_all_accounts_reach_it_and_none_writes(folder: Path) -> None:
    with WatchedLecturer(folder):
        [place] = places.places(folder)
        assert place == (account(own()), CLASS, own(), place.path)
        assert stat.S_IMODE(place.path.parent.stat().st_mode) == 0o755
        assert stat.S_IMODE(place.path.stat().st_mode) == 0o666
    assert list(folder.iterdir()) == []


def test_the_only_class_needs_no_name(folder: Path) -> None:
    assert connect("", folder) is None
    with WatchedLecturer(folder, "one"):
        for name in ("", "one", f"{account(own())}/one", f"{own()}/one"):
            found = connect(name, folder)
            assert found is not None and found.place.name == "one"
            found.link.close()
        assert connect("two", folder) is None
        assert connect("somebody/one", folder) is None
        with WatchedLecturer(folder, "two"):
            me = account(own())
            listed = f"^there are 2 classes, choose one: {me}/one, {me}/two$"
            with pytest.raises(ClassError, match=listed):
                connect("", folder)
            with pytest.raises(ClassError, match=listed):
                local(folder, "").start()
    assert connect("", folder) is None


def test_many_classes_are_not_all_listed(folder: Path) -> None:
    found = [listen(f"c{number}", folder) for number in range(10)]
    with pytest.raises(ClassError, match=r"^there are 10 classes, .*c7 and 2 more$"):
        connect("", folder)
    for link, place in found:
        link.close()
        places.remove(place)


def test_a_living_lecturer_is_not_replaced(folder: Path) -> None:
    with (
        WatchedLecturer(folder),
        pytest.raises(ClassError, match=f"^you lead a class called {CLASS} already: "),
    ):
        WatchedLecturer(folder).open()


def test_what_a_killed_lecturer_left_is_taken_over(folder: Path) -> None:
    link, place = listen(CLASS, folder)
    link.close()
    assert place.path.exists() and connect(CLASS, folder) is None
    with WatchedLecturer(folder) as lecturer, local(folder) as follower:
        lecturer.show(at(1))
        follower.wait_for_state(at(1))
    assert list(folder.iterdir()) == []


def test_what_killed_lecturers_left_is_cleared_away(folder: Path) -> None:
    for name in ("old", "new"):
        link, place = listen(name, folder)
        link.close()
    os.utime(folder / place.path.parent / "old", (0, 0))
    with WatchedLecturer(folder):
        assert [place.name for place in places.places(folder)] == ["new", CLASS]


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_nothing_else_is_replaced(kind: str, folder: Path) -> None:
    made = folder / f"{PREFIX}own"
    made.mkdir(mode=0o755)
    path = made / CLASS
    if kind == "file":
        path.write_text("kept")
    elif kind == "link":
        path.symlink_to(made / "elsewhere")
    else:
        path.mkdir()
    with pytest.raises(ClassError, match=f"^{path}: is in the way of the class$"):
        WatchedLecturer(folder).open()
    assert os.path.lexists(path)
    assert connect(CLASS, folder) is None


def test_a_folder_of_another_account_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has made the folder of classes beforehand, under whatever name."""
    (folder / f"{PREFIX}{own() + 1}").mkdir(mode=0o755)
    folder.chmod(0o1777)
    status = folder.stat()
    monkeypatch.setattr(places, "own", lambda: status.st_uid + 1)
    monkeypatch.setattr(places, "_require_safe", lambda root: None)
    link, place = listen(CLASS, folder)
    assert place.path.parent != folder / f"{PREFIX}{own() + 1}"
    link.close()


def test_a_folder_in_which_others_write_is_not_used(folder: Path) -> None:
    made = folder / f"{PREFIX}open"
    made.mkdir()
    made.chmod(0o777)
    bound(made / CLASS).listen()
    assert titles(folder) == []
    with WatchedLecturer(folder):
        [place] = places.places(folder)
        assert place.path.parent != made


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o755)
    (folder / f"{PREFIX}link").symlink_to(real)
    made = folder / f"{PREFIX}own"
    made.mkdir(mode=0o755)
    (made / "other").symlink_to("/run/docker.sock")
    (made / "file").write_text("")
    assert titles(folder) == []


def test_who_listens_for_somebody_else_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket's owner can be set by who made it; who listens is what the kernel says."""
    link, place = listen(CLASS, folder)
    assert connect(CLASS, folder) is not None
    monkeypatch.setattr(places, "peer", lambda link: place.uid + 1)
    assert connect(CLASS, folder) is None
    link.close()


def test_a_socket_of_another_account_than_its_folder_is_no_class(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, place = listen(CLASS, folder)
    assert titles(folder) == [place.title]
    monkeypatch.setattr(places, "_folders", lambda root: iter([(place.path.parent, place.uid + 1)]))
    assert titles(folder) == []
    link.close()


def test_classes_of_one_account_do_not_hide_anothers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = folder / f"{PREFIX}a"
    many.mkdir(mode=0o755)
    for number in range(places.MOST_CLASSES + 9):
        bound(many / f"c{number}").close()
    link, place = listen("mine", folder)
    assert place.path.parent == many and place.title not in titles(folder)
    mine = folder / f"{PREFIX}b"
    mine.mkdir(mode=0o755)
    place.path.rename(mine / "mine")
    accounts = iter([(many, own() + 1), (mine, own())])
    monkeypatch.setattr(places, "_folders", lambda root: accounts)
    monkeypatch.setattr(places, "_is_socket_of", lambda path, uid: True)
    assert titles(folder)[-1] == place.title
    link.close()


def test_a_place_where_others_can_replace_files_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(0o777)
    with pytest.raises(ClassError, match=r"others can replace its files$"):
        listen(CLASS, folder)
    folder.chmod(0o1777)
    listen(CLASS, folder).link.close()
    monkeypatch.setattr(places, "own", lambda: folder.stat().st_uid + 1)
    if folder.stat().st_uid:  # root's folders are everybody's
        with pytest.raises(ClassError):
            listen("b", folder)


def test_a_place_that_cannot_be_is_a_line(folder: Path) -> None:
    for name in ("missing", "x" * 100):
        path = folder / name
        if len(name) > 99:
            path.mkdir()
        with pytest.raises(ClassError) as refused:
            listen(CLASS, path)
        assert str(refused.value).startswith(f"{path}: no class can begin there: ")
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "ada/xor", "a b"])
def test_a_class_has_a_name_without_an_account(name: str, folder: Path) -> None:
    with pytest.raises(ClassError):
        listen(name, folder)


def test_where_there_are_no_such_sockets_nobody_leads_or_follows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "HAS_CLASSES", False)
    with pytest.raises(ClassError, match=r"^this system has no sockets for a class"):
        WatchedLecturer(folder).open()
    with pytest.raises(ClassError, match=r"^this system has no sockets for a class"):
        local(folder).start()


def test_an_account_without_a_name_is_its_number() -> None:
    assert account(2**31 - 7) == str(2**31 - 7)
