"""Weight decay that is not what the penalty in the script's own loss makes it."""

from __future__ import annotations

from .meant import Updates
from .places import Places
from .wording import listed, shown

NEAR = 1e-3
"""How far, in proportion, two parts may be apart that are the same."""


def penalties(chosen: Updates, places: Places) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what is said of weights from which another part is taken, with the lines."""
    found: dict[tuple[int, str, int], dict[str, None]] = {}
    decay = {one["weight"] for _, them in chosen for one in them if one["how"] == "decay"}
    for _, them in chosen:
        for one in them:
            is_told = one["how"] == "decay" or one["weight"] not in decay
            near = NEAR
            if one["how"] == "decay":  # after the update it takes a part of that, too
                near += 2 * abs(1 - one["kept"])
            if one["penalty"] and is_told and abs(one["times"] - 1) > near:
                key = int(one["penalty"]), f"{one['times']:,.4g}", int(one["state_at"])
                found.setdefault(key, {})[shown(one["weight"])] = None
    if not found:
        return (), ()
    (loss, times, line), names = next(iter(found.items()))
    if times == "0":
        said = (
            f"But line {places.at(loss)} adds a penalty for large {listed([*names])} to the loss, "
        )
        return (f"{said}and the update takes nothing away for that.",), (loss,)
    where = f" (line {places.at(line)})" if line else ""
    said = f"But the part of {listed([*names])} that is taken away{where} is {times} times what "
    said += f"the penalty in line {places.at(loss)} makes it."
    return (said,), (line, loss) if line else (loss,)
