"""Writes a run as one plain NumPy script, like the video's, that prints the same digits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from tinynet_tui.experiment.edits import HOLDS, Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.right import FEW, groups
from tinynet_tui.network.script import Script
from tinynet_tui.network.step import Step

from .reopen_command import line, train

EVERY = 10_000
"""The default of `train --every`."""
ONE_THREAD = 4096
"""With so many products in a matrix product, BLAS may use several threads."""
MOST_PRINTED = 1000
"""Numbers in an array that NumPy prints whole by default."""

EMPTY = ("\nX = np.array([], float)\ny = np.array([], float)\n\n",)
SAME_DIGITS = "# It prints the same digits as "
"""What stands before the command that does so."""
SWITCHES = """

# A weight that is off is 0 and is not trained; its old value is kept.
def switch_off(syn, off, kept, cell):
    kept[cell] = np.where(off[cell], kept[cell], syn[cell])
    off[cell] = True
    syn[cell] = 0


def switch_on(syn, off, kept, cell):
    syn[cell] = np.where(off[cell], kept[cell], syn[cell])
    off[cell] = False
"""


def numpy_script(
    experiment: Experiment, iterations: int, reopen: str = "", *, data: bool = True
) -> str:
    """Return a Python script that runs a number of iterations, 1 or more, and prints like `train`.

    It needs NumPy only. A comment gives `reopen`, the command that opens the run at this position.
    Without `data`, X and y are left empty.
    """
    edits = [edit for edit in experiment.edits if edit.at.iteration < iterations]
    switches = [edit.synapse(experiment.script) for edit in edits if edit.value in ("on", "off")]
    switched = [name for name in experiment.script.weights if name in switches]
    holds = [edit.name for edit in edits if edit.value in HOLDS]
    held = [name for name in experiment.script.weights if name in holds]
    parts = [
        *_head(experiment, iterations, reopen),
        *(f"\n\n{text}\n" for text in experiment.script.definitions.values()),
        *[SWITCHES] * bool(switched),
        "\n",
        *(_data(experiment) if data else EMPTY),
        *_weights(experiment),
        *(
            f"{name}_off, {name}_kept = np.zeros({name}.shape, bool), {name}.copy()\n"
            for name in switched
        ),
        *(f"{name}_held = np.zeros({name}.shape, bool)\n" for name in held),
        *_loop(experiment, iterations, edits, switched, held),
        *_output(experiment),
    ]
    return "".join(parts)


def _head(experiment: Experiment, iterations: int, reopen: str) -> Iterator[str]:
    yield f"# A run of tinynet-tui in plain NumPy: iterations 0 to {iterations - 1}.\n"
    yield f"{SAME_DIGITS}{line(train(experiment, iterations))}\n"
    if reopen:
        yield f"# This command opens the trainer where it was saved: {reopen}\n"
    largest = experiment.dataset.X.size * max(1, experiment.hidden)
    if largest >= ONE_THREAD:
        yield "import os\n\n"
        yield 'os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in tinynet-tui, for the same bits\n'
    yield "import numpy as np\n"


def _data(experiment: Experiment) -> Iterator[str]:
    scaling = experiment.dataset.scaling
    if scaling is not None:
        yield "\n# The inputs are scaled: each column of the file less its mean, divided by its\n"
        yield "# deviation. A column of words or of the same number throughout is left alone.\n"
        yield f"# means: {' '.join(map(number, scaling.means))}\n"
        yield f"# deviations: {' '.join(map(number, scaling.deviations))}\n"
    for name, array in (("X", experiment.dataset.X), ("y", experiment.dataset.y)):
        rows = "".join(f"    [{', '.join(map(number, row))}],\n" for row in array.tolist())
        yield f"\n{name} = np.array([\n{rows}], float)"
    yield "\n\n"


def _weights(experiment: Experiment) -> Iterator[str]:
    yield f"np.random.seed({experiment.seed})\n"
    sizes = experiment.sizes
    for name, shape in zip(experiment.script.weights, pairwise(sizes), strict=True):
        yield f"{name} = 2 * np.random.random({shape}) - 1\n"
    yield f"alpha = {number(experiment.alpha)}\n"
    if experiment.test:
        yield "\n# The examples that do not train; they test the network.\n"
        yield f"test = np.array({experiment.split.test.tolist()})\n"
        yield "train = np.setdiff1d(np.arange(len(y)), test)\n"


def _loop(
    experiment: Experiment,
    iterations: int,
    edits: list[Edit],
    switched: list[str],
    held: list[str],
) -> Iterator[str]:
    script = experiment.script
    edits = sorted(edits, key=lambda edit: (edit.at.iteration, edit.counts_from(script)))
    early = [edit for edit in edits if not edit.counts_from(script)]
    late = [edit for edit in edits if edit.counts_from(script)]
    yield f"\nfor iteration in range({iterations}):\n"
    yield from _changes(experiment, early, switched)
    for step in script.steps:
        yield from _step(step, switched, held, experiment)
    yield from _changes(experiment, late, switched)


def _step(
    step: Step, switched: list[str], held: list[str], experiment: Experiment
) -> Iterator[str]:
    if step.name in held:
        yield f"    before = {step.name}.copy()\n"
    yield f"    {step.source}\n"
    if step.name in held:
        yield f"    {step.name}[{step.name}_held] = before[{step.name}_held]\n"
    if experiment.test and step.name == experiment.script.first_delta:
        yield f"    {step.name}[test] = 0\n"
    if step.way == "compare":
        yield f"    if iteration % {EVERY} == 0:\n"
        error = f"{step.name}[train]" if experiment.test else step.name
        yield f'        print(f"Error: {{np.mean(np.abs({error})):.12g}}")\n'
    if step.name in switched:
        yield f"    {step.name}[{step.name}_off] = 0\n"


def _changes(experiment: Experiment, edits: Iterable[Edit], switched: list[str]) -> Iterator[str]:
    """Yield the lines that make the edits, which are in order, each at its iteration."""
    for iteration, together in groupby(edits, key=lambda edit: edit.at.iteration):
        yield f"    if iteration == {iteration}:\n"
        for edit in together:
            first, *more = _change(edit, switched, experiment.script)
            yield f"        {first}  # {edit.text(experiment.script)}\n"
            yield from (f"        {statement}\n" for statement in more)


def _change(edit: Edit, switched: list[str], script: Script) -> list[str]:
    row, column = edit.cell
    if edit.value in HOLDS:
        return [f"{edit.name}_held[{row}, {column}] = {edit.value == 'hold'}"]
    if isinstance(edit.value, str):
        name, cell = edit.synapse(script), column if row is None else (row, column)
        return [f"switch_{edit.value}({name}, {name}_off, {name}_kept, {cell})"]
    statements = [f"{edit.name}[{row}, {column}] = {number(edit.value)}"]
    if edit.name in switched:
        statements.append(f"{edit.name}_off[{row}, {column}] = False")
    return statements


def _output(experiment: Experiment) -> Iterator[str]:
    prediction = experiment.script.roles.prediction
    yield '\nprint("Output After Training:")\n'
    if experiment.dataset.y.size > MOST_PRINTED:
        yield f"np.set_printoptions(threshold={prediction}.size)\n"
    for words in experiment.output_words():
        yield f"print({words!r})\n"
    if experiment.test:
        yield f'lines = str({prediction}).split("\\n")\n'
        yield 'ends = [n for n, line in enumerate(lines) if line.endswith("]")]\n'
        yield "for example in test:\n"
        yield '    lines[ends[example]] += " T"\n'
        yield 'print("\\n".join(lines))\n'
    else:
        yield f"print({prediction})\n"
    error, scaling = experiment.script.error, experiment.dataset.scaling
    for line_of_units in scaling.words() if scaling else ():
        yield f"print({line_of_units!r})\n"
    if experiment.test:
        yield f'print(f"Test error: {{np.mean(np.abs({error}[test])):.12g}}")\n'
    if len(experiment.dataset.y) > FEW and experiment.dataset.has_sides:
        yield from _right(experiment, error)


def _right(experiment: Experiment, error: str) -> Iterator[str]:
    """Yield the lines that count the right examples, as `Judge` does; an edit may change y."""
    yield "\n# Which examples are right, and which count.\n"
    outputs = experiment.dataset.y.shape[1]
    columns = [
        list(range(outputs)[each]) if isinstance(each, slice) else each
        for each in groups(outputs, experiment.dataset.classes)
    ]
    if len(columns) == 1:
        yield from _of_group("y", error, outputs)
    else:
        yield "# Each column of classes is a group of its own, and all other outputs are one.\n"
        yield "all_right = all_count = True\n"
        yield f"for group in {columns}:\n"
        yield f"    target, missed = y[:, group], {error}[:, group]\n"
        lines = _of_group("target", "missed", outputs, "len(group) > 1 and ")
        yield from (f"    {line}" for line in lines)
        yield "    all_right, all_count = all_right & right, all_count & counts\n"
        yield "right, counts = all_right & all_count, all_count\n"
    names = {"Right": "[train]", "Right of the test examples": "[test]"}
    for name, rows in names.items() if experiment.test else [("Right", "")]:
        yield f'print(f"{name}: {{right{rows}.sum()}} of {{counts{rows}.sum()}}")\n'


def _of_group(y: str, error: str, outputs: int, only: str = "") -> Iterator[str]:
    """Yield the lines that find which examples are right in one group of outputs.

    The largest output only counts where the condition `only` holds, too.
    """
    several = outputs > 1
    if several:
        yield f"by_class = {only}(({y} == {y}.max(axis=1, keepdims=True)).sum(axis=1) == 1).all()\n"
        yield f"largest = ({y} - {error}).argmax(axis=1) == {y}.argmax(axis=1)\n"
        yield f"largest &= ~np.isnan({error}).any(axis=1)\n"
    yield f"sides = np.where({y} > 0.5, {error} < {y} - 0.5, {error} > {y} - 0.5).all(axis=1)\n"
    if several:
        yield f"counts = by_class | ({y} != 0.5).all(axis=1)\n"
        yield "right = np.where(by_class, largest, sides) & counts\n"
    else:
        yield f"counts = ({y} != 0.5).all(axis=1)\n"
        yield "right = sides & counts\n"


def number(value: float) -> str:
    """Return a number as Python source, exact to the last bit: 1, 0.1, -0.0."""
    text = repr(float(value))
    return text if text == "-0.0" else text.removesuffix(".0")
