"""How well it learns real data: `python tests/benchmarks/accuracy.py [--seeds N] [NAME ...]`.

It makes a virtual environment in a temporary folder and installs scikit-learn there, which brings
the data sets; nothing else needs it. Each data set becomes a CSV file: raw, with the names of its
columns, and of the classes in the last one. `tinynet-tui train` learns it with `--test 0.2`,
the defaults, and what it advises itself on its standard error. Then
scikit-learn's MLPClassifier learns the same rows with as many hidden neurons, of scaled inputs and
otherwise as it comes, and both are asked for the rows held back. The number that diabetes has as a
target becomes two classes: at or below its median, and above.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

NAMES = ("iris", "wine", "breast_cancer", "digits", "diabetes")
LESS = 0.03
"""How much less than scikit-learn's the accuracy may be, in the mean over the seeds."""
ITERATIONS = {"digits": 6_000}
"""Fewer iterations for large data, to end sooner."""
USUAL = 60_000
ASKED = range(101, 106)
"""The seeds whose runs are asked for advice."""

EXPORT = """
import csv, sys
from pathlib import Path
import numpy as np
from sklearn import datasets
folder, name = Path(sys.argv[1]), sys.argv[2]
options = {"scaled": False} if name == "diabetes" else {}
data = getattr(datasets, "load_" + name)(**options)
target = data.target
if name == "diabetes":
    target = np.where(target > np.median(target), "above", "below")
elif name != "digits":
    target = np.asarray(data.target_names)[target]
with open(folder / f"{name}.csv", "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow([*data.feature_names, "class"])
    rows.writerows([*map("{:.12g}".format, row), one] for row, one in zip(data.data, target))
"""
COMPARE = """
import json, sys, warnings
import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
warnings.filterwarnings("ignore")
path, hidden, seed, iterations, test = json.loads(sys.argv[1])
rows = np.loadtxt(path, str, delimiter=",", skiprows=1)
X, labels = rows[:, :-1].astype(float), rows[:, -1]
held = np.zeros(len(X), bool)
held[test] = True
scaler = StandardScaler().fit(X[~held])
network = MLPClassifier((hidden,), max_iter=iterations, random_state=seed)
network.fit(scaler.transform(X[~held]), labels[~held])
print(network.score(scaler.transform(X[held]), labels[held]))
"""


class Outcome(NamedTuple):
    """The accuracy of both on the rows held back, for one seed."""

    ours: float
    theirs: float
    usual: float
    """Theirs with scikit-learn's 200 iterations."""


def environment(folder: Path) -> Path:
    """Make an environment with scikit-learn; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "scikit-learn"],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return python


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, words)], check=True, capture_output=True, text=True)


class Trained(NamedTuple):
    """What `train` printed, and what it advised."""

    found: dict[str, Any]
    advice: str


def train(path: Path, seed: int, iterations: int, options: list[str]) -> Trained:
    """Train once; options given again replace earlier ones."""
    words = ["--dataset", path, "--target", "class", "--test", 0.2, "--seed", seed]
    words += ["--iterations", iterations, *options, "--json"]
    done = run(sys.executable, "-m", "tinynet_tui", "train", *words)
    return Trained(json.loads(done.stdout), done.stderr)


def advised(path: Path, iterations: int) -> list[str]:
    """Return the options that the program advises, one after the other, until it is content.

    What most of `ASKED` are told counts: their splits are not among those that are compared.
    """
    options: list[str] = []
    while True:
        told = Counter(
            tuple(re.findall(r"--scale|--bias|--hidden \d+|--iterations \d+", one.advice))
            for one in (train(path, seed, iterations, options) for seed in ASKED)
        )
        (new, times), *_ = told.most_common(1)
        if not new or times <= len(ASKED) // 2:
            return options
        options += [word for option in new for word in option.split()]


def outcome(python: Path, path: Path, options: list[str], seed: int, iterations: int) -> Outcome:
    """Let both learn the same rows."""
    found = train(path, seed, iterations, options).found
    test, hidden = found["test"]["examples"], found["experiment"]["hidden"]
    theirs, usual = (
        float(
            run(
                python,
                "-c",
                COMPARE,
                json.dumps([str(path), hidden, seed, most, test]),
            ).stdout
        )
        for most in (2000, 200)
    )
    return Outcome(found["test"]["right"], theirs, usual)


def main() -> None:
    """Print a line for each data set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default 5)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no such data: {', '.join(sorted(unknown))}")
    missed = False
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        python = environment(folder / "environment")
        for name in options.names or NAMES:
            run(python, "-c", EXPORT, folder, name)
            path = folder / f"{name}.csv"
            iterations = ITERATIONS.get(name, USUAL)
            chosen = advised(path, iterations)
            found = [
                outcome(python, path, chosen, seed, iterations)
                for seed in range(1, options.seeds + 1)
            ]
            ours, theirs, usual = (mean(side) for side in zip(*found, strict=True))
            reached = ours >= theirs - LESS
            missed |= not reached
            print(
                f"{name:14} ours {ours:.3f}  MLPClassifier {theirs:.3f} ({usual:.3f} in 200)  "
                f"{'reached' if reached else 'MISSED'}  {' '.join(chosen)}",
                flush=True,
            )
    sys.exit(missed)


if __name__ == "__main__":
    main()
