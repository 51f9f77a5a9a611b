"""An edit that cannot be made is told, with the reason, and changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from tinynet_tui.engine.edits import Edit, EditText
from tinynet_tui.engine.engine import Engine, Where

TEXT = """import numpy as np
w = np.ones((3, 1))
small = np.array([1, 2], dtype=np.int8)
plain = np.array([1, 2], dtype=np.uint8)
yes = np.array([True, False])
half = np.array([1, 2], dtype=np.float16)
names = np.array(["ab", "c"])
things = np.array([None, "x", 2.0], dtype=object)
fixed = np.array([1., 2.])
fixed.flags.writeable = False
long = np.array([1, 2])
rate, count, word, one = 0.5, 3, "ab", np.float32(2)
for n in range(20):
    small, plain, yes, half = small + 0, plain + 0, yes.copy(), half * 1
    names, things, word, one = names.copy(), things.copy(), word + "", one * 1
    long = long + 0
    w -= 0.01 * w @ w.T @ w * rate * fixed.sum() * count
"""
FAILS = {
    "v=1": "there is no v here",
    "v[0]=1": "there is no v here",
    "w[9,0]=1": "index 9 is out of bounds for axis 0 with size 3",
    "w[0,0,0]=1": "too many indices",
    "w=1": "it is an array, 3×1, not one number",
    "fixed[0]=3": "read-only",
    "fixed[0]=off": "read-only",
    "v[0]=hold": "there is no v here",
    "small[0]=300": "int8 holds numbers from -128 to 127 only",
    "small[0]=0.5": "it takes whole numbers only",
    "plain[1]=-1": "uint8 holds numbers from 0 to 255 only",
    "yes[0]=2": "bool holds numbers from 0 to 1 only",
    "half[0]=1e6": "float16 holds numbers from -65504 to 65504 only",
    "long[0]=9223372036854775808": "int64 holds",
    "names[0]=1": "it holds no numbers but <U2",
    "things[1]=1": "it is no number but of type str",
    "word=1": "it is no number but of type str",
    "w.shape=1": "it is no number but of type tuple",
}
WORKS = {
    "small[0]=-128": -128,
    "plain[1]=255": 255,
    "yes[1]=1": True,
    "half[0]=0.1": np.float16(0.1),
    "things[2]=5": 5.0,
    "rate=0.25": 0.25,
    "count=4": 4,
    "one=0.1": np.float32(0.1),
    "w[2,0]=off": 0.0,
}


@pytest.mark.parametrize("text", FAILS)
def test_an_edit_that_cannot_be_made_is_told(text: str) -> None:
    edit = Edit.parse(f"{text}@3:1")
    with Engine("mine.py", TEXT.encode()) as engine, Engine("mine.py", TEXT.encode()) as plain:
        engine.edit([edit])
        frame = engine.stand(4)
        ((failed, why),) = engine.failed
        assert failed == edit and not engine.edits
        assert FAILS[text] in why
        assert repr(frame.values) == repr(plain.stand(4).values)


@pytest.mark.parametrize("text", WORKS)
def test_a_number_that_fits_is_put(text: str) -> None:
    edit = Edit.parse(f"{text}@3:2")
    with Engine("mine.py", TEXT.encode()) as engine:
        engine.edit([edit])
        values = engine.stand(3, 2).values
        assert not engine.failed
        name, _, rest = edit.target.partition("[")
        if (array := values[name].array if name in values else None) is not None:
            index = tuple(map(int, rest.rstrip("]").split(","))) if rest else ()
            assert array[index] == WORKS[text]


def test_a_step_that_an_iteration_does_not_have_is_told() -> None:
    with Engine("mine.py", TEXT.encode()) as engine:
        engine.edit([Edit(Where(3, 99), "rate", 1.0), Edit(Where(19, 98), "rate", 1.0)])
        engine.run_to(5)
        assert [why for _, why in engine.failed] == ["iteration 3 has 4 steps"]
        assert not engine.run_to(1000)
        assert [edit.where for edit, _ in engine.failed] == [(3, 99), (19, 98)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("w[0,0]=nan@3", "'nan' is not a finite number"),
        ("w[0,0]=inf@3", "'inf' is not a finite number"),
        ("w[0,0]=x@3", "'x' is not a number, nor off, on, hold or free"),
        ("w[0,0]=1", "@ITERATION is missing"),
        ("w[0,0]=1@", "is not an edit"),
    ],
)
def test_what_is_no_edit_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        EditText.parse(text)
