"""A handout: one file that loads nothing, with every scene and the answers at its end."""

from __future__ import annotations

import re
from base64 import b64decode
from html.parser import HTMLParser

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.asking import Setting, parse
from tinynet_tui.lecture.handout import MARK, Page, document

VOID = ("meta", "img", "source")


def page(title: str, setting: Setting = "answer", asked: str = "") -> Page:
    ask = parse(setting, asked, Experiment()) if asked else None
    return Page(
        title,
        "at 254:l1_error",
        "<svg>light</svg>",
        "<svg>dark</svg>",
        ("A <b>text</b> & more.", "l1 = sigmoid(l0 @ syn0)\n  l2 = 0"),
        (f"What of {title}?",),
        ask,
        "l2[2,0] is 0.74" if ask else "",
        (f"So: {title}.",),
    )


class Reader(HTMLParser):
    """Reads the page, and that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sources += [value or "" for name, value in attrs if name in ("src", "srcset", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_the_answers_come_after_all_questions() -> None:
    html = document("Mine & yours", [page("One"), page("Two", asked="sign of l2[2,0]")])
    assert html.startswith(MARK)
    text = "".join(read(html).texts)
    order = ["Mine & yours", "1 One", "What of One?", "2 Two", "What of Two?", "Answers"]
    order += ["1 One", "So: One.", "2 Two", "l2[2,0] is 0.74.", "So: Two."]
    found = 0
    for words in order:
        found = text.index(words, found) + len(words)
    assert "A <b>text</b> & more." in text
    assert "break-before:page" in html and "break-inside:avoid" in html


def test_it_loads_nothing_and_runs_nothing() -> None:
    html = document("", [page("One")])
    sources = read(html).sources
    pictures = [b64decode(source.partition("base64,")[2]).decode() for source in sources]
    assert pictures == ["<svg>dark</svg>", "<svg>light</svg>"]
    assert not re.search(
        r"https?:|//|url\(|@import|<script|<link|\bon\w+=", re.sub(r"base64,[\w+/=]+", "", html)
    )


def test_there_is_room_for_an_answer() -> None:
    def asks(setting: Setting, asked: str) -> str:
        return " ".join("".join(read(document("", [page("One", setting, asked)])).texts).split())

    assert "l2[2,0]: 0.1 0.9".replace(" ", "") in asks("choices", "0.1|0.9 of l2[2,0]").replace(
        " ", ""
    )
    assert "l2[2,0]: positivenegativezero" in asks("answer", "sign of l2[2,0]")
    assert "the error = (within 0.05)" in asks("answer", "error within 0.05")
    assert "l2_delta [ , ]" in asks("answer", "cell of l2_delta")
    assert 'class="line"' in document("", [page("One")])


def test_without_a_question_there_are_no_answers() -> None:
    plain = Page("One", "", "<svg/>", "<svg/>", ("Text.",), (), None, "", ())
    assert "Answers" not in "".join(read(document("", [plain])).texts)


def test_code_keeps_its_lines() -> None:
    coded = Page("One", "", "<svg/>", "<svg/>", ("if x:\n    y < 1",), (), None, "", ())
    assert "<pre>if x:\n    y &lt; 1</pre>" in document("", [coded])
