# with statements around the loop and inside it.
import contextlib
import io
import numpy as np

@contextlib.contextmanager
def section(name):
    print("[", name)
    yield name.upper()
    print("]", name)

rng = np.random.default_rng(3)
X = rng.normal(size=(9, 2)) * 300
y = (X[:, :1] > 0) * 1.0
w = np.zeros((2, 1))
memo = io.StringIO()

with section("training") as title, np.printoptions(precision=4):
    for i in range(200):
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-X @ w))
            e = y - p
            w += X.T @ e * 0.01
        with contextlib.redirect_stdout(memo):
            print(i, np.abs(e).sum())
        if i % 50 == 0:
            print(title, i, w.ravel())

print(len(memo.getvalue().splitlines()), "lines in the memo, the last:", memo.getvalue().split()[-1])
