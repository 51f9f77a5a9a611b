"""What-if for a script: inputs of one's own, and what its lines make of them at the position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, cut, first_fitting
from tinynet_tui.ui.drawing.explanation_rows import asking_rows
from tinynet_tui.ui.drawing.wrap import flow
from tinynet_tui.ui.panes.what_if.entry import Entry
from tinynet_tui.ui.panes.what_if.inputs import InputsPane
from tinynet_tui.ui.panes.what_if.reply_rows import value_row

from .view import ScriptView


class ScriptWhatIf(InputsPane[ScriptView]):
    """An example to change, and the output for it."""

    help = "what-if: the output for inputs of your own, at this position"

    def __init__(self, *, id: str) -> None:
        super().__init__(Entry(np.empty(0), 0, 0), id=id)

    @property
    def data(self) -> Dataset | None:
        return None if self.view is None or self.view.asked else self.view.examples

    @property
    def wanted(self) -> Array | None:
        """The inputs whose output is to be told; None until there are any."""
        return self.entry.array if self.entry.inputs else None

    def show(self, view: ScriptView) -> None:
        data = view.examples
        if data is not None and (len(self.entry.inputs), self.entry.outputs) != (
            data.X.shape[1],
            data.y.shape[1],
        ):
            self.entry = Entry(data.X[view.example], data.y.shape[1], view.output)
        super().show(view)

    def title(self, view: ScriptView, width: int) -> str:
        data = view.examples
        if data is None or view.asked is not None:
            return first_fitting(width, " what-if ", "")
        found = np.flatnonzero((self.entry.array == data.X).all(axis=1)).tolist()
        if not found:
            return first_fitting(width, " what-if · not a training example ", " what-if ")
        example = view.example if view.example in found else found[0]
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        target = f"target {data.y[example, self.entry.output]:.6g}"
        return first_fitting(
            width,
            f" what-if · example {example}{more} · {target} ",
            f" example {example} · {target} ",
            " what-if ",
        )

    def foot(self, view: ScriptView, width: int) -> str:
        if view.asked is not None:
            return ""
        key, leave = view.key("what-if", "a"), view.key("leave", "esc")
        if view.examples is None:
            return first_fitting(width, f" {leave} close ", "")
        return self.keys_foot(key, leave, width)

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        if view.asked is not None:  # the output could give the answer away
            step = None if view.asks_iteration else view.step
            source = "one whole iteration" if step is None else view.source(step)[0]
            return asking_rows(view.asked, source, view, width, height)
        answer, data = view.answer, view.examples
        if data is None or answer is None:
            reason = "…" if answer is None else f"No what-if here: {answer.reason}."
            return [(), *flow([(reason, "text")], width - 2, first=" ", hanging=1)]
        entry = self.entry
        name = cut(answer.source, max(4, width // 3))
        head = [self.choice(name, entry.texts, 0, 0, width)]
        output = view.answered(entry.array)
        called = cut(answer.output, max(4, width // 3))
        if entry.outputs > 1:
            texts = ["·"] * entry.outputs
            if output is not None:
                texts = [f"{number:.2f}" for number in output]
            head.append(self.choice(called, texts, len(entry.inputs), 1, width))
            called = cut(f"{called}[{entry.output}]", max(4, width // 2))
        if output is None or entry.output >= len(output):
            foot: list[Row] = [((f" {called}  ·", "muted"),)]
        else:
            within = bool((answer.y >= 0).all() and (answer.y <= 1).all())
            value = float(output[entry.output])
            foot = [value_row(called, value, width, 6, within=within)]
        reply = view.frame.reply
        if reply is not None and reply.where != view.frame.where:
            foot.append(((f" at {reply.where.iteration}:{reply.where.step}", "muted"),))
        elif height > 4:
            line = f"The script's own lines compute this, {_numbers(view)}."
            foot += [(), *flow([(line, "muted")], width - 2, first=" ", hanging=1)]
        return [*head, *[()] * (height > len(head) + 1), *foot]


def _numbers(view: ScriptView) -> str:
    """Return in words with which weights the output is computed."""
    plan, line, step = view.frame.plan, view.frame.line, view.frame.where.step
    words = f"with the weights after step {step}"
    if plan is None or line is None or view.answer is None:
        return words
    changed = [
        name
        for name in plan.variables
        if name in plan.states
        and any(plan.compared < at <= line for at in plan.writers[name])
        and (value := view.frame.values.get(name)) is not None
        and value.kind == "array"
    ]
    if not changed:
        return words
    names = " and ".join(changed[:2]) if len(changed) < 3 else f"{changed[0]} and others"
    have = "has" if len(changed) == 1 else "have"
    output = cut(view.answer.output, 16)
    return f"{words}: {names} {have} changed since {output} was computed"
