"""The built-in data, and data found by the text that names them."""

from __future__ import annotations

import os
from functools import lru_cache

from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

from .dataset import Dataset
from .names import CLOUDS, FUNCTIONS, NAMES, USUAL, Choice
from .point_clouds import SHAPES, Cloud

_FUNCTIONS = {
    name: Dataset.of(name, function.inputs, function.targets, remark=function.remark)
    for name, function in FUNCTIONS.items()
}
BUILT_IN = tuple(_FUNCTIONS.values())
XOR, COPY_FIRST = _FUNCTIONS["xor"], _FUNCTIONS["copy-first"]
"""The data of the video, and of the article's two-layer network."""


@lru_cache(64)
def of_cloud(cloud: Cloud) -> Dataset:
    """Return a cloud's points as a dataset."""
    X, y = cloud.draw()
    return Dataset.of(cloud.shape, X, y, spec=cloud.spec, remark=CLOUDS[cloud.shape])


def parse(text: str) -> Dataset:
    """Read `xor`, `circle` or `circle:points=200,noise=0.1,seed=7`; raises ValueError.

    Options may be in any order, and those with their default may be left out.
    """
    name, colon, options = text.partition(":")
    if name not in NAMES:
        hint = did_you_mean(name.lower(), NAMES, alike=0.65)
        raise ValueError(
            f"{quoted(text, 40)} is not one of {', '.join(NAMES)}{hint and f'; {hint}'}"
        )
    if name in SHAPES:
        return of_cloud(Cloud.parse(name, options) if colon else Cloud(name))
    if colon:
        raise ValueError(f"{name} takes no options; {', '.join(SHAPES)} do")
    return _FUNCTIONS[name]


SUFFIXES = (".csv", ".tsv", ".txt")
SCRIPT = ".py"


def find(
    text: str,
    choice: Choice = USUAL,
    *,
    bias: bool = False,
    scale: bool = False,
    files: bool = True,
) -> Dataset:
    """Return the data that a text names; raises ValueError.

    `choice`, `bias` and `scale` are for CSV files only, as in `csv_file.load`. Of a script, these
    are the numbers in its text. Without `files`, only built-in data are found. `~` is the home
    folder, as in a shell.
    """
    of_script = files and text.lower().endswith(SCRIPT)
    if files and (of_script or names_file(text)):
        if text.startswith("~") and not os.path.lexists(text):
            text = os.path.expanduser(text)  # noqa: PTH111 (Path raises for unknown users)
        if not of_script:
            from .csv_file import load

            return load(text, choice, bias=bias, scale=scale)
        from .script_file import load as load_script

        dataset = load_script(text)
    else:
        dataset = parse(text)
    given: dict[str, object] = {"--targets": choice.targets is not None}
    given |= {f"--{what}": names for what, names in choice.named.items()}
    given |= {"--bias": bias, "--scale": scale}
    option = next((option for option, value in given.items() if value), None)
    if option is not None:
        other = "is a script" if of_script else "is built in"
        raise ValueError(f"{option} is only for a CSV file; {dataset.name} {other}")
    return dataset


def names_file(text: str) -> bool:
    """True when a text means a file: it has a separator or a suffix, or there is such a file.

    A built-in name never means a file, wherever the program is started.
    """
    if os.sep in text or (os.altsep and os.altsep in text) or text.lower().endswith(SUFFIXES):
        return True
    return text.partition(":")[0] not in NAMES and os.path.lexists(text)
