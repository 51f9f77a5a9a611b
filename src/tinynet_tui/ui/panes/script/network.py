"""View 2 for a script: its layers from left to right, with the weights between them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.panes.network.board import Board
from tinynet_tui.ui.panes.network.diagram import HEADING, Column, Diagram, column
from tinynet_tui.ui.panes.network.parts import (
    LAMP,
    LEAST_STRANDS,
    LIGHT,
    WEIGHT_WIDTH,
    lamp,
    put_strands,
    shares,
    when_of,
)
from tinynet_tui.ui.panes.network.strands import INK
from tinynet_tui.ui.panes.numbers.scale import Scale, Style, sign_style

from .chain import Chain, Layer, chain
from .variables import Item
from .view import ScriptView

NUMBER = Style()


class ScriptNetwork(Pane[ScriptView]):
    """The chain of layers; beside a neuron its weight to the chosen one of the next layer."""

    help = "a neuron is as bright as its output; lines: solid +, dashed -, thicker from 1 and 3"
    asks, wanted, wanted_weights = True, None, None
    """It needs to know of the script's inputs, but no outputs for others."""

    class Chosen(Message):
        """Another weight is explained."""

        def __init__(self, item: Item, cell: tuple[int, int], output: int | None) -> None:
            """`output` is the chosen one, if the neuron is an output."""
            self.item, self.cell, self.output = item, cell, output
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._at = 0
        """The layer of the cursor."""
        self._chosen: list[int] = []
        """The chosen neuron of each layer."""
        self._board = Board(Diagram({}, 0))
        self._chain: Chain | None = None

    # What it paints.

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        found = chain(view)
        if isinstance(found, str):
            self._chain = None
            if view.asked is not None:  # the arrays that it needs are hidden
                found = "The drawing is back after your answer."
            return [(), *flow([(found, "text")], width - 2, first=" ", hanging=1)]
        self._chain = found
        self._chosen = [
            min(chosen, layer.size - 1)
            for chosen, layer in zip(
                [*self._chosen, *[0] * len(found.layers)], found.layers, strict=False
            )
        ]
        self._at = min(self._at, len(found.layers) - 1)
        self._board = self._drawn(view, found, width, height)
        return self._board.rows(height)

    def _drawn(self, view: ScriptView, found: Chain, width: int, height: int) -> Board:
        top = int(height >= HEADING)
        columns = [
            column(chosen - (height - top) // 2, layer.size, top, height - top)
            for layer, chosen in zip(found.layers, self._chosen, strict=True)
        ]
        names = {str(at): one for at, one in enumerate(columns)}
        board = Board(Diagram(names, height))
        scales = [_scale(layer, scaled=bool(top)) for layer in found.layers]
        lamps = [LAMP + 1 + scale.width for scale in scales]
        goal = self._target(view, 0)
        lamps[-1] += cell_len(goal) + 2
        count = len(found.links)
        room = width - sum(lamps) - 2 * count
        numbered = room >= count * (WEIGHT_WIDTH + LEAST_STRANDS) and bool(top)
        beside = WEIGHT_WIDTH + 1 if numbered else 1
        widths = shares([len(one.shown) for one in columns], room - count * beside)
        x = max(0, (width - sum(lamps) - sum(widths) - count * beside) // 2)
        for at, layer in enumerate(found.layers):
            self._neurons(board, view, at, layer, scales[at], columns[at], x)
            if at == count:
                break
            x += lamps[at]
            if numbered:
                self._weights(board, view, at, columns[at], x)
            link, pair = found.links[at], (columns[at], columns[at + 1])
            cell = self._chosen[at], self._chosen[at + 1]
            put_strands(board, link.array, pair, cell, x + beside, widths[at], ascii=view.ascii)
            x += beside + widths[at]
        return board

    def _neurons(
        self,
        board: Board,
        view: ScriptView,
        at: int,
        layer: Layer,
        scale: Scale,
        shown: Column,
        x: int,
    ) -> None:
        names = {layer.name.partition("[")[0]}
        self._heading(board, x, f"{cut(layer.name, 12)} {scale.power}".rstrip(), view.mark(names))
        is_last = at == len(self._chosen) - 1
        for n, y in zip(shown.shown, shown.rows, strict=True):
            if layer.outputs is None:
                glow, text, style = LIGHT[0], "·".rjust(scale.width), "muted"
            else:
                output = float(layer.outputs[n])
                glow, text = lamp(output), scale.write(output)
                style = "muted" if layer.is_old else "text"
            mark = "+reverse" if at == self._at else "+underline"
            style += mark if n == self._chosen[at] else ""
            spot = (str(at), (at, n))
            board.put(y, x, glow * LAMP, "strong" if not layer.is_old else "muted", spot)
            board.put(y, x + LAMP + 1, text, style, spot)
            if is_last:
                goal = self._target(view, n)
                board.put(y, x + LAMP + scale.width + 3, goal, "muted", spot)

    def _target(self, view: ScriptView, output: int) -> str:
        answer, found = view.answer, self._chain
        if answer is None or output >= answer.y.shape[1] or not found or found.example is None:
            return ""
        return f"target {answer.y[found.example, output]:.3g}"

    def _weights(self, board: Board, view: ScriptView, at: int, shown: Column, x: int) -> None:
        assert self._chain is not None
        link, end = self._chain.links[at], self._chosen[at + 1]
        scale = Scale.fitting(link.array, WEIGHT_WIDTH, NUMBER)
        label = f"{cut(link.item.label, 12)} {scale.power}".rstrip()
        self._heading(board, x + 2, label, view.mark(link.item.names))
        for n, y in zip(shown.shown, shown.rows, strict=True):
            weight = float(link.array[n, end])
            text, style = scale.write(weight), sign_style(weight)
            if view.turned(link.item, *link.cell(n, end), kind="off"):
                text, style = "off".rjust(scale.width), "muted"
            style += "+underline" * (n == self._chosen[at])
            board.put(y, x + 1, text, style, (str(at), (at, n)))

    def _heading(self, board: Board, x: int, text: str, mark: str) -> None:
        if board.diagram.has_heading:
            board.put(0, x - bool(mark), f"{mark}{text}", "strong" if mark else "muted")

    def title(self, view: ScriptView, width: int) -> str:
        if self._chain is None:
            return first_fitting(width, " network ", "")
        sizes = "-".join(str(layer.size) for layer in self._chain.layers)
        number = self._chain.example
        which = "this example" if number is None else f"example {number}"
        ages = [view.age(one.name) for one in self._chain.layers if one.is_old]
        when = when_of(ages[0] if ages else "", view.updated)
        return first_fitting(
            width,
            f" network {sizes} · {which}{when} ",
            f" network {sizes}{when} ",
            f" network {sizes} · {which} ",
            f" network {sizes} ",
            " network ",
        )

    def foot(self, view: ScriptView, width: int) -> str:
        if self._chain is None:
            return ""
        parts = [
            f"↕{cut(layer.name, 12)} {one.shown[0]}–{one.shown[-1]} of {one.total}"
            for layer, one in zip(
                self._chain.layers, self._board.diagram.columns.values(), strict=False
            )
            if len(one.shown) < one.total
        ]
        signs, sizes = "bright lines: solid +  dashed -", "thick from 1, thicker from 3"
        if view.ascii:
            sizes = f"{INK[1]} from 1, {INK[2]} from 3"
        choices: list[list[str]] = [[*parts, signs, sizes], [*parts, signs], parts, parts[-1:], []]
        return first_fitting(width, *("  ".join(["", *choice, ""])[1:-1] for choice in choices))

    # How it is used.

    def move(self, view: ScriptView, rows: int, columns: int) -> bool:
        """Go to another layer or neuron; False at the edge."""
        if self._chain is None:
            return False
        at = self._at + columns
        neuron = self._chosen[self._at] + rows
        if not 0 <= at < len(self._chosen) or (
            rows and not 0 <= neuron < self._chain.layers[self._at].size
        ):
            return False
        self._choose(at, self._chosen[at] + (rows if not columns else 0))
        return True

    def _choose(self, at: int, neuron: int) -> None:
        """Choose a neuron, and explain the weight that leads to it, or from an input."""
        assert self._chain is not None
        self._at, self._chosen[at] = at, neuron
        first = max(0, at - 1)
        link = self._chain.links[first]
        cell = link.cell(self._chosen[first], self._chosen[first + 1])
        is_last = at + 1 == len(self._chosen)
        self.post_message(self.Chosen(link.item, cell, neuron if is_last else None))

    def on_click(self, event: events.Click) -> None:
        spot = self._board.at(event.x - 1, event.y - 1)
        if spot is not None and self._chain is not None:
            self._choose(*spot[1])


def _scale(layer: Layer, *, scaled: bool) -> Scale:
    """Return how the outputs of a layer are written, by a power of ten only where it is told."""
    if layer.outputs is None:
        return Scale(WEIGHT_WIDTH, True, True, 2)
    found = Scale.exact(layer.outputs) or Scale.fitting(layer.outputs, WEIGHT_WIDTH, NUMBER)
    if scaled or not found.exponent:
        return found
    return Scale(WEIGHT_WIDTH, True, True, 2 if found.exponent < 0 else 0)
