"""The pictures in the repository are what the app draws."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType
from xml.etree import ElementTree

import pytest

from helpers.pages import README_PAGE
from helpers.project import ROOT
from helpers.svg_screen import read
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.drawing.shapes import HEIGHT, is_shape

pytestmark = pytest.mark.quick

FOLDER = ROOT / "screenshots"


def load_script() -> ModuleType:
    sys.path.insert(0, str(FOLDER))  # where the script finds its other files
    spec = importlib.util.spec_from_file_location("make_screenshots", FOLDER / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    sys.path.remove(str(FOLDER))
    return module


make = load_script()
moving = sys.modules["moving"]
SVG = "{http://www.w3.org/2000/svg}"


def characters(svg: str) -> str:
    """The text of a picture without blanks."""
    return re.sub(r"&#160;|\s", "", "".join(re.findall(r"<text[^>]*>(.*?)</text>", svg)))


def kept_picture(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", make.NAMES)
def test_a_picture_is_what_the_app_draws_now(name: str) -> None:
    drawn, kept = make.svg(name), kept_picture(name)
    if make.versions() != make.VERSIONS.read_text(encoding="utf-8"):
        # Other versions may write other SVG, but with the same text.
        drawn, kept = characters(drawn), characters(kept)
    assert drawn == kept, f"{name}.svg is stale: run python screenshots/make.py"


def test_every_picture_in_the_folder_has_a_recipe() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(make.NAMES)


@pytest.mark.parametrize("name", make.NAMES)
def test_a_picture_loads_and_runs_nothing(name: str) -> None:
    svg = kept_picture(name)
    tags = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "style", "rect", "circle", "text", "g", "path"}
    words = svg.replace('xmlns="http://www.w3.org/2000/svg"', "").lower()
    for word in ("http", "href", "url(", "@import", "@font-face", "script:", "onload"):
        assert word not in words


@pytest.mark.parametrize("name", make.NAMES)
def test_the_sides_of_boxes_are_lines_without_gaps(name: str) -> None:
    screen = read(kept_picture(name))
    assert not any(is_shape(glyph.text) for glyph in screen.texts.values())
    sides = [stop - start for spans in screen.down.values() for start, stop in spans]
    assert name == "ascii" or max(sides) > 4 * HEIGHT


# The moving picture.


def test_the_moving_picture_is_small_and_takes_half_a_minute() -> None:
    assert (FOLDER / "moving.svg").stat().st_size < 500_000  # twice that is the limit
    assert 30 <= seconds() <= 45


def test_it_shows_each_step_of_an_iteration_with_its_explanation() -> None:
    svg, cells = kept_picture("moving"), Cursor(example=2)
    script, dimensions = Experiment().script, Experiment().dimensions
    for number, name in enumerate(script.names):
        row, column = cells.cell(name, dimensions)
        begin = moving.FIRST + (number - 1) * (moving.PRESSED + moving.STEP) if number else 0.0
        for time in (begin + 0.1, begin + 1.4):
            assert f"{name}[{row},{column}]" in read(svg, time).text()


def test_it_plays_until_the_end_and_stays_there() -> None:
    svg, end = kept_picture("moving"), seconds()
    first = moving.FIRST + (len(Experiment().script.names) - 1) * (moving.PRESSED + moving.STEP)
    frames = round((end - moving.LAST - first) / moving.PLAYED)
    texts = [read(svg, first + (frame + 0.5) * moving.PLAYED).text() for frame in range(frames)]
    assert len(set(texts)) == frames > 50
    assert "59,999" in read(svg, end - moving.LAST + 0.1).text()
    assert read(svg, end - 0.1) == read(svg, end - moving.LAST + 0.1)


def test_where_nothing_moves_it_shows_the_end() -> None:
    svg = kept_picture("moving")
    assert read(svg) == read(svg, seconds() - 0.1)
    assert "@media (prefers-reduced-motion:reduce){g g{animation:none!important}}" in svg


def seconds() -> float:
    """How long the moving picture takes."""
    found = re.search(r"animation:([\d.]+)s", kept_picture("moving"))
    assert found is not None
    return float(found[1])


def test_the_readme_shows_only_pictures_that_exist() -> None:
    assert README_PAGE.pictures
    assert all((ROOT / address).parent == FOLDER for address in README_PAGE.pictures)
    assert all((ROOT / address).is_file() for address in README_PAGE.pictures)
