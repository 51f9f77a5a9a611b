"""`compare` says where two scripts part, and what of their setting differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.class_network import RIGHT, TEXT, WRONG
from helpers.manners import SCRIPTS
from tinynet_tui.cli import main as cli

Capture = pytest.CaptureFixture[str]
MISTAKES = SCRIPTS / "mistakes"
OURS = """\
import numpy as np
np.random.seed(1)
alpha = 0.5
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.random.rand(2, 1)
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += alpha * X.T.dot(error)
"""


def run(capsys: Capture, *arguments: object) -> tuple[int, list[str]]:
    """Run the command; return its status, and the lines of its output or its complaint."""
    status = cli.main(["compare", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert (err.count("\n"), out) == (1, "") if status == 2 else err == ""
    return status, (out or err).splitlines()


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two files; the first is for a test to change."""
    for name in ("mine.py", "other.py"):
        (tmp_path / name).write_text(OURS)
    return tmp_path / "mine.py", tmp_path / "other.py"


def changed(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def test_the_exit_status_tells(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    same, said = run(capsys, mine, other)
    assert said == ["The same in the first 50 iterations. mine.py ends after 50 iterations."]
    changed(mine, ("y - out", "y - out * out"))
    parts, _ = run(capsys, mine, other)
    refused, complaint = run(capsys, mine, other.with_name("none.py"))
    assert [same, parts, refused] == [0, 1, 2]
    assert complaint == [f"tinynet-tui: {mine.with_name('none.py')}: No such file or directory"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("biasses", "did you mean biases?"),
        ("falling_alfa.py", "did you mean falling-alpha?"),
        ("tanh.py", "did you mean tanh?"),
        ("otehr.py", "did you mean other.py?"),
    ],
)
def test_a_misspelt_name_is_pointed_out(
    name: str,
    hint: str,
    two: tuple[Path, Path],
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(two[0].parent)
    said = [f"tinynet-tui: {name}: No such file or directory; {hint}"]
    assert run(capsys, "mine.py", name) == (2, said)
    assert run(capsys, name) == (2, said)
    assert cli.main(["check", name]) == 2
    assert capsys.readouterr().err.splitlines() == said


def test_both_may_be_scripts_of_ours(capsys: Capture) -> None:
    status, said = run(capsys, "tanh", "relu", "--iterations", 1)
    assert status == 1
    assert any(line.startswith("  tanh.py:") for line in said)


def test_both_lines_and_both_numbers_are_said(capsys: Capture) -> None:
    status, said = run(capsys, MISTAKES / "hidden_from_error.py", MISTAKES / "right.py")
    assert (status, said) == (
        1,
        [
            "The first difference is in iteration 0:",
            "  hidden_from_error.py:27  l1_error = l2_error.dot(syn1.T)",
            "  right.py:27              l1_error = l2_delta.dot(syn1.T)",
            "  l1_error[0,0] is 0.2800194179316694 in hidden_from_error.py,",
            "  l1_error[0,0] is 0.06981160315981015 in right.py.",
            "  16 of 16 numbers differ, by 0.387183 at most.",
        ],
    )


def test_without_another_file_it_is_the_videos_script(capsys: Capture) -> None:
    status, said = run(capsys, MISTAKES / "right.py", "--iterations", 20)
    assert status == 0
    assert said[-1] == "The same in the first 20 iterations."
    status, said = run(capsys, MISTAKES / "wrong_layer.py", "--iterations", 20)
    assert "  three_layers.py:41  l1_delta = l1_error * slope(l1)" in said


def test_the_built_in_script_takes_any_data_and_any_sizes(capsys: Capture) -> None:
    words = ("--iterations", 20, "--within", "1e-9")
    status, said = run(capsys, SCRIPTS / "flat_long_names.py", *words)
    assert (status, said[0]) == (0, "The lines do the same. The setting differs:")
    assert "  learning_rate (flat_long_names.py:18) is 0.8, alpha (three_layers.py:30) is 1" in said
    at = said.index("With the setting of flat_long_names.py in three_layers.py:")
    assert said[at + 1 :] == ["  The same in the first 20 iterations."]


def test_a_script_without_a_hidden_layer_is_compared_with_the_articles(capsys: Capture) -> None:
    status, said = run(capsys, SCRIPTS / "class_train_think.py", "--iterations", 20)
    assert status == 0
    assert said[-2:] == [
        "With the setting of class_train_think.py in two_layers.py:",
        "  The same in the first 20 iterations.",
    ]


def test_one_script_with_other_numbers(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, _ = two
    status, said = run(capsys, mine, mine, "--let", "alpha=0.25", "--other-seed", 3)
    assert status == 0
    assert said[:3] == [
        "The lines do the same. The setting differs:",
        "  seed: mine.py (alpha=0.25) has seed 1, mine.py (seed=3) has seed 3",
        "  alpha (mine.py (alpha=0.25):3) is 0.25, alpha (mine.py (seed=3):3) is 0.5",
    ]
    assert said[5].startswith("  The same in the first 50 iterations.")


def test_the_number_of_hidden_neurons_is_a_setting(tmp_path: Path, capsys: Capture) -> None:
    mine, right = tmp_path / "mine.py", MISTAKES / "right.py"
    text = right.read_text().replace("(3, 4)", "(3, 5)").replace("(4, 1)", "(5, 1)")
    mine.write_text(text)
    status, said = run(capsys, mine, right, "--iterations", 2)
    assert (status, said[0]) == (0, "The lines do the same. The setting differs:")
    mine.write_text(text.replace("l1_error = l2_delta", "l1_error = l2_error"))
    status, said = run(capsys, mine, right, "--iterations", 2)
    assert (status, said[0]) == (1, "The setting differs:")
    at = said.index("With the setting of mine.py in right.py:")
    assert said[at + 2] == "    mine.py:27   l1_error = l2_error.dot(syn1.T)"
    assert sum("first difference" in line for line in said) == 1


IN_A_METHOD = """\
import numpy as np
class Net:
    def __init__(self):
        self.lr = 0.5
        self.w1 = 2 * np.random.random((3, 5)) - 1
        self.w2 = 2 * np.random.random((5, 1)) - 1
    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))
    def train(self, X, y):
        h = self.sigmoid(X @ self.w1)
        out = self.sigmoid(h @ self.w2)
        d2 = (y - out) * out * (1 - out)
        d1 = d2 @ self.w2.T * h * (1 - h)
        self.w2 += self.lr * h.T @ d2
        self.w1 += self.lr * X.T @ d1
        return np.mean(np.abs(y - out))
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
net = Net()
for i in range(1000):
    error = net.train(X, y)
"""


def test_a_method_that_does_all_is_compared_by_its_weights(tmp_path: Path, capsys: Capture) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(IN_A_METHOD)
    status, said = run(capsys, mine, "--iterations", 3)
    assert (status, said[0]) == (0, "The lines do the same. The setting differs:")
    assert "  net.lr (mine.py) is 0.5, alpha (three_layers.py:30) is 1" in said
    changed(mine, ("d1 = d2", "d1 = (y - out)"))
    status, said = run(capsys, mine, "--iterations", 3)
    assert status == 1
    at = said.index("With the setting of mine.py in three_layers.py:")
    assert said[at + 2].startswith("    mine.py:22          error = net.train(X, y)")
    assert said[-1] == "    The lines in what it calls are not compared one by one."


def test_weights_that_numpy_makes_fit_are_no_setting(capsys: Capture) -> None:
    status, said = run(capsys, MISTAKES / "weights_broadcast.py", "--iterations", 3)
    assert (status, said[0]) == (1, "The setting differs:")
    assert any("weights_broadcast.py:22" in line for line in said)


def test_another_seed_is_a_setting_where_the_loop_draws(
    two: tuple[Path, Path], capsys: Capture
) -> None:
    mine, other = two
    for path in two:
        changed(path, ("y - out", "(y - out) * np.random.rand(3, 1)"))
    changed(mine, ("seed(1)", "seed(7)"), ("alpha = 0.5", "alpha, rounds = 0.4, 50"))
    status, said = run(capsys, mine, other, "--iterations", 5)
    assert (status, said[0]) == (0, "The lines do the same. The setting differs:")
    assert "  alpha (mine.py:3) is 0.4, alpha (other.py:3) is 0.5" in said


def test_the_order_of_drawing_is_said(tmp_path: Path, capsys: Capture) -> None:
    mine, right = tmp_path / "mine.py", MISTAKES / "right.py"
    one, two = (
        f"syn{n} = 2 * np.random.random(({size})) - 1" for n, size in ((0, "3, 4"), (1, "4, 1"))
    )
    mine.write_text(right.read_text().replace(f"{one}\n{two}", f"{two}\n{one}"))
    assert mine.read_text() != right.read_text()
    status, said = run(capsys, mine, right, "--iterations", 5)
    assert status == 0
    assert "  order of drawing: the same random numbers go to other weights" in said
    assert "  The same in the first 5 iterations." in said


def test_transposed_and_flat_arrays_are_the_same(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    changed(
        mine,
        ("w = np.random.rand(2, 1)", "w = np.random.rand(2, 1).T"),
        ("X.dot(w)", "w.dot(X.T)"),
        ("y - out", "y.T - out"),
        ("alpha * X.T.dot(error)", "alpha * error.dot(X)"),
    )
    status, said = run(capsys, mine, other)
    assert status == 0
    assert said[0] == "In mine.py w is transposed: w is 1×2, not 2×1."
    assert not any(line.startswith("The setting") for line in said)
    changed(mine, ("error.dot(X)", "error.dot(X) * 0.9"))
    status, said = run(capsys, mine, other)
    assert status == 1
    assert "  w[0,1] is" in "\n".join(said) or "  w[0,0] is" in "\n".join(said)
    assert said[-1] == "  w is 1×2, w there is 2×1: it is compared transposed."


def test_another_sign_all_through_is_no_mistake(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    changed(mine, ("y - out", "out - y"), ("w += alpha", "w -= alpha"))
    assert run(capsys, mine, other)[0] == 0
    changed(mine, ("w -= alpha", "w -= 2 * alpha"))
    _, said = run(capsys, mine, other)
    assert any(line.startswith("  mine.py:10 ") for line in said)


def test_last_digits_can_be_passed_over(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    changed(mine, ("alpha * X.T.dot(error)", "X.T.dot(alpha * error / 3) * 3"))
    status, said = run(capsys, mine, other)
    assert status == 0
    assert said[0].startswith("The same but for rounding (1.1e-16 in w, line 10, iteration ")
    assert ") in the first 50 iterations. " in said[0]
    assert run(capsys, mine, other, "--within", "1e-9")[0] == 0
    status, said = run(capsys, mine, other, "--within", "0")
    assert status == 1
    assert said[-1] == "  Rounding makes such differences. Without --within they are passed over."


def test_behind_rounding_a_difference_is_found(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    rounded = ("alpha * X.T.dot(error)", "X.T.dot(alpha * error / 3) * (3 if i < 40 else 3.001)")
    changed(mine, rounded)
    status, said = run(capsys, mine, other)
    assert (status, said[0]) == (1, "The first difference is in iteration 40:")
    assert said[1].startswith("  mine.py:10 ")
    assert said[-1].startswith("  Before that, only rounding differs (1.1e-16 in w, line 10, ")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("X.T.dot(error)", "X.T.dot(y - 0.5)"), "guess += alpha * X.T.dot(miss)"),
        (("X.T.dot(error)", "X.T.dot(error) * 2"), "guess += alpha * X.T.dot(miss)"),
    ],
)
def test_the_other_line_is_put_in_your_names(
    two: tuple[Path, Path], change: tuple[str, str], line: str, capsys: Capture
) -> None:
    mine, other = two
    changed(mine, change, ("w", "guess"), ("error", "miss"))
    _, said = run(capsys, mine, other)
    assert f"  in your names  {line}" in said
    assert said[0].startswith("Other names for the same: ")
    assert "miss = error" in said[0] and "guess = w" in said[0]


def test_a_late_parting_is_found_exactly(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    for path in two:
        changed(path, ("range(50)", "range(5000)"))
    changed(mine, ("    w +=", "    if i == 3210: error = error * 2\n    w +="))
    status, said = run(capsys, mine, other)
    assert status == 1
    assert said[0] == "The first difference is in iteration 3,210:"
    assert said[1].startswith("  mine.py:10 ")
    assert run(capsys, mine, other, "--iterations", 3210)[0] == 0
    assert run(capsys, mine, other, "--at", 3000)[0] == 0
    assert run(capsys, mine, other, "--at", 3210)[0] == 1


def test_an_exception_is_where_they_part(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    changed(mine, ("    w +=", "    if i == 7: error = error.dot(error)\n    w +="))
    status, said = run(capsys, mine, other)
    assert status == 1
    assert said[0] == "The first difference is in iteration 7:"
    assert said[1].startswith("  mine.py:10 ")


RAISES = ("    w +=", "    if i == 7: error = error.dot(error)\n    w +=")


def test_the_same_exception_in_the_same_place_is_the_same(
    two: tuple[Path, Path], capsys: Capture
) -> None:
    mine, other = two
    for path in two:
        changed(path, RAISES)
    changed(other, ("w", "weights"))
    status, said = run(capsys, mine, other)
    assert status == 0
    assert said[-1] == (
        "The same up to iteration 7. There both raise an exception (mine.py:10, other.py:10): "
        "ValueError: shapes (3,1) and (3,1) not aligned: 1 (dim 1) != 3 (dim 0)."
    )
    changed(other, ("i == 7", "i == 5"))
    status, said = run(capsys, mine, other)
    assert (status, said[1]) == (1, "The first difference is in iteration 5:")
    assert any("other.py:10 raises ValueError" in line for line in said)
    changed(mine, ("i == 7", "i == 5"), ("y - out", "(y - out) * 2"))
    status, said = run(capsys, mine, other)
    assert (status, said[1]) == (1, "The first difference is in iteration 0:")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "compare takes a Python file, such as mine.py"),
        (("a.py", "b.py", "c.py"), "compare takes two files, and 'c.py' is a third one"),
        (("a.csv",), "a.csv is no script; to train on its data, say --dataset a.csv"),
        (("a.py", "--within", "x"), "--within: 'x' is not a size of differences, such as 1e-9"),
        (("a.py", "--at", "1", "--iterations", "2"), "--at and --iterations: give one of them"),
        (
            ("a.py", "--let", "alpha"),
            "--let: 'alpha' is not of the form NAME=VALUE, such as alpha=0.5",
        ),
    ],
)
def test_what_is_typed_wrong(words: tuple[str, ...], complaint: str, capsys: Capture) -> None:
    assert run(capsys, *words) == (2, [f"tinynet-tui: {complaint}"])


def test_the_file_is_named_that_cannot_be_opened(
    two: tuple[Path, Path], tmp_path: Path, capsys: Capture
) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("x = 1\n")
    for files in ((bad,), (bad, two[0]), (two[0], bad)):
        assert cli.main(["compare", *map(str, files)]) == 2
        said = capsys.readouterr().err
        assert said == "tinynet-tui: bad.py: there is no `for` or `while` loop in it\n"


def test_inputs_of_other_sizes_cannot_be_compared(two: tuple[Path, Path], capsys: Capture) -> None:
    mine, other = two
    changed(mine, ("[0, 1], [1, 0], [1, 1]", "[0, 1], [1, 0]"), ("[[0], [1], [1]]", "[[0], [1]]"))
    assert run(capsys, mine, other) == (
        2,
        [
            "tinynet-tui: the inputs have other sizes: X is 2×2 in mine.py, X is 3×2 in other.py",
        ],
    )


def test_a_function_that_differs_is_shown(tmp_path: Path, capsys: Capture) -> None:
    mine, right = tmp_path / "mine.py", tmp_path / "right.py"
    mine.write_text(TEXT)
    right.write_text(TEXT.replace(WRONG, RIGHT))
    status, said = run(capsys, mine, right, "--iterations", 2)
    assert status == 1
    assert said[-3:] == [
        "  They call backward, which differs:",
        "    mine.py:19   d_z = d_h * (1 - self.h)",
        "    right.py:19  d_z = d_h * (1 - self.h**2)",
    ]


def test_a_line_like_the_missing_one_is_shown(tmp_path: Path, capsys: Capture) -> None:
    right = tmp_path / "right.py"
    right.write_text(
        "import numpy as np\nrng = np.random.default_rng(3)\nX = rng.normal(size=(40, 4))\n"
        "y = (X[:, :1] > 0) * 1.0\nw = rng.normal(size=(4, 1))\nfor epoch in range(30):\n"
        "    order = rng.permutation(40)\n    for start in range(0, 40, 8):\n"
        "        rows = order[start:start + 8]\n        xb, yb = X[rows], y[rows]\n"
        "        error = yb - 1 / (1 + np.exp(-(xb @ w)))\n        w += xb.T @ error\n"
    )
    wrong = tmp_path / "wrong.py"
    wrong.write_text(right.read_text().replace("y[rows]", "y[order[:8]]"))
    status, said = run(capsys, wrong, right)
    assert status == 1
    at = said.index("  No line of wrong.py does that.")
    assert said[at - 1].endswith("right.py:10  xb, yb = X[rows], y[rows]")
    assert said[at + 1 : at + 3] == [
        "  Line 10 reads most like it:",
        "    xb, yb = X[rows], y[order[:8]]",
    ]


def test_another_network_is_not_compared_with_the_built_in_one(
    tmp_path: Path, capsys: Capture
) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT)
    status, said = run(capsys, mine)
    assert (status, said) == (
        2,
        [
            "tinynet-tui: mine.py and three_layers.py are built too differently to compare line "
            "by line. Name a second file, use check, or step through it. What differs: "
            "X is 60×2, not 4×3; net.W1 is 2×8, syn0 3×4; only mine.py has net.b1 and net.b2 "
            "(biases); the error is loss(out, y), not mean(abs(l2_error))"
        ],
    )
