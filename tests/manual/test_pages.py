"""The manual's pages: what is read of them, and what a search finds."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.manual_pages import PAGES
from helpers.project import ROOT
from helpers.waiting import DEADLINE
from tinynet_tui.manual import pages
from tinynet_tui.manual.pages import Passage, parse, search

READ = {name: parse(name, text) for name, text in PAGES.items()}
PASSAGES = [passage for page in READ.values() for passage in page.passages]


def found(query: str) -> list[tuple[str, str]]:
    return [(one.heading, one.text) for one in search(query, PASSAGES)]


def test_a_page_has_a_title_and_says_whom_it_is_for() -> None:
    page = READ["alpha"]
    assert page[:3] == ("alpha", "The learning rate", "For everybody who changes alpha.")


def test_its_blocks_are_the_whole_page() -> None:
    for name, text in PAGES.items():
        together = "\n".join(READ[name].blocks)
        assert re.sub(r"\s+", "", together) == re.sub(r"\s+", "", text)


def test_items_rows_and_code_are_passages_of_their_own() -> None:
    texts = [passage.text for passage in PASSAGES]
    for text in (
        *("Too large", "start small", "then double it until it is too much"),
        *("tinynet-tui --alpha 10", "n runs the next line"),
        "See Guests, the video or https://example.org.",
        "With --alpha 100 the error rises — it does not fall.",
    ):
        assert text in texts


def test_every_passage_knows_its_block() -> None:
    for page in READ.values():
        for passage in page.passages:
            assert passage.text.split()[0] in page.blocks[passage.block]


def test_a_page_without_a_title_or_text_is_read_all_the_same() -> None:
    assert parse("x", "")[:4] == ("x", "x", "", ())
    assert parse("x", "Words only")[:3] == ("x", "x", "Words only")
    assert parse("x", "# Title")[:3] == ("x", "Title", "")


@given(st.text())
def test_no_text_is_too_odd_for_a_page(text: str) -> None:
    for passage in parse("x", text).passages:
        assert passage.text == " ".join(passage.text.split())


def test_all_words_must_occur_in_any_case_and_their_beginnings_are_enough() -> None:
    assert found("NEXT run") == [("For guests: Keys", "n runs the next line")]
    assert found("next zebra") == []
    assert found("ebra") == []
    assert [text for _, text in found("--alpha")] == [
        "With --alpha 100 the error rises — it does not fall.",
        "tinynet-tui --alpha 10",
    ]


def test_a_part_of_a_name_with_underscores_is_found() -> None:
    passage = Passage("x", "X", "the delta of l1_error", 0)
    assert search("error", [passage]) == search("l1_err", [passage]) == [passage]


def test_headings_and_whole_words_come_first_and_a_heading_counts_for_what_is_below_it() -> None:
    assert found("key")[0] == ("For guests: Keys", "Keys")
    assert found("large small") == [("The learning rate: Too large", "start small")]
    few = [Passage("x", "X", text, 0) for text in ("weights", "a weight", "a weight, too")]
    assert search("weight", few) == [few[1], few[2], few[0]]


@pytest.mark.parametrize("query", ["", "  ", "(", "[a", "\\", "*"])
def test_any_query_is_one(query: str) -> None:
    assert search(query, PASSAGES) is not None


def test_the_manual_has_pages_with_titles() -> None:
    for name in pages.names():
        page = pages.read(name)
        assert page.title != page.name
        assert page.summary.endswith(".")
        for other in re.findall(r"\]\(([^/)#]+)\.md", "\n".join(page.blocks)):
            assert other in pages.names()


def test_whatever_is_no_code_is_in_the_wheel_too(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=DEADLINE)
    (wheel,) = tmp_path.glob("*.whl")
    source = ROOT / "src"
    with zipfile.ZipFile(wheel) as packed:
        inside = set(packed.namelist())
    assert {str(path.relative_to(source)) for path in source.rglob("*.md")} <= inside
