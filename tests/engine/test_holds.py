"""Numbers switched off or held are as in a script that says so after each of its statements."""

from __future__ import annotations

import numpy as np
import pytest

from tinynet_tui.engine.edits import Edit, states
from tinynet_tui.engine.engine import Engine, Where

HEAD = """import numpy as np
np.random.seed(3)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w, v = np.random.randn(3, 4), np.random.randn(4, 1)
"""
WHOLE = """for n in range(300):
    h = 1 / (1 + np.exp(-X @ w))
    o = 1 / (1 + np.exp(-h @ v))
    d = (y - o) * o * (1 - o)
    e = d @ v.T * h * (1 - h)
    v += h.T @ d
    w = w + X.T @ e
"""
SAMPLES = """def train(w, v):
    for n in range(120):
        for i in range(4):
            s = X[i:i + 1]
            h = 1 / (1 + np.exp(-s @ w))
            o = 1 / (1 + np.exp(-h @ v))
            d = (y[i] - o) * o * (1 - o)
            e = d @ v.T * h * (1 - h)
            v += h.T @ d
            w += s.T @ e
    return w
train(w, v)
"""
STEPS = {"whole": 6, "samples": 28}
TEXTS = {"whole": WHOLE, "samples": SAMPLES}
OFF, HOLD = "w[1,2]", "v[0,0]"


def plain(text: str, off: Where, hold: Where, on: Where) -> list[dict[str, np.ndarray]]:
    """Return the weights after each iteration, where each statement is followed by the switches."""
    lines: list[str] = []
    kept: list[dict[str, np.ndarray]] = []
    for line in (HEAD + text).split("\n"):
        lines.append(line)
        stripped = line.lstrip()
        inner = len(line) - len(stripped) >= 4
        if inner and not stripped.startswith(("for", "def", "return")):
            lines.append(line[: len(line) - len(stripped)] + "after(n, w, v)")
    state: dict[str, float] = {}
    now = [-1, 0]

    def after(n: int, w: np.ndarray, v: np.ndarray) -> None:
        now[:] = [n, now[1] + 1] if n == now[0] else [n, 1]
        here = Where(now[0], now[1])
        if here == off:
            state["w"] = w[1, 2]
        if here == hold:
            state["v"] = v[0, 0]
        if here == on:
            w[1, 2] = state.pop("w")
        if "w" in state:
            w[1, 2] = 0.0
        if "v" in state:
            v[0, 0] = state["v"]
        if n == len(kept):
            kept.append({})
        kept[n] = {"w": w.copy(), "v": v.copy()}

    exec("\n".join(lines), {"after": after})
    return kept


@pytest.mark.parametrize("name", [*TEXTS])
def test_what_is_off_or_held_stays_so_after_each_step(name: str) -> None:
    off, hold, on = Where(7, 2), Where(20, 5), Where(60, 1)
    straight = plain(TEXTS[name], off, hold, on)
    assert straight[30]["w"][1, 2] == 0 != straight[60]["w"][1, 2]
    with Engine("mine.py", (HEAD + TEXTS[name]).encode()) as engine:
        engine.run_to(100)
        engine.edit([Edit(off, OFF, "off"), Edit(hold, HOLD, "hold"), Edit(on, OFF, "on")])
        for at in (100, 110, 59, 5, 7, 8, 60, 20, 19, 115, 61):
            frame = engine.stand(at)
            assert frame.where == Where(at, STEPS[name])
            for variable, array in straight[at].items():
                found = frame.values[variable].array
                assert found is not None and found.tobytes() == array.tobytes(), (at, variable)
        for step in range(1, STEPS[name] + 1):
            w = engine.stand(30, step).values["w"].array
            assert w is not None and w[1, 2] == 0
        engine.edit([])
        unedited = engine.stand(100).values["w"].array
        with Engine("mine.py", (HEAD + TEXTS[name]).encode()) as other:
            plainly = other.stand(100).values["w"].array
            assert unedited is not None and plainly is not None
            assert unedited.tobytes() == plainly.tobytes()
            assert list(engine.out.until(99)) == list(other.out.until(99))


def test_a_column_is_off_for_every_example_until_it_is_on() -> None:
    with Engine("mine.py", (HEAD + WHOLE).encode()) as engine:
        engine.edit([Edit(Where(3, 1), "h[:,2]", "off"), Edit(Where(9, 1), "h[:,2]", "on")])
        for at, is_off in ((2, False), (3, True), (8, True), (10, False)):
            h, v = (engine.stand(at, 3).values[name].array for name in "hv")
            assert h is not None and v is not None
            assert (h[:, 2] == 0).all() == is_off
        held = [engine.stand(at).values["v"].array for at in (2, 8)]
        assert held[0] is not None and held[1] is not None and held[0][2] == held[1][2]


def test_a_number_typed_while_it_is_held_or_off_counts_from_then_on() -> None:
    with Engine("mine.py", (HEAD + WHOLE).encode()) as engine:
        edits = [Edit(Where(3, 1), "v[1,0]", "hold"), Edit(Where(5, 1), "v[1,0]", 2.5)]
        edits += [Edit(Where(6, 1), "v[0,0]", "off"), Edit(Where(7, 1), "v[0,0]", 1.5)]
        engine.edit([*edits, Edit(Where(9, 1), "v[0,0]", "on")])
        v = engine.stand(8).values["v"].array
        assert v is not None and v[1, 0] == 2.5 and v[0, 0] == 0
        v = engine.stand(9, 1).values["v"].array
        assert v is not None and v[0, 0] == 1.5


@pytest.mark.parametrize("value", ["off", "on", "hold", "free"])
def test_switches_are_read_as_they_are_written(value: str) -> None:
    edit = Edit(Where(100, 7), "l1[:,2]", value)
    assert edit.text == f"l1[:,2]={value}@100:7" and Edit.parse(edit.text) == edit


def test_what_is_no_number_and_no_switch_is_refused() -> None:
    with pytest.raises(ValueError, match="off, on, hold or free"):
        Edit.parse("w[0,1]=away@100:7")
    with pytest.raises(ValueError, match="is not a number of the script"):
        Edit.parse("w[1:2]=off@100:7")


def test_the_states_at_a_position_follow_from_the_edits() -> None:
    edits = [
        Edit(Where(9, 1), "w[0]", "on"),
        Edit(Where(3, 1), "w[0]", "off"),
        Edit(Where(4, 1), "w[0]", "hold"),
        Edit(Where(5, 1), "v", 3.0),
    ]
    assert states(edits, Where(2, 9)) == {}
    assert states(edits, Where(5, 1)) == {"w[0]": {"off", "hold"}}
    assert states(edits, Where(9, 1)) == {"w[0]": {"hold"}}


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_the_error_is_what_the_line_made_before_it_was_changed(kind: str) -> None:
    text = f"""{HEAD}y = y.astype("{kind}")
for n in range(20):
    o = 1 / (1 + np.exp(-X @ w @ v)).astype("{kind}")
    error = y - o
    w += X.T @ error @ v.T
"""
    with Engine("made.py", text.encode()) as engine:
        engine.stand(0, 1)
        plain = engine.stand(1, 2).error
        engine.edit([Edit(Where(1, 2), "error[:,0]", "off")])
        assert plain is not None
        for step in (2, 3):
            assert engine.stand(1, step).error == plain
        engine.stand(9, 1)
        assert np.concatenate(engine.errors)[1] == plain
