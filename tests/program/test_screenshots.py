"""The pictures in the repository are what the app draws."""

from __future__ import annotations

import asyncio
import importlib.util
import re
import sys
from types import ModuleType

import pytest

from helpers.pages import README_PAGE
from helpers.project import ROOT

pytestmark = pytest.mark.quick

FOLDER = ROOT / "screenshots"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_screenshots", FOLDER / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


make = load_script()


def characters(svg: str) -> str:
    """The text of a picture without blanks."""
    return re.sub(r"&#160;|\s", "", "".join(re.findall(r"<text[^>]*>(.*?)</text>", svg)))


@pytest.mark.parametrize("name", make.PICTURES)
def test_a_picture_is_what_the_app_draws_now(name: str) -> None:
    drawn = asyncio.run(make.draw(make.PICTURES[name]))
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    if make.versions() != make.VERSIONS.read_text(encoding="utf-8"):
        # Other versions may write other SVG, but with the same text.
        drawn, kept = characters(drawn), characters(kept)
    assert drawn == kept, f"{name}.svg is stale: run python screenshots/make.py"


def test_every_picture_in_the_folder_has_a_recipe() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(make.PICTURES)


@pytest.mark.parametrize("name", make.PICTURES)
def test_a_picture_loads_nothing_from_elsewhere(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert "@font-face" not in text
    assert "url(http" not in text


def test_the_readme_shows_only_pictures_that_exist() -> None:
    assert README_PAGE.pictures
    assert all((ROOT / address).parent == FOLDER for address in README_PAGE.pictures)
    assert all((ROOT / address).is_file() for address in README_PAGE.pictures)
