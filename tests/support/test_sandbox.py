"""What of the environment a kiosk on a page keeps."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from helpers.waiting import DEADLINE
from tinynet_tui.support.sandbox import WEB_DRIVER

CODE = "import json, os; from tinynet_tui.support.sandbox import shut; shut(); "
PRINT = "print(json.dumps(dict(os.environ)))"
PAGE = {"TEXTUAL_DRIVER": WEB_DRIVER, "COLUMNS": "80", "ROWS": "24"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (PAGE | {"TEXTUAL_COLOR_SYSTEM": "truecolor"}, None),
        (PAGE | {"HOME": "/x", "TEXTUAL_LOG": "/x", "TEXTUAL": "debug", "LINES": "9"}, PAGE),
        (
            PAGE | {"COLUMNS": "99999", "ROWS": "-1", "TEXTUAL_COLOR_SYSTEM": "x"},
            {"TEXTUAL_DRIVER": WEB_DRIVER},
        ),
        (PAGE | {"TEXTUAL_DRIVER": f"{WEB_DRIVER}x"}, {}),
        (PAGE | {"TEXTUAL_DRIVER": "evil:Driver"}, {}),
        ({"COLUMNS": "80", "ROWS": "24", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, {}),
    ],
)
def test_only_what_the_server_of_a_page_sets_is_kept(
    given: dict[str, str], kept: dict[str, str] | None
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE + PRINT],
        env=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE,
    )
    found = {name: value for name, value in json.loads(done.stdout).items() if name != "LC_CTYPE"}
    assert found == (given if kept is None else kept)
