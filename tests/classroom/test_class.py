"""A class over real sockets: everybody gets the latest state, and nobody slows another."""

from __future__ import annotations

import os
import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from helpers.classroom import (
    CLASS,
    GREETING,
    WatchedFollower,
    WatchedLecturer,
    at,
    is_dropped,
    local,
    stranger,
    texts_of,
)
from helpers.waiting import Patience
from tinynet_tui.classroom import board, places, room, seat
from tinynet_tui.classroom.follower import Follower, News
from tinynet_tui.classroom.lines import line
from tinynet_tui.classroom.memory import NOBODY, Known
from tinynet_tui.classroom.messages import VERSION, Answer, Away, Full, Hello, Welcome
from tinynet_tui.classroom.places import account, own
from tinynet_tui.classroom.shared import ClassError, Shared, digest
from tinynet_tui.classroom.sources import Local

TEXT = "".join(f"{number},0.5,1\n" for number in range(3_000))


def test_all_follow_and_are_counted(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, local(folder) as one, local(folder, "") as other:
        lecturer.wait_for(here=2)
        for iteration in range(3):
            state = at(iteration, lecture=digest(TEXT), scene=iteration)
            lecturer.show(state, TEXT)
            for follower in (one, other):
                news = follower.wait_for_state(state)
                assert news[:4] == (state, account(own()), "following", "")
                assert follower.text(digest(TEXT)) == TEXT
        one.set_away(True)
        lecturer.wait_for(here=1, away=1)
        one.set_away(False)
        lecturer.wait_for(here=2)
        one.close()
        lecturer.wait_for(here=1)


def test_answers_are_counted_until_the_right_one_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "GRACE", 0.0)
    question = digest(TEXT)
    asks = at(1, lecture=question, scene=3)
    with WatchedLecturer(folder) as lecturer, local(folder) as one, local(folder) as other:
        lecturer.show(asks, TEXT)
        one.wait_for_state(asks)
        one.set_answer(3, question, "+")
        lecturer.waits.until(lambda: lecturer.answers(3, question) == {"+": 1})
        other.set_answer(3, question, "+")
        lecturer.waits.until(lambda: lecturer.answers(3, question) == {"+": 2})
        one.set_answer(3, question, "-")  # changed
        lecturer.waits.until(lambda: lecturer.answers(3, question) == {"+": 1, "-": 1})
        assert lecturer.answers(2, question) == lecturer.answers(3, digest("")) == {}
        other.close()
        lecturer.waits.until(lambda: lecturer.answers(3, question) == {"-": 1})
        shown = asks._replace(shown=True, answers=(("-", 1),))
        lecturer.show(shown)
        assert one.wait_for_state(shown)
        one.set_answer(3, question, "0")  # too late
        one.set_away(True)
        lecturer.wait_for(here=0, away=1)
        assert lecturer.answers(3, question) == {"-": 1}
        lecturer.show(asks)  # asked again
        lecturer.waits.until(lambda: not lecturer.answers(3, question))


def test_who_comes_back_has_answered_still(folder: Path) -> None:
    question = digest(TEXT)
    asks = at(1, lecture=question)
    with local(folder) as follower:
        follower.set_answer(0, question, "0.5")
        for _ in range(2):
            with WatchedLecturer(folder) as lecturer:
                lecturer.show(asks, TEXT)
                lecturer.waits.until(lambda: lecturer.answers(0, question) == {"0.5": 1})


def test_an_answer_that_comes_before_the_lecturers_first_state_counts(folder: Path) -> None:
    question = digest(TEXT)
    with WatchedLecturer(folder) as lecturer:
        early = stranger(folder, GREETING, Answer(0, question, "+"))
        other = stranger(folder, GREETING, Answer(1, question, "-"))
        lecturer.wait_for(here=2)
        lecturer.show(at(1, lecture=question), TEXT)
        lecturer.waits.until(lambda: lecturer.answers(0, question) == {"+": 1})
        lecturer.show(at(1, scene=1, lecture=question), TEXT)
        lecturer.waits.until(lambda: not lecturer.answers(0, question))
        assert not lecturer.answers(1, question)
        early.close()
        other.close()


def test_who_connects_again_counts_once(folder: Path) -> None:
    question = digest(TEXT)
    asks = at(1, lecture=question)
    hello, answer = GREETING._replace(who="a" * 32), Answer(0, question, "+")
    with WatchedLecturer(folder) as lecturer:
        lecturer.show(asks, TEXT)
        first = stranger(folder, hello, answer)
        lecturer.waits.until(lambda: lecturer.answers(0, question) == {"+": 1})
        other = stranger(folder, GREETING._replace(who="b" * 32), answer)
        lecturer.waits.until(lambda: lecturer.answers(0, question) == {"+": 2})
        again = stranger(folder, hello, Answer(0, question, "-"))
        lecturer.waits.until(lambda: lecturer.answers(0, question) == {"+": 1, "-": 1})
        lecturer.wait_for(here=2)
        assert is_dropped(first)
        again.close()
        lecturer.wait_for(here=1)
        other.close()
        lecturer.wait_for(here=0)


def test_names_come_if_they_are_asked_for(folder: Path) -> None:
    question = digest(TEXT)
    with local(folder) as ada, local(folder) as other:
        ada.set_name("Ada\u202e\x1b[2J  Lovelace")
        for names in (False, True):
            with WatchedLecturer(folder, names=names) as lecturer:
                lecturer.show(at(1, lecture=question), TEXT)
                for one in (ada, other):
                    one.wait_for(lambda news: news.status == "following" and news.state)
                assert ada.news.asks_name == names
                ada.set_answer(0, question, "+")
                lecturer.waits.until(lambda: lecturer.answers(0, question) == {"+": 1})
                name = "Ada[2J Lovelace" if names else ""
                people = (("", "", False), (name, "+", False))
                lecturer.wait_for_people(0, question, *people)
                assert [one.answer for one in lecturer.people(1, question)] == ["", ""]


ADA = Known("Ada", "0123abcd+fedc9876-")


def gives_name(lecturer: WatchedLecturer, one: WatchedFollower, known: Known = ADA) -> None:
    """Give a name and a score, which go together; wait until the lecturer has them."""
    one.set_score(known.score)
    one.set_name(known.name)
    lecturer.wait_for_people(0, "", (known.name, "", False))


def test_who_comes_back_after_the_end_of_their_trainer_is_known(folder: Path) -> None:
    with WatchedLecturer(folder, names=True) as lecturer:
        lecturer.show(at(1))
        with local(folder) as ada:
            ada.wait_for(lambda news: news.status == "following")
            assert ada.news.known == NOBODY
            gives_name(lecturer, ada)
            ((*_, who),) = lecturer.people(0, "")
        lecturer.wait_for(here=0)
        with local(folder) as again:
            again.wait_for(lambda news: news.status == "following")
            assert again.news.known == ADA
            lecturer.wait_for_people(0, "", ("Ada", "", False))
            assert lecturer.people(0, "")[0].who == who != ""
            gives_name(lecturer, again, Known("Adam", ADA.score))
            gives_name(lecturer, again, NOBODY)  # taken back
        lecturer.wait_for(here=0)
        with local(folder) as again:
            again.wait_for(lambda news: news.status == "following")
            assert again.news.known == NOBODY


def test_who_shares_an_account_is_not_taken_for_another(folder: Path) -> None:
    with WatchedLecturer(folder, names=True) as lecturer:
        lecturer.show(at(1))
        with local(folder) as ada:
            ada.wait_for(lambda news: news.status == "following")
            gives_name(lecturer, ada)
            with local(folder) as bob:
                bob.wait_for(lambda news: news.status == "following")
                assert bob.news.known == NOBODY
                lecturer.wait_for_people(0, "", ("", "", False), ("Ada", "", False))
        lecturer.wait_for(here=0)
        with local(folder) as somebody:
            somebody.wait_for(lambda news: news.status == "following")
            assert somebody.news.known == NOBODY


def test_a_guest_is_not_known_again(folder: Path) -> None:
    with WatchedLecturer(folder, names=True) as lecturer:
        lecturer.show(at(1))
        for _ in range(2):
            with local(folder, guest=True) as guest:
                guest.wait_for(lambda news: news.status == "following")
                assert guest.news.known == NOBODY
                gives_name(lecturer, guest)
            lecturer.wait_for(here=0)


def test_a_session_is_told_from_the_next(folder: Path) -> None:
    sessions = set()
    with local(folder) as follower:
        for number in range(2):
            with WatchedLecturer(folder) as lecturer:
                lecturer.show(at(number))
                sessions.add(follower.wait_for_state(at(number)).session)
    assert len(sessions) == 2


def test_a_class_that_has_not_begun_is_waited_for(folder: Path) -> None:
    with local(folder) as follower:
        assert follower.wait_for(lambda news: news.why) == News(
            None, "", "waiting", f"waiting for {CLASS} to begin"
        )
        with WatchedLecturer(folder) as lecturer:
            lecturer.show(at(1))
            follower.wait_for_state(at(1))
            assert follower.take() is None


def test_who_waits_reads_which_classes_there_are(folder: Path) -> None:
    other = f"waiting for trail; there is {account(own())}/trial"
    with local(folder, "trail") as follower:
        follower.wait_for(lambda news: news.why == "waiting for trail to begin")
        with WatchedLecturer(folder, "trial"):
            follower.wait_for(lambda news: news.why == other)
        follower.wait_for(lambda news: news.why == "waiting for trail to begin")
        with WatchedLecturer(folder, "trail") as lecturer:
            lecturer.show(at(1))
            assert follower.wait_for_state(at(1)).why == ""


def test_who_joins_late_gets_the_latest_state_and_its_texts(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer:
        lecturer.show(at(1))
        lecturer.show(at(2, files=(("own.csv", digest(TEXT)),)), TEXT)
        with local(folder) as follower:
            follower.wait_for_state(at(2, files=(("own.csv", digest(TEXT)),)))
            assert {news.state for news in follower.seen} <= {None, follower.news.state}


def test_a_lecturer_who_comes_back_is_found_again(folder: Path) -> None:
    with local(folder) as follower:
        with WatchedLecturer(folder) as lecturer:
            lecturer.show(at(1))
            follower.wait_for_state(at(1))
        assert follower.wait_for_status("over").state == at(1)
        with WatchedLecturer(folder) as lecturer:
            follower.set_away(True)
            lecturer.wait_for(here=0, away=1)
            lecturer.show(at(2))
            follower.wait_for_state(at(2))


def test_a_lecturer_who_is_lost_is_waited_for(folder: Path) -> None:
    link, _place = places.listen(CLASS, folder)
    link.settimeout(60)
    with local(folder) as follower:
        accepted, _ = link.accept()
        accepted.sendall(line(Welcome(VERSION)) + b'{"do":"change","number":1,"scene":3}\n')
        state = follower.wait_for(lambda news: news.state).state
        link.close()
        accepted.close()
        assert follower.wait_for_status("lost").state == state
        with WatchedLecturer(folder) as lecturer:
            lecturer.show(at(2))
            follower.wait_for_state(at(2))


def test_another_accounts_class_of_that_name_is_not_followed_instead(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with local(folder) as follower:
        with WatchedLecturer(folder) as lecturer:
            lecturer.show(at(1))
            follower.wait_for_state(at(1))
        follower.wait_for_status("over")
        tried = []
        real = places.places

        def anothers(root: Path) -> list[places.Place]:
            tried.append(root)
            return [place._replace(uid=place.uid + 1, account="eve") for place in real(root)]

        monkeypatch.setattr(places, "places", anothers)
        monkeypatch.setattr(places, "peer", lambda link: own() + 1)
        link, place = places.listen(CLASS, folder)
        tried.clear()
        patience = Patience()
        while len(tried) < 3:
            patience.check("it does not look for the class")
            time.sleep(0.01)
        link.setblocking(False)
        with pytest.raises(BlockingIOError):
            link.accept()
        assert follower.take() is None
        link.close()
        places.remove(place)


def test_who_never_reads_slows_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seat, "PATIENCE", 0.2)
    with WatchedLecturer(folder) as lecturer, local(folder) as follower:
        silent = [stranger(folder, GREETING) for _ in range(3)]
        lecturer.wait_for(here=4)
        scene = 0
        while lecturer.here > 1:
            scene += 1
            lecturer.show(long_state(scene), "")
            follower.wait_for_state(long_state(scene))
        assert all(map(is_dropped, silent))


def long_state(scene: int) -> Shared:
    return at(scene, files=tuple((f"{scene} {letter * 190}", digest("")) for letter in "ab"))


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00" * 5_000,
        line(Away(True)),
        line(Hello(VERSION, False)) * 2,
        line(Hello(VERSION, False)) + line(Away(True)) * 3_000,
        b'{"do":"hello","version":99}\n',
    ],
    ids=range(7),
)
def test_a_strangers_nonsense_ends_their_connection_only(said: bytes, folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, local(folder) as follower:
        lecturer.wait_for(here=1)
        link = stranger(folder)
        with suppress(ConnectionError):
            link.sendall(said)
        assert is_dropped(link)
        lecturer.show(at(1))
        follower.wait_for_state(at(1))
        lecturer.wait_for(here=1)


def test_who_does_not_say_what_they_are_is_dropped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat, "GREETING", 0.05)
    with WatchedLecturer(folder) as lecturer:
        assert is_dropped(stranger(folder))
        assert (lecturer.here, lecturer.away, lecturer.waits.count) == (0, 0, 0)


def test_a_full_class_says_so_and_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tinynet_tui.classroom import following

    monkeypatch.setattr(room, "MOST_FOLLOWERS", 2)
    monkeypatch.setattr(following, "FULL", 0.02)
    with WatchedLecturer(folder) as lecturer, ExitStack() as others:
        held = [others.enter_context(stranger(folder, GREETING)) for _ in range(2)]
        lecturer.wait_for(here=2)
        with stranger(folder) as link:
            assert link.recv(99) == line(Full())
        with local(folder) as follower:
            news = follower.wait_for(lambda news: news.why)
            assert (news.status, news.why) == ("waiting", "the class is full")
            held[0].close()
            lecturer.show(at(1))
            follower.wait_for_state(at(1))


def test_one_account_cannot_take_all_seats(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_FOLLOWERS", 3)
    with WatchedLecturer(folder) as lecturer, ExitStack() as others:
        for _ in range(3):
            others.enter_context(stranger(folder, GREETING))
        lecturer.wait_for(here=3)
        found = socket.socket(socket.AF_UNIX)
        [place] = places.places(folder)
        monkeypatch.setattr(places, "peer", lambda link: own() + 1)
        others.enter_context(found).connect(str(place.path))
        found.sendall(line(GREETING))
        assert found.recv(99).startswith(b'{"do":"welcome"')
        lecturer.wait_for(here=3)


def test_a_state_out_of_bounds_leaves_the_one_before(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, local(folder) as follower:
        lecturer.show(at(1))
        follower.wait_for_state(at(1))
        for state, texts in [
            (at(2, scene=-1), {}),
            (at(2, lecture=digest("a")), {}),
            (at(2, lecture=digest("a")), {digest("a"): "b"}),
            (at(2, lecture=digest("\x00")), texts_of("\x00")),
        ]:
            with pytest.raises(ClassError):
                lecturer.publish(state, texts)
        lecturer.show(at(3))
        follower.wait_for_state(at(3))


def test_the_same_state_again_is_not_sent(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, stranger(folder, GREETING) as link:
        lecturer.wait_for(here=1)
        got = b""
        for iteration in (1, 2):
            for _ in range(3):
                lecturer.show(at(iteration))
            while got.count(b"change") < iteration:
                got += link.recv(4096)
        assert got.count(b"change") == 2


def test_before_it_is_opened_and_after_the_end_a_lecturer_does_nothing(folder: Path) -> None:
    lecturer = WatchedLecturer(folder)
    lecturer.end()
    lecturer.show(at(1))
    assert (lecturer.here, lecturer.away) == (0, 0)
    with lecturer, local(folder) as follower:
        follower.wait_for_state(at(1))
    lecturer.end()
    lecturer.show(at(2))


def test_a_text_that_is_not_here_is_no_key(folder: Path) -> None:
    with local(folder) as follower, pytest.raises(KeyError):
        follower.text(digest("x"))


def test_a_lecturer_of_another_version_is_told_of(folder: Path) -> None:
    link, _place = places.listen(CLASS, folder)
    link.settimeout(60)
    with local(folder) as follower:
        accepted, _ = link.accept()
        accepted.sendall(b'{"do":"refused","version":99,"more":1}\n')
        why = "the lecturer has another version of tinynet-tui: update the older one"
        assert follower.wait_for_status("refused").why == why
        accepted.close()
    link.close()


def test_a_screen_that_closes_is_not_needed(folder: Path) -> None:
    def closed() -> None:
        raise RuntimeError("Event loop is closed")

    with WatchedLecturer(folder) as lecturer:
        follower = Follower(Local(CLASS, folder), wake=closed)
        follower.start()
        lecturer.wait_for(here=1)
        lecturer._room._wake = closed  # type: ignore[union-attr]
        follower.set_away(True)
        with local(folder) as other:
            lecturer.show(at(1))
            other.wait_for_state(at(1))
        follower.close()
        follower.close()
        follower.set_away(False)
        assert follower.take() is not None


def test_nothing_stays_open(folder: Path) -> None:
    def numbers() -> int:
        return len(os.listdir("/dev/fd"))  # noqa: PTH208

    before = numbers()
    for _ in range(3):
        with WatchedLecturer(folder) as lecturer, local(folder):
            lecturer.wait_for(here=1)
    assert numbers() <= before
