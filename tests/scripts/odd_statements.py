# Rarer statements in the loop: del, assert, pass, import, def, class, continue, annotations, match, :: slices.
import numpy as np

np.random.seed(47)
X = np.random.rand(6, 3); y = np.random.rand(6, 1); W = np.random.rand(3, 1)
total: float = 0
seen = set()
for i in range(400):
    "a string that stands alone"
    import math
    if i % 7 == 3:
        continue
    def residual(guess): return y - guess
    guess: np.ndarray = X @ W
    class Last: value = guess
    miss = residual(guess)
    assert miss.shape == (6, 1), "cannot be"
    match i % 3:
        case 0:
            rate = 0.05
        case 1 | 2 if i < 100:
            rate = 0.1
        case _:
            rate = 0.02
    W[::2] += rate * (X.T @ miss)[::2]
    W[1], = W[1] + rate * (X.T @ miss)[1],
    total += math.fsum(miss.ravel() ** 2)
    seen |= {rate}
    temporary = total
    del temporary, miss
    if True: pass
    ...
    1 + 1
print(i, total, sorted(seen), Last.value.T, W.T, sep="\n")
