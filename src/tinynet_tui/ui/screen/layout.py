"""The panes of the main screen, what they are given to show, and how they share the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widgets import Static

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.palette_screen import PaletteScreen
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import drawing_heights, row_heights, share, usual_decimals
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.error_graph.pane import ErrorGraph
from tinynet_tui.ui.panes.explanation import ExplanationPane
from tinynet_tui.ui.panes.numbers.catalogue import backward_panes, forward_panes
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.panes.source import SourcePane
from tinynet_tui.ui.panes.status import KeyLine, StatusLine
from tinynet_tui.worker.worker import Frame

from .quiz_state import Quiz
from .scrolling import Scrolling

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
    """Shows one Frame in all panes of a view; each row of them shares the width."""

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
        self.frame: Frame | None = None
        self._note = ""
        """What is said in the last line, beside what the worker says."""
        self._noted: Frame | None = None
        self.cursor = Cursor()
        self.pinned: str | None = None
        """The variable that is explained instead of the step's."""
        self.scrolling = Scrolling()
        self.quiz = Quiz()
        self.enlarged: Pane | None = None
        self.key_names: Mapping[str, str] = {}
        """The keys of the actions that have others than the built-in ones."""
        self.ascii = False
        """Whether everything is shown in ASCII."""
        self.digits: int | None = None
        """The most decimals, where there is room; None: by the width of the screen."""
        self.status = StatusLine(id="status")
        self.forward = forward_panes(experiment)
        self.backward: list[Pane] = [SourcePane(id="step"), *backward_panes(experiment)]
        self.graph, self.explanation = ErrorGraph(id="graph"), ExplanationPane(id="explanation")
        self.what_if: WhatIfPane | None = None
        """Where the network is asked, in the explanation's place; None while it is not."""
        self.bottom: list[Pane] = [self.graph, self.explanation]
        self.chosen_run: int | None = None
        """The number of the run drawn behind this one; None for the last that was left."""
        self.shown = NUMBERS
        """Which view is shown."""
        self.keys = KeyLine(keys, id="keys")
        names = ("forward", "backward", "drawing", "bottom")
        self.rows = {name: Horizontal(id=name, classes="row") for name in names}

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

    # What is shown.

    def show(self, frame: Frame) -> None:
        """Show a Frame in every pane."""
        rests = self._noted and frame.snapshot.position == self._noted.snapshot.position
        if frame.note or not rests:
            self._note = ""
        if self.frame is None or frame.runs[-1:] != self.frame.runs[-1:]:
            self.chosen_run = None  # the one that was just left
        self.frame = frame
        if frame.snapshot.experiment != self.experiment and self._has_panes_for(frame):
            self.experiment = frame.snapshot.experiment
            self._arrange(self.size)  # data changed by hand may need more room
        self.keys.note = self._note or frame.note
        self.quiz.see(frame, self.cursor)
        self.repaint()

    async def rebuild(self, frame: Frame) -> None:
        """Put the panes of another experiment in place of those on the screen.

        `frame` is the first one of the experiment; others may be shown while the panes change.
        """
        experiment = frame.snapshot.experiment
        old = [pane for pane in (*self.forward, *self.backward) if isinstance(pane, NumberPane)]
        (step,) = (pane for pane in self.backward if isinstance(pane, SourcePane))
        forward, backward = forward_panes(experiment), backward_panes(experiment)
        self.frame, self.experiment, self.scrolling = frame, experiment, Scrolling()
        self.forward, self.backward = forward, [step, *backward]
        self.cursor, self.pinned, self.enlarged = Cursor(), None, None
        with self.app.batch_update():
            for pane in old:  # before the new ones come: no two of a row may have the same id
                await pane.remove()
            await self.rows["forward"].mount(*forward)
            await self.rows["backward"].mount(*backward)
            self._arrange(self.app.size)
        self._settle()
        self.call_after_refresh(self._settle)

    def _has_panes_for(self, frame: Frame) -> bool:
        return frame.snapshot.experiment.sizes == self.experiment.sizes

    def say(self, note: str) -> None:
        """Say something in the last line, as long as the run rests where it is."""
        self._note, self._noted = note, self.frame
        if note != self.keys.note:
            self.keys.note = note
            if self.view:
                self.keys.show(self.view)

    @property
    def view(self) -> View | None:
        """What the panes are given."""
        if self.frame is None:
            return None
        return View(
            self.frame,
            self.cursor,
            self._subject(),
            self.scrolling.origin,
            asked=self.quiz.asked,
            quiz=self.quiz.on,
            verdict=self.quiz.verdict,
            behind=self.frame.behind(self.chosen_run),
            ascii=self.ascii,
            keys=self.key_names,
        )

    def repaint(self) -> None:
        """Show what has changed since, of the Frame or of what is asked of it."""
        view = self.view
        if view is not None:
            for canvas in (self.status, *self.panes, self.keys):
                canvas.show(view)

    def _subject(self) -> str:
        assert self.frame is not None
        return self.pinned or self.frame.snapshot.step

    def _current_pane(self) -> Pane | None:
        """Return the pane that is meant: enlarged, focused, or of the variable explained."""
        if self.enlarged:
            return self.enlarged
        if isinstance(self.focused, Pane):
            return self.focused
        if self.shown != NUMBERS:
            return self.drawing(self.shown)
        panes = (pane for pane in self.panes if isinstance(pane, NumberPane))
        return next((pane for pane in panes if pane.holds(self._subject())), None)

    def _seen(self) -> Iterator[Pane]:
        return (pane for pane in self.panes if pane.region.area and pane.display)

    def _visible(self) -> dict[str, int]:
        seen: dict[str, int] = {}
        for pane in self._seen():
            for axis, count in pane.seen().items():
                seen[axis] = min(seen.get(axis, count), count)
        return seen

    # Asking the network.

    async def ask(self) -> None:
        """Open the pane in which the network is asked, or go there; from there, close it."""
        from tinynet_tui.ui.panes.what_if.pane import WhatIfPane

        if self.view is None:
            return
        if self.what_if is not None and self.focused is self.what_if:
            await self.close_what_if()
            return
        with self.app.batch_update():
            if self.what_if is None:
                self.what_if = WhatIfPane(self.view, id="ask")
                await self.rows["bottom"].mount(self.what_if)
            if self.enlarged is not self.what_if:
                self.enlarged = None
            self._arrange(self.size)
        self.set_focus(self.what_if)
        self._settle()
        self.call_after_refresh(self._settle)

    async def close_what_if(self) -> None:
        """Give the explanation its place back."""
        pane, self.what_if = self.what_if, None
        if pane is None:
            return
        if self.focused is pane:
            self.set_focus(None)
        with self.app.batch_update():
            await pane.remove()
            self._enlarge(None if self.enlarged is pane else self.enlarged)

    # The views.

    async def turn_to(self, shown: str) -> None:
        """Show a view of the run; the cursor stays where it is."""
        was_enlarged = self.enlarged is not None and self.enlarged.id == self.shown
        pane = None if shown == NUMBERS else self.drawing(shown)
        if pane is not None and not pane.is_attached:
            await self.rows["drawing"].mount(pane)
        self.shown = shown
        self.set_focus(None)
        self._enlarge(pane if was_enlarged else None)
        self.repaint()  # what was not seen is as it was when it last was

    # The room.

    def bottom_panes(self) -> list[Pane]:
        """Return the panes of the bottom row."""
        return [self.graph, self.what_if or self.explanation]

    def on_mount(self) -> None:
        """Share the room before the first paint."""
        self._arrange(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Share the room anew; runs before Textual's own handler lays the screen out."""
        self._arrange(event.size)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.repaint()  # until then the panes do not know how much they show
        self.scrolling.keep(self.cursor, self._visible())
        self.repaint()

    def enlarge(self) -> None:
        """Give the focused pane, else the one explained, the whole screen; or take it back."""
        self._enlarge(None if self.enlarged else self._current_pane())

    def _enlarge(self, pane: Pane | None) -> None:
        self.enlarged = pane
        self._arrange(self.size)
        self.call_after_refresh(self._settle)

    def focus_pane(self, steps: int) -> None:
        """Focus the pane so many further on, in reading order; an enlarged one gives way to it."""
        panes = self.panes if self.enlarged else list(self._seen())
        if not panes:
            return
        here = self._current_pane()
        pane = panes[(panes.index(here) + steps) % len(panes) if here in panes else 0]
        if self.enlarged:
            self._enlarge(pane)
        self.set_focus(pane)

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
        self.keys.says_where = not (fits and self._is_shown(self.backward[0]))
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
