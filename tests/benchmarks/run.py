"""All benchmarks in one run: `python tests/benchmarks/run.py [--json] [--quick] [NAME ...]`.

Run it on an idle machine; it prints one line per result, with its aim. `--followers` says how many
processes follow a class on this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the program does, before NumPy is imported
sys.path.insert(1, str(Path(__file__).parents[1]))

import frame
import link
import live
import loop
import memory
import script
import start
import travel
from measure import Result

import classroom
import wire

CLASS = "classroom"
BENCHMARKS: dict[str, tuple[Callable[..., list[Result]], Callable[..., list[Result]]]] = {
    "loop": (loop.results, lambda: loop.results(rounds=3)),
    "live": (live.results, lambda: live.results(rounds=3)),
    "frame": (frame.results, lambda: frame.results(rounds=2)),
    "memory": (memory.results, lambda: memory.results(long=3_000_000)),
    "wire": (wire.results, lambda: wire.results(seconds=2.0, keys=20)),
    "link": (link.results, lambda: link.results(keys=20, seconds=3.0, stalls=1)),
    CLASS: (classroom.results, partial(classroom.results, 30, rounds=1, seconds=1.0, keys=20)),
    "travel": (travel.results, lambda: travel.results(jumps=40, long=1_000_000)),
    "script": (script.results, lambda: script.results(rounds=1)),
    "start": (start.results, lambda: start.results(rounds=3)),
}


def main() -> None:
    """Run the chosen benchmarks; all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--followers", type=int, default=30, metavar="N", help="in a class")
    parser.add_argument("--quick", action="store_true", help="few rounds: rough numbers, soon")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    found: list[Result] = []
    for name in options.names or BENCHMARKS:
        thorough, quick = BENCHMARKS[name]
        measure = quick if options.quick else thorough
        if name == CLASS:
            measure = partial(measure, followers=options.followers)
        for result in measure():
            found.append(result)
            if not options.json:
                print(line(result), flush=True)
    if options.json:
        print(json.dumps([asdict(result) | {"reached": result.reached} for result in found]))


def line(result: Result) -> str:
    """Return a result as a line of the table."""
    digits = 2 if result.unit == "×" or 0 < result.measured < 10 else 0
    measured = f"{result.measured:,.{digits}f} {result.unit}"
    sign = "≥" if result.better == "higher" else "≤"
    aim = "" if result.aim is None else f"aim {sign} {result.aim:,g}"
    verdict = {None: "", True: "reached", False: "MISSED"}[result.reached]
    return f"{result.what:56}{measured:>13}  {aim:12} {verdict:8} {result.detail}".rstrip()


if __name__ == "__main__":
    main()
