"""The panes of the main screen: which stand there, and how they share its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widgets import Static

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.palette_screen import PaletteScreen
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import drawing_heights, row_heights, share, usual_decimals
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.error_graph.pane import ErrorGraph
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.numbers.catalogue import backward_panes, forward_panes
from tinynet_tui.ui.panes.source import SourcePane
from tinynet_tui.ui.panes.status import KeyLine, StatusLine

if TYPE_CHECKING:  # imported when they are opened: the first paint does not wait for them
    from tinynet_tui.ui.panes.decision_map.pane import DecisionMap
    from tinynet_tui.ui.panes.network.pane import Network
    from tinynet_tui.ui.panes.past_runs import PastRunsPane
    from tinynet_tui.ui.panes.what_if.pane import WhatIfPane

LEAST = Size(40, 12)
"""The smallest terminal in which anything can be read."""


WIDTHS = [(0, "-too-narrow"), (LEAST.width, "-narrow"), (80, "-usual"), (120, "-wide")]
HEIGHTS = [(0, "-too-low"), (LEAST.height, "-low"), (20, "-middle"), (34, "-tall")]
"""From how many columns and rows on a screen has which class."""

DECIMALS_ENLARGED = 8
"""As many as the published weights and outputs have."""

NUMBERS, NETWORK, MAP, RUNS = "numbers", "network", "map", "runs"
"""The views of a run: they differ in what stands above the graph and the explanation."""


class Layout(PaletteScreen):
    """Panes in rows; those of a row share the width, an enlarged one has the whole screen."""

    AUTO_FOCUS = ""
    # A screen's own tab, which knows nothing of enlarged panes, would come before the app's.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_pane(1)", show=False, id="next"),
        Binding("shift+tab", "app.focus_pane(-1)", show=False, id="previous"),
    ]

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        """Build the panes of an experiment's script, and the last line for these keys."""
        super().__init__()
        self.experiment = experiment
        self.status = StatusLine(id="status")
        self.forward = forward_panes(experiment)
        self.backward: list[Pane] = [SourcePane(id="step"), *backward_panes(experiment)]
        self.graph, self.explanation = ErrorGraph(id="graph"), ExplanationPane(id="explanation")
        self.what_if: WhatIfPane | None = None
        """Where the network is asked, in the explanation's place; None while it is not."""
        self.bottom: list[Pane] = [self.graph, self.explanation]
        self.keys = KeyLine(keys, id="keys")
        names = ("forward", "backward", "drawing", "bottom")
        self.rows = {name: Horizontal(id=name, classes="row") for name in names}
        self.shown = NUMBERS
        """Which view is shown."""
        self.enlarged: Pane | None = None
        self.digits: int | None = None
        """The most decimals, where there is room; None: by the width of the screen."""

    def compose(self) -> ComposeResult:
        """Lay out the rows between the two lines."""
        yield self.status
        panes: list[Sequence[Pane]] = [self.forward, self.backward, [], self.bottom]
        for row, inside in zip(self.rows.values(), panes, strict=True):
            with row:
                yield from inside
        yield self.keys
        yield Static(f"tinynet needs {LEAST.width}×{LEAST.height} characters", id="notice")

    # What a view has instead of the numbers is made when it is asked for: the first paint does
    # not wait for it.

    @cached_property
    def network(self) -> Network:
        """The network as a drawing."""
        from tinynet_tui.ui.panes.network.pane import Network

        return Network(id=NETWORK)

    @cached_property
    def map(self) -> DecisionMap:
        """What the network answers over the plane of two inputs."""
        from tinynet_tui.ui.panes.decision_map.pane import DecisionMap

        return DecisionMap(id=MAP)

    @cached_property
    def runs(self) -> PastRunsPane:
        """The list of runs."""
        from tinynet_tui.ui.panes.past_runs import PastRunsPane

        return PastRunsPane(id=RUNS)

    def drawing(self, shown: str) -> Pane:
        """Return the one pane that a view has instead of the rows of numbers."""
        match shown:
            case "network":
                return self.network
            case "map":
                return self.map
            case _:
                return self.runs

    @property
    def drawings(self) -> dict[str, Pane]:
        """All of them, by their views."""
        return {shown: self.drawing(shown) for shown in (NETWORK, MAP, RUNS)}

    @property
    def panes(self) -> list[Pane]:
        """All panes of the view that is shown, in reading order."""
        if self.shown == NUMBERS:
            return [*self.forward, *self.backward, *self.bottom]
        return [self.drawing(self.shown), *self.bottom]

    @property
    def every_pane(self) -> list[Pane]:
        """The panes of all views."""
        return [*self.forward, *self.backward, *self.drawings.values(), *self.bottom]

    def bottom_panes(self) -> list[Pane]:
        """Return the panes of the bottom row."""
        return [self.graph, self.what_if or self.explanation]

    def _seen(self) -> Iterator[Pane]:
        return (pane for pane in self.panes if pane.region.area and pane.display)

    def _visible(self) -> dict[str, int]:
        seen: dict[str, int] = {}
        for pane in self._seen():
            for axis, count in pane.seen().items():
                seen[axis] = min(seen.get(axis, count), count)
        return seen

    def on_mount(self) -> None:
        """Share the screen before the first paint."""
        self._arrange(self.app.size)

    def _arrange(self, size: Size) -> None:
        self.bottom = self.bottom_panes()
        for pane in self.rows["bottom"].children:
            pane.display = pane in self.bottom
        fits = size.width >= LEAST.width and size.height >= LEAST.height
        rows, heights = self._rows(size.height - 2, low=size.height < 20)
        for pane in self.rows["drawing"].children:
            pane.display = pane.id == self.shown
        for name, row in self.rows.items():
            panes = rows.get(name, [])
            wanted = self.enlarged in panes if self.enlarged else heights.get(name, 0) > 0
            row.display = fits and wanted
            row.styles.height = size.height - 2 if self.enlarged else heights.get(name, 0)
            if self.enlarged:
                for pane in panes:
                    pane.display = pane is self.enlarged
                    pane.styles.width = size.width
                    pane.allow(DECIMALS_ENLARGED, enlarged=True)
                continue
            for pane in panes:
                pane.digits = self.digits
            widths = share(
                size.width, [pane.preferred_width(self.experiment, size.width) for pane in panes]
            )
            for pane, width in zip(panes, widths, strict=True):
                pane.display = width > 0
                pane.styles.width = width
                pane.allow(self.digits or usual_decimals(size.width))
        self.keys.shows_position = not (fits and self._is_shown(self.backward[0]))
        self._release_focus()

    def _rows(self, height: int, *, low: bool) -> tuple[dict[str, list[Pane]], dict[str, int]]:
        """Return what stands in each row of the view, and how high it is, together `height`."""
        rows: dict[str, list[Pane]]
        if self.shown != NUMBERS:
            rows = {"drawing": [self.drawing(self.shown)], "bottom": self.bottom}
            return rows, dict(zip(rows, drawing_heights(height), strict=True))
        rows = {"forward": list(self.forward), "backward": self.backward, "bottom": self.bottom}
        natural = [max(p.natural_height(self.experiment) for p in rows[n]) for n in rows][:2]
        return rows, dict(zip(rows, row_heights(height, *natural, low=low), strict=True))

    @staticmethod
    def _is_shown(pane: Pane) -> bool:
        return all(node.display for node in pane.ancestors_with_self)

    def _release_focus(self) -> None:
        """Take the focus from a pane that has given way; what is explained stays."""
        # Textual would give it to another pane, which would then be explained.
        if isinstance(self.focused, Pane) and not self._is_shown(self.focused):
            self.set_focus(None)
