"""The panes of the main screen, and how they share its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.canvas import STYLE_CLASSES
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import drawing_heights, row_heights, share, usual_decimals
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.error_graph.pane import ErrorGraph
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.numbers.catalogue import backward_panes, forward_panes
from tinynet_tui.ui.panes.numbers.labels import has_names
from tinynet_tui.ui.panes.numbers.pane import ROOM_FOR_HEADS, NumberPane
from tinynet_tui.ui.panes.source import SourcePane
from tinynet_tui.ui.panes.status import KeyLine, StatusLine
from tinynet_tui.ui.panes.views import LANDSCAPE, MAP, NUMBERS, VIEWS, make_pane

from .neighbours import nearest

if TYPE_CHECKING:
    from tinynet_tui.ui.panes.decision_map.pane import DecisionMap
    from tinynet_tui.ui.panes.landscape.pane import Landscape
    from tinynet_tui.ui.panes.what_if.pane import WhatIfPane

LEAST = Size(40, 12)
"""The smallest terminal in which anything can be read."""

WIDTHS = [(0, "-too-narrow"), (LEAST.width, "-narrow"), (80, "-usual"), (120, "-wide")]
HEIGHTS = [(0, "-too-low"), (LEAST.height, "-low"), (20, "-middle"), (34, "-tall")]
"""The CSS classes of a screen, each from a number of columns or rows on."""

LEAST_BELOW = 10
"""The least height of the bottom row below an enlarged pane."""

DECIMALS_ENLARGED = 8
"""The published weights and outputs have as many."""


class Layout(Screen[None]):
    """Panes in rows: those of a row share the width, an enlarged one has the whole screen."""

    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = STYLE_CLASSES
    # Without these, Textual's own tab would come first, which does not know enlarged panes.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_pane(1)", show=False, id="next"),
        Binding("shift+tab", "app.focus_pane(-1)", show=False, id="previous"),
    ]

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        super().__init__()
        self.experiment = experiment
        self.status = StatusLine(id="status")
        self.forward = forward_panes(experiment)
        self.source = SourcePane(id="step")
        self.backward: list[Pane] = [self.source, *backward_panes(experiment)]
        self.graph, self.explanation = ErrorGraph(id="graph"), ExplanationPane(id="explanation")
        self.what_if: WhatIfPane | None = None
        """It takes the explanation's place; None while it is closed."""
        self.bottom: list[Pane] = [self.graph, self.explanation]
        self.keys = KeyLine(keys, id="keys")
        names = ("forward", "backward", "drawing", "bottom")
        self.rows = {name: Horizontal(id=name, classes="row") for name in names}
        self.shown = NUMBERS
        """The current view."""
        self._drawings: dict[str, Pane] = {}
        self.enlarged: Pane | None = None
        self.digits: int | None = None
        """The most decimals, where there is room; None: it depends on the width of the screen."""

    def compose(self) -> ComposeResult:
        yield self.status
        panes: list[Sequence[Pane]] = [self.forward, self.backward, [], self.bottom]
        for row, inside in zip(self.rows.values(), panes, strict=True):
            with row:
                yield from inside
        yield self.keys
        yield Static(f"tinynet needs {LEAST.width}×{LEAST.height} characters", id="notice")

    def drawing(self, view: str) -> Pane:
        """Return the pane that a view has in place of the rows of numbers."""
        if view not in self._drawings:
            self._drawings[view] = make_pane(view)
        return self._drawings[view]

    @property
    def map(self) -> DecisionMap:
        """The network's output over the plane of two inputs."""
        return cast("DecisionMap", self.drawing(MAP))

    @property
    def landscape(self) -> Landscape:
        """The error over two weights."""
        return cast("Landscape", self.drawing(LANDSCAPE))

    @property
    def panes(self) -> list[Pane]:
        """The panes of the current view, in reading order."""
        if self.shown == NUMBERS:
            return [*self.forward, *self.backward, *self.bottom]
        return [self.drawing(self.shown), *self.bottom]

    @property
    def every_pane(self) -> list[Pane]:
        """The panes of all views."""
        drawings = map(self.drawing, VIEWS)
        return [*self.forward, *self.backward, *drawings, *self.bottom]

    def bottom_panes(self) -> list[Pane]:
        """Return the panes of the bottom row."""
        return [self.graph, self.what_if or self.explanation]

    @property
    def asks_here(self) -> bool:
        """True while the keys go to the what-if beside the other panes."""
        return self.what_if is not None and self.focused is self.what_if and not self.enlarged

    @property
    def keeps_bottom(self) -> bool:
        """True when the bottom row does not give way to a drawing that needs more room."""
        return self.what_if is not None

    async def _replace_panes(self, experiment: Experiment) -> None:
        """Replace the panes of numbers by those of another experiment."""
        old = [pane for pane in (*self.forward, *self.backward) if isinstance(pane, NumberPane)]
        forward, backward = forward_panes(experiment), backward_panes(experiment)
        self.experiment = experiment
        self.forward, self.backward = forward, [self.source, *backward]
        for pane in old:  # before the new ones come: no two of a row may have the same id
            await pane.remove()
        await self.rows["forward"].mount(*forward)
        await self.rows["backward"].mount(*backward)

    def _visible_panes(self) -> Iterator[Pane]:
        return (pane for pane in self.panes if pane.region.area and pane.display)

    def _visible_counts(self) -> dict[str, int]:
        """Return the number of indices along each axis that are visible in every pane with it."""
        counts: dict[str, int] = {}
        for pane in self._visible_panes():
            for axis, count in pane.seen().items():
                counts[axis] = min(counts.get(axis, count), count)
        return counts

    def _neighbour(self, pane: Pane, rows: int, columns: int) -> Pane | None:
        """Return the nearest visible pane in a direction."""
        visible = {other.region: other for other in self._visible_panes()}
        region = nearest(pane.region, visible, rows, columns)
        return None if region is None else visible[region]

    def on_mount(self) -> None:
        self._arrange(self.app.size)  # before the first paint

    def _arrange(self, size: Size) -> None:
        """Share a screen of a size among the panes."""
        self.bottom = self.bottom_panes()
        for pane in self.rows["bottom"].children:
            pane.display = pane in self.bottom
        for pane in self.rows["drawing"].children:
            pane.display = pane.id == self.shown
        fits = size.width >= LEAST.width and size.height >= LEAST.height
        rows, heights = self._rows(size.height - 2, low=size.height < 20)
        enlarged = self.enlarged
        if enlarged:
            heights = self._heights_enlarged(enlarged, rows, size.height - 2)
        for name, row in self.rows.items():
            panes, height = rows.get(name, []), heights.get(name, 0)
            row.display = fits and height > 0
            row.styles.height = height
            if enlarged is not None and enlarged in panes:
                for pane in panes:
                    pane.display = pane is enlarged
                    pane.styles.width = size.width
                    pane.allow(DECIMALS_ENLARGED, enlarged=True)
                self._label({enlarged: size.width}, height)
                continue
            if enlarged and not height:
                continue
            for pane in panes:
                pane.digits = self.digits
            preferred = [pane.preferred_width(self.experiment, size.width) for pane in panes]
            preferred = [  # the pane that a scene lights is the last to give way
                width._replace(rank=-9) if pane.lit else width
                for pane, width in zip(panes, preferred, strict=True)
            ]
            widths = dict(zip(panes, share(size.width, preferred), strict=True))
            for pane, width in widths.items():
                pane.display = width > 0
                pane.styles.width = width
                pane.allow(self.digits or usual_decimals(size.width))
            self._label(widths, height)
        self.keys.enlarged, self.keys.on_map = enlarged is not None, self.shown == MAP
        self.keys.shows_position = not (fits and self.source.is_displayed)
        # Textual would move the focus to another pane, which would then be explained.
        if isinstance(self.focused, Pane) and not self.focused.is_displayed:
            self.set_focus(None)

    def _heights_enlarged(
        self, enlarged: Pane, rows: Mapping[str, Sequence[Pane]], height: int
    ) -> dict[str, int]:
        """Return the heights of the row of an enlarged pane and, if it fits, of the bottom row."""
        name = next((name for name, panes in rows.items() if enlarged in panes), "bottom")
        needed = enlarged.natural_height(self.experiment) + 1  # with the labels of the columns
        rest = height - needed
        if name not in ("forward", "backward") or rest < LEAST_BELOW:
            return {name: height}
        return {name: needed, "bottom": rest}

    def _label(self, widths: Mapping[Pane, int], height: int) -> None:
        """Label the numbers in panes side by side, all of them alike, as far as there is room."""
        shown = {pane: width for pane, width in widths.items() if width}
        numbers = [pane for pane in shown if isinstance(pane, NumberPane)]
        if not numbers:
            return
        room = {pane: pane.room_for_labels(self.experiment, shown[pane]) for pane in numbers}
        length = min(room.values())
        natural = max(pane.natural_height(self.experiment) for pane in numbers)
        for pane in numbers:
            axis = self.experiment.dimensions.axes(pane.blocks[0].name)[0]
            named = has_names(axis, self.experiment)  # names are shown even if others are short
            pane.label(
                room[pane] if named else length,
                heads=height > natural or height - 2 >= ROOM_FOR_HEADS,
            )

    def _rows(self, height: int, *, low: bool) -> tuple[dict[str, list[Pane]], dict[str, int]]:
        """Return the panes in each row of the view, and the rows' heights, together `height`."""
        rows: dict[str, list[Pane]]
        if self.shown != NUMBERS:
            drawing = self.drawing(self.shown)
            rows = {"drawing": [drawing], "bottom": self.bottom}
            needed = 0 if self.keeps_bottom else drawing.natural_height(self.experiment)
            return rows, dict(zip(rows, drawing_heights(height, needed), strict=True))
        rows = {"forward": list(self.forward), "backward": self.backward, "bottom": self.bottom}
        natural = [max(p.natural_height(self.experiment) for p in rows[n]) for n in rows][:2]
        if low and any(pane.lit for pane in self.backward):
            swapped = {"backward": rows["backward"], "forward": [], "bottom": self.bottom}
            return swapped, dict(
                zip(swapped, row_heights(height, natural[1], 0, low=low), strict=True)
            )
        return rows, dict(zip(rows, row_heights(height, *natural, low=low), strict=True))
