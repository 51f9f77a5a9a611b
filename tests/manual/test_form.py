"""The form of the README and the manual: what a page is made of, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from helpers.pages import EVERY_PAGE, PAGES, README_PAGE, Page
from helpers.project import MANUAL, ROOT

WIDEST = 80
"""The columns of a terminal in which pages are read."""
LONGEST_CELL = 66
LONG = ("sh", "console", "authorized_keys")
"""Languages whose lines are copied, and so are not broken."""
SENTENCE = re.compile(r"For [^.]+\.")


def tables(page: Page) -> Iterator[list[list[str]]]:
    """The tables of a page: rows of cells, as they are shown."""
    for table in re.findall(r"(?:^\|.*\n)+", page.without_blocks, re.M):
        shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", table.replace("`", ""))
        rows = [re.split(r" *\| *", row.strip("| ")) for row in shown.splitlines()]
        yield [row for row in rows if not set("".join(row)) <= set("-:")]


@pytest.mark.parametrize("page", PAGES, ids=repr)
def test_a_page_begins_with_its_title_and_whom_it_is_for(page: Page) -> None:
    title, blank, sentence, *_ = page.text.splitlines()
    assert re.fullmatch(r"# [A-Z][\w ]+", title) and not blank
    assert SENTENCE.fullmatch(sentence), sentence
    assert page.text.endswith("\n") and not page.text.endswith("\n\n")
    assert len(re.findall(r"^# ", page.without_blocks, re.M)) == 1


@pytest.mark.parametrize("page", PAGES, ids=repr)
def test_a_page_is_plain_markdown(page: Page) -> None:
    assert not re.search(r"<[a-z/!]", re.sub(r"`[^`]*`", "", page.without_blocks))
    for block in page.blocks:
        widest = max(map(len, block.text.splitlines()))
        assert widest <= WIDEST - 4 or block.language in LONG
    for table in tables(page):
        assert len(table[0]) <= 4 and all(len(row) == len(table[0]) for row in table)
        assert max(len(cell) for row in table for cell in row) <= LONGEST_CELL


@pytest.mark.parametrize("page", EVERY_PAGE, ids=repr)
def test_every_link_leads_somewhere(page: Page) -> None:
    for target in page.links:
        if not target.startswith("https://"):
            path, _, anchor = target.partition("#")
            file = page.path.parent / path if path else page.path
            assert file.is_file(), target
            if page is README_PAGE and not path:
                assert anchor in anchors(page)
            else:
                assert not anchor, "an anchor is lost in the terminal"


def anchors(page: Page) -> set[str]:
    """Where a link within a page can lead: its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.*)$", page.without_blocks, re.M)
    return {re.sub(r"[^\w-]", "", one.lower().replace(" ", "-")) for one in headings}


def test_the_readme_links_to_every_page() -> None:
    linked = {target for target in README_PAGE.links if target.endswith(".md")}
    assert linked == {f"{MANUAL.relative_to(ROOT)}/{page.path.name}" for page in PAGES}


def test_every_picture_is_shown_somewhere_with_words_for_those_who_do_not_see_it() -> None:
    shown = set()
    for page in EVERY_PAGE:
        for target, words in page.pictures.items():
            shown.add((page.path.parent / target).resolve())
            assert len(words) > 15, target
    assert shown == set((ROOT / "screenshots").resolve().glob("*.svg"))


def test_the_readme_names_its_sources_and_its_licence() -> None:
    assert "https://www.youtube.com/watch?v=h3l4qz76JhQ" in README_PAGE.links
    assert "https://iamtrask.github.io/2015/07/12/basic-python-network/" in README_PAGE.links
    assert "LICENSE" in README_PAGE.links
    assert "MIT" in (ROOT / "LICENSE").read_text(encoding="utf-8")
