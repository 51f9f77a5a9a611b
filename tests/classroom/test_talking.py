"""What lecturer and follower say to each other, without sockets."""

from __future__ import annotations

import pytest

from helpers.classroom import Pair, at, texts_of
from tinynet_tui.classroom.fields import PART
from tinynet_tui.classroom.lines import MOST_WANTED, Nonsense, line
from tinynet_tui.classroom.messages import (
    VERSION,
    Answer,
    Away,
    Change,
    Full,
    Hello,
    Message,
    Missing,
    Name,
    Over,
    Part,
    Refused,
    Score,
    Seen,
    Want,
    Welcome,
)
from tinynet_tui.classroom.people import MOST_IN_NAME
from tinynet_tui.classroom.seat import BURST, GREETING, PATIENCE, PER_SECOND
from tinynet_tui.classroom.shared import GRACE, MOST_TEXT, digest

LONG = "".join(f"{number},0.5,{'é' * (number % 9)}\n" for number in range(5_000))


@pytest.mark.parametrize("far", [False, True])
def test_states_arrive_one_by_one(far: bool) -> None:
    pair = Pair(far=far)
    for iteration in range(5):
        pair.show(at(iteration))
        pair.run()
        assert pair.conversation.state == at(iteration)


@pytest.mark.parametrize("far", [False, True])
def test_a_state_counts_when_its_texts_are_there(far: bool) -> None:
    pair = Pair(far=far)
    pair.show(at(1))
    pair.run()
    texts = texts_of(LONG, "", "x" * PART, "x" * (PART + 1))
    first, *others = texts
    state = at(2, lecture=first, files=tuple((name[:5], name) for name in others))
    pair.show(state, texts)
    pair.up()
    while pair.conversation.state != state:
        assert pair.conversation.state == at(1)
        pair.down()
        pair.up()
    assert [pair.texts.get(name) for name in texts] == [*texts.values()]
    many = len(pair.sent)
    pair.show(state._replace(scene=1), texts)
    pair.run()
    assert len(pair.sent) == many + 1, "they come once"


def test_who_reads_nothing_gets_the_newest_at_once() -> None:
    pair = Pair()
    pair.show(at(1))
    pair.run()
    before = len(pair.sent)
    for iteration in range(2, 99):
        pair.show(at(iteration))
    pair.run()
    assert (len(pair.sent) - before, pair.conversation.state) == (1, at(98))


def test_a_far_follower_has_one_state_on_the_way() -> None:
    pair = Pair(far=True)
    pair.up()
    pair.show(at(1))
    while pair.down():
        pass
    for iteration in range(2, 99):
        pair.show(at(iteration))
        assert not pair.down()
    pair.run()
    assert pair.conversation.state == at(98)
    assert len(pair.sent) == 3, "a welcome and two states"


def test_states_pass_the_parts_of_a_text() -> None:
    pair = Pair()
    state = at(1, lecture=digest(LONG))
    pair.show(state, texts_of(LONG))
    pair.up()
    pair.down()
    pair.down()
    pair.up()
    pair.down()
    pair.show(at(2))
    pair.down()
    assert pair.conversation.state == at(2)
    pair.run()
    assert pair.texts.get(digest(LONG)) is None, "no more of it was asked for"
    pair.show(state)
    pair.run()
    assert pair.conversation.state == state


def test_a_text_that_the_lecturer_lacks_is_waited_for_with_the_next_state() -> None:
    pair = Pair()
    pair.show(at(1, lecture=digest(LONG)))
    pair.run()
    assert pair.conversation.state is None
    pair.show(at(2))
    pair.run()
    assert pair.conversation.state == at(2)


def test_away_and_back_are_told() -> None:
    pair = Pair()
    assert not pair.seat.is_taken
    pair.run()
    assert pair.seat.is_taken and not pair.seat.away
    pair.seat.receive(line(Away(True)))
    assert pair.seat.away
    pair.seat.receive(line(Away(False)))
    assert not pair.seat.away


def test_one_answer_of_each_to_the_question_that_is_asked() -> None:
    now = [0.0]
    pair = Pair(now=lambda: now[0])
    asks = at(1, lecture=digest("one"), scene=2)
    pair.show(asks, texts_of("one"))
    pair.run()

    def answers(scene: int, text: str, answer: str) -> str:
        pair.seat.receive(line(Answer(scene, digest(text), answer)))
        return pair.seat.answer

    assert pair.seat.answer == ""
    assert [answers(2, "one", answer) for answer in "+-0"] == [*"+-0"]
    assert answers(1, "one", "+") == answers(2, "two", "+") == "0"
    pair.show(asks._replace(shown=True))
    assert answers(2, "one", "-") == "-", "it was on its way"
    now[0] += GRACE
    assert answers(2, "one", "+") == "-"
    pair.show(asks)
    assert pair.seat.answer == "", "it is asked again"
    assert answers(2, "one", "+") == "+"
    pair.show(asks._replace(page=1))
    assert pair.seat.answer == "+"
    pair.show(asks._replace(scene=3))
    assert pair.seat.answer == ""


def test_a_name_is_taken_if_it_was_asked_for() -> None:
    pair = Pair()
    pair.run()
    with pytest.raises(Nonsense):
        pair.seat.receive(line(Name("Ada")))
    pair = Pair(names=True)
    pair.run()
    assert pair.conversation.asks_name
    for name in ("x" * 200, ""):
        pair.seat.receive(line(Name(name)))
        assert pair.seat.name == name[:MOST_IN_NAME]


def test_what_the_class_answered_arrives_with_the_right_answer() -> None:
    pair = Pair()
    pair.show(at(1))
    pair.run()
    for answers in ((("+", 3), ("-", 25)), (("x" * 24, 1_000_000),) * 16, ()):
        shown = at(1, shown=bool(answers), answers=answers, others=len(answers))
        pair.show(shown)
        pair.run()
        assert pair.conversation.state == shown


WANT = Want(digest(LONG), 0, MOST_WANTED)


@pytest.mark.parametrize(
    "said",
    [
        [Hello(VERSION, False)],
        [Seen(0)],
        [Seen(1)],
        [WANT, WANT, WANT],
        [Away(True)] * (BURST + 1),
        [Name("Ada")],
        [Score("0123abcd+")],
        [Welcome(VERSION)],
    ],
)
def test_a_follower_who_talks_nonsense_is_found_out(said: list[Message]) -> None:
    pair = Pair()
    pair.show(at(1))
    pair.run()
    with pytest.raises(Nonsense):
        pair.seat.receive(b"".join(map(line, said)))


@pytest.mark.parametrize("said", [Away(True), Seen(1), WANT])
def test_nobody_says_anything_before_the_greeting(said: Message) -> None:
    with pytest.raises(Nonsense):
        Pair().seat.receive(line(said))


def test_followers_may_say_something_again_after_a_time() -> None:
    now = [0.0]
    pair = Pair(now=lambda: now[0])
    pair.run()
    for _ in range(3):
        now[0] += BURST / PER_SECOND
        pair.seat.receive(line(Away(True)) * BURST)
    with pytest.raises(Nonsense):
        pair.seat.receive(line(Away(True)))


def test_another_version_is_told_so() -> None:
    pair = Pair()
    pair.seat.receive(b'{"do":"hello","version":99,"hands":2}\n{"do":"clap"}\n')
    assert pair.seat.outgoing() == line(Refused(VERSION))
    assert pair.seat.leaves


@pytest.mark.parametrize(
    ("said", "end"),
    [
        (Over(), "over"),
        (Full(), "full"),
        (Refused(VERSION), "version"),
        (b'{"do":"welcome","version":7,"x":1}', "version"),
    ],
)
def test_the_lecturer_ends_it(said: Message | bytes, end: str) -> None:
    pair = Pair()
    if isinstance(said, Over):
        pair.run()
    data = said if isinstance(said, bytes) else line(said)[:-1]
    assert pair.conversation.receive(data) == b""
    assert pair.conversation.end == end


NAME = digest("ab")


@pytest.mark.parametrize(
    "said",
    [
        [Welcome(VERSION)],
        [Hello(VERSION, False)],
        [Part(NAME, 0, 1, "ab")],
        [Missing(NAME)],
        [Change(1)],
        [Change(3), Change(2)],
        [Change(3), Change(3)],
        [Change(3, True), Change(4)],
        [Change(3, lecture=NAME), Part(digest("x"), 0, 1, "x")],
        [Change(3, lecture=NAME), Part(NAME, 0, 1, "ac")],
        [Change(3, lecture=NAME), Part(NAME, 1, 2, "ab")],
        [Change(3, lecture=NAME), Part(NAME, 0, 2, "a")],
        [Change(3, lecture=NAME), Part(NAME, 0, 3, "a" * PART), Part(NAME, 1, 2, "a" * PART)],
        [Change(3, lecture=NAME), Part(NAME, 0, 9, "a" * PART), Part(NAME, 2, 9, "a" * PART)],
    ],
)
def test_a_lecturer_who_talks_nonsense_is_found_out(said: list[Message]) -> None:
    pair = Pair()
    pair.show(at(1))
    pair.run()
    for one in said[:-1]:
        pair.conversation.receive(line(one)[:-1])
    with pytest.raises(Nonsense):
        pair.conversation.receive(line(said[-1])[:-1])


def test_a_lecturer_says_welcome_first() -> None:
    with pytest.raises(Nonsense):
        Pair().conversation.receive(line(Over())[:-1])


def test_a_text_that_has_come_is_checked() -> None:
    pair, text = Pair(), "\n" * 20_000
    pair.show(at(1, lecture=digest(text)), texts_of(text))
    with pytest.raises(Nonsense):
        pair.run()


@pytest.mark.parametrize("pause", [0.0, 0.2, 2.0])
def test_texts_come_in_larger_pieces_over_a_quick_line(pause: float) -> None:
    """However large they are, a follower never asks too often."""
    now = [0.0]
    pair = Pair(far=True, now=lambda: now[0])
    size = {0.0: MOST_TEXT, 0.2: 500_000, 2.0: 20_000}[pause]
    texts = texts_of(*(mark * size for mark in "abcd"))
    state = at(1, files=tuple((name[:5], name) for name in texts))
    pair.show(state, texts)
    pair.up()
    while pair.conversation.state != state:
        before = len(pair.sent)
        while pair.down():
            pass
        now[0] += pause
        if pause > 1:
            assert len(pair.sent) - before <= 3
        pair.up()
    assert len(pair.texts.missing(state.digests)) == 0


def test_who_takes_nothing_is_late_in_time() -> None:
    now = [0.0]
    pair = Pair(far=True, now=lambda: now[0])
    assert pair.seat.deadline == GREETING
    pair.run()
    assert pair.seat.deadline is None
    pair.show(at(1))
    now[0] = 5
    pair.down()
    assert pair.seat.deadline == 5 + PATIENCE
    pair.run()
    assert pair.seat.deadline is None
    pair.show(at(2))
    pair.seat.outgoing()
    pair.seat.sent(0)
    now[0] = 10
    pair.seat.sent(0)
    assert pair.seat.deadline == 5 + PATIENCE
    pair.seat.sent(1)
    assert pair.seat.deadline == 10 + PATIENCE, "slow is not late"


def test_a_slow_line_is_up_to_date_as_soon_as_it_rests() -> None:
    """Thirty states a second over 2 KB/s: the newest is there within a second of the last."""
    pair, a_second = Pair(far=True), 2_000
    pair.up()
    shown, clock, last = 0, 0.0, 0.0  # the time counts for nothing else: acknowledging is free
    while pair.conversation.state != at(900):
        while shown < 900 and shown / 30 <= clock:
            shown += 1
            last = shown / 30
            pair.show(at(shown))
        before = sum(map(len, pair.sent))
        if pair.down():
            clock += (sum(map(len, pair.sent)) - before + len(line(Seen(900)))) / a_second
            pair.up()
        else:
            clock = shown / 30
    assert clock - last < 1
    assert len(pair.sent) > 300
