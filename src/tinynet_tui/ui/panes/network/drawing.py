"""The drawing of the network: what stands where."""

from __future__ import annotations

from rich.cells import cell_len

from tinynet_tui.explain.called import brief
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.panes.numbers.catalogue import WEIGHT, style_of
from tinynet_tui.ui.panes.numbers.scale import Scale, sign_style

from .board import Board
from .diagram import Column, Diagram, index_of
from .parts import (
    LAMP,
    LEAST_STRANDS,
    LIGHT,
    WEIGHT_WIDTH,
    lamp,
    put_strands,
    shares,
    short_number,
)

FEEDBACK_WIDTH = len("►delta -.0235")
LEAST_NAME = 6
"""The least room for a name."""
EXAMPLE_WIDTH = 16
"""The greatest width of inputs in the list of examples; else it shows numbers only."""


def draw(view: View, width: int, height: int) -> Board:
    """Draw the network in `width` by `height` cells."""
    return _Drawing(view, width, height).board


class _Drawing:
    """Draws one View, column by column from the left."""

    def __init__(self, view: View, width: int, height: int) -> None:
        self.view, self.height = view, height
        self.diagram = Diagram.of(view, height)
        self.board = Board(self.diagram)
        self.roles = view.experiment.script.roles
        self.layers, self.weights = self.roles.layers, self.roles.weights
        self.X = view.snapshot.current.start["X"]
        self.input_scale = Scale.exact(self.X) or Scale.fitting(self.X, 5, WEIGHT)
        self.names = [self.example_text(e) for e in self.column("example").shown]
        list_width = 2 + max(map(len, self.names))
        if self.diagram.has_heading:
            list_width = max(list_width, len("example"))
        lamps = [self.lamp_width(layer) for layer in self.layers]
        target_width = 2 + len(self.target_text(view.cursor.output))
        lamps[-1] = max(lamps[-1] + target_width, FEEDBACK_WIDTH)
        self.output_names = self.names_of_outputs(width - list_width - 2 - sum(lamps))
        lamps[-1] += max(map(cell_len, self.output_names.values()), default=-1) + 1
        fixed = list_width + 2 + sum(lamps)
        count = len(self.weights)
        room = width - fixed - count * (WEIGHT_WIDTH + 1)
        self.has_numbers = room >= count * LEAST_STRANDS and self.diagram.has_heading
        beside = WEIGHT_WIDTH + 1 if self.has_numbers else 0
        strands = self.shares(width - fixed - count * beside)
        x = max(0, (width - fixed - count * beside - sum(strands)) // 2)
        self.examples(x)
        x += list_width + 2
        for at, layer in enumerate(self.layers):
            self.neurons(layer, x)
            if at == 0:
                self.names_of_inputs(x, lamps[0] + beside)
            if at == count:
                self.targets(x + self.lamp_width(layer))
                break
            x += lamps[at]
            if self.has_numbers:
                self.numbers(self.weights[at], layer, x)
            self.strands(self.weights[at], layer, self.layers[at + 1], x + beside, strands[at])
            x += beside + strands[at]

    def shares(self, room: int) -> list[int]:
        """Share the room among the synapses; those with more lines get more."""
        return shares([len(self.of_layer(layer).shown) for layer in self.layers], room)

    def column(self, index: str) -> Column:
        return self.diagram.columns[index]

    def of_layer(self, layer: str) -> Column:
        return self.column(index_of(layer, self.view.experiment))

    # The examples.

    def example_text(self, example: int) -> str:
        X, scale = self.X, self.input_scale
        text = " ".join(scale.write(value) for value in X[example, :8].tolist())
        fits = X.shape[1] <= 8 and len(text) <= EXAMPLE_WIDTH and not scale.exponent
        return text if fits else str(example)

    def examples(self, x: int) -> None:
        """List the examples, the chosen one lit."""
        cursor = self.view.cursor
        self.board.places["y"] = x
        self.heading(x, "example", "")
        column = self.column("example")
        width = max(map(len, self.names))
        for e, y, name in zip(column.shown, column.rows, self.names, strict=True):
            chosen, spot = e == cursor.example, ("y", (e, cursor.output))
            style = "strong" if chosen else "muted"
            if chosen and self.view.subject == "y":
                style += "+reverse"
            self.board.put(y, x, "›" if chosen else " ", "strong", spot)
            self.board.put(y, x + 1, name.rjust(width), style, spot)

    # The neurons.

    def lamp_width(self, layer: str) -> int:
        return LAMP + 1 + self.scale(layer).width

    def scale(self, layer: str) -> Scale:
        if layer == self.roles.input:
            return self.input_scale
        value, style = self.view.snapshot.value(layer), style_of(layer, self.view.experiment.script)
        width = style.width(2)
        if value is None:
            return Scale(width, style.signed, True, 2)
        return Scale.fitting(value.array, width, style)

    def neurons(self, layer: str, x: int) -> None:
        """Draw a layer's neurons with their outputs for the example."""
        view = self.view
        self.board.places[layer] = x
        self.heading(x, self.roles.caption(layer), layer)
        value, scale = view.snapshot.value(layer), self.scale(layer)
        column = self.of_layer(layer)
        for n, y in zip(column.shown, column.rows, strict=True):
            cell = (view.cursor.example, n)
            spot = (layer, cell)
            on_cursor = cell == view.cursor.cell(layer, view.experiment.dimensions)
            if value is None or view.hides(layer):
                glow, text = LIGHT[0], ("?" if view.hides(layer) else "·").rjust(scale.width)
                style = "muted"
            else:
                output = float(value.array[cell])
                glow, text = lamp(output), scale.write(output)
                style = "muted" if value.stale else "text"
                if view.snapshot.is_off(layer, cell):
                    glow, text, style = LIGHT[0], "off".rjust(scale.width), "muted"
            self.board.put(y, x, glow * LAMP, "strong" if style == "text" else style, spot)
            self.board.put(y, x + LAMP + 1, text, style + self.cursor(layer, on_cursor), spot)
            if layer != self.roles.input and column.has_room:
                self.feedback(layer, n, y + 1, x)

    def cursor(self, name: str, on_cursor: bool) -> str:
        if not on_cursor:
            return ""
        return "+reverse" if self.view.subject == name else "+underline"

    def feedback(self, layer: str, n: int, y: int, x: int) -> None:
        """Write a neuron's error or delta beneath it, whichever was computed last."""
        view = self.view
        names, known = view.experiment.script.names, self.roles.back(layer)
        shown = [name for name in known if name == view.subject]
        done = [name for name in known if names.index(name) < view.snapshot.position.step]
        name = (shown or done[-1:] or known)[-1]
        value = view.snapshot.value(name)
        if value is None and not view.hides(name):
            return
        cell = (view.cursor.example, n)
        label = "error" if name == self.roles.error(layer) else "delta"
        if view.hides(name) or value is None:
            text, style = "?", "muted"
        else:
            number = float(value.array[cell])
            text, style = short_number(number), "muted" if value.stale else sign_style(number)
        on_cursor = cell == view.cursor.cell(layer, view.experiment.dimensions)
        if on_cursor:
            self.board.put(y, x, view.mark(name), "strong")
        style += self.cursor(name, on_cursor and name == view.subject)
        self.board.put(y, x + 1, label, "muted", (name, cell))
        self.board.put(y, x + len(label) + 2, text, style, (name, cell))

    def target_text(self, output: int) -> str:
        y = self.view.snapshot.current.start["y"]
        return f"y {y[self.view.cursor.example, output]:.3g}"

    def targets(self, x: int) -> None:
        """Write the targets beside the outputs."""
        column = self.of_layer(self.layers[-1])
        for k, y in zip(column.shown, column.rows, strict=True):
            spot = ("y", (self.view.cursor.example, k))
            self.board.put(y, x + 2, self.target_text(k), "muted", spot)
            if self.output_names.get(k):
                at = x + 3 + len(self.target_text(k))
                self.board.put(y, at, self.output_names[k], "muted", spot)

    # The names of the data.

    def names_of_outputs(self, room: int) -> dict[int, str]:
        """Return the names beside the outputs, if lines and numbers still have room."""
        count = len(self.weights)
        room -= count * (WEIGHT_WIDTH + 1 + LEAST_STRANDS) + 1
        shown = self.of_layer(self.layers[-1]).shown
        data = self.view.experiment.dataset
        names = {k: name for k in shown if (name := brief("output", k, data, min(16, room)))}
        return names if room >= LEAST_NAME else {}

    def names_of_inputs(self, x: int, room: int) -> None:
        """Write the names of the inputs beneath them."""
        column, layer = self.of_layer(self.roles.input), self.roles.input
        for n, y in zip(column.shown, column.rows, strict=True):
            name = brief("input", n, self.view.experiment.dataset, room - 1)
            if name and column.has_room and room > LEAST_NAME:
                self.board.put(y + 1, x, name, "muted", (layer, (self.view.cursor.example, n)))

    # The synapses.

    def array(self, synapse: str) -> Array:
        return self.view.snapshot.weights[self.weights.index(synapse)]

    def numbers(self, synapse: str, layer: str, x: int) -> None:
        """Write beside each neuron its weight to the chosen neuron of the next layer."""
        view, array = self.view, self.array(synapse)
        self.board.places[synapse] = x
        scale = Scale.fitting(array, WEIGHT_WIDTH, WEIGHT)
        self.heading(x + 2, f"{self.roles.caption(synapse)} {scale.power}".rstrip(), synapse)
        own, target = view.cursor.cell(synapse, view.experiment.dimensions)
        column = self.of_layer(layer)
        for n, y in zip(column.shown, column.rows, strict=True):
            cell = (n, target)
            text, style = scale.write(array[cell]), sign_style(array[cell])
            if view.hides(synapse):
                text, style = "?".rjust(scale.width), "muted"
            elif view.snapshot.is_off(synapse, cell):
                text, style = "off".rjust(scale.width), "muted"
            self.board.put(y, x + 1, text, style + self.cursor(synapse, n == own), (synapse, cell))

    def strands(self, synapse: str, layer: str, after: str, x: int, width: int) -> None:
        """Draw a line for each weight between visible neurons."""
        if self.view.hides(synapse):
            return
        own, chosen = self.view.cursor.cell(synapse, self.view.experiment.dimensions)
        columns = self.of_layer(layer), self.of_layer(after)
        put_strands(
            self.board, self.array(synapse), columns, (own, chosen), x, width, ascii=self.view.ascii
        )

    # The headings.

    def heading(self, x: int, text: str, name: str) -> None:
        """Write a column's heading, with the mark of a variable just written or read."""
        if self.diagram.has_heading:
            mark = self.view.mark(name) if name else ""
            self.board.put(0, x - bool(mark), f"{mark}{text}", "strong" if mark else "muted")
