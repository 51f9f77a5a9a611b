"""The pages of a handout are the scenes as the app shows them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from helpers.lectures import lecture_of
from tinynet_tui.lecture.handout import Page
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app import handout
from tinynet_tui.ui.app.handout import NotThere, pages

LECTURE = """\
    # Sign
    at: 254:l1_error
    cell: l1_error[2,0]
    answer: sign of l1_error[2,0]

    From {l2_delta[2,0]} to {l1_error[2,0]}.

    ? Which sign?
    = Minus: {l1_error[2,0]}.

    # Map
    at: 20
    view: map

    The map at {iteration}.

    # Script
    script: momentum
    at: 12

    Ours at {iteration}.
    """


@pytest.fixture(scope="module")
def taken() -> list[Page]:
    counts: list[int] = []
    found = pages(lecture_of(LECTURE), None, Settings(ascii=False), counts.append)
    assert counts == [1, 2, 3]
    return found


def texts(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


def test_a_number_that_is_asked_for_is_only_in_the_answer(taken: list[Page]) -> None:
    page = taken[0]
    assert page.where == "at 254:l1_error"
    assert page.text == ("From +.0495 to ?.",)
    assert page.question == ("Which sign?",)
    for svg in (page.light, page.dark):
        assert "iteration 254 of 60,000" in texts(svg) and "-.0458" not in texts(svg)
    assert page.light != page.dark
    assert page.answer == ("Minus: -.0458.",)
    assert page.right == "l1_error[2,0] is negative, -.0458"


def test_every_view_and_script_has_its_screen(taken: list[Page]) -> None:
    assert taken[1].text == ("The map at 20.",)
    assert "2/3 Map" in texts(taken[1].light) and "20:l2_error" in texts(taken[1].light)
    assert taken[2].where == "at 12 of momentum"
    assert taken[2].text == ("Ours at 12.",)
    assert "momentum.py" in texts(taken[2].light)
    assert not (taken[1].answer or taken[2].answer)


def test_a_run_that_does_not_get_there_in_time_gives_no_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handout, "MOST_SECONDS", -1.0)
    lecture = lecture_of("# One\nlight: l1\nat: 59000\n\nFar.\n")
    with pytest.raises(NotThere, match="the run of 'One' does not get there: at 59000") as late:
        pages(lecture, None, Settings(ascii=False))
    assert late.value.line == 3
