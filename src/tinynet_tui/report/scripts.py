"""`scripts`: lists the scripts of the collection."""

from __future__ import annotations

import textwrap

from tinynet_tui.collection.collection import COLLECTION
from tinynet_tui.network.bundled_scripts import FOLDER


def list_scripts() -> int:
    """Print every script's name, title, lines and commentary; return the exit status."""
    for one in COLLECTION:
        print(f"{one.name}: {one.title}")
        print(f"    {one.path.name}, {one.settings}")
        print(textwrap.indent(textwrap.fill(one.commentary, 76), "    ") + "\n")
    print(f"The lines are those that three_layers.py has not; all files are in {FOLDER}")
    print("Open one: tinynet-tui --script NAME")
    return 0
