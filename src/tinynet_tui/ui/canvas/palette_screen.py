"""The colours of everything that is painted in cells."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import Screen


class PaletteScreen(Screen[None]):
    """A screen for canvases: it holds the colours of all of them.

    A canvas could have component classes of its own, but Textual works out the styles of every
    class for every widget when it is mounted, and that was a third of the time to the first paint.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "cells--frame",
        "cells--frame-lit",
        "cells--title",
        "cells--text",
        "cells--muted",
        "cells--strong",
        "cells--alert",
        "cells--positive",
        "cells--positive-strong",
        "cells--negative",
        "cells--negative-strong",
    }

    DEFAULT_CSS = """
    PaletteScreen {
        &> .cells--frame { color: $foreground 35%; }
        &> .cells--frame-lit { color: $accent; }
        &> .cells--title { color: $foreground; text-style: bold; }
        &> .cells--text { color: $foreground; }
        &> .cells--muted { color: $foreground 70%; }
        &> .cells--strong { color: $foreground; text-style: bold; }
        &> .cells--alert { color: #ff5f87; text-style: bold; }
        &> .cells--positive { color: #7fa8d9; }
        &> .cells--positive-strong { color: #5cb8ff; text-style: bold; }
        &> .cells--negative { color: #cf9a62; }
        &> .cells--negative-strong { color: #ffa033; text-style: bold; }
        &:light > .cells--muted { color: $foreground 80%; }
        &:light > .cells--alert { color: #87005f; }
        &:light > .cells--positive { color: #1f4a7a; }
        &:light > .cells--positive-strong { color: #00489c; text-style: bold; }
        &:light > .cells--negative { color: #6b4500; }
        &:light > .cells--negative-strong { color: #7a2e00; text-style: bold; }
        &:ansi {
            &> .cells--frame { color: ansi_bright_black; }
            &> .cells--muted { color: ansi_default; text-style: dim; }
            &> .cells--alert { color: ansi_bright_red; }
            &> .cells--positive, &> .cells--positive-strong { color: ansi_bright_blue; }
            &> .cells--negative, &> .cells--negative-strong { color: ansi_yellow; }
        }
        &:ansi:light {
            &> .cells--alert { color: ansi_magenta; }
            &> .cells--positive, &> .cells--positive-strong { color: ansi_blue; }
            &> .cells--negative, &> .cells--negative-strong { color: ansi_red; }
        }
        &:nocolor {
            &> .cells--frame { text-style: dim; }
            &> .cells--frame-lit { text-style: bold; }
        }
    }
    """
