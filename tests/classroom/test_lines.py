"""Lines are messages of a closed grammar, in bounds, or nonsense."""

from __future__ import annotations

import json

import pytest

from tinynet_tui.classroom.cue import KEYS, MOST_SAID, MOST_TIME, MOST_TOLD, Drive, Stands, Told
from tinynet_tui.classroom.fields import PART
from tinynet_tui.classroom.lines import (
    LARGEST,
    LINE,
    MARK,
    MOST_PARTS,
    Lines,
    Nonsense,
    OtherVersion,
    line,
    read,
)
from tinynet_tui.classroom.messages import (
    FOLLOWERS,
    LECTURERS,
    PIPES,
    SPEAKERS,
    TO_SPEAKERS,
    VERSION,
    Answer,
    Away,
    Change,
    Declined,
    Full,
    Hello,
    Message,
    Missing,
    Name,
    Over,
    Part,
    Piped,
    Refused,
    Score,
    Seen,
    Waiting,
    Want,
    Welcome,
    Whose,
)
from tinynet_tui.classroom.people import LONGEST_TYPED
from tinynet_tui.classroom.shared import (
    LONGEST_NAME,
    MOST_ANSWERS,
    MOST_FILES,
    MOST_IN_ANSWER,
    MOST_NUMBER,
    MOST_SETTINGS,
)

DIGEST = "0123456789abcdef" * 4
FILES = (("own.csv", DIGEST), ("mine.py", DIGEST))
ANSWERED = (("positive", 3, False), ("0.12", 0, True))
MESSAGES: list[Message] = [
    Hello(VERSION, far=True),
    Hello(VERSION, far=False, who="0f" * 16),
    Hello(VERSION, far=False, speaks=True),
    Hello(VERSION, far=False, who="0f" * 16, guest=True),
    Drive("page"),
    Drive("go", "254:l1_error"),
    Told("notes", 0, "Let them guess.\n"),
    Stands(),
    Stands(3, 18, 1_800_000_000, (600, 900, 2_700), 28, 3, True, True, True, ANSWERED),
    Away(True),
    Name("Ada \u202e"),
    Score("0123abcd+fedc9876-"),
    Seen(7),
    Want(DIGEST, 0, 3),
    Answer(3, DIGEST, "0.5"),
    Welcome(VERSION),
    Welcome(VERSION, "0f" * 16, names=True),
    Welcome(VERSION, "0f" * 16, True, "Ada", "0123abcd+"),
    Refused(VERSION),
    Full(),
    Change(1),
    Change(
        2, True, (0, 1, "at: 3"), DIGEST, 4, 0, "auto", FILES, False, True, (("+", 3), ("-", 25)), 7
    ),
    Part(DIGEST, 0, 2, "a\tb\r\n\f£"),
    Missing(DIGEST),
    Over(),
    Piped(VERSION),
    Waiting(),
    Whose("ada", "xor"),
    Declined("there are 2 classes"),
]
KINDS: list[tuple[type[Message], ...]] = [FOLLOWERS, SPEAKERS, LECTURERS, TO_SPEAKERS, PIPES]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_is_what_its_line_says(message: Message) -> None:
    text = line(message)
    assert text.endswith(b"\n") and text.startswith(MARK) == isinstance(message, PIPES)
    body = text[:-1].removeprefix(MARK)
    for kinds in KINDS:
        if type(message) in kinds:
            assert read(body, kinds) == message
        else:
            with pytest.raises(Nonsense):
                read(body, kinds)


@pytest.mark.parametrize(
    "message",
    [
        Change(LARGEST, True, (MOST_SETTINGS, MOST_SETTINGS, "\U0001f600" * PART), DIGEST)._replace(
            scene=MOST_NUMBER, page=MOST_NUMBER, playing='"' * LONGEST_NAME, blank=True, shown=True
        ),
        Change(LARGEST, True, files=((('"' * LONGEST_NAME), DIGEST),) * MOST_FILES),
        Change(LARGEST, True, answers=(("x" * MOST_IN_ANSWER, MOST_NUMBER),) * MOST_ANSWERS),
        Answer(MOST_NUMBER, DIGEST, "x" * MOST_IN_ANSWER),
        Name("\U0001f600" * LONGEST_TYPED),
        Part(DIGEST, MOST_PARTS - 1, MOST_PARTS, "\U0001f600" * PART),
        Whose('"' * LONGEST_NAME, '"' * LONGEST_NAME),
        Drive(KEYS[0], '"' * LONGEST_NAME),
        Told("next_title", MOST_TOLD, "\U0001f600" * PART),
        Told("next_title", MOST_TOLD, "\n" * PART),
        Stands(
            *(MOST_NUMBER, MOST_NUMBER, MOST_TIME, (MOST_TIME,) * 3, MOST_NUMBER, MOST_NUMBER),
            *(True, True, True, (('"' * MOST_SAID, MOST_NUMBER, True),) * MOST_ANSWERS),
        ),
    ],
)
def test_the_longest_messages_fit_into_a_line(message: Message) -> None:
    text = line(message)[:-1].removeprefix(MARK)
    assert len(text) <= LINE < 4096
    assert read(text, [type(message)]) == message


def said(**fields: object) -> bytes:
    return json.dumps(fields).encode()


HELLO = {"do": "hello", "version": VERSION, "far": False}
CHANGE = {"do": "change", "number": 1}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"[" * 3_000,
        b'{"a":' * 700,
        b'{"number":' + b"9" * 4_000 + b"}",
        '{"do":"away","away":true}'.encode("utf-16"),
        said(do="nothing"),
        said(do=["hello"]),
        said(do={"hello": 1}),
        said(**HELLO, more=1),
        said(do="hello", version=VERSION),
        said(**{**HELLO, "far": 1}),
        said(**{**HELLO, "version": True}),
        said(**{**HELLO, "version": "1"}),
        said(do="away", away=None),
        said(do="seen", number=-1),
        said(do="seen", number=1.0),
        said(do="seen", number=2**53 + 1),
        b'{"do":"seen","number":NaN}',
        said(do="want", digest="abc", first=0, many=1),
        said(do="want", digest=DIGEST.upper(), first=0, many=1),
        said(do="want", digest=DIGEST + "\n", first=0, many=1),
        said(do="want", digest="٣" * 64, first=0, many=1),
        said(do="want", digest=DIGEST, first=0, many=0),
        said(do="want", digest=DIGEST, first=0, many=10**9),
        said(do="want", digest=DIGEST, first=MOST_PARTS, many=1),
        said(**CHANGE, settings="at: 3"),
        said(**CHANGE, settings=[0, 0]),
        said(**CHANGE, settings=[0, -1, ""]),
        said(**CHANGE, settings=[0, 0, "\x1b[2J"]),
        said(**CHANGE, settings=[0, 0, "\x9b2J"]),
        said(**CHANGE, settings=[0, 0, "\ud800"]),
        said(**CHANGE, settings=[0, 0, "x" * (PART + 1)]),
        said(**CHANGE, lecture="x"),
        said(**CHANGE, lecture=None),
        said(**CHANGE, scene=-1),
        said(**CHANGE, scene=MOST_NUMBER + 1),
        said(**CHANGE, playing="a\nb"),
        said(**CHANGE, playing="\u202eb"),
        said(**CHANGE, playing="x" * (LONGEST_NAME + 1)),
        said(**CHANGE, files=[["", DIGEST]]),
        said(**CHANGE, files=[["a\x07", DIGEST]]),
        said(**CHANGE, files=[["a", DIGEST, 1]]),
        said(**CHANGE, files=["ab"]),
        said(**CHANGE, files=[["a", DIGEST]] * (MOST_FILES + 1)),
        said(**CHANGE, files={}),
        said(**CHANGE, blank=0),
        said(**CHANGE, shown=1),
        said(**CHANGE, answers=[["+", 0]]),
        said(**CHANGE, answers=[["+", True]]),
        said(**CHANGE, answers=[["+"]]),
        said(**CHANGE, answers=["+1"]),
        said(**CHANGE, answers=[["", 1]]),
        said(**CHANGE, answers=[["\x1b[2J", 1]]),
        said(**CHANGE, answers=[["+", 1]] * (MOST_ANSWERS + 1)),
        said(do="answer", scene=-1, question=DIGEST, answer="+"),
        said(do="answer", scene=0, question="", answer="+"),
        said(do="answer", scene=0, question=DIGEST, answer=""),
        said(do="answer", scene=0, question=DIGEST, answer="\n"),
        said(do="answer", scene=0, question=DIGEST, answer="é"),
        said(do="answer", scene=0, question=DIGEST, answer=0.5),
        said(do="answer", scene=0, question=DIGEST, answer="x" * (MOST_IN_ANSWER + 1)),
        said(do="part", digest=DIGEST, at=0, of=0, text=""),
        said(do="part", digest=DIGEST, at=0, of=1, text="\x00"),
        said(do="part", digest=DIGEST, at=0, of=1, text="\x7f"),
        said(do="part", digest=DIGEST, at=0, of=1, text=1),
        said(do="over", why="x"),
        said(**HELLO, speaks=1),
        said(do="drive"),
        said(do="drive", key="quit"),
        said(do="drive", key=["page"]),
        said(do="drive", key="go", where="\n"),
        said(do="drive", key="go", where="x" * (LONGEST_NAME + 1)),
        said(do="told", name="script", at=0, part=""),
        said(do="told", name={}, at=0, part=""),
        said(do="told", name="notes", at=MOST_TOLD + 1, part=""),
        said(do="told", name="notes", at=0, part="\x1b[2J"),
        said(do="told", name="notes", at=0, part="x" * (PART + 1)),
        said(do="stands", here=-1),
        said(do="stands", planned=[1, 2]),
        said(do="stands", planned=[1, 2, MOST_TIME + 1]),
        said(do="stands", began=0.5),
        said(do="stands", answers=[["+", 1]]),
        said(do="stands", answers=[["+", 1, 1]]),
        said(do="stands", answers=[["\x1b[2J", 1, True]]),
        said(do="stands", answers=[["x" * (MOST_SAID + 1), 1, True]]),
        said(do="stands", answers=[["+", 1, True]] * (MOST_ANSWERS + 1)),
        said(do="whose", account="a\x1bb", name="xor"),
        said(do="declined", why=""),
        said(do="over") + b" " * LINE,
    ],
)
def test_what_is_no_message_is_nonsense(data: bytes) -> None:
    with pytest.raises(Nonsense):
        read(data, [kind for kinds in KINDS for kind in kinds])


@pytest.mark.parametrize("kind", ["hello", "welcome", "refused", "piped"])
def test_another_version_is_told_apart_whatever_else_it_says(kind: str) -> None:
    with pytest.raises(OtherVersion):
        read(said(do=kind, version=VERSION + 1, words=["new"]), (*FOLLOWERS, *LECTURERS, *PIPES))


def test_lines_are_cut_wherever_they_arrive_in_pieces() -> None:
    data = b"".join(map(line, MESSAGES))
    for size in (1, 2, 7, len(data)):
        lines = Lines()
        pieces = [data[begin : begin + size] for begin in range(0, len(data), size)]
        assert [one for piece in pieces for one in lines.feed(piece)] == data.splitlines()


def test_an_endless_line_is_nonsense() -> None:
    lines = Lines()
    with pytest.raises(Nonsense):
        for _ in range(LINE):
            lines.feed(b"xx")
